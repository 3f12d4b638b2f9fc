"""A table of any length that reads only what it shows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar

from rich.segment import Segment
from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.style import Style

from tingsbok.i18n import N_
from tui.widgets.columns import GAP, Column, Place, layout
from tui.widgets.lines import Cell, cell_segments, fit, look, strip
from tui.widgets.pages import Line, Lines, Pages, Source

SIGNS = 3
"""Cells before those of a line: cursor, mark, space."""
_MARKED = "x"


class RecordTable(ScrollView, can_focus=True):
    """Lines from a paged source under a heading, with a cursor that shows as a sign and not only as colour.

    Args:
        columns: What to show, as :class:`Column` or tuples in its order.
        markable: Whether Space marks lines.
        header: Whether the first line holds the columns' titles.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "record-table--header",
        "record-table--cursor",
        "record-table--section",
        "record-table--muted",
        "record-table--alert",
        "record-table--changed",
        "record-table--strong",
        "record-table--mark",
        "record-table--empty",
    }
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "move(-1)", N_("Up"), show=False, id="list.up"),
        Binding("down,j", "move(1)", N_("Down"), show=False, id="list.down"),
        Binding("pageup", "page(-1)", N_("Page up"), show=False, id="list.page_up"),
        Binding("pagedown", "page(1)", N_("Page down"), show=False, id="list.page_down"),
        Binding("ctrl+u", "page(-0.5)", N_("Half a page up"), show=False, id="list.half_up"),
        Binding("ctrl+d", "page(0.5)", N_("Half a page down"), show=False, id="list.half_down"),
        Binding("home", "first", N_("First row"), show=False, id="list.first"),
        Binding("end,G", "last", N_("Last row"), show=False, id="list.last"),
        Binding("enter", "choose", N_("Open"), show=False, id="list.choose"),
        Binding("space", "mark", N_("Mark the row"), show=False, id="list.mark"),
    ]

    cursor: reactive[int] = reactive(0, repaint=False)
    """Index of the current line. Only the two lines concerned are painted when it moves."""
    marked: reactive[frozenset[str]] = reactive(frozenset())
    """Keys of the lines that the user has marked."""

    class RowMessage(Message):
        """Something about one line.

        Args:
            table: The sender.
            key: The line's key.
            index: The line's 0-based place.
        """

        def __init__(self, table: RecordTable, key: str, index: int) -> None:
            super().__init__()
            self.table = table
            self.key = key
            self.index = index

        @property
        def control(self) -> RecordTable:
            """The sender, for ``@on`` with a selector."""
            return self.table

    class RowHighlighted(RowMessage):
        """The cursor came to a line."""

    class RowChosen(RowMessage):
        """A line was chosen with Enter or a double click."""

    class MarksChanged(Message):
        """A line was marked or unmarked.

        Args:
            table: The sender.
            keys: All keys that are marked now.
        """

        def __init__(self, table: RecordTable, keys: frozenset[str]) -> None:
            super().__init__()
            self.table = table
            self.keys = keys

        @property
        def control(self) -> RecordTable:
            """The sender, for ``@on`` with a selector."""
            return self.table

    def __init__(
        self,
        columns: Iterable[Column | tuple[str, int | None, str]] = (),
        *,
        markable: bool = False,
        header: bool = True,
        empty: Cell = "",
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self._columns: tuple[Column, ...] = _columns(columns)
        self._places: tuple[Place, ...] = ()
        self._header = int(header)
        self._markable = markable
        self._pages = Pages(Lines(()))
        self._empty: Cell = empty

    # --- data in

    def show(self, source: Source, keep: str | None = None, *, empty: Cell | None = None) -> None:
        """Show the lines of *source*.

        Args:
            source: The new lines.
            keep: Key of the line that the cursor shall stand on, at the same height on the screen. If it is
                gone, the cursor stays where it was; without a key it goes to the first line.
            empty: What to say in the middle when there are no lines.
        """
        height = self.cursor - self.scroll_offset.y
        self._pages = Pages(source)
        if empty is not None:
            self._empty = empty
        self._resize_content()
        found = self._pages.index_of(keep, self.cursor) if keep else 0
        place = min(self.cursor, self.count - 1) if found is None else found
        self._go(place, height=height if keep else place)
        self.refresh()

    def set_columns(self, columns: Iterable[Column | tuple[str, int | None, str]]) -> None:
        """Show other columns of the same lines."""
        self._columns = _columns(columns)
        self._arrange()

    @property
    def count(self) -> int:
        """Number of lines."""
        return self._pages.count

    @property
    def line(self) -> Line | None:
        """The line under the cursor."""
        return self._pages.line(self.cursor)

    @property
    def key(self) -> str:
        """The key under the cursor; empty if there is none."""
        return self.line.key if self.line else ""

    def move_to(self, index: int) -> None:
        """Put the cursor on the line at *index*, or the nearest one that can be chosen."""
        self._go(index)

    def move_to_key(self, key: str) -> bool:
        """Put the cursor on the line with *key*; false if it is not found."""
        found = self._pages.index_of(key, self.cursor)
        if found is not None:
            self._go(found)
        return found is not None

    # --- keys and mouse

    @property
    def is_markable(self) -> bool:
        """Whether Space marks lines."""
        return self._markable

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """Leave Space to the screen where nothing can be marked, Enter where nothing can be chosen."""
        if action == "mark":
            return self._markable
        return action != "choose" or bool(self.key)

    def action_move(self, step: int) -> None:
        """Move the cursor by *step* lines."""
        self._go(self.cursor + step, step)

    def action_page(self, pages: float) -> None:
        """Move the cursor by *pages* screens."""
        step = int(max(1, self._height - 1) * abs(pages)) or 1
        self._go(self.cursor + (step if pages > 0 else -step), 1 if pages > 0 else -1)

    def action_first(self) -> None:
        """Go to the first line."""
        self._go(0)

    def action_last(self) -> None:
        """Go to the last line."""
        self._go(self.count - 1, -1)

    def action_choose(self) -> None:
        """Tell that the line under the cursor was chosen."""
        if self.key:
            self.post_message(self.RowChosen(self, self.key, self.cursor))

    def action_mark(self) -> None:
        """Mark or unmark the line under the cursor and go on to the next."""
        if self.key:
            self.marked = self.marked ^ {self.key}
            self.post_message(self.MarksChanged(self, self.marked))
            self.action_move(1)

    async def _on_click(self, event: events.Click) -> None:
        offset = event.get_content_offset(self)
        line = self._pages.line(index := self._index_at(offset.y)) if offset else None
        if line is None or line.is_passed:
            return
        event.stop()
        self.cursor = index
        if event.chain == 2:  # noqa: PLR2004 - a double click
            self.action_choose()

    # --- the cursor

    def _go(self, index: int, step: int = 1, height: int | None = None) -> None:
        """Put the cursor at *index* or the next line in the direction of *step* that is no heading."""
        index = max(0, min(self.count - 1, index))
        place = self._pages.selectable(index, step)
        if place is None:
            place = self._pages.selectable(index, -step)
        if place is None:
            self.set_reactive(RecordTable.cursor, 0)
            return
        if height is not None:
            self._scroll(place - height)
        moved = place != self.cursor
        self.cursor = place
        if not moved:
            self._reveal(place)
            self._announce()

    def watch_cursor(self, before: int, after: int) -> None:
        """Follow the cursor with the window and paint the two lines that changed."""
        self._reveal(after)
        for index in (before, after):
            y = index - self.scroll_offset.y + self._header
            if self._header <= y < self.size.height:
                self.refresh(Region(0, y, self.size.width, 1))
        self._announce()

    def _announce(self) -> None:
        if self.key:
            self.post_message(self.RowHighlighted(self, self.key, self.cursor))

    def _reveal(self, index: int) -> None:
        top = self.scroll_offset.y
        # The headings above the first line of a section belong to it.
        first = index
        while first and (line := self._pages.line(first - 1)) and line.is_section:
            first -= 1
        if first < top:
            self._scroll(first)
        elif index >= top + self._height:
            self._scroll(index - self._height + 1)

    def _scroll(self, top: int) -> None:
        self.scroll_to(y=max(0, top), animate=False, immediate=True, force=True)

    # --- measures

    @property
    def _height(self) -> int:
        return max(1, self.size.height - self._header)

    def _index_at(self, y: int) -> int:
        return y - self._header + self.scroll_offset.y if y >= self._header else -1

    def _resize_content(self) -> None:
        self.virtual_size = Size(self.size.width, self.count + self._header if self.count else 0)

    @property
    def room(self) -> int:
        """Cells for what a line says."""
        return self.scrollable_content_region.width - SIGNS

    def _arrange(self) -> None:
        self._places = layout(self._columns, self.room)
        self.refresh()

    def watch_show_vertical_scrollbar(self) -> None:
        """Make room for the scrollbar when it comes, and take it back when it goes."""
        self._arrange()

    def _on_resize(self, event: events.Resize) -> None:  # noqa: ARG002
        self._resize_content()
        self._arrange()
        if self.count:
            self._reveal(self.cursor)

    # --- painting

    def render_line(self, y: int) -> Strip:
        """Return line *y* of the window."""
        if not self.count:
            return self._empty_line(y)
        if y < self._header:
            return self._header_line()
        index = self._index_at(y)
        line = self._pages.line(index)
        if line is None:
            return Strip.blank(self.size.width, self.visual_style.rich_style)
        return self._section_line(line) if line.is_section else self._record_line(line, index)

    def _header_line(self) -> Strip:
        style = look(self, "record-table--header")
        titles = tuple(column.title for column in self._columns)
        return self._strip([Segment(" " * SIGNS, style.rich_style), *self._cells(titles, style)], style)

    def _record_line(self, line: Line, index: int) -> Strip:
        current = index == self.cursor
        style = self._style(line, current=current)
        mark = _MARKED if line.key in self.marked else line.mark
        signs = [Segment(">" if current else " ", style.rich_style)]
        marking = style if current else look(self, "record-table--mark")
        signs.append(Segment(fit(mark, 1), marking.rich_style))
        signs.append(Segment(" ", style.rich_style))
        return self._strip([*signs, *self._cells(line.cells, style, flat=current)], style)

    def _style(self, line: Line, *, current: bool) -> Style:
        if current:
            return look(self, "record-table--cursor")
        return look(self, f"record-table--{line.style}" if line.style else "")

    def _cells(self, cells: Sequence[Cell], style: Style, *, flat: bool = False) -> list[Segment]:
        if len(cells) == 1 and self._places:  # a sentence instead of a row: it has the whole line
            width = sum(place.width + GAP for place in self._places) - GAP
            return cell_segments(self, cells[0], width, style, flat=flat)
        segments: list[Segment] = []
        for place in self._places:
            if segments:
                segments.append(Segment(" " * GAP, style.rich_style))
            cell = cells[place.index] if place.index < len(cells) else ""
            segments += cell_segments(self, cell, place.width, style, place.align, flat=flat)
        return segments

    def _section_line(self, line: Line) -> Strip:
        style = look(self, "record-table--section")
        width = self.size.width - 1
        last = line.cells[-1] if len(line.cells) > 1 else ""
        right = min(len(last), width // 2)
        first = line.cells[0] if line.cells else ""
        segments = [Segment(" ", style.rich_style), *cell_segments(self, first, width - right - 1, style)]
        return self._strip([*segments, *cell_segments(self, last, right, style)], style)

    def _empty_line(self, y: int) -> Strip:
        style = look(self, "record-table--empty")
        width = self.size.width
        cell = self._empty if isinstance(self._empty, Content) else Content(self._empty)
        lines = cell.wrap(max(1, width - 4)) if cell else []
        place = y - max(0, (self.size.height - len(lines)) // 2)
        if not 0 <= place < len(lines):
            return Strip.blank(width, style.rich_style)
        left = (width - lines[place].cell_length) // 2
        return self._strip(
            [Segment(" " * left, style.rich_style), *cell_segments(self, lines[place], width - left, style)],
            style,
        )

    def _strip(self, segments: Iterable[Segment], style: Style) -> Strip:
        return strip(segments, self.size.width, style.rich_style)


def _columns(columns: Iterable[Column | tuple[str, int | None, str]]) -> tuple[Column, ...]:
    return tuple(Column(*column) for column in columns)

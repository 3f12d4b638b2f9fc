"""A table whose columns can be gone through as well as its lines, under headings of several rows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.segment import Segment
from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip

from tingsbok.i18n import N_
from tui.widgets.columns import GAP
from tui.widgets.lines import fit, look
from tui.widgets.pages import Line
from tui.widgets.table import SIGNS, RecordTable

HEADING = 3
"""Rows of a heading: the names of agreements are longer than their columns are wide."""


class MatrixTable(RecordTable):
    """A table that can be a matrix: after its first column every column is one of several things.

    While it is a matrix the left and right keys, and h and l, go through those things. The current one has
    the cursor's sign before its name and brackets around its cell in the current line; the first of them has
    brackets around its name, for the page is about it.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left,h", "column(-1)", N_("The column to the left"), show=False),
        Binding("right,l", "column(1)", N_("The column to the right"), show=False),
    ]

    column: reactive[int] = reactive(0)
    """Number of the current thing, the first being 0."""

    class ColumnChanged(Message):
        """Another column is current."""

    _names: tuple[str, ...] = ()
    _waiting: int | None = None

    def show_names(self, names: Sequence[str]) -> None:
        """Be a matrix of things with these names; of none, be a plain table."""
        self._names = tuple(names)
        self._header = HEADING if names else 1
        self.column = min(self.column, max(0, len(names) - 1))
        self._resize_content()
        self._reveal(self.cursor)
        self.refresh()

    def expect(self) -> None:
        """It may become a matrix soon: remember what the right key is pressed for until :meth:`decide`."""
        if not self.is_matrix:
            self._waiting = 0

    def decide(self) -> None:
        """It is known by now whether it is a matrix: go where the right key was to lead."""
        steps, self._waiting = self._waiting, None
        if steps and self.is_matrix:
            self.action_column(steps)
        elif steps:
            self.action_choose()

    @property
    def is_matrix(self) -> bool:
        """Whether it has several things to go through."""
        return len(self._names) > 1

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave the keys to the page where there is no column to go to; left of the first one is back."""
        if action == "column":
            if self._waiting is not None:
                return parameters == (1,)
            return self.is_matrix and (parameters != (-1,) or self.column > 0)
        return super().check_action(action, parameters)

    def action_column(self, step: int) -> None:
        """Go to the next column, as far as there are any."""
        if self._waiting is not None:
            self._waiting += step
            return
        self.column = max(0, min(len(self._names) - 1, self.column + step))

    def turn(self) -> None:
        """Go to the next column, after the last one to the first."""
        self.column = (self.column + 1) % max(1, len(self._names))

    def watch_column(self) -> None:
        """Tell that another column is current."""
        self.post_message(self.ColumnChanged())

    async def _on_click(self, event: events.Click) -> None:
        """Go to the column that was clicked in; the line is the table's own."""
        offset = event.get_content_offset(self)
        if offset is None or not self.is_matrix:
            return
        end = SIGNS
        for place in self._places:
            end += place.width + GAP
            if offset.x < end:
                self.column = max(0, place.index - 1)
                return

    # --- painting

    def render_line(self, y: int) -> Strip:
        """Return line *y* of the window; a matrix has its own headings."""
        if self._names and self.count and y < self._header:
            return self._heading_line(y)
        return super().render_line(y)

    def _heading_line(self, y: int) -> Strip:
        style = look(self, "record-table--header")
        segments = [Segment(" " * SIGNS, style.rich_style)]
        for place in self._places:
            lines = self._heading(place.index, place.width)
            first = HEADING - len(lines)
            is_current = place.index == self.column + 1 and self.is_matrix
            marked = self.get_visual_style("record-table--mark", partial=True)
            own = style + marked if is_current else style
            if len(segments) > 1:  # the sign stands in the gap, so that it breaks no name
                sign = ">" if is_current and y == first else ""
                segments.append(Segment(sign.rjust(GAP), own.rich_style))
            segments.append(Segment(fit(lines[y - first] if y >= first else "", place.width), own.rich_style))
        return self._strip(segments, style)

    def _heading(self, index: int, width: int) -> list[str]:
        """The rows of one column's heading, at most as many as there is room for."""
        if not index:
            return [self._columns[0].title]
        number = index - 1
        name = f"[{self._names[number]}]" if not number else self._names[number]
        lines = [line.plain for line in Content(name).wrap(width)]
        rest = " ".join(lines[HEADING - 1 :])
        return [*lines[: HEADING - 1], rest] if len(lines) > HEADING else lines

    def _record_line(self, line: Line, index: int) -> Strip:
        if index == self.cursor and self.is_matrix and self.column + 1 < len(line.cells):
            place = self.column + 1
            cells = [*line.cells]
            cells[place] = f"[{cells[place]}]"
            line = Line(line.key, tuple(cells), line.mark, line.style)
        return super()._record_line(line, index)

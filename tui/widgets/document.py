"""A record's facts and text in one widget, with links for the keyboard and the mouse."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Sequence
from typing import ClassVar, NamedTuple

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.style import Style

from tingsbok.i18n import N_, t
from tui.display import clean
from tui.widgets.find import Found, find
from tui.widgets.inline import NameOf
from tui.widgets.lines import Cell, look
from tui.widgets.markdown import Fact, Page, lay_out
from tui.widgets.rows_view import RowsView
from tui.widgets.wrap import Row, Span


class FieldRow(NamedTuple):
    """A line of the table above the text.

    Attributes:
        label: The field's label; empty for one more value of the field above.
        value: What it says.
        target: Id of the record it leads to, or an address; empty or ``None`` if nowhere.
        broken: Whether there is no such record.
    """

    label: str
    value: Cell
    target: str | None = None
    broken: bool = False


class _Shown(NamedTuple):
    body: str = ""
    facts: tuple[Fact, ...] = ()
    name_of: NameOf = lambda target: target
    first_line: int = 1


class DocumentView(RowsView):
    """Facts, then Markdown. Laid out in a thread, painted line by line."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "document-view--current",
        "document-view--hit",
        "document-view--hit-current",
    }
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "link(1)", N_("Next link"), show=False, id="text.next_link"),
        Binding("shift+tab", "link(-1)", N_("Previous link"), show=False, id="text.previous_link"),
        Binding("enter", "follow", N_("Follow the link"), show=False, id="text.follow"),
    ]

    link: reactive[int] = reactive(-1)
    """Number of the current link, -1 for none."""
    hit: reactive[int] = reactive(-1)
    """Number of the current found text, -1 for none."""

    class LinkFollowed(Message):
        """A link was followed.

        Args:
            document: The sender.
            target: Where it leads: a record's id, a relative path or an address, as it is written.
        """

        def __init__(self, document: DocumentView, target: str) -> None:
            super().__init__()
            self.document = document
            self.target = target

        @property
        def control(self) -> DocumentView:
            """The sender, for ``@on`` with a selector."""
            return self.document

    class LaidOut(Message):
        """The text that was asked for is on the screen."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._shown = _Shown()
        self._page = Page()
        self._found = Found()
        self._needles: tuple[str, ...] = ()
        self._wanted = -1  # source line to show at the top, -1 when nothing waits to be laid out
        self._place = 0  # the line that was asked for last
        self._busy = False

    # --- data in

    def show(
        self,
        body: str,
        rows: Sequence[FieldRow] = (),
        name_of: NameOf | None = None,
        first_line: int = 1,
        *,
        keep_place: bool = False,
    ) -> None:
        """Show a text; what stood there before stays until the new one is laid out.

        Args:
            body: Markdown.
            rows: The table above it.
            name_of: Name of the record that ``[[id]]`` leads to, ``None`` if none. Called in a thread.
            first_line: The body's first line in its file, so that :meth:`current_line` is the file's.
            keep_place: Whether to stay at the same place of the text instead of its beginning.
        """
        facts = tuple(self._fact(FieldRow(*row)) for row in rows)
        self._shown = _Shown(body, facts, name_of or (lambda target: target), first_line)
        self._start(self.current_line() if keep_place else 0)

    def clear(self) -> None:
        """Show nothing."""
        self.show("")

    def _fact(self, row: FieldRow) -> Fact:
        look = ("broken" if row.broken else "link") if row.target else ""
        parts: list[Span] = []
        if isinstance(row.value, Content):
            styled = row.value.render(Style.null(), "", self.app.stylesheet.parse_style)
            parts += [Span(clean(text, keep_newlines=True), style or look) for text, style in styled]
        else:
            parts.append(Span(clean(row.value, keep_newlines=True), look))
        if row.broken:
            parts.append(Span(" " + t("(missing)"), look))
        return Fact(clean(row.label), tuple(parts), row.target or "")

    def _start(self, line: int) -> None:
        """Lay out what shall be shown; a text that is no longer wanted by then is never painted."""
        self._wanted = self._place = line
        if not self._busy:
            self._busy = True
            self.run_worker(self._lay_out(), group="document")

    async def _lay_out(self) -> None:
        while self._wanted >= 0:
            line, self._wanted = self._wanted, -1
            width = self.room
            if width <= 0:
                continue  # not on the screen yet; the size comes with an event of its own
            page = await asyncio.to_thread(lay_out, *self._shown[:2], width, *self._shown[2:])
            if self._wanted < 0:
                self._put(page, line)
        self._busy = False

    def _put(self, page: Page, line: int) -> None:
        self._page = page
        self._found = find(page.rows, *self._needles)
        self.link = -1
        self.hit = min(self.hit, len(self._found.rows) - 1)
        self.put(page.rows, _row_of_line(page.rows, line) if line else 0)
        self.post_message(self.LaidOut())

    def _on_resize(self, event: events.Resize) -> None:  # noqa: ARG002 - Textual's signature
        # While a layout is under way, what is on the screen is not the place that shall be kept.
        place = self.current_line() if self.scroll_offset.y else 0
        self._start(self._place if self._busy else place)

    # --- places

    def current_line(self) -> int:
        """Return the source line of the current link, or else of the first one that is visible."""
        top = self._page.places[self.link] if self.link >= 0 else self.scroll_offset.y
        return next((row.line for row in self.rows[top:] if row.line), self._shown.first_line)

    def goto(self, heading: str) -> bool:
        """Go to the heading with this text, or that begins with it after a sign; false if there is none."""
        wanted = heading.strip().casefold()
        start = re.compile(rf"\W*{re.escape(wanted)}(\W|$)")
        headings = [(text.strip().casefold(), row) for text, row in self._page.headings]
        rows = [row for text, row in headings if text == wanted]
        rows += [row for text, row in headings if start.match(text)]
        if rows and wanted:
            self.scroll_to_row(rows[0])
        return bool(rows and wanted)

    # --- find

    def find(self, *texts: str) -> int:
        """Mark *text* wherever it stands, go to the first place below here and return how many there are."""
        self._needles = texts
        self._found = find(self.rows, *texts)
        top = self.scroll_offset.y
        below = (number for number, row in enumerate(self._found.rows) if row >= top)
        self.hit = next(below, 0 if self._found.rows else -1)
        self._show_hit()
        self.refresh()
        return len(self._found.rows)

    def find_next(self) -> None:
        """Go to the next place, past the last to the first."""
        self._turn(1)

    def find_previous(self) -> None:
        """Go to the previous place, past the first to the last."""
        self._turn(-1)

    def _turn(self, step: int) -> None:
        if self._found.rows:
            self.hit = (self.hit + step) % len(self._found.rows)
            self._show_hit()

    def _show_hit(self) -> None:
        if self.hit >= 0:
            self.reveal(self._found.rows[self.hit])

    # --- keys and mouse

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """Leave Enter to the screen while no link is current."""
        return action != "follow" or self.link >= 0

    def action_link(self, step: int) -> None:
        """Make the next link current; after the last one, leave the widget as Tab does everywhere."""
        count = len(self._page.targets)
        number = self._first_visible(step) if self.link < 0 else self.link + step
        if 0 <= number < count:
            self.link = number
            self.reveal(self._page.places[number])
        else:
            self.link = -1
            move = self.screen.focus_next if step > 0 else self.screen.focus_previous
            move()

    def _first_visible(self, step: int) -> int:
        top, end = self.scroll_offset.y, self.scroll_offset.y + self.size.height
        if step > 0:
            return next((n for n, row in enumerate(self._page.places) if row >= top), -1)
        return max((n for n, row in enumerate(self._page.places) if row < end), default=-1)

    def action_follow(self) -> None:
        """Follow the current link."""
        self._follow(self.link)

    def _follow(self, number: int) -> None:
        if 0 <= number < len(self._page.targets):
            self.post_message(self.LinkFollowed(self, self._page.targets[number]))

    async def _on_click(self, event: events.Click) -> None:
        number = event.style.meta.get("link")
        if isinstance(number, int):
            event.stop()
            self._follow(number)

    # --- painting

    def content_of(self, number: int) -> Content:
        """Return a row with what was found in it marked."""
        line = super().content_of(number)
        for part in self._found.parts.get(number, ()):
            name = "hit-current" if part.number == self.hit else "hit"
            line = line.stylize(look(self, f"document-view--{name}"), part.start, part.end)
        return line

    def style_of(self, span: Span) -> Style:
        """Return the look of a span; a link can be clicked, and the current one stands out."""
        style = super().style_of(span)
        if span.link < 0:
            return style
        if span.link == self.link and self.has_focus:
            style = look(self, "document-view--current")
        return style + Style.from_meta({"link": span.link})


def _row_of_line(rows: Sequence[Row], line: int) -> int:
    """Return the first row of the source line, or of the nearest one before it."""
    lines = [row.line for row in rows]
    nearest = max((known for known in lines if 0 < known <= line), default=0)
    return lines.index(nearest) if nearest else 0

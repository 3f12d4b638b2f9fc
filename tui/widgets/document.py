"""A record's facts and text in one widget, with links for the keyboard and the mouse."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Sequence
from typing import ClassVar, NamedTuple

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.selection import Selection
from textual.strip import Strip
from textual.style import Style

from tingsbok.i18n import N_, t
from tui.display import clean
from tui.widgets.find import Found, find
from tui.widgets.inline import NameOf
from tui.widgets.lines import Cell, look, strip
from tui.widgets.markdown import Fact, Page, lay_out
from tui.widgets.wrap import Row, Span

_LOOKS = (
    *("h1", "h2", "h3", "strong", "em", "strike", "code", "link", "broken"),
    *("label", "muted", "rule", "quote", "marker"),
)


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


class DocumentView(ScrollView, can_focus=True):
    """Facts, then Markdown. Laid out in a thread, painted line by line."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        *(f"document-view--{name}" for name in _LOOKS),
        "document-view--current",
        "document-view--hit",
        "document-view--hit-current",
    }
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "scroll(-1)", N_("Up"), show=False, id="text.up"),
        Binding("down,j", "scroll(1)", N_("Down"), show=False, id="text.down"),
        Binding("pageup", "page(-1)", N_("Page up"), show=False, id="text.page_up"),
        Binding("pagedown,space", "page(1)", N_("Page down"), show=False, id="text.page_down"),
        Binding("ctrl+u", "page(-0.5)", N_("Half a page up"), show=False, id="text.half_up"),
        Binding("ctrl+d", "page(0.5)", N_("Half a page down"), show=False, id="text.half_down"),
        Binding("home", "scroll_home", N_("To the top"), show=False, id="text.first"),
        Binding("end,G", "scroll_end", N_("To the end"), show=False, id="text.last"),
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
        self._needle = ""
        self._wanted = -1  # source line to show at the top, -1 when nothing waits to be laid out
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
        self._wanted = line
        if not self._busy:
            self._busy = True
            self.run_worker(self._lay_out(), group="document")

    async def _lay_out(self) -> None:
        while self._wanted >= 0:
            line, self._wanted = self._wanted, -1
            # Space for the scrollbar is kept, so that a text has the same lines when it becomes long.
            width = self.scrollable_content_region.width - 2
            if width <= 0:
                continue  # not on the screen yet; the size comes with an event of its own
            page = await asyncio.to_thread(lay_out, *self._shown[:2], width, *self._shown[2:])
            if self._wanted < 0:
                self._put(page, line)
        self._busy = False

    def _put(self, page: Page, line: int) -> None:
        self._page = page
        self._found = find(page.rows, self._needle)
        self.link = -1
        self.hit = min(self.hit, len(self._found.rows) - 1)
        self.virtual_size = Size(self.size.width, len(page.rows))
        self._scroll(self._row_of_line(line) if line else 0)
        self.refresh()
        self.post_message(self.LaidOut())

    def _on_resize(self, event: events.Resize) -> None:  # noqa: ARG002 - Textual's signature
        self._start(self.current_line() if self.scroll_offset.y else 0)

    # --- places

    def current_line(self) -> int:
        """Return the source line of the current link, or else of the first one that is visible."""
        top = self._page.places[self.link] if self.link >= 0 else self.scroll_offset.y
        return next((row.line for row in self._page.rows[top:] if row.line), self._shown.first_line)

    def _row_of_line(self, line: int) -> int:
        lines = [row.line for row in self._page.rows]
        nearest = max((known for known in lines if 0 < known <= line), default=0)
        return lines.index(nearest) if nearest else 0

    def goto(self, heading: str) -> bool:
        """Go to the heading with this text, or that begins with it after a sign; false if there is none."""
        wanted = heading.strip().casefold()
        start = re.compile(rf"\W*{re.escape(wanted)}(\W|$)")
        headings = [(text.strip().casefold(), row) for text, row in self._page.headings]
        rows = [row for text, row in headings if text == wanted]
        rows += [row for text, row in headings if start.match(text)]
        if rows and wanted:
            self._scroll(rows[0])
        return bool(rows and wanted)

    def _scroll(self, row: int) -> None:
        self.scroll_to(y=max(0, row), animate=False, immediate=True, force=True)

    def _reveal(self, row: int) -> None:
        height = self.size.height
        if not self.scroll_offset.y <= row < self.scroll_offset.y + height:
            self._scroll(row - height // 3)

    # --- find

    def find(self, text: str) -> int:
        """Mark *text* wherever it stands, go to the first place below here and return how many there are."""
        self._needle = text
        self._found = find(self._page.rows, text)
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
            self._reveal(self._found.rows[self.hit])

    # --- keys and mouse

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """Leave Enter to the screen while no link is current."""
        return action != "follow" or self.link >= 0

    def action_scroll(self, step: int) -> None:
        """Scroll by lines."""
        self._scroll(self.scroll_offset.y + step)

    def action_page(self, pages: float) -> None:
        """Scroll by screens."""
        self._scroll(self.scroll_offset.y + int((self.size.height - 1) * pages))

    def action_scroll_home(self) -> None:
        """Go to the top."""
        self._scroll(0)

    def action_scroll_end(self) -> None:
        """Go to the end."""
        self._scroll(len(self._page.rows) - self.size.height)

    def action_link(self, step: int) -> None:
        """Make the next link current; after the last one, leave the widget as Tab does everywhere."""
        count = len(self._page.targets)
        number = self._first_visible(step) if self.link < 0 else self.link + step
        if 0 <= number < count:
            self.link = number
            self._reveal(self._page.places[number])
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

    def render_line(self, y: int) -> Strip:
        """Return line *y* of the window."""
        base = self.visual_style
        number = y + self.scroll_offset.y
        if number >= len(self._page.rows):
            return Strip.blank(self.size.width, base.rich_style)
        content = self._content(self._page.rows[number], number)
        segments = content.render_segments(base)
        return strip(segments, self.size.width, base.rich_style).apply_offsets(self.scroll_offset.x, number)

    def _content(self, row: Row, number: int) -> Content:
        line = Content(row.text)
        start = 0
        for span in row.spans:
            end = start + len(span.text)
            line = line.stylize(self._style(span), start, end)
            start = end
        for part in self._found.parts.get(number, ()):
            name = "hit-current" if part.number == self.hit else "hit"
            line = line.stylize(look(self, f"document-view--{name}"), part.start, part.end)
        selected = self.text_selection.get_span(number) if self.text_selection else None
        if selected is not None:
            end = len(row.text) if selected[1] < 0 else selected[1]
            line = line.stylize(self.screen.get_visual_style("screen--selection"), selected[0], end)
        return line

    def _style(self, span: Span) -> Style:
        if isinstance(span.style, Style):
            style = span.style
        else:
            style = Style()
            for name in filter(_LOOKS.__contains__, span.style.split()):
                style += self.get_visual_style(f"document-view--{name}", partial=True)
        if span.link < 0:
            return style
        if span.link == self.link and self.has_focus:
            style = look(self, "document-view--current")
        return style + Style.from_meta({"link": span.link})

    # --- selecting text with the mouse

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """Return the text that is selected, as it stands on the screen."""
        return selection.extract("\n".join(row.text.rstrip() for row in self._page.rows)), "\n"

    def selection_updated(self, selection: Selection | None) -> None:  # noqa: ARG002 - Textual's signature
        """Paint the selection."""
        self.refresh()

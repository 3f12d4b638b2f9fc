"""Rows of styled text in one widget: scrolling, painting and selecting, whatever the rows are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.selection import Selection
from textual.strip import Strip
from textual.style import Style

from tingsbok.i18n import N_
from tui.widgets.lines import strip
from tui.widgets.wrap import Row, Span


class RowsView(ScrollView, can_focus=True):
    """Paints rows line by line. A span's style names are component classes, such as ``rows-view--strong``."""

    LOOKS: ClassVar[tuple[str, ...]] = (
        *("h1", "h2", "h3", "strong", "em", "strike", "code", "link", "broken"),
        *("label", "muted", "rule", "quote", "marker", "gone", "new"),
    )
    COMPONENT_CLASSES: ClassVar[set[str]] = {f"rows-view--{name}" for name in LOOKS}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "lines(-1)", N_("Up"), show=False, id="text.up"),
        Binding("down,j", "lines(1)", N_("Down"), show=False, id="text.down"),
        Binding("pageup", "pages(-1)", N_("Page up"), show=False, id="text.page_up"),
        Binding("pagedown,space", "pages(1)", N_("Page down"), show=False, id="text.page_down"),
        Binding("ctrl+u", "pages(-0.5)", N_("Half a page up"), show=False, id="text.half_up"),
        Binding("ctrl+d", "pages(0.5)", N_("Half a page down"), show=False, id="text.half_down"),
        Binding("home", "top", N_("To the top"), show=False, id="text.first"),
        Binding("end,G", "bottom", N_("To the end"), show=False, id="text.last"),
    ]

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self.rows: Sequence[Row] = ()

    @property
    def room(self) -> int:
        """Cells for a row. Space for the scrollbar is kept: a text that becomes long keeps its lines."""
        return self.scrollable_content_region.width - (0 if self.show_vertical_scrollbar else 1)

    def put(self, rows: Sequence[Row], top: int = 0) -> None:
        """Show these rows, the one at *top* first."""
        self.rows = rows
        self.virtual_size = Size(self.size.width, len(rows))
        self.scroll_to_row(top)
        self.refresh()

    # --- scrolling

    def scroll_to_row(self, row: int) -> None:
        """Put a row at the top, as far as there are rows."""
        self.scroll_to(y=max(0, row), animate=False, immediate=True, force=True)

    def reveal(self, row: int) -> None:
        """Scroll if the row is not to be seen."""
        height = self.size.height
        if not self.scroll_offset.y <= row < self.scroll_offset.y + height:
            self.scroll_to_row(row - height // 3)

    def action_lines(self, step: int) -> None:
        """Scroll by lines."""
        self.scroll_to_row(self.scroll_offset.y + step)

    def action_pages(self, pages: float) -> None:
        """Scroll by screens."""
        self.scroll_to_row(self.scroll_offset.y + int((self.size.height - 1) * pages))

    def action_top(self) -> None:
        """Go to the top."""
        self.scroll_to_row(0)

    def action_bottom(self) -> None:
        """Go to the end."""
        self.scroll_to_row(len(self.rows) - self.size.height)

    # --- painting

    def render_line(self, y: int) -> Strip:
        """Return line *y* of the window."""
        base = self.visual_style
        number = y + self.scroll_offset.y
        if number >= len(self.rows):
            return Strip.blank(self.size.width, base.rich_style)
        segments = self._selected(self.content_of(number), number).render_segments(base)
        return strip(segments, self.size.width, base.rich_style).apply_offsets(self.scroll_offset.x, number)

    def content_of(self, number: int) -> Content:
        """Return a row as content."""
        row = self.rows[number]
        line, start = Content(row.text), 0
        for span in row.spans:
            end = start + len(span.text)
            line = line.stylize(self.style_of(span), start, end)
            start = end
        return line

    def style_of(self, span: Span) -> Style:
        """Return the look of a span, to be laid over the widget's own."""
        if isinstance(span.style, Style):
            return span.style
        style = Style()
        for name in filter(self.LOOKS.__contains__, span.style.split()):
            style += self.get_visual_style(f"rows-view--{name}", partial=True)
        return style

    def _selected(self, line: Content, number: int) -> Content:
        selected = self.text_selection.get_span(number) if self.text_selection else None
        if selected is None:
            return line
        start, end = selected
        style = self.screen.get_visual_style("screen--selection")
        return line.stylize(style, start, len(line) if end < 0 else end)

    # --- selecting text with the mouse

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """Return the text that is selected, as it stands on the screen."""
        return selection.extract("\n".join(row.text.rstrip() for row in self.rows)), "\n"

    def selection_updated(self, selection: Selection | None) -> None:  # noqa: ARG002 - Textual's signature
        """Paint the selection."""
        self.refresh()

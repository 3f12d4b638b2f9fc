"""What the Line API widgets share: content of any length into exactly one line of exactly one width."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style as RichStyle
from textual.content import Content
from textual.strip import Strip
from textual.style import Style
from textual.widget import Widget

from tui.display import clean

Align = Literal["left", "right"]
Cell = Content | str
ELLIPSIS = "…"
# No terminal line is longer; what comes after it is never shown, so it need not be cleaned or measured.
_LONGEST = 2000


def look(widget: Widget, component: str = "") -> Style:
    """Return the style of one of *widget*'s component classes, or its own, ready to paint with.

    Textual leaves ``reverse`` out of such styles; without colour it is all that shows where the cursor is.
    """
    if not component:
        return widget.visual_style
    style = widget.get_visual_style(component)
    reverse = widget.get_component_styles(component).text_style.reverse
    return style + Style(reverse=True) if reverse else style


def fit(text: str, width: int, align: Align = "left") -> str:
    """Return *text* in exactly *width* cells, cut with an ellipsis or padded with spaces."""
    text = clean(text[:_LONGEST])
    length = cell_len(text)
    if length > width:
        return set_cell_size(text, width - 1) + ELLIPSIS if width > 1 else set_cell_size(text, width)
    space = " " * (width - length)
    return space + text if align == "right" else text + space


def fit_content(cell: Content, width: int, align: Align = "left") -> Content:
    """Return *cell* in exactly *width* cells, as :func:`fit` does for text."""
    cell = _clean_content(cell[:_LONGEST] if len(cell) > _LONGEST else cell)
    if align == "right" and cell.cell_length < width:
        return cell.pad_left(width - cell.cell_length)
    return cell.truncate(width, ellipsis=True, pad=True)


def _clean_content(cell: Content) -> Content:
    if cell.plain.isprintable():
        return cell
    return Content(clean(cell.plain), list(cell.spans))


def cell_segments(
    widget: Widget, cell: Cell, width: int, style: Style, align: Align = "left", *, flat: bool = False
) -> list[Segment]:
    """Return the segments of one cell on top of *style*; theme variables in spans follow the app's theme.

    Args:
        widget: The widget that paints.
        cell: What to paint; plain text is data.
        width: Cells to fill.
        style: The line's style.
        align: Side the text stands at.
        flat: Whether the line's own colours win, as under the cursor where a span's would not be legible.
    """
    if isinstance(cell, str):
        return [Segment(fit(cell, width, align), style.rich_style)]
    parts = fit_content(cell, width, align).render(Style.null(), "", widget.app.stylesheet.parse_style)
    return [
        Segment(text, (style + (part.without_color if flat else part)).rich_style) for text, part in parts
    ]


def strip(segments: Iterable[Segment], width: int, style: RichStyle) -> Strip:
    """Return the segments as a line of exactly *width* cells."""
    return Strip(segments).adjust_cell_length(width, style)

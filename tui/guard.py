"""The last line of defence: whatever a widget paints, no control character reaches the terminal."""

from __future__ import annotations

from rich.cells import cell_len
from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

from tingsbok.display import SUBSTITUTE, clean


class ControlGuard(LineFilter):
    """Removes what could act on the terminal from every line of the screen.

    :func:`tui.display.content` has made such characters visible long before; this filter is for the path that
    somebody forgot. Characters without width disappear, others are replaced, so nothing on the line moves.
    """

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002 - Textual's signature
        """Return the segments of one line, harmless; Textual's own control segments are left alone."""
        return [
            segment if segment.control or segment.text.isprintable() else _safe(segment)
            for segment in segments
        ]


def _safe(segment: Segment) -> Segment:
    return Segment("".join(map(_safe_sign, segment.text)), segment.style)


def _safe_sign(sign: str) -> str:
    if clean(sign) == sign:
        return sign
    return SUBSTITUTE if cell_len(sign) else ""

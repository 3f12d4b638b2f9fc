"""The one door from record text to the screen: plain content, never markup, never control characters."""

from __future__ import annotations

from textual.content import Content

from tingsbok.display import clean

__all__ = ["clean", "content"]


def content(text: str, style: str = "", *, keep_newlines: bool = False) -> Content:
    """Return *text* as content that shows exactly these characters.

    Args:
        text: Any text, such as a field of a record.
        style: A Textual style for the whole of it, such as ``bold``; empty for none.
        keep_newlines: As for :func:`tingsbok.display.clean`.
    """
    plain = Content(clean(text, keep_newlines=keep_newlines))
    return plain.stylize(style) if style else plain

"""Text that may be shown: nothing from a record reaches a terminal as a command to it.

A record is anybody's text. Control characters would move the cursor, change the title or write to the
clipboard; bidirectional overrides and invisible characters make a line look like something else. Here they
become visible signs instead of disappearing, so that a reader sees that something is wrong with the text.
"""

from __future__ import annotations

SUBSTITUTE = "\N{REPLACEMENT CHARACTER}"

_PICTURES = {code: chr(0x2400 + code) for code in range(0x20)} | {0x7F: "\N{SYMBOL FOR DELETE}"}
# What reorders, hides or has no business in a text: C1 controls, bidirectional marks and overrides,
# zero-width characters that join nothing, interlinear annotation, tags and halves of surrogate pairs.
# Zero-width joiner and non-joiner stay: emoji and several scripts need them.
_HIDDEN = (
    *range(0x80, 0xA0),
    0x061C,
    0x180E,
    0x200B,
    0x200E,
    0x200F,
    *range(0x202A, 0x202F),
    *range(0x2060, 0x2070),
    0xFEFF,
    *range(0xFFF9, 0xFFFC),
    *range(0xD800, 0xE000),
    0xFFFE,  # no character at all, as the next
    0xFFFF,
    *range(0xE0000, 0xE0080),
)
_LINE_BREAKS = dict.fromkeys((0x85, 0x2028, 0x2029), "\n")
_COMMON = _PICTURES | dict.fromkeys(_HIDDEN, SUBSTITUTE)
_ONE_LINE = _COMMON | dict.fromkeys(_LINE_BREAKS, _PICTURES[0x0A])
_LINES = _COMMON | _LINE_BREAKS | {0x0A: "\n", 0x09: "    "}


def clean(text: str, *, keep_newlines: bool = False) -> str:
    """Return *text* with everything that could act on a terminal, or hide, made visible.

    Args:
        text: Any text.
        keep_newlines: Whether line breaks stay line breaks and tabs become four spaces (a body);
            otherwise they too become signs (a cell, a title).
    """
    if text.isprintable():
        return text
    if keep_newlines:
        return text.replace("\r\n", "\n").translate(_LINES)
    return text.translate(_ONE_LINE)

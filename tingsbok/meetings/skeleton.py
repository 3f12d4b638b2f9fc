"""Where the minutes of an item are written: its heading in the text, made where it is missing."""

from __future__ import annotations

from collections.abc import Sequence

from tingsbok.meetings.parts import ItemParts
from tingsbok.meetings.sections import own_sections, sections, shown_number
from tingsbok.record import said

_ROOM = "\n\n\n\n"
"""What stands under a heading: the line to write on has an empty one on either side."""


def begun(body: str, items: Sequence[ItemParts], key: str) -> tuple[str, int]:
    """The text with a place to write about an item, and the line of that place, the first being 1.

    A text without any item's heading gets the headings of all items; otherwise only the item's own is put
    in, before the next item that has one.

    Args:
        body: The text of the meeting.
        items: The meeting's items in order.
        key: Key of the item.
    """
    real = [item for item in items if item.index >= 0]
    own = own_sections(real, sections(body))
    place = next((place for place, item in enumerate(real) if item.key == key), None)
    if place is None:
        return body, 1
    section = own[place]
    if section is not None:
        return body, section.line
    if not any(own):
        text = _with_end(body) + _ROOM.join(_heading(item) for item in real) + _ROOM
    else:
        following = next((section.line for section in own[place + 1 :] if section is not None), 0)
        lines = body.split("\n")
        before = "\n".join(lines[: following - 1]) if following else body
        after = "\n".join(lines[following - 1 :]) if following else ""
        text = f"{_with_end(before)}{_heading(real[place])}{_ROOM}{after}"
    heading = own_sections(real, sections(text))[place]
    return text, heading.line + 2 if heading else 1


def _with_end(text: str) -> str:
    """The text with an empty line after it, ready for a heading."""
    return f"{text.rstrip()}\n\n" if text.strip() else ""


def _heading(item: ItemParts) -> str:
    level = "###" if said(item.line, "parent") else "##"
    return f"{level} {shown_number(item)} {item.title}".replace("  ", " ")

"""A key that opens what it is to be typed in."""

from __future__ import annotations

from textual import events
from textual.message import Message


def begins_text(event: events.Key) -> bool:
    """Whether a key is a letter, figure or sign that a text can begin with."""
    return event.is_printable and event.character is not None and not event.character.isspace()


class Retyped(Message):
    """What a key was to be typed in is being opened: it comes there before all keys that came after it.

    Args:
        key: The key.
    """

    def __init__(self, key: events.Key) -> None:
        super().__init__()
        self.key = events.Key(key.key, key.character)

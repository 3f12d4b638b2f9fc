"""When something comes up: a date, a meeting or words, seen from the meeting that is prepared."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from enum import Enum, auto

from msgspec import Struct

from tingsbok.dates import is_date, read_date
from tingsbok.record import Record

Resolve = Callable[[str], Record | None]

_NEXT = re.compile(r"\bnäst(?:a|kommande)\s+(?:möte|sammanträde|gång)\b|\bnext\s+meeting\b", re.IGNORECASE)


class When(Enum):
    """How something stands to a meeting.

    ``NOW``: it is due at the meeting, or was before it. ``LATER``: its day comes after the meeting.
    ``UNSAID``: no day can be told from what is written.
    """

    NOW = auto()
    LATER = auto()
    UNSAID = auto()


class Seen(Struct, frozen=True):
    """The meeting that is prepared, as far as days go.

    Attributes:
        meeting: Its id.
        day: Its date, ISO or a part of one.
        resolve: Finds a record by id.
    """

    meeting: str
    day: str
    resolve: Resolve

    def when(self, due: str, words: str, since: str) -> When:
        """How a day, a meeting or words stand to this meeting.

        A meeting that was cancelled or does not exist can no longer be waited for: what was put off to it
        is due at once.

        Args:
            due: A date, or the id of a meeting; empty if there is none.
            words: The same in words; used only without *due*.
            since: The day the words were written, ISO or a part of it; empty if unknown.
        """
        if is_date(due):
            return self._by(due)
        if due:
            return self._at(due.partition("#")[0])
        if _NEXT.search(words):  # what a meeting says of its next one is not about itself
            return When.LATER if since == self.day or is_after(since, self.day) else When.NOW
        said = read_date(words, base=_first(since)).value if words and since else ""
        return self._by(said) if said else When.UNSAID

    def shown(self, due: str, words: str) -> str:
        """The day as it is told: the date itself, that of the meeting, or the words."""
        if not due or is_date(due):
            return due or words
        meeting = self.resolve(due.partition("#")[0])
        return (meeting.text("date") if meeting else "") or due

    def _by(self, day: str) -> When:
        """A day of which only month or year is known is due as soon as that month or year has come."""
        return When.NOW if self.day[: len(day)] >= day else When.LATER

    def _at(self, identity: str) -> When:
        meeting = self.resolve(identity)
        if identity == self.meeting or meeting is None or meeting.text("status") == "cancelled":
            return When.NOW
        day = meeting.text("date")
        return self._by(day) if is_date(day) else When.NOW


def is_after(day: str, other: str) -> bool:
    """Whether *day* surely comes after *other*; of parts of dates nothing is sure within the same part."""
    return bool(day and other) and day[: len(other)] > other


def _first(day: str) -> date:
    """The first day of a date or a part of one."""
    parts = [int(part) for part in day.split("-")] if is_date(day) else []
    try:
        return date(*[*parts, 1, 1][:3])
    except (TypeError, ValueError):
        return date.min

"""What is late, near and in progress: the answers of the first screen and of ``tingsbok todo``."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from tingsbok.dates import is_date
from tingsbok.record import Record

IN_PROGRESS = ("called", "held", "drafted")
"""Meetings that somebody is working on."""
COMING = ("planned", "called")
"""Meetings that have not been held."""


@dataclass(frozen=True)
class Due:
    """One thing with a date.

    Attributes:
        date: ISO date or a part of one; empty if it has none.
        days: Days from today, negative if late; ``None`` if the date is not a whole one.
        kind: ``assignment``, ``report`` or ``meeting``.
        source: Id of the body it belongs to; empty if unknown.
        target: The record to open.
    """

    date: str
    days: int | None
    kind: str
    title: str
    source: str
    target: str

    @property
    def late(self) -> bool:
        """True if its day has passed."""
        return self.days is not None and self.days < 0


def due_things(
    records: Iterable[Record], *, today: date, within: int, resolve: Callable[[str], Record | None]
) -> list[Due]:
    """Open assignments, promised reports and coming meetings, earliest first.

    Args:
        records: Assignments and meetings; other types are passed over.
        today: The day to count from.
        within: Days ahead to include.
        resolve: Finds a record by id, for a thing that is due at a meeting.
    """
    found: list[Due] = []
    for record in records:
        if record.type == "assignment" and record.text("status") in ("", "open"):
            found += _assignment(record, today, resolve)
        elif record.type == "meeting" and record.text("status") in COMING:
            day = record.text("date")
            found.append(Due(day, _days(day, today), "meeting", record.id, record.text("body"), record.id))
    near = [thing for thing in found if thing.date and _near(thing, today, within)]
    return sorted(near, key=lambda thing: (thing.date, thing.target))


def _assignment(record: Record, today: date, resolve: Callable[[str], Record | None]) -> list[Due]:
    source = _body(record, resolve)
    day = _day(record.text("due"), resolve)
    things = (
        [Due(day, _days(day, today), "assignment", record.text("title"), source, record.id)] if day else []
    )
    for report in record.entries("reports"):
        due, made = report.get("due", ""), report.get("made", "")
        when = _day(due, resolve) if isinstance(due, str) else ""
        if when and not made:
            things.append(Due(when, _days(when, today), "report", record.text("title"), source, record.id))
    return things


def _body(record: Record, resolve: Callable[[str], Record | None]) -> str:
    giver = resolve(record.text("given_by").partition("#")[0])
    if giver is not None and giver.type == "decision" and giver.text("meeting"):
        giver = resolve(giver.text("meeting"))
    return giver.text("body") if giver else ""


def _day(due: str, resolve: Callable[[str], Record | None]) -> str:
    """The date itself, or the date of the meeting the thing is due at."""
    if not due or is_date(due):
        return due
    meeting = resolve(due.partition("#")[0])
    return meeting.text("date") if meeting else ""


def _days(day: str, today: date) -> int | None:
    try:
        return (date.fromisoformat(day) - today).days
    except ValueError:
        return None


def _near(thing: Due, today: date, within: int) -> bool:
    if thing.days is not None:
        return thing.days <= within
    last = min(max(today.toordinal() + within, date.min.toordinal()), date.max.toordinal())
    return thing.date <= date.fromordinal(last).isoformat()

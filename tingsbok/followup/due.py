"""What is late, near and in progress: the answers of the first screen and of ``tingsbok todo``."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from msgspec import Struct

from tingsbok.dates.spans import days_after, days_left, last_day
from tingsbok.origin import Origin, Resolve, day_of, giver_of
from tingsbok.record import Record
from tingsbok.steps import COMING


class Due(Struct, frozen=True):
    """One thing with a date.

    Attributes:
        date: ISO date or a part of one; empty if it has none.
        days: Days from today, negative if late: then from the last day of a month or year. ``None`` if
            the date is a month or a year that has not passed, or none.
        kind: ``assignment``, ``report`` or ``meeting``.
        source: Id of the body it belongs to; empty if unknown.
        target: The record to open.
        item: Number of the item it was given at, as shown; empty if none.
    """

    date: str
    days: int | None
    kind: str
    title: str
    source: str
    target: str
    item: str = ""

    @property
    def late(self) -> bool:
        """True if its day has passed."""
        return self.days is not None and self.days < 0


def due_things(records: Iterable[Record], *, today: date, within: int, resolve: Resolve) -> list[Due]:
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
            found.append(
                Due(day, days_left(day, today), "meeting", record.id, record.text("body"), record.id)
            )
    last = days_after(today, within).isoformat()
    near = [thing for thing in found if thing.date and thing.date <= last]
    return sorted(near, key=lambda thing: (_end_of(thing.date), -len(thing.date), thing.target))


def _end_of(day: str) -> str:
    """When something is late at last: a month comes after each of its days."""
    last = last_day(day)
    return last.isoformat() if last else day


def _assignment(record: Record, today: date, resolve: Resolve) -> list[Due]:
    origin = giver_of(record.text("given_by"), resolve)
    things = [_thing(record, record.text("due"), "assignment", origin, today, resolve)]
    for report in record.entries("reports"):
        due = report.get("due", "")
        if isinstance(due, str) and not report.get("made", ""):
            things.append(_thing(record, due, "report", origin, today, resolve))
    return [thing for thing in things if thing.date]


def _thing(record: Record, due: str, kind: str, origin: Origin, today: date, resolve: Resolve) -> Due:
    day = day_of(due, resolve)
    return Due(day, days_left(day, today), kind, record.text("title"), origin.body, record.id, origin.item)

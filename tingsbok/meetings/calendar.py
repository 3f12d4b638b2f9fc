"""What happens on which day: meetings, last days, returns and ends; weeks, holidays and collisions.

Weeks are those of ISO 8601, Monday first. Holidays are Sweden's, with the eves that most offices keep.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import lru_cache

from msgspec import Struct

from tingsbok.dates.spans import last_day, notice_day
from tingsbok.i18n import N_
from tingsbok.meetings.composition import members_on
from tingsbok.origin import Resolve, day_of, giver_of, number_of, origin_of
from tingsbok.record import Record, said
from tingsbok.steps import COMING

_OVER = ("terminated", "ended")
"""Statuses of agreements of which notice has been given."""
KINDS = {
    "meeting": N_("meeting"),
    "assignment": N_("assignment"),
    "report": N_("report"),
    "return": N_("returns"),
    "notice": N_("notice"),
    "end": N_("ends"),
}
"""What kinds of happenings are called (English source text)."""
_WHOLE = len("2024-11-15")
_SATURDAY = 5
_NO_FREE_DAY = ("Bridge Day", "Klämdag")


class Happening(Struct, frozen=True):
    """Something with a day.

    Attributes:
        date: ISO date, or a part of one if no day is set.
        kind: ``meeting``, ``assignment``, ``report``, ``return`` (a matter that comes back), ``notice`` (last
            day to give notice of an agreement) or ``end`` (last day of something's validity).
        title: What it is about; empty for a meeting, whose body and place say it.
        target: The record to open.
        body: Id of the body it belongs to; empty if unknown.
        item: Number of the item it comes from, as shown; empty if none.
        status: The record's status or outcome.
        start: A meeting's time, ``09:30``; empty if unknown.
        end: When it ends.
        place: Where.
    """

    date: str
    kind: str
    title: str
    target: str
    body: str = ""
    item: str = ""
    status: str = ""
    start: str = ""
    end: str = ""
    place: str = ""

    @property
    def is_day(self) -> bool:
        """Whether the day itself is known, not only month or year."""
        return len(self.date) == _WHOLE

    def is_late(self, today: str) -> bool:
        """Whether somebody should have done it before *today*."""
        waits = self.kind in ("assignment", "report", "return") or (
            self.kind == "meeting" and self.status in COMING
        )
        return waits and bool(self.date) and self.date < today[: len(self.date)]


def happenings(
    records: Iterable[Record], resolve: Resolve, since: str = "", until: str = ""
) -> list[Happening]:
    """What the records say happens between two days, earliest first.

    Args:
        records: Meetings, decisions, assignments and agreements; other types are passed over.
        resolve: Finds a record by id.
        since: First day, ISO; empty for no limit.
        until: Last day.
    """
    found = {happening for record in records for happening in _of(record, resolve)}
    within = (one for one in found if one.date and is_within(one.date, since, until))
    return sorted(within, key=lambda one: (one.date, one.kind != "meeting", one.start, one.target, one.title))


def is_within(day: str, since: str, until: str) -> bool:
    """Whether a day, month or year touches the period between two days; an empty limit is none."""
    return (not since or day >= since[: len(day)]) and (not until or day <= until[: len(day)])


def _of(record: Record, resolve: Resolve) -> Iterator[Happening]:
    if record.type == "meeting":
        yield _meeting(record)
        yield from _items_that_return(record, resolve)
    elif record.type == "assignment" and record.text("status") in ("", "open"):
        yield from _assignment(record, resolve)
    elif record.type == "decision":
        yield from _decision(record, resolve)
    elif record.type == "agreement":
        yield from _agreement(record)


def _meeting(record: Record) -> Happening:
    return Happening(
        date=record.text("date"),
        kind="meeting",
        title="",
        target=record.id,
        body=record.text("body"),
        status=record.text("status"),
        start=record.text("start"),
        end=record.text("end"),
        place=record.text("place"),
    )


def _items_that_return(meeting: Record, resolve: Resolve) -> Iterator[Happening]:
    for line in meeting.entries("items"):
        if until := said(line, "until"):
            target = f"{meeting.id}#{said(line, 'key')}"
            yield Happening(
                day_of(until, resolve),
                "return",
                said(line, "title"),
                target,
                meeting.text("body"),
                number_of(line),
            )


def _decision(record: Record, resolve: Resolve) -> Iterator[Happening]:
    origin = origin_of(record, resolve)
    title, outcome = record.text("title"), record.text("outcome")
    for day, kind in ((day_of(record.text("until"), resolve), "return"), (record.text("valid_to"), "end")):
        yield Happening(day, kind, title, record.id, origin.body, origin.item, outcome)


def _assignment(record: Record, resolve: Resolve) -> Iterator[Happening]:
    giver = giver_of(record.text("given_by"), resolve)
    title = record.text("title")
    if due := record.text("due"):
        yield Happening(day_of(due, resolve), "assignment", title, record.id, giver.body, giver.item, "open")
    for report in record.entries("reports"):
        if said(report, "due") and not said(report, "made"):
            about = said(report, "note")
            shown = f"{title}: {about}" if about else title
            day = day_of(said(report, "due"), resolve)
            yield Happening(day, "report", shown, record.id, giver.body, giver.item, "open")


def _agreement(record: Record) -> Iterator[Happening]:
    title, body, status = (
        record.text("short") or record.text("title"),
        record.text("owner"),
        record.text("status"),
    )
    # a proposal has nothing to end yet, and notice is given once
    if (end := record.text("valid_to")) and status != "proposed":
        yield Happening(end, "end", title, record.id, body, "", status)
        if status not in _OVER and (notice := notice_day(end, record.text("notice_months"))):
            yield Happening(notice, "notice", title, record.id, body, "", status)


# --- days and weeks


class Holiday(Struct, frozen=True):
    """A day on which offices are closed.

    Attributes:
        name: In the language asked for.
        full: Whether the whole day is free; on some eves offices close in the afternoon.
    """

    name: str
    full: bool


@lru_cache(maxsize=64)
def holidays_of(year: int, language: str = "sv") -> Mapping[date, Holiday]:
    """Sweden's holidays of a year, Sundays not counted, with the eves (the library ``holidays`` knows them).

    Args:
        year: The year.
        language: ``sv`` or ``en``.
    """
    from holidays import country_holidays

    spoken = "sv" if language == "sv" else "en_US"

    def of(*categories: str) -> dict[date, str]:
        found: Mapping[date, str] = country_holidays(
            "SE", years=year, include_sundays=False, categories=categories, language=spoken
        )
        # what stands in brackets is the hour offices close at
        return {day: str(found[day]).partition(" (")[0] for day in found}

    eves = {day: Holiday(name, full=False) for day, name in of("optional").items()}
    full = {day: Holiday(name, full=True) for day, name in of("public", "de_facto").items()}
    kept = {day: eve for day, eve in eves.items() if eve.name not in _NO_FREE_DAY}
    return dict(sorted((kept | full).items()))


def holiday(day: date, language: str = "sv") -> Holiday | None:
    """The holiday on a day; ``None`` if it is none."""
    return holidays_of(day.year, language).get(day)


class Week(Struct, frozen=True):
    """One row of a month: the ISO week number and its days, ``None`` for those of other months."""

    number: int
    days: tuple[date | None, ...]


@lru_cache(maxsize=128)
def weeks_of(year: int, month: int) -> tuple[Week, ...]:
    """The weeks that a month touches."""
    rows = calendar.Calendar().monthdatescalendar(year, month)
    return tuple(
        Week(row[0].isocalendar().week, tuple(day if day.month == month else None for day in row))
        for row in rows
    )


# --- collisions


class Collision(Struct, frozen=True):
    """Why a meeting's day is a bad one.

    Attributes:
        meeting: Id of the meeting.
        date: Its day.
        kind: ``holiday``, ``weekend`` or ``members``.
        what: The holiday's name, or the id of the other meeting.
        people: Ids of those who sit in both bodies.
    """

    meeting: str
    date: str
    kind: str
    what: str = ""
    people: tuple[str, ...] = ()


def collisions(meetings: Iterable[Record], resolve: Resolve, language: str = "sv") -> list[Collision]:
    """What stands in the way of meetings that have not been held yet.

    Args:
        meetings: The meetings of a period, of any status.
        resolve: Finds a body by id.
        language: Language of the holidays' names.
    """
    coming = [one for one in meetings if one.type == "meeting" and one.text("status") in COMING]
    found = [collision for one in coming if (collision := _bad_day(one, language))]
    by_day: dict[str, list[Record]] = {}
    for one in sorted(coming, key=lambda record: record.id):
        if len(one.text("date")) == _WHOLE:
            by_day.setdefault(one.text("date"), []).append(one)
    for day, same in by_day.items():
        for place, first in enumerate(same):
            for second in same[place + 1 :]:
                found += _shared(first, second, day, resolve)
    return sorted(found, key=lambda one: (one.date, one.meeting, one.kind, one.what))


def _bad_day(meeting: Record, language: str) -> Collision | None:
    text = meeting.text("date")
    day = last_day(text) if len(text) == _WHOLE else None
    if day is None:
        return None
    free = holiday(day, language)
    if free and free.full:
        return Collision(meeting.id, text, "holiday", free.name)
    return Collision(meeting.id, text, "weekend") if day.weekday() >= _SATURDAY else None


def _shared(first: Record, second: Record, day: str, resolve: Resolve) -> list[Collision]:
    """The same people wanted in two bodies at once; meetings that do not overlap do not collide."""
    if first.text("body") == second.text("body") or _is_after(first, second) or _is_after(second, first):
        return []
    people = [_people(meeting, day, resolve) for meeting in (first, second)]
    both = tuple(sorted(people[0] & people[1]))
    if not both:
        return []
    return [
        Collision(first.id, day, "members", second.id, both),
        Collision(second.id, day, "members", first.id, both),
    ]


def _is_after(meeting: Record, other: Record) -> bool:
    start, end = meeting.text("start"), other.text("end")
    return bool(start and end) and start >= end


def _people(meeting: Record, day: str, resolve: Resolve) -> set[str]:
    body = resolve(meeting.text("body"))
    return {member.person for member in members_on(body, day) if member.person} if body else set()

"""Meetings and last days as an iCalendar file (RFC 5545), which any calendar program takes in.

The same records give the same bytes: nothing in the file comes from the clock. An event keeps its UID for as
long as its record keeps its id, so a calendar that takes the file in again moves the event and does not
double it.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from msgspec import Struct

from tingsbok import __version__
from tingsbok.dates import is_date
from tingsbok.display import clean
from tingsbok.ids import slug

if TYPE_CHECKING:
    from icalendar import Component

ZONE = "Europe/Stockholm"
STATUSES = {"planned": "TENTATIVE", "cancelled": "CANCELLED"}
"""What a meeting's status is called in a calendar; any other is ``CONFIRMED``."""
_CLOCK = len("09:30")


class Entry(Struct, frozen=True):
    """One event of the file.

    Attributes:
        uid: What makes it the same event the next time; unique within the archive.
        date: ISO date; an entry whose day is not known is left out.
        summary: What it is called.
        start: ``09:30``; empty for an event of the whole day.
        end: When it ends; empty if unknown.
        place: Where.
        text: More about it, several lines.
        status: The meeting's status; empty for what is no meeting.
        changed: When the record was changed last; the day itself if that is unknown.
    """

    uid: str
    date: str
    summary: str
    start: str = ""
    end: str = ""
    place: str = ""
    text: str = ""
    status: str = ""
    changed: datetime | None = None


def ics(entries: Iterable[Entry], *, title: str, language: str) -> bytes:
    """The file's bytes: UTF-8, lines folded at 75 bytes and ended by CR LF.

    Args:
        entries: The events, in any order.
        title: The archive's title: the calendar's name, and what keeps its UIDs apart from other archives'.
        language: ``sv`` or ``en``.
    """
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", f"-//Tingsbok//Tingsbok {__version__}//{language.upper()}")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", title)
    calendar.add("x-wr-timezone", ZONE)
    known = sorted((one for one in entries if _day(one.date)), key=lambda one: (one.date, one.start, one.uid))
    if any(_clock(entry.start) for entry in known):
        calendar.add_component(_zone())
    for entry in known:
        calendar.add_component(_event(entry, slug(title) or "tingsbok"))
    data: bytes = calendar.to_ical(sorted=False)
    return data


def _zone() -> Component:
    """Swedish time since 1996: summer time from the last Sunday of March to that of October (2000/84/EC)."""
    from icalendar import Timezone, TimezoneDaylight, TimezoneStandard

    zone = Timezone()
    zone.add("tzid", ZONE)
    hour = timedelta(hours=1)
    for part, name, month, clock, offset in (
        (TimezoneDaylight(), "CEST", 3, 2, 2 * hour),
        (TimezoneStandard(), "CET", 10, 3, hour),
    ):
        part.add("tzname", name)
        part.add("tzoffsetfrom", 3 * hour - offset)
        part.add("tzoffsetto", offset)
        part.add("dtstart", datetime(1996, month, 31 if month == 3 else 27, clock))  # noqa: DTZ001, PLR2004 - local time by definition
        part.add("rrule", {"freq": "yearly", "bymonth": month, "byday": "-1SU"})
        zone.add_component(part)
    return zone


def _event(entry: Entry, domain: str) -> Component:
    from icalendar import Event

    event = Event()
    event.add("uid", f"{entry.uid}@{domain}.tingsbok")
    event.add("dtstamp", _stamp(entry))
    event.add("summary", clean(entry.summary, keep_newlines=True))
    for name, value in _times(entry):
        event.add(name, value)
    if entry.place:
        event.add("location", clean(entry.place, keep_newlines=True))
    if entry.text:
        event.add("description", clean(entry.text, keep_newlines=True))
    if entry.status:
        event.add("status", STATUSES.get(entry.status, "CONFIRMED"))
    else:
        # a last day keeps nobody busy
        event.add("transp", "TRANSPARENT")
    return event


def _times(entry: Entry) -> list[tuple[str, Any]]:
    """Begin and end; the end of a whole day is the day after (RFC 5545, 3.6.1)."""
    day = _day(entry.date) or date.min
    start = _clock(entry.start)
    if start is None:
        return (
            [("dtstart", day), ("dtend", day + timedelta(days=1))] if day < date.max else [("dtstart", day)]
        )
    zone = ZoneInfo(ZONE)
    end = _clock(entry.end)
    times = [("dtstart", datetime.combine(day, start, zone))]
    return [*times, ("dtend", datetime.combine(day, end, zone))] if end and end > start else times


def _stamp(entry: Entry) -> datetime:
    if entry.changed is not None:
        return entry.changed.astimezone(UTC).replace(microsecond=0)
    return datetime.combine(_day(entry.date) or date.min, time(), UTC)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if is_date(text) else None
    except ValueError:
        return None


def _clock(text: str) -> time | None:
    try:
        return time.fromisoformat(text) if len(text) == _CLOCK else None
    except ValueError:
        return None

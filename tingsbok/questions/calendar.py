"""What happens between two days."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from msgspec import Struct

from tingsbok.i18n import current, in_language, t
from tingsbok.meetings.calendar import KINDS, Collision, Happening, collisions, happenings, is_within
from tingsbok.origin import number_of
from tingsbok.record import Record, said

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tingsbok.archive import Archive
    from tingsbok.exporting.ics import Entry


class Period(Struct, frozen=True):
    """The days from *since* to *until*, both included, and what happens on them.

    Attributes:
        happenings: Earliest first.
        collisions: What stands in the way of coming meetings.
        meetings: The records of the period's meetings, without their texts.
    """

    since: str
    until: str
    happenings: tuple[Happening, ...]
    collisions: tuple[Collision, ...]
    meetings: tuple[Record, ...]


def period(archive: Archive, since: str, until: str, *, body: str = "") -> Period:
    """What happens between two days, for all bodies or one.

    Args:
        archive: The archive.
        since: First day, ISO.
        until: Last day, ISO.
        body: Id of a body; empty for all.
    """
    resolve = remembering(archive)
    # a day of which only the month or the year is known sorts before all days in it
    near = archive.lights(f"{since[: len('2024')]}..{until}", type="meeting")
    meetings = tuple(one for one in near if is_within(one.text("date"), since, until))
    records = [*meetings, *_with_days(archive, since, until)]
    found = happenings(records, resolve, since, until)
    clashes = collisions(meetings, resolve, current())
    if body:
        body = archive.current_id(body)
        found = [one for one in found if one.body == body]
        meetings = tuple(one for one in meetings if one.text("body") == body)
        own = {one.id for one in meetings}
        clashes = [one for one in clashes if one.meeting in own]
    return Period(since, until, tuple(found), tuple(clashes), meetings)


def _with_days(archive: Archive, since: str, until: str) -> Iterator[Record]:
    """Records of other kinds that name a day of the period."""
    between = f"{since[: len('2024')]}..{until}"
    yield from archive.lights(f"items.until:{between}", type="meeting")
    yield from archive.lights(f"until:{between} OR valid_to:{between}", type="decision")
    yield from archive.lights(
        f"(due:{between} OR reports.due:{between}) (status:open OR -status:*)", type="assignment"
    )
    # an agreement's day of notice lies before its end, however far
    yield from archive.lights(f"valid_to:{since[:4]}..", type="agreement")


def remembering(archive: Archive) -> Callable[[str], Record | None]:
    """How to find records by id; the few hundred asked for last are at hand. None is asked for its text."""
    return lru_cache(maxsize=512)(archive.light)


def in_words(collision: Collision, name: Callable[[str], str]) -> str:
    """A collision as people say it.

    Args:
        collision: What stands in the way.
        name: What a record is called.
    """
    if collision.kind == "holiday":
        return t("holiday: {name}", name=collision.what)
    if collision.kind == "weekend":
        return t("weekend")
    return t("{count} also wanted at {meeting}", count=len(collision.people), meeting=name(collision.what))


# --- the calendar file


def calendar_file(archive: Archive, found: Period, *, due: bool = False) -> bytes:
    """The period's meetings as an iCalendar file, in the archive's language.

    Args:
        archive: The archive.
        found: The period.
        due: Whether last days, returns and ends go in beside the meetings.
    """
    from tingsbok.exporting.ics import ics

    meetings = [one for one in found.meetings if one.text("status") != "mentioned"]
    entries = [_meeting_entry(archive, one) for one in meetings]
    if due:
        entries += [_due_entry(archive, one) for one in found.happenings if one.kind != "meeting"]
    return ics(entries, title=archive.title, language=archive.language)


def write_calendar(archive: Archive, found: Period, *, due: bool = False, target: Path | None = None) -> Path:
    """Write the calendar file, into the archive's folder ``out`` if no other place is named.

    Raises:
        NotFound: The folder that the user has named does not exist.
        Refused: The file cannot be written.
    """
    from tingsbok.exporting.files import write_to
    from tingsbok.exporting.outbox import Document, put

    data = calendar_file(archive, found, due=due)
    if target is not None:
        return write_to(target, data)
    name = in_language(archive.language)("calendar") + ".ics"
    return put(archive.root, [Document(name, data)])[0]


def _meeting_entry(archive: Archive, meeting: Record) -> Entry:
    from tingsbok.exporting.ics import Entry

    say = in_language(archive.language)
    changed = archive.store.log(meeting.path, limit=1)
    agenda = [
        " ".join(filter(None, (number_of(line), said(line, "title")))) for line in meeting.entries("items")
    ]
    return Entry(
        uid=meeting.id,
        date=meeting.text("date"),
        summary=say("{body}: meeting", body=archive.name(meeting.text("body"))),
        start=meeting.text("start"),
        end=meeting.text("end"),
        place=meeting.text("place"),
        text="\n".join(agenda),
        status=meeting.text("status"),
        changed=changed[0].when if changed else None,
    )


def _due_entry(archive: Archive, one: Happening) -> Entry:
    from tingsbok.exporting.ics import Entry

    say = in_language(archive.language)
    source = archive.name(one.body) if one.body else ""
    # a last day that is moved stays the same event; of the reports of one assignment each is its own
    uid = ".".join([*one.target.split("#"), one.kind, *([one.date] if one.kind == "report" else [])])
    return Entry(
        uid=uid,
        date=one.date,
        summary=f"{say(KINDS[one.kind]).capitalize()}: {one.title}",
        text=" ".join(filter(None, (source, one.item))),
    )

"""What the page of a person shows beside the record: seats over the years, and meetings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tingsbok.meetings.composition import members_on
from tingsbok.record import said
from tui.present import composition
from tui.present.life import Attended, Life, Seat
from tui.present.sentences import section
from tui.reads.opening import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tingsbok.archive import Archive
    from tingsbok.reading import Backlink
    from tingsbok.record import Record
    from tui.present.words import Words

_OF_A_LINE = ("attendance", "items")
"""Fields of a meeting that name a person on a line of their own; the others are offices, as the chair's."""

_MOST = 60
"""Meetings that are read, more than any window has lines; of the older ones only the number is told."""


def life_of(archive: Archive, identity: str) -> Life:
    """Where a person sits and has sat, and the meetings that name the person, the newest first."""
    person = archive.get(identity).id
    by_source: dict[str, list[Backlink]] = {}
    for link in archive.backlinks(person):
        by_source.setdefault(link.row.id, []).append(link)
    rows = [links[0].row for links in by_source.values()]
    meetings = sorted((row for row in rows if row.type == "meeting"), key=lambda row: row.date, reverse=True)
    labels = words(archive)
    attended = (
        _attended(archive, meeting, person, by_source[meeting.id], labels)
        for meeting in (archive.light(row.id) for row in meetings[:_MOST])
        if meeting is not None
    )
    bodies = (archive.light(row.id) for row in rows if row.type == "body")
    seats = (seat for body in bodies if body is not None for seat in _seats(archive, body, person, labels))
    return Life(
        tuple(sorted(seats, key=lambda seat: (not seat.until, seat.until, seat.since), reverse=True)),
        tuple(attended),
        archive.today.isoformat(),
        len(meetings[_MOST:]),
    )


def _seats(archive: Archive, body: Record, person: str, labels: Words) -> Iterator[Seat]:
    for member in members_on(body, ""):
        if member.person == person:
            party = archive.name(member.party) if member.party else ""
            role = composition.role(member, labels)
            yield Seat(body.id, archive.name(body.id), role, party, member.since, member.until)


def _attended(
    archive: Archive, meeting: Record, person: str, links: Iterable[Backlink], labels: Words
) -> Attended:
    line = next((line for line in meeting.entries("attendance") if said(line, "person") == person), {})
    role = said(line, "role")
    in_words = labels.value("meeting", "attendance.role", role) if role else ""
    offices = (link.field.lower() for link in links if link.field and not link.path.startswith(_OF_A_LINE))
    presents = (
        section(said(item, "number") or said(item, "key"))
        for item in meeting.entries("items")
        if person in _persons(item.get("presenters"))
    )
    return Attended(
        meeting.id,
        meeting.text("date"),
        archive.name(meeting.id),
        meeting.text("body"),
        said(line, "status"),
        tuple(dict.fromkeys(filter(None, (in_words, *offices)))),
        tuple(presents),
    )


def _persons(value: object) -> list[object]:
    return value if isinstance(value, list) else []

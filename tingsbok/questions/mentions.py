"""Which texts mean a record without linking to it, and which records a text means."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from tingsbok.followup.mentions import (
    SHORTEST,
    Called,
    MeetingDay,
    Mention,
    called,
    dated_in,
    days_in,
    forms_of,
    named_in,
)
from tingsbok.record import Record

if TYPE_CHECKING:
    from tingsbok.archive import Archive
    from tingsbok.index import Row

NAMED = ("case", "agreement")
"""Types whose names are looked for in a text unasked: of persons and bodies every text is full."""
MOST = 200
"""Texts that are read at most."""
_WHOLE = len("2024-11-15")


def mentions(archive: Archive, identity: str) -> list[Mention]:
    """Unlinked mentions of a record in other texts, then those of other records in its own text.

    Args:
        archive: The archive.
        identity: The record.

    Raises:
        NotFound: There is no such record.
    """
    record = archive.get(identity)
    return [*mentions_of(archive, record.id), *_in(archive, record)]


def mentions_of(archive: Archive, identity: str) -> list[Mention]:
    """Where other texts mean a record without linking to it.

    Raises:
        NotFound: There is no such record.
    """
    record = archive.get(identity)
    known = called(record)
    without = {record.id, *(link.row.id for link in archive.backlinks(record.id))}
    found: list[Mention] = []
    for source in _texts(archive, (*known.names, *known.numbers), without):
        found += named_in(source, [known], ())
    if record.type == "meeting" and len(record.text("date")) == _WHOLE:
        bodies = _bodies(archive)
        for source in _texts(archive, forms_of(record.text("date")), without):
            found += [one for one in _dated(archive, source, bodies) if one.target == record.id]
    return found


def _in(archive: Archive, record: Record) -> list[Mention]:
    """Which records the record's text means."""
    linked = _linked(archive, record)
    rows = [row for kind in NAMED for row in _rows(archive, kind)]
    known = [
        Called(row.id, tuple(name for name in (row.title, row.short) if len(name) >= SHORTEST))
        for row in rows
    ]
    return [*named_in(record, known, linked), *_dated(archive, record, _bodies(archive))]


def _rows(archive: Archive, kind: str, query: str = "") -> list[Row]:
    listing = archive.listing(query, type=kind)
    return listing.page(0, listing.count)


def _texts(archive: Archive, words: Iterable[str], without: set[str]) -> list[Record]:
    """The records whose texts hold any of these phrases, read from their files."""
    phrases = [word.replace('"', " ") for word in words if word.strip()]
    if not phrases:
        return []
    listing = archive.listing(" OR ".join(f'"{phrase}"' for phrase in phrases))
    rows = [row for row in listing.page(0, MOST) if row.id not in without]
    return [record for row in rows if (record := archive.read_path(row.path))]


def _linked(archive: Archive, record: Record) -> set[str]:
    return {row.id for row in archive.listing(f"linkedfrom:{record.id}").page(0, MOST)}


def _bodies(archive: Archive) -> dict[str, str]:
    """Id of each body by each of its names in small letters."""
    found = {
        name.casefold(): body.id
        for body in archive.records(type="body")
        for name in (body.text("name"), body.text("short"), *body.texts("aliases"))
    }
    found.pop("", None)
    return found


def _dated(archive: Archive, source: Record, bodies: dict[str, str]) -> list[Mention]:
    """Which meetings a text means by their days."""
    row = archive.row(source.id)
    own_body, own_date = (row.body, row.date) if row else ("", "")
    days = days_in(source, own_date)
    meetings = [
        MeetingDay(found.id, found.body, found.date)
        for day in days
        for found in _rows(archive, "meeting", f"{day}..{day}")
    ]
    if not meetings:
        return []
    linked = _linked(archive, source)
    return dated_in(source, meetings, bodies, linked, own_body=own_body, own_date=own_date)

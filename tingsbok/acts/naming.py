"""Whom a name means in the circle of one meeting: its body's parties and members come before all others."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from tingsbok.collation import fold
from tingsbok.errors import NotFound, WrongUse
from tingsbok.i18n import t
from tingsbok.record import said

if TYPE_CHECKING:
    from tingsbok.archive import Archive
    from tingsbok.index import Row
    from tingsbok.record import Record

WHO: Final = ("person", "organisation", "body")
"""Types of record that can be given a task."""

_MOST = 40
_FEW = 5


class Circle(Struct, frozen=True):
    """Ids of those around a meeting: parties, their groups, members, those present, bodies below."""

    ids: frozenset[str]

    @classmethod
    def of(cls, archive: Archive, meeting: Record) -> Circle:
        """Those around a meeting."""
        body = archive.light(meeting.text("body")) if meeting.text("body") else None
        found = {said(line, "person") for line in archive.current(meeting).entries("attendance")}
        if body is not None:
            parties = body.texts("parties")
            found |= {body.id, body.text("part_of"), *parties}
            found |= {said(line, key) for line in body.entries("members") for key in ("person", "for")}
            found |= {group for party in parties for group in _groups(archive, party)}
            found |= {link.row.id for link in archive.backlinks(body.id, "part_of")}
        return cls(frozenset(found - {""}))


def _groups(archive: Archive, party: str) -> list[str]:
    record = archive.light(party)
    return record.texts("groups") if record else []


def like(archive: Archive, circle: Circle, text: str, types: Sequence[str] = WHO) -> list[Row]:
    """Records whose name is like *text*: those that begin so first, and among them those of the circle."""
    wanted = fold(text.strip())

    def rank(row: Row) -> tuple[bool, bool]:
        words = f" {fold(row.title)} {fold(row.short)}"
        return (f" {wanted}" not in words, row.id not in circle.ids)

    return sorted(archive.complete(text, types, _MOST), key=rank)


def candidates(archive: Archive, circle: Circle, text: str, types: Sequence[str] = WHO) -> list[str]:
    """Ids that *text* may name: by id, whole name or beginning, those of the circle before all others.

    One id means that it is clear; none that nobody is called so.
    """
    record = archive.resolve(text.strip())
    if record is not None and record.type in types:
        return [record.id]
    rows, wanted = like(archive, circle, text, types), fold(text.strip())
    same = [row for row in rows if wanted in {fold(row.title), fold(row.short)} | _spellings(archive, row)]
    if not same:
        same = [row for row in rows if f" {wanted}" in f" {fold(row.title)} {fold(row.short)}"]
    return [row.id for row in same if row.id in circle.ids] or [row.id for row in same]


def who(archive: Archive, circle: Circle, text: str, types: Sequence[str] = WHO) -> str:
    """Id of the one that *text* names; see :func:`candidates`.

    Raises:
        NotFound: Nobody is called so.
        WrongUse: Several are; the remedy names them.
    """
    found = candidates(archive, circle, text, types)
    if len(found) == 1:
        return found[0]
    if found:
        ids = ", ".join(found[:_FEW])
        raise WrongUse(t('"{name}" can mean several.', name=text), remedy=t("Say which: {ids}", ids=ids))
    near = ", ".join(row.id for row in like(archive, circle, text, types)[:_FEW])
    raise NotFound(
        t('Nobody is called "{name}".', name=text),
        remedy=t("Did you mean {ids}?", ids=near) if near else t("Search for it by name."),
    )


def _spellings(archive: Archive, row: Row) -> set[str]:
    record = archive.resolve(row.id)
    return {fold(alias) for alias in record.texts("aliases")} if record else set()

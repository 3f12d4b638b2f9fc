"""What of all that is due is one's own: as an assignee, as a member, or at a meeting one has a role in."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from tingsbok.errors import NotFound
from tingsbok.followup import Due
from tingsbok.i18n import t
from tingsbok.meetings.composition import members_on
from tingsbok.record import Record
from tingsbok.store.git_setup import identity

if TYPE_CHECKING:
    from tingsbok.archive import Archive

ROLES = ("chair", "secretary", "adjusters")
"""Fields of a meeting that give a person something to do at it."""


def mine(archive: Archive, things: Iterable[Due]) -> list[Due]:
    """Those of *things* that concern whoever git says the user is.

    Raises:
        NotFound: No person of the archive has the user's address or name.
    """
    me = myself(archive)
    return [thing for thing in things if _concerns(archive, thing, me)]


def myself(archive: Archive) -> str:
    """Id of the person that git says the user is: by address first, else by name or another spelling.

    Raises:
        NotFound: There is none; the remedy says how there could be one.
    """
    name, _, address = identity(archive.root).rstrip(">").partition(" <")
    people = list(archive.records("type:person"))
    for wanted, fields in ((address, ("email",)), (name, ("name", "aliases"))):
        for person in people:
            if wanted and wanted.casefold() in _values(person, fields):
                return person.id
    raise NotFound(
        t('No person in the archive is "{name}" or has the address {address}.', name=name, address=address),
        remedy=t("Write your address into your own record: tingsbok set ID email={address}", address=address),
    )


def _values(person: Record, fields: Iterable[str]) -> set[str]:
    return {text.casefold() for field in fields for text in person.texts(field)}


def _concerns(archive: Archive, thing: Due, me: str) -> bool:
    record = archive.light(thing.target)
    if record is None:
        return False
    if record.type == "meeting":
        return any(me in record.texts(role) for role in ROLES)
    if me in record.texts("assignees"):
        return True
    body = archive.light(thing.source) if thing.source and record.text("assign_all") == "true" else None
    today = archive.today.isoformat()
    return body is not None and any(member.person == me for member in members_on(body, today))

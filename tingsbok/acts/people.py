"""Persons: finding the one whom a text names, or making a new one."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from msgspec import Struct

from tingsbok.actions import Draft
from tingsbok.errors import NotFound, WrongUse
from tingsbok.frontmatter import Value
from tingsbok.i18n import t
from tingsbok.ids import is_id
from tingsbok.record import Record

if TYPE_CHECKING:
    from tingsbok.archive import Archive

_NEAR = 8


class Found(Struct, frozen=True):
    """A person somebody named.

    Attributes:
        id: The person's id.
        name: What the person is called.
        draft: The record that has to be made first; ``None`` if there is one.
    """

    id: str
    name: str
    draft: Draft | None = None


def find_person(
    archive: Archive,
    text: str,
    *,
    party: str = "",
    title: str = "",
    besides: Collection[str] = (),
) -> Found:
    """The person that *text* names, by id, name or another spelling; a new one if nobody is called so.

    Args:
        archive: The archive.
        text: Id or full name.
        party: Where a new person works, if it is an organisation.
        title: Title of a new person.
        besides: Ids that other new records of the same action will have.

    Raises:
        NotFound: It has the form of an id, and nobody has it.
        WrongUse: Several persons are called so, or no name is given.
    """
    name = " ".join(text.split())
    known = archive.resolve(name)
    if known is not None and known.type == "person":
        return Found(known.id, known.text("name") or known.id)
    namesakes = _called(archive, name)
    if len(namesakes) > 1:
        ids = ", ".join(person.id for person in namesakes)
        raise WrongUse(
            t('Several persons are called "{name}".', name=name), remedy=t("Say which: {ids}", ids=ids)
        )
    if namesakes:
        return Found(namesakes[0].id, namesakes[0].text("name"))
    if not name or is_id(name):
        raise NotFound(
            t('There is no person "{id}".', id=name), remedy=t("Write the full name of a new person.")
        )
    return _new_person(archive, name, party=party, title=title, besides=besides)


def _called(archive: Archive, name: str) -> list[Record]:
    wanted = name.casefold()
    near = (archive.resolve(row.id) for row in archive.complete(name, ["person"], _NEAR))
    return [
        person
        for person in near
        if person is not None
        and wanted in {known.casefold() for known in (person.text("name"), *person.texts("aliases"))}
    ]


def _new_person(archive: Archive, name: str, *, party: str, title: str, besides: Collection[str]) -> Found:
    employer = archive.resolve(party) if party else None
    fields: dict[str, Value] = {"name": name}
    if title:
        fields["title"] = title
    if employer is not None and employer.type == "organisation":
        fields["organisation"] = employer.id
    draft = archive.draft("person", fields, besides=besides)
    return Found(draft.id, name, draft)

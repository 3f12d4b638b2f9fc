"""All that a document about a meeting is made from, read once."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from tingsbok.frontmatter import Value
from tingsbok.i18n import in_language
from tingsbok.meetings import ItemParts, MeetingParts
from tingsbok.meetings.sections import Section, sections, sections_of
from tingsbok.record import Record
from tingsbok.schema import SchemaSet

if TYPE_CHECKING:
    from tingsbok.archive import Archive

_BY_FULL_NAME = ("person", "organisation", "body")


class Dossier(Struct, frozen=True, dict=True):
    """A meeting with what belongs to it, and the words to speak of it.

    What its records refer to, they refer to under the ids of today, so that documents can compare them.

    Attributes:
        parts: The meeting with its decisions and assignments.
        body: Whose meeting it is; ``None`` if there is no such record.
        sections: The minutes' text by headings.
        language: ``sv`` or ``en``: the archive's own.
        schemas: Gives fields and choices their words.
        name_of: What a record is called in full.
        resolve: The record with an id, ``None`` if there is none.
    """

    parts: MeetingParts
    body: Record | None
    sections: tuple[Section, ...]
    language: str
    schemas: SchemaSet
    name_of: Callable[[str], str]
    resolve: Callable[[str], Record | None]

    @property
    def meeting(self) -> Record:
        """The meeting itself."""
        return self.parts.meeting

    @property
    def owner(self) -> str:
        """The body's name on the day of the meeting: it may have been called otherwise then."""
        if self.body is None:
            return self.meeting.text("body")
        day = self.meeting.text("date")
        for name in self.body.entries("names"):
            since, until = str(name.get("from", "")), str(name.get("to", ""))
            if name.get("name") and since <= day and (not until or day[: len(until)] <= until):
                return str(name["name"])
        return self.body.text("name") or self.body.id

    @cached_property
    def texts(self) -> tuple[tuple[Section, ...], ...]:
        """Of the sections, those about each item."""
        return sections_of(self.parts.items, self.sections)

    def text_of(self, item: ItemParts) -> tuple[Section, ...]:
        """What the minutes say under an item: its section, and those that follow under other headings."""
        return self.texts[item.index] if item.index >= 0 else ()

    def say(self, text: str, /, **values: object) -> str:
        """A text in the document's language."""
        return in_language(self.language)(text, **values)

    def label(self, type: str, field: str, value: Value) -> str:
        """A value as people read it."""
        return self.schemas.field(type, field).display(value, self.language, self.name_of)

    def title(self, type: str, field: str) -> str:
        """What a field is called."""
        return self.schemas.field(type, field).title(self.language)

    def names(self, ids: list[str]) -> str:
        """Names of records, with commas."""
        return ", ".join(self.name_of(one) for one in ids)


def dossier(archive: Archive, meeting: str) -> Dossier:
    """Read what a document about a meeting is made from.

    Raises:
        NotFound: There is no such meeting.
    """
    parts = _current(archive, archive.parts(meeting))

    def resolve(identity: str) -> Record | None:
        found = archive.resolve(identity)
        return archive.current(found) if found else None

    def name_of(identity: str) -> str:
        row = archive.row(identity.partition("#")[0])
        if row is None:
            return identity
        return row.title if row.type in _BY_FULL_NAME else archive.name(row.id)

    return Dossier(
        parts,
        resolve(parts.meeting.text("body")),
        sections(parts.meeting.body),
        archive.language,
        archive.schemas,
        name_of,
        resolve,
    )


def _current(archive: Archive, parts: MeetingParts) -> MeetingParts:
    items = [
        replace(
            item,
            decisions=tuple(map(archive.current, item.decisions)),
            assignments=tuple(map(archive.current, item.assignments)),
        )
        for item in parts.items
    ]
    return MeetingParts(archive.current(parts.meeting), tuple(items))

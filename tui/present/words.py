"""The archive's own words for values: what a field, a choice or a linked record is called."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct

from tingsbok.frontmatter import Value
from tingsbok.schema import Field, RecordType, SchemaSet


class Words(Struct, frozen=True):
    """Turns what the files hold into what people read.

    Attributes:
        schemas: The record types.
        language: ``sv`` or ``en``.
        name_of: Display name of a record by its id; the id itself if it is unknown.
    """

    schemas: SchemaSet
    language: str
    name_of: Callable[[str], str]

    def type(self, name: str) -> RecordType | None:
        """The record type, ``None`` for one that no schema describes."""
        return self.schemas.types.get(name)

    def type_title(self, name: str) -> str:
        """What one record of the type is called."""
        found = self.type(name)
        return found.title(self.language) if found else name

    def plural(self, name: str) -> str:
        """What many records of the type are called."""
        found = self.type(name)
        return found.plural(self.language) if found else name

    def field_title(self, type_name: str, field: str) -> str:
        """The label of a field; its key if no schema knows it."""
        found = self.field(type_name, field)
        return found.title(self.language) if found else field

    def field(self, type_name: str, name: str) -> Field | None:
        """The field at a dotted name."""
        record_type = self.type(type_name)
        return record_type.field(name) if record_type else None

    def value(self, type_name: str, field: str, value: Value) -> str:
        """A value as one line for people."""
        found = self.field(type_name, field) or Field(field)
        return found.display(value, self.language, self.name_of)

"""The types of record of an archive, read from JSON Schemas; forms, lists, links, ids and checks follow."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tingsbok.frontmatter import FieldPath, Value
from tingsbok.problems import Problem
from tingsbok.record import Record
from tingsbok.schema import files, load, paths
from tingsbok.schema.paths import Resolve
from tingsbok.schema.types import Column, Field, RecordType

if TYPE_CHECKING:
    from tingsbok.schema.validate import Checker


class SchemaSet:
    """Every type that an archive knows.

    Args:
        documents: JSON Schemas by file name.
        problems: What was wrong with files that are not among them.
    """

    def __init__(self, documents: Mapping[str, Mapping[str, Any]], problems: Iterable[Problem] = ()) -> None:
        self.documents = dict(documents)
        self.types = load.Types(self.documents)
        self.problems = tuple(problems)

    @classmethod
    def load(cls, directories: Sequence[Path]) -> SchemaSet:
        """Read the schema files of the folders; a later folder adds types or overrides them.

        A folder that does not exist is empty. A file that cannot be used stands in :attr:`problems`.
        """
        return cls(*files.read_documents(directories))

    def type_named(self, noun: str) -> RecordType | None:
        """The type by its name, title or plural in any language, or an alias, whatever the case."""
        return self.types.get(self._nouns.get(noun.strip().casefold(), noun))

    def type_of(self, record: Record) -> RecordType | None:
        """The record's type; ``None`` if the archive does not know it."""
        return self.types.get(record.type)

    def field(self, type: str, name: str) -> Field:
        """A field of a type at its dotted name; one without words of its own if the archive has none."""
        record_type = self.types.get(type)
        return (record_type.field(name) if record_type else None) or Field(name)

    def validate(self, record: Record) -> list[Problem]:
        """All that is wrong in the record's front matter at once, in file order."""
        problem = self.type_problem(record)
        if problem is not None:
            return [problem]
        return self._checker.problems(record) if record.type in self.types else []

    def type_problem(self, record: Record) -> Problem | None:
        """What is wrong with the record's type: it has none, or no schema describes it."""
        if record.type in self.types:
            return None
        from tingsbok.schema.validate import type_problem

        return type_problem(record, self.types)

    def schema_problems(self) -> list[Problem]:
        """What is wrong with the schemas: files that cannot be used, what shows only in use, and slips."""
        from tingsbok.schema.slips import slips

        return [*self.problems, *self._checker.schema_problems(), *slips(self.documents, self.types)]

    def new_id(
        self, type: str, fields: Mapping[str, Value], taken: Callable[[str], bool], resolve: Resolve
    ) -> str:
        """An id for a new record from the type's template, with ``-2``, ``-3`` … where it is taken."""
        return paths.new_id(self._known(type), fields, taken, resolve)

    def new_path(self, type: str, id: str, fields: Mapping[str, Value], resolve: Resolve) -> str:
        """The path of a new record from the type's template, relative to the archive."""
        return paths.new_path(self._known(type), id, fields, resolve)

    def label(self, record: Record, resolve: Resolve) -> str:
        """What the record is called in a list or heading; its id if it has no name."""
        record_type = self._known(record.type)
        return paths.filled(record_type.label, record.fields, resolve) or record.id

    def short_label(self, record: Record, resolve: Resolve) -> str:
        """What the record is called where another mentions it: its short name if it has one."""
        record_type = self._known(record.type)
        return paths.filled(record_type.short, record.fields, resolve) or self.label(record, resolve)

    def day_of(self, record: Record, resolve: Resolve) -> str:
        """The day the record belongs to, ``YYYY[-MM[-DD]]``; empty if unknown."""
        return paths.day_of(self._known(record.type), record.fields, resolve)

    def body_of(self, record: Record, resolve: Resolve) -> str:
        """The id of the body of collaboration that the record belongs to; empty if none."""
        spec = self._known(record.type).body_field
        return paths.text_at(record.fields, spec, resolve) if spec else ""

    def cell(self, record: Record, column: Column, resolve: Resolve) -> str:
        """The column's value of a record as raw text: ids and choices are not yet words."""
        if column.show != "count":
            return paths.text_at(record.fields, column.spec, resolve)
        value = paths.value_at(record.fields, column.spec, resolve)
        return str(len(value)) if isinstance(value, list) else ""

    def is_flow(self, type: str, path: FieldPath) -> bool:
        """Whether a record of the type has the list or mapping at *path* on one line."""
        record_type = self.types.get(type)
        return record_type is not None and record_type.is_flow(path)

    def key_order(self, type: str) -> tuple[str, ...]:
        """The names of the type's fields in the order in which a new file has them."""
        return ("type", *(one.name for one in self._known(type).fields if one.name != "type"))

    def ordered(self, type: str, fields: Mapping[str, Value]) -> dict[str, Value]:
        """The same fields in the schema's order at every level; unknown ones keep theirs, last."""
        record_type = self._known(type)
        whole = Field("", "object", fields=record_type.fields)
        return {"type": type} | _ordered({name: fields[name] for name in fields if name != "type"}, whole)

    @cached_property
    def _checker(self) -> Checker:
        from tingsbok.schema.validate import Checker  # slow to import, and reading needs none of it

        return Checker(self.documents, self.types)

    @cached_property
    def _nouns(self) -> dict[str, str]:
        return self.types.nouns()

    def _known(self, name: str) -> RecordType:
        """The type; for an unknown one what a schema without a word would say."""
        return self.types.get(name) or RecordType(name, label="title|name", path_template=_ANYWHERE)


_ANYWHERE = "records/other/{id}.md"


def _ordered(fields: Mapping[str, Value], like: Field) -> dict[str, Value]:
    names = [one.name for one in like.fields if one.name in fields]
    names += [name for name in fields if like.child(name) is None]
    return {name: _ordered_value(fields[name], like.child(name)) for name in names}


def _ordered_value(value: Value, like: Field | None) -> Value:
    if like is None or not like.fields:
        return value
    if isinstance(value, list):
        return [_ordered_value(one, like) for one in value]
    return dict(_ordered(value, like)) if isinstance(value, dict) else value

"""What the index knows about one record: its values, names and text, out of its fields. No database."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from msgspec import Struct

from tingsbok.dates import is_date
from tingsbok.index.values import INHERITED, Fact, Key, Resolve, Values, kind_of, storable
from tingsbok.record import Record
from tingsbok.schema import RecordType, SchemaSet
from tingsbok.schema.paths import filled

MOST_COLUMNS: Final = 6
"""Columns of a type's list that are kept ready to sort by; others are sorted when asked for."""

_LONGEST_TEXT: Final = 1_000_000
_SILENT: Final = ("choice", "boolean")
"""Kinds whose values are not searched as words: they are keys of ours, not what somebody wrote."""


class Derived(Struct, frozen=True):
    """What a record is listed, sorted and found by.

    Attributes:
        label: What it is called.
        short: A shorter name; empty if it has none.
        date: The day it belongs to.
        body: Id of the body it belongs to.
        status: Value of its status field, or what the schema says that its absence means.
        facts: All its values.
        names: What it may be looked up by, the most important first.
        columns: What it is sorted by in each column of its type's list.
        head: The searchable text of its id, names and fields.
    """

    label: str
    short: str
    date: str
    body: str
    status: str
    facts: tuple[Fact, ...]
    names: tuple[str, ...]
    columns: tuple[Key, ...]
    head: str


def derive(record: Record, schemas: SchemaSet, resolve: Resolve) -> Derived:
    """Work out what a record is listed, sorted and found by.

    Args:
        record: The record; its text is not needed.
        schemas: The record types.
        resolve: Finds a linked record by id.
    """
    record_type = schemas.types.get(record.type)
    label = storable(schemas.label(record, resolve) if record.type else record.path.rpartition("/")[2])
    short = (
        storable(filled(record_type.short, record.fields, resolve))
        if record_type and record_type.short
        else ""
    )
    values = Values(schemas, resolve)
    facts = tuple(values.facts(record, record_type))
    columns = record_type.columns[:MOST_COLUMNS] if record_type else ()
    names = tuple(dict.fromkeys(name for name in (label, short, *_names(record)) if name))
    date = schemas.day_of(record, resolve)
    body = schemas.body_of(record, resolve).partition(",")[0]
    known = resolve(body) if body else None
    return Derived(
        label=label,
        short=short,
        date=date if is_date(date) else "",
        body=storable(known.id if known else body),
        status=storable(_status(record, record_type)) if record_type else "",
        facts=facts,
        names=names,
        columns=tuple(values.column_key(record, record_type, one) for one in columns) if record_type else (),
        head=_composed("\n".join(_searchable(record, names, facts, record_type))[:_LONGEST_TEXT]),
    )


def _status(record: Record, record_type: RecordType) -> str:
    return record.text(record_type.status) or record_type.defaults.get(record_type.status, "")


def searchable_body(body: str) -> str:
    """The part of a record's text that can be searched, composed so that å is one character."""
    return _composed(storable(body[:_LONGEST_TEXT]))


def _composed(text: str) -> str:
    """The text with å as one character: as a letter and its mark it would be another word in the index."""
    import unicodedata

    return unicodedata.normalize("NFC", text)


def links_that_matter(schemas: SchemaSet) -> frozenset[str]:
    """Dotted names of the link fields whose records decide what a record is called, or where it belongs."""
    found: set[str] = set()
    for record_type in schemas.types.values():
        found.update(step for spec in _specs(record_type) for step in spec.split("."))
        found.add(record_type.parent)
        found.update(name for name, field in record_type.link_fields if field.or_date)
    return frozenset(found - {""})


def steps_that_matter(schemas: SchemaSet) -> frozenset[str]:
    """Names of the fields of a record that other records are named, dated or placed by."""
    found = {"aliases", "type"}
    for record_type in schemas.types.values():
        found.update(step for spec in _specs(record_type) for step in spec.split("."))
        found.update((record_type.items, record_type.label, record_type.short))
    return frozenset(found - {""})


def deepest_spec(schemas: SchemaSet) -> int:
    """How many links away the farthest record is that another is named, dated or placed by."""
    specs = (spec for record_type in schemas.types.values() for spec in _specs(record_type))
    return max((spec.count(".") for spec in specs), default=0) + 1


def _specs(record_type: RecordType) -> Iterator[str]:
    columns = (column.spec for column in record_type.columns[:MOST_COLUMNS])
    for text in (record_type.label, record_type.short, record_type.date, record_type.body_field, *columns):
        holes = [part.partition("}")[0] for part in text.split("{")[1:]] if "{" in text else [text]
        yield from (spec.strip() for hole in holes for spec in hole.split("|"))


def _names(record: Record) -> Iterator[str]:
    for name in ("name", "title", "short"):
        yield storable(record.text(name))
    yield from (storable(alias) for alias in record.texts("aliases"))
    for former in record.entries("names"):
        text = former.get("name", "")
        yield storable(text) if isinstance(text, str) else ""


def _searchable(
    record: Record, names: Sequence[str], facts: Sequence[Fact], record_type: RecordType | None
) -> Iterator[str]:
    yield storable(record.id)
    yield from names
    for fact in facts:
        field = record_type.field(fact.field) if record_type else None
        if fact.number < INHERITED and fact.field != "type" and kind_of(field) not in _SILENT:
            yield fact.text

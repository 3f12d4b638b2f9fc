"""What the index knows about one record: its values, names and text, out of its fields. No database."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from tingsbok.collation import fold, swedish_key
from tingsbok.dates import is_date
from tingsbok.frontmatter import Value
from tingsbok.record import Record
from tingsbok.schema import Field, RecordType, SchemaSet
from tingsbok.schema_paths import filled

Resolve = Callable[[str], Record | None]

INHERITED: Final = 1_000_000
"""Numbers of values that a record has from its item, such as a decision's case, start here."""

_DEEPEST: Final = 12
_MOST_VALUES: Final = 20_000
_LONGEST_KEY: Final = 200
_LONGEST_TEXT: Final = 1_000_000
_SILENT: Final = ("choice", "boolean")
"""Kinds whose values are not searched as words: they are keys of ours, not what somebody wrote."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One value of a record.

    Attributes:
        field: Dotted name of its field, without list indexes.
        number: Which of the field's values it is.
        text: As written.
        folded: For comparing; a link's is the id it names.
        key: For sorting and ranges; ``None`` if its order is that of the record it names.
    """

    field: str
    number: int
    text: str
    folded: str
    key: str | float | None


@dataclass(frozen=True, slots=True)
class Derived:
    """What a record is listed, sorted and found by.

    Attributes:
        label: What it is called.
        short: A shorter name; empty if it has none.
        date: The day it belongs to.
        body: Id of the body it belongs to.
        status: Value of its status field.
        facts: All its values.
        names: What it may be looked up by, the most important first.
        head: The searchable text of its id, names and fields.
    """

    label: str
    short: str
    date: str
    body: str
    status: str
    facts: tuple[Fact, ...]
    names: tuple[str, ...]
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
    facts = tuple(_facts(record, record_type, schemas, resolve))
    names = tuple(dict.fromkeys(name for name in (label, short, *_names(record)) if name))
    date = schemas.day_of(record, resolve)
    return Derived(
        label=label,
        short=short,
        date=date if is_date(date) else "",
        body=storable(schemas.body_of(record, resolve).partition(",")[0]),
        status=storable(record.text(record_type.status)) if record_type and record_type.status else "",
        facts=facts,
        names=names,
        head="\n".join(_searchable(record, names, facts, record_type))[:_LONGEST_TEXT],
    )


def storable(text: str) -> str:
    """The text without halves of surrogate pairs, which no database takes."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode("utf-8")


def searchable_body(body: str) -> str:
    """The part of a record's text that can be searched, composed so that å is one character."""
    import unicodedata

    return unicodedata.normalize("NFC", storable(body[:_LONGEST_TEXT]))


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
    whole = (record_type.label, record_type.short, record_type.date, record_type.body_field)
    for text in whole:
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
        if fact.number < INHERITED and fact.field != "type" and _kind(field) not in _SILENT:
            yield fact.text


def _kind(field: Field | None) -> str:
    leaf = field.item if field is not None and field.kind == "list" else field
    return leaf.kind if leaf else "text"


def _facts(
    record: Record, record_type: RecordType | None, schemas: SchemaSet, resolve: Resolve
) -> Iterator[Fact]:
    numbers: dict[str, int] = {}
    make = _Maker(schemas, resolve)
    for path, field, value in _walk(record.fields, record_type):
        number = numbers.get(path, 0)
        if number >= _MOST_VALUES:
            continue
        numbers[path] = number + 1
        yield make.fact(path, number, field, value)
    for path, field, text in _inherited(record, record_type, schemas, resolve):
        yield make.fact(path, INHERITED, field, text)


def _walk(
    fields: Mapping[str, Value], record_type: RecordType | None
) -> Iterator[tuple[str, Field | None, str | int]]:
    for name, value in fields.items():
        yield from _values(storable(name), value, record_type.field(name) if record_type else None, 0)


def _values(
    path: str, value: Value, field: Field | None, depth: int
) -> Iterator[tuple[str, Field | None, str | int]]:
    """Every text in a value with its dotted name, and the size of every list and mapping of mappings."""
    if depth > _DEEPEST:
        return
    match value:
        case str():
            if value.strip():
                yield path, field, value
        case list():
            if any(not isinstance(one, str) for one in value):
                yield path, field, len(value)
            for one in value:
                yield from _values(path, one, field, depth + 1)
        case dict():
            if depth == 0 and value:
                yield path, field, len(value)
            for name, one in value.items():
                yield from _values(
                    f"{path}.{storable(name)}", one, field.child(name) if field else None, depth + 1
                )


def _inherited(
    record: Record, record_type: RecordType | None, schemas: SchemaSet, resolve: Resolve
) -> Iterator[tuple[str, Field, str]]:
    """What a record does not say itself because the item that it belongs to says it, such as the case."""
    parent = resolve(record.text(record_type.parent)) if record_type and record_type.parent else None
    parent_type = schemas.types.get(parent.type) if parent else None
    if record_type is None or parent is None or parent_type is None or not parent_type.items:
        return
    key = record.text("item")
    item = next((one for one in parent.entries(parent_type.items) if key and one.get("key") == key), {})
    for name, value in item.items():
        field = record_type.field(name)
        if (
            field is not None
            and _kind(field) == "link"
            and isinstance(value, str)
            and not record.fields.get(name)
        ):
            yield name, field, value


class _Maker:
    """Turns values into facts, as their field's kind asks."""

    def __init__(self, schemas: SchemaSet, resolve: Resolve) -> None:
        self._schemas = schemas
        self._resolve = resolve

    def fact(self, path: str, number: int, field: Field | None, value: str | int) -> Fact:
        if isinstance(value, int):
            return Fact(path, number, "", "", float(value))
        text, kind = storable(value), _kind(field)
        if kind == "link":
            return Fact(path, number, text, fold(text.partition("#")[0]), self._day(text, field))
        if kind == "boolean":
            return Fact(path, number, text, _truth(text), _truth(text))
        return Fact(path, number, text, fold(text), _key(kind, text, field))

    def _day(self, text: str, field: Field | None) -> str | None:
        """The date that a link stands for where a date is allowed too: its own, or its record's."""
        leaf = field.item if field is not None and field.kind == "list" else field
        if leaf is None or not leaf.or_date:
            return None
        if is_date(text):
            return text
        target = self._resolve(text.partition("#")[0])
        return self._schemas.day_of(target, self._resolve) or None if target else None


def _key(kind: str, text: str, field: Field | None) -> str | float | None:
    """What a value of that kind is sorted and compared by."""
    match kind:
        case "integer" | "number":
            return _number(text)
        case "choice":
            return _place(text, field)
        case "date" | "time":
            return text
        case "longtext":
            return None
        case _:
            return swedish_key(text[:_LONGEST_KEY])


def _number(text: str) -> float | None:
    try:
        return float("".join(text.split()).replace(",", "."))
    except ValueError:
        return None


def _truth(text: str) -> str:
    word = fold(text.strip())
    if word in {"true", "yes", "ja", "sant", "on"}:
        return "true"
    return "false" if word in {"false", "no", "nej", "falskt", "off"} else word


def _place(text: str, field: Field | None) -> str:
    """Choices sort in the schema's order, which is that of the work; unknown ones last."""
    leaf = field.item if field is not None and field.kind == "list" else field
    choices = leaf.choices if leaf else ()
    return f"{choices.index(text):03d}" if text in choices else f"999{fold(text)}"

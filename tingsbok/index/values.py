"""The values of one record, each with what it is compared and sorted by. No database."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from msgspec import Struct

from tingsbok.collation import fold, swedish_key
from tingsbok.dates import is_date
from tingsbok.frontmatter import Value
from tingsbok.record import Record
from tingsbok.schema import Column, Field, RecordType, SchemaSet
from tingsbok.schema.paths import text_at, value_at

Resolve = Callable[[str], Record | None]
Key = str | float | None
"""What a value is sorted and compared by; numbers sort by size, texts by code point."""

INHERITED: Final = 1_000_000
"""Numbers of values that a record has from its item, such as a decision's case, start here."""

_DEEPEST: Final = 12
_MOST_VALUES: Final = 20_000
_LONGEST_KEY: Final = 200


class Fact(Struct, frozen=True):
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


def storable(text: str) -> str:
    """The text without halves of surrogate pairs, which no database takes."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode("utf-8")


class Values:
    """Reads the values of records.

    Args:
        schemas: The record types.
        resolve: Finds a linked record by id.
    """

    def __init__(self, schemas: SchemaSet, resolve: Resolve) -> None:
        self._schemas = schemas
        self._resolve = resolve

    def facts(self, record: Record, record_type: RecordType | None) -> Iterator[Fact]:
        """Every value of the record, and those that it has from the item that it belongs to."""
        numbers: dict[str, int] = {}
        for path, field, value in _walk(record.fields, record_type):
            number = numbers.get(path, 0)
            if number < _MOST_VALUES:
                numbers[path] = number + 1
                yield self._fact(path, number, field, value)
        for path, field, text in self._inherited(record, record_type):
            yield self._fact(path, INHERITED, field, text)

    def column_key(self, record: Record, record_type: RecordType, column: Column) -> Key:
        """What the record is sorted by in a column of its type's list; ``None`` if the cell is empty."""
        if column.show == "count":
            value = value_at(record.fields, column.spec, self._resolve)
            return float(len(value)) if isinstance(value, list) and value else None
        for spec in (one.strip() for one in column.spec.split("|")):
            text = text_at(record.fields, spec, self._resolve)
            if text:
                return self._cell_key(text, self._field_at(record, record_type, spec))
        return None

    def _fact(self, path: str, number: int, field: Field | None, value: str | int) -> Fact:
        if isinstance(value, int):
            return Fact(path, number, "", "", float(value))
        text, kind = storable(value), kind_of(field)
        if kind == "link":
            return Fact(path, number, text, fold(text.partition("#")[0]), self._day(text, field))
        if kind == "boolean":
            return Fact(path, number, text, _truth(text), _truth(text))
        return Fact(path, number, text, fold(text), _key(kind, text, field))

    def _cell_key(self, text: str, field: Field | None) -> Key:
        kind = kind_of(field)
        if kind == "link":
            return self._day(text, field) or swedish_key(self._name(text.partition(",")[0].partition("#")[0]))
        return swedish_key(text[:_LONGEST_KEY]) if kind == "longtext" else _key(kind, storable(text), field)

    def _field_at(self, record: Record, record_type: RecordType, spec: str) -> Field | None:
        """The field at the end of a spec, which may be another record's."""
        own = record_type.field(spec)
        first, dot, rest = spec.partition(".")
        target = self._resolve(record.text(first).partition("#")[0]) if dot and own is None else None
        target_type = self._schemas.types.get(target.type) if target else None
        return self._field_at(target, target_type, rest) if target and target_type else own

    def _name(self, identity: str) -> str:
        target = self._resolve(identity)
        return storable(self._schemas.short_label(target, self._resolve) if target else identity)

    def _day(self, text: str, field: Field | None) -> str | None:
        """The date that a link stands for where a date is allowed too: its own, or its record's."""
        leaf = _leaf(field)
        if leaf is None or not leaf.or_date:
            return None
        if is_date(text):
            return text
        target = self._resolve(text.partition("#")[0])
        return self._schemas.day_of(target, self._resolve) or None if target else None

    def _inherited(self, record: Record, record_type: RecordType | None) -> Iterator[tuple[str, Field, str]]:
        """What a record does not say itself because its item says it, such as the case."""
        if record_type is None or not record_type.parent:
            return
        for name, value in self._item_of(record, record_type).items():
            field = record_type.field(name)
            if field is None or record.fields.get(name) or kind_of(field) != "link":
                continue
            if isinstance(value, str):
                yield name, field, value

    def _item_of(self, record: Record, record_type: RecordType) -> Mapping[str, Value]:
        """The item of its parent that a record belongs to; empty if there is none."""
        key, parent = record.text("item"), self._resolve(record.text(record_type.parent))
        parent_type = self._schemas.types.get(parent.type) if parent else None
        if not key or parent is None or parent_type is None:
            return {}
        return next((one for one in parent.entries(parent_type.items) if one.get("key") == key), {})


def kind_of(field: Field | None) -> str:
    """The kind of a field's single values; text for what no schema describes."""
    leaf = _leaf(field)
    return leaf.kind if leaf else "text"


def _leaf(field: Field | None) -> Field | None:
    return field.item if field is not None and field.kind == "list" else field


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


def _key(kind: str, text: str, field: Field | None) -> Key:
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
    leaf = _leaf(field)
    choices = leaf.choices if leaf else ()
    return f"{choices.index(text):03d}" if text in choices else f"999{fold(text)}"

"""Rows with their cells, read a page at a time from the stored fields."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from tingsbok.collation import fold
from tingsbok.frontmatter import Value
from tingsbok.index.rows import Row
from tingsbok.index.tables import Resolver, decoded, loaded_fields
from tingsbok.schema import Column, Field, RecordType, SchemaSet
from tingsbok.schema.paths import value_at
from tingsbok.schema.types import with_item

_QUERY = """select
        r.rowid, r.id, r.type, r.title, r.short, r.date, r.body, r.status, r.path, r.problems, d.fields
    from rec r join data d using (doc) where r.rowid in (select value from json_each(?))"""
_BARE = """select
        r.rowid, r.id, r.type, r.title, r.short, r.date, r.body, r.status, r.path, r.problems
    from rec r where r.rowid in (select value from json_each(?))"""
_NAME = """select coalesce(nullif(r.short, ''), r.title), r.date from ident i join rec r using (doc)
    where i.fid = ? order by i.rank limit 1"""


class Pages:
    """Reads rows. Made for one page or one search: what it looked up is as old as itself.

    Args:
        connection: A reading connection.
        schemas: The record types.
    """

    def __init__(self, connection: sqlite3.Connection, schemas: SchemaSet) -> None:
        self._db = connection
        self._schemas = schemas
        self._resolve = Resolver(connection)
        self._names: dict[str, tuple[str, str]] = {}
        self._linking: dict[tuple[str, str], list[Field]] = {}

    def rows(self, rowids: Sequence[int]) -> list[Row]:
        """The rows with these numbers, in their order; numbers that are no more are left out."""
        return self._ordered(_QUERY, rowids, self._row)

    def bare(self, rowids: Sequence[int]) -> list[Row]:
        """The same rows without their cells: what they are called, and where they lie."""
        return self._ordered(_BARE, rowids, lambda row: _row(row, ()))

    def _ordered(
        self, query: str, rowids: Sequence[int], made: Callable[[tuple[Any, ...]], Row]
    ) -> list[Row]:
        found = {row[0]: made(row) for row in self._db.execute(query, (json.dumps(list(rowids)),))}
        return [found[rowid] for rowid in rowids if rowid in found]

    def _row(self, row: tuple[Any, ...]) -> Row:
        record_type = self._schemas.types.get(row[2])
        cells = self._cells(record_type, loaded_fields(row[10])) if record_type else ()
        return _row(row, cells)

    def _cells(self, record_type: RecordType, fields: Mapping[str, Value]) -> tuple[str, ...]:
        return tuple(self._cell(record_type, column, fields) for column in record_type.columns)

    def _cell(self, record_type: RecordType, column: Column, fields: Mapping[str, Value]) -> str:
        value = value_at(fields, column.spec, self._resolve)
        if column.show == "count":
            return str(len(value)) if isinstance(value, list) else ""
        texts = [
            one for one in (value if isinstance(value, list) else [value]) if isinstance(one, str) and one
        ]
        links = self._links(record_type, column.spec) if texts else []
        if any(one.or_date for one in links):
            texts = [self._day_and_name(text) for text in texts]
        elif links:
            texts = [self._name(text) for text in texts]
        return ", ".join(texts)

    def _name(self, text: str) -> str:
        """What a linked record is called where another mentions it; the value itself if there is none."""
        target, _, item = text.partition("#")
        name, _ = self._known(target)
        return with_item(name, item)

    def _day_and_name(self, text: str) -> str:
        """The same where a day may stand instead: the day first, by which the list is ordered."""
        name, day = self._name(text), self._known(text.partition("#")[0])[1]
        return f"{day} {' '.join(name.replace(day, '').split())}".strip() if day else name

    def _known(self, target: str) -> tuple[str, str]:
        if target not in self._names:
            found = self._db.execute(_NAME, (fold(target),)).fetchone()
            self._names[target] = (found[0], found[1]) if found else (target, "")
        return self._names[target]

    def _links(self, record_type: RecordType, spec: str) -> list[Field]:
        """The fields that a spec may mean whose value is the id of another record."""
        key = (record_type.name, spec)
        if key not in self._linking:
            fields = (field for one in spec.split("|") for field in self._fields(record_type, one.strip()))
            self._linking[key] = [field for field in fields if is_link(field)]
        return self._linking[key]

    def _fields(self, record_type: RecordType, spec: str) -> Iterator[Field]:
        own = record_type.field(spec)
        if own is not None or "." not in spec:
            yield from filter(None, (own,))
            return
        last = spec.rpartition(".")[2]
        yield from filter(None, (one.field(last) for one in self._schemas.types.values()))


def _row(row: tuple[Any, ...], cells: tuple[str, ...]) -> Row:
    rowid, identity, kind, title, short, date, body, status, path, problems = row[:10]
    return Row(rowid, identity, kind, title, short, date, body, status, decoded(path), cells, problems)


def is_link(field: Field) -> bool:
    """Whether a field, or each element of a list, names a record."""
    return field.kind == "link" or (field.item is not None and field.item.kind == "link")

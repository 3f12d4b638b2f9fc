"""What one record makes in the index's tables: plain rows, worked out without the database.

So they can be worked out by any process; whoever writes them is :mod:`tingsbok.index.tables`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, Final, Literal

from msgspec import Struct
from msgspec.json import encode

from tingsbok.collation import fold, plain, swedish_key
from tingsbok.index.facts import MOST_COLUMNS, derive, searchable_body
from tingsbok.index.values import Key, Resolve, storable
from tingsbok.links import Link, links_of
from tingsbok.problems import Problem, Severity
from tingsbok.record import Record
from tingsbok.schema import SchemaSet


class Said(Struct, frozen=True):
    """What a file says.

    Attributes:
        path: The file.
        etag: Of its bytes; empty if they may not be read.
        identity: The record's id.
        kind: Its type.
        fields: Its front matter, as JSON.
        problems: What made it hard to read, as JSON.
        body: The part of its text that can be searched.
        idents: The ids under which others may refer to it, in the form that is compared; its own first.
        links: Rows of its references, without its number.
    """

    path: str
    etag: str
    identity: str
    kind: str
    fields: str
    problems: str
    body: str
    idents: tuple[str, ...]
    links: tuple[tuple[Any, ...], ...]


SAME: Final = "same"
"""Stands for a file whose bytes are those that were read before."""

Found = Said | Literal["same"] | None
"""What a file says, :data:`SAME`, or ``None`` if it is gone."""


def said(record: Record, schemas: SchemaSet) -> Said:
    """What a record says, as it is stored."""
    identity = storable(record.id)
    links = links_of(record, schemas.types.get(record.type))
    return Said(
        record.path,
        record.etag,
        identity,
        storable(record.type),
        _written(record.fields),
        _dumped(record.problems),
        searchable_body(record.body),
        (fold(identity), *(fold(storable(alias)) for alias in record.texts("aliases"))),
        tuple(_link_row(number, link) for number, link in enumerate(links)),
    )


class Shown(Struct, frozen=True):
    """What follows from what a record and those it names say.

    Attributes:
        date: The day it belongs to.
        kind: Its type.
        record: What it is listed by, beside its numbers and its file.
        keys: What it is sorted by in the columns of its type's list.
        values: All its values, with their fields' names.
        names: What it may be looked up by, the most important first, in each form that is compared.
        head: The searchable text of its id, names and fields.
    """

    date: str
    kind: str
    record: tuple[str, ...]
    sorting: tuple[str, ...]
    keys: tuple[Key, ...]
    values: tuple[tuple[str, int, str | None, str, Key], ...]
    names: tuple[tuple[str, str, str], ...]
    head: str


def shown(record: Record, schemas: SchemaSet, resolve: Resolve) -> Shown:
    """What a record is listed, sorted and found by.

    Args:
        record: The record; its text is not needed.
        schemas: The record types.
        resolve: Finds a linked record by id.
    """
    found = derive(record, schemas, resolve)
    return Shown(
        date=found.date,
        kind=record.type,
        record=(
            record.id, fold(record.id), record.type, found.label, found.short, found.date, found.body,
            found.status,
        ),
        sorting=tuple(map(swedish_key, (record.id, found.label, found.short or found.label))),
        keys=(*found.columns, *([None] * MOST_COLUMNS))[:MOST_COLUMNS],
        values=tuple(
            (one.field, one.number, one.text if one.text != one.folded else None, one.folded, one.key)
            for one in found.facts
        ),
        names=tuple((one, fold(one), plain(one)) for one in dict.fromkeys((record.id, *found.names))),
        head=found.head,
    )  # fmt: skip


def _written(value: object) -> str:
    """Plain values as JSON."""
    try:
        return encode(value).decode()
    except UnicodeEncodeError:  # halves of a character, which a file may name
        return json.dumps(value)


def _link_row(number: int, link: Link) -> tuple[Any, ...]:
    target = storable(link.target)
    path, item = _written(link.path), storable(link.item)
    return (number, storable(link.field), path, fold(target), target, item, link.line)


def _dumped(problems: Iterable[Problem]) -> str:
    return _written(
        [
            [one.code, one.severity.value, one.path, one.message, one.line, one.column, one.field, one.remedy]
            for one in problems
        ]
    )


def loaded_problems(text: str) -> list[Problem]:
    """The problems that :func:`said` put into :attr:`Said.problems`."""
    return [
        Problem(code, Severity(severity), path, message, line, column, field, remedy)
        for code, severity, path, message, line, column, field, remedy in json.loads(text)
    ]

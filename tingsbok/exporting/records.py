"""Any record, and any list of records, to take along: as a document, as data, as a table."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from tingsbok.display import clean
from tingsbok.exporting.markup import blocks_of
from tingsbok.exporting.model import Block, Doc, Facts, Heading, Table
from tingsbok.frontmatter import Value
from tingsbok.record import Record
from tingsbok.schema import Field

if TYPE_CHECKING:
    from tingsbok.archive import Archive


def record_doc(archive: Archive, record: Record) -> Doc:
    """A record with its fields and its text."""
    kind = archive.schemas.types.get(record.type)
    row = archive.row(record.id)
    return Doc(
        kind="record",
        about=record.id,
        title=row.title if row else record.id,
        owner=kind.title(archive.language) if kind else record.type,
        language=archive.language,
        day=row.date if row else "",
        blocks=tuple(_blocks(archive, record)),
        running=record.id,
    )


def _blocks(archive: Archive, record: Record) -> Iterator[Block]:
    rows: list[tuple[str, str]] = []
    tables: list[tuple[str, Table]] = []
    for name, value in record.fields.items():
        if name == "type" or not value:
            continue
        field = archive.schemas.field(record.type, name)
        title = field.title(archive.language)
        entries = record.entries(name)
        if entries and field.fields:
            tables.append((title, _table(archive, field, entries)))
        else:
            rows.append((title, field.display(value, archive.language, archive.name)))
    if rows:
        yield Facts(tuple((label, clean(value)) for label, value in rows))
    yield from blocks_of(record.body, archive.name, level=2)
    for title, table in tables:
        yield Heading(1, title)
        yield table


def _table(archive: Archive, field: Field, entries: Sequence[Mapping[str, Value]]) -> Table:
    used = [child for child in field.fields if any(entry.get(child.name) for entry in entries)]
    head = tuple(child.title(archive.language) for child in used)
    rows = tuple(
        tuple(
            clean(child.display(entry.get(child.name, ""), archive.language, archive.name)) for child in used
        )
        for entry in entries
    )
    return Table(head, rows, (1,) * len(used))


def record_json(record: Record) -> bytes:
    """A record as JSON with the keys of the record format; ``text`` is what stands under the fields."""
    data = {"id": record.id, "path": record.path, "text": record.body, **record.fields}
    return (json.dumps(data, ensure_ascii=False, indent=2) + "\n").encode("utf-8", "backslashreplace")

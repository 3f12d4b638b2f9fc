"""Reading and working out very many records, by several processes; the writing is done by one."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Generator, Mapping, Sequence
from itertools import repeat

from msgspec import Struct

from tingsbok.collation import fold
from tingsbok.errors import NotFound, Refused
from tingsbok.index.made import SAME, Found, Shown, said, shown
from tingsbok.index.tables import LIGHT, Resolver, light
from tingsbok.index.values import storable
from tingsbok.record import Record, etag_of, parse_record, unreadable
from tingsbok.schema import SchemaSet
from tingsbok.store.base import Store

PART = 50
"""Records that are worked out together; a hundred, after which progress is told, are whole parts."""
Asked = tuple[str, str]
"""A file, and the etag of what was read of it before; empty if nothing was."""


def read(store: Store, schemas: SchemaSet, asked: Asked) -> Found:
    """What is in a file, whatever its state."""
    path, etag = asked
    try:
        raw = store.read(path)
    except NotFound:
        return None
    except Refused as refusal:
        return said(unreadable(path, refusal), schemas)
    if etag and etag == etag_of(raw):
        return SAME
    return said(parse_record(path, raw), schemas)


def read_all(store: Store, schemas: SchemaSet, asked: Sequence[Asked]) -> Generator[Found]:
    """What is in many files, in their order."""
    from tingsbok import processes

    again = store.elsewhere() if processes.pays(len(asked)) else None
    if again is None:
        yield from (read(store, schemas, one) for one in asked)
        return
    some = (asked[at : at + PART] for at in range(0, len(asked), PART))
    for part in processes.results(_reading, (again, schemas), some):
        yield from part


def _reading(again: Callable[[], Store], schemas: SchemaSet) -> Callable[[Sequence[Asked]], list[Found]]:
    store = again()
    return lambda some: [read(store, schemas, asked) for asked in some]


class Everything(Struct, frozen=True):
    """All records as far as they have been read, for working out what follows from them elsewhere.

    Attributes:
        records: Path, id, type, etag and fields, as JSON, of each file by its number.
        idents: The number of the file that each id stands for.
    """

    records: Mapping[int, tuple[bytes, str, str, str, str]]
    idents: Mapping[str, int]

    @classmethod
    def of(cls, connection: sqlite3.Connection) -> Everything:
        """What the index holds."""
        rows = connection.execute(f"select f.doc, {LIGHT} from file f join data d using (doc)")
        idents = connection.execute(
            "select i.fid, i.doc from ident i join file f using (doc) order by i.rank desc, f.path desc"
        )
        return cls({row[0]: row[1:] for row in rows}, dict(idents.fetchall()))

    def record(self, document: int) -> Record:
        """The record of a file, without its text and bytes."""
        return light(*self.records[document])


class _Resolver(Resolver):
    """Finds linked records where there is no database."""

    def __init__(self, everything: Everything) -> None:
        self._everything = everything
        self._known = {}

    def find(self, identity: str) -> Record | None:
        """Look for the record."""
        document = self._everything.idents.get(fold(storable(identity)))
        return None if document is None else self._everything.record(document)


def show_all(
    connection: sqlite3.Connection, schemas: SchemaSet, documents: Sequence[int]
) -> Generator[Shown | None]:
    """What follows from what records say, by their files' numbers; nothing for too few to pay."""
    from tingsbok import processes

    if not processes.pays(len(documents)):
        yield from repeat(None, len(documents))
        return
    everything = Everything.of(connection)
    some = (documents[at : at + PART] for at in range(0, len(documents), PART))
    for part in processes.results(_showing, (everything, schemas), some):
        yield from part


def _showing(everything: Everything, schemas: SchemaSet) -> Callable[[Sequence[int]], list[Shown]]:
    resolve = _Resolver(everything)
    return lambda documents: [shown(everything.record(one), schemas, resolve) for one in documents]

"""The rows that one record makes in the index's tables, and how they are found again by id."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from typing import Final

from msgspec import DecodeError
from msgspec.json import decode

from tingsbok.collation import fold, swedish_key
from tingsbok.frontmatter import Value
from tingsbok.index import made
from tingsbok.index.facts import MOST_COLUMNS, steps_that_matter
from tingsbok.index.made import Said, Shown
from tingsbok.index.values import storable
from tingsbok.record import Record
from tingsbok.schema import SchemaSet

DAY_SHIFT: Final = 24
"""A row's number is its date as yyyymmdd above this many bits of a type and a number within the day."""

TYPE_SHIFT: Final = 19
"""Below the date, a row's number has its type above this many bits."""

OTHER_TYPES: Final = 0
"""The type in the number of a row whose type no schema describes, or when there are too many types."""

MOST_TYPES: Final = 1 << (DAY_SHIFT - TYPE_SHIFT)
"""So many types, with :data:`OTHER_TYPES`, have a number of their own."""

_REMEMBERED: Final = 2_000
"""Linked records that are kept at hand while many others are worked out."""


def encoded(path: str) -> bytes:
    """A path as the database keeps it: any bytes that a file system allows."""
    return path.encode("utf-8", "surrogateescape")


def decoded(path: bytes) -> str:
    """The opposite of :func:`encoded`."""
    return path.decode("utf-8", "surrogateescape")


_BEARS_ID: Final = "where i.fid = ? order by i.rank, f.path limit 1"
"""Of the files with an id the one that counts: whose own it is, then the first by its path."""


def document_of(connection: sqlite3.Connection, identity: str) -> int | None:
    """The number of the file with this id, or with this id among its aliases."""
    query = f"select i.doc from ident i join file f using (doc) {_BEARS_ID}"
    found = connection.execute(query, (fold(storable(identity)),)).fetchone()
    return int(found[0]) if found else None


LIGHT: Final = "f.path, f.id, f.type, f.etag, d.fields"
"""What :func:`light` is made of; *f* is the file and *d* its data."""


def light(path: bytes, identity: str, kind: str, etag: str, fields: str) -> Record:
    """A record as the index knows it: its fields, but neither its text nor its bytes."""
    return Record(decoded(path), identity, kind, loaded_fields(fields), "", etag, b"")


def loaded_fields(text: str) -> dict[str, Value]:
    """Front matter as :func:`~tingsbok.index.made.said` stored it."""
    try:
        found: dict[str, Value] = decode(text)
    except DecodeError:  # halves of a character, which a file may name, are nothing to the faster reader
        found = json.loads(text)
    return found


def light_record(connection: sqlite3.Connection, document: int) -> Record:
    """The record of the file with this number, as the index knows it."""
    query = f"select {LIGHT} from file f join data d using (doc) where doc = ?"
    return light(*connection.execute(query, (document,)).fetchone())


def light_named(connection: sqlite3.Connection, identity: str) -> Record | None:
    """The record with this id, or with this id among its aliases; ``None`` if there is none."""
    query = f"select {LIGHT} from ident i join file f using (doc) join data d using (doc) {_BEARS_ID}"
    found = connection.execute(query, (fold(storable(identity)),)).fetchone()
    return light(*found) if found else None


def type_numbers(schemas: SchemaSet) -> dict[str, int]:
    """The number that stands for each type in a row's number: what has items comes first among the newest."""
    names = sorted(schemas.types, key=lambda name: (schemas.types.has_items(name), name))
    return {name: number for number, name in enumerate(names, OTHER_TYPES + 1) if number < MOST_TYPES}


class Resolver:
    """Finds linked records by id, and remembers those it found.

    Args:
        connection: A connection to the index.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection
        self._known: dict[str, Record | None] = {}

    def __call__(self, identity: str) -> Record | None:
        """The record with this id or alias, without its text; ``None`` if there is none."""
        if identity not in self._known:
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            self._known[identity] = self.find(identity)
        return self._known[identity]

    def find(self, identity: str) -> Record | None:
        """Look for the record."""
        return light_named(self._db, identity)


class Tables:
    """Writes and takes away the rows of records.

    Args:
        connection: The writing connection, in a transaction.
        schemas: The record types.
    """

    def __init__(self, connection: sqlite3.Connection, schemas: SchemaSet) -> None:
        self._db = connection
        self._schemas = schemas
        self._steps = steps_that_matter(schemas)
        self._types = type_numbers(schemas)
        self._fields: dict[str, int] = dict(connection.execute("select name, n from field").fetchall())
        self._resolve = Resolver(connection)
        self._new: set[int] = set()
        self._last_rows: dict[int, int] = {}

    def take_in(self, said: Said, document: int | None, times: Sequence[int]) -> int:
        """Store what a file says; :meth:`show` stores what follows from it.

        Args:
            said: What it says.
            document: The file's number; ``None`` for a new one. Its former rows must be forgotten.
            times: Size, mtime, ctime, inode and whether the file may change again unseen.

        Returns:
            The file's number.
        """
        cursor = self._db.execute(
            "insert into file values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (document, encoded(said.path), *times, said.etag, said.identity, said.kind),
        )
        if document is None:
            document = int(cursor.lastrowid or 0)
            self._new.add(document)
        self._db.execute(
            "insert into data values (?, ?, ?, ?)", (document, said.fields, said.problems, said.body)
        )
        idents = [(ident, int(number > 0), document) for number, ident in enumerate(said.idents)]
        self._db.executemany("insert into ident values (?, ?, ?)", idents)
        rows = [(document, *link) for link in said.links]
        self._db.executemany("insert into link values (?, ?, ?, ?, ?, ?, ?, ?)", rows)
        return document

    def forget(self, document: int) -> None:
        """Take away everything known about a file."""
        self.forget_derived(document)
        for table in ("link", "ident", "data", "file"):
            self._db.execute(f"delete from {table} where doc = ?", (document,))

    def forget_derived(self, document: int) -> None:
        """Take away what :meth:`show` stores."""
        old = self._db.execute(
            """select rec.rowid, head, data.body from rec join head using (doc) join data using (doc)
            where doc = ?""",
            (document,),
        ).fetchone()
        if old is None:
            return
        self._db.execute("insert into fts (fts, rowid, head, body) values ('delete', ?, ?, ?)", old)
        self._db.execute("delete from ordering where rowid = ?", (old[0],))
        self._db.execute(
            """insert into name_part (name_part, rowid, plain)
            select 'delete', rowid, plain from name where doc = ?""",
            (document,),
        )
        for table in ("rec", "head", "value", "name"):
            self._db.execute(f"delete from {table} where doc = ?", (document,))

    def show(self, document: int, shown: Shown | None = None) -> None:
        """Store what a record is listed, sorted and found by; not yet for search.

        Args:
            document: The file's number.
            shown: What it is; worked out here if somebody else has not.
        """
        if document in self._new:
            self._new.remove(document)
        else:
            self.forget_derived(document)
        if shown is None:
            shown = made.shown(light_record(self._db, document), self._schemas, self._resolve)
        path, problems = self._db.execute(
            "select path, problems from file join data using (doc) where doc = ?", (document,)
        ).fetchone()
        rowid = self._free_row(shown.date, shown.kind)
        count = 0 if problems == "[]" else len(json.loads(problems))
        self._write_record(rowid, document, shown, (path, count))
        values = [(self._number_of(name), document, *rest) for name, *rest in shown.values]
        self._db.executemany("insert into value values (?, ?, ?, ?, ?, ?)", values)
        names = [(document, rank, *forms) for rank, forms in enumerate(shown.names)]
        self._db.executemany("insert into name values (?, ?, ?, ?, ?)", names)
        self._db.execute("insert into head values (?, ?)", (document, shown.head))

    def text(self, document: int) -> str:
        """Everything that a record can be found by in a search, once it is shown."""
        query = "select head, body from head join data using (doc) where doc = ?"
        head, body = self._db.execute(query, (document,)).fetchone()
        return f"{head}\n{body}"

    def make_searchable(self, documents: Iterable[int]) -> None:
        """Put records into the full-text indexes, in the order of their rows.

        A row that comes after one with a greater number makes the engine write down all that it has gathered.
        """
        wanted = json.dumps(list(documents))
        self._db.execute(
            """insert into fts (rowid, head, body)
            select rec.rowid, head, data.body from rec join head using (doc) join data using (doc)
            where doc in (select value from json_each(?)) order by rec.rowid""",
            (wanted,),
        )
        self._db.execute(
            """insert into name_part (rowid, plain) select rowid, plain from name
            where doc in (select value from json_each(?)) order by rowid""",
            (wanted,),
        )

    def last_first(self, documents: Iterable[int]) -> list[int]:
        """Files by id, the last first: what comes first within a day then gets the greatest number."""
        query = "select id, doc from file where doc in (select value from json_each(?))"
        rows = self._db.execute(query, (json.dumps(list(documents)),)).fetchall()
        return [document for _, document in sorted(rows, key=lambda row: swedish_key(row[0]), reverse=True)]

    def idents(self, document: int) -> list[str]:
        """The ids under which other records may refer to the file."""
        return [fid for (fid,) in self._db.execute("select fid from ident where doc = ?", (document,))]

    def matters_to_others(self, document: int) -> str:
        """Everything about a record that another may be named, dated or placed by."""
        record = light_record(self._db, document)
        fields = {name: value for name, value in record.fields.items() if name in self._steps}
        return json.dumps([record.id, record.type, fields], sort_keys=True)

    def referring(self, idents: Iterable[str], fields: Iterable[str]) -> list[int]:
        """The files that refer to one of the ids in one of the fields."""
        query = """select distinct doc from link where dst in (select value from json_each(?))
            and field in (select value from json_each(?))"""
        found = self._db.execute(query, (json.dumps(list(idents)), json.dumps(list(fields))))
        return [doc for (doc,) in found]

    def _free_row(self, date: str, kind: str) -> int:
        """A number for a row of that day and type, greater than those there are."""
        day = int(date.replace("-", "").ljust(8, "0") or 0) << DAY_SHIFT
        first = day | self._types.get(kind, OTHER_TYPES) << TYPE_SHIFT
        last = self._last_rows.get(first)
        if last is None:
            query = "select max(rowid) from rec where rowid between ? and ?"
            (last,) = self._db.execute(query, (first, first + (1 << TYPE_SHIFT) - 1)).fetchone()
        self._last_rows[first] = row = first if last is None else last + 1
        return row

    def _write_record(self, rowid: int, document: int, shown: Shown, file: tuple[bytes, int]) -> None:
        row = (rowid, document, *shown.record, *file, *shown.sorting)
        self._db.execute(f"insert into rec values ({', '.join('?' * len(row))})", row)
        self._db.execute(
            f"insert into ordering values (?, ?, ?, {', '.join('?' * MOST_COLUMNS)})",
            (rowid, shown.kind, -rowid, *shown.keys),
        )

    def _number_of(self, field: str) -> int:
        if field not in self._fields:
            cursor = self._db.execute("insert into field (name) values (?)", (field,))
            self._fields[field] = int(cursor.lastrowid or 0)
        return self._fields[field]

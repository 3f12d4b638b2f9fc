"""What the index knows of whole records and of all of them at once, for whoever reads the archive through.

Nothing here reads a file.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import PurePosixPath
from typing import Final

from msgspec import Struct

from tingsbok.collation import fold
from tingsbok.frontmatter import Value, body_of
from tingsbok.index.index import Index
from tingsbok.index.links import IDENTS
from tingsbok.index.tables import LIGHT, decoded, encoded, light, light_named, loaded_fields
from tingsbok.index.values import storable
from tingsbok.record import Record, etag_of, parse_record, said

_ALIASES: Final = "select f.path, i.fid from ident i join file f using (doc) where i.rank > 0"
_OWN: Final = "exists (select 1 from ident own where own.fid = i.fid and own.rank = 0)"
_FORMER: Final = f"""select i.fid, f.id from ident i join file f using (doc)
    where i.rank > 0 and not {_OWN} order by f.path desc"""
# the joins keep their order: from the few aliases, not from all references
_REFERRING: Final = f"""select distinct f.path from ident i cross join link l on l.dst = i.fid
    cross join file f on f.doc = l.doc where i.rank > 0 and not {_OWN}"""
_DECIDES: Final = """select f.path, l.dst from file f join link l using (doc)
    where f.type = 'decision' and l.field = 'meeting'"""
_FEW: Final = 200
"""Files that are asked about one by one; for more, everything is read."""


class Parsed(Struct, frozen=True):
    """A file as the index has read it.

    Attributes:
        etag: Of the bytes that were read.
        fields: Its front matter.
        has_problems: Whether anything was odd in it, so that it must be read anew to be told.
    """

    etag: str
    fields: dict[str, Value]
    has_problems: bool


class Known(Struct, frozen=True):
    """Names under which a record is known to others, beside its id.

    Attributes:
        aliases: Ids that it had before, in the form in which the index compares them.
        decides: What meetings it is a decision of, in that form.
    """

    aliases: tuple[str, ...] = ()
    decides: tuple[str, ...] = ()


class Former(Struct, frozen=True):
    """References under ids that records had before.

    Attributes:
        ids: What each former id is today, by the form in which the index compares it.
        sources: Files that refer to something under a former id.
    """

    ids: Mapping[str, str]
    sources: frozenset[str]

    def current(self, identity: str) -> str:
        """The id that a record has today, by one that it had; anything else stays."""
        return self.ids.get(fold(storable(identity)), identity)


class Contents:
    """Asks the index for records.

    Args:
        index: The index.
    """

    def __init__(self, index: Index) -> None:
        self._index = index

    def light(self, identity: str) -> Record | None:
        """The record with this id or alias, without text and bytes; ``None`` if there is none."""
        return self._index.ask(lambda connection: light_named(connection, identity))

    def lights_named(self, identities: Iterable[str]) -> dict[str, Record]:
        """The records with these ids or aliases, by the id that was asked for; unknown ids are left out."""
        query = f"""select i.fid, {LIGHT}
            from ident i join file f using (doc) join data d using (doc)
            where i.fid in (select value from json_each(?)) order by i.rank desc, f.path desc"""
        asked = {identity: fold(storable(identity)) for identity in identities}
        wanted = json.dumps(list(asked.values()))
        rows = self._index.ask(lambda connection: connection.execute(query, (wanted,)).fetchall())
        # of several the last one stays: the one that bears the id itself, then the first by its path
        found = {fid: light(*parts) for fid, *parts in rows}
        return {identity: found[fid] for identity, fid in asked.items() if fid in found}

    def lights(self, numbers: Iterable[int]) -> list[Record]:
        """The records of rows with these numbers, in their order, without text and bytes."""
        query = f"""select r.rowid, {LIGHT}
            from rec r join file f using (doc) join data d using (doc)
            where r.rowid in (select value from json_each(?))"""
        wanted = list(numbers)
        rows = self._index.ask(lambda connection: connection.execute(query, (json.dumps(wanted),)).fetchall())
        found = {number: light(*parts) for number, *parts in rows}
        return [found[number] for number in wanted if number in found]

    def record(self, path: str, raw: bytes) -> Record:
        """The record in a file with these bytes; parsed only if the index has read others, or odd ones."""
        return record_of(path, raw, self.parsed([path]).get(path))

    def parsed(self, paths: Sequence[str]) -> dict[str, Parsed]:
        """Files as they were read last; without those that never were."""
        query = f"""select f.path, f.etag, d.fields, d.problems from file f join data d using (doc)
            where f.path in ({", ".join("?" * len(paths))})"""
        wanted = [encoded(path) for path in paths]
        rows = self._index.ask(lambda connection: connection.execute(query, wanted).fetchall())
        return {
            decoded(path): Parsed(etag, loaded_fields(fields), problems != "[]")
            for path, etag, fields, problems in rows
        }

    def count(self) -> int:
        """How many files there are."""
        return self._index.ask(
            lambda connection: int(connection.execute("select count(*) from file").fetchone()[0])
        )

    def etags(self) -> dict[str, str]:
        """The etag of every file; empty for one that could not be read."""
        rows = self._index.ask(
            lambda connection: connection.execute("select path, etag from file order by path").fetchall()
        )
        return {decoded(path): etag for path, etag in rows}

    def known_as(self, paths: Iterable[str] | None = None) -> dict[str, Known]:
        """What the given files, or all, are known as; those that nothing need be said of are left out."""
        wanted = None if paths is None else {encoded(path) for path in paths}

        def find(connection: sqlite3.Connection) -> dict[str, Known]:
            found: dict[bytes, tuple[list[str], list[str]]] = {}
            for number, query in enumerate((_ALIASES, _DECIDES)):
                few = wanted is not None and len(wanted) <= _FEW
                rows = _of_each(connection, query, wanted or ()) if few else connection.execute(query)
                for path, ident in rows:
                    if wanted is None or path in wanted:
                        found.setdefault(path, ([], []))[number].append(ident)
            return {decoded(path): Known(tuple(a), tuple(d)) for path, (a, d) in found.items()}

        return self._index.ask(find)

    def former(self) -> Former:
        """Ids that are only aliases today, and which files refer to something under one."""

        def find(connection: sqlite3.Connection) -> Former:
            sources = frozenset(decoded(path) for (path,) in connection.execute(_REFERRING))
            return Former(dict(connection.execute(_FORMER).fetchall()), sources)

        return self._index.ask(find)

    def idents(self, identity: str) -> list[str]:
        """Every id of the record with that id, in the form in which the index compares them."""
        values = {"id": fold(storable(identity))}
        return self._index.ask(lambda connection: [row[0] for row in connection.execute(IDENTS, values)])


def record_of(path: str, raw: bytes, parsed: Parsed | None) -> Record:
    """The record in a file with these bytes.

    Args:
        path: The file.
        raw: Its bytes.
        parsed: What the index has read of it; if that was of the same bytes, they are not parsed again.
    """
    etag = etag_of(raw)
    if parsed is None or parsed.has_problems or parsed.etag != etag:
        return parse_record(path, raw)
    kind = said(parsed.fields, "type")
    return Record(path, PurePosixPath(path).stem, kind, parsed.fields, body_of(raw), etag, raw)


def _of_each(
    connection: sqlite3.Connection, query: str, paths: Iterable[bytes]
) -> Iterator[tuple[bytes, str]]:
    for path in paths:
        yield from connection.execute(f"{query} and f.path = ?", (path,))

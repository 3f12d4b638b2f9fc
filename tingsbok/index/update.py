"""Bringing the index up to date: what differs from the files is read, what depends on it worked out anew."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable
from contextlib import closing
from typing import Final

from msgspec import Struct, field

from tingsbok.index.facts import deepest_spec, links_that_matter
from tingsbok.index.made import SAME, Found, Said
from tingsbok.index.tables import Tables, encoded
from tingsbok.index.words import WordBook
from tingsbok.schema import SchemaSet
from tingsbok.store.base import Entry, Store

RACY: Final = 2_000_000_000
"""Nanoseconds after a change within which another one may not show in a file's times."""

_NEXT_GENERATION: Final = """update meta set value = value + 1 + (value = 0) * (abs(random()) >> 24)
    where key = 'generation'"""
"""The first is drawn by lot: who remembers a number must not take another index for the one it was of."""

Progress = Callable[[int, int], None]
"""Called now and then with how many steps are done, and of how many; a file takes two."""


class Difference(Struct):
    """What differs between the files and the index.

    Attributes:
        read: Files to read.
        gone: Numbers of the files that are no more.
    """

    read: list[Entry] = field(default_factory=list)
    gone: list[int] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.read or self.gone)


def compare(connection: sqlite3.Connection, entries: Iterable[Entry]) -> Difference:
    """Compare a directory listing with the index; what may have changed unseen counts as different."""
    rows = connection.execute("select path, size, mtime, ctime, ino, racy, doc from file")
    known = {row[0]: row[1:] for row in rows}
    found = Difference()
    for entry in entries:
        before = known.pop(encoded(entry.path), None)
        now = (entry.size, entry.mtime_ns, entry.ctime_ns, entry.ino, 0)
        if before is None or before[:5] != now:
            found.read.append(entry)
    found.gone = [row[5] for row in known.values()]
    return found


def unseen(path: str) -> Entry:
    """An entry for a file that is read without looking at it from outside; a comparison looks again."""
    return Entry(path, -1, 0)


class Update:
    """One bringing up to date, within one transaction.

    Args:
        connection: The writing connection, in a transaction.
        schemas: The record types.
        store: Where the files lie.
        scanned: When the directory was listed, in nanoseconds since the epoch.

    Attributes:
        changed: Ids of the records that were read and are not as before.
        removed: Ids of the records that are gone.
    """

    def __init__(
        self, connection: sqlite3.Connection, schemas: SchemaSet, store: Store, scanned: int
    ) -> None:
        self.changed: dict[str, None] = {}
        self.removed: dict[str, None] = {}
        self._db = connection
        self._schemas = schemas
        self._store = store
        self._scanned = scanned
        self._tables = Tables(connection, schemas)
        self._touched: set[str] = set()
        self._documents: dict[int, None] = {}

    def apply(self, difference: Difference, progress: Progress | None = None) -> None:
        """Forget what is gone, read what differs, and work out what follows from it."""
        from tingsbok.index import many  # most commands find that nothing has changed

        for document in difference.gone:
            self._remove(document)
        read, steps = difference.read, 2 * len(difference.read)
        before = [self._before(entry.path) for entry in read]
        asked = [(entry.path, etag) for entry, (_, etag) in zip(read, before, strict=True)]
        with closing(many.read_all(self._store, self._schemas, asked)) as found:
            for number, (entry, (known, _), one) in enumerate(zip(read, before, found, strict=True)):
                _tell(progress, number, steps)
                self._take(entry, known, one)
        self._derive(progress, len(read))
        for identity in self.changed:
            self.removed.pop(identity, None)
        if self.changed or self.removed:
            self._db.execute(_NEXT_GENERATION)

    def _remove(self, document: int) -> None:
        self._touched.update(self._tables.idents(document))
        (identity,) = self._db.execute("select id from file where doc = ?", (document,)).fetchone()
        self.removed[identity] = None
        self._tables.forget(document)
        self._documents.pop(document, None)

    def _before(self, path: str) -> tuple[int | None, str]:
        """The number of a file and its etag when it was read last; ``None`` and nothing for a new one."""
        row = self._db.execute("select doc, etag from file where path = ?", (encoded(path),)).fetchone()
        return row or (None, "")

    def _take(self, entry: Entry, document: int | None, found: Found) -> None:
        racy = entry.size < 0 or max(entry.mtime_ns, entry.ctime_ns) > self._scanned - RACY
        times = (entry.size, entry.mtime_ns, entry.ctime_ns, entry.ino, int(racy))
        if isinstance(found, Said):
            self._take_in(found, document, times)
        elif document is not None and found == SAME:
            self._remember_times(document, times)
        elif document is not None:
            self._remove(document)

    def _remember_times(self, document: int, times: tuple[int, ...]) -> None:
        statement = "update file set size = ?, mtime = ?, ctime = ?, ino = ?, racy = ? where doc = ?"
        self._db.execute(statement, (*times, document))

    def _take_in(self, said: Said, document: int | None, times: tuple[int, ...]) -> None:
        if document is None:
            document = self._tables.take_in(said, None, times)
            self._touched.update(said.idents)
        else:
            before, idents = self._tables.matters_to_others(document), self._tables.idents(document)
            self._tables.forget(document)
            self._tables.take_in(said, document, times)
            if before != self._tables.matters_to_others(document):
                self._touched.update(idents, said.idents)
        self._documents[document] = None
        self.changed[said.identity] = None

    def _derive(self, progress: Progress | None, done: int) -> None:
        """Work out the changed records and those that are named, dated or placed by them."""
        from tingsbok.index import many

        documents = self._tables.last_first({**self._documents, **dict.fromkeys(self._dependents())})
        words = WordBook(self._db)
        with closing(many.show_all(self._db, self._schemas, documents)) as found:
            for number, (document, shown) in enumerate(zip(documents, found, strict=True), done):
                _tell(progress, number, done + len(documents))
                self._tables.show(document, shown)
                if not words.is_full:
                    words.learn(self._tables.text(document))
        self._tables.make_searchable(documents)
        words.store()

    def _dependents(self) -> list[int]:
        """Files that refer to what changed, and files that refer to those, as far as any spec reaches."""
        fields, touched = links_that_matter(self._schemas), self._touched
        found: dict[int, None] = {}
        for _ in range(deepest_spec(self._schemas)):
            level = [one for one in self._tables.referring(touched, fields) if one not in found]
            found.update(dict.fromkeys(level))
            touched = {ident for document in level for ident in self._tables.idents(document)}
        return [document for document in found if document not in self._documents]


def _tell(progress: Progress | None, done: int, steps: int) -> None:
    if progress is not None and done % 100 == 0:
        progress(done, steps)

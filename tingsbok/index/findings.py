"""Findings that are kept, so that only what may have changed is checked again. They may always be deleted.

A result is kept for a file together with what was asked of other records. Whoever keeps them says what has
changed; results that asked for any of it are dropped.
"""

from __future__ import annotations

import contextlib
import json
import sqlite3
from array import array
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final

from msgspec import Struct

from tingsbok.index.schema import Database, Layout, is_damage
from tingsbok.index.tables import decoded, encoded
from tingsbok.problems import Fix, Problem, Severity

Ask = tuple[str, str]
"""A question about other records: its kind and its key."""

_LAYOUT: Final = Layout(
    """
create table meta (key text primary key, value) without rowid;
create table state (path blob primary key, etag text, known text) without rowid;
create table result (path blob primary key, asked blob, problems text) without rowid;
create table ask (n integer primary key, kind text, key text, answer text, unique (kind, key))
""",
    1,
)
"""``state`` is what was there when it was last looked what had changed; ``result`` what holds for that."""


class Unusable(Exception):
    """The file of findings cannot be read or written now."""


class Result(Struct, frozen=True):
    """What the checks of one file came to.

    Attributes:
        asked: What they asked of others, each with the answer if that is to be compared.
    """

    path: str
    problems: tuple[Problem, ...]
    asked: Mapping[Ask, str]


class Findings:
    """The findings of one archive in one language.

    Args:
        path: The database file.
        stamp: What findings depend on beside the records: rules, schemas, words.

    Raises:
        Unusable: Another program keeps the file.
    """

    def __init__(self, path: Path, stamp: str) -> None:
        try:
            self._database = Database(path, stamp, _LAYOUT)
        except sqlite3.DatabaseError as error:
            raise Unusable from error

    def close(self) -> None:
        """Close the file."""
        self._database.close()

    @contextlib.contextmanager
    def reading(self) -> Iterator[Kept]:
        """Look at what is kept.

        Raises:
            Unusable: The file cannot be used.
        """
        with self._guarded(), self._database.reading() as connection:
            yield Kept(connection)

    @contextlib.contextmanager
    def changing(self) -> Iterator[Kept]:
        """Change what is kept, all of it or nothing.

        Raises:
            Unusable: The file cannot be used.
        """
        with self._guarded(), self._database.writer() as connection:
            connection.execute("begin immediate")
            yield Kept(connection)
            connection.execute("commit")

    @contextlib.contextmanager
    def _guarded(self) -> Iterator[None]:
        if self._database.is_replaced():
            self._database.renew()
        try:
            yield
        except sqlite3.DatabaseError as error:
            if is_damage(error):
                self._database.renew()
            raise Unusable from error


class Kept:
    """What is kept, seen through one connection.

    Args:
        connection: The connection; for changing, in a transaction.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection
        self._numbers: dict[Ask, int] = {}

    def said(self, name: str) -> str:
        """Something that was remembered under a name; empty if nothing was."""
        row = self._db.execute("select value from meta where key = ?", (f"said {name}",)).fetchone()
        return str(row[0]) if row else ""

    def say(self, name: str, value: str) -> None:
        """Remember something."""
        self._db.execute("insert or replace into meta values (?, ?)", (f"said {name}", value))

    # -- what was there

    def state(self) -> dict[str, str]:
        """The etag of every file that was there."""
        rows = self._db.execute("select path, etag from state")
        return {decoded(path): etag for path, etag in rows}

    def known_as(self, paths: Iterable[str]) -> Iterator[str]:
        """What the files were known as, as it was remembered."""
        for path in paths:
            row = self._db.execute("select known from state where path = ?", (encoded(path),)).fetchone()
            if row and row[0]:
                yield row[0]

    def remember(self, files: Iterable[tuple[str, str, str]]) -> None:
        """Remember files with their etag and what they are known as."""
        rows = ((encoded(path), etag, known or None) for path, etag, known in files)
        self._db.executemany("insert or replace into state values (?, ?, ?)", rows)

    def forget(self, paths: Iterable[str]) -> None:
        """Forget files that are gone."""
        self._db.executemany("delete from state where path = ?", ((encoded(path),) for path in paths))

    # -- what was asked

    def asked(self, kind: str) -> dict[str, tuple[int, str]]:
        """Every key that was asked for, with its number and the answer."""
        rows = self._db.execute("select key, n, answer from ask where kind = ?", (kind,))
        return {key: (number, answer) for key, number, answer in rows}

    def answer(self, number: int, answer: str) -> None:
        """Remember another answer."""
        self._db.execute("update ask set answer = ? where n = ?", (answer, number))

    def numbers(self, asks: Iterable[Ask]) -> Iterator[int]:
        """The numbers of questions, as far as anybody has asked them."""
        for kind, key in asks:
            row = self._db.execute("select n from ask where kind = ? and key = ?", (kind, key)).fetchone()
            if row:
                yield row[0]

    # -- results

    def drop(self, paths: Iterable[str]) -> None:
        """The results of these files no longer hold."""
        self._db.executemany("delete from result where path = ?", ((encoded(path),) for path in paths))

    def drop_everything(self) -> None:
        """No result holds."""
        self._db.execute("delete from result")
        self._db.execute("delete from ask")

    def drop_those_that_asked(self, numbers: Collection[int]) -> None:
        """The results of files whose checks asked any of these questions no longer hold."""
        if not numbers:
            return
        wanted = frozenset(numbers)
        rows = self._db.execute("select path, asked from result")
        hit = [path for path, asked in rows if not wanted.isdisjoint(array("I", asked))]
        self._db.executemany("delete from result where path = ?", ((path,) for path in hit))

    def has(self) -> set[str]:
        """Files with a result that holds."""
        return {decoded(path) for (path,) in self._db.execute("select path from result")}

    def count(self) -> int:
        """How many files have a result that holds."""
        return int(self._db.execute("select count(*) from result").fetchone()[0])

    def problems(self, paths: Collection[str] | None = None) -> Iterator[Problem]:
        """The problems in files with a result, or only in some of them."""
        if paths is None:
            rows: Iterable[tuple[bytes, str]] = self._db.execute(
                "select path, problems from result where problems <> ''"
            )
        else:
            rows = self._of_each(paths)
        for path, text in rows:
            yield from loaded(decoded(path), text)

    def _of_each(self, paths: Iterable[str]) -> Iterator[tuple[bytes, str]]:
        query = "select path, problems from result where path = ? and problems <> ''"
        for path in paths:
            yield from self._db.execute(query, (encoded(path),))

    def add(self, results: Iterable[Result]) -> None:
        """Keep results."""
        rows = []
        for one in results:
            asked = array("I", sorted(self._number(ask, answer) for ask, answer in one.asked.items()))
            rows.append((encoded(one.path), asked.tobytes(), dumped(one.problems)))
        self._db.executemany("insert or replace into result values (?, ?, ?)", rows)

    def _number(self, ask: Ask, answer: str) -> int:
        if ask not in self._numbers:
            row = self._db.execute("select n from ask where kind = ? and key = ?", ask).fetchone()
            if row is None:
                values = (*ask, answer)
                cursor = self._db.execute("insert into ask (kind, key, answer) values (?, ?, ?)", values)
                row = (cursor.lastrowid,)
            self._numbers[ask] = int(row[0])
        return self._numbers[ask]


def dumped(problems: Iterable[Problem]) -> str:
    """Problems of one file as text; empty if there is none."""
    found = [
        [
            *(one.code, one.severity.value, one.message, one.line, one.column, one.field, one.remedy),
            *(one.words, one.why, one.excerpt),
            [[fix.text, fix.certain, fix.everywhere] for fix in one.fixes],
        ]
        for one in problems
    ]
    return json.dumps(found) if found else ""


def loaded(path: str, text: str) -> Iterator[Problem]:
    """The opposite of :func:`dumped`; *path* is the file."""
    for code, severity, message, line, column, field, remedy, words, why, excerpt, fixes in (
        json.loads(text) if text else ()
    ):
        ways = tuple(Fix(*fix) for fix in fixes)
        place = (line, column, field)
        yield Problem(code, Severity(severity), path, message, *place, remedy, words, why, excerpt, ways)

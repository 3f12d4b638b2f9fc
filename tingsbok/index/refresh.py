"""Finding out what to read again: by a listing of all files, by what git says, or because somebody knows."""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Sequence
from contextlib import nullcontext
from typing import Final

from tingsbok.errors import NotFound, Refused
from tingsbok.i18n import t
from tingsbok.index.rows import Refresh
from tingsbok.index.schema import Database, building, is_busy
from tingsbok.index.update import Difference, Progress, Update, compare, unseen
from tingsbok.schema import SchemaSet
from tingsbok.store.base import Dirty, Store, is_record_path

_MOST_SUSPECTS: Final = 500
"""Files that are read because git names them; when they are more, listing all files is cheaper."""

_MANY: Final = 2_000
"""Files above which the database is made ready for a building of its own."""


class Refresher:
    """Brings one index up to date with one store.

    Args:
        database: The index.
        schemas: The record types.
        store: Where the files lie.
        progress: Called now and then with how many files are read, and of how many.
    """

    def __init__(
        self, database: Database, schemas: SchemaSet, store: Store, progress: Progress | None = None
    ) -> None:
        self._database = database
        self._schemas = schemas
        self._store = store
        self._progress = progress

    def everything(self) -> Refresh:
        """Compare every file with the index by size, times and inode."""
        head, dirty = self._state()
        scanned, entries = time.time_ns(), self._store.entries()
        with self._database.reading() as connection:
            differs = bool(compare(connection, entries)) or _seen(connection) != (head, _paths(dirty))
        if not differs:
            return Refresh(dirty=dirty)
        with self._database.writer() as connection:
            connection.execute("begin immediate")
            found = compare(connection, entries)
            if found.gone:  # or saved by another program since the files were listed
                scanned, entries = time.time_ns(), self._store.entries()
                found = compare(connection, entries)
            update = self._apply(connection, found, scanned)
            _see(connection, head, _paths(dirty))
            connection.execute("commit")
        return Refresh(tuple(update.changed), tuple(update.removed), dirty)

    def suspects(self) -> Refresh:
        """Read only what git calls changed, now or the last time; ignored files are not looked at."""
        head, dirty = self._state()
        with self._database.reading() as connection:
            before, suspects = _seen(connection), _paths(dirty)
        paths = self._named(before, head, suspects)
        if paths is None:
            return self.everything()
        if not paths and before == (head, suspects):
            return Refresh(dirty=dirty)
        with self._database.writer() as connection:
            connection.execute("begin immediate")
            update = self._apply(connection, Difference([unseen(path) for path in paths]), 0)
            _see(connection, head, _paths(dirty))
            connection.execute("commit")
        return Refresh(tuple(update.changed), tuple(update.removed), dirty)

    def files(self, paths: Sequence[str]) -> Refresh:
        """Read certain files, whatever they look like from outside; all of them into an index that is new."""
        with self._database.reading() as connection:
            is_new = not _was_seen(connection)
        if is_new:
            return self.everything()
        with self._database.writer() as connection:
            connection.execute("begin immediate")
            update = self._apply(connection, Difference([unseen(path) for path in paths]), 0)
            head, before = _seen(connection)
            # the index is ahead of that commit in these files: should git go back to it, they are looked at
            _see(connection, head, sorted({*before, *paths}))
            connection.execute("commit")
        return Refresh(tuple(update.changed), tuple(update.removed))

    def _state(self) -> tuple[str | None, tuple[Dirty, ...]]:
        head, dirty = self._store.state()
        return head, tuple(dirty)

    def _apply(self, connection: sqlite3.Connection, difference: Difference, scanned: int) -> Update:
        update = Update(connection, self._schemas, self._store, scanned)
        with building(connection) if len(difference.read) > _MANY else nullcontext():
            update.apply(difference, self._progress)
        return update

    def _named(
        self, before: tuple[str | None, list[str]], head: str | None, dirty: list[str]
    ) -> list[str] | None:
        """The files to read because git names them; ``None`` if git cannot tell, or they are too many."""
        known, dirty_before = before
        if known is None or head is None:
            return None
        try:
            moved = self._store.changed(known, head) if known != head else []
        except NotFound:
            return None
        named = sorted(filter(is_record_path, {*dirty, *dirty_before, *moved}))
        return named if len(named) <= _MOST_SUSPECTS else None


def explained(error: sqlite3.DatabaseError) -> Refused:
    """The refusal that a failure of the database ends in, with what to do about it."""
    if is_busy(error):
        why = t("The index is being written by another program.")
        return Refused(why, remedy=t("Wait a moment and try again."))
    why = t("The index cannot be used: {why}.", why=str(error))
    return Refused(why, remedy=t("Make room on the disk, or delete the index; it is made anew."))


def _paths(dirty: Sequence[Dirty]) -> list[str]:
    return sorted(one.path for one in dirty)


def _was_seen(connection: sqlite3.Connection) -> bool:
    """Whether the index was ever brought up to date with all files."""
    return connection.execute("select 1 from meta where key = 'seen'").fetchone() is not None


def _seen(connection: sqlite3.Connection) -> tuple[str | None, list[str]]:
    """The commit and the changed files that the index was last brought up to date with."""
    found = connection.execute("select value from meta where key = 'seen'").fetchone()
    if found is None:
        return None, []
    head, paths = json.loads(found[0])
    return head, paths


def _see(connection: sqlite3.Connection, head: str | None, paths: Sequence[str]) -> None:
    seen = json.dumps([head, [*paths]])
    connection.execute("insert or replace into meta values ('seen', ?)", (seen,))

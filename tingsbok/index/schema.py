"""A disposable database file: its tables, its connections, and its death and resurrection.

The file holds nothing that cannot be read again from the records: if anything is wrong with it, it goes.
"""

from __future__ import annotations

import contextlib
import json
import os
import sqlite3
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from msgspec import Struct

FORMAT: Final = 5
"""Raised when the tables, or what is written into them, change: an index of another format is built anew."""

_TABLES = """
create table meta (key text primary key, value) without rowid;
create table file (
    doc integer primary key, path blob not null unique, size int, mtime int, ctime int, ino int,
    racy int, etag text, id text, type text
);
create table ident (fid text, rank int, doc int);
create index ident_fid on ident (fid, rank, doc);
create index ident_doc on ident (doc);
create table data (doc integer primary key, fields text, problems text, body text);
create table head (doc integer primary key, head text);
create table rec (
    rowid integer primary key, doc int unique, id text, fid text, type text, title text, short text,
    date text, body text, status text, path blob, problems int, nat text, key text, skey text
);
create index rec_type on rec (type, date desc, nat, body, status);
create index rec_date on rec (date desc, nat, type);
create index rec_body on rec (body, type, date desc, nat);
create index rec_status on rec (status, type);
create index rec_key on rec (key);
create index rec_problems on rec (problems) where problems > 0;
create table ordering (rowid integer primary key, type text, age int, c0, c1, c2, c3, c4, c5);
create index ordering_0 on ordering (type, c0, age);
create index ordering_1 on ordering (type, c1, age);
create index ordering_2 on ordering (type, c2, age);
create index ordering_3 on ordering (type, c3, age);
create index ordering_4 on ordering (type, c4, age);
create index ordering_5 on ordering (type, c5, age);
create index rec_fid on rec (fid);
create table field (n integer primary key, name text unique);
create table value (
    field int, doc int, n int, text text, fold text, key, primary key (field, doc, n)
) without rowid;
create index value_doc on value (doc);
create table link (doc int, n int, field text, path text, dst text, target text, item text, line int);
create index link_dst on link (dst, doc);
create index link_doc on link (doc);
create table name (doc int, rank int, text text, fold text, plain text);
create index name_fold on name (fold, doc);
create index name_doc on name (doc);
create virtual table name_part using fts5 (
    plain, content='name', tokenize="trigram case_sensitive 1"
);
create table word (term text primary key) without rowid;
create table vocabulary (terms text, counts blob);
create virtual table fts using fts5 (
    head, body, content='', prefix='2 3', tokenize="unicode61 remove_diacritics 0"
);
create virtual table fts_terms using fts5vocab (fts, row);
insert into meta values ('generation', 0), ('vocabularies', 0)
"""


class Layout(Struct, frozen=True):
    """What is in a file.

    Attributes:
        tables: The statements that make it; one of the tables is ``meta`` with ``key`` and ``value``.
        format: Raised when the tables change: a file of another format is built anew.
    """

    tables: str
    format: int


INDEX: Final = Layout(_TABLES, FORMAT)
"""What the index of the records holds."""

_BUSY = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
_DAMAGE = (
    sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_FORMAT, sqlite3.SQLITE_SCHEMA,
    sqlite3.SQLITE_IOERR,  # what reading a file that was cut short ends in
)  # fmt: skip
_NO_PLACE = (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_FULL, sqlite3.SQLITE_PERM)
_PATIENCE: Final = 30.0
"""Seconds to wait while another program writes to the same index."""


def is_damage(error: sqlite3.Error) -> bool:
    """Whether the file is no database of ours, so that only a new one helps."""
    return _code(error) in _DAMAGE or str(error).startswith("no such")


def is_interruption(error: sqlite3.Error) -> bool:
    """Whether somebody stopped the query."""
    return _code(error) == sqlite3.SQLITE_INTERRUPT


def is_busy(error: sqlite3.Error) -> bool:
    """Whether another program writes to the file right now."""
    return _code(error) in _BUSY


def _code(error: sqlite3.Error) -> int:
    return int(getattr(error, "sqlite_errorcode", 0)) & 0xFF


class Database:
    """Connections to a file: one for each thread that reads, one for whoever writes.

    A thread must not ask for :meth:`renew` or :meth:`close` while it reads.

    Args:
        path: The database file; its folder is made if it is missing.
        stamp: What the content depends on; a file with another stamp is built anew.
        layout: What the file holds.
    """

    def __init__(self, path: Path, stamp: str, layout: Layout = INDEX) -> None:
        self.path = path
        self._stamp = stamp
        self._layout = layout
        self._lock = threading.RLock()
        self._writing = threading.RLock()
        self._handles: dict[threading.Thread, _Handle] = {}
        self._writer: sqlite3.Connection | None = None
        self._inode = (0, 0)
        self._temporary: tempfile.TemporaryDirectory[str] | None = None
        self._prepare()

    @contextlib.contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """This thread's connection, which cannot write; nobody closes it meanwhile."""
        thread = threading.current_thread()
        with self._lock:
            handle = self._handles.get(thread)
            if handle is None:
                self._forget_the_dead()
                handle = self._handles[thread] = _Handle(_connect(self.path))
                handle.connection.execute("pragma query_only = on")
        with handle.lock:
            yield handle.connection

    @contextlib.contextmanager
    def writer(self) -> Iterator[sqlite3.Connection]:
        """The connection that writes, for one thread at a time; what was not committed is rolled back."""
        with self._writing:
            with self._lock:
                if self._writer is None:
                    self._writer = _connect(self.path)
                connection = self._writer
            try:
                yield connection
            finally:
                if connection.in_transaction:
                    connection.rollback()

    def is_replaced(self) -> bool:
        """Whether the file was deleted or exchanged under the open connections."""
        return _inode(self.path) != self._inode

    def renew(self) -> None:
        """Throw the file away and begin an empty one."""
        with self._writing, self._lock:
            self._close_all()
            _remove(self.path)
            self._prepare()

    def let_go(self) -> None:
        """Close every connection; each is opened again when it is needed."""
        with self._writing, self._lock:
            self._close_all()

    def close(self) -> None:
        """Close every connection."""
        with self._writing, self._lock:
            self._close_all()
            if self._temporary is not None:
                self._temporary.cleanup()

    def _prepare(self) -> None:
        """Make the file ours, whole and rightly stamped; where there is no place, in a temporary folder."""
        for remedy in (self._discard, self._move_away):
            try:
                return self._make()
            except OSError:
                self._move_away()
            except sqlite3.DatabaseError as error:
                if is_busy(error):
                    raise
                (self._move_away if _code(error) in _NO_PLACE else remedy)()
        return self._make()

    def _make(self) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        os.close(os.open(self.path, os.O_CREAT | os.O_RDWR, 0o600))
        with contextlib.closing(_connect(self.path)) as connection:
            usable = _is_current(connection, self._stamp, self._layout) or _create(
                connection, self._stamp, self._layout
            )
        if not usable:
            _remove(self.path)
            self._make()
        self._inode = _inode(self.path)

    def _discard(self) -> None:
        try:
            _remove(self.path)
        except OSError:
            self._move_away()

    def _move_away(self) -> None:
        self._temporary = tempfile.TemporaryDirectory(prefix="tingsbok-")
        self.path = Path(self._temporary.name) / self.path.name

    def _close_all(self) -> None:
        for handle in self._handles.values():
            with handle.lock:
                handle.connection.close()
        self._handles.clear()
        if self._writer is not None:
            self._writer.close()
        self._writer = None

    def _forget_the_dead(self) -> None:
        for thread in [thread for thread in self._handles if not thread.is_alive()]:
            self._handles.pop(thread).connection.close()


class _Handle:
    """One thread's connection and the lock that it holds while it reads."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        self.lock = threading.RLock()


def _connect(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=_PATIENCE, isolation_level=None, check_same_thread=False)
    try:
        connection.execute("pragma synchronous = normal")
        connection.execute("pragma journal_size_limit = 16777216")
        connection.execute("pragma temp_store = memory")
    except sqlite3.DatabaseError:
        connection.close()
        raise
    return connection


_BUILDING_CACHE: Final = 128 * 1024
"""Kibibytes of the database that are kept at hand while very much is written."""
_FTS_MEMORY: Final = (1 << 20, 32 << 20)
"""Bytes that the full-text index gathers before it writes: usually, as SQLite has it, and while building."""
_NOT_ASKED_WHILE_BUILDING: Final = ("rec", "ordering", "name", "value")
"""Tables that a refresh writes and does not look things up in, save by what is unique in them."""


@contextlib.contextmanager
def building(connection: sqlite3.Connection) -> Iterator[None]:
    """Much is going to be written in this transaction.

    An empty database gets the indexes that nothing asks meanwhile at the end, each in one sweep: in order row
    by row, they cost more the more there is.
    """
    (usual,) = connection.execute("pragma cache_size").fetchone()
    connection.execute(f"pragma cache_size = -{_BUILDING_CACHE}")
    _gather(connection, _FTS_MEMORY[1])
    later = [] if connection.execute("select 1 from file limit 1").fetchone() else _put_off(connection)
    try:
        yield
        for statement in later:
            connection.execute(statement)
        _gather(connection, _FTS_MEMORY[0])
    finally:
        connection.execute(f"pragma cache_size = {usual}")


def _gather(connection: sqlite3.Connection, size: int) -> None:
    connection.execute("insert into fts (fts, rank) values ('hashsize', ?)", (size,))


def _put_off(connection: sqlite3.Connection) -> list[str]:
    found = connection.execute(
        """select name, sql from sqlite_master where type = 'index' and sql is not null
        and tbl_name in (select value from json_each(?))""",
        (json.dumps(_NOT_ASKED_WHILE_BUILDING),),
    ).fetchall()
    for name, _ in found:
        connection.execute(f"drop index {name}")
    return [statement for _, statement in found]


def _is_current(connection: sqlite3.Connection, stamp: str, layout: Layout) -> bool:
    if connection.execute("pragma user_version").fetchone()[0] != layout.format:
        return False
    found = connection.execute("select value from meta where key = 'stamp'").fetchone()
    return bool(found and found[0] == stamp)


def _create(connection: sqlite3.Connection, stamp: str, layout: Layout) -> bool:
    """Make the tables in an empty file; false if the file is not empty and not ours."""
    connection.execute("pragma journal_mode = wal")
    connection.execute("begin immediate")
    if connection.execute("select count(*) from sqlite_master").fetchone()[0]:
        found = _is_current(connection, stamp, layout)  # another program was quicker
        connection.execute("commit")
        return found
    for statement in layout.tables.split(";"):
        connection.execute(statement)
    connection.execute("insert into meta values ('stamp', ?)", (stamp,))
    connection.execute(f"pragma user_version = {layout.format}")
    connection.execute("commit")
    return True


def _remove(path: Path) -> None:
    for suffix in ("", "-wal", "-shm", "-journal"):
        with contextlib.suppress(FileNotFoundError):
            path.with_name(path.name + suffix).unlink()


def _inode(path: Path) -> tuple[int, int]:
    try:
        status = path.stat()
    except OSError:
        return (-1, -1)
    return (status.st_dev, status.st_ino)

"""Answers from the tables of the history: pages of the log, of the archive or of one file."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import Final

from tingsbok.index.commits_tables import Node, State, node
from tingsbok.index.commits_walk import FileLog, Touched
from tingsbok.store.base import Commit, LogQuestion
from tingsbok.store.git_log import moment_of
from tingsbok.store.messages import parse_trailers

_ORDINARY: Final = (None, 0o100755, 0o100664)
"""Modes of regular files, as in the table."""


def answer(
    connection: sqlite3.Connection, state: State, begin: Node, asked: LogQuestion
) -> list[Commit] | None:
    """The log of the archive from a commit on; ``None`` if the table cannot tell.

    Args:
        connection: Reads the tables.
        state: How far they have come.
        begin: The newest commit, from which on the table's order is git's.
        asked: Which commits.
    """
    bounds = _bounds(connection, state, begin, asked)
    if bounds is None:
        return None
    conditions: list[str] = ["pos between ? and ?"]
    values: list[int | bytes] = [*bounds]
    for limit, order in ((asked.since, ">="), (asked.until, "<=")) if state.skewed else ():
        if limit is not None:
            conditions.append(f"seconds {order} ?")
            values.append(limit)
    if asked.author:
        people = _people(connection, asked.author)
        conditions.append(f"author in ({', '.join('?' * len(people))})")
        values += people
    source = "node"
    if asked.change:
        source = "kind cross join node using (n)"
        conditions.append("word = ?")
        values.append(os.fsencode(asked.change))
    if asked.before:
        before = node(connection, bytes.fromhex(asked.before))
        if (
            before is None
            or before.pos is None
            or not _is_among(connection, source, conditions, values, before)
        ):
            return None
        conditions.append("pos < ?")
        values.append(before.pos)
    found = connection.execute(
        f"select n from {source} where {' and '.join(conditions)} order by pos desc limit ?",
        (*values, asked.limit),
    )
    return [commit_of(connection, n) for (n,) in found.fetchall()]


def _is_among(
    connection: sqlite3.Connection,
    source: str,
    conditions: Sequence[str],
    values: Sequence[int | bytes],
    before: Node,
) -> bool:
    question = f"select 1 from {source} where {' and '.join(conditions)} and n = ?"
    return connection.execute(question, (*values, before.n)).fetchone() is not None


def _bounds(
    connection: sqlite3.Connection, state: State, begin: Node, asked: LogQuestion
) -> tuple[int, int] | None:
    """The lowest and the highest place in the log between two times, where those fall with the places."""
    if begin.pos is None:
        return None
    lowest = int(connection.execute("select min(pos) from node").fetchone()[0])
    highest = begin.pos

    def first(is_after: Callable[[int], bool]) -> int:
        low, high = lowest, highest + 1
        while low < high:
            middle = (low + high) // 2
            found = connection.execute("select seconds from node where pos = ?", (middle,)).fetchone()
            low, high = (low, middle) if is_after(found[0]) else (middle + 1, high)
        return low

    since, until = (None, None) if state.skewed else (asked.since, asked.until)
    upper = highest if until is None else first(lambda seconds: seconds > until) - 1
    return (lowest if since is None else first(lambda seconds: seconds >= since)), upper


def lags(connection: sqlite3.Connection) -> tuple[int, int]:
    """How many seconds after it was written a commit was made, at the least and at the most."""
    lag = "seconds - coalesce(cast(strftime('%s', cast(moment as text)) as int), 0)"
    found: tuple[int, int] = connection.execute(f"select min({lag}), max({lag}) from node").fetchone()
    return found


def latest(connection: sqlite3.Connection, highest: int, change: str) -> dict[str, str]:
    """The newest commit of a kind by the files it touched.

    Args:
        connection: Reads the tables.
        highest: Place in the log to begin at.
        change: The kind.
    """
    newest: dict[str, bytes] = {}
    found = connection.execute(
        "select id, files from kind cross join node using (n) where word = ? and pos <= ? order by pos desc",
        (os.fsencode(change), highest),
    )
    for identity, files in found:
        for number in files.split():
            newest.setdefault(number, identity)
    question = "select path from file where n = ?"
    return {
        os.fsdecode(connection.execute(question, (number,)).fetchone()[0]): identity.hex()
        for number, identity in newest.items()
    }


def path_named(connection: sqlite3.Connection, highest: int, name: str) -> str:
    """The path of the file with a name that was touched last; empty if there is none.

    Args:
        connection: Reads the tables.
        highest: Place in the log to begin at.
        name: The file's name without its folders.
    """
    wanted = os.fsencode(name)
    found = connection.execute(
        "select path from file cross join touch on touch.file = file.n join node on node.n = touch.n"
        " where (path = ? or substr(path, ?) = ?) and pos <= ? order by pos desc limit 1",
        (wanted, -len(wanted) - 1, b"/" + wanted, highest),
    ).fetchone()
    return os.fsdecode(found[0]) if found else ""


def file_answer(connection: sqlite3.Connection, begin: Node, asked: LogQuestion) -> list[Commit] | None:
    """The log of one file from a commit on; ``None`` if the table cannot tell."""
    path = os.fsencode(asked.path or "")
    file = connection.execute("select n from file where path = ?", (path,)).fetchone()
    if _may_be_folder(connection, path):
        return None
    if file is None:
        return []
    people = set(_people(connection, asked.author)) if asked.author else None

    def is_wanted(one: Node) -> bool:
        return (
            (asked.since is None or one.seconds >= asked.since)
            and (asked.until is None or one.seconds <= asked.until)
            and (people is None or _author(connection, one.n) in people)
            and (not asked.change or _is_kind(connection, one.n, asked.change))
        )

    log = FileLog(connection, file[0])
    found: Iterator[tuple[Node, Touched]] = (
        (one, touch) for one, touch in log.walk(begin.id) if is_wanted(one)
    )
    if asked.before:
        before = bytes.fromhex(asked.before)
        if all(one.id != before for one, _ in found):
            return None
    page = islice(found, asked.limit if asked.limit >= 0 else None)
    return [_with_versions(connection, log, one, touch, asked.path or "") for one, touch in page]


def _may_be_folder(connection: sqlite3.Connection, path: bytes) -> bool:
    """Whether git might understand more by a path than one file: a folder, or a roundabout way to one."""
    parts = path.split(b"/")
    if any(part in {b"", b".", b".."} for part in parts):
        return True
    inside = connection.execute("select 1 from file where path between ? and ?", (path + b"/", path + b"0"))
    return inside.fetchone() is not None


def _with_versions(
    connection: sqlite3.Connection, log: FileLog, one: Node, touch: Touched, path: str
) -> Commit:
    versions = (_version(log.before(touch)), _version(touch))
    return commit_of(connection, one.n, (path,), versions)


def _version(touch: Touched | None) -> str:
    return touch.blob.hex() if touch is not None and touch.mode in _ORDINARY else ""


def _people(connection: sqlite3.Connection, text: str) -> list[int]:
    wanted = text.lower()
    everybody = connection.execute("select n, name, email from person").fetchall()
    return [
        n for n, name, email in everybody if wanted in f"{os.fsdecode(name)} <{os.fsdecode(email)}>".lower()
    ]


def _author(connection: sqlite3.Connection, n: int) -> int:
    return int(connection.execute("select author from node where n = ?", (n,)).fetchone()[0])


def _is_kind(connection: sqlite3.Connection, n: int, word: str) -> bool:
    found = connection.execute("select 1 from kind where word = ? and n = ?", (os.fsencode(word), n))
    return found.fetchone() is not None


def commit_of(
    connection: sqlite3.Connection,
    n: int,
    paths: tuple[str, ...] | None = None,
    versions: tuple[str, str] | None = None,
) -> Commit:
    """A commit by its number.

    Args:
        connection: Reads the tables.
        n: The number.
        paths: The files that it shall be said to have touched; all if absent.
        versions: See :class:`Commit`.
    """
    identity, parents, moment, subject, body, trailers, files, name, email = connection.execute(
        "select id, parents, moment, subject, body, trailers, files, name, email"
        " from node join person on person.n = node.author where node.n = ?",
        (n,),
    ).fetchone()
    size = len(identity)
    return Commit(
        id=identity.hex(),
        parents=tuple(parents[at : at + size].hex() for at in range(0, len(parents), size)),
        author=os.fsdecode(name),
        email=os.fsdecode(email),
        when=moment_of(os.fsdecode(moment)),
        subject=os.fsdecode(subject),
        body=os.fsdecode(body),
        trailers=parse_trailers(os.fsdecode(trailers)),
        paths=_paths(connection, files) if paths is None else paths,
        versions=versions,
    )


def _paths(connection: sqlite3.Connection, files: str) -> tuple[str, ...]:
    numbers = files.split()
    question = "select path from file where n = ?"
    return tuple(os.fsdecode(connection.execute(question, (n,)).fetchone()[0]) for n in numbers)

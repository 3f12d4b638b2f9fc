"""The log of one file, as git shows it: the same commits in the same order, without looking at the others.

git leaves out, at a merge that has a file as one of its parents has it, everything that only the other
parents reach. Where both sides of a merge changed the file, it goes down both sides by the commits' times.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from typing import NamedTuple

from tingsbok.index.commits_order import Queue
from tingsbok.index.commits_tables import Node, node, numbered


class Touched(NamedTuple):
    """A state of a file: where it began, and what it is; see the table ``touch``."""

    line: int
    seq: int
    n: int
    blob: bytes
    mode: int | None


class FileLog:
    """The commits that touched one file.

    Args:
        connection: Reads the tables.
        file: Number of the file.
    """

    def __init__(self, connection: sqlite3.Connection, file: int) -> None:
        self._db = connection
        self._file = file
        self._queue = Queue(connection)
        self._has_split = False

    def walk(self, start: bytes) -> Iterator[tuple[Node, Touched]]:
        """Commits that *start* can reach, in git's order, each with what it made of the file."""
        queue = self._queue
        queue.push(start)
        while (one := queue.pop()) is not None:
            found = self.at(one.line, one.seq)
            if len(queue):
                self._has_split = True
            elif found is None or (self._has_split and self._meets(one, found)):
                return
            else:
                one = one if found.n == one.n else numbered(self._db, found.n)
            if found is None or found.n != one.n:
                self._follow(one.parent_ids()[:1])
                continue
            parents = one.parent_ids()
            same = next((parent for parent in parents[1:] if self._is_same(parent, found)), None)
            if same is None:
                yield one, found
            self._follow(parents if same is None else [same])

    def _follow(self, parents: list[bytes]) -> None:
        for parent in parents:
            self._queue.push(parent)

    def before(self, found: Touched) -> Touched | None:
        """What the file was in the first parent of the commit; ``None`` if it was not there."""
        return self.at(found.line, found.seq - 1)

    def at(self, line: int, seq: int) -> Touched | None:
        """What the file is at a place; ``None`` if nothing touched it so far."""
        place: tuple[int | None, int] | None = (line, seq)
        while place is not None and place[0] is not None:
            found = self._db.execute(
                "select line, seq, n, blob, mode from touch where file = ? and line = ? and seq <= ?"
                " order by seq desc limit 1",
                (self._file, *place),
            ).fetchone()
            if found:
                return Touched._make(found)
            place = self._db.execute("select onto, at from line where n = ?", (place[0],)).fetchone()
        return None

    def _is_same(self, parent: bytes, found: Touched) -> bool:
        other = node(self._db, parent)
        if other is None:
            return False
        there = self.at(other.line, other.seq)
        return (there.blob if there else b"", there.mode if there else None) == (found.blob, found.mode)

    def _meets(self, one: Node, found: Touched) -> bool:
        """Whether a commit that was reached before stands between: git goes no further there.

        That happens only where times are no order.
        """
        reached = {(each.line, each.seq) for each in self._queue.reached.values() if each.n != one.n}
        line, seq = one.line, one.seq
        while line != found.line:
            if any(at <= seq for onto, at in reached if onto == line):
                return True
            line, seq = self._db.execute("select onto, at from line where n = ?", (line,)).fetchone()
        return any(found.seq <= at <= seq for onto, at in reached if onto == line)

"""Taking commits into the tables of the history, newest first, as git's log tells them."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Sequence
from typing import Any, Final

from tingsbok.index.commits_tables import ORDINARY, State, node
from tingsbok.store.git_raw import RawCommit
from tingsbok.store.messages import parse_trailers

_Place = tuple[int, int]
_MOST_KNOWN: Final = 50_000
"""Names whose numbers are kept in memory; beyond that all are forgotten and looked up again."""
_MOST_HELD: Final = 5000
"""Commits that are held in memory before they are written."""


class Growth:
    """Takes one run of the log in; :meth:`write` at its end.

    Args:
        connection: In a transaction.
        state: Where the run goes on; it is changed.
        adding: Whether older commits are there already: what stands below is looked up, and the order of the
            log is found afterwards.
    """

    def __init__(self, connection: sqlite3.Connection, state: State, *, adding: bool) -> None:
        self._db = connection
        self._state = state
        self._adding = adding
        self._files: dict[tuple[bytes, ...], int] = {}
        self._people: dict[tuple[bytes, ...], int] = {}
        self._next = int(connection.execute("select coalesce(max(n), 0) from node").fetchone()[0])
        self._pos = int(connection.execute("select coalesce(min(pos), 1) from node").fetchone()[0])
        self._nodes: list[list[Any]] = []
        self._touches: list[list[Any]] = []
        self._kinds: list[tuple[bytes, int]] = []
        self._lines: dict[int, list[int | None]] = {}
        self._fresh: dict[bytes, _Place] = {}
        self._first_line = state.lines
        self._is_held = True

    def add(self, commit: RawCommit) -> None:
        """Take one commit in."""
        state = self._state
        claims = state.open.pop(commit.id.hex(), None)
        alone = not state.open
        known = self._place(commit.id) if self._adding or claims is None else None
        if known is not None or claims is None:
            self._stand(claims or [], known)
            return
        place = self._new_place(claims)
        state.rooted |= not commit.parents
        must_look = self._adding or not alone or state.rooted
        early = [
            self._reach(parent, [place] if number == 0 else [], must_look=must_look)
            for number, parent in enumerate(commit.parents)
        ]
        self._put(commit, place, cut=alone and not any(early))
        if len(self._nodes) >= _MOST_HELD:
            self._is_held = False
            self.write()

    def _new_place(self, claims: list[_Place]) -> _Place:
        if claims:
            # The oldest line goes on: in the first run that is the first parents of the newest commit.
            line, seq = min(claims)
            place = (line, seq - 1)
            self._stand([one for one in claims if one != (line, seq)], place)
            return place
        line, self._state.lines = self._state.lines, self._state.lines + 1
        self._lines[line] = [0, None, None]
        return (line, 0)

    def _reach(self, parent: bytes, claims: list[_Place], *, must_look: bool) -> bool:
        """A parent: it will come, or it has come before its child, which is told."""
        waiting = self._state.open.get(parent.hex())
        known = self._place(parent) if waiting is None and must_look else None
        if known is None:
            self._state.open.setdefault(parent.hex(), []).extend(claims)
            return False
        self._stand(claims, known)
        if not self._adding:
            self._forget_cuts_after(parent)
        return True

    def _forget_cuts_after(self, parent: bytes) -> None:
        """A log that begins between a parent and the child that comes after it meets the parent again."""
        self.write()
        found = node(self._db, parent)
        if found is not None:
            self._db.execute("update node set cut = 0 where pos < ?", (found.pos,))

    def _stand(self, claims: Sequence[_Place], place: _Place | None) -> None:
        """Lines that end here stand on *place*."""
        for line, _ in claims:
            if line in self._lines:
                self._lines[line][1:] = place or (None, None)
            elif place is not None:
                self._db.execute("update line set onto = ?, at = ? where n = ?", (*place, line))

    def _place(self, identity: bytes) -> _Place | None:
        if identity in self._fresh:
            return self._fresh[identity]
        found = node(self._db, identity)
        return (found.line, found.seq) if found else None

    def _put(self, commit: RawCommit, place: _Place, *, cut: bool) -> None:
        self._next += 1
        self._state.count += 1
        self._fresh[commit.id] = place
        files = [self._file(touch.path) for touch in commit.touches]
        for number, touch in zip(files, commit.touches, strict=True):
            mode = None if touch.mode == ORDINARY or not touch.blob else int(touch.mode, 8)
            self._touches.append([number, *place, self._next, touch.blob, mode])
        trailers = commit.trailers.strip(b"\n")
        found = parse_trailers(os.fsdecode(trailers))
        self._kinds += {(os.fsencode(word), self._next) for word in found.get("Change", ())}
        body = commit.body.strip(b"\n")
        self._nodes.append(
            [
                *(self._next, commit.id, b"".join(commit.parents), *place, self._position(commit), int(cut)),
                *(commit.seconds, self._person(commit.author, commit.email), commit.when, commit.subject),
                *(body.rpartition(b"\n\n")[0] if found else body, trailers, " ".join(map(str, files))),
            ]
        )

    def _position(self, commit: RawCommit) -> int | None:
        if self._adding:
            return None
        state = self._state
        state.skewed |= state.seconds is not None and commit.seconds > state.seconds
        state.seconds = commit.seconds
        self._pos -= 1
        return self._pos

    def _file(self, path: bytes) -> int:
        return self._number(self._files, (path,), "file", "path")

    def _person(self, name: bytes, email: bytes) -> int:
        return self._number(self._people, (name, email), "person", "name, email")

    def _number(
        self, known: dict[tuple[bytes, ...], int], values: tuple[bytes, ...], table: str, columns: str
    ) -> int:
        number = known.get(values)
        if number is None:
            marks = ", ".join("?" * len(values))
            found = self._db.execute(
                f"select n from {table} where ({columns}) = ({marks})", values
            ).fetchone()
            if found is None:
                made = self._db.execute(f"insert into {table} ({columns}) values ({marks})", values)
                found = (made.lastrowid,)
            if len(known) >= _MOST_KNOWN:
                known.clear()
            number = known[values] = int(found[0])
        return number

    # -- writing

    def write(self) -> None:
        """Put what is held into the file."""
        if self._adding and self._is_held:
            self._go_on_a_line()
        lines = [(n, *place) for n, place in self._lines.items()]
        self._db.executemany("insert into line values (?, ?, ?, ?)", lines)
        marks = ", ".join("?" * 14)
        self._db.executemany(f"insert into node values ({marks})", self._nodes)
        self._db.executemany("insert into touch values (?, ?, ?, ?, ?, ?)", self._touches)
        self._db.executemany("insert or ignore into kind values (?, ?)", self._kinds)
        for held in (self._lines, self._nodes, self._touches, self._kinds, self._fresh):
            held.clear()

    def _go_on_a_line(self) -> None:
        """Commits on top of a line's newest go on with it, so that saving makes no new line each time."""
        _, onto, at = self._lines.get(self._first_line, [None, None, None])
        found = self._db.execute("select top from line where n = ?", (onto,)).fetchone()
        if at is None or found is None or found[0] != at:
            return
        mine = [row for row in self._nodes if row[3] == self._first_line]
        shift = at + len(mine)
        for row in mine:
            row[3:5] = (onto, row[4] + shift)
        for touch in self._touches:
            if touch[1] == self._first_line:
                touch[1:3] = (onto, touch[2] + shift)
        for line in self._lines.values():
            if line[1] == self._first_line:
                line[1:] = (onto, (line[2] or 0) + shift)
        del self._lines[self._first_line]
        self._db.execute("update line set top = ? where n = ?", (shift, onto))

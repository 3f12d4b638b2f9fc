"""The history table: who changed which file when, without asking git. It may be deleted at any time.

It holds what git's log says and answers as git would: the same commits in the same order. What it cannot
tell it leaves to git.
"""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Callable, Generator, Sequence
from contextlib import closing
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol, TypeVar

from tingsbok.errors import ExternalProgramFailed, NotFound
from tingsbok.index.commits_tables import LAYOUT, Node, State, node
from tingsbok.index.schema import Database, is_busy, is_damage
from tingsbok.store.base import Commit, LogQuestion

if TYPE_CHECKING:
    from tingsbok.store.git_raw import RawCommit

_T = TypeVar("_T")

QUICK: Final = 2000
"""Commits that are read while somebody waits for an answer; about 0.2 s."""
_STEP: Final = 1000
"""Commits that are written at a time."""
_CACHE_KB: Final = 32 * 1024


class Told(Protocol):
    """Where commits come from."""

    def raw_log(self, tips: Sequence[str], without: Sequence[str]) -> Generator[RawCommit, None, None]:
        """Commits that can be reached from *tips* and not from *without*, newest first."""
        ...

    def shallow(self) -> str:
        """Where the history is cut off; another text means another history."""
        ...

    def has_more(self, rev: str, most: int) -> bool:
        """Whether *rev* can reach more than *most* commits."""
        ...

    def resolve(self, rev: str) -> str:
        """The id of a commit.

        Raises:
            NotFound: There is none.
        """
        ...


class Commits:
    """What git's log says, kept in a file beside the index.

    Args:
        path: The file; a temporary one is used where it cannot be.
        told: Where commits come from.
        follow: Whether the order of the log follows the newest commit asked for; not for an archive that is
            looked at as it was.
    """

    def __init__(self, path: Path, told: Told, *, follow: bool = True) -> None:
        self._path = path
        self._told = told
        self._follow = follow
        self._opened: Database | None = None
        self._is_closed = False
        self._is_useless = False
        self._is_large = False
        self._opening = threading.Lock()
        self._advancing = threading.RLock()

    def close(self) -> None:
        """Let go of the file; a run that is under way ends after the step it is in."""
        self._is_closed = True
        if self._opened is not None:
            self._opened.close()

    # -- answers

    def log(self, start: str, asked: LogQuestion) -> list[Commit] | None:
        """What git's log from *start* on would answer; ``None`` if only git knows."""
        from tingsbok.index.commits_answers import answer, file_answer

        if "\n" in asked.author:
            return None

        def find(connection: sqlite3.Connection) -> list[Commit] | None:
            state, begin = State.read(connection), node(connection, bytes.fromhex(start))
            if not state.whole or begin is None:
                return None
            if asked.path is not None:
                return file_answer(connection, begin, asked)
            return answer(connection, state, begin, asked) if _is_begin(state, begin) else None

        return self._tried(lambda: self._read(find) if self._reaches(start) else None)

    def commit(self, identity: str) -> Commit | None:
        """The commit with a full id; ``None`` if only git knows it."""
        from tingsbok.index.commits_answers import commit_of

        def find(connection: sqlite3.Connection) -> Commit | None:
            found = node(connection, bytes.fromhex(identity))
            return None if found is None else commit_of(connection, found.n)

        return self._tried(lambda: self._read(find))

    def lags(self, start: str) -> tuple[int, int] | None:
        """The least and the most seconds from writing to committing a commit; ``None`` if only git knows."""
        from tingsbok.index.commits_answers import lags

        return self._tried(lambda: self._read(lags) if self._reaches(start) else None)

    def latest(self, start: str, change: str) -> dict[str, str] | None:
        """The newest commit of a kind that *start* can reach, by file; ``None`` if only git knows."""
        from tingsbok.index.commits_answers import latest

        def find(connection: sqlite3.Connection) -> dict[str, str] | None:
            begin = node(connection, bytes.fromhex(start))
            if begin is None or begin.pos is None or not _is_begin(State.read(connection), begin):
                return None
            return latest(connection, begin.pos, change)

        return self._tried(lambda: self._read(find) if self._reaches(start) else None)

    def path_named(self, start: str, name: str) -> str | None:
        """The path of the file with a name that the newest commit which *start* can reach touched.

        Args:
            start: The newest commit.
            name: The file's name without its folders.

        Returns:
            Empty if no commit touched such a file, ``None`` if only git knows.
        """
        from tingsbok.index.commits_answers import path_named

        def find(connection: sqlite3.Connection) -> str | None:
            begin = node(connection, bytes.fromhex(start))
            if begin is None or begin.pos is None or not _is_begin(State.read(connection), begin):
                return None
            return path_named(connection, begin.pos, name)

        return self._tried(lambda: self._read(find) if self._reaches(start) else None)

    def _reaches(self, start: str) -> bool:
        """Whether the table knows what *start* can reach, if need be after reading the few that are new."""
        shallow = self._told.shallow()

        def knows(connection: sqlite3.Connection) -> bool:
            state = State.read(connection)
            if not state.whole or state.shallow != shallow:
                return False
            begin = node(connection, bytes.fromhex(start))
            return begin is not None and (_is_begin(state, begin) or not self._follow)

        if self._read(knows):
            return True
        return self._follow and self._advance(start, most=QUICK)

    # -- growing

    def is_whole(self, head: str) -> bool:
        """Whether the table knows all that *head* can reach."""

        def knows(connection: sqlite3.Connection) -> bool:
            return State.read(connection).whole and node(connection, bytes.fromhex(head)) is not None

        return bool(self._tried(lambda: self._read(knows)))

    def is_quick(self, head: str) -> bool:
        """Whether an answer needs at most a few commits more; true also if the table is of no use at all."""
        known = self._tried(lambda: self._reaches(head))
        return self._is_useless or bool(known)

    @property
    def cut_off(self) -> frozenset[str]:
        """The commits in hex that a shallow clone ends with: what was before them is not there."""
        return frozenset(self._told.shallow().split())

    @property
    def count(self) -> int:
        """How many commits are in the table."""
        return self._tried(lambda: self._read(lambda connection: State.read(connection).count)) or 0

    def advance(self, head: str, seconds: float) -> bool:
        """Read on for some time; whether nothing is left to read, or nothing can be done.

        Args:
            head: The newest commit.
            seconds: About how long.
        """
        if self._is_useless or self._is_closed or not self._follow:
            return True
        done = self._tried(lambda: self._advance(head, until=time.monotonic() + seconds))
        return self._is_useless if done is None else done

    def _advance(self, head: str, *, most: int | None = None, until: float | None = None) -> bool:
        """Read commits until the table knows what *head* can reach; false if that would be too much now."""
        with self._advancing:  # two threads that begin a table at once would each take the other's away
            return self._advance_alone(head, most, until)

    def _advance_alone(self, head: str, most: int | None, until: float | None) -> bool:
        state = self._read(State.read)
        shallow = self._told.shallow()
        if state.head and (shallow != state.shallow or not self._is_known(state.head)):
            self._database().renew()
            state = State()
        if not state.whole and most is not None and self._has_more(head, most):
            return False
        if not state.head:
            state = State(head=head, open={head: []}, shallow=shallow)
            self._start(state)
        if not state.whole and not self._build(until):
            return False
        return head == state.head or self._add(head, most)

    def _is_known(self, rev: str) -> bool:
        try:
            self._told.resolve(rev)
        except NotFound:
            return False
        return True

    def _has_more(self, head: str, most: int) -> bool:
        if not self._is_large:
            self._is_large = self._told.has_more(head, most)
        return self._is_large

    def _start(self, state: State) -> None:
        with self._database().writer() as connection:
            connection.execute("begin immediate")
            if not State.read(connection).head:
                state.write(connection)
            connection.execute("commit")

    def _build(self, until: float | None) -> bool:
        """Read on where the last run ended; git's log from what is open goes on as the one before did."""
        state = self._read(State.read)
        if state.whole:
            return True
        with closing(self._told.raw_log(list(state.open), [])) as commits:
            while not self._is_closed:
                batch = list(islice(commits, _STEP))
                if not self._take(batch, list(state.open)):
                    return False  # another program was quicker
                state = self._read(State.read)
                if state.whole:
                    return True
                if until is not None and time.monotonic() > until:
                    return False
        return False

    def _take(self, batch: list[RawCommit], expected: list[str]) -> bool:
        from tingsbok.index.commits_growth import Growth

        with self._database().writer() as connection:
            connection.execute(f"pragma cache_size = -{_CACHE_KB}")
            connection.execute("begin immediate")
            state = State.read(connection)
            if list(state.open) != expected:
                return False
            growth = Growth(connection, state, adding=False)
            for commit in batch:
                growth.add(commit)
            growth.write()
            if len(batch) < _STEP or not state.open:
                # nothing is left; what is still open is not there: the history is cut off
                state.open, state.whole = {}, True
            state.write(connection)
            connection.execute("commit")
        return True

    def _add(self, head: str, most: int | None) -> bool:
        """Read what came after the commit that the table was made for, whichever way the branch moved."""
        from tingsbok.index.commits_order import renumber

        with self._database().writer() as connection:
            connection.execute("begin immediate")
            state = State.read(connection)
            if state.head == head:
                return True
            known = node(connection, bytes.fromhex(head)) is not None
            if not known and not self._grow(connection, state, head, most):
                return False
            renumber(connection, bytes.fromhex(head), state)
            state.head = head
            state.write(connection)
            connection.execute("commit")
        return True

    def _grow(self, connection: sqlite3.Connection, state: State, head: str, most: int | None) -> bool:
        from tingsbok.index.commits_growth import Growth

        state.open = {head: []}
        growth = Growth(connection, state, adding=True)
        with closing(self._told.raw_log([head], [state.head])) as commits:
            for count, commit in enumerate(commits, 1):
                if self._is_closed or (most is not None and count > most):
                    return False
                growth.add(commit)
        growth.write()
        state.open = {}
        return True

    # -- the file

    def _database(self) -> Database:
        with self._opening:
            if self._opened is None:
                self._opened = Database(self._path, "", LAYOUT)
            elif self._opened.is_replaced():
                self._opened.renew()
            return self._opened

    def _read(self, question: Callable[[sqlite3.Connection], _T]) -> _T:
        with self._database().reading() as connection:
            return question(connection)

    def _tried(self, task: Callable[[], _T]) -> _T | None:
        """Carry out a task; ``None`` if the file or git is in no state for it: git's own log says what is."""
        if self._is_useless or self._is_closed:
            return None
        try:
            return task()
        except ExternalProgramFailed:
            self._is_useless = True
        except sqlite3.DatabaseError as error:
            if is_damage(error) and self._opened is not None:
                self._opened.renew()
            else:
                self._is_useless = not is_busy(error)
        return None


def _is_begin(state: State, begin: Node) -> bool:
    """Whether git's log from a commit is the part of the table's that begins there."""
    return state.head == begin.id.hex() or (bool(begin.cut) and begin.pos is not None)

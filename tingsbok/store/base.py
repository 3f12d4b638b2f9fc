"""The contract of a store, and the values that go through it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Literal, Protocol

from msgspec import Struct, field

RECORDS = "records"
"""The folder, directly under the archive's root, that holds the records."""

MAX_FILE_SIZE = 8 * 1024 * 1024
"""Bytes; a larger file is no record and is never read."""


def is_record_path(path: str) -> bool:
    """True for a path that a record file can have."""
    return path.startswith(f"{RECORDS}/") and path.endswith(".md")


class Entry(Struct, frozen=True):
    """One record file as a directory listing sees it; equal entries mean an unchanged file.

    Attributes:
        path: Relative to the archive, with ``/``; bytes that are not UTF-8 are lone surrogates.
        size: Bytes.
        mtime_ns: When the content was last written, in nanoseconds.
        ino: Inode: another number means that the file was replaced.
        ctime_ns: When the inode was last changed; unlike ``mtime_ns`` no program can set it.
    """

    path: str
    size: int
    mtime_ns: int
    ino: int = 0
    ctime_ns: int = 0


class Write(Struct, frozen=True):
    """One file that a save writes or deletes.

    Attributes:
        path: Relative to the archive, with ``/``.
        content: The file's new bytes; ``None`` deletes it.
        expect: Etag of the bytes that the change was made from; ``None`` if the file must not exist.
        onto: Etag of the committed bytes that the change was brought together with, where the file itself
            is older than what is committed.
    """

    path: str
    content: bytes | None
    expect: str | None
    onto: str | None = None


class Author(Struct, frozen=True):
    """Who a commit is by, when it is not git's configured user (the demo's invented persons)."""

    name: str
    email: str


class Commit(Struct, frozen=True):
    """One entry of the log.

    Attributes:
        id: Full object name in hex.
        parents: Ids of the commits before it; more than one for a merge, none for the first.
        author: Name of the author.
        email: Address of the author.
        when: When it was made, by the author's clock and time zone.
        subject: First line of the message.
        body: The rest of the message without its trailers.
        trailers: Trailers in order of appearance, such as ``{"Record": ["lsg"], "Change": ["edit"]}``.
        paths: Files it touched compared with its first parent; in the log of one path, only that path.
        versions: In the log of one path, the names under which :meth:`Store.content` has the file before and
            after it, empty where there was no regular file; ``None`` if that was not found out.
    """

    id: str
    parents: tuple[str, ...]
    author: str
    email: str
    when: datetime
    subject: str
    body: str = ""
    trailers: dict[str, list[str]] = field(default_factory=dict)
    paths: tuple[str, ...] = ()
    versions: tuple[str, str] | None = None


class LogQuestion(Struct, frozen=True):
    """What is asked of a log; see :meth:`Store.log`. Empty texts and ``None`` choose nothing.

    Attributes:
        path: Only commits that touched this file.
        limit: At most so many; all if negative.
        before: Full id of the commit that the answer follows.
        since: Only those that were committed not before this second since the epoch.
        until: Only those that were committed not after it.
        author: Part of an author's name or address.
        change: A word of the trailer ``Change``.
    """

    path: str | None = None
    limit: int = 50
    before: str = ""
    since: int | None = None
    until: int | None = None
    author: str = ""
    change: str = ""


def latest_of(commits: Sequence[Commit]) -> dict[str, str]:
    """Ids of the newest commits by the paths they touched, from a log; the newest first."""
    found: dict[str, str] = {}
    for commit in commits:
        for path in commit.paths:
            found.setdefault(path, commit.id)
    return found


class LogMemory(Protocol):
    """Somebody who remembers what a log says."""

    def log(self, start: str, asked: LogQuestion) -> list[Commit] | None:
        """What git's log from the commit *start* on would answer; ``None`` if git must be asked."""
        ...

    def commit(self, identity: str) -> Commit | None:
        """The commit with a full id; ``None`` if git must be asked."""
        ...

    def lags(self, start: str) -> tuple[int, int] | None:
        """Least and most seconds from writing to committing a commit; ``None`` if git must be asked."""
        ...

    def latest(self, start: str, change: str) -> dict[str, str] | None:
        """The newest commit whose trailer ``Change`` is a word, by file; ``None`` if git must be asked."""
        ...


class Dirty(Struct, frozen=True):
    """A record file that differs from the last commit.

    Attributes:
        path: Relative to the archive, with ``/``.
        kind: What happened to the file in the work tree since the last commit.
    """

    path: str
    kind: Literal["added", "changed", "deleted"]


class Store(Protocol):
    """Reads and saves an archive's files. Safe to read from several threads; one save at a time.

    Every method may raise :class:`~tingsbok.errors.ExternalProgramFailed` when git itself fails.

    Attributes:
        kept_back: After a save: the question to the user because of which the archive's own programs did not
            run; empty if none was kept from running, or the user wants it so.
    """

    kept_back: str

    @property
    def private_dir(self) -> Path:
        """Folder for the program's own notes, never part of a commit; may not exist yet."""
        ...

    def entries(self) -> list[Entry]:
        """Every ``*.md`` below ``records/``, sorted by path; no symbolic link is listed or followed."""
        ...

    def elsewhere(self) -> Callable[[], Store] | None:
        """What opens the same files and history in another process; ``None`` if nothing does."""
        ...

    def read(self, path: str) -> bytes:
        """Return the bytes of a file in the work tree.

        Raises:
            NotFound: There is no such file.
            Refused: It is no regular file inside the archive, larger than :data:`MAX_FILE_SIZE`, or may not
                be read.
        """
        ...

    def write(
        self,
        writes: Sequence[Write],
        message: str,
        *,
        author: Author | None = None,
        when: datetime | None = None,
        durable: Callable[[], None] | None = None,
    ) -> str:
        """Save files and commit exactly them: all or nothing.

        Args:
            writes: The files; each path once.
            message: The whole commit message.
            author: Author and committer instead of the configured user.
            when: Time of the commit, with time zone; the clock's if absent.
            durable: Called at most once, as soon as the new texts and what is about to happen to them survive
                a power cut. The save may still be refused after that, by a hook for example.

        Returns:
            Id of the commit; empty if the last one holds the files as they are now, and without history.

        Raises:
            ExternallyChanged: A file is no longer what its ``expect`` says; nothing was written.
            Refused: The state of the archive forbids saving; the remedy says what to do.
        """
        ...

    def head(self) -> str | None:
        """Id of the last commit; ``None`` if there is none yet."""
        ...

    def status(self) -> list[Dirty]:
        """Files below ``records/`` that differ from the last commit, sorted by path."""
        ...

    def state(self) -> tuple[str | None, list[Dirty]]:
        """What :meth:`head` and :meth:`status` say, of one and the same moment where that is possible."""
        ...

    def log(
        self,
        path: str | None = None,
        *,
        limit: int = 50,
        before: str | None = None,
        since: str | None = None,
        until: str | None = None,
        author: str | None = None,
        change: str | None = None,
        committed: bool = False,
    ) -> list[Commit]:
        """Return commits, newest first.

        Args:
            path: Only those that touched this file.
            limit: At most so many.
            before: Only those that follow this commit in the list: the last one of the page before.
            since: Only those not before this ISO date, month or year, or date and time; without a zone, as
                the clock of whoever made the commit showed it.
            until: Only those not after it; all of a day, month or year counts.
            author: Only those whose author's name or address contains this text, ignoring case.
            change: Only those whose trailer ``Change`` is this word.
            committed: Leave out what was written until then and committed more than a day later, as by a
                rebase.

        Raises:
            NotFound: *before* is no commit.
            WrongUse: *since* or *until* is no date.
        """
        ...

    def commit(self, rev: str) -> Commit:
        """Return one commit.

        Raises:
            NotFound: No such revision.
        """
        ...

    def read_at(self, rev: str, path: str) -> bytes | None:
        """Bytes of a file in a revision; ``None`` if it is no regular file there.

        Raises:
            NotFound: No such revision.
            Refused: The file is larger than :data:`MAX_FILE_SIZE`.
        """
        ...

    def holds(self, rev: str, path: str, content: bytes) -> bool:
        """Whether a file of a revision has these bytes; the history's file need not be read to tell.

        Raises:
            NotFound: No such revision.
        """
        ...

    def latest(self, change: str) -> dict[str, str]:
        """Ids of the newest commits whose trailer ``Change`` is this word, by path, newest first."""
        ...

    def content(self, version: str) -> bytes | None:
        """Bytes of a file by one of the names in :attr:`Commit.versions`; ``None`` for the empty name.

        Raises:
            Refused: The file is larger than :data:`MAX_FILE_SIZE`.
        """
        ...

    def resolve(self, rev: str) -> str:
        """Return the full id of the commit that *rev* names.

        Raises:
            NotFound: No such revision.
        """
        ...

    def changed(self, old_rev: str, new_rev: str) -> list[str]:
        """Paths of all files that differ between two revisions, sorted.

        Raises:
            NotFound: No such revision.
        """
        ...

    def recover(self) -> list[str]:
        """Finish or take back a save that was interrupted; return what happened, one sentence each."""
        ...

    def close(self) -> None:
        """Let go of helper processes; the store must not be used afterwards."""
        ...

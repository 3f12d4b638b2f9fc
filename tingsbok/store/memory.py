"""An archive in memory with a linear history, for tests and previews."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

from msgspec import Struct

from tingsbok.errors import NotFound
from tingsbok.i18n import t
from tingsbok.store import disk
from tingsbok.store.base import (
    MAX_FILE_SIZE,
    RECORDS,
    Author,
    Commit,
    Dirty,
    Entry,
    Store,
    Write,
    latest_of,
)
from tingsbok.store.messages import encode_message, parse_message
from tingsbok.store.moments import Period
from tingsbok.store.swap import expect, refuse_odd

_NOBODY = Author("Example", "example@example.invalid")


class _Version(Struct, frozen=True):
    commit: Commit
    files: Mapping[str, bytes]


class MemoryStore:
    """A dictionary of files and the list of its versions.

    Args:
        files: The work tree to begin with; it is not in any commit.
        author: Who commits unless a write says otherwise.
    """

    def __init__(self, files: Mapping[str, bytes] | None = None, *, author: Author = _NOBODY) -> None:
        self.kept_back = ""
        self.files = dict(files or {})
        """The work tree; changing it is what an editor outside does."""
        self._author = author
        self._versions: list[_Version] = []
        self._private: tempfile.TemporaryDirectory[str] | None = None

    @property
    def private_dir(self) -> Path:
        """A temporary folder that goes when the store is closed."""
        if self._private is None:
            self._private = tempfile.TemporaryDirectory(prefix="tingsbok-")
        return Path(self._private.name)

    def elsewhere(self) -> Callable[[], Store] | None:
        """Another process has other memory."""
        return None

    def entries(self) -> list[Entry]:
        """List every record file; the time stands for the content."""
        return [
            Entry(path, len(content), int.from_bytes(hashlib.sha256(content).digest()[:6]))
            for path, content in sorted(self.files.items())
            if path.startswith(f"{RECORDS}/") and path.endswith(".md")
        ]

    def read(self, path: str) -> bytes:
        """Return the bytes of a file."""
        disk.parts_of(path)
        if path not in self.files:
            raise NotFound(t("There is no file {path}.", path=path))
        return _of_size(self.files[path], path)

    def write(
        self,
        writes: Sequence[Write],
        message: str,
        *,
        author: Author | None = None,
        when: datetime | None = None,
        durable: Callable[[], None] | None = None,
    ) -> str:
        """Change the work tree and commit exactly the files written."""
        refuse_odd(writes)
        text = encode_message(message).decode()
        for write in writes:
            disk.parts_of(write.path)
            expect(write.path, self.files.get(write.path), write.expect)
        before = dict(self._versions[-1].files) if self._versions else {}
        after = dict(before)
        if durable:
            durable()
        for write in writes:
            _put(self.files, write)
            _put(after, write)
        if after == before and self._versions:
            return ""
        commit = self._new_commit(before, after, text, author or self._author, when or datetime.now(UTC))
        self._versions.append(_Version(commit, after))
        return commit.id

    def _new_commit(
        self, before: dict[str, bytes], after: dict[str, bytes], message: str, author: Author, when: datetime
    ) -> Commit:
        parents = (self._versions[-1].commit.id,) if self._versions else ()
        facts = repr((parents, sorted(after.items()), message, author, when))
        subject, body, trailers = parse_message(message)
        return Commit(
            id=hashlib.sha1(facts.encode(), usedforsecurity=False).hexdigest(),
            parents=parents,
            author=author.name,
            email=author.email,
            when=when,
            subject=subject,
            body=body,
            trailers=trailers,
            paths=tuple(_different(before, after)),
        )

    def head(self) -> str | None:
        """Id of the last version."""
        return self._versions[-1].commit.id if self._versions else None

    def status(self) -> list[Dirty]:
        """Compare the work tree with the last version."""
        last = self._versions[-1].files if self._versions else {}
        return [
            Dirty(path, "added" if path not in last else "changed" if path in self.files else "deleted")
            for path in _different(last, self.files)
            if path.startswith(f"{RECORDS}/")
        ]

    def state(self) -> tuple[str | None, list[Dirty]]:
        """Both; nothing happens in between."""
        return self.head(), self.status()

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
        committed: bool = False,  # noqa: ARG002 - a version is committed when it is written
    ) -> list[Commit]:
        """Walk the versions backwards."""
        end = len(self._versions) if before is None else self._position(before)
        commits = [version.commit for version in reversed(self._versions[:end])]
        if path is not None:
            commits = [commit for commit in commits if path in commit.paths]
        period = Period(since, until)
        commits = [commit for commit in commits if commit.when in period]
        if author:
            commits = [c for c in commits if author.lower() in f"{c.author} <{c.email}>".lower()]
        if change:
            commits = [commit for commit in commits if change in commit.trailers.get("Change", ())]
        return commits[:limit]

    def commit(self, rev: str) -> Commit:
        """Return one version's commit."""
        return self._versions[self._position(rev)].commit

    def read_at(self, rev: str, path: str) -> bytes | None:
        """Return a file of a version."""
        content = self._versions[self._position(rev)].files.get(path)
        return None if content is None else _of_size(content, path)

    def holds(self, rev: str, path: str, content: bytes) -> bool:
        """Compare these bytes with a file of a version."""
        return self._versions[self._position(rev)].files.get(path) == content

    def latest(self, change: str) -> dict[str, str]:
        """Look through the log."""
        return latest_of(self.log(limit=1_000_000, change=change))

    def content(self, version: str) -> bytes | None:  # noqa: ARG002
        """The log names no versions, so none is found."""
        return None

    def resolve(self, rev: str) -> str:
        """Return the id that *rev* names: ``HEAD``, ``HEAD~n``, an id or the beginning of one."""
        return self._versions[self._position(rev)].commit.id

    def changed(self, old_rev: str, new_rev: str) -> list[str]:
        """Compare two versions."""
        old, new = self._position(old_rev), self._position(new_rev)
        return _different(self._versions[old].files, self._versions[new].files)

    def recover(self) -> list[str]:
        """Nothing in memory survives an interruption."""
        return []

    def close(self) -> None:
        """Remove the temporary folder."""
        if self._private is not None:
            self._private.cleanup()
            self._private = None

    def _position(self, rev: str) -> int:
        ids = [version.commit.id for version in self._versions]
        if rev.startswith("HEAD"):
            back = rev.removeprefix("HEAD").removeprefix("~") or "0"
            positions = [len(ids) - 1 - int(back)] if back.isdecimal() else []
        else:
            positions = [at for at, commit in enumerate(ids) if rev and commit.startswith(rev)]
        if len(positions) != 1 or positions[0] < 0:
            raise NotFound(t('There is no revision "{rev}".', rev=rev))
        return positions[0]


def _put(files: dict[str, bytes], write: Write) -> None:
    if write.content is None:
        files.pop(write.path, None)
    else:
        files[write.path] = write.content


def _different(before: Mapping[str, bytes], after: Mapping[str, bytes]) -> list[str]:
    return sorted(path for path in before.keys() | after.keys() if before.get(path) != after.get(path))


def _of_size(content: bytes, path: str) -> bytes:
    if len(content) > MAX_FILE_SIZE:
        raise disk.too_large(path)
    return content

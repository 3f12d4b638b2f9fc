"""A plain folder without git: saves are atomic, but there is no history."""

from __future__ import annotations

import secrets
import threading
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack, suppress
from datetime import datetime
from functools import partial
from pathlib import Path

from tingsbok.errors import NotFound
from tingsbok.i18n import t
from tingsbok.store import disk, swap
from tingsbok.store.base import Author, Commit, Dirty, Entry, Store, Write, latest_of


class FilesStore:
    """The files of a folder. What it holds counts as saved, so nothing in it is ever dirty.

    Args:
        root: The archive's folder.
    """

    def __init__(self, root: Path) -> None:
        self.kept_back = ""
        self.root = root
        self._saving = threading.Lock()

    @property
    def private_dir(self) -> Path:
        """A hidden folder in the archive."""
        return self.root / ".tingsbok"

    def elsewhere(self) -> Callable[[], Store] | None:
        """A store of the same folder."""
        return partial(FilesStore, self.root)

    def entries(self) -> list[Entry]:
        """List every record file."""
        return disk.entries(self.root)

    def read(self, path: str) -> bytes:
        """Return the bytes of a file."""
        return disk.read_file(self.root, path)

    def write(
        self,
        writes: Sequence[Write],
        message: str,  # noqa: ARG002 - there is no log to put it in
        *,
        author: Author | None = None,  # noqa: ARG002 - nor an author
        when: datetime | None = None,  # noqa: ARG002 - nor a time
        durable: Callable[[], None] | None = None,
    ) -> str:
        """Replace the files, all or none; the answer is empty, for there are no commits."""
        with self._saving:
            swaps = swap.plan(self.root, writes, secrets.token_hex(8))
            try:
                self._replace(swaps, {write.path: write.content for write in writes}, durable)
            except OSError as error:
                raise swap.not_saved(error) from error
        return ""

    def _replace(
        self,
        swaps: Sequence[swap.Swap],
        contents: Mapping[str, bytes | None],
        durable: Callable[[], None] | None,
    ) -> None:
        with ExitStack() as failed:
            failed.callback(self._take_back, swaps)
            for one in swaps:
                swap.stage(self.root, one, contents[one.path])
            if durable:
                durable()
            swap.put(self.root, swaps)
            failed.pop_all()
        for one in swaps:
            swap.tidy(self.root, one)

    def _take_back(self, swaps: Sequence[swap.Swap]) -> None:
        for one in reversed(swaps):
            with suppress(OSError):  # the first failure is the one to tell
                swap.tidy(self.root, one, spare_old=not swap.take_back(self.root, one))

    def head(self) -> str | None:
        """There are no commits."""
        return None

    def status(self) -> list[Dirty]:
        """Nothing differs from a history that does not exist."""
        return []

    def state(self) -> tuple[str | None, list[Dirty]]:
        """Neither a commit nor a difference."""
        return None, []

    def log(
        self,
        path: str | None = None,  # noqa: ARG002 - the log is empty whatever is asked for
        *,
        limit: int = 50,  # noqa: ARG002
        before: str | None = None,  # noqa: ARG002
        since: str | None = None,  # noqa: ARG002
        until: str | None = None,  # noqa: ARG002
        author: str | None = None,  # noqa: ARG002
        change: str | None = None,  # noqa: ARG002
        committed: bool = False,  # noqa: ARG002
    ) -> list[Commit]:
        """There are no commits."""
        return []

    def commit(self, rev: str) -> Commit:
        """There are no commits, so none is found."""
        raise _no_revision(rev)

    def read_at(self, rev: str, path: str) -> bytes | None:  # noqa: ARG002
        """There are no revisions, so none is found."""
        raise _no_revision(rev)

    def holds(self, rev: str, path: str, content: bytes) -> bool:  # noqa: ARG002
        """There are no revisions, so none is found."""
        raise _no_revision(rev)

    def latest(self, change: str) -> dict[str, str]:
        """Look through the log."""
        return latest_of(self.log(limit=1_000_000, change=change))

    def content(self, version: str) -> bytes | None:  # noqa: ARG002
        """There are no versions, so none is found."""
        return None

    def resolve(self, rev: str) -> str:
        """There are no revisions, so none is found."""
        raise _no_revision(rev)

    def changed(self, old_rev: str, new_rev: str) -> list[str]:  # noqa: ARG002
        """There are no revisions, so none is found."""
        raise _no_revision(old_rev)

    def recover(self) -> list[str]:
        """Remove new texts that never took their place, and name the old ones that were kept."""
        for file in self.root.rglob(f"{swap.PREFIX}*.new"):
            with suppress(OSError):
                file.unlink()
        old = sorted(str(file.relative_to(self.root)) for file in self.root.rglob(f"{swap.PREFIX}*.old"))
        return [
            t("What stood there before an interrupted save lies in {files}.", files=", ".join(old))
        ] * bool(old)

    def close(self) -> None:
        """There is nothing to let go of."""


def _no_revision(rev: str) -> NotFound:
    return NotFound(t('There is no revision "{rev}".', rev=rev), remedy=t("This folder is not under git."))

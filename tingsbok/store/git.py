"""The store on a git repository: every save is a commit of exactly the files it touches."""

from __future__ import annotations

import threading
from collections.abc import Callable, Generator, Iterator, Sequence
from datetime import datetime
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from tingsbok.errors import Refused, TingsbokError, reason_of
from tingsbok.i18n import t
from tingsbok.store import disk
from tingsbok.store.base import (
    RECORDS,
    Author,
    Commit,
    Dirty,
    Entry,
    LogMemory,
    LogQuestion,
    Store,
    Write,
    latest_of,
)
from tingsbok.store.disk import find_root, is_archive_root
from tingsbok.store.git_journal import journal_folder, private_dir, saving
from tingsbok.store.git_objects import Objects, tree_of
from tingsbok.store.git_place import Place, find_place, git_dir_of, read_settings
from tingsbok.store.git_run import WRITE, Runner
from tingsbok.store.git_state import refuse_damaged_head
from tingsbok.store.git_status import last_commit, parse_status

if TYPE_CHECKING:
    from tingsbok.store.git_raw import RawCommit

__all__ = ["GitStore", "find_root", "init_repository", "is_archive_root"]


def init_repository(directory: Path, branch: str = "main") -> None:
    """Make *directory* a git repository whose first commit will be on *branch*."""
    Runner(directory).run("init", "--quiet", f"--initial-branch={branch}", profile=WRITE)


_ALL = 1_000_000
_PAGE = 100
"""Commits that are read at a time, at least, while those of some days are looked for among them."""
_SHORT_WAIT = 1.0
"""Seconds to wait before an interrupted save counts as one that somebody else is still carrying out."""


class GitStore:
    """An archive in a git repository.

    Opening costs nothing: git is first asked when something is needed that only git knows.

    Args:
        root: The archive's folder, which is the top of the work tree.
        in_a_row: Whether files are going to be read one after the other, and nobody else uses this store.
    """

    def __init__(self, root: Path, *, in_a_row: bool = False) -> None:
        self.kept_back = ""
        self.root = root
        self._row = disk.Row(root) if in_a_row else None
        self._opening = threading.Lock()
        self._opened: tuple[Place, Objects] | None = None
        self._recovered: list[str] = []
        self._memory: LogMemory | None = None

    @property
    def private_dir(self) -> Path:
        """A folder inside ``.git``, or inside this work tree's part of it."""
        return private_dir(git_dir_of(self.root))

    def elsewhere(self) -> Callable[[], Store] | None:
        """A store of the same repository; it remembers nothing."""
        return partial(GitStore, self.root, in_a_row=True)

    # -- the work tree

    def entries(self) -> list[Entry]:
        """List every record file."""
        return disk.entries(self.root)

    def read(self, path: str) -> bytes:
        """Return the bytes of a file."""
        return disk.read_file(self.root, path) if self._row is None else self._row.read(path)

    def status(self) -> list[Dirty]:
        """Ask git what differs from the last commit; nothing is written, no program of the archive's runs."""
        return self.state()[1]

    def state(self) -> tuple[str | None, list[Dirty]]:
        """Ask git for both with one command."""
        result = self._place.runner.run(
            *("status", "--porcelain=v2", "--branch", "--no-ahead-behind", "-z", "--untracked-files=all"),
            *("--no-renames", "--ignore-submodules=all", "--", RECORDS),
            settings=read_settings(self._place.runner).without_programs(),
        )
        dirty = parse_status(result.fields, lambda path: disk.is_file(self.root, path))
        return last_commit(result.fields) or self.head(), dirty

    # -- history

    def head(self) -> str | None:
        """Id of the last commit of the present branch."""
        found = self._objects.find("HEAD^{commit}")
        if found is None:
            refuse_damaged_head(self._place)
        return found.id if found else None

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
        """Ask for commits whoever remembers them, or else git."""
        from tingsbok.store.moments import Period

        period = Period(since, until)
        head = self.head()
        if head is None:
            return []
        start = self.resolve(before) if before is not None else ""
        lags = self._lags(head) if period and not committed else (0, 0)
        asked = LogQuestion(path, limit, start, *period.seconds(*lags), author or "", change or "")
        if not period:
            return self._answer(head, asked)
        found = (commit for commit in self._pages(head, asked) if commit.when in period)
        return list(islice(found, limit if limit >= 0 else None))

    def _answer(self, head: str, asked: LogQuestion) -> list[Commit]:
        from tingsbok.store import git_log

        known = self._memory.log(head, asked) if self._memory is not None else None
        return git_log.read_log(self._place.runner, head, asked) if known is None else known

    def _lags(self, head: str) -> tuple[int, int]:
        from tingsbok.store import git_log

        known = self._memory.lags(head) if self._memory is not None else None
        return git_log.lags(self._place.runner, head) if known is None else known

    def _pages(self, head: str, asked: LogQuestion) -> Iterator[Commit]:
        """All that is asked for, whatever the limit, read as it is taken."""
        asked = replace(asked, limit=max(asked.limit, _PAGE) if asked.limit >= 0 else asked.limit)
        while page := self._answer(head, asked):
            yield from page
            asked = replace(asked, before=page[-1].id, limit=4 * asked.limit)

    def latest(self, change: str) -> dict[str, str]:
        """Ask for the newest commits of a kind whoever remembers them, or else the log."""
        head = self.head()
        known = self._memory.latest(head, change) if self._memory is not None and head else None
        return latest_of(self.log(limit=_ALL, change=change)) if known is None else known

    def remember(self, memory: LogMemory) -> None:
        """Let somebody else answer questions for the log."""
        self._memory = memory

    def raw_log(self, tips: Sequence[str], without: Sequence[str]) -> Generator[RawCommit, None, None]:
        """Everything that git's log says, for whoever remembers it."""
        from tingsbok.store.git_raw import raw_log

        return raw_log(self._place.runner, tips, without)

    def has_more(self, rev: str, most: int) -> bool:
        """Ask git whether *rev* can reach more than *most* commits."""
        asked = ("rev-list", "--count", f"--max-count={most + 1}", "--end-of-options", self.resolve(rev))
        return int(self._place.runner.run(*asked).text) > most

    def shallow(self) -> str:
        """What git has noted about where a shallow clone ends; empty for a whole one."""
        try:
            return (self._place.common_dir / "shallow").read_text("ascii", "replace")
        except OSError:
            return ""

    def commit(self, rev: str) -> Commit:
        """Ask git for one commit."""
        from tingsbok.store import git_log

        found = self.resolve(rev)
        known = self._memory.commit(found) if self._memory is not None else None
        return git_log.read_commit(self._place.runner, found) if known is None else known

    def read_at(self, rev: str, path: str) -> bytes | None:
        """Return a file of a revision."""
        disk.parts_of(path)
        return self._objects.file(tree_of(self._objects.commit(rev)), path)

    def holds(self, rev: str, path: str, content: bytes) -> bool:
        """Compare the id that git would give these bytes with that of a file of a revision."""
        disk.parts_of(path)
        return self._objects.holds(rev, path, content)

    def content(self, version: str) -> bytes | None:
        """Return the bytes of one version of a file."""
        return self._objects.content(version) if version else None

    def resolve(self, rev: str) -> str:
        """Return the id of the commit that *rev* names, in any way git understands."""
        return self._objects.commit(rev).id

    def changed(self, old_rev: str, new_rev: str) -> list[str]:
        """Compare the trees of two revisions."""
        revs = (self.resolve(old_rev), self.resolve(new_rev))
        found = self._place.runner.run(
            *("diff-tree", "-r", "-z", "--name-only", "--no-renames", "--no-ext-diff", "--no-textconv"),
            *("--end-of-options", *revs, "--"),
        )
        return sorted(found.fields)

    # -- saving

    def write(
        self,
        writes: Sequence[Write],
        message: str,
        *,
        author: Author | None = None,
        when: datetime | None = None,
        durable: Callable[[], None] | None = None,
    ) -> str:
        """Save files in one commit on the present branch."""
        # what saves is loaded with the first save: most commands look something up and end
        from tingsbok.store import swap
        from tingsbok.store.git_save import Save

        swap.refuse_odd(writes)
        try:
            with saving(private_dir(self._place.git_dir)) as lock:
                if lock is None:
                    raise _in_use()
                self._recovered += self._recover()
                save = Save(self._place, self._objects, lock, durable)
                commit = save.run(writes, message, author=author, when=when)
        except OSError as error:
            raise swap.not_saved(error) from error
        self.kept_back = save.kept_back
        return commit

    def recover(self) -> list[str]:
        """Settle interrupted saves; git is only asked if there is one.

        Whoever only wants to read is not kept from it: what cannot be settled now is told, and tried again
        before the next save.
        """
        if self._interrupted():
            self._recovered += self._try_to_recover()
        said, self._recovered = self._recovered, []
        return said

    def _try_to_recover(self) -> list[str]:
        try:
            with saving(private_dir(self._place.git_dir), patience=_SHORT_WAIT) as lock:
                return self._recover() if lock is not None else []
        except (OSError, TingsbokError) as error:
            reason = error.message if isinstance(error, TingsbokError) else reason_of(error)
            return [t("A save was interrupted and cannot be settled now: {reason}.", reason=reason)]

    def _interrupted(self) -> bool:
        folder = journal_folder(git_dir_of(self.root))
        return folder.is_dir() and any(folder.iterdir())

    def _recover(self) -> list[str]:
        if not self._interrupted():
            return []
        from tingsbok.store import git_recover

        return git_recover.recover(self._place, self._objects)

    def close(self) -> None:
        """End the process that reads objects."""
        if self._row is not None:
            self._row.close()
        with self._opening:
            if self._opened is not None:
                self._opened[1].close()

    # -- how

    @property
    def _place(self) -> Place:
        return self._open()[0]

    @property
    def _objects(self) -> Objects:
        return self._open()[1]

    def _open(self) -> tuple[Place, Objects]:
        with self._opening:
            if self._opened is None:
                place = find_place(self.root)
                self._opened = (place, Objects(place.runner))
            return self._opened


def _in_use() -> Refused:
    return Refused(
        t("Another program is saving in this archive."),
        remedy=t("Wait until it is done, or close it, then save again."),
    )

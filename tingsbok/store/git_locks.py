"""git's own locks: whose they may be, how old they are, and when one may be called left over."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from tingsbok.i18n import t

LEFT_OVER = 600.0
"""Seconds; no git command on a local repository keeps a lock so long."""

_MINUTE, _HOUR, _DAY = 60, 3600, 86400
_TWICE = 2


class Lock(Struct, frozen=True):
    """A lock file.

    Attributes:
        file: Where it lies.
        age: Seconds since it was made; 0 if its time lies in the future.
    """

    file: Path
    age: float

    @property
    def is_old(self) -> bool:
        """True if whoever made it has most likely ended without removing it."""
        return self.age > LEFT_OVER

    @property
    def age_in_words(self) -> str:
        """The age in the largest unit of which there are two."""
        if self.age < _TWICE * _MINUTE:
            return t("{count} seconds", count=int(self.age))
        if self.age < _TWICE * _HOUR:
            return t("{count} minutes", count=int(self.age / _MINUTE))
        if self.age < _TWICE * _DAY:
            return t("{count} hours", count=int(self.age / _HOUR))
        return t("{count} days", count=int(self.age / _DAY))


def lock_at(file: Path) -> Lock | None:
    """The lock that lies there; ``None`` if none does."""
    try:
        made = file.lstat().st_mtime
    except OSError:
        return None
    return Lock(file, max(0.0, time.time() - made))


def locks(git_dir: Path, common_dir: Path) -> Iterator[Lock]:
    """Every lock that keeps a save from ending: on the index, on ``HEAD``, on a branch."""
    files = [git_dir / "index.lock", git_dir / "HEAD.lock", common_dir / "packed-refs.lock"]
    files += sorted((common_dir / "refs" / "heads").rglob("*.lock"))
    for file in files:
        found = lock_at(file)
        if found is not None:
            yield found


def git_at_work(root: Path, processes: Path = Path("/proc")) -> bool:
    """True if a git process is in the archive's folder, or if this system does not say.

    The process that reads objects for this program or another copy of it takes no lock and does not count.
    """
    if not (processes / "self").exists():
        return True
    return any(_works_in(root, process) for process in processes.glob("[0-9]*"))


def _works_in(root: Path, process: Path) -> bool:
    try:
        words = (process / "cmdline").read_bytes().split(b"\0")
        place = (process / "cwd").readlink()
    except OSError:  # it has ended, or it is another user's
        return False
    if not words[0].rpartition(b"/")[2].startswith(b"git") or b"cat-file" in words:
        return False
    return place == root or root in place.parents

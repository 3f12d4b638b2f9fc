"""What a save is about to do, written down first, so that whoever comes after a crash knows it."""

from __future__ import annotations

import fcntl
import json
import os
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from msgspec import Struct, field, to_builtins

from tingsbok.store.swap import Swap, sync_folder

PATIENCE = 10.0
"""Seconds to wait for another save to end."""
PAUSE = 0.02
"""Seconds between two looks at a lock."""


def private_dir(git_dir: Path) -> Path:
    """Our own folder in a repository."""
    return git_dir / "tingsbok"


def journal_folder(git_dir: Path) -> Path:
    """Where the journals of a repository lie."""
    return private_dir(git_dir) / "journal"


class Journal(Struct, frozen=True):
    """One save.

    Attributes:
        folder: Where journals lie.
        token: Name of this save; its files' names begin with it.
        ref: The branch that is to move.
        swaps: The files that are to change.
        blobs: Object that holds each file's new text; absent while it is not stored, and for deletions.
        parent: Where the branch stood; empty before the first commit.
        commit: Where it is to stand; empty while there is no commit yet.
    """

    folder: Path
    token: str
    ref: str
    swaps: tuple[Swap, ...]
    blobs: Mapping[str, str] = field(default_factory=dict)
    parent: str = ""
    commit: str = ""

    @property
    def index(self) -> Path:
        """Where the next index is prepared."""
        return self.folder / f"{self.token}.index"

    @property
    def message(self) -> Path:
        """Where a hook may look at the message."""
        return self.folder / f"{self.token}.message"

    @property
    def file(self) -> Path:
        """Where the journal itself lies."""
        return self.folder / f"{self.token}.json"

    def keep(self, *, durably: bool) -> None:
        """Write it down; *durably* makes it survive a power cut."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        facts = to_builtins(self, enc_hook=str) | {"folder": ""}
        draft = self.file.with_suffix(".draft")
        with draft.open("w", encoding="ascii") as file:
            json.dump(facts, file)
            file.flush()
            if durably:
                os.fsync(file.fileno())
        draft.replace(self.file)
        if durably:
            sync_folder(self.folder)

    def drop(self) -> None:
        """Forget it with everything that belongs to it, itself last."""
        for file in self.folder.glob(f"{self.token}.*"):
            if file != self.file:
                file.unlink(missing_ok=True)
        self.file.unlink(missing_ok=True)
        sync_folder(self.folder)


def journals(folder: Path) -> list[Journal]:
    """The saves that were begun and not ended, oldest first; what cannot be read was never carried out."""
    found = [_load(file) for file in sorted(folder.glob("*.json"), key=lambda file: file.stat().st_mtime_ns)]
    return [journal for journal in found if journal is not None]


def _load(file: Path) -> Journal | None:
    try:
        facts = json.loads(file.read_text(encoding="ascii"))
        swaps = tuple(Swap(**{**swap, "folders": tuple(swap["folders"])}) for swap in facts.pop("swaps"))
        return Journal(**{**facts, "folder": file.parent, "swaps": swaps})
    except (OSError, ValueError, TypeError, KeyError):
        return None


@contextmanager
def saving(folder: Path, *, patience: float | None = None) -> Iterator[int | None]:
    """Hold the lock that lets one program save at a time.

    The kernel frees it when the last process that has it open ends, so it is never stale.

    Args:
        folder: Our folder in the repository.
        patience: Seconds to wait for it; :data:`PATIENCE` if absent.

    Yields:
        Its file descriptor; ``None`` if another program kept it too long, and it is not held.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor = os.open(folder / "lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        yield (
            descriptor
            if _got(descriptor, time.monotonic() + (PATIENCE if patience is None else patience))
            else None
        )
    finally:
        with suppress(OSError):
            os.close(descriptor)


def _got(descriptor: int, end: float) -> bool:
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > end:
                return False
            time.sleep(PAUSE)
        else:
            return True

"""Replacing files so that each is old or new, never half, and can be put back without needing space."""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path, PurePosixPath

from msgspec import Struct

from tingsbok.errors import ExternallyChanged, Refused, reason_of
from tingsbok.i18n import t
from tingsbok.record import etag_of
from tingsbok.store.base import Write
from tingsbok.store.disk import is_repository, look, parts_of

PREFIX = ".~tingsbok-"
"""How our own files beside the records begin; none ends with ``.md``, so no listing shows them."""


class Swap(Struct, frozen=True):
    """One file that is about to be replaced, created or deleted.

    Attributes:
        path: The file, relative to the archive.
        base: Etag before; ``None`` if there is no file.
        goal: Etag after; ``None`` if the file goes away.
        mode: Permission bits for the new file; ``None`` for what the user's umask gives.
        new: Where the new bytes wait, beside the file; empty for a deletion.
        old: Where the old bytes are kept meanwhile, beside the file.
        folders: Folders that have to be made, outermost first.
    """

    path: str
    base: str | None
    goal: str | None
    mode: int | None
    new: str
    old: str
    folders: tuple[str, ...] = ()

    @property
    def moves(self) -> bool:
        """False if the file already is as it shall be."""
        return self.base != self.goal


def plan(root: Path, writes: Sequence[Write], token: str) -> list[Swap]:
    """Look at every file and decide where everything goes; nothing is touched.

    Args:
        root: The archive.
        writes: What shall be written.
        token: Makes the names of this save's own files unique.

    Raises:
        ExternallyChanged: A file is not what the write expects.
        Refused: A path is impossible, given twice, or blocked by something that is no folder or file.
    """
    refuse_odd(writes)
    # Deletions first: a name that goes may make room for a folder or for the same name in other letters.
    ordered = sorted(writes, key=lambda write: write.content is not None)
    return [_plan_one(root, write, f"{PREFIX}{token}-{number}") for number, write in enumerate(ordered)]


def refuse_odd(writes: Sequence[Write]) -> None:
    """Raise :class:`Refused` for a change of nothing, or of the same file twice."""
    if not writes:
        raise Refused(t("There is nothing to save."))
    if len({write.path for write in writes}) != len(writes):
        raise Refused(t("A file stands twice in one change."))


def _plan_one(root: Path, write: Write, name: str) -> Swap:
    folders = _missing_folders(root, parts_of(write.path)[:-1])
    found = None if folders else look(root, write.path)
    expect(write.path, found, write.expect)
    beside = str(PurePosixPath(write.path).with_name(name))
    goal = None if write.content is None else etag_of(write.content)
    return Swap(
        path=write.path,
        base=write.expect,
        goal=goal,
        mode=None if found is None else stat.S_IMODE((root / write.path).stat().st_mode),
        new=f"{beside}.new" if goal else "",
        old=f"{beside}.old",
        folders=folders,
    )


def expect(path: str, found: bytes | None, etag: str | None) -> None:
    """Raise :class:`ExternallyChanged` unless *found* has the etag."""
    if (None if found is None else etag_of(found)) == etag:
        return
    if etag is None:
        message = t("There already is a file {path}.", path=path)
    elif found is None:
        message = t("{path} was deleted by somebody else since you opened it.", path=path)
    else:
        message = t("{path} was changed by somebody else since you opened it.", path=path)
    remedy = t("Nothing was written. Compare both versions and save again.")
    raise ExternallyChanged(message, path=path, found=found, remedy=remedy)


def not_saved(error: OSError) -> Refused:
    """The refusal to give when the file system fails in the middle of a save that is taken back."""
    return Refused(
        t("Nothing was saved: {reason}.", reason=reason_of(error)),
        remedy=t("Check the free space, the permissions and the disk, then save again."),
    )


def _missing_folders(root: Path, parts: tuple[str, ...]) -> tuple[str, ...]:
    for depth in range(1, len(parts) + 1):
        folder = "/".join(parts[:depth])
        try:
            mode = (root / folder).lstat().st_mode
        except (FileNotFoundError, NotADirectoryError):
            return tuple("/".join(parts[:end]) for end in range(depth, len(parts) + 1))
        if not stat.S_ISDIR(mode):
            raise Refused(
                t("{path} is not a folder.", path=folder),
                remedy=t("Replace it with a folder: links are not followed."),
            )
        if is_repository(root / folder):
            raise Refused(
                t("{path} is a git repository of its own, not a part of the archive.", path=folder),
                remedy=t("Open it by itself, or take its .git away."),
            )
    return ()


def stage(root: Path, swap: Swap, content: bytes | None) -> None:
    """Write the new bytes beside the file, durably. From here on :func:`put` needs no more space."""
    for folder in swap.folders:
        with suppress(FileExistsError):
            (root / folder).mkdir()
    if not swap.new or content is None:
        return
    descriptor = os.open(root / swap.new, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o666)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        if swap.mode is not None:
            os.fchmod(descriptor, swap.mode)
        file.flush()
        os.fsync(descriptor)


def put(root: Path, swaps: Iterable[Swap]) -> None:
    """Take a last look at every file and put the new ones in place.

    Raises:
        ExternallyChanged: Somebody was faster; the caller takes the rest back with :func:`take_back`.
    """
    folders: set[Path] = set()
    for swap in swaps:
        if not swap.moves:
            continue
        file = root / swap.path
        expect(swap.path, look(root, swap.path), swap.base)
        if swap.base is not None:
            keep(file, root / swap.old)
        if swap.new:
            (root / swap.new).replace(file)
        else:
            file.unlink()
        folders |= {file.parent, *((root / folder).parent for folder in swap.folders)}
    for folder in folders:
        sync_folder(folder)


def keep(file: Path, copy: Path) -> None:
    """Give a file a second name; a copy where the file system knows no hard links."""
    try:
        os.link(file, copy)
    except FileExistsError:
        raise
    except OSError:
        shutil.copy2(file, copy)


def take_back(root: Path, swap: Swap) -> bool:
    """Undo :func:`put`, also if it was never reached.

    Returns:
        False if the file holds neither the old nor the new bytes: somebody else's work, which stays. The
        old bytes then stay too, under :attr:`Swap.old`.
    """
    if not swap.moves:
        return True
    file, kept = root / swap.path, root / swap.old
    found = _etag_at(root, swap.path)
    if found == swap.goal and kept.exists():
        kept.replace(file)
    elif found == swap.goal and swap.base is None:
        file.unlink()
    elif found != swap.base:
        return False
    if file.parent.is_dir():
        sync_folder(file.parent)
    return True


def _etag_at(root: Path, path: str) -> str | None:
    """Etag of the file; empty if what lies there cannot be read."""
    try:
        found = look(root, path)
    except Refused:
        return ""
    return None if found is None else etag_of(found)


def tidy(root: Path, swap: Swap, *, spare_old: bool = False) -> None:
    """Remove our own files and the folders that are left empty.

    Args:
        root: The archive.
        swap: What is done or taken back.
        spare_old: Whether the old bytes stay, because they lie nowhere else.
    """
    for name in filter(None, (swap.new, "" if spare_old else swap.old)):
        (root / name).unlink(missing_ok=True)
    remove_empty_folders(root, swap.path)


def remove_empty_folders(root: Path, path: str) -> None:
    """Remove the folders above *path* that hold nothing, as git does; never a top-level folder."""
    for folder in list(PurePosixPath(path).parents)[:-2]:
        try:
            (root / folder).rmdir()
        except FileNotFoundError:
            continue
        except OSError:
            return


def sync_folder(folder: Path) -> None:
    """Make what was created, renamed or deleted in a folder survive a power cut."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)

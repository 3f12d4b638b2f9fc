"""git's index, changed by preparing the next one and moving it in: nobody ever sees half of it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from tingsbok.store.git_journal import private_dir
from tingsbok.store.git_objects import TreeEntry
from tingsbok.store.git_place import Place
from tingsbok.store.git_run import WRITE, Runner
from tingsbok.store.swap import sync_folder

_WAITING: Final = "unlisted"
"""The file in our folder that names what was saved since git last looked at times."""

_MANY: Final = 50
"""Files that git looks at together: it reads so many in 2 ms, and writes a list of 100,000 files in 60."""

Signature = tuple[int, int, int, int] | None
"""Tells one index from another: inode, size, times; ``None`` if there is none."""


def signature(place: Place) -> Signature:
    """What identifies the index as it is now."""
    try:
        found = (place.git_dir / "index").stat()
    except FileNotFoundError:
        return None
    return found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns


def prepare(place: Place, draft: Path, parent: str, changes: Mapping[str, TreeEntry | None]) -> Signature:
    """Write the present index with *changes* made to *draft*, durably.

    Args:
        place: The repository.
        draft: Where to write.
        parent: Commit to start from if there is no index; empty for none.
        changes: What shall stand at each path; ``None`` takes it away.

    Returns:
        Signature of the index that it was made from.
    """
    made_from = _copy(place, draft)
    if made_from is None and parent:
        place.runner.run("read-tree", parent, profile=WRITE, variables=_using(draft))
    _update(draft, place.runner, parent, changes)
    descriptor = os.open(draft, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    return made_from


def _copy(place: Place, draft: Path) -> Signature:
    """Make *draft* a copy of the present index; returns what identifies that, ``None`` if there is none."""
    # before the look: the draft may be a second name of the index, whose ctime changes
    draft.unlink(missing_ok=True)
    found = signature(place)
    if found is not None:
        shutil.copyfile(place.git_dir / "index", draft)
    return found


def _using(index: Path) -> dict[str, str]:
    return {"GIT_INDEX_FILE": os.fspath(index)}


def _update(draft: Path, runner: Runner, some_id: str, changes: Mapping[str, TreeEntry | None]) -> None:
    """Make *changes* to an index of our own; *some_id* is any id, for its length."""
    nothing = "0" * (len(some_id) or 40)
    lines = [
        f"{entry.mode} {entry.id}\t{path}" if entry else f"0 {nothing}\t{path}"
        for path, entry in changes.items()
    ]
    feed = b"".join(os.fsencode(line) + b"\0" for line in lines)
    arguments = ("update-index", "--add", "--replace", "-z", "--index-info")
    runner.run(*arguments, profile=WRITE, feed=feed, variables=_using(draft))


def lock(place: Place, draft: Path) -> bool:
    """Take git's lock on the index, with the prepared index as its content; false if somebody has it.

    The lock is a second name of the draft: whole from its first instant, and provably ours.
    """
    name = place.git_dir / "index.lock"
    try:
        os.link(draft, name)
    except FileExistsError:
        return False
    except OSError:
        return _lock_by_copy(draft, name)
    return True


def _lock_by_copy(draft: Path, name: Path) -> bool:
    """The same where the file system knows no hard links."""
    try:
        with name.open("xb") as file:
            file.write(draft.read_bytes())
            file.flush()
            os.fsync(file.fileno())
    except FileExistsError:
        return False
    return True


def is_ours(place: Place, draft: Path) -> bool:
    """True if the lock on the index is the one that :func:`lock` took."""
    name = place.git_dir / "index.lock"
    try:
        return name.samefile(draft) or name.read_bytes() == draft.read_bytes()
    except OSError:
        return False


def move_in(place: Place) -> None:
    """Make the lock's content the index, and so free the lock."""
    (place.git_dir / "index.lock").replace(place.git_dir / "index")
    sync_folder(place.git_dir)


def unlock(place: Place, draft: Path) -> None:
    """Free the lock without a change, if it is ours."""
    if is_ours(place, draft):
        (place.git_dir / "index.lock").unlink(missing_ok=True)


def entries(runner: Runner, paths: list[str]) -> dict[str, TreeEntry]:
    """What the index holds at *paths*; a path in conflict is left out."""
    found: dict[str, TreeEntry] = {}
    for line in runner.run("ls-files", "--stage", "-z", "--", *paths).fields:
        about, _, path = line.partition("\t")
        mode, identity, stage = about.split(" ")
        if stage == "0":
            found[path] = TreeEntry(mode, identity)
    return found


def remember_times(place: Place, draft: Path, settings: Mapping[str, str], paths: list[str]) -> None:
    """Let the index know size and time of files just written, so that ``git status`` need not read them.

    A convenience: whether it succeeds changes nothing but the speed of the next status. git writes its whole
    list of files for it, so it is done for many at once. Until they are many they are written down, and each
    status reads them.
    """
    waiting = private_dir(place.git_dir) / _WAITING
    known = [*dict.fromkeys([*_written_down(waiting), *paths])]
    if len(known) < _MANY:
        waiting.write_bytes(b"\0".join(map(os.fsencode, known)))
        return
    waiting.unlink(missing_ok=True)
    _remember(place, draft, settings, [path for path in known if os.path.lexists(place.root / path)])


def _written_down(file: Path) -> list[str]:
    try:
        return [os.fsdecode(path) for path in file.read_bytes().split(b"\0") if path]
    except FileNotFoundError:
        return []


def _remember(place: Place, draft: Path, settings: Mapping[str, str], paths: list[str]) -> None:
    """Look at the files anew in a draft of the index.

    A git that is killed while it changes the index itself leaves a lock that nobody can tell the owner of.
    """
    made_from = _copy(place, draft)
    arguments = ("add", "--refresh", "--pathspec-from-file=-", "--pathspec-file-nul")
    feed = b"".join(os.fsencode(path) + b"\0" for path in paths)
    place.runner.run(*arguments, profile=WRITE, feed=feed, settings=settings, variables=_using(draft))
    exchange(place, draft, made_from)


def exchange(place: Place, draft: Path, made_from: Signature) -> bool:
    """Make *draft* the index, unless the index is no longer the one it was made from or is locked."""
    if not lock(place, draft):
        return False
    try:
        if signature(place) == made_from:
            move_in(place)
            return True
    finally:
        unlock(place, draft)
    return False

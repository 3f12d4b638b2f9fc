"""After a save that did not end: finish it if the branch has it, else put everything back."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from tingsbok.errors import Refused
from tingsbok.i18n import t
from tingsbok.record import etag_of
from tingsbok.store import disk, git_index, swap
from tingsbok.store.git_journal import PAUSE, Journal, journal_folder, journals
from tingsbok.store.git_objects import Objects, TreeEntry, tree_of
from tingsbok.store.git_place import Place
from tingsbok.store.git_run import WRITE
from tingsbok.store.swap import Swap

_LOCK_AGE = 10.0
_PATIENCE = 5.0


def settle(place: Place, objects: Objects, journal: Journal, *, rescue: bool = False) -> list[str]:
    """Bring files, branch and index into agreement; the caller holds the lock for saving.

    Args:
        place: The repository.
        objects: Reads its objects.
        journal: The save.
        rescue: Whether texts that were not stored yet are put into git's store, for nobody else has them.

    Returns:
        What happened, one sentence each; after the first, what somebody else's files had to be spared for.
    """
    _free_branch(place, journal)
    if _landed(place, objects, journal):
        return _finish(place, objects, journal)
    texts = dict(_kept_texts(place, journal)) if rescue else {}
    return _take_back(place, objects, journal, texts)


def recover(place: Place, objects: Objects) -> list[str]:
    """Settle every save that was begun and not ended; the caller holds the lock for saving."""
    folder = journal_folder(place.git_dir)
    said = [
        sentence for journal in journals(folder) for sentence in settle(place, objects, journal, rescue=True)
    ]
    for left in folder.glob("*"):
        left.unlink(missing_ok=True)
    return said


def _landed(place: Place, objects: Objects, journal: Journal) -> bool:
    if not journal.commit or journal.commit == journal.parent:
        return False
    # The branch may have been renamed since, so what HEAD stands for counts too.
    return any(_holds(place, objects, name, journal.commit) for name in (journal.ref, "HEAD"))


def _holds(place: Place, objects: Objects, name: str, commit: str) -> bool:
    now = objects.find(f"{name}^{{commit}}")
    if now is None or now.id == commit:
        return now is not None
    return place.runner.run("merge-base", "--is-ancestor", commit, now.id, accept=(0, 1)).code == 0


def _finish(place: Place, objects: Objects, journal: Journal) -> list[str]:
    if git_index.is_ours(place, journal.index):
        git_index.move_in(place)
    _heal_index(place, objects, journal)
    for one in journal.swaps:
        swap.tidy(place.root, one)
    journal.drop()
    return [t("A save that was interrupted has been completed: {files}.", files=_files(journal.swaps))]


def _heal_index(place: Place, objects: Objects, journal: Journal) -> None:
    """Give the index the saved version where it still has the one before.

    Left alone, the next commit made with git itself would quietly bring the old version back.
    """
    paths = [one.path for one in journal.swaps]
    now = _at(objects, "HEAD", paths)
    saved, before = _at(objects, journal.commit, paths), _at(objects, journal.parent, paths)
    present = git_index.entries(place.runner, paths)
    stale = {
        path: saved.get(path)
        for path in paths
        if present.get(path) == before.get(path) != saved.get(path) == now.get(path)
    }
    end = time.monotonic() + _PATIENCE
    while stale:
        made_from = git_index.prepare(place, journal.index, journal.commit, stale)
        if git_index.exchange(place, journal.index, made_from):
            return
        if time.monotonic() > end:
            raise _at_work()
        time.sleep(PAUSE)


def _at(objects: Objects, rev: str, paths: Sequence[str]) -> dict[str, TreeEntry]:
    commit = objects.find(f"{rev}^{{commit}}") if rev else None
    found = {path: objects.at(tree_of(commit), path) for path in paths} if commit else {}
    return {path: entry for path, entry in found.items() if entry is not None}


def _take_back(place: Place, objects: Objects, journal: Journal, texts: dict[str, str]) -> list[str]:
    said: list[str] = []
    for one in reversed(journal.swaps):
        restored = swap.take_back(place.root, one)
        swap.tidy(place.root, one, spare_old=not restored and not _is_committed(objects, one))
        if not restored:
            said.append(_left_alone(place.root, one))
    # Only now: until the files are back, nobody shall commit what they hold.
    git_index.unlock(place, journal.index)
    journal.drop()
    return [_taken_back(journal.swaps, texts), *said]


def _is_committed(objects: Objects, one: Swap) -> bool:
    """True if what stood in the file before is in the last commit, so that nothing of it can get lost."""
    commit = objects.find("HEAD^{commit}")
    held = objects.file(tree_of(commit), one.path) if commit else None
    return held is not None and etag_of(held) == one.base


def _kept_texts(place: Place, journal: Journal) -> Iterator[tuple[str, str]]:
    """Ids of the new texts, which stay in git's store for some weeks although no commit has them."""
    yield from journal.blobs.items()
    for one in journal.swaps:
        text = disk.look(place.root, one.new) if one.new and one.path not in journal.blobs else None
        if text is not None and etag_of(text) == one.goal:
            stored = place.runner.run("hash-object", "-w", "--stdin", profile=WRITE, feed=text)
            yield one.path, stored.text


def _free_branch(place: Place, journal: Journal) -> None:
    """Remove the locks on the branch that a killed git of ours left.

    No git of ours lives any more (it would hold the lock for saving), so a lock with our commit in it is left
    over. An empty one, younger than the journal and some seconds old, is too: git fills it within an instant.

    Raises:
        Refused: An empty one is too young to tell; whoever comes later can.
    """
    if not journal.commit:
        return
    for lock in (place.common_dir / f"{journal.ref}.lock", place.git_dir / "HEAD.lock"):
        with suppress(FileNotFoundError, NotADirectoryError):  # a branch may stand where a folder would
            held = lock.read_bytes().strip()
            if held == journal.commit.encode() or (not held and _is_left_over(lock, journal)):
                lock.unlink()


def _is_left_over(lock: Path, journal: Journal) -> bool:
    made = lock.stat().st_mtime
    if made < journal.file.stat().st_mtime:
        return False
    if made >= time.time() - _LOCK_AGE:
        raise _at_work()
    return True


def _at_work() -> Refused:
    return Refused(t("git is at work in the archive."), remedy=t("Wait until it is done."))


def _files(swaps: Sequence[Swap]) -> str:
    return ", ".join(one.path for one in swaps)


def _taken_back(swaps: Sequence[Swap], kept: Mapping[str, str]) -> str:
    said = t("A save was interrupted and has been taken back: {files}.", files=_files(swaps))
    if not kept:
        return said
    texts = ", ".join(f"git cat-file -p {blob} ({path})" for path, blob in kept.items())
    return " ".join((said, t("The unsaved text can be read with: {commands}.", commands=texts)))


def _left_alone(root: Path, one: Swap) -> str:
    said = t("{path} was changed by somebody else meanwhile and is left as it is.", path=one.path)
    if not (root / one.old).exists():
        return said
    return " ".join((said, t("What it held before lies in {file}.", file=one.old)))

"""Files that are older than their branch: somebody has moved the branch on without bringing the files along.

A push into the branch that is checked out does that, and so does any program that moves a branch by itself.
The files then look as if the user had put the old texts back. What the branch's log says tells the two apart.
"""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from msgspec import Struct

from tingsbok.errors import ExternallyChanged
from tingsbok.i18n import t
from tingsbok.record import etag_of
from tingsbok.store.base import Write
from tingsbok.store.git_objects import Objects, TreeEntry, tree_of
from tingsbok.store.git_place import Place

_LOOK_BACK = 200
"""Entries of a branch's log to look at; a file that is still older after so many moves is not noticed."""

_WITH_FILES = (
    *("am", "branch", "checkout", "cherry-pick", "clone", "commit", "initial", "merge", "pull", "rebase"),
    *("reset", "revert", "tingsbok"),
)
"""First words, in a branch's log, of what moves it together with the files or commits what they hold."""


class _Move(Struct, frozen=True):
    """One step of a branch: from one commit to another, ids of their trees."""

    before: str
    after: str


def refuse_stale(
    place: Place,
    objects: Objects,
    ref: str,
    writes: Sequence[Write],
    committed: Mapping[str, TreeEntry | None],
) -> None:
    """Refuse files that are older than what their branch holds.

    Args:
        place: The repository.
        objects: Reads its objects.
        ref: The branch that is saved on.
        writes: What shall be written.
        committed: What the branch's last commit holds at each path.

    Raises:
        ExternallyChanged: A file was changed on the branch but not here. It names the text that the file
            here was made from, and the branch's, so that both can be brought together.
    """
    odd = [write for write in writes if _differs(objects, write, committed[write.path])]
    if not odd:
        return
    staged = _staged(place, [write.path for write in odd])
    ahead = [write for write in odd if write.path in staged and staged[write.path] != committed[write.path]]
    moves = list(_moves_without_files(place, objects, ref)) if ahead else []
    for write in ahead:
        here = staged[write.path]
        for move in moves:
            before = objects.at(move.before, write.path) if move.before else None
            if before == here != (objects.at(move.after, write.path) if move.after else None):
                raise _stale(objects, write.path, here, committed[write.path])


def _differs(objects: Objects, write: Write, committed: TreeEntry | None) -> bool:
    """True if the file is not as committed, and the write does not say that it takes that into account."""
    text = _text(objects, committed)
    etag = None if text is None else etag_of(text)
    return etag != write.expect and (write.onto is None or etag != write.onto)


def _text(objects: Objects, entry: TreeEntry | None) -> bytes | None:
    found = objects.find(entry.id) if entry is not None and entry.is_file else None
    return None if found is None else found.data


def _staged(place: Place, paths: list[str]) -> dict[str, TreeEntry | None]:
    """What the index holds at the paths; one in conflict is left out, for it belongs to no commit."""
    found: dict[str, TreeEntry | None] = dict.fromkeys(paths)
    for line in place.runner.run("ls-files", "--stage", "-z", "--", *paths).fields:
        about, _, path = line.partition("\t")
        mode, identity, stage = about.split(" ")
        if stage == "0":
            found[path] = TreeEntry(mode, identity)
        else:
            found.pop(path, None)
    return found


def _moves_without_files(place: Place, objects: Objects, ref: str) -> Iterator[_Move]:
    """Steps of the branch that no program of this work tree has made, the newest first."""
    entries = place.runner.run(
        *("log", "-g", "-z", f"-n{_LOOK_BACK}", "--format=%H %gs", "--end-of-options", ref, "--"),
        accept=(0, 128),  # a branch may have no log
    ).fields
    steps = [entry.partition(" ")[::2] for entry in entries]
    for (after, said), (before, _) in pairwise([*steps, ("", "")]):
        if before and not said.startswith(_WITH_FILES):
            yield _Move(_tree(objects, before), _tree(objects, after))


def _tree(objects: Objects, commit: str) -> str:
    found = objects.find(f"{commit}^{{commit}}")
    return tree_of(found) if found else ""


def _stale(
    objects: Objects, path: str, here: TreeEntry | None, committed: TreeEntry | None
) -> ExternallyChanged:
    command = f"git restore --staged --worktree -- {shlex.quote(path)}"
    return ExternallyChanged(
        t("{path} here is older than in the archive: somebody has sent a newer version into it.", path=path),
        path=path,
        found=_text(objects, committed),
        made_from=_text(objects, here),
        remedy=t("Nothing was written. Get the newer version with: {command}", command=command),
    )

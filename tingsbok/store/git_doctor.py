"""A look at an archive's repository: what keeps a change from being saved, and how to mend it."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Iterator
from pathlib import Path

from msgspec import Struct

from tingsbok.errors import TingsbokError
from tingsbok.i18n import t
from tingsbok.store.git_damage import fetch_the_rest
from tingsbok.store.git_locks import Lock, git_at_work, locks
from tingsbok.store.git_place import Place, find_place, read_settings
from tingsbok.store.git_state import branch_to_save_on, refuse_damaged_head, require_identity
from tingsbok.store.git_trust import standing

_LONG = 10_000
"""Commits above which a log of one file takes git noticeably long."""
_CONTENTS = 512

WRITE_GRAPH = "git commit-graph write --reachable --changed-paths"
"""What makes git find its way in a long history."""


class Finding(Struct, frozen=True):
    """One thing that was looked at.

    Attributes:
        what: What was looked at.
        found: What was found, and what to do about it.
        well: Whether it can stay as it is.
    """

    what: str
    found: str
    well: bool = False


def examine(root: Path) -> Iterator[Finding]:
    """Look at the repository of the archive in *root*; nothing is written and nothing removed."""
    try:
        place = find_place(root)
    except TingsbokError as error:
        yield Finding(t("repository"), _said(error))
        return
    yield from (_lock(place.root, lock) for lock in locks(place.git_dir, place.common_dir))
    yield from _refusals(place)
    yield from _left_out(place)
    yield from _unmapped(place)
    yield from _programs(place)


def _lock(root: Path, lock: Lock) -> Finding:
    what, age = t("git's lock"), lock.age_in_words
    if not lock.is_old:
        advice = t("{file} was made {age} ago: wait until git is done", file=lock.file, age=age)
    elif git_at_work(root):
        advice = t(
            "{file} was made {age} ago, and a git may still be running: end it", file=lock.file, age=age
        )
    else:
        remove = f"rm {shlex.quote(str(lock.file))}"
        advice = t(
            "{file} was made {age} ago and no git runs here, so it is left over: {command}",
            file=lock.file,
            age=age,
            command=remove,
        )
    return Finding(what, advice)


def _refusals(place: Place) -> Iterator[Finding]:
    questions: list[tuple[str, Callable[[], object]]] = [
        (t("git's index"), lambda: place.runner.run("ls-files", "-z")),
        (t("branch"), lambda: branch_to_save_on(place)),
        (t("last change"), lambda: _head(place)),
        (t("author"), lambda: require_identity(place)),
    ]
    for what, ask in questions:
        try:
            ask()
        except TingsbokError as error:
            yield Finding(what, _said(error))


def _head(place: Place) -> None:
    if place.runner.run("cat-file", "-e", "HEAD^{tree}", accept=(0, 1, 128)).code:
        refuse_damaged_head(place)


def _left_out(place: Place) -> Iterator[Finding]:
    if (place.common_dir / "shallow").exists():
        advice = t(
            "only the newest changes are here; get the rest with: {command}", command="git fetch --unshallow"
        )
        yield Finding(t("history"), advice, well=True)
    promised = ("config", "--get-regexp", r"^remote\..*\.promisor$")
    if place.runner.run(*promised, accept=(0, 1)).code == 0:
        yield Finding(t("history"), fetch_the_rest(), well=True)


def _unmapped(place: Place) -> Iterator[Finding]:
    """A long history without git's own map of who touched what: its logs of one file take seconds."""
    if any(map(_has_paths, graphs(place.common_dir))):
        return
    asked = ("rev-list", "--count", f"--max-count={_LONG + 1}", "HEAD", "--")
    counted = place.runner.run(*asked, accept=(0, 128)).text
    if counted.isdigit() and int(counted) > _LONG:
        advice = t("long; git finds its way faster after: {command}", command=WRITE_GRAPH)
        yield Finding(t("history"), advice, well=True)


def graphs(common_dir: Path) -> list[Path]:
    """The files of git's map of a history; none if it has made none."""
    info = common_dir / "objects" / "info"
    return [file for file in (info / "commit-graph", *info.glob("commit-graphs/*.graph")) if file.exists()]


def _has_paths(graph: Path) -> bool:
    """Whether a commit-graph has filters of changed paths; its table of contents stands first."""
    try:
        with graph.open("rb") as file:
            return b"BIDX" in file.read(_CONTENTS)
    except OSError:
        return False


def _programs(place: Place) -> Iterator[Finding]:
    try:
        found = standing(place, read_settings(place.runner))
    except TingsbokError as error:
        yield Finding(t("settings"), _said(error))
        return
    names = ", ".join(program.name for program in found.programs)
    if names:
        said = (
            t("{names} run at each save", names=names)
            if found.answer
            else t("{names} do not run", names=names)
        )
        yield Finding(t("the archive's own programs"), f"{said}: tingsbok trust", well=True)


def _said(error: TingsbokError) -> str:
    return " ".join(filter(None, (error.message, error.remedy)))

"""Is everything here that the program needs? Each thing with what was found and what to do about it."""

from __future__ import annotations

import os
import platform
import shutil
import sys
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from tingsbok import __version__, config
from tingsbok.i18n import t
from tingsbok.store.git import find_root
from tingsbok.store.git_doctor import WRITE_GRAPH, examine, graphs
from tingsbok.store.git_place import find_place
from tingsbok.store.git_setup import git_version, identity, user_setting
from tingsbok.surroundings import git_complaint, synced_by

if TYPE_CHECKING:
    from tingsbok.archive import Archive

SMALLEST, USUAL = (60, 12), (80, 24)
"""Columns and lines: the smallest window the app shows anything in, and the one it is drawn for."""
LARGE = 5000
"""Records from which git needs its own helps to stay quick."""


class Level(StrEnum):
    """How bad it is."""

    OK = "ok"
    WARNING = "warning"
    ERROR = "error"


class Finding(Struct, frozen=True):
    """One thing that was looked at.

    Attributes:
        level: Whether it is well, could be better, or must be mended.
        what: What was looked at.
        found: What was found.
        remedy: What to do about it; empty if nothing is to do.
    """

    level: Level
    what: str
    found: str
    remedy: str = ""


class Terminal(Struct, frozen=True):
    """The window the program runs in.

    Attributes:
        columns: Its width.
        rows: Its height.
        encoding: How it takes characters.
        name: What it calls itself.
        colour: Whether colours are shown.
    """

    columns: int
    rows: int
    encoding: str
    name: str
    colour: bool


def of_computer(
    terminal: Terminal, editor: Sequence[str], faults: Sequence[str], directory: Path
) -> Iterator[Finding]:
    """Look at programs, terminal, editor and the program's own folders.

    Args:
        terminal: The window.
        editor: The command of the user's text editor; empty if there is none.
        faults: What is wrong with the settings, in sentences.
        directory: Where the user stands; git may know another name in an archive.
    """
    yield Finding(Level.OK, "tingsbok", __version__)
    well = sys.version_info >= (3, 11)
    yield Finding(Level.OK if well else Level.ERROR, "Python", platform.python_version())
    yield from _git(directory)
    yield from _terminal(terminal)
    yield _editor(editor)
    for fault in faults:
        yield Finding(Level.WARNING, t("settings"), fault, t("Open the file with: tingsbok config edit"))
    yield _state()


def of_archive(directory: Path, archive: Archive | None, complaint: str = "") -> Iterator[Finding]:
    """Look at an archive and its repository.

    Args:
        directory: Where the user stands.
        archive: The archive, open; ``None`` if there is none or it cannot be opened.
        complaint: Why it cannot be opened.
    """
    root = find_root(directory)
    if root is None:
        yield Finding(Level.OK, t("archive"), t("none in this folder"), t("Make one with: tingsbok init"))
        return
    for found in examine(root):
        yield Finding(Level.WARNING if found.well else Level.ERROR, found.what, found.found)
    yield from _place(root)
    if archive is None:
        yield Finding(Level.ERROR, t("archive"), complaint)
        return
    yield from _opened(archive)


def _git(directory: Path) -> Iterator[Finding]:
    found = git_version()
    complaint = git_complaint(found)
    shown = ".".join(map(str, found or ())) or t("not found")
    yield Finding(Level.ERROR if complaint else Level.OK, "git", shown, complaint)
    if found is None:
        return
    name = identity(directory)
    advice = t(
        "Run: git config --global user.name 'Your Name'; git config --global user.email you@example.org"
    )
    level = Level.OK if name else Level.ERROR
    yield Finding(level, t("your name in git"), name or t("not set"), "" if name else advice)


def _terminal(terminal: Terminal) -> Iterator[Finding]:
    size = (terminal.columns, terminal.rows)
    small = any(have < least for have, least in zip(size, SMALLEST, strict=True))
    narrow = any(have < usual for have, usual in zip(size, USUAL, strict=True))
    advice = t("Make the window larger: at least {columns}x{rows}.", columns=USUAL[0], rows=USUAL[1])
    yield Finding(
        Level.ERROR if small else Level.WARNING if narrow else Level.OK,
        t("terminal"),
        f"{terminal.columns}x{terminal.rows} {terminal.name}".strip(),
        advice if narrow else "",
    )
    is_utf8 = terminal.encoding.lower().replace("-", "") == "utf8"
    remedy = "" if is_utf8 else t("Set a UTF-8 locale, for example: export LANG=sv_SE.UTF-8")
    yield Finding(Level.OK if is_utf8 else Level.WARNING, t("characters"), terminal.encoding or "?", remedy)
    yield Finding(Level.OK, t("colours"), t("on") if terminal.colour else t("off"))


def _editor(command: Sequence[str]) -> Finding:
    if not command:
        remedy = t("Set EDITOR, for example: export EDITOR=nano")
        return Finding(Level.WARNING, t("text editor"), t("none"), remedy)
    there = bool(shutil.which(command[0]))
    remedy = "" if there else t("It is not installed, or not on the search path.")
    return Finding(Level.OK if there else Level.WARNING, t("text editor"), " ".join(command), remedy)


def _state() -> Finding:
    folder = config.state_dir()
    existing = next(each for each in (folder, *folder.parents) if each.exists())
    well = os.access(existing, os.W_OK)
    remedy = "" if well else t("The program works without it, but forgets what was opened last.")
    return Finding(Level.OK if well else Level.WARNING, t("memory"), str(folder), remedy)


def _place(root: Path) -> Iterator[Finding]:
    program = synced_by(root)
    if program:
        yield Finding(
            Level.WARNING,
            t("place"),
            t("the archive lies in {folder}, which overwrites files behind git's back", folder=program),
            t("Move it to a folder of its own; colleagues get it through a git server."),
        )
    else:
        yield Finding(Level.OK, t("place"), str(root))
    index = config.index_file(root).parent
    existing = next(each for each in (index, *index.parents) if each.exists())
    well = os.access(existing, os.W_OK)
    remedy = "" if well else t("Make the folder writable: without an index nothing can be listed.")
    yield Finding(Level.OK if well else Level.ERROR, t("index"), str(index), remedy)


def _opened(archive: Archive) -> Iterator[Finding]:
    count = archive.listing().count
    yield Finding(Level.OK, t("archive"), t("{title}, {count} records", title=archive.title, count=count))
    if archive.only_read is not None:
        yield Finding(Level.WARNING, t("saving"), archive.only_read.reason, archive.only_read.remedy)
    broken = sum(1 for problem in archive.check() if problem.is_error)
    remedy = t("See them with: tingsbok check") if broken else ""
    yield Finding(Level.WARNING if broken else Level.OK, t("records with errors"), str(broken), remedy)
    yield _clock(archive)
    if count >= LARGE:
        yield from _helps(archive.root)


def _clock(archive: Archive) -> Finding:
    """A clock that is behind makes changes look older than those before them."""
    now = datetime.now(UTC).astimezone()
    newest = next(iter(archive.log(limit=1)), None)
    behind = newest is not None and newest.when > now
    remedy = t("The newest change lies in the future: set the clock.") if behind else ""
    return Finding(Level.WARNING if behind else Level.OK, t("clock"), f"{now:%Y-%m-%d %H.%M %z}", remedy)


def _helps(root: Path) -> Iterator[Finding]:
    """What git itself has to stay quick in large repositories; both are safe to switch on."""
    graph = bool(graphs(find_place(root).common_dir))
    remedy = "" if graph else WRITE_GRAPH
    found = t("there") if graph else t("missing: the log is slower than need be")
    yield Finding(Level.OK if graph else Level.WARNING, "commit-graph", found, remedy)
    cached = user_setting(root, "core.untrackedCache") in {"true", "keep"}
    remedy = "" if cached else "git config --global core.untrackedCache true"
    found = t("on") if cached else t("off: looking for new files is slower than need be")
    yield Finding(Level.OK if cached else Level.WARNING, "untracked cache", found, remedy)

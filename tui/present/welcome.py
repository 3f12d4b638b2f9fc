"""The texts of the first start."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from tingsbok.i18n import t
from tingsbok.surroundings import Surroundings
from tui.widgets.dialogs import MenuEntry

DEMO, OPEN, FETCH, CREATE = "1", "2", "3", "4"
"""The choices, by their keys."""


def above(directory: Path, reason: str) -> str:
    """What the program is and where the user is."""
    lines = [
        t("Tingsbok keeps meetings, decisions and assignments in plain text files."),
        t("Everything you do is saved as a change in git and can be undone."),
        "",
        reason or t("This folder is not an archive yet: {path}", path=directory),
        "",
        t("What do you want to do?"),
    ]
    return "\n".join(lines)


def entries() -> list[MenuEntry]:
    """What a new user can do."""
    found = [
        MenuEntry(DEMO, t("Try it with an example"), why=t("five real minutes, with a history")),
        MenuEntry(OPEN, t("Open an archive"), why=t("a folder on this computer")),
        MenuEntry(FETCH, t("Fetch an archive"), why=t("from your git server, by its address")),
        MenuEntry(CREATE, t("Make a new archive"), why=t("here or in another folder")),
    ]
    width = max(len(entry.label) for entry in found)
    return [entry._replace(label=entry.label.ljust(width)) for entry in found]


_FOLDER = 44
"""Cells for the folder that an archive lies in; of a longer one the end is shown."""


def recent_entries(archives: Sequence[Path]) -> list[MenuEntry]:
    """The archives opened last: their names, and the folders they lie in."""
    width = max((len(path.name) for path in archives), default=0)
    folders = [str(path.parent) for path in archives]
    shown = [folder if len(folder) <= _FOLDER else f"…{folder[1 - _FOLDER :]}" for folder in folders]
    return [
        MenuEntry(str(at), path.name.ljust(width), why=folder)
        for at, (path, folder) in enumerate(zip(archives, shown, strict=True), start=1)
    ]


def below(found: Surroundings) -> str:
    """What stands in the way, and how to steer; a low window shows the beginning."""
    lines: list[str] = []
    if found.git:
        lines += [f"! {found.git}", ""]
    if found.synced:
        lines += [*synced_warning(found.synced), ""]
    if found.closed:
        lines += [t("! You may not write in this folder: choose another one."), ""]
    lines += [
        t("Arrow keys and Enter are enough. ? shows help, q quits."),
        t("Nothing is sent from the computer."),
    ]
    return "\n".join(lines)


def synced_warning(program: str) -> list[str]:
    """Why an archive should not lie where another program keeps files in step."""
    return [
        t("! The folder lies in {program}, which can overwrite what git has written.", program=program),
        t("Put the archive in a folder of its own instead."),
    ]


def preview(key: str, directory: Path, recent: Sequence[Path]) -> str:
    """What a choice does, for the pane beside the choices.

    Args:
        key: The choice.
        directory: The folder the user stands in.
        recent: Archives opened last.
    """
    texts = {DEMO: _demo(directory), OPEN: _open(recent), FETCH: _fetch(), CREATE: _create()}
    return "\n".join(texts[key])


def _demo(directory: Path) -> list[str]:
    folder = directory / t("example-archive")
    return [
        t("A copy of its own is made:"),
        f"  {folder}",
        "",
        t(
            "Five minutes of four networks, with their decisions, agreements and assignments, and a log of "
            "who changed what. It stops in the middle of work on 8 November 2024."
        ),
        "",
        t("Nothing in it is real, so everything may be tried. Throw the folder away when you are done."),
        "",
        t("A tutorial of six steps takes three minutes; it is offered in the example."),
    ]


def _open(recent: Sequence[Path]) -> list[str]:
    known = [t("Opened last:"), *(f"  {path}" for path in recent)] if recent else []
    return [
        t("An archive is a folder with records/ in it, under git."),
        t("Any folder below it will do as well."),
        "",
        *(known or [t("You choose the folder in the next step.")]),
    ]


def _fetch() -> list[str]:
    return [
        t(
            "For an archive that colleagues already have on a git server. The address looks like one of "
            "these:"
        ),
        "",
        "  https://git.example.org/region/arkiv.git",
        "  git@git.example.org:region/arkiv.git",
        "",
        t("It is fetched whole into a new folder. Esc stops it, and then nothing is left behind."),
        t("Programs that come with an archive do not run unless you let them."),
    ]


def _create() -> list[str]:
    return [
        t("A new folder with all that an archive needs:"),
        t("  records/       meetings, decisions … as text files"),
        t("  archive.toml   its title and language"),
        t("  templates/     an empty record of each type for other editors"),
        "",
        t("Every change in it is kept in git from the first one."),
    ]

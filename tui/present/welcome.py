"""The texts of the first start."""

from __future__ import annotations

from pathlib import Path

from tingsbok.i18n import t
from tui.widgets.dialogs import MenuEntry

SYNCED = ("onedrive", "dropbox", "google drive", "icloud")
"""Parts of folder names that another program keeps in step, at odds with git."""


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
    return [
        MenuEntry("1", t("Try it with an example"), why=t("a copy of five real minutes, with a history")),
        MenuEntry("2", t("Open an archive"), why=t("a folder on this computer")),
        MenuEntry("3", t("Make a new archive"), why=t("here or in another folder")),
    ]


def below(directory: Path) -> str:
    """How to steer, and a warning about folders that two programs write."""
    lines = [
        t("Arrow keys and Enter are enough. ? shows help, q quits."),
        t("Nothing is sent from the computer."),
    ]
    if any(name in str(directory).casefold() for name in SYNCED):
        warning = t(
            "! The folder is kept in step by another program, which can overwrite what git has written."
        )
        lines += ["", warning, t("Put the archive in a folder of its own instead.")]
    return "\n".join(lines)

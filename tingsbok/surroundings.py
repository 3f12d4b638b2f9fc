"""What a folder and this computer are like before there is an archive: whether one could be kept there."""

from __future__ import annotations

import os
from pathlib import Path

from msgspec import Struct

from tingsbok.i18n import t
from tingsbok.store.git_setup import MINIMUM_GIT, git_version

SYNCED = {
    "onedrive": "OneDrive",
    "sharepoint": "SharePoint",
    "dropbox": "Dropbox",
    "google drive": "Google Drive",
    "googledrive": "Google Drive",
    "icloud": "iCloud",
    "mobile documents": "iCloud",
    "nextcloud": "Nextcloud",
}
"""Parts of folder names by which programs are known that keep folders in step behind git's back."""


class Surroundings(Struct, frozen=True):
    """What was found.

    Attributes:
        git: What is wrong with git, with what to do; empty if nothing is.
        synced: The program that keeps the folder in step with others; empty if none.
        closed: True if the user may not write in the folder.
    """

    git: str = ""
    synced: str = ""
    closed: bool = False


def look_around(directory: Path) -> Surroundings:
    """Look at a folder and at git."""
    return Surroundings(git_complaint(git_version()), synced_by(directory), not os.access(directory, os.W_OK))


def synced_by(directory: Path) -> str:
    """The program that keeps a folder in step with other computers; empty if its name tells of none."""
    text = os.fspath(directory).casefold()
    return next((name for part, name in SYNCED.items() if part in text), "")


def git_complaint(found: tuple[int, ...] | None) -> str:
    """What is wrong with git's version, with what to do; empty if nothing is.

    Args:
        found: The version as numbers; ``None`` if there is no git.
    """
    wanted = ".".join(map(str, MINIMUM_GIT))
    if found is None:
        return t(
            "The program git is missing. Install git {version} or newer, then start again.", version=wanted
        )
    if found < MINIMUM_GIT:
        shown = ".".join(map(str, found))
        return t(
            "git {found} is too old. Install {wanted} or newer, then start again.", found=shown, wanted=wanted
        )
    return ""

"""``tingsbok doctor``: is everything here that the program needs?"""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

from tingsbok import __version__, config
from tingsbok.cli.context import Context
from tingsbok.errors import TingsbokError
from tingsbok.i18n import N_, t
from tingsbok.store.git import find_root
from tingsbok.store.git_doctor import examine
from tingsbok.store.git_setup import MINIMUM_GIT, git_version, identity

SUMMARY = N_("Check this computer: git, name, terminal, editor, the archive's place.")

SYNC_FOLDERS = ("OneDrive", "SharePoint", "Dropbox", "Google Drive", "iCloud")
"""Folders whose programs overwrite files behind git's back."""

Finding = tuple[bool, str, str]
"""Whether it is well, what was looked at, and what was found or what to do."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """It takes none."""


def run(context: Context) -> int:
    """Print one line a thing; exit 7 if something must be mended."""
    findings = [*_programs(), *_terminal(context), *_editor(context), *_archive(context)]
    items = [{"ok": ok, "what": what, "found": found} for ok, what, found in findings]
    rows = [[t("ok") if ok else t("MEND"), what, found] for ok, what, found in findings]
    context.output.rows("doctor", ["", t("What"), t("Found")], rows, items)
    return 0 if all(ok for ok, _, _ in findings) else 7


def _programs() -> Iterator[Finding]:
    yield True, "tingsbok", __version__
    yield sys.version_info >= (3, 11), "Python", platform.python_version()
    found = git_version()
    wanted = ".".join(map(str, MINIMUM_GIT))
    if found is None:
        yield False, "git", t("not found; install git {version} or newer", version=wanted)
        return
    shown = ".".join(map(str, found))
    well = found >= MINIMUM_GIT
    yield well, "git", shown if well else t("{found}; needs {wanted} or newer", found=shown, wanted=wanted)
    name = identity(Path())
    advice = t(
        "not set: git config --global user.name 'Your Name'; git config --global user.email you@example.org"
    )
    yield bool(name), t("your name in git"), name or advice


def _terminal(context: Context) -> Iterator[Finding]:
    size = shutil.get_terminal_size()
    well = size.columns >= 60 and size.lines >= 12  # noqa: PLR2004 - the app's smallest window
    yield well, t("terminal"), f"{size.columns}x{size.lines} {context.environ.get('TERM', '')}"
    encoding = (sys.stdout.encoding or "").lower().replace("-", "")
    yield encoding == "utf8", t("characters"), sys.stdout.encoding or "?"


def _editor(context: Context) -> Iterator[Finding]:
    command = config.editor_command(context.settings.text("editor"))
    if not command:
        yield False, t("text editor"), t("none: set EDITOR, for example: export EDITOR=nano")
    else:
        yield bool(shutil.which(command[0])), t("text editor"), " ".join(command)


def _archive(context: Context) -> Iterator[Finding]:
    root = find_root(context.directory)
    if root is not None:
        yield from ((found.well, found.what, found.found) for found in examine(root))
    try:
        archive = context.archive
    except TingsbokError as error:
        yield root is None and not context.arguments.archive, t("archive"), error.message
        return
    yield True, t("archive"), f"{archive.title} ({archive.listing().count})"
    inside = next((name for name in SYNC_FOLDERS if name.lower() in os.fspath(archive.root).lower()), "")
    if inside:
        yield (
            False,
            t("place"),
            t("the archive lies in {folder}, which overwrites files behind git's back", folder=inside),
        )
    broken = sum(1 for problem in archive.check() if problem.is_error)
    yield True, t("records with errors"), str(broken)

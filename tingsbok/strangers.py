"""What lies among the records and is no record file: links, pipes, devices, folders that cannot be listed.

The store passes over all of it. Here it gets a name, so that nobody looks in vain for what is not read.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from tingsbok.errors import NotFound, Refused, reason_of
from tingsbok.i18n import t
from tingsbok.problems import Problem, Severity
from tingsbok.record import unreadable
from tingsbok.store.base import RECORDS, Store
from tingsbok.store.disk import is_repository


def strangers(root: Path, store: Store) -> Iterator[Problem]:
    """Yield a problem for everything below ``records/`` that looks like records and is not read.

    Args:
        root: The archive's top folder.
        store: Says why it does not read a thing.
    """
    folders = [RECORDS]
    while folders:
        folder = folders.pop()
        try:
            with os.scandir(f"{root}/{folder}") as listing:
                found = [one for one in listing if not _is_record_file(one)]
        except OSError as error:
            yield _unlisted(folder, error)
            continue
        if any(one.name == ".git" for one in found) and is_repository(root / folder):
            yield _another(folder)
            continue
        for one in found:
            path = f"{folder}/{one.name}"
            is_folder = one.is_dir(follow_symlinks=False)
            if is_folder and one.name != ".git":
                folders.append(path)
            if _is_odd(one, is_folder=is_folder):
                yield from _refused(path, store)
            elif not is_folder and _is_shouted(one.name):
                yield _unread(path)


def _is_record_file(one: os.DirEntry[str]) -> bool:
    return one.name.endswith(".md") and one.is_file(follow_symlinks=False)


def _is_odd(one: os.DirEntry[str], *, is_folder: bool) -> bool:
    if one.name.endswith(".md"):
        return is_folder or not one.is_file(follow_symlinks=False)
    return one.is_symlink() and not is_folder and _leads_to_folder(one)


def _is_shouted(name: str) -> bool:
    """True for a record's ending in other letters, as some programs write it."""
    return name.lower().endswith(".md") and not name.endswith(".md")


def _unread(path: str) -> Problem:
    message = t("{path} is not read: only files that end in .md are records.", path=path)
    remedy = t("Rename it to {name}.", name=f"{path[:-3]}.md")
    return Problem("T123", Severity.ADVICE, path, message, remedy=remedy)


def _leads_to_folder(one: os.DirEntry[str]) -> bool:
    try:
        return one.is_dir()
    except OSError:  # a link that leads in a circle
        return False


def _refused(path: str, store: Store) -> Iterator[Problem]:
    try:
        store.read(path)
    except Refused as refusal:
        yield from unreadable(path, refusal).problems
    except NotFound:  # taken away while we were looking
        return


def _another(folder: str) -> Problem:
    message = t("{path} is a git repository of its own, not a part of the archive.", path=folder)
    remedy = t("Open it by itself, or take its .git away.")
    return Problem("T109", Severity.ERROR, folder, message, remedy=remedy)


def _unlisted(folder: str, error: OSError) -> Problem:
    message = t("{path} cannot be read: {reason}.", path=folder, reason=reason_of(error))
    remedy = t("Check who owns the folder and its permissions, and that its path is not too long.")
    return Problem("T109", Severity.ERROR, folder, message, remedy=remedy)

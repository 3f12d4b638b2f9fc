"""Files that words of the command line mean: by a record's id, by their own path, by their folder's."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from tingsbok.errors import NotFound
from tingsbok.i18n import t
from tingsbok.ids import id_of
from tingsbok.store.base import RECORDS
from tingsbok.strangers import strangers

if TYPE_CHECKING:
    from tingsbok.archive import Archive

TOP = "."
"""The path of the archive's own folder."""


def paths_meant(root: Path, word: str) -> list[str]:
    """Paths in the archive that a word may mean: from where the user stands, else from the archive's top.

    Args:
        root: The archive.
        word: What was written; it need not exist.
    """
    here = Path(os.path.abspath(word))  # noqa: PTH100 - a link inside the archive is named as it stands there
    there = Path(os.path.realpath(here.parent)) / here.name  # the archive may be reached through a link
    ways = ((here, root), (there, Path(os.path.realpath(root))))
    found = [path.relative_to(top).as_posix() for path, top in ways if path.is_relative_to(top)]
    below = Path(os.path.normpath(root / word))
    if below != root and below.is_relative_to(root):
        found.append(below.relative_to(root).as_posix())
    return list(dict.fromkeys(found))


def lying_in(path: str, files: Sequence[str]) -> list[str]:
    """Those of the files that are the path or lie in it, if it is a folder."""
    return [file for file in files if path in {TOP, file} or file.startswith(f"{path}/")]


def files_to_check(archive: Archive, words: Sequence[str]) -> list[str]:
    """The files that words mean, of those that can be checked; none stands for all of them.

    Args:
        archive: The archive.
        words: Ids, files and folders of records.

    Raises:
        NotFound: One of them is none of these.
    """
    files: list[str] = []
    for word in words:
        row = archive.row(word)
        paths = [row.path] if row else paths_meant(archive.root, word)
        if TOP in paths:
            return []
        found: list[str] = next(filter(None, (_checked_in(archive, path) for path in paths)), [])
        if not found:
            raise NotFound(
                t('"{name}" is neither a record nor a folder with records.', name=word),
                remedy=t("Name a record by its id, or a file or folder below {folder}/.", folder=RECORDS),
            )
        files += found
    return files


def _checked_in(archive: Archive, path: str) -> list[str]:
    row = archive.row(id_of(path))
    if row is not None and row.path == path:
        return [path]
    views = archive.views()
    known = [entry.path for entry in archive.store.entries()]
    known += [view.path for view in views.views]
    known += [odd.path for odd in (*views.problems, *strangers(archive.root, archive.store))]
    return lying_in(path, known)

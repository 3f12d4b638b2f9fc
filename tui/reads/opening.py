"""Opening an archive, its words, and bringing its index up to date."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from tingsbok import config, i18n
from tingsbok.actions import Outside
from tui.present.words import Words

if TYPE_CHECKING:
    from tingsbok.archive import Archive
    from tui.options import Options


def open_archive(options: Options, directory: Path, today: date | None = None) -> Archive:
    """Open the archive at or above *directory*; its index is as it was."""
    from tingsbok.archive import Archive

    return Archive.open(
        directory,
        today=today or options.today,
        cache_dir=options.cache_dir,
        read_only=options.read_only,
        at=options.at,
    )


def words(archive: Archive) -> Words:
    """The archive's words in the language in use."""
    return Words(archive.schemas, i18n.current(), lru_cache(maxsize=1024)(archive.name))


class Reconciliation(Struct, frozen=True):
    """What bringing the index up to date found.

    Attributes:
        changed: Ids of records that are new or different.
        removed: Ids of records that are gone.
        outside: What was changed in another program and is not saved as a change yet.
    """

    changed: tuple[str, ...]
    removed: tuple[str, ...]
    outside: tuple[Outside, ...]


def reconcile(archive: Archive, *, thorough: bool = False) -> Reconciliation:
    """Bring the index up to date with the files.

    Args:
        archive: The archive.
        thorough: Look at every file by itself, not only at those that git calls changed.
    """
    found = archive.refresh(quick=not thorough)
    outside = tuple(archive.outside()) if found.dirty else ()
    return Reconciliation(tuple(found.changed), tuple(found.removed), outside)


class Editing(Struct, frozen=True):
    """What a text editor needs: the file, and git's own editor if the user has chosen one there."""

    path: str
    file: Path
    editor: list[str]


def editing(archive: Archive, identity: str) -> Editing:
    """Where a record's file lies, and which editor git would use."""
    path = archive.get(identity).path
    return Editing(path, archive.root / path, config.editor_command("", archive.git_editor()))

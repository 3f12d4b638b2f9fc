"""Archives that are made from the app: the example, and a new empty one."""

from __future__ import annotations

from datetime import date
from itertools import count
from pathlib import Path

from tingsbok.i18n import t

EXAMPLE_DAY = date(2024, 11, 8)
"""The example stops in the middle of work on this day, so that there is something to do."""


def free_folder(inside: Path, name: str) -> Path:
    """A folder of that name that does not exist yet, numbered if need be."""
    names = (name if number == 1 else f"{name}-{number}" for number in count(1))
    return next(folder for folder in (inside / each for each in names) if not folder.exists())


def make_example(inside: Path) -> Path:
    """Make the example archive in a new folder under *inside*, or in a temporary one if that cannot be."""
    import tempfile

    from tingsbok.demo import build_demo

    name = t("example-archive")
    try:
        return build_demo(free_folder(inside, name)).path
    except OSError:
        return build_demo(free_folder(Path(tempfile.mkdtemp(prefix="tingsbok-")), name)).path


def make_empty(folder: Path, title: str, language: str) -> Path:
    """Make a new, empty archive."""
    from tingsbok.founding import found_archive

    return found_archive(folder, title=title, language=language)

"""Archives that come to this computer from the app: the example, a new empty one, one from a server."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import date
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from tingsbok.errors import Refused, TingsbokError, reason_of
from tingsbok.i18n import t
from tui.present.sentences import with_remedy

if TYPE_CHECKING:
    from tingsbok.store.git_clone import Progress
    from tingsbok.surroundings import Surroundings

EXAMPLE_DAY = date(2024, 11, 8)
"""The example stops in the middle of work on this day, so that there is something to do."""


def free_folder(inside: Path, name: str) -> Path:
    """A folder of that name that does not exist yet, numbered if need be."""
    names = (name if number == 1 else f"{name}-{number}" for number in count(1))
    return next(folder for folder in (inside / each for each in names) if not folder.exists())


def look_around(directory: Path) -> tuple[Surroundings, list[Path]]:
    """What the folder and git are like, and the archives opened last."""
    from tingsbok.remembered import Remembered
    from tingsbok.surroundings import look_around as look

    return look(directory), Remembered().archives


def make_example(inside: Path) -> Path:
    """Make the example archive in a new folder under *inside*, or in a temporary one if that cannot be."""
    import tempfile

    from tingsbok.demo import build_demo

    name = t("example-archive")
    try:
        with _or_nothing(free_folder(inside, name)) as folder:
            return build_demo(folder).path
    except OSError:
        return build_demo(free_folder(Path(tempfile.mkdtemp(prefix="tingsbok-")), name)).path


@contextmanager
def _or_nothing(folder: Path) -> Iterator[Path]:
    """A new folder that goes again if it cannot be filled."""
    is_new = not folder.exists()
    with ExitStack() as failed:
        if is_new:
            failed.callback(shutil.rmtree, folder, ignore_errors=True)
        yield folder
        failed.pop_all()


def make_empty(folder: Path, title: str, language: str) -> Path:
    """Make a new, empty archive.

    Raises:
        Refused: The folder holds other things, or may not be written in.
    """
    from tingsbok.founding import found_archive

    try:
        with _or_nothing(folder):
            return found_archive(folder, title=title, language=language)
    except OSError as error:
        raise Refused(
            t("{path} cannot be made: {reason}.", path=folder, reason=reason_of(error)),
            remedy=t("Choose another folder."),
        ) from error


def address_problem(address: str) -> str:
    """Why an address is not fetched from; empty if it may be."""
    from tingsbok.store.git_clone import refuse_address

    try:
        refuse_address(address.strip())
    except TingsbokError as error:
        return with_remedy(error.message, error.remedy)
    return ""


def folder_for(address: str, inside: Path) -> Path:
    """A new folder under *inside* that is called what the archive is."""
    from tingsbok.store.git_clone import folder_name

    return free_folder(inside, folder_name(address.strip()))


def fetch(address: str, folder: Path, progress: Callable[[Progress], None], stop: threading.Event) -> Path:
    """Fetch an archive into a new folder; see :func:`tingsbok.store.git_clone.clone`."""
    from tingsbok.store.git_clone import clone

    return clone(address.strip(), folder, progress=progress, cancelled=stop.is_set)

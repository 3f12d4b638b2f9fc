"""The exception tree: every way a request can be refused, with its exit code and its remedy.

Problems *in the data* are values (:mod:`tingsbok.problems`), never exceptions.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from tingsbok.i18n import N_, t

if TYPE_CHECKING:
    from tingsbok.problems import Problem

_SYSTEM_SAYS = (
    N_("No such file or directory"),
    N_("Permission denied"),
    N_("Operation not permitted"),
    N_("Is a directory"),
    N_("Not a directory"),
    N_("File exists"),
    N_("File name too long"),
    N_("Read-only file system"),
    N_("No space left on device"),
    N_("Disk quota exceeded"),
    N_("Input/output error"),
)
"""What systems answer oftenest; the catalogue has it in other languages."""


def reason_of(error: OSError) -> str:
    """Why the system refused, in the user's language where its words are known, else in its own."""
    return t(error.strerror) if error.strerror else str(error)


def line_of_toml(error: Exception) -> int:
    """The 1-based line on which a TOML text is miswritten; 0 if the reader does not say."""
    found = re.search(r"line (\d+)", str(error))
    return int(found[1]) if found else 0


def reason_of_toml(error: Exception) -> str:
    """Why a TOML text cannot be read, in the user's language: ``tomllib`` has English words only."""
    if isinstance(error, UnicodeDecodeError):
        return t("it is not UTF-8 text")
    line = line_of_toml(error)
    return t("line {line} is miswritten", line=line) if line else t("something is not closed at its end")


class TingsbokError(Exception):
    """A request that was refused: what happened, and what the user can do about it.

    Args:
        message: One sentence in the user's language.
        remedy: What to do next; empty if there is nothing to do.
    """

    exit_code: ClassVar[int] = 1

    def __init__(self, message: str, *, remedy: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy


class WrongUse(TingsbokError):
    """The request itself is malformed: an unknown verb, flag, field or query."""

    exit_code = 2


class InvalidRecord(TingsbokError):
    """The record cannot be read or would become invalid; nothing was written."""

    exit_code = 3

    def __init__(self, message: str, *, remedy: str = "", problems: Sequence[Problem] = ()) -> None:
        super().__init__(message, remedy=remedy)
        self.problems = tuple(problems)


class NotFound(TingsbokError):
    """No such record, item, revision or file."""

    exit_code = 4


class NotAnArchive(NotFound):
    """The directory is not an archive, nor inside one."""


class ExternallyChanged(TingsbokError):
    """Somebody else changed the file between read and save; nothing was written.

    Args:
        path: The file, relative to the archive.
        found: The bytes that lie there now, ``None`` if the file is gone.
        made_from: Where the file is older than what is committed: the committed bytes it was made from;
            *found* then is what is committed now.
    """

    exit_code = 5

    def __init__(
        self,
        message: str,
        *,
        path: str,
        found: bytes | None,
        made_from: bytes | None = None,
        remedy: str = "",
    ) -> None:
        super().__init__(message, remedy=remedy)
        self.path = path
        self.found = found
        self.made_from = made_from


class Refused(TingsbokError):
    """The state of the archive or the lack of a confirmation forbids it."""

    exit_code = 6


class ExternalProgramFailed(TingsbokError):
    """git, an editor or another program failed; local work is safe."""

    exit_code = 7

"""Why an archive may only be read: the user wants it, it is the past, it is newer, or somebody else's."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from msgspec import Struct

from tingsbok.config import ArchiveSettings
from tingsbok.errors import Refused
from tingsbok.i18n import t

FORMAT = 1
"""Version of the record format that this program writes; ``archive.toml`` may name another."""

_PASTS = 3


class ReadOnly(Struct, frozen=True):
    """Why nothing may be saved.

    Attributes:
        reason: The reason, a sentence.
        remedy: What to do about it.
        word: The reason in a word or two, for the first row of the screen.
    """

    reason: str
    remedy: str
    word: str

    def refusal(self) -> Refused:
        """What whoever wants to save is told."""
        return Refused(self.reason, remedy=self.remedy)


def as_asked() -> ReadOnly:
    """The reason that is the user's own wish."""
    return ReadOnly(
        t("The archive is open for reading only."), t("Open it without --read-only."), t("read-only")
    )


def why_read_only(
    root: Path, settings: ArchiveSettings, *, asked: bool = False, at: str = ""
) -> ReadOnly | None:
    """Why an archive may only be read; ``None`` if it may be changed.

    Args:
        root: Its folder.
        settings: What it says about itself.
        asked: Whether the user wants to read only.
        at: The day as of which it is opened.
    """
    if at:
        return ReadOnly(
            t("You are looking at the archive as it was on {day}; the past can only be read.", day=at),
            t("Open it without --at to change it."),
            t("on {day}, read-only", day=at),
        )
    if settings.format > FORMAT:
        return ReadOnly(
            t(
                "The archive is written in a newer format ({number}) and is only read.",
                number=settings.format,
            ),
            t("Update Tingsbok to change it."),
            t("newer format, read-only"),
        )
    if asked:
        return as_asked()
    closed = next((folder for folder in (root, root / ".git") if not os.access(folder, os.W_OK)), None)
    if closed is not None:
        return ReadOnly(
            t("You may not write in {path}, so the archive is only read.", path=closed),
            t("Ask whoever owns the folder, or work in a copy of your own."),
            t("read-only"),
        )
    return None


def past_index(folder: Path, moment: str) -> Path:
    """Index of a moment of the past; only the newest few are kept.

    Args:
        folder: Where the archive's indexes lie.
        moment: Id of the last change of then.
    """
    file = folder / f"past-{moment[:16]}.db"
    with suppress(OSError):
        others = sorted(folder.glob("past-*.db"), key=lambda other: other.stat().st_mtime, reverse=True)
        for other in [each for each in others if each != file][_PASTS - 1 :]:
            other.unlink()
    return file

"""Documents that are written beside the archive: drafts and exports go into ``out/``, which git ignores."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from msgspec import Struct

from tingsbok.errors import Refused, reason_of
from tingsbok.i18n import t
from tingsbok.whole_files import replace_whole

FOLDER = "out"


class Document(Struct, frozen=True):
    """A file to write.

    Attributes:
        path: Relative to the archive's ``out/``, with ``/``.
        content: Its bytes.
    """

    path: str
    content: bytes

    @property
    def shown(self) -> str:
        """The path as people are told it."""
        return f"{FOLDER}/{self.path}"


def put(root: Path, documents: Iterable[Document]) -> list[Path]:
    """Write documents below the archive's ``out/``, each whole or not at all; a former one is replaced.

    Raises:
        Refused: The folder or a file cannot be written.
    """
    if (root / FOLDER).is_symlink():
        raise Refused(
            t("{path} is a link to another folder, and nothing is written there.", path=f"{FOLDER}/"),
            remedy=t("Take the link away; the folder is made anew."),
        )
    return [save(root / FOLDER / document.path, document.content, document.shown) for document in documents]


def save(file: Path, content: bytes, shown: str = "", *, whole: bool = True) -> Path:
    """Write one file whole or not at all, wherever the user wants it.

    Args:
        file: The file.
        content: Its bytes.
        shown: What people are told it is called; its path if empty.
        whole: Whether a new file takes the place of the old one. A device or a pipe is written to instead.

    Raises:
        Refused: It cannot be written.
    """
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        if whole:
            replace_whole(file, content, 0o644)
        else:
            file.write_bytes(content)
    except OSError as error:
        raise Refused(
            t("{path} could not be written: {reason}.", path=shown or file, reason=reason_of(error)),
            remedy=t("Close the file in other programs, or see to room and rights, and try again."),
        ) from error
    return file

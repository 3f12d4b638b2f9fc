"""The parts of a record file, exact to the byte: opening fence, front matter, closing fence, body."""

from __future__ import annotations

import re
from functools import cache

from msgspec import Struct

from tingsbok.i18n import t

Value = str | list["Value"] | dict[str, "Value"]
"""A front matter value as text; the schema gives it its type."""

FieldPath = tuple[str | int, ...]
"""The way to a field, such as ``("attendance", 3, "status")``; list positions count from 0."""

MAX_FILE_BYTES = 8 * 1024 * 1024
MAX_FRONT_BYTES = 64 * 1024

_BOM = b"\xef\xbb\xbf"
_OPENING = re.compile(rb"(?:\xef\xbb\xbf)?---[ \t]*(\r?\n)")
_CLOSING = re.compile(rb"^(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.MULTILINE)


class FrontMatterError(Exception):
    """The file cannot be read as a record.

    Args:
        code: Problem code, ``T102`` to ``T109``.
        message: One sentence in the user's language.
        line: 1-based line in the file, 0 if the problem is the whole file's.
        column: 1-based column in characters, 0 if unknown.
        remedy: What to do about it.
    """

    def __init__(self, code: str, message: str, *, line: int = 0, column: int = 0, remedy: str = "") -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.line = line
        self.column = column
        self.remedy = remedy


class Document(Struct, frozen=True):
    """A file cut in four; joined again the parts are the file, byte for byte.

    Attributes:
        head: Byte order mark, if any, and the opening fence line.
        front: The YAML between the fences, line ends as in the file.
        close: The closing fence line.
        body: Everything after it.
        newline: The line end of the opening fence, used for lines that the program adds.
    """

    head: bytes
    front: str
    close: bytes
    body: bytes
    newline: str

    def join(self) -> bytes:
        """The file's bytes."""
        return self.head + self.front.encode() + self.close + self.body

    def position(self, index: int) -> tuple[int, int]:
        """1-based line and column in the file of a character of :attr:`front`."""
        return 2 + self.front.count("\n", 0, index), index - self.front.rfind("\n", 0, index)

    def fault(self, index: int, code: str, message: str, remedy: str) -> FrontMatterError:
        """An error at a character of :attr:`front`."""
        line, column = self.position(index)
        return FrontMatterError(code, message, line=line, column=column, remedy=remedy)


def split(raw: bytes) -> Document:
    """Cut a file into its parts.

    Raises:
        FrontMatterError: There is no front matter, it is not closed, not UTF-8, or too large.
    """
    opening, closing = _fences(raw)
    front = _decode(raw[opening.end() : closing.start()])
    return Document(opening[0], front, closing[0], raw[closing.end() :], opening[1].decode())


def body_of(raw: bytes) -> str:
    """The text after the front matter of a file whose front matter is known to be in order.

    Raises:
        FrontMatterError: There is no front matter, it is not closed, or too large.
        UnicodeDecodeError: The text is not UTF-8.
    """
    return raw[_fences(raw)[1].end() :].decode()


def _fences(raw: bytes) -> tuple[re.Match[bytes], re.Match[bytes]]:
    """The lines before and after the front matter."""
    if len(raw) > MAX_FILE_BYTES:
        raise _too_large()
    opening = _OPENING.match(raw)
    if opening is None:
        raise _absent(raw)
    closing = _CLOSING.search(raw, opening.end())
    if closing is None:
        raise FrontMatterError(
            "T102",
            t("The front matter is never closed: there is no second line with only three hyphens."),
            line=1,
            column=1,
            remedy=t("Write --- on a line of its own after the last field."),
        )
    if closing.start() - opening.end() > MAX_FRONT_BYTES:
        raise _too_large()
    return opening, closing


@cache
def _unprintable() -> re.Pattern[str]:
    """What YAML does not allow in a stream, and the byte order mark, which the two parsers treat differently.

    Put together when a file is first read: it takes longer than all other patterns together.
    """
    return re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")


def _decode(front: bytes) -> str:
    try:
        text = front.decode()
    except UnicodeDecodeError as error:
        before = front[: error.start]
        column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8", "replace")) + 1
        raise _not_text(before.count(b"\n") + 2, column) from error
    if odd := _unprintable().search(text):
        raise Document(b"", text, b"", b"", "").fault(
            odd.start(),
            "T104",
            t("The front matter holds a control character, U+{code}.", code=f"{ord(odd[0]):04X}"),
            t("Delete the character."),
        )
    return text


def _absent(raw: bytes) -> FrontMatterError:
    start = raw.removeprefix(_BOM)
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in raw[:4]:
        return _not_text(1, 1)
    if start.startswith(b"+++"):
        message = t("The fields stand between lines of +++. Records have them between lines of ---.")
    elif not start.strip():
        message = t("The file is empty.")
    else:
        message = t("The front matter is missing: the first line is not three hyphens.")
    remedy = t("Begin the file with ---, a line such as type: decision, and --- again.")
    return FrontMatterError("T102", message, line=1, column=1, remedy=remedy)


def _not_text(line: int, column: int) -> FrontMatterError:
    return FrontMatterError(
        "T104",
        t("The file is not UTF-8 text."),
        line=line,
        column=column,
        remedy=t("Save it as UTF-8 in the editor."),
    )


def _too_large() -> FrontMatterError:
    return FrontMatterError(
        "T109",
        t("The file is too large: at most 64 KiB of front matter and 8 MiB in all."),
        remedy=t("Move long texts to the body, and attachments to files of their own."),
    )

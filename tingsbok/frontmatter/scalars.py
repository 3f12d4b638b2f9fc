"""A text as YAML that every reader takes for the same value.

Readers here take everything as text, but other programs read the files too, by YAML 1.1 or 1.2. So a
text that either of them would take for something else is quoted (``no``, ``on``, ``~``, ``9:30``, ``007``,
``1.5``, ``1e3``). Three kinds stay plain because the format wants them readable and nobody misreads them:
dates (``2024-11-15``), whole numbers as one writes them (``34``, ``-5``), and ``true`` and ``false``.
"""

from __future__ import annotations

import re
from functools import cache

from tingsbok.errors import InvalidRecord
from tingsbok.i18n import t

_READABLE = re.compile(r"(?:0|-?[1-9][0-9]*|true|false|[0-9]{4}-[0-9]{2}-[0-9]{2})\Z")
_TYPED = re.compile(
    r"""(?: ~ | = | << | null | y | n | yes | no | on | off | true | false
    | [-+]?\.(?:inf|nan) | \.nan
    | [-+]?[0-9][0-9_,.:]*(?:e[-+]?[0-9]+)? | [-+]?\.[0-9][0-9_.]*(?:e[-+]?[0-9]+)?
    | [-+]?0[xob][0-9a-f_]*
    | [0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[t\s].*)? )\Z""",
    re.IGNORECASE | re.VERBOSE,
)
_INDICATORS = tuple("-?:,[]{}#&*!|>'\"%@`=")
_NOT_PLAIN = re.compile(r": |:\Z| #|\A\s|\s\Z|\t")
_FLOW_INDICATORS = re.compile(r"[,\[\]{}?]")  # the question mark for PyYAML without libyaml
_ESCAPES = {"\0": "\\0", "\t": "\\t", "\n": "\\n", "\r": "\\r", "\x1b": "\\e", '"': '\\"', "\\": "\\\\"}
_LONGEST_KEY = 1000  # YAML: a key of more than 1,024 characters is no key


@cache
def _hidden(besides: str = "") -> re.Pattern[str]:
    """What one cannot see, or what turns the line's direction: written as an escape, so that it shows."""
    return re.compile(
        "[^\x20-\x7e\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
        f"|[\xad\u200b-\u200f\u2028-\u202e\u2060-\u2069]{besides}"
    )


class CannotEdit(InvalidRecord):
    """The change cannot be written so that only it changes; nothing was written.

    Args:
        message: One sentence in the user's language.
        code: Problem code of the cause; empty if the file is sound.
        line: 1-based line of the place, 0 if unknown.
        remedy: What to do instead.
    """

    def __init__(self, message: str, *, code: str = "", line: int = 0, remedy: str = "") -> None:
        super().__init__(message, remedy=remedy)
        self.code = code
        self.line = line


def is_plain(text: str, *, flow: bool) -> bool:
    """True if the text needs no quotes; *flow* says that it stands inside brackets or braces."""
    if _READABLE.match(text):
        return True
    if not text or text.startswith(_INDICATORS) or _TYPED.match(text) or _hidden().search(text):
        return False
    return not _NOT_PLAIN.search(text) and not (flow and _FLOW_INDICATORS.search(text))


def inline(text: str, *, flow: bool, style: str = "") -> str:
    """The text on one line.

    Args:
        text: Any text; an empty one becomes a pair of quotes.
        flow: It stands inside brackets or braces.
        style: The quote it had before: kept if it can carry the text.

    Raises:
        CannotEdit: It holds half a character, which no file can.
    """
    if not style and is_plain(text, flow=flow):
        return text
    hidden = _hidden().search(text)
    if not hidden and (style == "'" or (style != '"' and ('"' in text or "\\" in text))):
        return "'" + text.replace("'", "''") + "'"
    return '"' + _hidden('|["\\\\]').sub(_escape, text) + '"'


def key(text: str, *, flow: bool) -> str:
    """A field's name as it stands before its colon.

    Raises:
        CannotEdit: It is empty or longer than YAML takes.
    """
    # three dots at the beginning of a line end the front matter
    written = inline(text, flow=flow, style='"' if text.startswith("...") else "")
    if not text or len(written) > _LONGEST_KEY:
        raise CannotEdit(t("The field name is empty or too long."), remedy=t("Use a short name."))
    return written


def _escape(match: re.Match[str]) -> str:
    character = match[0]
    if short := _ESCAPES.get(character):
        return short
    number = ord(character)
    if 0xD800 <= number <= 0xDFFF:  # noqa: PLR2004 - the surrogates of Unicode
        raise CannotEdit(
            t("A text holds half a character (a lone surrogate)."),
            code="T104",
            remedy=t("Delete the character."),
        )
    if number > 0xFFFF:  # noqa: PLR2004 - the longest escape of four digits
        return f"\\U{number:08x}"
    return f"\\u{number:04x}" if number > 0xFF else f"\\x{number:02x}"  # noqa: PLR2004 - of two digits


def block(
    text: str, indent: str, newline: str, *, header: str = "|", digit: int = 0, width: int = 80
) -> list[str] | None:
    """The text as a block: the header and its lines; ``None`` if only quotes can carry it.

    Args:
        text: Any text.
        indent: Indentation of the lines.
        newline: Line end of the lines.
        header: The header it had before, or ``|`` or ``>`` for lines as they are or folded ones.
        digit: The indentation counted from the parent's, 0 if unknown; for a text that begins with spaces.
        width: A folded line is no longer than this if it can be broken.
    """
    content = text.rstrip("\n")
    lines = content.split("\n")
    blank = len(text) - len(content)
    if not content or (blank > 1 and "+" not in header) or any(not _fits_block(line) for line in lines):
        return None
    own = _first(lines).startswith((" ", "\t"))
    if own and not 1 <= digit <= 9:  # noqa: PLR2004 - YAML: one digit
        return None
    folded = header[0] == ">" and not any(line.startswith((" ", "\t")) for line in lines)
    chomp = "-" if not blank else "+" if "+" in header else ""
    head = (">" if folded else "|") + (str(digit) if own else "") + chomp
    shown = _folded(lines, max(width, 80) - len(indent)) if folded else lines
    return [head, *(indent + line + newline if line else newline for line in shown + [""] * (blank - 1))]


def _fits_block(line: str) -> bool:
    return not line or (bool(line.strip()) and not _hidden().search(line.replace("\t", "")))


def _first(lines: list[str]) -> str:
    return next(line for line in lines if line)


def _folded(lines: list[str], width: int) -> list[str]:
    """Lines that a reader joins again: a line end of the text becomes an empty line."""
    shown: list[str] = []
    for line in lines:
        if not line or any(shown):
            shown.append("")
        if line:
            shown += _broken(line, width)
    return shown


def _broken(line: str, width: int) -> list[str]:
    if "  " in line or "\t" in line or line.endswith(" "):
        return [line]
    parts = [""]
    for word in line.split(" "):
        if parts[-1] and len(parts[-1]) + len(word) >= width:
            parts.append(word)
        else:
            parts[-1] = f"{parts[-1]} {word}".lstrip(" ")
    return parts

"""What is wrong in a file of settings, or in a variable: told, never in the way."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from msgspec import Struct

from tingsbok.i18n import t


class Fault(Struct, frozen=True):
    """One thing that is wrong.

    Attributes:
        source: The file's path or the variable's name.
        message: What is wrong, in the user's language.
        key: The key it is about; empty if the whole file cannot be read.
        line: 1-based line in the file; 0 if unknown.
    """

    source: str
    message: str
    key: str = ""
    line: int = 0

    @property
    def sentence(self) -> str:
        """Where and what, in one line."""
        return f"{self._at(self.source)}: {self.message}"

    @property
    def brief(self) -> str:
        """The same with the file's name only, where a line is short."""
        return f"{self._at(Path(self.source).name)}: {self.message}"

    def _at(self, source: str) -> str:
        return f"{source}:{self.line}" if self.line else source


def unknown_key(key: str, known: Iterable[str]) -> str:
    """That there is no such setting, and which was probably meant."""
    return t('There is no setting "{key}".', key=key) + guess(key, known)


def unknown_action(name: str, known: Iterable[str]) -> str:
    """That no action has that id, and which was probably meant."""
    return t('There is no action "{id}".', id=name) + guess(name, known)


def guess(key: str, known: Iterable[str]) -> str:
    """The sentence that says which was probably meant, after a space; empty if nobody can tell."""
    import difflib

    names = list(known)
    near = difflib.get_close_matches(key, names, 1, 0.6)
    # a key that lost its table, or stands in the wrong one, is as good as named
    last = [name for name in names if name.rpartition(".")[2] == key.rpartition(".")[2]]
    inside = [name for name in names if name.startswith(f"{key}.")]
    found = (last or inside or near or [""])[0]
    return " " + t("Did you mean {guess}?", guess=found) if found else ""


def wrong_value(key: str, value: object, expects: str) -> str:
    """That a key's value is none it takes."""
    shown = str(value).lower() if isinstance(value, bool) else repr(value)
    return t("{key} is {value}; it takes {expects}.", key=key, value=shown[:60], expects=expects)


_TABLE = re.compile(r"\s*\[\s*([^\[\]#]+?)\s*\]\s*(#.*)?$")
_PAIR = re.compile(r"""\s*((?:"[^"]*"|'[^']*'|[\w-]+|\s*\.\s*)+)\s*=""")


def line_of(text: str, key: str) -> int:
    """The 1-based line on which a key of a TOML text is given; its table's line, or 0, if it is not found.

    ``tomllib`` tells no places. A line is enough to find the key by, and this is read only when it is wrong.
    """
    table, found = "", 0
    for number, line in enumerate(text.splitlines(), 1):
        if heading := _TABLE.match(line):
            table = _plain(heading[1]) + "."
            found = found or (number if f"{key}." == table else 0)
        elif (pair := _PAIR.match(line)) and table + _plain(pair[1]) == key:
            return number
    return found


def _plain(key: str) -> str:
    """A dotted key without quotation marks and spaces."""
    return re.sub(r"[\"']|\s*(?=\.)|(?<=\.)\s*", "", key.strip())

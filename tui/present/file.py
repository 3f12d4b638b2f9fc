"""A record's file as it will be: every line of it, with a sign before those that come or go."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct
from rich.cells import cell_len, chop_cells

from tingsbok.i18n import t
from tui.display import clean
from tui.widgets.wrap import NARROWEST, Row, Span

LONGEST = 50_000
"""Characters of a file that are laid out while somebody types; the rest is said to be left out."""

SAME, NEW, GONE = " ", "+", "-"
_HUNK = re.compile(r"@@ -(\d+)(?:,(\d+))? \+\d+(?:,(\d+))? @@")
_KEY = re.compile(r"(?P<indent>[ ]*(?:- )?)(?P<key>[\w-]+):(?=\s|$)")
_FENCE = "---"


class FileLine(Struct, frozen=True):
    """One line of a file: what becomes of it, and what it says."""

    sign: str
    text: str


class FileRows(Struct, frozen=True):
    """A file laid out.

    Attributes:
        rows: Its rows on the screen.
        places: The row at which each field of the front matter begins.
        is_changed: Whether any line comes or goes.
    """

    rows: tuple[Row, ...] = ()
    places: dict[str, int] = {}
    is_changed: bool = False


def whole_file(before: str, diff: str) -> list[FileLine]:
    """Every line of a file, from what it was and the unified diff of what it will be."""
    old, found, at = before.splitlines(), [], 0
    lines = iter(diff.split("\n"))
    for line in lines:
        hunk = _HUNK.match(line)
        if hunk is None:
            continue
        before_it, after_it = (int(hunk[number] or 1) for number in (2, 3))
        start = int(hunk[1]) - (1 if before_it else 0)
        found += [FileLine(SAME, text) for text in old[at:start]]
        found += _hunk(lines, before_it, after_it)
        at = start + before_it
    return [*found, *(FileLine(SAME, text) for text in old[at:])]


def _hunk(lines: Iterator[str], before: int, after: int) -> Iterator[FileLine]:
    """The lines of one part of a diff: its head tells how many of each version there are."""
    while before or after:
        line = next(lines, "")
        if not line:
            return
        yield FileLine(line[0], line[1:])
        before -= line[0] != NEW
        after -= line[0] != GONE


def file_rows(lines: Sequence[FileLine], width: int) -> FileRows:
    """The lines in rows of a width; long ones go on below, after their sign."""
    rows: list[Row] = []
    places: dict[str, int] = {}
    for line, key in _with_keys(_shortest(lines)):
        if key is not None and not key["indent"]:
            places.setdefault(key["key"], len(rows))
        rows += _rows(line, key, width)
    left_out = sum(len(line.text) for line in lines) - LONGEST
    if left_out > 0:
        rows.append(Row((Span(t("({count} characters are left out)", count=left_out), "muted"),)))
    return FileRows(tuple(rows), places, any(line.sign != SAME for line in lines))


def _shortest(lines: Iterable[FileLine]) -> Iterator[FileLine]:
    """As many characters as are laid out."""
    room = LONGEST
    for line in lines:
        if room <= 0:
            return
        yield FileLine(line.sign, line.text[:room])
        room -= len(line.text)


def _with_keys(lines: Iterable[FileLine]) -> Iterator[tuple[FileLine, re.Match[str] | None]]:
    """Each line with the key it begins with, if it stands in the front matter."""
    fences = 0
    for line in lines:
        fences += line.text == _FENCE and line.sign != GONE
        yield line, _KEY.match(line.text) if fences == 1 else None


def _rows(line: FileLine, key: re.Match[str] | None, width: int) -> Iterator[Row]:
    look = {NEW: "new", GONE: "gone"}.get(line.sign, "")
    end = key.end() if key else 0
    for number, part in enumerate(_parts(clean(line.text), max(width - 2, NARROWEST))):
        sign = Span(f"{line.sign} " if not number else "  ", look)
        if look or number or not end:
            yield Row((sign, Span(part, look or ("muted" if line.text == _FENCE else ""))))
        else:
            yield Row((sign, Span(part[:end], "label"), Span(part[end:])))


def _parts(text: str, width: int) -> Iterator[str]:
    """A line cut where a word begins; its own spaces stay, for they mean something in a file."""
    while cell_len(text[: width + 1]) > width:
        part = chop_cells(text[: width + 1], width)[0]
        space = part.rstrip().rfind(" ") + 1
        cut = space if part[:space].strip() and not part.endswith(" ") else len(part)
        yield part[:cut]
        text = text[cut:]
    yield text

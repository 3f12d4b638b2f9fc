"""Finding a text in rows, also where it goes on in the next row."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from tui.widgets.wrap import Row


class Hit(NamedTuple):
    """A part of a row that belongs to a found text.

    Attributes:
        number: Which of the found texts.
        start: First character in the row.
        end: Character after the last one.
    """

    number: int
    start: int
    end: int


class Found(NamedTuple):
    """What was found: the first row of each text, and its parts by row."""

    rows: tuple[int, ...] = ()
    parts: dict[int, list[Hit]] = {}


def find(rows: Sequence[Row], *texts: str) -> Found:
    """Find any of *texts* in *rows*, ignoring case; a space in one also matches a line break."""
    phrases = [r"[\s│]+".join(map(re.escape, words)) for words in map(str.split, texts) if words]
    if not phrases:
        return Found((), {})
    starts, length = [], 0
    for row in rows:
        starts.append(length)
        length += len(row.text) + 1
    whole = "\n".join(row.text for row in rows)
    pattern = re.compile("|".join(phrases), re.IGNORECASE)
    first: list[int] = []
    parts: dict[int, list[Hit]] = {}
    for number, match in enumerate(pattern.finditer(whole)):
        at = bisect_right(starts, match.start()) - 1
        first.append(at)
        while at < len(rows) and starts[at] < match.end():
            start, end = match.start() - starts[at], match.end() - starts[at]
            parts.setdefault(at, []).append(Hit(number, max(0, start), min(end, len(rows[at].text))))
            at += 1
    return Found(tuple(first), parts)

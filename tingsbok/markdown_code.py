"""Code in Markdown text made blank, character for character, so that what is code is not read as links."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator

_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})([^\n]*)")
_BLOCK = re.compile(r"\s*(?:(?:[-*+]|[0-9]{1,9}[.)]|#{1,6})\s|[>|])")
_TICKS = re.compile(r"`+")
_VISIBLE = re.compile(r"[^\n]")


def blanked(text: str) -> str:
    """The text with code spans and fenced code as spaces; every line and column stays where it was."""
    if "`" not in text and "~~~" not in text:
        return text
    pieces, done = [], 0
    for start, end in _code(text):
        pieces += [text[done:start], _VISIBLE.sub(" ", text[start:end])]
        done = end
    return "".join(pieces) + text[done:]


def _code(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of every stretch of code, in order (CommonMark 0.31, sections 4.5 and 6.1)."""
    paragraph = opened = at = 0
    fence = ""
    for line in text.splitlines(keepends=True):
        match = _FENCE.match(line)
        if fence:
            if match and match[1].startswith(fence) and not match[2].strip():
                yield opened, at + len(line)
                fence, paragraph = "", at + len(line)
        elif match and not (match[1][0] == "`" and "`" in match[2]):
            yield from _spans(text, paragraph, at)
            fence, opened = match[1], at
        elif not line.strip() or _BLOCK.match(line):
            yield from _spans(text, paragraph, at)
            paragraph = at
        at += len(line)
    if fence:
        yield opened, at
    else:
        yield from _spans(text, paragraph, at)


def _spans(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Code spans of one paragraph: a run of backticks up to the next run of the same length."""
    runs = [(match.start(), match.end()) for match in _TICKS.finditer(text, start, end)]
    by_length: dict[int, list[int]] = defaultdict(list)
    for number, (first, last) in enumerate(runs):
        by_length[last - first].append(number)
    number = 0
    while number < len(runs):
        first, last = runs[number]
        same = by_length[last - first]
        following = bisect_right(same, number)
        if following < len(same):
            number = same[following]
            yield first, runs[number][1]
        number += 1

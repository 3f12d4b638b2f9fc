"""The line that a finding stands on, as much of it as fits, and where in it the words are."""

from __future__ import annotations

import re

from msgspec import Struct

from tingsbok.problems import Problem


class Excerpt(Struct, frozen=True):
    """A piece of a line.

    Attributes:
        text: The piece; an ellipsis stands where the line goes on.
        start: Where the words begin in it.
        length: How many of its characters are the words'.
    """

    text: str
    start: int
    length: int


def excerpt_of(problem: Problem, width: int) -> Excerpt | None:
    """The words of a finding in their line, at most *width* characters; ``None`` if it tells no line."""
    if not problem.excerpt or not problem.column:
        return None
    line = problem.excerpt.replace("\t", " ")
    start = min(problem.column - 1, len(line))
    length = max(1, _on_this_line(problem, line, start))
    first = max(0, min(start - (width - length) // 2, len(line) - width))
    last = min(len(line), first + width)
    text = line[first:last]
    if first:
        text = "…" + text[1:]
    if last < len(line):
        text = text[:-1] + "…"
    return Excerpt(text, start - first, min(length, last - start))


def _on_this_line(problem: Problem, line: str, start: int) -> int:
    """How many characters the words take on their first line."""
    pattern = r"\s+".join(re.escape(word) for word in problem.words.split())
    found = re.compile(pattern).match(line, start) if pattern else None
    return found.end() - start if found else len(line) - start

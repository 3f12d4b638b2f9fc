"""Regular expressions from schemas, kept from running away.

A schema comes with the archive and may be anybody's. Python's matcher can take exponential time, so a pattern
is used only if a bound on its steps, worked out from its form, is small for the longest text it is tried on.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from msgspec import Struct

LONGEST_VALUE: Final = 240
"""Characters of a value that a pattern is tried on; a longer one does not match."""

_LONGEST_PATTERN: Final = 200
_MOST_STEPS: Final = 50_000_000
_QUANTIFIER = re.compile(r"[*+?]|\{(\d{1,3})(,(\d{1,3})?)?\}")
_CLASS = re.compile(r"\[\^?\]?(?:\\.|[^\]\\\[])*\]")
_ESCAPE = re.compile(r"\\[^0-9gpPkuUNx]")


class _Group(Struct):
    """What is known of a group while it is read: how many ways there are through it."""

    alternatives: int = 1
    steps: int = 1
    repeats: bool = False

    @property
    def cost(self) -> int:
        """Ways through, taking each alternative for as many as all of them."""
        return self.alternatives * self.steps

    @property
    def is_plain(self) -> bool:
        """One way through: may be repeated without the ways multiplying."""
        return not self.repeats and self.alternatives == 1


@cache
def compiled(pattern: str) -> re.Pattern[str] | None:
    """The pattern ready for ``search``; ``None`` if it is not a regular expression or could take too long."""
    if len(pattern) > _LONGEST_PATTERN or _steps(pattern) > _MOST_STEPS:
        return None
    # ECMA's end is the very end; Python's $ would let a line break follow.
    exact = pattern[:-1] + r"\Z" if pattern.endswith("$") and not pattern.endswith(r"\$") else pattern
    try:
        return re.compile(exact)
    except (re.error, OverflowError):
        return None


def fits(pattern: str, text: str) -> bool:
    """Whether the text has the form; a pattern that cannot be used lets everything through."""
    usable = compiled(pattern)
    if usable is None:
        return True
    return len(text) <= LONGEST_VALUE and usable.search(text) is not None


def _steps(pattern: str) -> int:
    """An upper bound on the matcher's steps; a number above every limit for what has none we can see."""
    never = _MOST_STEPS + 1
    start = 1 if pattern.startswith("^") else LONGEST_VALUE
    groups = [_Group()]
    at = 0
    while at < len(pattern):
        atom, size = _atom(pattern, at)
        if not size:
            return never
        at += size
        if atom == "(":
            groups.append(_Group())
            continue
        if atom == "|":
            groups[-1].alternatives += 1
            continue
        inner = groups.pop() if atom == ")" and len(groups) > 1 else _Group()
        fewest, most, at = _quantified(pattern, at)
        if most == LONGEST_VALUE and not inner.is_plain:
            return never
        outer = groups[-1]
        outer.repeats = outer.repeats or inner.repeats or fewest != most
        outer.steps = min(outer.steps * (most - fewest + 1) * inner.cost ** min(most, 64), never)
    return min(groups[0].cost * start, never) if len(groups) == 1 else never


def _atom(pattern: str, at: int) -> tuple[str, int]:
    """The next piece and its length; length 0 for what is not understood (look-around, back-reference)."""
    first = pattern[at]
    if first == "[":
        match = _CLASS.match(pattern, at)
        return "[", len(match[0]) if match else 0
    if first == "\\":
        match = _ESCAPE.match(pattern, at)
        return "\\", len(match[0]) if match else 0
    if pattern.startswith("(?", at):
        return "(", 3 if pattern.startswith("(?:", at) else 0
    return first, 1


def _quantified(pattern: str, at: int) -> tuple[int, int, int]:
    """How often at least and at most the piece before may stand, and where that is said to its end."""
    match = _QUANTIFIER.match(pattern, at)
    if not match:
        return 1, 1, at
    if match[0] == "?":
        return 0, 1, match.end()
    end = match.end() + (pattern[match.end() : match.end() + 1] == "?")
    if match[1] is None or (match[2] and match[3] is None):
        return 0, LONGEST_VALUE, end
    fewest = int(match[1])
    return fewest, min(max(int(match[3] or fewest), fewest), LONGEST_VALUE), end

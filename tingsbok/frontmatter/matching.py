"""Which item of a list became which: so that one changed item is one changed line."""

from __future__ import annotations

from collections.abc import Hashable
from itertools import pairwise

from tingsbok.frontmatter.parts import Value

_ALIKE = 0.25
_MOST = 2500  # cells; beyond it, position alone decides


def pairs(old: list[Value], new: list[Value]) -> list[tuple[int, int]]:
    """Positions in *old* and *new* of the items that are the same or alike, both rising."""
    from difflib import SequenceMatcher

    matcher = SequenceMatcher(None, [_frozen(v) for v in old], [_frozen(v) for v in new], autojunk=False)
    blocks = matcher.get_matching_blocks()
    found = [(b.a + step, b.b + step) for b in blocks for step in range(b.size)]
    for before, after in pairwise([(-1, -1), *found, (len(old), len(new))]):
        found += _alike(old, new, range(before[0] + 1, after[0]), range(before[1] + 1, after[1]))
    return sorted(found)


def _frozen(value: Value) -> Hashable:
    if isinstance(value, dict):
        return frozenset((name, _frozen(inner)) for name, inner in value.items())
    return tuple(_frozen(inner) for inner in value) if isinstance(value, list) else value


def _alike(old: list[Value], new: list[Value], rows: range, columns: range) -> list[tuple[int, int]]:
    """Pairs between two exact matches: those of the greatest total likeness."""
    straight = list(zip(rows, columns, strict=False))
    same_length = len(rows) == len(columns)
    if same_length and all(likeness(old[i], new[j]) >= 2 * _ALIKE for i, j in straight):
        return straight
    if len(rows) * len(columns) > _MOST:
        return [(i, j) for i, j in straight if likeness(old[i], new[j]) > _ALIKE]
    return _best(old, new, rows, columns)


def _best(old: list[Value], new: list[Value], rows: range, columns: range) -> list[tuple[int, int]]:
    best: list[list[tuple[float, tuple[tuple[int, int], ...]]]] = [[(0.0, ())] * (len(columns) + 1)]
    for i in rows:
        line: list[tuple[float, tuple[tuple[int, int], ...]]] = [(0.0, ())]
        for position, j in enumerate(columns):
            score, chosen = best[-1][position]
            alike = likeness(old[i], new[j])
            together = (score + alike, (*chosen, (i, j))) if alike > _ALIKE else (0.0, ())
            line.append(max(best[-1][position + 1], line[position], together, key=lambda cell: cell[0]))
        best.append(line)
    return list(best[-1][-1][1])


def likeness(old: Value, new: Value) -> float:
    """How much two values are the same thing, 0 to 1."""
    if isinstance(old, str) and isinstance(new, str):
        return 0.3 + 0.7 * _shared_ends(old, new)
    if isinstance(old, dict) and isinstance(new, dict) and old and new:
        shared = sum(new.get(name) == value for name, value in old.items()) / max(len(old), len(new))
        name = next(iter(old))  # the first field says who or what: person, key, title
        return (shared + (old[name] == new.get(name))) / 2
    if isinstance(old, list) and isinstance(new, list) and old and new:
        return 0.3 + 0.7 * sum(value in new for value in old) / max(len(old), len(new))
    return 1.0 if old == new else 0.0


def _shared_ends(old: str, new: str) -> float:
    shorter = min(len(old), len(new))
    head = next((n for n in range(shorter) if old[n] != new[n]), shorter)
    rest = shorter - head
    tail = next((n for n in range(rest) if old[-1 - n] != new[-1 - n]), rest)
    return (head + tail) / max(len(old), len(new), 1)

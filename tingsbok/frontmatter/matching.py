"""Which item of a list became which: so that one changed item is one changed line."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from itertools import pairwise

from tingsbok.frontmatter.parts import Value

_CLEAR = 0.5  # likeness that needs no comparison with other positions
_KIND = 0.1  # likeness of two texts, two lists or two mappings that share nothing
_MOST = 2500  # cells; beyond it, position alone decides


def pairs(old: list[Value], new: list[Value]) -> list[tuple[int, int]]:
    """Positions in *old* and *new* of the items that are the same or alike, both rising."""
    head = _shared(old, new)
    tail = _shared(old[head:][::-1], new[head:][::-1])
    ends = len(old) - tail, len(new) - tail
    found = [(i, i) for i in range(head)] + [(ends[0] + i, ends[1] + i) for i in range(tail)]
    same = [(head + i, head + j) for i, j in _same(old[head : ends[0]], new[head : ends[1]])]
    for before, after in pairwise([(head - 1, head - 1), *same, ends]):
        found += _alike(old, new, range(before[0] + 1, after[0]), range(before[1] + 1, after[1]))
    return sorted(found + same)


def following(matched: dict[int, int], length: int) -> Iterator[tuple[int, int]]:
    """The new positions without a match, each with the old position whose match it follows, -1 for none."""
    back = {new: old for old, new in matched.items()}
    after = -1
    for position in range(length):
        if position in back:
            after = back[position]
        else:
            yield position, after


def _shared(old: Sequence[object], new: Sequence[object]) -> int:
    shorter = min(len(old), len(new))
    return next((i for i in range(shorter) if old[i] != new[i]), shorter)


def _same(old: list[Value], new: list[Value]) -> list[tuple[int, int]]:
    from difflib import SequenceMatcher

    if not old or not new:
        return []
    matcher = SequenceMatcher(None, [_frozen(v) for v in old], [_frozen(v) for v in new], autojunk=False)
    return [(block.a + i, block.b + i) for block in matcher.get_matching_blocks() for i in range(block.size)]


def _frozen(value: Value) -> Hashable:
    if isinstance(value, dict):
        return frozenset((name, _frozen(inner)) for name, inner in value.items())
    return tuple(_frozen(inner) for inner in value) if isinstance(value, list) else value


def _alike(old: list[Value], new: list[Value], rows: range, columns: range) -> list[tuple[int, int]]:
    """Pairs between two exact matches: those of the greatest total likeness."""
    straight = list(zip(rows, columns, strict=False))
    same_length = len(rows) == len(columns)
    if same_length and all(likeness(old[i], new[j]) >= _CLEAR for i, j in straight):
        return straight
    if len(rows) * len(columns) > _MOST:
        return [(i, j) for i, j in straight if likeness(old[i], new[j]) > 0]
    return _best(old, new, rows, columns)


def _best(old: list[Value], new: list[Value], rows: range, columns: range) -> list[tuple[int, int]]:
    best: list[list[tuple[float, tuple[tuple[int, int], ...]]]] = [[(0.0, ())] * (len(columns) + 1)]
    for i in rows:
        line: list[tuple[float, tuple[tuple[int, int], ...]]] = [(0.0, ())]
        for position, j in enumerate(columns):
            score, chosen = best[-1][position]
            alike = likeness(old[i], new[j])
            together = (score + alike, (*chosen, (i, j))) if alike > 0 else (0.0, ())
            line.append(max(best[-1][position + 1], line[position], together, key=lambda cell: cell[0]))
        best.append(line)
    return list(best[-1][-1][1])


def likeness(old: Value, new: Value) -> float:
    """How much two values are the same thing, 0 to 1; 0 for values of different kinds."""
    if isinstance(old, str) and isinstance(new, str):
        part = _shared_ends(old, new)
    elif isinstance(old, dict) and isinstance(new, dict) and old and new:
        shared = sum(new.get(name) == value for name, value in old.items()) / max(len(old), len(new))
        name = next(iter(old))  # the first field says who or what: person, key, title
        part = (shared + (old[name] == new.get(name))) / 2
    elif isinstance(old, list) and isinstance(new, list) and old and new:
        part = sum(value in new for value in old) / max(len(old), len(new))
    else:
        return 0.0
    return _KIND + (1 - _KIND) * part


def _shared_ends(old: str, new: str) -> float:
    head = _shared(old, new)
    tail = _shared(old[head:][::-1], new[head:][::-1])
    return (head + tail) / max(len(old), len(new), 1)

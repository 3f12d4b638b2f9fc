"""Numbers and keys of an agenda's items, and when each begins.

Until the meeting is called, keys follow the numbers: ``45``, ``46``, and ``46a`` for a part; what refers to
an item must follow. A key that is a word of somebody's own choosing stays. From then on no key and no number
changes, and a new item gets the next free number wherever it stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from tingsbok.frontmatter import Value
from tingsbok.record import Record, said

Line = dict[str, Value]

NEW = "\n"
"""Begins the key of a line that has none yet; no key in a file can hold it."""
_NUMBER = re.compile(r"\D*(\d+)")
_LIKE_NUMBER = re.compile(r"\d+[a-z0-9]*\Z")
_OTHER = re.compile(r"[^0-9a-z]")
_LETTERS = 26
_HOUR, _DAY = 60, 24 * 60


class Plan(Struct, frozen=True):
    """An agenda as it shall be.

    Attributes:
        lines: The lines in order.
        keys: How each key that changes is called from now on.
    """

    lines: tuple[Line, ...]
    keys: Mapping[str, str]


def first_number(meetings: Iterable[Record], meeting: Record, numbering: str) -> int:
    """The number that a meeting's first item gets: 1, or the next of the year.

    Args:
        meetings: Meetings of the body.
        meeting: The meeting.
        numbering: The body's rule, ``meeting`` or ``year``.
    """
    if numbering != "year":
        return 1
    year = meeting.text("date")[:4]
    before = [m for m in meetings if m.text("date")[:4] == year and _turn(m) < _turn(meeting)]
    used = [
        number_of(line)
        for earlier in before
        if earlier.id != meeting.id and earlier.text("status") != "cancelled"
        for line in earlier.entries("items")
    ]
    return max(used, default=0) + 1


def _turn(meeting: Record) -> tuple[str, str, str]:
    """What meetings follow each other by; two of one day by the hour, or by the id if that is unknown."""
    return meeting.text("date"), meeting.text("start"), meeting.id


def number_of(line: Mapping[str, Value]) -> int:
    """The main number of an item, 38 for ``§ 38`` and ``38 a``; 0 if it has none."""
    found = _NUMBER.match(said(line, "number"))
    return int(found[1]) if found else 0


def renumbered(lines: Sequence[Line], first: int) -> Plan:
    """The agenda numbered anew from *first*, keys and all: for a meeting that is not called yet."""
    parents: dict[str, tuple[str, str]] = {"": ("", "")}
    counts: dict[str, int] = {}
    keys: dict[str, str] = {}
    for line in lines:
        above = said(line, "parent") if said(line, "parent") in parents else ""
        counts[above] = counts.get(above, 0) + 1
        key, number = _name(parents[above], counts[above], first)
        old = said(line, "key")
        if not old.startswith(NEW) and not _LIKE_NUMBER.match(old):
            key = old
        parents[old] = (key, number)
        keys[old] = key
    new = tuple(_with(line, keys, parents[said(line, "key")][1]) for line in lines)
    return Plan(new, {old: key for old, key in keys.items() if old != key and not old.startswith(NEW)})


def completed(lines: Sequence[Line], first: int) -> Plan:
    """The agenda with key and number for what is new, else unchanged: for a meeting that is called."""
    taken = {said(line, "key") for line in lines}
    highest = max([first - 1, *(number_of(line) for line in lines)])
    keys: dict[str, str] = {}
    numbers: dict[str, str] = {}
    for line in lines:
        old, above = said(line, "key"), said(line, "parent")
        if not old.startswith(NEW):
            continue
        parent = next((other for other in lines if said(other, "key") == above), None) if above else None
        names = ("", "") if parent is None else (above, said(parent, "number"))
        count = 1
        while (name := _name(names, count, highest + 1))[0] in taken:
            count += 1
        keys[old], numbers[old] = name
        taken.add(name[0])
    new = [
        _with(line, keys, numbers[said(line, "key")]) if said(line, "key") in keys else line for line in lines
    ]
    return Plan(tuple(new), {})


def _name(parent: tuple[str, str], count: int, first: int) -> tuple[str, str]:
    """Key and number of the so manieth item under a parent, which is given by its own key and number."""
    key, number = parent
    if not key:
        return (str(first + count - 1),) * 2
    above = number.rstrip(").") or (key if _LIKE_NUMBER.match(key) else "")
    if not above:
        return f"{key}-{_letters(count)}", ""
    part = str(count) if above[-1].isalpha() else _letters(count)
    own = key if _LIKE_NUMBER.match(key) else _OTHER.sub("", above.lower())
    return f"{own}{part}", f"{above} {part}"


def _letters(count: int) -> str:
    """From a to z, then aa, ab and so on."""
    found = ""
    while count:
        count, rest = divmod(count - 1, _LETTERS)
        found = chr(ord("a") + rest) + found
    return found


def _with(line: Line, keys: Mapping[str, str], number: str) -> Line:
    """The line under its new key, the fields in the schema's order."""
    parent = said(line, "parent")
    named: Line = {"key": keys[said(line, "key")]}
    if parent:
        named["parent"] = keys.get(parent, parent)
    named["number"] = number
    return {
        **named,
        **{name: value for name, value in line.items() if name not in ("key", "parent", "number")},
    }


def clock(lines: Sequence[Mapping[str, Value]], start: str) -> list[str]:
    """When each item begins, as ``09:40``; nothing if no item says how long it takes.

    An item without ``minutes`` takes as long as its parts together, and without parts no time at all.

    Args:
        lines: The agenda.
        start: When the meeting begins, as ``09:30``; without it nothing is known.
    """
    hour, _, minute = start.partition(":")
    if not (hour.isdecimal() and minute.isdecimal()) or not any(_minutes(line) for line in lines):
        return [""] * len(lines)
    begins: dict[int, int] = {}
    _run(lines, _levels(lines), "", int(hour) * _HOUR + int(minute), begins)
    return [_shown(begins[at]) if at in begins else "" for at in range(len(lines))]


def _levels(lines: Sequence[Mapping[str, Value]]) -> dict[str, list[int]]:
    """Places of the parts of each item; those of main items stand under the empty key."""
    keys = {said(line, "key") for line in lines}
    levels: dict[str, list[int]] = {}
    for at, line in enumerate(lines):
        parent = said(line, "parent")
        levels.setdefault(parent if parent in keys else "", []).append(at)
    return levels


def _run(
    lines: Sequence[Mapping[str, Value]],
    levels: Mapping[str, list[int]],
    parent: str,
    now: int,
    begins: dict[int, int],
) -> int:
    """Note when each part of an item begins; return when the last one ends."""
    for at in levels.get(parent, ()):
        if at in begins:
            continue
        begins[at] = now
        end = _run(lines, levels, said(lines[at], "key"), now, begins)
        now = now + _minutes(lines[at]) if _minutes(lines[at]) else end
    return now


def _minutes(line: Mapping[str, Value]) -> int:
    text = said(line, "minutes")
    return int(text) if text.isdecimal() else 0


def _shown(minutes: int) -> str:
    return f"{minutes % _DAY // _HOUR:02}:{minutes % _HOUR:02}"

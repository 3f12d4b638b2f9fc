"""Changes of a body's members and seats: each gives new lines and leaves those it was given alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from tingsbok.frontmatter import Value
from tingsbok.meetings.composition import counts_on
from tingsbok.record import said

MEMBER_KEYS: Final = (
    "person",
    "for",
    "role",
    "title",
    "from",
    "to",
    "acting",
    "succeeds",
    "stands_in_for",
    "by",
    "note",
)
"""Keys of a member's line in the order they are written."""

_SEAT_KEYS: Final = ("for", "count", "from", "to", "by", "note")


def line_of(lines: Sequence[Value], person: str, day: str) -> int:
    """Place of the line that *person* sits by on *day*, an ISO date; -1 if there is none.

    The latest of several lines counts. A line that has ended before that day does not.
    """
    held = [
        place
        for place, line in enumerate(lines)
        if isinstance(line, dict) and said(line, "person") == person and counts_on(line, day)
    ]
    return held[-1] if held else -1


def ended(lines: Sequence[Value], place: int, day: str) -> list[Value]:
    """The lines with *day* as the last day of the one at *place*."""
    return [_ending(line, MEMBER_KEYS, day) if at == place else line for at, line in enumerate(lines)]


def joined(lines: Sequence[Value], line: Mapping[str, str], place: int = -1) -> list[Value]:
    """The lines with a new member's after the one at *place*, else at the end; empty values are left out."""
    at = len(lines) if place < 0 else place + 1
    return [*lines[:at], _ordered(line, MEMBER_KEYS), *lines[at:]]


def replaced(lines: Sequence[Value], place: int, line: Mapping[str, str], day: str) -> list[Value]:
    """The lines with the member at *place* ended on *day* and the new one's line under it.

    What the new line does not say of party and role it takes over from the old one.
    """
    old = lines[place]
    taken = {key: said(old, key) for key in ("for", "role")} if isinstance(old, dict) else {}
    new = taken | {key: value for key, value in line.items() if value}
    return joined(ended(lines, place, day), new, place)


def with_seats(lines: Sequence[Value], rule: Mapping[str, str]) -> list[Value]:
    """The seat rules with a new one for its party; the party's former rule ends the day the new one begins.

    A rule without a beginning takes the place of the party's former rule.
    """
    party, day = rule.get("for", ""), rule.get("from", "")
    held = [
        place
        for place, line in enumerate(lines)
        if isinstance(line, dict) and said(line, "for") == party and counts_on(line, day)
    ]
    new = _ordered(rule, _SEAT_KEYS)
    if not held:
        return [*lines, new]
    place = held[-1]
    former = lines[place]
    same_day = isinstance(former, dict) and said(former, "from") == day
    kept = [] if same_day else [_ending(former, _SEAT_KEYS, day)]
    return [*lines[:place], *kept, new, *lines[place + 1 :]]


def _ending(line: Value, order: Sequence[str], day: str) -> Value:
    return _ordered({**line, "to": day}, order) if isinstance(line, dict) else line


def _ordered(line: Mapping[str, Value], order: Sequence[str]) -> dict[str, Value]:
    """The line without empty values, its known keys in order and the user's own after them."""
    known = {key: line[key] for key in order if line.get(key)}
    return known | {key: value for key, value in line.items() if value and key not in order}

"""What an attendance list adds up to: counts, parties that are missing, the quorum, and what is odd in it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct

from tingsbok.i18n import t
from tingsbok.meetings.attendance import ABSENT, PRESENT, STATUSES, UNKNOWN, Line, Lines
from tingsbok.meetings.composition import seats_on
from tingsbok.record import Record, said


class Count(Struct, frozen=True):
    """How many are present, absent and unknown."""

    present: int = 0
    absent: int = 0
    unknown: int = 0


def count_of(lines: Iterable[Line]) -> Count:
    """How many persons are present, absent and unknown; who stands there twice is one person."""
    status = {line.person or line.name: line.status for line in sorted(lines, key=_by_status)}
    found = list(status.values())
    return Count(
        found.count(PRESENT), found.count(ABSENT), len(found) - found.count(PRESENT) - found.count(ABSENT)
    )


def members_of(lines: Iterable[Line]) -> Lines:
    """The lines of those who decide: members, and the substitutes who came."""
    return tuple(
        line for line in lines if line.decides and (line.role != "substitute" or line.status == PRESENT)
    )


def counts_by_role(lines: Iterable[Line]) -> dict[str, Count]:
    """The counts of each role in the order they appear; every role that decides counts as ``member``."""
    by_role: dict[str, list[Line]] = {}
    for line in lines:
        by_role.setdefault("member" if line.decides else line.role, []).append(line)
    return {
        role: count_of(members_of(found) if role == "member" else found) for role, found in by_role.items()
    }


def missing_parties(lines: Iterable[Line], body: Record | None, day: str) -> list[str]:
    """Parties of the body with nobody in the room: everybody they have is absent, or they have nobody.

    A party about whose people nothing is known is not missing yet.
    """
    listed = tuple(lines)
    maybe = {line.party for line in listed if line.status != ABSENT}
    return [party for party in _parties(listed, body, day) if party not in maybe]


def are_all_there(lines: Iterable[Line], body: Record | None, day: str) -> bool:
    """Whether each of the body's parties is known to have somebody in the room."""
    listed = tuple(lines)
    there = {line.party for line in listed if line.status == PRESENT}
    return there.issuperset(_parties(listed, body, day))


def _parties(lines: Lines, body: Record | None, day: str) -> list[str]:
    """The parties of the body, in the order of its seats and the list."""
    seats = seats_on(body, day) if body else []
    named = (*(seat.party for seat in seats), *(line.party for line in lines if line.decides))
    return list(dict.fromkeys(filter(None, named)))


class Quorum(Struct, frozen=True):
    """Whether enough are in the room for the body to decide.

    Attributes:
        rule: ``majority``, ``count`` or ``parties``.
        present: How many are there, members or parties.
        needed: How many must be.
        of: How many there are in all.
        met: ``None`` while it hangs on persons about whom nothing is known.
        by: The decision that says so.
    """

    rule: str
    present: int
    needed: int
    of: int
    met: bool | None
    by: str = ""


def quorum_of(lines: Iterable[Line], body: Record | None, day: str) -> Quorum | None:
    """Whether the body's own rule is met; ``None`` if it has none.

    More than half is counted of the seats, or of the members where the parties have no seats by rule. Who
    came or left in the middle and whoever sat in that place meanwhile fill one seat.
    """
    rule = body.fields.get("quorum") if body else None
    if (
        body is None
        or not isinstance(rule, dict)
        or said(rule, "rule") not in ("majority", "count", "parties")
    ):
        return None
    kind, count, listed = said(rule, "rule"), said(rule, "count"), members_of(lines)
    if kind == "parties":
        parties = {seats.party for seats in seats_on(body, day)} or {
            line.party for line in listed if line.party
        }
        present = len({line.party for line in listed if line.status == PRESENT} & parties)
        possible = len({line.party for line in listed if line.status != ABSENT} & parties)
        whole = len(parties)
    else:
        filled = {_seat(line) for line in listed if line.status == PRESENT}
        maybe = {_seat(line) for line in listed if line.status not in (PRESENT, ABSENT)}
        present, possible = len(filled), len(filled | maybe)
        whole = _number_of_members(listed, body, day)
    needed = int(count) if count.isdecimal() and kind != "majority" else whole // 2 + 1
    met = True if present >= needed else None if possible >= needed else False
    return Quorum(kind, present, needed, whole, met, said(rule, "by"))


def _seat(line: Line) -> str:
    """Whose seat somebody sits on."""
    return line.stands_in_for or line.person or line.name


def _number_of_members(lines: Lines, body: Record, day: str) -> int:
    seats = seats_on(body, day)
    by_rule = sum(s.count or len(s.members) for s in seats)
    return by_rule or len({line.person or line.name for line in lines if line.role != "substitute"})


def _by_status(line: Line) -> int:
    """The status that counts for somebody who stands there twice comes last."""
    return (UNKNOWN, ABSENT, PRESENT).index(line.status) if line.status in STATUSES else -1


class Fault(Struct, frozen=True):
    """Something odd in a list.

    Attributes:
        kind: ``twice``, ``no-item`` (came or left at what is no item of the meeting), ``order`` (left before
            coming) or ``stands-in`` (sits the whole meeting for somebody who is there too).
        place: Place of the line.
        person: Whom it is about.
        item: The item as written.
    """

    kind: str
    place: int
    person: str
    item: str = ""

    def sentence(self, name: str) -> str:
        """What is odd in words, of somebody who is called *name*."""
        match self.kind:
            case "twice":
                return t("{name} is listed twice.", name=name)
            case "no-item":
                return t("{name}: the meeting has no item {item}.", name=name, item=self.item)
            case "order":
                return t("{name} leaves before coming.", name=name)
            case _:
                return t("{name} sits for somebody who is present too.", name=name)


def faults_of(lines: Sequence[Line], meeting: Record) -> list[Fault]:
    """Everything odd in a list, in its order."""
    keys = [said(line, "key") for line in meeting.entries("items")]
    here = {line.person for line in lines if line.status == PRESENT}
    found = []
    seen: set[str] = set()
    for place, line in enumerate(lines):
        if line.person and line.person in seen:
            found.append(Fault("twice", place, line.person))
        seen.add(line.person)
        found += [
            Fault("no-item", place, line.person, item)
            for item in (line.from_item, line.to_item)
            if item and item not in keys
        ]
        if {line.from_item, line.to_item} <= set(keys) and keys.index(line.from_item) > keys.index(
            line.to_item
        ):
            found.append(Fault("order", place, line.person, line.to_item))
        # who sits for a part of the meeting may do so for one item in which the other has a conflict
        is_whole = not line.from_item and not line.to_item
        if line.status == PRESENT and is_whole and line.stands_in_for and line.stands_in_for in here:
            found.append(Fault("stands-in", place, line.person))
    return found

"""The seats of a body one by one: who sits on each, or since when it is vacant; and parties by kind."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from msgspec import Struct

from tingsbok.meetings.composition import Member, Seats, members_on, seats_on
from tingsbok.record import Record, said


class Place(Struct, frozen=True):
    """One seat of a body, or a member whose party has no rule.

    Attributes:
        party: Organisation or group.
        number: Number among the party's seats, the first being 1; 0 where the party has no rule.
        member: Who sits there; ``None`` if the seat is vacant.
        since: Since when it is vacant; empty if it is taken or nobody knows.
        by: The decision that gives the party its seats; empty if unknown.
        beyond: The party has fewer seats than members, and this one is beyond them.
    """

    party: str
    number: int
    member: Member | None
    since: str = ""
    by: str = ""
    beyond: bool = False


class Group(Struct, frozen=True):
    """The parties of one kind together.

    Attributes:
        kind: Kind of party, such as ``municipality``; empty if it is unknown.
        parties: The parties.
        seats: Number of seats by rule.
        members: How many sit for them.
        vacant: How many seats are empty.
    """

    kind: str
    parties: tuple[str, ...]
    seats: int
    members: int
    vacant: int


def places_on(body: Record, day: str) -> list[Place]:
    """Every seat of *body* on *day*: who sits there, or since when it is vacant; the chair's party first.

    Args:
        body: The body.
        day: ISO date.
    """
    found = sorted(seats_on(body, day), key=lambda seats: not any(m.role == "chair" for m in seats.members))
    loose = [member for member in members_on(body, day) if member.is_seated and not member.party]
    return [
        *(place for seats in found for place in _places(body, seats, day)),
        *(Place("", 0, member) for member in loose),
    ]


def vacant_since(body: Record, party: str, missing: int, day: str) -> str:
    """Since when at least *missing* seats of *party* have been vacant on *day*; empty if nobody knows.

    A seat becomes vacant the day after somebody left it, or the day the rule that gives it begins.
    """
    since = ""
    for point in sorted(_turning_points(body, party, day), reverse=True):
        seats = next((seats for seats in seats_on(body, point) if seats.party == party), None)
        if seats is None or seats.vacant < missing:
            break
        since = point
    return since


def groups_on(body: Record, day: str, kind_of: Callable[[str], str]) -> list[Group]:
    """The seats of *body* on *day* by kind of party, in the order the kinds appear.

    Args:
        body: The body.
        day: ISO date.
        kind_of: Kind of an organisation, by its id.
    """
    by_kind: dict[str, list[Seats]] = {}
    for seats in seats_on(body, day):
        by_kind.setdefault(kind_of(seats.party), []).append(seats)
    return [
        Group(
            kind,
            tuple(seats.party for seats in found),
            sum(seats.count for seats in found),
            sum(len(seats.members) for seats in found),
            sum(seats.vacant for seats in found),
        )
        for kind, found in by_kind.items()
    ]


def _places(body: Record, seats: Seats, day: str) -> list[Place]:
    ruled = bool(seats.count)
    taken = [
        Place(seats.party, number if ruled else 0, member, "", seats.by, beyond=0 < seats.count < number)
        for number, member in enumerate(seats.members, 1)
    ]
    empty = [
        Place(
            seats.party,
            len(seats.members) + place,
            None,
            vacant_since(body, seats.party, place, day),
            seats.by,
        )
        for place in range(1, seats.vacant + 1)
    ]
    return [*taken, *empty]


def _turning_points(body: Record, party: str, day: str) -> set[str]:
    """The days up to *day* on which the number of vacant seats of a party may have changed, and *day*."""
    lines = [*body.entries("seats"), *body.entries("members")]
    own = [line for line in lines if said(line, "for") == party]
    points = {said(line, "from") for line in own} | {_day_after(said(line, "to")) for line in own}
    return {point for point in points if point and point <= day}


def _day_after(day: str) -> str:
    """The first day after an ISO date, month or year, as short as what is given; empty for what is none."""
    try:
        match len(day):
            case 4:
                return f"{int(day) + 1:04}"
            case 7:
                year, month = int(day[:4]), int(day[5:])
                return f"{year + month // 12:04}-{month % 12 + 1:02}"
            case _:
                return (date.fromisoformat(day) + timedelta(days=1)).isoformat()
    except (ValueError, OverflowError):
        return ""

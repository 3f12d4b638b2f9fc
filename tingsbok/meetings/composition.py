"""Who sits in a body on a day, for whom and in which role; which seats there are, and which are empty.

Composition has one home: ``members`` and ``seats`` of the body's record. A line counts from ``from`` to
``to``, both days included; a date of which only month or year is known covers all of it. Without ``from`` a
line has counted for as long as anybody knows. On the day one person replaces another both lines count, since
the one who leaves may have sat at the meeting that decided it; the seat is then the newcomer's.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from tingsbok.frontmatter import Value
from tingsbok.record import Record, said


class Member(Struct, frozen=True):
    """One line of a body's members.

    Attributes:
        person: Id of the person; empty for a vacant line.
        party: Organisation or body that the person sits for; empty if none is said.
        index: Place in the body's list of members.
        line: The line as written.
        succeeds: The person whose place was taken over; empty if none is said.
        by: The decision that says so; empty if unknown.
    """

    person: str
    party: str
    role: str
    title: str
    since: str
    until: str
    acting: bool
    stands_in_for: str
    index: int
    line: Mapping[str, Value]
    succeeds: str = ""
    by: str = ""

    @property
    def is_seated(self) -> bool:
        """Whether the role takes a seat."""
        return self.role in SEATED

    @property
    def came_after(self) -> str:
        """The person this one succeeds, or sits for until further notice."""
        return self.succeeds or self.stands_in_for


class Seats(Struct, frozen=True):
    """How many seats a party has, who sits on them, and how many are empty.

    Attributes:
        party: Organisation or group.
        count: Number of seats; 0 if the body has no rule for the party.
        by: The decision that says so; empty if unknown.
        members: Those who sit for the party with a member's role.
    """

    party: str
    count: int
    by: str
    members: tuple[Member, ...]

    @property
    def vacant(self) -> int:
        """Seats that nobody sits on."""
        return max(0, self.count - len(self.members))


SEATED = ("", "chair", "vice-chair", "member")
"""Roles that take a seat; a line without a role is a member's."""


def counts_on(line: Mapping[str, Value], day: str) -> bool:
    """Whether a line with ``from`` and ``to`` holds on *day*, an ISO date; an empty day means always."""
    since, until = said(line, "from"), said(line, "to")
    return not day or ((not since or since <= day) and (not until or day[: len(until)] <= until))


def members_on(body: Record, day: str) -> list[Member]:
    """The members of *body* on *day* (ISO; empty for all there ever were), in the order of its record."""
    return [
        _member(line, index) for index, line in enumerate(body.entries("members")) if counts_on(line, day)
    ]


def seats_on(body: Record, day: str) -> list[Seats]:
    """The seats of *body* on *day* by party: those with a rule in its order, then the others with members."""
    members = members_on(body, day)
    rules = {said(line, "for"): line for line in body.entries("seats") if counts_on(line, day)}
    seated = [member for member in members if member.is_seated and not _handed_over(member, members, day)]
    parties = dict.fromkeys([*rules, *body.texts("parties"), *(member.party for member in seated)])
    return [_seats(party, rules.get(party, {}), seated) for party in parties if party]


def _seats(party: str, rule: Mapping[str, Value], members: Iterable[Member]) -> Seats:
    count = said(rule, "count")
    return Seats(
        party,
        int(count) if count.isdecimal() else 0,
        said(rule, "by"),
        tuple(member for member in members if member.party == party),
    )


def _handed_over(member: Member, members: Sequence[Member], day: str) -> bool:
    """Whether the member's last day is the first of the one who takes the place."""
    return bool(member.until) and any(
        other.came_after == member.person and other.since == member.until == day for other in members
    )


def _member(line: Mapping[str, Value], index: int) -> Member:
    return Member(
        person=said(line, "person"),
        party=said(line, "for"),
        role=said(line, "role"),
        title=said(line, "title"),
        since=said(line, "from"),
        until=said(line, "to"),
        acting=said(line, "acting") == "true",
        stands_in_for=said(line, "stands_in_for"),
        index=index,
        line=line,
        succeeds=said(line, "succeeds"),
        by=said(line, "by"),
    )

"""A body's composition over the years: who came and went, and how often somebody was there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct

from tingsbok.meetings.composition import Member, members_on
from tingsbok.record import Record, said


class Shift(Struct, frozen=True):
    """Something that changed in a body's composition.

    Attributes:
        date: When; empty if nobody knows.
        kind: ``joined``, ``left``, ``replaced``, ``stands-in``, ``seats`` (a rule begins) or ``seats-end``.
        party: The party concerned; empty if none is said.
        person: Who it is about; empty for a rule.
        other: Who was replaced.
        count: Number of seats by a rule.
        by: The decision.
    """

    date: str
    kind: str
    party: str = ""
    person: str = ""
    other: str = ""
    count: str = ""
    by: str = ""


def history_of(body: Record) -> list[Shift]:
    """Everything dated that is known of a body's composition, the newest first, in the record's order."""
    members = members_on(body, "")
    shifts = [shift for member in members for shift in _member_shifts(member, members)]
    for line in body.entries("seats"):
        rule = (said(line, "for"), said(line, "count"), said(line, "by"))
        if said(line, "from"):
            shifts.append(_rule_shift(said(line, "from"), "seats", *rule))
        if said(line, "to"):
            shifts.append(_rule_shift(said(line, "to"), "seats-end", *rule))
    return sorted(shifts, key=lambda shift: shift.date, reverse=True)


class Rate(Struct, frozen=True):
    """How often somebody was at the meetings of a year.

    Attributes:
        present: Meetings at which the person was present.
        of: Meetings that have an attendance list and that the person was expected at.
    """

    present: int
    of: int


def attendance_rate(body: Record, person: str, meetings: Iterable[Record], day: str) -> Rate:
    """How often *person* was present at *body*'s meetings during the twelve months up to *day*.

    A meeting counts if it has an attendance list and the person is on it, or sat in the body that day.

    Args:
        body: The body.
        person: Id of the person.
        meetings: Meetings of the body, in any order and from any time.
        day: ISO date, the last day that counts.
    """
    begin = f"{int(day[:4]) - 1:04}{day[4:]}" if day[:4].isdecimal() else ""
    listed = [meeting for meeting in meetings if begin < meeting.text("date") <= day]
    present = of = 0
    for meeting in listed:
        lines = meeting.entries("attendance")
        own = [said(line, "status") for line in lines if said(line, "person") == person]
        sat = any(member.person == person for member in members_on(body, meeting.text("date")))
        if lines and (own or sat):
            of += 1
            present += "present" in own
    return Rate(present, of)


def _member_shifts(member: Member, members: Sequence[Member]) -> list[Shift]:
    shifts = []
    if member.since:
        kind = "replaced" if member.succeeds else "stands-in" if member.stands_in_for else "joined"
        shifts.append(Shift(member.since, kind, member.party, member.person, member.came_after, by=member.by))
    followed = any(other.came_after == member.person and other.since == member.until for other in members)
    if member.until and not followed:
        shifts.append(Shift(member.until, "left", member.party, member.person, by=member.by))
    return shifts


def _rule_shift(date: str, kind: str, party: str, count: str, by: str) -> Shift:
    return Shift(date, kind, party, count=count, by=by)

"""Figures over the years: who came, what was decided, how long adopting took."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date

from msgspec import Struct, field

from tingsbok.followup.adoption import ADOPTED, Adoption
from tingsbok.record import Record, said
from tingsbok.steps import HELD

SUBSTITUTE = "substitute"
SEATED = ("", "chair", "vice-chair", "member", SUBSTITUTE)
"""Roles that are counted: those who sit for a party; not guests, officials and adjuncts.

A substitute counts who came: nobody expects one beside the member.
"""


class Attendance(Struct, frozen=True):
    """How a party came to the meetings of a body in one year.

    Attributes:
        meetings: Meetings at which it is known whether anybody came for the party.
        came: Those at which somebody did.
        present: Persons present, over all meetings; who sits for another in that one's place.
        absent: Persons absent; of the substitutes none.
        unknown: Persons of whom nobody has said either.
    """

    body: str
    party: str
    year: str
    meetings: int = 0
    came: int = 0
    present: int = 0
    absent: int = 0
    unknown: int = 0

    @property
    def share(self) -> float | None:
        """The part of the persons who came, among those of whom it is known; ``None`` if it is of nobody."""
        known = self.present + self.absent
        return self.present / known if known else None


class Outcome(Struct, frozen=True):
    """How many decisions of a body in one year had an outcome."""

    body: str
    year: str
    outcome: str
    count: int


class Span(Struct, frozen=True):
    """How long it took from a recommendation to the adoptions.

    Attributes:
        record: Id of the agreement or decision.
        recommended: Day of the recommendation; empty if unknown.
        first: Day of the first dated adoption; empty if none has a date.
        last: Day of the last dated adoption.
        days: Days from the recommendation to the last adoption; ``None`` if a date is missing.
        adopted: How many parties have adopted it.
        parties: How many parties there are.
        state: How far the adoption has come.
    """

    record: str
    recommended: str
    first: str
    last: str
    days: int | None
    adopted: int
    parties: int
    state: str


def attendance(meetings: Iterable[Record], party_of: Callable[[str], str] = str) -> list[Attendance]:
    """Attendance by body, party and year; a meeting without any list counts for nobody.

    Args:
        meetings: Meetings; those not held are passed over.
        party_of: The party of a person whose line names none; empty if nobody knows.
    """
    counts: dict[tuple[str, str, str], _Counts] = {}
    for meeting in meetings:
        if meeting.text("status") not in HELD:
            continue
        here: dict[str, dict[str, str]] = {}
        for line in meeting.entries("attendance"):
            role, status = said(line, "role"), said(line, "status")
            if role in SEATED and (role != SUBSTITUTE or status == "present"):
                # who sits for another fills that seat, which is one and not two
                person = said(line, "stands_in_for") or said(line, "person")
                found = here.setdefault(said(line, "for") or party_of(person), {})
                # who stands there twice is one person, and was there if one of the lines says so
                if status == "present" or found.get(person) != "present":
                    found[person] = status if status in {"present", "absent"} else found.get(person, status)
        for party, statuses in here.items():
            key = (meeting.text("body"), party, meeting.text("date")[:4])
            counts.setdefault(key, _Counts()).add(Counter(statuses.values()))
    return [_attendance(key, found) for key, found in sorted(counts.items())]


def outcomes(decisions: Iterable[tuple[str, str, str]]) -> list[Outcome]:
    """Decisions by body, year and outcome.

    Args:
        decisions: Body, date and outcome of each.
    """
    counts = Counter((body, day[:4], outcome) for body, day, outcome in decisions)
    ordered = sorted(counts.items(), key=lambda pair: (pair[0][0], pair[0][1], -pair[1], pair[0][2]))
    return [Outcome(body, year, outcome, count) for (body, year, outcome), count in ordered]


def span(matrix: Adoption, recommended: str) -> Span:
    """How long one adoption took.

    Args:
        matrix: Its matrix.
        recommended: Day of the recommendation, ISO; empty if unknown.
    """
    adopted = [stance for stance in matrix.parties if stance.status == ADOPTED]
    dates = sorted(stance.date for stance in adopted if stance.date)
    last = dates[-1] if dates else ""
    all_dated = bool(dates) and len(dates) == len(adopted)
    return Span(
        matrix.holder,
        recommended,
        dates[0] if dates else "",
        last,
        _days(recommended, last) if all_dated else None,
        len(adopted),
        len(matrix.parties),
        matrix.state.value,
    )


def bar(part: float, width: int = 12, *, blocks: bool = True) -> str:
    """A bar of so many cells, filled to *part* (0–1): a line in halves of a cell, or signs of ASCII.

    Whole blocks would grow together with those of the lines above and below.
    """
    part = min(1.0, max(0.0, part))
    if not blocks:
        return ("#" * round(part * width)).ljust(width, ".")
    whole, rest = divmod(round(part * width * 2), 2)
    return ("━" * whole + "╸" * rest).ljust(width)


class _Counts(Struct):
    meetings: int = 0
    came: int = 0
    statuses: Counter[str] = field(default_factory=Counter)

    def add(self, statuses: Counter[str]) -> None:
        """Count one meeting."""
        self.statuses += statuses
        self.meetings += bool(statuses["present"] or statuses["absent"])
        self.came += bool(statuses["present"])


def _attendance(key: tuple[str, str, str], found: _Counts) -> Attendance:
    body, party, year = key
    present, absent = found.statuses["present"], found.statuses["absent"]
    unknown = sum(found.statuses.values()) - present - absent
    return Attendance(body, party, year, found.meetings, found.came, present, absent, unknown)


def _days(first: str, last: str) -> int | None:
    try:
        return (date.fromisoformat(last) - date.fromisoformat(first)).days
    except ValueError:  # one of them is unknown, or only a month or a year
        return None

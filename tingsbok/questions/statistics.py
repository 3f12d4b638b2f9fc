"""What is asked in figures: attendance, outcomes, and how long adoptions took."""

from __future__ import annotations

from functools import cache

from tingsbok.archive import Archive
from tingsbok.collation import swedish_key
from tingsbok.followup import statistics
from tingsbok.followup.statistics import Attendance, Outcome, Span
from tingsbok.questions.adoption import matrix_of


def attendance(archive: Archive, *, body: str = "", since: str = "") -> list[Attendance]:
    """Who came, by body, party and year, in the Swedish order of their names.

    Args:
        archive: The archive.
        body: Only this body.
        since: Only from this date, month or year on.
    """

    @cache
    def party_of(person: str) -> str:
        found = archive.light(person) if person else None
        return found.text("organisation") if found else ""

    meetings = map(archive.current, archive.records(_query(body, since), type="meeting"))
    found = statistics.attendance(meetings, party_of)
    return sorted(
        found,
        key=lambda one: (swedish_key(archive.name(one.body)), swedish_key(archive.name(one.party)), one.year),
    )


def outcomes(archive: Archive, *, body: str = "", since: str = "") -> list[Outcome]:
    """What was decided, by body in the Swedish order of names, year and outcome; from the index alone."""
    listing = archive.listing(_query(body, since), type="decision")
    rows = listing.page(0, listing.count)
    found = statistics.outcomes((row.body, row.date, row.status) for row in rows)
    return sorted(found, key=lambda one: swedish_key(archive.name(one.body)))


def adoptions(archive: Archive, *, body: str = "", since: str = "") -> list[Span]:
    """How long adoptions took: agreements and decisions that parties have answered, the latest first.

    Args:
        archive: The archive.
        body: Only what this body owns or decided.
        since: Only what was recommended from this date, month or year on; what has no date is left out.
    """
    found: list[Span] = []
    for record_type in ("agreement", "decision"):
        query = f"ratifications.party:* body:{body}" if body else "ratifications.party:*"
        listing = archive.listing(query, type=record_type)
        for row in listing.page(0, listing.count):
            matrix = matrix_of(archive, row.id)
            if matrix.record.id == row.id and (not since or matrix.day[: len(since)] >= since):
                found.append(statistics.span(matrix.adoption, matrix.day))
    return sorted(found, key=lambda one: (one.recommended, one.record), reverse=True)


def _query(body: str, since: str) -> str:
    return " ".join(filter(None, (f"body:{body}" if body else "", f"{since}.." if since else "")))

"""What the review finds in the minutes of meetings: the meeting with what was decided and given at it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from msgspec import Struct

from tingsbok.problems import Problem

if TYPE_CHECKING:
    from tingsbok.archive import Archive

MOST = 20
"""Meetings in progress that are read when nobody has asked for them by name."""


class Review(Struct, frozen=True):
    """How much the review finds in the minutes that somebody is working on.

    Attributes:
        meetings: How many minutes that is.
        errors: Findings that keep minutes from being approved.
        advice: All others.
    """

    meetings: int
    errors: int
    advice: int


def findings_of(archive: Archive, *meetings: str) -> list[Problem]:
    """The findings in meetings, their decisions and the assignments given at them."""
    paths = [path for meeting in meetings for path in _paths(archive, meeting)]
    return archive.review(paths)


def review_in_progress(archive: Archive, *, body: str = "") -> Review:
    """The findings in minutes that are being written: all of the archive would take too long to read at once.

    Args:
        archive: The archive.
        body: Only its meetings; empty for all.
    """
    query = "(status:drafted OR status:held)" + (f" body:{body}" if body else "")
    rows = archive.listing(query, type="meeting", sort="-date").page(0, MOST)
    found = findings_of(archive, *(row.id for row in rows))
    return Review(len(rows), *counted(found))


def counted(found: Iterable[Problem]) -> tuple[int, int]:
    """How many of some findings are errors, and how many are advice."""
    told = [problem.is_error for problem in found]
    return sum(told), len(told) - sum(told)


def _paths(archive: Archive, meeting: str) -> list[str]:
    parts = archive.parts(meeting)
    records = [parts.meeting]
    for item in parts.items:
        records += [*item.decisions, *item.assignments]
    return list(dict.fromkeys(record.path for record in records))

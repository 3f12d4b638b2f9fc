"""Figures as their page shows them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tingsbok.questions import statistics
from tui.present import stats
from tui.reads.opening import words
from tui.widgets.pages import Line

if TYPE_CHECKING:
    from tingsbok.archive import Archive

ATTENDANCE, OUTCOMES, ADOPTION = "attendance", "outcomes", "adoption"


def figures(archive: Archive, what: str, scope: str) -> list[Line]:
    """The lines of one tab, for one body or all."""
    said = words(archive)
    if what == OUTCOMES:
        return stats.outcome_lines(statistics.outcomes(archive, body=scope), said)
    if what == ADOPTION:
        return stats.adoption_lines(statistics.adoptions(archive, body=scope), said)
    return stats.attendance_lines(statistics.attendance(archive, body=scope), said)

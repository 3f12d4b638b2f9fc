"""What is in force, what expires, which conditions wait, and saying that one is met."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from tingsbok.actions import Preview, Work
from tingsbok.acts.conditions import meet
from tingsbok.dates.named import day_named
from tingsbok.followup.conditions import Watched
from tingsbok.questions import inforce as questions
from tui.present import inforce
from tui.present.inforce import InForceView
from tui.reads.opening import words
from tui.widgets.lookups import Found

if TYPE_CHECKING:
    from tingsbok.archive import Archive


def in_force_view(archive: Archive, text: str, scope: str) -> InForceView:
    """What applies on the day that *text* means, today if it is empty."""
    day = day_named(text, archive.today) or archive.today.isoformat()
    return inforce.in_force(questions.in_force(archive, day, body=scope), day, words(archive))


def expiring_view(archive: Archive, text: str, months: int, scope: str) -> InForceView:
    """What ends within so many months of the day that *text* means, today if it is empty."""
    day = day_named(text, archive.today) or archive.today.isoformat()
    found = questions.expiring_within(archive, day, months, body=scope)
    return inforce.expiring(found, day, months, words(archive))


def open_conditions(archive: Archive, identity: str) -> tuple[Watched, ...]:
    """The open conditions of a decision, an agreement or a case."""
    return tuple(questions.open_conditions(archive, identity))


def may_meet(archive: Archive, text: str, condition: Watched) -> list[Found]:
    """Records that may be what met a condition: the likely ones, or else those that fit what was typed."""
    said = words(archive)
    if text.strip():
        rows = archive.complete(text, ("decision", "agreement", "meeting"))
    else:
        rows = [row for one in questions.may_meet(archive, condition) if (row := archive.row(one.id))]
    return [
        Found(row.id, row.title, "  ".join(filter(None, (said.type_title(row.type), row.date))))
        for row in rows
        if row.id != condition.decision
    ]


class Meeting(Struct, frozen=True):
    """A condition that is about to be met.

    Attributes:
        work: The change.
        preview: What saving it would do.
    """

    work: Work
    preview: Preview


def meeting_condition(archive: Archive, condition: Watched, on: str, by: str) -> Meeting:
    """What saying that a condition is met would do."""
    work = meet(archive, condition.decision, condition.index + 1, on=on, by=by)
    return Meeting(work, archive.preview(work))


def day_of_meeting(archive: Archive, by: str) -> str:
    """The day that is proposed for a condition that *by* met: its own, else today."""
    row = archive.row(by) if by else None
    return (row.date if row else "") or archive.today.isoformat()

"""The column beside the first screen: the next meeting with what waits for it, and what others have done."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from textwrap import wrap

from msgspec import Struct

from tingsbok.history import Revision
from tingsbok.i18n import t
from tingsbok.meetings.carryover import Proposal, Reason
from tui.present.dates import distance, moment, short_day
from tui.present.waiting import REASONS
from tui.widgets.columns import Column
from tui.widgets.pages import SECTION, Line

SHOWN = 10
"""Proposals that are told of; the page of what waits has all."""


class NextMeeting(Struct, frozen=True):
    """The next meeting.

    Attributes:
        id: The meeting; empty if none is planned.
        name: What it is called.
        status: Its status in words.
        date: Its day.
        place: Where it is; empty if unknown.
        items: How many items its agenda has.
        proposals: What waits for it.
    """

    id: str = ""
    name: str = ""
    status: str = ""
    date: str = ""
    place: str = ""
    items: int = 0
    proposals: tuple[Proposal, ...] = ()


def columns() -> tuple[Column, ...]:
    """The columns of what waits; all else has the whole line."""
    return (Column("", 10), Column(""))


def lines(meeting: NextMeeting, changes: Sequence[Revision], today: date, width: int) -> tuple[Line, ...]:
    """The lines of the column; the keys are those of the first screen.

    Args:
        meeting: The next meeting.
        changes: What others have changed, newest first.
        today: The day that is counted from.
        width: Cells of a line.
    """
    return (*_next(meeting, today), *_news(changes, width))


def _next(meeting: NextMeeting, today: date) -> Iterator[Line]:
    yield Line("", (t("NEXT MEETING"), distance(meeting.date, today) if meeting.id else ""), style=SECTION)
    if not meeting.id:
        yield _more(t("No meeting is planned."))
        return
    items = t("1 item") if meeting.items == 1 else t("{count} items", count=meeting.items)
    facts = (short_day(meeting.date, today=today).strip(), meeting.place, items)
    yield Line(f"record:{meeting.id}", (f"{meeting.name}  {meeting.status}",), style="strong")
    yield _more("  ".join(filter(None, facts)))
    yield Line("", (t("WAITING FOR THE MEETING"), _count(meeting.proposals)), style=SECTION)
    if not meeting.proposals:
        yield _more(t("Nothing waits for the meeting."))
    for one in meeting.proposals[:SHOWN]:
        is_source = one.reason is not Reason.STANDING  # a standing item comes from no record
        key = f"record:{one.source}" if is_source else f"waiting:{meeting.id}"
        yield Line(key, (t(REASONS[one.reason]), one.title))
    if len(meeting.proposals) > SHOWN:
        rest = t("… and {count} more", count=len(meeting.proposals) - SHOWN)
        yield Line(f"waiting:{meeting.id}", ("", rest))


def _news(changes: Sequence[Revision], width: int) -> Iterator[Line]:
    yield Line("", (t("NEW FROM OTHERS"), _count(changes)), style=SECTION)
    if not changes:
        yield _more(t("Nobody else has changed anything."))
    for change in changes:
        yield Line(f"commit:{change.commit}", (f"{moment(change.when)}  {change.author}",))
        yield from (_more(f"  {part}") for part in wrap(change.subject, max(20, width - 2)))


def _count(found: Sequence[object]) -> str:
    return t("{count} in all", count=len(found)) if found else ""


def _more(text: str) -> Line:
    return Line("", (text,), style="muted", goes_on=True)

"""Turning lines of a meeting's text into records, with the text they leave, as one change."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING

from msgspec import Struct

from tingsbok.actions import Draft, Edit, Work
from tingsbok.acts.assigning import Task, task_draft
from tingsbok.acts.deciding import Ruling, begin, decide_all
from tingsbok.acts.items import Place, place
from tingsbok.acts.naming import Circle, candidates
from tingsbok.dates import is_real_date, read_date
from tingsbok.errors import WrongUse
from tingsbok.frontmatter import Value
from tingsbok.i18n import N_, in_language, t
from tingsbok.meetings.capture import Captured, CapturedDecision, CapturedTask, Reading, Trouble, capture
from tingsbok.meetings.outcomes import RETURNING
from tingsbok.record import Record

if TYPE_CHECKING:
    from datetime import date

    from tingsbok.archive import Archive

_WHOLE_DATE = 10


class Capture(Struct, frozen=True):
    """What a text's lines become.

    Attributes:
        work: The text and the new records; without new records the text alone.
        drafts: The new records.
        troubles: What could not be read, with the line of the text.
        follows: What follows from the decisions, in sentences.
    """

    work: Work
    drafts: tuple[Draft, ...]
    troubles: tuple[Trouble, ...]
    follows: tuple[str, ...]


def capture_lines(archive: Archive, edit: Edit) -> Capture:
    """The edit of a meeting with its lines turned into records.

    Args:
        archive: The archive.
        edit: The meeting as it shall be saved, its text with the lines.

    Raises:
        WrongUse: The record is no meeting.
    """
    meeting = archive.get(edit.id)
    if meeting.type != "meeting":
        raise WrongUse(t("{id} is not a meeting.", id=meeting.id))
    text = meeting.body if edit.body is None else edit.body
    items = archive.parts(meeting.id).items
    found = capture(text, items, _reading(archive, meeting))
    rulings = [
        (place(archive, meeting.id, one.item), _ruling(archive, meeting, one)) for one in found.decisions
    ]
    deciding = decide_all(archive, rulings)
    others = [change for change in deciding.work.changes if change not in deciding.decisions]
    tasks = _tasks(archive, meeting, found.tasks, [draft.id for draft in deciding.decisions])
    body = found.rest if found.rest != meeting.body else None
    saved = Edit(edit.id, edit.fields, edit.expect, body, edit.onto)
    drafts = (*deciding.decisions, *tasks)
    alone = len(drafts) == 1 and body is None  # one new record says best itself what it is
    work = Work((saved, *drafts, *others), "" if alone else _summary(archive, found))
    return Capture(work, drafts, found.troubles, deciding.follows)


def _reading(archive: Archive, meeting: Record) -> Reading:
    circle = Circle.of(archive, meeting)
    return Reading(partial(candidates, archive, circle), partial(_wrong, _base(archive, meeting)))


def _base(archive: Archive, meeting: Record) -> date:
    day = meeting.text("date")
    whole = is_real_date(day) and len(day) == _WHOLE_DATE
    return type(archive.today).fromisoformat(day) if whole else archive.today


def _wrong(base: date, text: str) -> str:
    found = read_date(text, base=base)
    return " ".join(filter(None, (found.problem, " / ".join(found.proposals)))) if found.problem else ""


def _ruling(archive: Archive, meeting: Record, found: CapturedDecision) -> Ruling:
    where: Place = place(archive, meeting.id, found.item)
    fields: dict[str, Value] = dict(begin(archive, where, found.outcome).fields)
    if found.outcome in RETURNING and (until := _until(archive, meeting, found.clauses)):
        fields = {name: value for name, value in fields.items() if name != "until_text"} | {"until": until}
    return Ruling(fields, found.clauses)


def _until(archive: Archive, meeting: Record, clauses: Iterable[str]) -> str:
    """The day that a clause puts the matter off to: ``… till mötet 13 december``; empty if it names none."""
    for clause in clauses:
        tail = clause.rstrip(". ").rpartition(" till ")[2]
        day = read_date(tail.removeprefix("mötet").removeprefix("möte").strip(), base=_base(archive, meeting))
        if day.value:
            return day.value
    return ""


def _tasks(
    archive: Archive, meeting: Record, found: Iterable[CapturedTask], besides: list[str]
) -> tuple[Draft, ...]:
    drafts: list[Draft] = []
    for one in found:
        task = Task(
            one.title[:1].upper() + one.title[1:],
            f"{meeting.id}#{one.item}",
            one.assignees,
            assign_all=one.assign_all,
            assignees_text=one.assignees_text,
            due=one.due,
            due_text=one.due_text,
            report_to=one.report_to,
            report_to_text=one.report_to_text,
        )
        drafts.append(task_draft(archive, task, besides=[*besides, *(draft.id for draft in drafts)]))
    return tuple(drafts)


def _summary(archive: Archive, found: Captured) -> str:
    say = in_language(archive.language)
    counts = (
        (len(found.decisions), N_("1 decision"), N_("{count} decisions")),
        (len(found.tasks), N_("1 assignment"), N_("{count} assignments")),
    )
    said = [say(one if count == 1 else many, count=count) for count, one, many in counts if count]
    return say("{what} out of the text", what=say(" and ").join(said)) if said else ""

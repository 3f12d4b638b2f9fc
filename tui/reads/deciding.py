"""What the pages need on which decisions and tasks are written."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from tingsbok.actions import Edit, Preview, Saved, Work
from tingsbok.acts.assigning import Task, assign, responsible
from tingsbok.acts.capturing import Capture, capture_lines
from tingsbok.acts.deciding import Ruling, begin, decide
from tingsbok.acts.items import Place, item_text, place
from tingsbok.acts.naming import Circle, like
from tingsbok.acts.returning import next_meeting, until_shown
from tingsbok.followup.answers import Answer, answers
from tingsbok.i18n import t
from tingsbok.meetings import outcomes
from tingsbok.meetings.composition import members_on
from tingsbok.meetings.outcomes import Proposal
from tingsbok.record import Record, said
from tui.present.deciding import EVERYBODY
from tui.reads.forms import FormData, names_of
from tui.reads.opening import words
from tui.reads.records import names_in
from tui.widgets.lookups import Found

if TYPE_CHECKING:
    from tingsbok.archive import Archive
    from tingsbok.frontmatter import Value

_ALL = ("alla", "varje ledamot", "samtliga", "every member", "all members")


class Outset(Struct, frozen=True):
    """What is known before an outcome is chosen.

    Attributes:
        reference: ``meeting-id#item-key``.
        number: The item's number as people say it.
        title: The item's title.
        until: The meeting that a postponed matter returns at, in words; empty if none is planned.
        proposals: What the item's text says already.
    """

    reference: str
    number: str
    title: str
    until: str
    proposals: tuple[Proposal, ...]


def outset(archive: Archive, reference: str) -> Outset:
    """What is known of an item before its outcome is chosen."""
    where = place(archive, reference)
    following = next_meeting(archive, where.meeting)
    proposed = outcomes.proposals(item_text(where))
    if where.item.assignments:  # the task that the text gives is written already
        proposed = tuple(one for one in proposed if one.outcome != "assigned")
    return Outset(
        where.reference,
        where.number,
        where.item.title,
        f"{archive.name(following.text('body'))} {following.text('date')}" if following else "",
        proposed,
    )


class Beginning(Struct, frozen=True):
    """What a page of a decision or task starts from.

    Attributes:
        form: Type, names and what was typed before.
        ruling: The decision to begin with; ``None`` for a task.
        until: The day the matter returns on, as the form shows it.
        place: The way there, innermost last.
        day: The day that dates without a year are counted from.
        next_day: The day of the body's next meeting; ``None`` if none is planned.
        about: The item's text and what was decided in the case before, for the side.
        about_names: What the records are called that it links to.
        circle: Who is looked for first.
        members: How many members the body has.
    """

    form: FormData
    ruling: Ruling | None
    until: str
    place: tuple[str, ...]
    day: date
    next_day: date | None
    about: str
    about_names: dict[str, str]
    circle: Circle
    members: int


def beginning(archive: Archive, reference: str, outcome: str, key: str) -> Beginning:
    """What the form of a decision starts from.

    Args:
        archive: The archive.
        reference: ``meeting-id#item-key``.
        outcome: What was chosen; empty takes that of the draft.
        key: That of the draft.
    """
    where = place(archive, reference)
    kept = kept_fields(archive.draft_for(key)) or {}
    chosen = outcome or said(kept, "outcome") or outcomes.OUTCOMES[0].key
    return _beginning(archive, where, key, begin(archive, where, chosen))


def task_beginning(archive: Archive, given_by: str, key: str) -> Beginning:
    """What the form of a task starts from; *given_by* is a decision or an item."""
    source = archive.get(given_by.partition("#")[0])
    if source.type == "decision":
        where = place(archive, source.text("meeting"), source.text("item"))
        return _beginning(archive, where, key, None)
    return _beginning(archive, place(archive, given_by), key, None)


def _beginning(archive: Archive, where: Place, key: str, ruling: Ruling | None) -> Beginning:
    type_name = "decision" if ruling else "assignment"
    values: dict[str, Value] = dict(ruling.fields) if ruling else {}
    form = FormData(
        None, archive.type_named(type_name), values, names_of(archive, [values]), archive.draft_for(key)
    )
    following = next_meeting(archive, where.meeting)
    body = archive.resolve(where.meeting.text("body"))
    about = _about(archive, where)
    return Beginning(
        form,
        ruling,
        until_shown(archive, values),
        (archive.name(where.meeting.id), where.number),
        _day(where.meeting) or archive.today,
        _day(following),
        about,
        names_in(archive, [about]),
        Circle.of(archive, where.meeting),
        len(members_on(body, where.meeting.text("date"))) if body else 0,
    )


def _day(record: Record | None) -> date | None:
    try:
        return date.fromisoformat(record.text("date")) if record else None
    except ValueError:
        return None


def _about(archive: Archive, where: Place) -> str:
    """The item's text, and the decisions of its case."""
    case = where.item.line.get("case")
    events = archive.timeline(case) if isinstance(case, str) and archive.resolve(case) else []
    names = words(archive)
    earlier = [
        f"- {event.date} {names.value('decision', 'outcome', event.outcome)}: {event.title}"
        for event in events
        if event.kind == "decision"
    ]
    parts = [item_text(where), *([t("Decided in the case before:"), "\n".join(earlier)] if earlier else [])]
    return "\n\n".join(filter(None, parts))


# --- decisions


class Shown(Struct, frozen=True):
    """What saving would do, what follows from it, and what to look at once more."""

    preview: Preview
    follows: tuple[str, ...] = ()
    advice: tuple[str, ...] = ()


def decision_preview(archive: Archive, reference: str, rulings: Sequence[Ruling]) -> Shown:
    """What saving decisions on an item would do."""
    found = decide(archive, place(archive, reference), rulings)
    return Shown(archive.preview(found.work), found.follows, found.advice)


def save_decisions(
    archive: Archive, reference: str, rulings: Sequence[Ruling], durable: Callable[[], None]
) -> Saved:
    """Save decisions on an item as one change."""
    found = decide(archive, place(archive, reference), rulings)
    return archive.carry_out(found.work, durable=durable)


# --- tasks


def task_preview(archive: Archive, task: Task) -> Shown:
    """What giving a task would do."""
    advice = []
    if not (task.assignees or task.assign_all or task.assignees_text):
        advice.append(t("Nobody is named who is to do it."))
    if not task.due:
        advice.append(t("No day is set."))
    return Shown(archive.preview(assign(archive, task)), (), tuple(advice))


def save_task(archive: Archive, task: Task, durable: Callable[[], None]) -> Saved:
    """Give a task as one change."""
    return archive.carry_out(assign(archive, task), durable=durable)


def who_like(archive: Archive, circle: Circle, text: str, types: Sequence[str], members: int) -> list[Found]:
    """Those that a text may name, and every member; the circle of the meeting comes first."""
    names = words(archive)
    found = [
        Found(row.id, row.title, names.type_title(row.type)) for row in like(archive, circle, text, types)
    ]
    wanted = text.strip().casefold()
    if members and wanted and any(word.startswith(wanted) for word in _ALL):
        found.insert(0, Found(EVERYBODY, t("every member ({count})", count=members)))
    return found


# --- lines of the text


def capture_preview(archive: Archive, edit: Edit) -> tuple[Capture, Preview]:
    """What the lines of a meeting's text become."""
    found = capture_lines(archive, edit)
    return found, archive.preview(found.work)


def save_captured(archive: Archive, edit: Edit, durable: Callable[[], None]) -> Saved:
    """Save a meeting's text, and its lines as records, as one change."""
    return archive.carry_out(capture_lines(archive, edit).work, durable=durable)


# --- what becomes of a task


class Standing(Struct, frozen=True):
    """Where a task stands.

    Attributes:
        answers: What each of those responsible has answered.
        names: What they are called.
    """

    record: Record
    answers: tuple[Answer, ...]
    names: dict[str, str]


def standing(archive: Archive, identity: str) -> Standing:
    """Where a task stands, party by party."""
    record = archive.get(identity)
    found = answers(archive.current(record), responsible(archive, record))
    return Standing(record, found, {one.party: archive.name(one.party) for one in found if one.party})


def work_preview(archive: Archive, make: Callable[[Archive], Work]) -> tuple[Work, Preview]:
    """A change worked out, and what it would do."""
    work = make(archive)
    return work, archive.preview(work)


def kept_fields(kept: dict[str, Any] | None) -> dict[str, Value] | None:
    """The fields of a kept draft; ``None`` if there is none."""
    fields = (kept or {}).get("fields")
    return fields if isinstance(fields, dict) else None

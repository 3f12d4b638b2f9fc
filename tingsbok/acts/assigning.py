"""Assignments: giving them, and what becomes of them: reported, done, dropped, given to somebody else."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from msgspec import Struct
from msgspec.structs import replace

from tingsbok.actions import ChangeKind, Draft, Edit, Work
from tingsbok.acts.items import place
from tingsbok.acts.returning import returning
from tingsbok.collation import fold
from tingsbok.errors import NotFound, Refused, WrongUse
from tingsbok.followup.answers import with_report
from tingsbok.frontmatter import Value
from tingsbok.i18n import in_language, t
from tingsbok.meetings.composition import members_on
from tingsbok.record import Record, said

if TYPE_CHECKING:
    from tingsbok.archive import Archive

OPEN: Final = ("", "open")
"""Statuses of an assignment that is not over."""

_LONGEST_ID = 23  # leaves room for the task itself in the first line of the commit
_SMALL: Final = frozenset(
    [
        *("en", "ett", "den", "det", "de", "till", "att", "och", "i", "på", "för", "av", "med", "som", "var"),
        *("sin", "sitt", "om", "vid", "a", "an", "the", "to", "of", "and", "for"),
    ]
)


class Task(Struct, frozen=True):
    """Something that somebody is to do.

    Attributes:
        title: What is to be done.
        given_by: Id of the decision, or ``meeting-id#item-key``.
        assignees: Ids of those who are to do it.
        assign_all: Whether every member is.
        assignees_text: Who is, in words that name no record.
        due: When it is due: a date as people write it, a meeting, or words; empty if no time is set.
        due_text: The same in words that are no date, although they may look like one.
        report_to: Ids of those who get the report.
        report_to_text: The same in words.
        text: Instructions.
        case: The case; empty takes that of the item or decision.
    """

    title: str
    given_by: str
    assignees: tuple[str, ...] = ()
    assign_all: bool = False
    assignees_text: str = ""
    due: str = ""
    due_text: str = ""
    report_to: tuple[str, ...] = ()
    report_to_text: str = ""
    text: str = ""
    case: str = ""


def assign(archive: Archive, task: Task, *, besides: Sequence[str] = ()) -> Work:
    """Give a task; the day it is due is counted from the meeting's own day.

    Raises:
        WrongUse: There is no task, or the date cannot be; the remedy proposes others.
        NotFound: The decision, meeting or item does not exist.
    """
    draft = task_draft(archive, task, besides=besides)
    return Work((draft,), said(draft.fields, "title"), ChangeKind.CREATE)


def task_draft(
    archive: Archive, task: Task, *, besides: Sequence[str] = (), base: Record | None = None
) -> Draft:
    """The new record of a task; see :func:`assign`.

    Args:
        archive: The archive.
        task: The task.
        besides: Ids that other new records of the same action will have.
        base: The meeting, if ``given_by`` names a decision that is only being made.
    """
    if not task.title.strip():
        raise WrongUse(t("It does not say what is to be done."))
    source = _Source.of(archive, task.given_by) if base is None else _Source(base, task.given_by, task.case)
    fields = _fields(archive, task, source)
    day = said(fields, "due") or source.meeting.text("date")
    short = {**fields, "title": short_title(task.title), "due": day}
    proposed = archive.draft("assignment", short, besides=besides)
    body = f"{task.text.strip()}\n" if task.text.strip() else ""
    return replace(proposed, fields=fields, body=body)


def _fields(archive: Archive, task: Task, source: _Source) -> dict[str, Value]:
    due = returning(archive, source.meeting, task.due) if task.due.strip() else {}
    given: dict[str, Value] = {
        "title": " ".join(task.title.split()),
        "assignees": list(dict.fromkeys(task.assignees)),
        "assignees_text": task.assignees_text,
        "assign_all": "true" if task.assign_all else "",
        "given_by": source.given_by,
        "case": task.case or source.case,
        "due": due.get("until", ""),
        "due_text": due.get("until_text", "") or task.due_text,
        "report_to": list(dict.fromkeys(task.report_to)),
        "report_to_text": task.report_to_text,
        "status": "open",
    }
    return {name: value for name, value in given.items() if value}


class _Source(Struct, frozen=True):
    """Where a task comes from: the meeting, and the case it belongs to."""

    meeting: Record
    given_by: str
    case: str

    @classmethod
    def of(cls, archive: Archive, given_by: str) -> _Source:
        record = archive.get(given_by.partition("#")[0])
        if record.type == "meeting":
            if "#" not in given_by:
                return cls(record, record.id, "")
            where = place(archive, given_by)
            return cls(record, where.reference, said(where.item.line, "case"))
        if record.type != "decision":
            raise WrongUse(t("{id} is neither a decision nor a meeting.", id=record.id))
        meeting = archive.resolve(record.text("meeting")) if record.text("meeting") else None
        return cls(meeting or record, record.id, record.text("case"))


def short_title(title: str) -> str:
    """The first words of a task, as many as make a short id."""
    kept: list[str] = []
    for word in title.split():
        if kept and len(" ".join([*kept, word])) > _LONGEST_ID:
            break
        kept.append(word)
    while len(kept) > 1 and kept[-1].casefold() in _SMALL:
        kept.pop()
    return " ".join(kept)


# --- what becomes of it


def report(
    archive: Archive, identity: str, note: str, *, by: str = "", made: str = "", done: bool = False
) -> Work:
    """Record that somebody has reported; a report that was promised is the one that came.

    Args:
        archive: The archive.
        identity: The assignment.
        note: What was reported.
        by: Id of who reported; the one assignee if there is only one.
        made: The day, ISO; today if empty.
        done: Whether the assignment is done with it.

    Raises:
        Refused: The assignment is over.
        NotFound: Nobody has the id in *by*.
    """
    record = _open(archive, identity)
    current = archive.current(record)
    assignees = current.texts("assignees")
    who = archive.get(by).id if by else (assignees[0] if len(assignees) == 1 else "")
    value = current.fields.get("reports")
    reports = with_report(
        value if isinstance(value, list) else [], who, made or archive.today.isoformat(), note
    )
    fields: dict[str, Value] = {**record.fields, "reports": reports}
    if done:
        fields["status"] = "done"
    say = in_language(archive.language)
    sentence = say("report from {name}", name=archive.name(who)) if who else say("report")
    if done:
        sentence = f"{say('done')}, {sentence}"
    return _changed(record, fields, f"{sentence}: {note}" if note else sentence)


def finish(archive: Archive, identity: str) -> Work:
    """Mark an assignment as done."""
    record = _open(archive, identity)
    say = in_language(archive.language)
    return _changed(record, {**record.fields, "status": "done"}, f"{say('done')}, {record.text('title')}")


def drop(archive: Archive, identity: str, why: str = "") -> Work:
    """Mark an assignment as dropped: nobody is to do it any more."""
    record = _open(archive, identity)
    say = in_language(archive.language)
    note = "\n".join(filter(None, (record.text("note"), why.strip())))
    fields = {**record.fields, "status": "dropped"} | ({"note": note} if note else {})
    return _changed(record, fields, f"{say('dropped')}, {why.strip() or record.text('title')}")


def reassign(archive: Archive, identity: str, assignees: Sequence[str]) -> Work:
    """Give an assignment to others.

    Raises:
        WrongUse: Nobody is named.
        NotFound: Somebody who is named does not exist.
    """
    record = _open(archive, identity)
    if not assignees:
        raise WrongUse(t("It does not say who is to do it."))
    ids: list[Value] = [archive.get(one).id for one in assignees]
    left = ("assignees_text", "assign_all")
    fields = {name: value for name, value in record.fields.items() if name not in left} | {"assignees": ids}
    names = ", ".join(archive.name(str(one)) for one in ids)
    say = in_language(archive.language)
    return _changed(record, fields, say("given to {names}", names=names))


def responsible(archive: Archive, record: Record) -> list[str]:
    """Ids of those who are to do it: the assignees, or every member of the body on the meeting's day."""
    if record.text("assign_all") != "true":
        return archive.current(record).texts("assignees")
    meeting = _Source.of(archive, record.text("given_by")).meeting if record.text("given_by") else None
    body = archive.light(meeting.text("body")) if meeting and meeting.text("body") else None
    members = members_on(body, meeting.text("date")) if body and meeting else []
    people = [member.person for member in members if member.person]
    return sorted(dict.fromkeys(people), key=lambda person: fold(archive.name(person)))


def _open(archive: Archive, identity: str) -> Record:
    record = archive.get(identity)
    if record.type != "assignment":
        raise NotFound(t("{id} is not an assignment.", id=record.id))
    if record.text("status") not in OPEN:
        raise Refused(
            t("{id} is over already.", id=record.id),
            remedy=t("Open it again first: {command}", command=f"tingsbok set {record.id} status=open"),
        )
    return record


def _changed(record: Record, fields: dict[str, Value], sentence: str) -> Work:
    return Work((Edit(record.id, fields, record.etag),), sentence)

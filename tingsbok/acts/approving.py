"""Taking a meeting from step to step, approving its minutes, and correcting words that are approved."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import takewhile
from typing import TYPE_CHECKING

from msgspec import Struct

from tingsbok.actions import ChangeKind, Draft, Edit, Work
from tingsbok.errors import NotFound, Refused, WrongUse
from tingsbok.frontmatter import Value
from tingsbok.i18n import current, in_language, t
from tingsbok.meetings.approval import Lack, blocking, lacks, next_step
from tingsbok.meetings.locks import is_locked
from tingsbok.query import quoted
from tingsbok.questions.findings import findings_of
from tingsbok.record import Record
from tingsbok.steps import HELD, STEPS

if TYPE_CHECKING:
    from collections.abc import Callable

    from tingsbok.archive import Archive
    from tingsbok.schema.types import Field

_LABELLED = frozenset({"from_item", "to_item", "stands_in_for", "parent", "minutes", "until", "until_text"})
"""What nobody understands by its value alone: that 59 is where somebody came, and not where they left."""

_ITEM = re.compile(r" {0,3}(?:[-*+]|[0-9]{1,9}[.)])[ \t]")


class Step(Struct, frozen=True):
    """The step a meeting can take next, and what it lacks for it.

    Attributes:
        meeting: The meeting as it is.
        to: The status it would get; empty if there is no step to take.
        lacks: What is missing, what the step does not wait for too.
        work: The step itself; ``None`` while something is missing.
    """

    meeting: Record
    to: str
    lacks: tuple[Lack, ...] = ()
    work: Work | None = None


def step(
    archive: Archive, meeting: str, to: str = "", *, on: str = "", adjusters: Sequence[str] = ()
) -> Step:
    """Work out a step of a meeting.

    Args:
        archive: The archive.
        meeting: The meeting's id.
        to: The status; the next one if empty.
        on: The day of the step, ISO; the archive's own day if empty.
        adjusters: Persons who approve the minutes, besides those already named.
    """
    parts = archive.parts(meeting)
    record = parts.meeting
    wanted = to or next_step(record.text("status"))
    if not wanted or wanted == "signed":
        return Step(record, "")
    day = on or archive.today.isoformat()
    body = archive.resolve(record.text("body"))
    found = (*lacks(parts, wanted, body, on=day, adjusters=adjusters), *_findings(archive, record, wanted))
    if blocking(found) or wanted != next_step(record.text("status")):
        return Step(record, wanted, found)
    return Step(
        record, wanted, found, _step_work(archive, record, wanted, day, adjusters, named_day=bool(on))
    )


def _findings(archive: Archive, meeting: Record, to: str) -> Iterator[Lack]:
    """What the review finds in minutes about to be approved: errors stop it, advice is worth knowing."""
    if to != "approved":
        return
    found = findings_of(archive, meeting.id)
    errors = [one for one in found if one.is_error]
    if errors:
        first = f"{errors[0].code} {errors[0].message}"
        if len(errors) == 1:
            sentence = t("The review finds an error: {first}.", first=first)
        else:
            sentence = t("The review finds {count} errors, first {first}.", count=len(errors), first=first)
        yield Lack("finding", sentence, meeting.id)
    if advice := [one for one in found if not one.is_error]:
        codes = ", ".join(sorted({one.code for one in advice}))
        sentence = t("The review has advice that nobody has accepted or followed: {codes}.", codes=codes)
        yield Lack("finding", sentence, meeting.id, blocks=False)


def advance(archive: Archive, meeting: str, to: str, *, on: str = "", adjusters: Sequence[str] = ()) -> Work:
    """The work of a step; see :func:`step` for the arguments.

    Raises:
        Refused: Something is missing, or another step comes first.
        WrongUse: There is no such step.
    """
    if to not in STEPS[1:-1]:
        raise WrongUse(
            t('"{step}" is no step that a meeting can take.', step=to),
            remedy=t("Steps: {names}", names=", ".join(STEPS[1:-1])),
        )
    found = step(archive, meeting, to, on=on, adjusters=adjusters)
    if found.work is None:
        raise _refusal(archive, found)
    return found.work


def _refusal(archive: Archive, found: Step) -> Refused:
    status, identity = found.meeting.text("status"), found.meeting.id
    first = next_step(status)
    if status in STEPS and STEPS.index(status) >= STEPS.index(found.to):
        return Refused(t("The meeting is {status} already.", status=_label(archive, status)))
    if first != found.to and first:
        return Refused(
            t("The meeting is {status}.", status=_label(archive, status)),
            remedy=t("First: tingsbok meeting status {id} {step}", id=identity, step=first),
        )
    if not first:
        return Refused(t("The meeting is {status} and takes no more steps.", status=_label(archive, status)))
    missing = blocking(found.lacks)
    return Refused(
        " ".join(lack.sentence for lack in missing[:3]),
        remedy=t("All that is missing: tingsbok meeting status {id} {step}", id=identity, step=found.to),
    )


def _step_work(
    archive: Archive, record: Record, to: str, day: str, adjusters: Sequence[str], *, named_day: bool
) -> Work:
    words = in_language(archive.language)
    fields: dict[str, Value] = {**record.fields, "status": to}
    if to == "approved":
        fields["approved_date"] = day
        named = list(dict.fromkeys([*record.texts("adjusters"), *adjusters]))
        if named:
            fields["adjusters"] = list[Value](named)
    before, after = (_label(archive, status, archive.language) for status in (record.text("status"), to))
    # a day nobody named is the one it is written down on: beside "held" it reads as that of the meeting
    summary = (
        words("status {before} → {after} {date}", before=before, after=after, date=day)
        if to == "approved" or named_day
        else words("status {before} → {after}", before=before, after=after)
    )
    kind = ChangeKind.APPROVE if to == "approved" else ChangeKind.EDIT
    return Work((Edit(record.id, fields, record.etag),), summary, kind)


# -- the minutes of the last meeting


def previous_to_approve(archive: Archive, meeting: Record) -> Record | None:
    """The last meeting of the same body before this one, if its minutes wait for approval."""
    body = meeting.text("body")
    found = archive.records(f"body:={quoted(body)}", type="meeting", sort="-date") if body else ()
    for other in found:
        if other.text("date") < meeting.text("date") and other.text("status") in HELD:
            return other if other.text("status") == "drafted" else None
    return None


def approve_previous(archive: Archive, meeting: str, item: str) -> Work:
    """Approve the minutes of the body's last meeting at this one: the status, and the decision that says so.

    Args:
        archive: The archive.
        meeting: The meeting that approves.
        item: Key of the item under which it does.

    Raises:
        NotFound: The meeting has no such item.
        Refused: No minutes wait for approval, or something is missing in them.
    """
    here = archive.get(meeting)
    if item not in [entry.get("key") for entry in here.entries("items")]:
        raise NotFound(t('The meeting has no item "{key}".', key=item))
    previous = previous_to_approve(archive, here)
    if previous is None:
        raise Refused(t("No minutes of an earlier meeting wait for approval."))
    day = here.text("date")
    approval = advance(archive, previous.id, "approved", on=day)
    words = in_language(archive.language)
    name = archive.name(previous.id)
    fields: dict[str, Value] = {
        "meeting": here.id,
        "item": item,
        "title": words("Approval of the minutes of {meeting}", meeting=name),
        "outcome": "approved",
        "see_also": [previous.id],
    }
    text = words("- that the minutes of {date} are approved", date=previous.text("date")) + "\n"
    decision = archive.draft("decision", fields, text)
    return Work((*approval.changes, decision), approval.summary, ChangeKind.APPROVE)


# -- corrections


def correct(
    archive: Archive,
    identity: str,
    *,
    reason: str,
    text: str | None = None,
    fields: Mapping[str, Value] | None = None,
    on: str = "",
    by: str = "",
    expect: str = "",
    besides: Sequence[Draft] = (),
) -> Work:
    """Correct words that are locked; the old ones stay visible among the record's corrections.

    Args:
        archive: The archive.
        identity: A decision of approved minutes, or the meeting itself.
        reason: Why.
        text: The whole new text under the fields; unchanged if ``None``.
        fields: Fields that get another value, such as the title.
        on: The day of the correction, ISO; the archive's own day if empty.
        by: Who corrects, a person's id.
        expect: Etag of the record that the correction was made from; the present one if empty.
        besides: New records that the corrected fields name.

    Raises:
        WrongUse: No reason is given, or nothing is changed.
        Refused: The minutes are not approved, so there is nothing to correct: edit instead.
    """
    record = archive.get(identity)
    if not reason.strip():
        raise WrongUse(t("A correction needs a reason."), remedy=t("Say why the words are corrected."))
    if not is_locked(locking_meeting(archive, record)):
        raise Refused(
            t("The minutes are not approved, so {id} is not locked.", id=record.id),
            remedy=t("Edit it as usual."),
        )
    changed = {name: value for name, value in (fields or {}).items() if record.fields.get(name, "") != value}
    new_text = None if text is None or text.strip() == record.body.strip() else text.strip("\n") + "\n"
    if not changed and new_text is None:
        raise WrongUse(t("Nothing has changed, so there is nothing to correct."))
    new_names = {draft.id: str(draft.fields.get("name", draft.id)) for draft in besides}
    before, after = _wordings(archive, record, changed, new_text, new_names)
    entry: dict[str, Value] = {"date": on or archive.today.isoformat(), "reason": " ".join(reason.split())}
    if by:
        entry["by"] = by
    entry |= {"before": before, "after": after}
    corrections: list[Value] = [*record.entries("corrections"), entry]
    edited: dict[str, Value] = {**record.fields, **changed, "corrections": corrections}
    words = in_language(archive.language)
    summary = words("corrected: {reason}", reason=entry["reason"])
    edit = Edit(record.id, edited, expect or record.etag, new_text)
    return Work((edit, *besides), summary, ChangeKind.CORRECT, reason)


def with_clauses(text: str, clauses: Sequence[str]) -> str:
    """A decision's text with other clauses; the reasons after them stay."""
    lines = text.strip("\n").split("\n")
    ours = takewhile(lambda line: bool(_ITEM.match(line)) or not line.strip() or line[:1] in " \t", lines)
    rest = "\n".join(lines[len(list(ours)) :]).strip("\n")
    items = "\n".join(f"- {clause.removeprefix('- ')}" for clause in clauses)
    return f"{items}\n\n{rest}\n" if rest else f"{items}\n"


def locking_meeting(archive: Archive, record: Record) -> Record | None:
    """The meeting whose approval locks a record: itself, or the one it belongs to."""
    if record.type == "meeting":
        return record
    return archive.resolve(record.text("meeting")) if record.text("meeting") else None


def _wordings(
    archive: Archive,
    record: Record,
    changed: Mapping[str, Value],
    text: str | None,
    names: Mapping[str, str],
) -> tuple[str, str]:
    """The words before and after, fields first; of lists and of a meeting's text only what differs."""
    record_type = archive.schemas.types.get(record.type)
    old: list[str] = []
    new: list[str] = []
    for name, value in changed.items():
        field = record_type.field(name) if record_type else None
        label = field.title(archive.language) if field else name
        for side, words in zip((old, new), _alone(record.fields.get(name, ""), value), strict=True):
            side.append(f"{label}: {_shown(archive, field, words, names)}")
    if text is not None:
        before, after = record.body.strip(), text.strip()
        if record.type == "meeting":
            before, after = _differing(before, after)
        old.append(before)
        new.append(after)
    return "\n\n".join(old), "\n\n".join(new)


def _alone(before: Value, after: Value) -> tuple[Value, Value]:
    """Either value; of two lists the entries that the other has not."""
    if not isinstance(before, list) or not isinstance(after, list):
        return before, after
    return [one for one in before if one not in after], [one for one in after if one not in before]


def _shown(archive: Archive, field: Field | None, value: Value, names: Mapping[str, str]) -> str:
    """A value in words; the entries of a list are told apart by a semicolon."""
    if field is None:
        return str(value)

    def name_of(identity: str) -> str:
        return names.get(identity) or archive.name(identity)

    entries = value if isinstance(value, list) else [value]
    return "; ".join(_entry(field, entry, archive.language, name_of) for entry in entries) or "-"


def _entry(field: Field, entry: Value, language: str, name_of: Callable[[str], str]) -> str:
    """One value in words; what an entry of a list has says what it is, where the words alone would not."""
    if not isinstance(entry, dict):
        return field.display([entry] if field.item else entry, language, name_of)
    words: list[str] = []
    for name, value in entry.items():
        child = (field.item or field).child(name)
        title = child.title(language).lower() if child else name
        shown = child.display(value, language, name_of) if child else str(value)
        if child and child.kind == "boolean":
            shown = title if value == "true" else ""
        words.append(f"{title} {shown}" if shown and name in _LABELLED else shown)
    return ", ".join(filter(None, words))


def _differing(before: str, after: str) -> tuple[str, str]:
    """The paragraphs of either text that the other has not."""
    old, new = (text.split("\n\n") for text in (before, after))
    return "\n\n".join(p for p in old if p not in new), "\n\n".join(p for p in new if p not in old)


def _label(archive: Archive, status: str, language: str = "") -> str:
    record_type = archive.schemas.types["meeting"]
    field = record_type.field("status")
    return field.choice_label(status, language or current()) if field else status

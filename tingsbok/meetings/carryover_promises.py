"""Promises that come up at a meeting: reports, assignments, and conditions that are still open.

* A *report* of an assignment that is ``due`` by the meeting and not ``made``: at the bodies it is reported
  to, at the body of the meeting it is due at, or else at the body that gave the assignment. A promise of four
  reports comes up at each of the four meetings, and stays until it is kept.
* An *assignment* that is due by the meeting, at the body that gave it and at those it is reported to; one
  that is due no certain day is only shown, and only where it is reported.
* A *condition* of a decision of the body that is not ``met``, as long as the decision holds: its validity and
  that of its agreement have not ended, and no decision has superseded or repealed it. One that the decision
  waits for is due at every meeting; one that follows later is shown, for somebody to choose.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from tingsbok.frontmatter import Value
from tingsbok.i18n import N_
from tingsbok.meetings.carryover_days import Seen, When
from tingsbok.meetings.carryover_picture import Cause, Item, Picture, Reason
from tingsbok.record import Record, listed, said

OVER = frozenset({"rejected", "withdrawn", "postponed", "referred-back", "repealed"})
"""Outcomes whose conditions nobody waits for."""


def promises(picture: Picture) -> Iterator[Cause]:
    """Reports and assignments that come up at the meeting."""
    for assignment in picture.assignments:
        if assignment.text("status") in ("", "open"):
            yield from _reports(picture, assignment)
            yield from _assignment(picture, assignment)


def conditions(picture: Picture) -> Iterator[Cause]:
    """Open conditions of the body's decisions."""
    undone = {target for record in picture.decisions for target in _undone_by(record)}
    for decision in picture.decisions:
        holds = decision.id not in undone and decision.text("outcome") not in OVER
        if holds and picture.is_of_body(decision) and _counts(picture, decision):
            yield from _conditions(picture, decision)


# --- reports and assignments


def _reports(picture: Picture, assignment: Record) -> Iterator[Cause]:
    for report in assignment.entries("reports"):
        due, words = said(report, "due"), said(report, "due_text")
        when = picture.seen.when(due, words, _given_on(picture, assignment))
        here = _is_reported_here(picture, assignment, due)
        if said(report, "made") or not here or when is When.LATER:
            continue
        if any(_reminds(picture, item, assignment, due, words) for item in picture.waiting):
            continue
        shown = picture.seen.shown(due, words)
        text = N_("Report promised for {due}") if shown else N_("Report promised")
        note = said(report, "note")
        by = [person for person in listed(report, "by") if _is_person(picture, person)]
        yield Cause(
            source=assignment.id,
            reason=Reason.REPORT,
            title=assignment.text("title"),
            why=picture.say(text, due=shown) + (f": {note}." if note else "."),
            day=due or _given_on(picture, assignment),
            due=when is When.NOW,
            case=assignment.text("case"),
            kind="report",
            presenters=tuple(by) or _people(picture, assignment),
        )


def _assignment(picture: Picture, assignment: Record) -> Iterator[Cause]:
    due, words = assignment.text("due"), assignment.text("due_text")
    when = picture.seen.when(due, words, _given_on(picture, assignment))
    reported = picture.body.id in assignment.texts("report_to")
    promised = any(not said(report, "made") for report in assignment.entries("reports"))
    if when is When.LATER or (when is When.UNSAID and (promised or not reported)):
        return
    if not reported and not _is_ours(picture, assignment) and not _is_due_here(picture, due):
        return
    if any(_reminds(picture, item, assignment, due, words) for item in picture.waiting):
        return
    shown = picture.seen.shown(due, words)
    text = N_("Assignment due {due}") if due else N_("Assignment, due: {due}")
    yield Cause(
        source=assignment.id,
        reason=Reason.ASSIGNMENT,
        title=assignment.text("title"),
        why=picture.say(text if shown else N_("Assignment without a day, reported here"), due=shown) + ".",
        day=due or _given_on(picture, assignment),
        due=when is When.NOW,
        case=assignment.text("case"),
        kind="report",
        presenters=_people(picture, assignment),
    )


def _reminds(picture: Picture, item: Item, assignment: Record, due: str, words: str) -> bool:
    """Whether an item of a coming meeting takes a promise up; at another one only what is due by then."""
    if assignment.id not in item.carried:
        return False
    there = Seen(item.meeting, item.day, picture.resolve)
    given = _given_on(picture, assignment)
    return item.meeting == picture.meeting.id or there.when(due, words, given) is not When.LATER


def _is_reported_here(picture: Picture, assignment: Record, due: str) -> bool:
    bodies = [target for target in assignment.texts("report_to") if _type(picture, target) == "body"]
    here = picture.body.id in bodies or _is_due_here(picture, due)
    return here or (not bodies and _is_ours(picture, assignment))


def _is_due_here(picture: Picture, due: str) -> bool:
    meeting = picture.resolve(due.partition("#")[0]) if due and not due[:4].isdigit() else None
    return meeting is not None and meeting.text("body") == picture.body.id


def _is_ours(picture: Picture, assignment: Record) -> bool:
    giver = picture.resolve(assignment.text("given_by").partition("#")[0])
    if giver is None:
        return False
    return picture.is_of_body(giver) if giver.type == "decision" else giver.text("body") == picture.body.id


def _given_on(picture: Picture, assignment: Record) -> str:
    giver = picture.resolve(assignment.text("given_by").partition("#")[0])
    return picture.day_of(giver) if giver else ""


def _people(picture: Picture, assignment: Record) -> tuple[str, ...]:
    return tuple(who for who in assignment.texts("assignees") if _is_person(picture, who))


def _is_person(picture: Picture, identity: str) -> bool:
    return _type(picture, identity) == "person"


def _type(picture: Picture, identity: str) -> str:
    record = picture.resolve(identity)
    return record.type if record else ""


# --- conditions


def _undone_by(record: Record) -> list[str]:
    return [*record.texts("supersedes"), *record.texts("repeals")]


def _counts(picture: Picture, decision: Record) -> bool:
    """Whether a decision has been made by this meeting and still holds then."""
    agreement = picture.resolve(decision.text("agreement")) if decision.text("agreement") else None
    ended = agreement is not None and (
        agreement.text("status") in ("terminated", "ended") or _is_past(picture, agreement.text("valid_to"))
    )
    return not ended and not _is_past(picture, decision.text("valid_to")) and not picture.is_later(decision)


def _is_past(picture: Picture, day: str) -> bool:
    return bool(day) and picture.day[: len(day)] > day


def _conditions(picture: Picture, decision: Record) -> Iterator[Cause]:
    line: Mapping[str, Value] = picture.line_of(decision)
    for condition in decision.entries("conditions"):
        taken = any(decision.id in item.carried for item in picture.waiting)
        if said(condition, "met") or taken:
            continue
        yield Cause(
            source=decision.id,
            reason=Reason.CONDITION,
            title=decision.text("title"),
            why=picture.say("Open condition: {text}", text=said(condition, "text").rstrip(".")) + ".",
            day=picture.day_of(decision),
            due=said(condition, "effect") != "follows",
            case=decision.text("case") or said(line, "case"),
            agreement=decision.text("agreement"),
            kind="information",
        )

"""Putting off to later what waits for a meeting, or what stands on its agenda already."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from tingsbok.actions import Edit, Work
from tingsbok.acts.agenda import fill
from tingsbok.acts.agenda_saving import agenda_work, in_words
from tingsbok.acts.returning import returning
from tingsbok.dates import is_date
from tingsbok.errors import NotFound, Refused
from tingsbok.frontmatter import Value
from tingsbok.i18n import N_, t
from tingsbok.meetings import agenda
from tingsbok.meetings.carryover import Proposal, Reason
from tingsbok.questions.waiting import meeting_to_prepare, waiting
from tingsbok.record import Record, said
from tingsbok.steps import COMING

if TYPE_CHECKING:
    from tingsbok.archive import Archive


def postpone(archive: Archive, meeting_id: str, key: str, to: str) -> Work:
    """Put off to later something that waits for a meeting, or an item of its agenda.

    What waits gets its new day where it comes from: the decision's or the item's ``until``, the assignment's
    ``due``; an item of approved minutes goes onto the agenda of the other meeting. So does an item of the
    agenda; the other meeting must then be planned.

    Args:
        archive: The archive.
        meeting_id: The meeting, planned or called.
        key: A proposal's key, or an item's.
        to: ``next``, a meeting's id, or a day as people write it.

    Raises:
        NotFound: Nothing is called so.
        Refused: It comes up by itself at every meeting, or the other meeting is not planned.
    """
    meeting = meeting_to_prepare(archive, meeting_id)
    if any(said(line, "key") == key for line in meeting.entries("items")):
        return _to_other_agenda(archive, meeting, key, to)
    waits = next((one for one in waiting(archive, meeting.id) if one.key == key), None)
    if waits is None:
        raise NotFound(t('"{key}" is neither on the agenda of {id} nor waiting.', key=key, id=meeting.id))
    return _until(archive, waits, returning(archive, meeting, to))


def _to_other_agenda(archive: Archive, meeting: Record, key: str, to: str) -> Work:
    until = str(returning(archive, meeting, to).get("until", ""))
    other = archive.resolve(until) if until and not is_date(until) else None
    if other is None or other.id == meeting.id or other.text("status") not in COMING:
        raise Refused(
            t("No meeting is planned then whose agenda the item could go to."),
            remedy=t("Create the meeting first: {command}", command="tingsbok meeting new"),
        )
    lines = meeting.entries("items")
    own = agenda.family(lines, key)
    going = [line for line in lines if said(line, "key") in own]
    there = agenda.received(other.entries("items"), going)
    title, day = said(going[0], "title"), other.text("date")
    summary = in_words(archive, N_("{title} put off to {day}"), title=title, day=day)
    return agenda_work(archive, [(meeting, agenda.removed(lines, key)), (other, there)], summary)


LOCKED = ("approved", "signed")
"""Statuses of a meeting whose minutes only a correction changes."""
_RETURN_FIELD = {"decision": "until", "meeting": "until", "assignment": "due"}
_LASTING = frozenset(
    {Reason.STANDING, Reason.MINUTES, Reason.FORWARDED, Reason.ANSWERS, Reason.CONDITION, Reason.ENDING}
)
"""Reasons that no date of their own can put off."""


def _until(archive: Archive, waits: Proposal, until: Mapping[str, Value]) -> Work:
    """The record that something comes from, with its new day."""
    identity, _, item = waits.source.partition("#")
    record = archive.resolve(identity)
    if record is None or record.type not in _RETURN_FIELD or waits.reason in _LASTING:
        raise Refused(
            t('"{title}" comes up at every meeting and has no day of its own.', title=waits.title),
            remedy=t("Leave it: it waits for the next meeting too."),
        )
    if item and record.text("status") in LOCKED:
        return _onto_agenda(archive, waits, str(until.get("until", "")))
    name = _RETURN_FIELD[record.type]
    when = {field.replace("until", name): value for field, value in until.items()}
    fields = dict(record.fields)
    if item:
        lines = record.entries("items")
        fields["items"] = [_dated(line, name, when) if said(line, "key") == item else line for line in lines]
    elif waits.reason is Reason.REPORT:
        fields["reports"] = _first_promise(record.entries("reports"), when)
    else:
        fields = _dated(fields, name, when)
    there = archive.resolve(str(until.get("until", "")))
    day = there.text("date") if there else str(until.get("until") or until.get("until_text", ""))
    return Work((Edit(record.id, fields, record.etag),), in_words(archive, N_("put off to {day}"), day=day))


def _onto_agenda(archive: Archive, waits: Proposal, later: str) -> Work:
    """What approved minutes say stays as it is: the matter goes onto the other meeting's agenda at once."""
    meeting = archive.resolve(later) if later and not is_date(later) else None
    if meeting is None or meeting.text("status") not in COMING:
        raise Refused(
            t("The minutes that say when it returns are approved."),
            remedy=t("Put it off to a meeting that is planned: it goes onto its agenda."),
        )
    return fill(archive, meeting.id, [waits.key])


def _dated(line: Mapping[str, Value], name: str, when: Mapping[str, Value]) -> dict[str, Value]:
    """A line or record with its day, or the words for it, instead of what it had."""
    return {field: value for field, value in line.items() if field not in (name, f"{name}_text")} | dict(when)


def _first_promise(reports: Sequence[dict[str, Value]], when: Mapping[str, Value]) -> list[Value]:
    """The reports with another day for the first that is not made."""
    first = next((at for at, line in enumerate(reports) if not said(line, "made")), -1)
    return [_dated(line, "due", when) if at == first else line for at, line in enumerate(reports)]

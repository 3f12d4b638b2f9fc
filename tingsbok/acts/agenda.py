"""Preparing a meeting: a new one, and its agenda."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from tingsbok.actions import Edit, Work
from tingsbok.acts.agenda_saving import agenda_work, in_words, plan_for
from tingsbok.dates import is_real_date
from tingsbok.errors import NotFound, Refused, WrongUse
from tingsbok.frontmatter import Value
from tingsbok.i18n import N_, t
from tingsbok.meetings.agenda import taken
from tingsbok.meetings.agenda_numbers import Line
from tingsbok.meetings.carryover import Proposal, Reason, proposals
from tingsbok.query import quoted
from tingsbok.questions.waiting import meeting_to_prepare, picture, waiting
from tingsbok.record import Record
from tingsbok.steps import HELD

if TYPE_CHECKING:
    from tingsbok.archive import Archive

COPIED = ("place", "mode", "start", "end")
"""What a new meeting has from the one before, unless it is said otherwise."""
_WHOLE = len("2024-11-15")


# --- a new meeting


def last_held(archive: Archive, body: str, day: str) -> Record | None:
    """The body's latest meeting that was held before a day; ``None`` if the archive knows none."""
    before = archive.records(f"body:={quoted(body)} status:{','.join(HELD)}", type="meeting", sort="-date")
    return next((meeting for meeting in before if meeting.text("date") < day), None)


def new_meeting(
    archive: Archive,
    body: str,
    day: str,
    fields: Mapping[str, Value] | None = None,
    *,
    standing: bool = False,
) -> Work:
    """A new meeting of a body, where and when it met the last time.

    A meeting that the archive only knows by name becomes the planned one.

    Args:
        archive: The archive.
        body: The body.
        day: Its date, ISO and whole.
        fields: Place, times and so on where they are others; an empty one is left out.
        standing: Whether the body's standing items are put on the agenda at once.

    Raises:
        NotFound: There is no such body.
        WrongUse: It is no body, or the date is none.
        Refused: The body has a meeting on that day already.
    """
    found = archive.get(body)
    if found.type != "body":
        raise WrongUse(t("{id} is not a body.", id=found.id))
    if len(day) != _WHOLE or not is_real_date(day):
        raise WrongUse(t('"{text}" is not a date.', text=day), remedy=t("Write it as 2024-11-08."))
    known = _known(archive, found.id, day)
    before = last_held(archive, found.id, day)
    values: dict[str, Value] = {"body": found.id, "date": day}
    values |= {name: before.fields[name] for name in COPIED if before and before.text(name)}
    values |= {**(known.fields if known else {}), "status": "planned", **(fields or {})}
    values = {name: value for name, value in values.items() if value}
    if standing:
        values = _with_standing(archive, values, known)
    if known is not None:
        return Work((Edit(known.id, values, known.etag),), in_words(archive, N_("status planned")))
    return Work((archive.draft("meeting", values),))


def _known(archive: Archive, body: str, day: str) -> Record | None:
    """The meeting of that day, if the archive knows it only by name."""
    for meeting in archive.records(f"body:={quoted(body)} {day}", type="meeting"):
        if meeting.text("date") != day or meeting.text("status") == "cancelled":
            continue
        if meeting.text("status") != "mentioned":
            raise Refused(
                t("{body} meets on {day} already: {id}.", body=archive.name(body), day=day, id=meeting.id),
                remedy=t("Open that meeting, or choose another day."),
            )
        return meeting
    return None


def _with_standing(archive: Archive, values: dict[str, Value], known: Record | None) -> dict[str, Value]:
    """The meeting with the body's standing items, and the minutes to approve among them."""
    draft = archive.draft("meeting", values)
    identity = known.id if known else draft.id
    meeting = Record(draft.path, identity, "meeting", {"type": "meeting", **values}, "", "", b"")
    frame = (Reason.STANDING, Reason.MINUTES)
    chosen = [one for one in proposals(picture(archive, meeting)) if one.reason in frame]
    lines = plan_for(archive, meeting, _taken(archive, meeting, chosen)).lines
    return {**values, "items": [dict(line) for line in lines]} if lines else values


# --- what waits


def fill(archive: Archive, meeting_id: str, keys: Sequence[str] | None = None) -> Work:
    """Take up what waits for a meeting.

    Args:
        archive: The archive.
        meeting_id: The meeting, planned or called.
        keys: Proposals to take; ``None`` for all that are due.

    Raises:
        NotFound: A key names nothing that waits; the remedy tells what does.
        Refused: The meeting has been held, or nothing is due.
    """
    meeting = meeting_to_prepare(archive, meeting_id)
    found = {one.key: one for one in waiting(archive, meeting.id)}
    chosen = [one for one in found.values() if one.due] if keys is None else []
    for key in keys or ():
        if key not in found:
            raise NotFound(
                t('"{key}" does not wait for {id}.', key=key, id=meeting.id),
                remedy=t("What waits: {keys}", keys=", ".join(found)) if found else "",
            )
        chosen.append(found[key])
    if not chosen:
        raise Refused(t("Nothing is due at {id} that is not on its agenda.", id=meeting.id))
    return agenda_work(archive, [(meeting, _taken(archive, meeting, chosen))])


def _taken(archive: Archive, meeting: Record, chosen: Sequence[Proposal]) -> list[Line]:
    body = archive.resolve(meeting.text("body"))
    standing = body.entries("standing_items") if body else []
    return taken(meeting.entries("items"), chosen, standing)

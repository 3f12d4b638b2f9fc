"""What every agenda has: the minutes of earlier meetings to approve, and the body's standing items.

* *Minutes* of a meeting of the body that was held before this one and is not approved yet.
* *Standing items* of the body that this agenda has none of yet, by their titles. If one of them is for the
  minutes ("Föregående protokoll"), the minutes stand under its title and are not told twice.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from msgspec.structs import replace

from tingsbok.frontmatter import Value
from tingsbok.ids import slug
from tingsbok.meetings.carryover_picture import Cause, Picture, Reason, title_of
from tingsbok.record import Record, said

_UNAPPROVED = ("held", "drafted")
_MINUTES = re.compile(r"\b(?:föregående|förra|previous|last)\b.*(?:protokoll|anteckning|minutes)")


def frame(picture: Picture) -> Iterator[Cause]:
    """Minutes to approve, the latest first, then standing items in the body's order."""
    standing = [line for line in picture.body.entries("standing_items") if said(line, "title")]
    on_agenda = {title_of(item.line) for item in picture.waiting if item.meeting == picture.meeting.id}
    place = next((line for line in standing if is_for_minutes(said(line, "title"))), None)
    minutes = _minutes(picture, place)
    if minutes and place is not None and title_of(place) not in on_agenda:
        standing = [line for line in standing if line is not place]
    yield from minutes
    for line in standing:
        if title_of(line) not in on_agenda:
            yield _standing(picture, line)


def is_for_minutes(title: str) -> bool:
    """Whether a standing item is where the minutes of the meeting before are approved."""
    return bool(_MINUTES.search(title.casefold()))


def standing_key(body: str, title: str) -> str:
    """What a standing item of a body is called among proposals."""
    return f"{body}#{slug(title)}"


def _minutes(picture: Picture, place: Mapping[str, Value] | None) -> list[Cause]:
    """The latest minutes stand under the standing item's title, earlier ones under their own."""
    earlier = [m for m in picture.meetings if m.id != picture.meeting.id and m.text("date") <= picture.day]
    unapproved = [m for m in earlier if m.text("status") in _UNAPPROVED]
    causes = []
    for number, meeting in enumerate(sorted(unapproved, key=lambda m: m.text("date"), reverse=True)):
        cause = _cause(picture, meeting)
        if number == 0 and place is not None:
            cause = replace(cause, title=said(place, "title"), kind=said(place, "kind") or "decision")
        if not _is_taken(picture, meeting, latest=number == 0):
            causes.append(cause)
    return causes


def _is_taken(picture: Picture, meeting: Record, *, latest: bool) -> bool:
    """Whether a coming meeting takes the minutes up: by its source or, for the latest, by its title.

    An item may also be carried from a whole meeting because of its case; that says nothing of the minutes.
    """
    return any(
        (meeting.id in item.carried and not item.case)
        or (latest and item.meeting == picture.meeting.id and is_for_minutes(said(item.line, "title")))
        for item in picture.waiting
    )


def _cause(picture: Picture, meeting: Record) -> Cause:
    return Cause(
        source=meeting.id,
        reason=Reason.MINUTES,
        title=picture.say("Minutes {day}", day=meeting.text("date")),
        why=picture.say("The minutes of {day} are not approved.", day=meeting.text("date")),
        day=meeting.text("date"),
        kind="decision",
    )


def _standing(picture: Picture, line: Mapping[str, Value]) -> Cause:
    return Cause(
        source=standing_key(picture.body.id, said(line, "title")),
        reason=Reason.STANDING,
        title=said(line, "title"),
        why=picture.say("Standing item."),
        kind=said(line, "kind") or "other",
    )

"""Where a record comes from: the meeting and item that gave rise to it, and the day that it names."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from msgspec import Struct

from tingsbok.dates import is_date
from tingsbok.record import Record

Resolve = Callable[[str], Record | None]
"""Finds a record by id."""


class Origin(Struct, frozen=True):
    """Where something comes from; what is unknown is empty.

    Attributes:
        date: Day of the meeting, ISO or a part of it.
        body: Id of the body.
        item: The item's number as shown.
        meeting: Id of the meeting.
        mentioned: The meeting is only mentioned elsewhere; its minutes are not in the archive.
    """

    date: str = ""
    body: str = ""
    item: str = ""
    meeting: str = ""
    mentioned: bool = False


def origin_of(decision: Record, resolve: Resolve) -> Origin:
    """Where a decision was made: in its meeting, or else in the body that it names."""
    meeting = resolve(decision.text("meeting")) if decision.text("meeting") else None
    if meeting is None:
        return Origin(decision.text("date"), decision.text("body"))
    found = _at(meeting, decision.text("item"))
    day, body = decision.text("date") or found.date, decision.text("body") or found.body
    return Origin(day, body, found.item, found.meeting, found.mentioned)


def giver_of(given_by: str, resolve: Resolve) -> Origin:
    """Where an assignment was given.

    Args:
        given_by: Id of a decision, or ``meeting-id#item-key``.
        resolve: Finds a record by id.
    """
    identity, _, key = given_by.partition("#")
    found = resolve(identity) if identity else None
    if found is None:
        return Origin()
    return origin_of(found, resolve) if found.type == "decision" else _at(found, key)


def _at(meeting: Record, key: str) -> Origin:
    line = next((line for line in meeting.entries("items") if key and line.get("key") == key), {"key": key})
    mentioned = meeting.text("status") == "mentioned"
    return Origin(meeting.text("date"), meeting.text("body"), number_of(line), meeting.id, mentioned)


def number_of(line: Mapping[str, object]) -> str:
    """An item's number as shown; its key if that is a number too (``38a``), never a key that is a word."""
    number, key = line.get("number"), line.get("key")
    if isinstance(number, str) and number:
        return number
    return key if isinstance(key, str) and key[:1].isdigit() else ""


def day_of(text: str, resolve: Resolve) -> str:
    """The date itself, or the date of the meeting that *text* names; empty if there is no such meeting."""
    if not text or is_date(text):
        return text
    meeting = resolve(text.partition("#")[0])
    return meeting.text("date") if meeting else ""

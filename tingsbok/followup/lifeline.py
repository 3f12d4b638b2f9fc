"""The life-line of a case: what was decided, where and when, across bodies and years."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from tingsbok.frontmatter import Value
from tingsbok.record import Record

Resolve = Callable[[str], Record | None]


@dataclass(frozen=True)
class Event:
    """One thing that happened in a case, or is going to.

    Attributes:
        date: ISO date or a part of one; empty if nobody knows.
        body: Id of the body; empty if none.
        item: The item's number as shown, or its key.
        kind: The record's type, or ``item`` for an item without decision.
        outcome: Outcome, status or kind as the record has it.
        target: What to open: a record id, or ``meeting-id#item-key``.
        mentioned: The meeting is only mentioned elsewhere; its minutes are not in the archive.
    """

    date: str
    body: str
    item: str
    kind: str
    title: str
    outcome: str
    target: str
    mentioned: bool = False


def lifeline(case_id: str, linked: Iterable[Record], resolve: Resolve) -> list[Event]:
    """Every event of a case in the order of time, undated ones last.

    Args:
        case_id: The case.
        linked: Records that refer to the case: decisions, assignments, agreements, meetings, cases.
        resolve: Finds a record by id.
    """
    events: list[Event] = []
    decided: set[str] = set()
    meetings: list[Record] = []
    for record in linked:
        if record.type == "meeting":
            meetings.append(record)
        elif record.type == "decision":
            event = _decision(record, resolve)
            decided.add(f"{record.text('meeting')}#{record.text('item')}")
            events.append(event)
        elif record.type == "assignment":
            events.append(_assignment(record, resolve))
        elif record.type == "agreement":
            events.append(_agreement(record))
    for meeting in meetings:
        events += _items(meeting, case_id, decided)
    return sorted(events, key=lambda event: (not event.date, event.date, event.body, event.target))


def _decision(record: Record, resolve: Resolve) -> Event:
    meeting = resolve(record.text("meeting")) if record.text("meeting") else None
    source = meeting or record
    return Event(
        date=record.text("date") or source.text("date"),
        body=record.text("body") or source.text("body"),
        item=_number(meeting, record.text("item")),
        kind="decision",
        title=record.text("title"),
        outcome=record.text("outcome"),
        target=record.id,
        mentioned=bool(meeting and meeting.text("status") == "mentioned"),
    )


def _assignment(record: Record, resolve: Resolve) -> Event:
    source, _, key = record.text("given_by").partition("#")
    giver = resolve(source) if source else None
    meeting = resolve(giver.text("meeting")) if giver and giver.type == "decision" else giver
    due = record.text("due")
    at = resolve(due) if due and not due[:4].isdigit() else None
    return Event(
        # what nobody set a day for stands where it was given
        date=at.text("date") if at else due or (meeting.text("date") if meeting else ""),
        body=meeting.text("body") if meeting else "",
        item=_number(meeting, key or (giver.text("item") if giver else "")),
        kind="assignment",
        title=record.text("title"),
        outcome=record.text("status"),
        target=record.id,
    )


def _agreement(record: Record) -> Event:
    return Event(
        date=record.text("valid_from"),
        body="",
        item="",
        kind="agreement",
        title=record.text("title"),
        outcome=record.text("status"),
        target=record.id,
    )


def _items(meeting: Record, case_id: str, decided: set[str]) -> list[Event]:
    return [
        Event(
            date=meeting.text("date"),
            body=meeting.text("body"),
            item=_shown(line),
            kind="item",
            title=_text(line, "title"),
            outcome=_text(line, "kind"),
            target=f"{meeting.id}#{_text(line, 'key')}",
            mentioned=meeting.text("status") == "mentioned",
        )
        for line in meeting.entries("items")
        if line.get("case") == case_id and f"{meeting.id}#{_text(line, 'key')}" not in decided
    ]


def _number(meeting: Record | None, key: str) -> str:
    line = (
        next((line for line in meeting.entries("items") if line.get("key") == key), None) if meeting else None
    )
    return _shown(line or {"key": key})


def _shown(line: dict[str, Value]) -> str:
    """The number as shown; the key if it is a number too (``38a``), but never a key that is a word."""
    key = _text(line, "key")
    return _text(line, "number") or (key if key[:1].isdigit() else "")


def _text(line: dict[str, Value], name: str) -> str:
    value = line.get(name, "")
    return value if isinstance(value, str) else ""

"""The life-line of a case: what was decided, where and when, across bodies and years."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from msgspec import Struct
from msgspec.structs import replace

from tingsbok.dates.spans import first_day, last_day
from tingsbok.origin import Resolve, day_of, giver_of, number_of, origin_of
from tingsbok.record import Record, said

_WHOLE = len("2024-11-15")
_ORDER = ("item", "decision", "agreement", "assignment", "report", "mention")
"""Which of several events of one day in one body is told first."""


class Event(Struct, frozen=True):
    """One thing that happened in a case, or is going to.

    Attributes:
        date: ISO date or a part of one; empty if nobody knows.
        body: Id of the body; empty if none.
        item: The item's number as shown, or its key.
        kind: The record's type; ``item`` for an item without decision, ``report`` for a report of an
            assignment, ``mention`` for a text that only links to the case.
        outcome: Outcome, status or kind as the record has it; a report's is ``made`` or ``promised``.
        target: What to open: a record id, or ``meeting-id#item-key``.
        mentioned: The meeting is only mentioned elsewhere; its minutes are not in the archive.
        waits: A condition of the decision is open.
    """

    date: str
    body: str
    item: str
    kind: str
    title: str
    outcome: str
    target: str
    mentioned: bool = False
    waits: bool = False

    @property
    def uncertain(self) -> bool:
        """Whether only month or year is known."""
        return 0 < len(self.date) < _WHOLE


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
            if _case_of(record, resolve) != case_id:
                event = replace(event, kind="mention")
            decided.add(f"{record.text('meeting')}#{record.text('item')}")
            events.append(event)
        elif record.type == "assignment":
            events += _assignment(record, resolve)
        elif record.type == "agreement":
            events.append(_agreement(record))
    for meeting in meetings:
        events += _items(meeting, case_id, decided) or _mention(meeting, decided)
    return sorted(events, key=_in_order)


def concerns(record: Record, case_id: str, resolve: Resolve) -> bool:
    """Whether a record belongs to a case or links to it."""
    if record.type == "decision" and _case_of(record, resolve) == case_id:
        return True
    items = (line.get("case") for line in record.entries("items"))
    return record.text("case") == case_id or case_id in items or f"[[{case_id}" in record.body


def _in_order(event: Event) -> tuple[bool, str, str, int, str]:
    rank = _ORDER.index(event.kind) if event.kind in _ORDER else len(_ORDER)
    return (not event.date, event.date, event.body, rank, event.target)


def chosen(
    events: Iterable[Event],
    *,
    since: str = "",
    until: str = "",
    body: str = "",
    outcome: str = "",
    says: Callable[[Event], bool] | None = None,
) -> Iterator[Event]:
    """The events of a period, a body and an outcome; those without a date stay whatever the period.

    Args:
        events: All events.
        since: First date, month or year.
        until: Last date, month or year.
        body: Id of a body.
        outcome: An outcome, status or kind as the records have it.
        says: One more test.
    """
    for event in events:
        if event.date and not _is_within(event.date, since, until):
            continue
        if body not in ("", event.body) or outcome not in ("", event.outcome):
            continue
        if says is None or says(event):
            yield event


def _is_within(day: str, since: str, until: str) -> bool:
    """Whether a day, month or year touches a period whose ends may be days, months or years too."""
    first, last = first_day(since), last_day(until)
    begins, ends = first_day(day), last_day(day)
    return not (first and ends and ends < first) and not (last and begins and begins > last)


def _decision(record: Record, resolve: Resolve) -> Event:
    origin = origin_of(record, resolve)
    waiting = (line for line in record.entries("conditions") if not line.get("met") and not line.get("by"))
    return Event(
        date=origin.date,
        body=origin.body,
        item=origin.item,
        kind="decision",
        title=record.text("title"),
        outcome=record.text("outcome"),
        target=record.id,
        mentioned=origin.mentioned,
        waits=any(waiting),
    )


def _case_of(decision: Record, resolve: Resolve) -> str:
    """The decision's case, or else that of its item."""
    if decision.text("case") or not decision.text("meeting"):
        return decision.text("case")
    meeting = resolve(decision.text("meeting"))
    lines = meeting.entries("items") if meeting else []
    line = next((line for line in lines if line.get("key") == decision.text("item")), {})
    return said(line, "case")


def _assignment(record: Record, resolve: Resolve) -> Iterator[Event]:
    origin = giver_of(record.text("given_by"), resolve)
    task = Event(
        # what nobody set a day for stands where it was given
        date=day_of(record.text("due"), resolve) or origin.date,
        body=origin.body,
        item=origin.item,
        kind="assignment",
        title=record.text("title"),
        outcome=record.text("status"),
        target=record.id,
    )
    yield task
    for line in record.entries("reports"):
        made = said(line, "made")
        day = made or day_of(said(line, "due"), resolve)
        title = said(line, "note") or task.title
        yield replace(task, date=day, kind="report", title=title, outcome="made" if made else "promised")


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
            item=number_of(line),
            kind="item",
            title=said(line, "title"),
            outcome=said(line, "kind"),
            target=f"{meeting.id}#{said(line, 'key')}",
            mentioned=meeting.text("status") == "mentioned",
        )
        for line in meeting.entries("items")
        if line.get("case") == case_id and f"{meeting.id}#{said(line, 'key')}" not in decided
    ]


def _mention(meeting: Record, decided: set[str]) -> list[Event]:
    """A meeting whose text links to the case, though neither an item nor a decision of it is about it."""
    if meeting.id in {reference.partition("#")[0] for reference in decided}:
        return []
    day, body = meeting.text("date"), meeting.text("body")
    return [
        Event(day, body, "", "mention", meeting.id, "", meeting.id, meeting.text("status") == "mentioned")
    ]

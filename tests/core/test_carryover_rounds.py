"""No matter is ever lost or doubled, whatever is taken up, left, put off, edited or called off."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tingsbok.frontmatter import Value
from tingsbok.meetings import agenda
from tingsbok.meetings.agenda_numbers import Line, renumbered
from tingsbok.meetings.carryover import Picture, Proposal, proposals
from tingsbok.record import Record, said

FIRST = date(2024, 1, 5)
BODY = Record("b.md", "b", "body", {"type": "body", "name": "B"}, "", "", b"")
Draw = Callable[[Any], Any]
RESULTS = ("decided", "nothing", "postponed", "postponed to", "returns")


@dataclass
class World:
    """An archive of one body, and what a careful secretary would remember.

    Attributes:
        records: Meetings and decisions.
        ready: Every open matter by its title, with the day from which it waits.
    """

    records: dict[str, Record] = field(default_factory=dict)
    ready: dict[str, str] = field(default_factory=dict)
    closed: set[str] = field(default_factory=set)
    today: date = FIRST

    def put(self, identity: str, kind: str, **fields: Value) -> Record:
        record = Record(f"{identity}.md", identity, kind, {"type": kind, **fields}, "", "", b"")
        self.records[identity] = record
        return record

    def change(self, meeting: Record, **fields: Value) -> Record:
        return self.put(meeting.id, meeting.type, **{**meeting.fields, **fields})

    def of_type(self, kind: str) -> list[Record]:
        return [record for record in self.records.values() if record.type == kind]

    def planned(self) -> list[Record]:
        meetings = [meeting for meeting in self.of_type("meeting") if meeting.text("status") == "planned"]
        return sorted(meetings, key=lambda meeting: meeting.text("date"))

    def waiting(self, meeting: Record) -> tuple[Proposal, ...]:
        decisions = self.of_type("decision")
        picture = Picture(
            meeting,
            BODY,
            tuple(self.of_type("meeting")),
            self.today,
            "en",
            lambda identity: BODY if identity == "b" else self.records.get(identity),
            decisions=tuple(decisions),
            decided=frozenset(f"{one.text('meeting')}#{one.text('item')}" for one in decisions),
        )
        return proposals(picture)


def write_agenda(world: World, meeting: Record, lines: list[Line]) -> None:
    world.change(meeting, items=[dict(line) for line in renumbered(lines, 1).lines])


def hold(world: World, meeting: Record, draw: Draw) -> None:
    """Write the minutes of a meeting: each item is decided, put off or forgotten."""
    lines: list[Value] = []
    for line in meeting.entries("items"):
        title, key = said(line, "title"), said(line, "key")
        result = draw(st.sampled_from(RESULTS))
        later = (date.fromisoformat(meeting.text("date")) + timedelta(draw(st.integers(1, 60)))).isoformat()
        to_meeting = draw(st.sampled_from([*world.planned(), None]))
        if result.startswith("postponed") or result == "decided":
            until: dict[str, Value] = {}
            if result == "postponed to":
                goes_to = to_meeting if to_meeting and to_meeting.id != meeting.id else None
                until = {"until": goes_to.id if goes_to else later}
                later = goes_to.text("date") if goes_to else later
            outcome = "approved" if result == "decided" else "postponed"
            world.put(
                f"{meeting.id}-{key}",
                "decision",
                meeting=meeting.id,
                item=key,
                title=title,
                outcome=outcome,
                case=said(line, "case"),
                **until,
            )
        lines.append({**line, "until": later} if result == "returns" else line)
        settled = result == "decided" or (result == "nothing" and said(line, "kind") == "information")
        if settled:
            world.ready.pop(title, None)
            world.closed.add(title)
        else:
            exact = result in ("postponed to", "returns")
            world.ready[title] = later if exact else meeting.text("date")
    world.change(meeting, items=lines, status="approved")
    world.today = date.fromisoformat(meeting.text("date"))


def call_off(world: World, meeting: Record) -> None:
    """Cancel a meeting; what its own items brought up waits from its day on."""
    for line in meeting.entries("items"):
        if not line.get("carried_from"):
            world.ready[said(line, "title")] = meeting.text("date")
    world.change(meeting, status="cancelled")


def prepare(world: World, meeting: Record, draw: Draw) -> None:
    """Take up some of what waits, write something new, and move things about."""
    chosen = [one for one in world.waiting(meeting) if draw(st.booleans())]
    lines = agenda.taken(meeting.entries("items"), chosen, ())
    for _ in range(draw(st.integers(0, 2))):
        title = f"matter {len(world.ready) + len(world.closed) + len(world.records)}-{len(lines)}"
        kind = draw(st.sampled_from(["decision", "information"]))
        case = draw(st.sampled_from(["", f"case of {title}"]))
        lines = agenda.added(lines, {"title": title, "kind": kind, **({"case": case} if case else {})})
        world.ready[title] = world.today.isoformat()
    write_agenda(world, meeting, lines)
    meeting = world.records[meeting.id]
    keys = [said(line, "key") for line in meeting.entries("items")]
    if keys and draw(st.booleans()):
        lines = agenda.moved(
            meeting.entries("items"), draw(st.sampled_from(keys)), before=draw(st.sampled_from(["", *keys]))
        )
        write_agenda(world, meeting, lines)
    meeting = world.records[meeting.id]
    carried = [said(line, "key") for line in meeting.entries("items") if line.get("carried_from")]
    if carried and draw(st.booleans()):
        write_agenda(world, meeting, agenda.removed(meeting.entries("items"), draw(st.sampled_from(carried))))


def check(world: World) -> None:
    """Every open matter is at exactly one place, and nothing that is settled comes back."""
    planned = world.planned()
    on_agendas = [said(line, "title") for meeting in planned for line in meeting.entries("items")]
    assert len(on_agendas) == len(set(on_agendas))
    for meeting in planned:
        proposed = [one.title for one in world.waiting(meeting)]
        assert len(proposed) == len(set(proposed)), proposed
        assert not world.closed & {*proposed, *on_agendas}
        for title, since in world.ready.items():
            places = (title in proposed) + (title in on_agendas)
            expected = 1 if since <= meeting.text("date") else title in on_agendas
            assert places == expected, (title, since, meeting.id, proposed, on_agendas)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_nothing_is_lost_and_nothing_is_doubled(data: st.DataObject) -> None:
    draw: Draw = data.draw
    world = World()
    day = FIRST
    for _ in range(draw(st.integers(2, 9))):
        day += timedelta(draw(st.integers(1, 40)))
        world.put(f"b-{day}", "meeting", body="b", date=day.isoformat(), status="planned")
        for _ in range(draw(st.integers(0, 3))):
            if world.planned():
                prepare(world, draw(st.sampled_from(world.planned())), draw)
            check(world)
        while world.planned() and draw(st.booleans()):
            first = world.planned()[0]
            if draw(st.integers(0, 3)):
                hold(world, first, draw)
            else:
                call_off(world, first)
            check(world)
    day += timedelta(400)
    last = world.put(f"b-{day}", "meeting", body="b", date=day.isoformat(), status="planned")
    check(world)
    found = {one.title for one in world.waiting(last)}
    on_agendas = {said(line, "title") for meeting in world.planned() for line in meeting.entries("items")}
    assert found | on_agendas >= set(world.ready)

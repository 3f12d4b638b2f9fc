"""What the pages about bodies and persons ask: who sits where, and what a change of it would do."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from msgspec import Struct

from tingsbok.acts import composition as act
from tingsbok.acts.composition import Step
from tingsbok.acts.merging import merge_persons
from tingsbok.meetings.composition import members_on, seats_on
from tingsbok.meetings.seating import groups_on, places_on
from tingsbok.meetings.terms import attendance_rate, history_of
from tingsbok.record import Record, said
from tui.present import composition as present
from tui.present.composition import BodyRow, BodyView, Known
from tui.present.words import Words
from tui.reads.forms import FormData
from tui.reads.opening import words
from tui.reads.records import record_view

if TYPE_CHECKING:
    from tingsbok.actions import Preview, Saved
    from tingsbok.archive import Archive

_CHAIN = 3
"""How many bodies above a body are asked for their parties."""


def body_view(archive: Archive, identity: str, day: str) -> BodyView:
    """A body as it was composed on a day (ISO)."""
    record = archive.current(archive.get(identity))
    said = words(archive)
    return BodyView(
        record=record,
        title=archive.name(record.id),
        day=day,
        facts=present.facts(record.text("name"), day, seats_on(record, day)),
        tabs=_tabs(archive, record, day, said),
        about=record_view(archive, record.id).document,
    )


def _tabs(archive: Archive, body: Record, day: str, labels: Words) -> tuple[tuple[BodyRow, ...], ...]:
    members = [member for member in members_on(body, day) if member.person]
    people = _people(archive, body, {member.person for member in members}, day)
    groups = groups_on(body, day, lambda party: _kind_of(archive, party))
    return (
        tuple(present.seat_row(n, place, people, labels) for n, place in enumerate(places_on(body, day))),
        tuple(present.person_row(n, member, people, labels) for n, member in enumerate(members)),
        tuple(
            present.group_row(n, group, lambda kind: _kind_label(labels, kind), labels)
            for n, group in enumerate(groups)
        ),
        tuple(present.shift_row(n, shift, labels) for n, shift in enumerate(history_of(body))),
        (),
    )


def _people(archive: Archive, body: Record, persons: set[str], day: str) -> dict[str, Known]:
    """What is known of each person: the record, and the body's meetings of the last twelve months."""
    begin = f"{int(day[:4]) - 1:04}{day[4:]}"
    found = archive.records(f"body:{body.id} {begin}..{day}", type="meeting", sort="-date")
    meetings = [archive.current(meeting) for meeting in found]
    return {
        person: Known(
            archive.resolve(person),
            attendance_rate(body, person, meetings, day),
            tuple(
                (meeting.id, said(line, "status"))
                for meeting in meetings
                for line in meeting.entries("attendance")
                if said(line, "person") == person
            ),
        )
        for person in persons
    }


def _kind_of(archive: Archive, party: str) -> str:
    record = archive.resolve(party)
    if record is None:
        return ""
    return record.text("kind") if record.type == "organisation" else record.type


def _kind_label(said: Words, kind: str) -> str:
    if said.type(kind) is not None:
        return said.plural(kind)
    return said.value("organisation", "kind", kind)


def _near(archive: Archive, body: Record) -> Iterator[str]:
    """Organisations that members sit for, here and in the bodies above."""
    found: Record | None = body
    for _ in range(_CHAIN):
        if found is None:
            return
        yield from found.texts("parties")
        for line in (*found.entries("members"), *found.entries("seats")):
            yield str(line.get("for", ""))
        found = archive.resolve(found.text("part_of")) if found.text("part_of") else None


class CompositionStart(Struct, frozen=True):
    """What a form about a body's composition starts from.

    Attributes:
        form: The body's record, names of who sits there, and what was kept of an unsaved form.
        title: What the body is called for short.
        near: Ids of the organisations that have to do with the body.
    """

    form: FormData
    title: str
    near: frozenset[str]


def composition_start(archive: Archive, body: str, key: str) -> CompositionStart:
    """What a form about a body's composition starts from; *key* is that of its draft."""
    record = archive.get(body)
    names: dict[str, str] = {}
    for line in (*record.entries("members"), *record.entries("seats")):
        for value in line.values():
            if isinstance(value, str) and (row := archive.row(value)) is not None:
                names[row.id] = row.short or row.title
    kind = archive.schemas.types["body"]
    form = FormData(record, kind, {}, names, archive.draft_for(key))
    return CompositionStart(form, archive.name(record.id), frozenset(_near(archive, record)))


def compose_preview(archive: Archive, body: str, step: Step) -> Preview:
    """What a change of composition would do."""
    return archive.preview(act.compose(archive, body, [step]))


def compose(archive: Archive, body: str, step: Step, durable: Callable[[], None]) -> Saved:
    """Change a body's composition; *durable* is called when it is safe."""
    return archive.carry_out(act.compose(archive, body, [step]), durable=durable)


def merge_preview(archive: Archive, keep: str, other: str) -> Preview:
    """What merging two persons would do."""
    return archive.preview(merge_persons(archive, keep, other))


def merge(archive: Archive, keep: str, other: str) -> Saved:
    """Merge two persons."""
    return archive.carry_out(merge_persons(archive, keep, other))

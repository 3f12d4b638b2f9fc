"""What preparing a meeting asks: what waits, taking it up, a new item, a new meeting."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct

from tingsbok.actions import Draft, Edit
from tingsbok.acts.agenda import COPIED, fill, last_held, new_meeting
from tingsbok.acts.agenda_items import add_item, move_item, remove_item, renumber
from tingsbok.acts.agenda_later import postpone
from tingsbok.frontmatter import Value
from tingsbok.meetings.carryover import Proposal, Reason
from tingsbok.questions.waiting import waiting
from tingsbok.record import said
from tingsbok.steps import COMING
from tui.present import waiting as present
from tui.present.record import Document
from tui.reads.opening import words
from tui.reads.records import target_document
from tui.widgets.pages import Line

if TYPE_CHECKING:
    from tingsbok.actions import Preview, Saved, Work
    from tingsbok.archive import Archive

Act = Callable[["Archive"], "Work"]
"""Works a change out; it is asked for twice, to be shown and to be carried out."""


class WaitingView(Struct, frozen=True):
    """What waits for a meeting, as its page shows it."""

    title: str
    status: str
    proposals: tuple[Proposal, ...]
    lines: tuple[Line, ...]


def waiting_view(archive: Archive, meeting: str) -> WaitingView:
    """Everything that waits for a meeting."""
    found = waiting(archive, meeting)
    record, said = archive.get(meeting), words(archive)
    return WaitingView(
        archive.name(record.id),
        said.value("meeting", "status", record.text("status")),
        found,
        present.lines(found),
    )


def source_document(archive: Archive, proposal: Proposal) -> Document:
    """The text that a proposal comes from, with its reasons above."""
    rows = present.rows(proposal)
    if proposal.reason is Reason.STANDING:
        return Document("", rows, {})
    source = target_document(archive, proposal.source)
    return Document(source.body, (*rows, *source.rows), source.names)


def count_waiting(archive: Archive, meeting: str) -> int:
    """How much waits for a meeting; 0 for one that has been held."""
    record = archive.get(meeting)
    return len(waiting(archive, record.id)) if record.text("status") in COMING else 0


def is_coming(archive: Archive, identity: str) -> bool:
    """Whether a record is a meeting that is still to be held."""
    row = archive.row(identity)
    return row is not None and row.type == "meeting" and row.status in COMING


def take_up(archive: Archive, meeting: str, keys: Sequence[str]) -> Saved:
    """Put what was chosen on the agenda."""
    return archive.carry_out(fill(archive, meeting, keys))


# --- changes that are shown before they are made


class Previewed(Struct, frozen=True):
    """What a change would do.

    Attributes:
        preview: Its files, its words in the log and what it changes.
        order: The items as they would stand, number and title, of the first meeting it changes.
    """

    preview: Preview
    order: tuple[tuple[str, str], ...]


def previewed(archive: Archive, act: Act) -> Previewed:
    """What a change would do."""
    work = act(archive)
    first = work.changes[0]
    items = first.fields.get("items", ()) if isinstance(first, Edit | Draft) else ()
    lines = [line for line in items if isinstance(line, dict)]
    order = tuple((said(line, "number") or said(line, "key"), said(line, "title")) for line in lines)
    return Previewed(archive.preview(work), order)


def carried_out(archive: Archive, act: Act) -> Saved:
    """Make the change."""
    return archive.carry_out(act(archive))


def putting_off(meeting: str, key: str, to: str) -> Act:
    """To put off something that waits, or an item of the agenda."""
    return lambda archive: postpone(archive, meeting, key, to)


def moving(meeting: str, key: str, how: str) -> Act:
    """To move an item ``up``, ``down``, ``under`` or ``out``, ``remove`` it, or ``renumber`` all."""
    if how == "remove":
        return lambda archive: remove_item(archive, meeting, key)
    if how == "renumber":
        return lambda archive: renumber(archive, meeting)
    return lambda archive: move_item(archive, meeting, key, how)


def adding(meeting: str, line: Mapping[str, Value], parent: str) -> Act:
    """To put an item on the agenda."""
    return lambda archive: add_item(archive, meeting, line, parent=parent)


# --- a new meeting


class NextMeeting(Struct, frozen=True):
    """What a body's next meeting begins with.

    Attributes:
        values: Body, and place, times and mode of the meeting before.
        names: Names of the records in them.
        before: What the meeting before is called; empty if there was none.
        standing: How many standing items the body has.
    """

    values: dict[str, Value]
    names: dict[str, str]
    before: str
    standing: int


def like_the_last(archive: Archive, body: str) -> NextMeeting:
    """What the next meeting of a body has from the one before; nothing without a body."""
    record = archive.resolve(body) if body else None
    if record is None or record.type != "body":
        return NextMeeting({}, {}, "", 0)
    before = last_held(archive, record.id, "9999")
    values: dict[str, Value] = {"body": record.id}
    values |= {name: before.fields[name] for name in COPIED if before and before.text(name)}
    standing = len(record.entries("standing_items"))
    name = archive.name(before.id) if before else ""
    return NextMeeting(values, {record.id: archive.name(record.id)}, name, standing)


def meeting_made(archive: Archive, values: Mapping[str, Value], *, standing: bool) -> Saved:
    """Make the meeting."""
    rest = {name: value for name, value in values.items() if name not in ("body", "date")}
    act = new_meeting(
        archive, str(values.get("body", "")), str(values.get("date", "")), rest, standing=standing
    )
    return archive.carry_out(act)


def standing_of(archive: Archive, body: str) -> int:
    """How many standing items a body has."""
    record = archive.resolve(body) if body else None
    return len(record.entries("standing_items")) if record else 0


def body_of(archive: Archive, identity: str) -> str:
    """The body that a record belongs to; empty if none."""
    row = archive.row(identity) if identity else None
    return row.body if row else ""

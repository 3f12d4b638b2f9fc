"""What the attendance page asks: the list, what recording it would do, and recording it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING

from msgspec import Struct

from tingsbok.acts import attendance as act
from tingsbok.acts.attendance import Sheet
from tingsbok.meetings.attendance import Line, Lines
from tui.present.words import Words
from tui.reads.forms import FormData, edit_data
from tui.reads.opening import words

if TYPE_CHECKING:
    from tingsbok.actions import Preview, Saved
    from tingsbok.archive import Archive


class AttendanceView(Struct, frozen=True):
    """A meeting's attendance list as its page begins with it.

    Attributes:
        form: The meeting's record and what was kept of an unsaved list.
        sheet: The list.
        names: Names of persons and parties by id.
        words: Words for roles.
        title: What the meeting is called.
    """

    form: FormData
    sheet: Sheet
    names: dict[str, str]
    words: Words
    title: str


def attendance_view(archive: Archive, meeting: str, key: str) -> AttendanceView:
    """The list of a meeting; with a kept draft, as it was when the draft was begun."""
    act.expected(archive, meeting)
    form = edit_data(archive, archive.get(meeting).id, key)
    record = form.record or archive.get(meeting)
    sheet = act.sheet_of(archive, record)
    return AttendanceView(form, sheet, names_of(archive, sheet), words(archive), archive.name(record.id))


def newer_attendance(archive: Archive, meeting: str) -> Sheet:
    """The list as it is now, for what was changed here to be laid over."""
    return act.expected(archive, meeting)


def names_of(archive: Archive, sheet: Sheet) -> dict[str, str]:
    """Names of everybody and everything in the list and in the body's composition."""
    ids = {each for line in sheet.lines for each in (line.person, line.party, line.stands_in_for)}
    if sheet.body is not None:
        ids |= set(sheet.body.texts("parties"))
        ids |= {str(line.get("for", "")) for line in sheet.body.entries("seats")}
    return {identity: archive.name(identity) for identity in ids if identity}


def attendance_preview(
    archive: Archive, meeting: str, lines: Iterable[Line], etag: str, reason: str = ""
) -> Preview:
    """What recording the list, or correcting it with a reason, would do."""
    return archive.preview(act.keep_attendance(archive, meeting, lines, reason, expect=etag))


def attendance_record(
    archive: Archive, meeting: str, lines: Lines, etag: str, durable: Callable[[], None], reason: str = ""
) -> Saved:
    """Record the list, or correct it with a reason; *durable* is called when it is safe."""
    work = act.keep_attendance(archive, meeting, lines, reason, expect=etag)
    return archive.carry_out(work, durable=durable)


class Newcomer(Struct, frozen=True):
    """A person who is to be added to a list: id, organisation and what both are called."""

    person: str
    party: str
    names: Mapping[str, str]


def newcomer(archive: Archive, person: str) -> Newcomer:
    """What a list has to know of a person."""
    record = archive.get(person)
    party = record.text("organisation")
    known = [identity for identity in (record.id, party) if identity]
    return Newcomer(record.id, party, {identity: archive.name(identity) for identity in known})

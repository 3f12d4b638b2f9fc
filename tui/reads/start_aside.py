"""What the column beside the first screen asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tingsbok.questions.waiting import waiting
from tingsbok.steps import COMING
from tui.present.start_aside import NextMeeting
from tui.reads.lists import next_meeting
from tui.reads.opening import words

if TYPE_CHECKING:
    from tingsbok.archive import Archive


def coming_meeting(archive: Archive, scope: str) -> NextMeeting:
    """The next meeting of one body or of all, with what waits for it."""
    identity = next_meeting(archive, scope)
    if not identity:
        return NextMeeting()
    meeting = archive.get(identity)
    status = meeting.text("status")
    return NextMeeting(
        meeting.id,
        archive.name(meeting.id),
        words(archive).value("meeting", "status", status),
        meeting.text("date"),
        meeting.text("place"),
        len(meeting.entries("items")),
        waiting(archive, meeting.id) if status in COMING else (),
    )

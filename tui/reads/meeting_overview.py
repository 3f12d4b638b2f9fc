"""What stands beside a list of meetings in a very wide window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from tingsbok.acts.attendance import expected
from tui.present import meeting_overview as present
from tui.present import record as record_text
from tui.present.record import Document
from tui.reads.opening import words
from tui.reads.records import names_in, record_view

if TYPE_CHECKING:
    from tingsbok.archive import Archive

_ABOVE = ("body", "date", "start", "end", "place", "mode", "status", "registrations", "chair", "secretary")
"""Fields that stand above the items; the rest is read on the meeting's own page."""


def overview(archive: Archive, identity: str) -> Document:
    """A meeting's facts, items and attendance; any other record as its page shows it."""
    row = archive.row(identity)
    if row is None or row.type != "meeting":
        return record_view(archive, identity).document
    said = words(archive)
    parts, sheet = archive.parts(identity), expected(archive, identity)
    fields = {name: value for name, value in parts.meeting.fields.items() if name in _ABOVE}
    rows = record_text.rows(replace(parts.meeting, fields=fields), said, archive.problems_of(parts.meeting))
    text = present.overview(parts, sheet.lines, said, archive.today.isoformat())
    return Document(text, rows, names_in(archive, [text]))

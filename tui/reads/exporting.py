"""What can be written of a record, what it would hold, and writing it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from tingsbok.exporting import files, outbox, unpublished
from tingsbok.exporting.model import Doc, Facts
from tingsbok.meetings.approval import lacks

if TYPE_CHECKING:
    from tingsbok.archive import Archive
    from tingsbok.record import Record

RECORD = "record"
"""The document of any record: its fields and its text."""


class Wanted(Struct, frozen=True):
    """What somebody wants to have written.

    Attributes:
        kind: ``notice``, ``minutes`` …, or :data:`RECORD`.
        form: ``docx``, ``html`` or ``md``.
        party: For whom an extract is.
    """

    kind: str
    form: str = "docx"
    party: str = ""


class ExportView(Struct, frozen=True):
    """What would be written.

    Attributes:
        file: Where it goes, as it is told.
        exists: Whether there is such a file already.
        template: The office's template that is filled; empty for the built-in layout.
        title: What the document is.
        facts: What stands at its top.
        counts: How many items, decisions and assignments it is about; none if it is about no meeting.
        warnings: Names that may not be published, and what the meeting lacks for it.
    """

    file: str
    exists: bool
    template: str
    title: str
    facts: tuple[tuple[str, str], ...]
    counts: tuple[int, int, int] | None = None
    warnings: tuple[str, ...] = ()


def export_kinds(archive: Archive, identity: str) -> tuple[str, tuple[str, ...], str]:
    """The record's name, what can be written of it, and what is most likely wanted."""
    record = archive.get(identity)
    name = archive.name(record.id)
    if record.type == "meeting":
        return name, tuple(files.KINDS), files.usual_kind(record.text("status"))
    if record.type == "decision" and record.text("meeting"):
        return name, ("extract", RECORD), "extract"
    return name, (RECORD,), RECORD


def export_view(archive: Archive, identity: str, wanted: Wanted) -> ExportView:
    """What would be written, without writing it.

    Raises:
        Refused: The office's template cannot be used.
    """
    record = archive.get(identity)
    made = files.made(archive, _doc(archive, record, wanted), wanted.form)
    first = next((block for block in made.doc.blocks if isinstance(block, Facts)), None)
    shown = f"{outbox.FOLDER}/{made.name}"
    counts, lacking = _about(archive, record, wanted)
    secret = unpublished.warning(archive, made.doc)
    return ExportView(
        shown,
        (archive.root / shown).exists(),
        made.template,
        made.doc.title,
        first.rows[:4] if first else (),
        counts,
        (*filter(None, [secret]), *lacking),
    )


def write_export(archive: Archive, identity: str, wanted: Wanted) -> str:
    """Write it; returns where, as it is told."""
    doc = _doc(archive, archive.get(identity), wanted)
    files.write(archive, made := files.made(archive, doc, wanted.form))
    return f"{outbox.FOLDER}/{made.name}"


def _doc(archive: Archive, record: Record, wanted: Wanted) -> Doc:
    if wanted.kind == RECORD:
        from tingsbok.exporting.records import record_doc

        return record_doc(archive, record)
    return files.compose(archive, record.id, wanted.kind, party=wanted.party)


def _about(
    archive: Archive, record: Record, wanted: Wanted
) -> tuple[tuple[int, int, int] | None, tuple[str, ...]]:
    if record.type != "meeting":
        return None, ()
    parts = archive.parts(record.id)
    items = [item for item in parts.items if item.index >= 0]
    counts = (len(items), sum(len(i.decisions) for i in items), sum(len(i.assignments) for i in items))
    step = "called" if wanted.kind in {"notice", "agenda"} else "drafted"
    body = archive.resolve(record.text("body"))
    found = lacks(parts, step, body, on=max(archive.today.isoformat(), record.text("date")))
    return counts, tuple(lack.sentence for lack in found)

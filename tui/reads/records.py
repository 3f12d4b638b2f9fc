"""Records, meetings and cases as their pages show them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from msgspec import Struct

from tingsbok.i18n import t
from tingsbok.meetings.locks import is_locked
from tingsbok.meetings.sections import sections, sections_of
from tingsbok.record import Record
from tui.present import broken, meeting, timeline
from tui.present import record as record_text
from tui.present.markdown import names
from tui.present.record import Document
from tui.reads.opening import words
from tui.widgets.pages import Line

if TYPE_CHECKING:
    from tingsbok.actions import Preview, Work
    from tingsbok.archive import Archive
    from tingsbok.followup.inforce import Standing
    from tingsbok.followup.mentions import Mention
    from tingsbok.meetings import MeetingParts
    from tui.present.words import Words
    from tui.widgets.document import FieldRow


class RecordView(Struct, frozen=True):
    """A record as a page shows it."""

    record: Record
    title: str
    state: str
    document: Document
    locked: bool = False
    """Whether its words are those of approved minutes."""


def record_view(archive: Archive, identity: str) -> RecordView:
    """The record's fields, text and what points at it, as one document."""
    found = archive.get(identity)
    said = words(archive)
    body = record_text.body(found, said, archive.backlinks(found.id))
    standing = _standing(archive, found)
    own = record_text.rows(found, said, archive.problems_of(found))
    rows = (*_twins(archive, found), *_status_rows(archive, found, standing, said), *own)
    record_type = said.type(found.type)
    status = record_type.status if record_type else ""
    return RecordView(
        found,
        archive.name(found.id),
        _state(said.value(found.type, status, found.text(status)) if status else "", standing),
        Document(body, rows, names_in(archive, [body]), record_text.first_line(found)),
        found.type == "decision" and is_locked(archive.resolve(found.text("meeting"))),
    )


def _twins(archive: Archive, found: Record) -> tuple[FieldRow, ...]:
    """That other files have the record's id, too: none of them can be changed before that is mended."""
    from tui.widgets.document import FieldRow

    files = archive.paths_of(found.id)
    said = t('{count} files have the id "{id}".', count=len(files), id=found.id)
    return (FieldRow("!", f"{said} {', '.join(files)}"),) if len(files) > 1 else ()


def _standing(archive: Archive, found: Record) -> Standing | None:
    """Whether an agreement or decision is in force today."""
    if found.type not in ("agreement", "decision"):
        return None
    from tingsbok.questions.inforce import standing_of

    return standing_of(archive, found.id, archive.today.isoformat())


def _state(status: str, standing: Standing | None) -> str:
    """The status, and whether it is in force if the two are not the same."""
    from tui.present.inforce import state_word

    return ", ".join(filter(None, (status, state_word(standing) if standing else "")))


def _status_rows(
    archive: Archive, found: Record, standing: Standing | None, said: Words
) -> tuple[FieldRow, ...]:
    """Whether an agreement or decision is in force and what it waits for; who has answered for a task."""
    if found.type == "assignment":
        from tui.present.deciding import answer_rows
        from tui.reads.deciding import standing as task_standing

        task = task_standing(archive, found.id)
        return answer_rows(task.answers, task.names)
    if found.type not in ("agreement", "decision"):
        return ()
    from tingsbok.questions.inforce import open_conditions
    from tui.present.inforce import status_rows

    return status_rows(standing, open_conditions(archive, found.id), said)


def names_in(archive: Archive, texts: Iterable[str]) -> dict[str, str]:
    """Names of the records that texts link to."""

    def find(target: str) -> str | None:
        row = archive.row(target.partition("#")[0])
        return (row.short or row.title) if row else None

    return names(texts, find)


class MeetingView(Struct, frozen=True):
    """A meeting as its page shows it."""

    parts: MeetingParts
    title: str
    status: str
    head: str
    lines: tuple[Line, ...]
    documents: tuple[Document, ...]


def meeting_view(archive: Archive, identity: str) -> MeetingView:
    """The meeting with its items and the text of each."""
    parts = archive.parts(identity)
    said = words(archive)
    written = sections_of(parts.items, sections(parts.meeting.body))
    texts = [
        meeting.item_markdown(item, own, said) for item, own in zip(parts.items, written, strict=True)
    ] or [parts.meeting.body]
    found = names_in(archive, texts)
    rows = [meeting.item_rows(item, said) for item in parts.items] or [()]
    return MeetingView(
        parts,
        archive.name(parts.meeting.id),
        said.value("meeting", "status", parts.meeting.text("status")),
        meeting.head(parts.meeting, said),
        meeting.item_lines(parts, said, archive.today.isoformat()),
        tuple(Document(text, facts, found) for text, facts in zip(texts, rows, strict=True)),
    )


def case_view(archive: Archive, identity: str, at: str = "") -> timeline.Timeline:
    """A case with everything that happened in it, now or as the archive knew it on the day *at*."""
    from tingsbok.dates.named import day_named

    found = archive.get(identity)
    said = words(archive)
    day = day_named(at, archive.today, last=True)
    events = tuple(archive.timeline(found.id, at=day))
    return timeline.Timeline(
        title=found.text("title") or found.id,
        status=said.value("case", "status", found.text("status")),
        bodies=timeline.bodies(events, said),
        events=events,
        lines=timeline.event_lines(events, said, archive.today.isoformat()),
        waiting=sum(event.waits for event in events),
        at=day,
    )


def case_mentions(archive: Archive, identity: str) -> tuple[tuple[Mention, ...], tuple[Line, ...]]:
    """Texts that mean a case without linking to it, and their lines."""
    from tingsbok.questions.mentions import mentions_of

    found = tuple(mentions_of(archive, identity))
    return found, timeline.mention_lines(found, words(archive))


def accepting(archive: Archive, mention: Mention) -> tuple[Work, Preview]:
    """The change that makes a mention a link, and what saving it would do."""
    from tingsbok.acts.mentions import accept

    work = accept(archive, mention)
    return work, archive.preview(work)


def target_document(archive: Archive, target: str, at: str = "") -> Document:
    """The text of a record, or of one item of a meeting (``meeting-id#key``), for a pane beside a list.

    Args:
        archive: The archive.
        target: The record or item.
        at: As it was at the end of this day (ISO); empty for now.
    """
    identity, _, key = target.partition("#")
    said = words(archive)
    if at and (commits := archive.store.log(limit=1, until=at)):
        then = archive.at(identity, commits[0].id)
        if then is not None:
            text = record_text.body(then, said)
            return Document(text, record_text.rows(then, said), names_in(archive, [text]))
    found = archive.get(identity)
    if key:
        parts = archive.parts(identity)
        written = sections_of(parts.items, sections(found.body))
        for item, own in zip(parts.items, written, strict=True):
            if item.key != key:
                continue
            text = meeting.item_markdown(item, own, said)
            return Document(text, meeting.item_rows(item, said), names_in(archive, [text]))
    if found.type == "decision":
        text = meeting.decision_markdown(found, said)
        return Document(text, (), names_in(archive, [text]))
    return record_view(archive, identity).document


class BrokenFile(Struct, frozen=True):
    """A file that cannot be read.

    Attributes:
        type: Its type, if it can be read by now.
        line: The first line that is wrong, 1-based.
    """

    type: str
    line: int
    document: Document


def broken_file(archive: Archive, identity: str) -> BrokenFile:
    """The file with what is wrong in it."""
    found = archive.get(identity)
    line = next((problem.line for problem in found.problems if problem.line), 1)
    others = max(0, archive.listing("").count - 1)
    return BrokenFile(found.type, line, Document(broken.body(found, others)))

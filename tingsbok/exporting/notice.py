"""What is sent out before a meeting: the notice with its agenda and papers, and the agenda alone."""

from __future__ import annotations

from collections.abc import Iterator

from tingsbok.exporting.data import template_data
from tingsbok.exporting.dossier import Dossier
from tingsbok.exporting.markup import blocks_of
from tingsbok.exporting.model import Block, Doc, Heading, Paragraph, Point, Points, Table, plain
from tingsbok.exporting.pieces import meeting_facts, papers, preamble, presenters, registrations
from tingsbok.meetings.agenda_numbers import clock
from tingsbok.meetings.sections import shown_number
from tingsbok.record import said


def notice(file: Dossier) -> Doc:
    """The notice (*kallelse*) of a meeting."""
    return _doc(file, "notice", file.say("Notice of meeting"), tuple(_notice(file)))


def agenda(file: Dossier) -> Doc:
    """The agenda (*dagordning*) of a meeting."""
    blocks = (meeting_facts(file), *_agenda(file))
    return _doc(file, "agenda", file.say("Agenda"), blocks)


def _doc(file: Dossier, kind: str, title: str, blocks: tuple[Block, ...]) -> Doc:
    meeting = file.meeting
    return Doc(
        kind=kind,
        about=meeting.id,
        title=title,
        owner=file.owner,
        language=file.language,
        day=meeting.text("date"),
        blocks=blocks,
        mark=_mark(file),
        running=f"{file.owner} · {title.lower()} {meeting.text('date')}",
        foot=registrations(meeting.fields.get("registrations", "")),
        data=template_data(file),
    )


def _mark(file: Dossier) -> str:
    """A meeting that was called off says so, lest somebody comes."""
    status = file.meeting.text("status")
    return file.label("meeting", "status", status).capitalize() if status == "cancelled" else ""


def _notice(file: Dossier) -> Iterator[Block]:
    yield meeting_facts(file)
    if text := preamble(file):
        yield from blocks_of(text, file.name_of, level=3)
    yield Heading(1, file.say("Agenda"))
    yield from _agenda(file)
    if everything := [*papers(file.meeting.fields.get("papers", "")), *_item_papers(file)]:
        yield Heading(1, file.title("meeting", "papers"))
        yield Points(tuple(Point(plain(paper)) for paper in everything))
    chair, secretary = file.meeting.text("chair"), file.meeting.text("secretary")
    if chair or secretary:
        yield Heading(1, file.say("Sender"))
        for person, field in ((chair, "chair"), (secretary, "secretary")):
            if person:
                yield Paragraph(plain(f"{file.name_of(person)}, {file.title('meeting', field).lower()}"))


def _item_papers(file: Dossier) -> Iterator[str]:
    for item in file.parts.items:
        for paper in papers(item.line.get("papers", "")):
            number = shown_number(item)
            yield f"{paper} (§ {number})" if number else paper


def _agenda(file: Dossier) -> Iterator[Block]:
    items = [item for item in file.parts.items if item.index >= 0]
    if not items:
        yield Paragraph(plain(file.say("The agenda is not set yet.")))
        return
    times = clock([item.line for item in items], file.meeting.text("start"))
    rows = [
        (
            time.replace(":", "."),
            shown_number(item),
            ("    " * item.depth + item.title) or item.key,
            file.label("meeting", "items.kind", item.kind),
            presenters(file, item.line),
            said(item.line, "why"),
        )
        for item, time in zip(items, times, strict=True)
    ]
    head = (
        file.say("Time"),
        "§",
        file.say("Item"),
        file.title("meeting", "items.kind"),
        file.title("meeting", "items.presenters"),
        file.say("Comes from"),
    )
    used = [at for at in range(len(head)) if at in {1, 2} or any(row[at] for row in rows)]
    yield Table(
        tuple(head[at] for at in used),
        tuple(tuple(row[at] for at in used) for row in rows),
        tuple((2, 2, 8, 3, 5, 5)[at] for at in used),
    )

"""A meeting as plain data with the words filled in: the variables of an office's own template."""

from __future__ import annotations

from tingsbok.exporting.attendance import post, presence
from tingsbok.exporting.days import hours, long_day
from tingsbok.exporting.dossier import Dossier
from tingsbok.exporting.markup import blocks_of
from tingsbok.exporting.model import Heading, Paragraph, Point, Points, Table, words_of
from tingsbok.exporting.pieces import (
    item_registrations,
    papers,
    presenters,
    registrations,
    task_row,
    validity,
)
from tingsbok.meetings import ItemParts
from tingsbok.meetings.agenda_numbers import clock
from tingsbok.meetings.sections import shown_number, text_of
from tingsbok.record import Record, said

_FACTS = ("place", "start", "end", "minutes_date", "approved_date", "next_meeting_text")


def template_data(file: Dossier) -> dict[str, object]:
    """The variables; ``docs/documents.md`` lists them."""
    meeting = file.meeting
    items = [item for item in file.parts.items if item.index >= 0]
    times = clock([item.line for item in items], meeting.text("start"))
    facts: dict[str, object] = {name: meeting.text(name) for name in _FACTS}
    facts |= {
        "date": meeting.text("date"),
        "day": long_day(meeting.text("date"), file.language),
        "hours": hours(meeting.text("start"), meeting.text("end"), file.language),
        "mode": file.label("meeting", "mode", meeting.text("mode")),
        "status": file.label("meeting", "status", meeting.text("status")),
        "registrations": registrations(meeting.fields.get("registrations", "")),
        "chair": _name(file, meeting.text("chair")),
        "secretary": _name(file, meeting.text("secretary")),
        "adjusters": [file.name_of(one) for one in meeting.texts("adjusters")],
        "papers": papers(meeting.fields.get("papers", "")),
    }
    return {
        "meeting": facts,
        "body": {"name": file.owner, "short": file.body.text("short") if file.body else ""},
        "items": [_item(file, item, time) for item, time in zip(items, times, strict=True)],
        "attendance": [
            {
                "name": file.name_of(said(line, "person")),
                "for": _name(file, said(line, "for")),
                "title": post(file, line),
                "role": file.label("meeting", "attendance.role", said(line, "role")),
                "status": said(line, "status"),
                "note": presence(file, line),
            }
            for line in meeting.entries("attendance")
        ],
    }


def _name(file: Dossier, identity: str) -> str:
    return file.name_of(identity) if identity else ""


def _item(file: Dossier, item: ItemParts, time: str) -> dict[str, object]:
    return {
        "number": shown_number(item),
        "title": item.title,
        "kind": file.label("meeting", "items.kind", item.kind),
        "depth": item.depth,
        "time": time,
        "why": said(item.line, "why"),
        "presenters": presenters(file, item.line),
        "registrations": item_registrations(file, item),
        "papers": papers(item.line.get("papers", "")),
        "text": _paragraphs(file, text_of(file.text_of(item))),
        "decisions": [_decision(file, decision) for decision in item.decisions],
        "assignments": [
            dict(zip(("title", "assignees", "due", "report_to"), task_row(file, task), strict=True))
            for task in item.assignments
        ],
    }


def _decision(file: Dossier, decision: Record) -> dict[str, object]:
    blocks = blocks_of(decision.body, file.name_of)
    clauses: list[str] = []
    for point in (point for block in blocks if isinstance(block, Points) for point in block.points):
        if point.goes_on and clauses:
            clauses[-1] += f"\n{words_of(point.text)}"
        else:
            clauses.append(words_of(point.text))
    return {
        "title": decision.text("title"),
        "outcome": file.label("decision", "outcome", decision.text("outcome")),
        "clauses": clauses,
        "reasons": [words_of(block.text) for block in blocks if isinstance(block, Paragraph)],
        "conditions": [said(condition, "text") for condition in decision.entries("conditions")],
        "returns": file.label("decision", "until", decision.text("until")) or decision.text("until_text"),
        "valid": validity(file, decision),
        "dissent": " ".join(_paragraphs(file, decision.text("dissent"))),
    }


def _paragraphs(file: Dossier, text: str) -> list[str]:
    found: list[str] = []
    for block in blocks_of(text, file.name_of):
        match block:
            case Heading():
                found.append(block.text)
            case Paragraph():
                found.append(words_of(block.text))
            case Points():
                found += [_marked(point) for point in block.points]
            case Table():
                found += [" | ".join(row) for row in (block.head, *block.rows)]
    return found


def _marked(point: Point) -> str:
    mark = "" if point.goes_on else "– " if point.number is None else f"{point.number}. "
    return mark + words_of(point.text)

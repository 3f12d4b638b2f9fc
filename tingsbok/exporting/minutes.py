"""What is sent out after a meeting: the minutes, the summary of decisions, and extracts."""

from __future__ import annotations

from collections.abc import Iterator

from tingsbok.exporting.attendance import attendance_blocks
from tingsbok.exporting.data import template_data
from tingsbok.exporting.days import long_day
from tingsbok.exporting.dossier import Dossier
from tingsbok.exporting.markup import blocks_of
from tingsbok.exporting.model import (
    Block,
    Doc,
    Facts,
    Heading,
    Paragraph,
    Point,
    Points,
    Signatures,
    Table,
    plain,
)
from tingsbok.exporting.pieces import (
    assignments_table,
    decision_blocks,
    item_blocks,
    item_title,
    meeting_facts,
    papers,
    preamble,
    registrations,
    signatures,
    validity,
)
from tingsbok.meetings import ItemParts
from tingsbok.meetings.agenda_numbers import number_of
from tingsbok.meetings.locks import is_locked
from tingsbok.meetings.sections import shown_number
from tingsbok.record import Record, said


def minutes(file: Dossier) -> Doc:
    """The minutes (*protokoll*) of a meeting: attendance, every item, and lines to sign on."""
    return _doc(file, "minutes", file.say("Minutes"), tuple(_minutes(file)))


def decisions(file: Dossier) -> Doc:
    """A summary of what was decided at a meeting."""
    return _doc(file, "decisions", file.say("Summary of decisions"), tuple(_decisions(file)))


def extract(file: Dossier, decision: Record) -> Doc:
    """An extract of the minutes: the item of one decision."""
    items = file.parts.items
    item = next((one for one in items if any(each.id == decision.id for each in one.decisions)), None)
    blocks: list[Block] = [meeting_facts(file)]
    blocks += item_blocks(file, item) if item else decision_blocks(file, decision)
    blocks += _certified(file)
    return _doc(file, "extract", file.say("Extract of the minutes"), tuple(blocks), decision.id)


def party_extract(file: Dossier, party: str, decided: tuple[Record, ...], tasks: tuple[Record, ...]) -> Doc:
    """An extract of the minutes: what concerns one party.

    Args:
        file: The meeting.
        party: Id of the organisation.
        decided: The decisions that concern it.
        tasks: The assignments that concern it.
    """
    name = file.name_of(party)
    blocks: list[Block] = [
        meeting_facts(file),
        Paragraph(plain(file.say("What concerns {party}.", party=name))),
    ]
    for item in file.parts.items:
        mine = [one for one in item.decisions if one in decided]
        own = [one for one in item.assignments if one in tasks]
        if mine or own:
            blocks.append(Heading(2, item_title(item)))
            for decision in mine:
                blocks += decision_blocks(file, decision, alone=len(mine) == 1)
            if own:
                blocks.append(assignments_table(file, own))
    if not decided and not tasks:
        blocks.append(
            Paragraph(
                plain(file.say("No decision and no assignment of the meeting concerns {party}.", party=name))
            )
        )
    blocks += _certified(file)
    title = file.say("Extract of the minutes")
    return _doc(file, "extract", title, tuple(blocks), f"{file.meeting.id}-{party}")


def _doc(file: Dossier, kind: str, title: str, blocks: tuple[Block, ...], about: str = "") -> Doc:
    meeting = file.meeting
    return Doc(
        kind=kind,
        about=about or meeting.id,
        title=title,
        owner=file.owner,
        language=file.language,
        day=meeting.text("date"),
        blocks=blocks,
        mark="" if is_locked(meeting) else file.say("Draft"),
        running=f"{file.owner} · {title.lower()} {meeting.text('date')}",
        foot=registrations(meeting.fields.get("registrations", "")),
        data=template_data(file) if kind != "extract" else {},
    )


def _minutes(file: Dossier) -> Iterator[Block]:
    meeting = file.meeting
    yield Facts((*meeting_facts(file).rows, *_officers(file)))
    yield from attendance_blocks(file)
    yield Heading(1, file.say("Matters"))
    if text := preamble(file):
        yield from blocks_of(text, file.name_of, level=3)
    for item in file.parts.items:
        yield from item_blocks(file, item)
    yield from _other_sections(file)
    if listed := papers(meeting.fields.get("papers", "")):
        yield Heading(1, file.title("meeting", "papers"))
        yield Points(tuple(Point(plain(paper)) for paper in listed))
    yield from _meeting_corrections(file)
    yield signatures(file)


def _other_sections(file: Dossier) -> Iterator[Block]:
    """Parts of the text that no item claims: nothing that was written is left out."""
    claimed = {section.line for sections in file.texts for section in sections}
    for section in file.sections:
        if section.line not in claimed:
            yield Heading(min(section.level, 3), section.title)
            yield from blocks_of(section.text, file.name_of, level=4)


def _officers(file: Dossier) -> Iterator[tuple[str, str]]:
    meeting = file.meeting
    main = [item for item in file.parts.items if shown_number(item) and not item.depth]
    # what came up late has the highest number wherever it stands
    numbers = [shown_number(item) for item in sorted(main, key=lambda item: number_of(item.line))]
    for field in ("chair", "secretary"):
        if meeting.text(field):
            yield file.title("meeting", field), file.name_of(meeting.text(field))
    if meeting.texts("adjusters"):
        yield file.title("meeting", "adjusters"), file.names(meeting.texts("adjusters"))
    if numbers:
        yield file.say("Sections"), numbers[0] if len(numbers) == 1 else f"{numbers[0]}–{numbers[-1]}"
    for field in ("minutes_date", "approved_date"):
        if meeting.text(field):
            yield file.title("meeting", field), meeting.text(field)
    if following := meeting.text("next_meeting"):
        found = file.resolve(following)
        day = found.text("date") if found else ""
        yield file.title("meeting", "next_meeting"), long_day(day, file.language) or file.name_of(following)
    elif meeting.text("next_meeting_text"):
        yield file.title("meeting", "next_meeting"), meeting.text("next_meeting_text")


def _meeting_corrections(file: Dossier) -> Iterator[Block]:
    found = file.meeting.entries("corrections")
    if found:
        yield Heading(1, file.title("meeting", "corrections"))
        rows = tuple(
            tuple(" ".join(said(entry, name).split()) for name in ("date", "reason", "before", "after"))
            for entry in found
        )
        head = tuple(
            file.title("meeting", f"corrections.{name}") for name in ("date", "reason", "before", "after")
        )
        yield Table(head, rows, (2, 4, 5, 5))


def _decisions(file: Dossier) -> Iterator[Block]:
    yield meeting_facts(file)
    items = [item for item in file.parts.items if item.decisions]
    if not items:
        yield Paragraph(plain(file.say("No decision was made at the meeting.")))
    else:
        rows = tuple(_decision_row(file, item, one) for item in items for one in item.decisions)
        head = ("§", file.say("Decision"), file.title("decision", "outcome"), file.say("Valid or returns"))
        yield Table(head, rows, (2, 8, 3, 4))
    for item in items:
        yield Heading(2, item_title(item))
        for decision in item.decisions:
            yield from decision_blocks(file, decision, alone=len(item.decisions) == 1)
    tasks = [task for item in file.parts.items for task in item.assignments]
    if tasks:
        yield Heading(1, file.say("Assignments"))
        yield assignments_table(file, tasks)


def _decision_row(file: Dossier, item: ItemParts, decision: Record) -> tuple[str, ...]:
    returns = file.label("decision", "until", decision.text("until")) if decision.text("until") else ""
    when = "; ".join(filter(None, (validity(file, decision), returns or decision.text("until_text"))))
    outcome = file.label("decision", "outcome", decision.text("outcome"))
    return shown_number(item), decision.text("title"), outcome, when or "–"


def _certified(file: Dossier) -> Iterator[Block]:
    """The line that an extract is certified with."""
    yield Signatures(((file.say("Certified extract"), ""),))

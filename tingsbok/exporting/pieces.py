"""What several documents have in common: the meeting's facts, its items, their decisions and assignments."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from tingsbok.exporting.days import hours, long_day, span
from tingsbok.exporting.dossier import Dossier
from tingsbok.exporting.markup import blocks_of
from tingsbok.exporting.model import (
    Block,
    Facts,
    Heading,
    Paragraph,
    Points,
    Run,
    Signatures,
    Table,
    plain,
)
from tingsbok.frontmatter import Value
from tingsbok.meetings import ItemParts
from tingsbok.meetings.sections import shown_number
from tingsbok.record import Record, said

_EFFECTS = ("recommends_to", "forwarded_to", "supersedes", "amends", "repeals")


def meeting_facts(file: Dossier) -> Facts:
    """Day, time, place and registration numbers of the meeting."""
    meeting = file.meeting
    place = ", ".join(
        filter(None, (meeting.text("place"), file.label("meeting", "mode", meeting.text("mode"))))
    )
    rows = (
        (file.title("meeting", "date"), long_day(meeting.text("date"), file.language)),
        (file.say("Time"), hours(meeting.text("start"), meeting.text("end"), file.language)),
        (file.title("meeting", "place"), place),
        (file.title("meeting", "registrations"), registrations(meeting.fields.get("registrations", ""))),
    )
    return Facts(tuple(row for row in rows if row[1]))


def registrations(value: Value) -> str:
    """Registration numbers with the authorities that gave them."""
    entries = [entry for entry in value if isinstance(entry, dict)] if isinstance(value, list) else []
    return ", ".join(
        " ".join(filter(None, (said(entry, "authority"), said(entry, "number")))) for entry in entries
    )


def item_title(item: ItemParts) -> str:
    """The number and the title of an item."""
    number = shown_number(item)
    mark = f"§ {number}" if number else ""
    return "  ".join(filter(None, (mark, item.title or item.key)))


def presenters(file: Dossier, line: Mapping[str, Value]) -> str:
    """Who presents an item."""
    ids = line.get("presenters", "")
    listed = [one for one in ids if isinstance(one, str)] if isinstance(ids, list) else []
    return "; ".join(filter(None, (file.names(listed), said(line, "presenters_text"))))


def papers(entries: Value) -> list[str]:
    """Papers with their labels: ``Bil 2 Budget``."""
    found = [entry for entry in entries if isinstance(entry, dict)] if isinstance(entries, list) else []
    return ["  ".join(filter(None, (said(one, "label"), said(one, "title")))) for one in found]


def preamble(file: Dossier) -> str:
    """What the meeting's text says before its first heading."""
    lines = file.meeting.body.splitlines()
    first = file.sections[0].line - 1 if file.sections else len(lines)
    return "\n".join(lines[:first]).strip()


def item_blocks(file: Dossier, item: ItemParts) -> Iterator[Block]:
    """One item of the minutes: heading, facts, text, decisions, assignments."""
    level = 3 if item.depth else 2
    yield Heading(level, item_title(item) or file.say("Belongs to no item"))
    rows = (
        (file.title("meeting", "items.presenters"), presenters(file, item.line)),
        (file.title("meeting", "registrations"), item_registrations(file, item)),
        (file.title("meeting", "items.papers"), "; ".join(papers(item.line.get("papers", "")))),
    )
    if shown := tuple(row for row in rows if row[1]):
        yield Facts(shown)
    written = file.text_of(item)
    for section in written:
        if section is not written[0]:
            yield Heading(max(3, level + section.level - written[0].level), section.title)
        yield from blocks_of(section.text, file.name_of, level=4)
    for decision in item.decisions:
        yield from decision_blocks(file, decision, alone=len(item.decisions) == 1)
    if item.assignments:
        yield Paragraph((Run(file.say("Assignments"), bold=True),), "lead")
        yield assignments_table(file, item.assignments)
    if not item.decisions and (returns := _returns(file, item.line, "meeting")):
        yield Paragraph(plain(file.say("The matter returns: {when}", when=returns)), "note")


def item_registrations(file: Dossier, item: ItemParts) -> str:
    """The item's own registration numbers, or else those of its case."""
    own = registrations(item.line.get("registrations", ""))
    case = file.resolve(said(item.line, "case")) if said(item.line, "case") else None
    return own or (registrations(case.fields.get("registrations", "")) if case else "")


def decision_blocks(file: Dossier, decision: Record, *, alone: bool = True) -> Iterator[Block]:
    """A decision: what was decided in its own words, its effect and what it depends on, the reasons."""
    phrase = file.body.text("decision_phrase") if file.body else ""
    lead = phrase.rstrip(":") or file.say("Decision")
    text = (
        (Run(lead, bold=True),)
        if alone
        else (Run(f"{lead}: ", bold=True), Run(decision.text("title"), italic=True))
    )
    yield Paragraph(text, "lead")
    blocks = blocks_of(decision.body, file.name_of, level=4)
    after = (at for at, block in enumerate(blocks) if not isinstance(block, Points | Table))
    clauses = next(after, len(blocks))
    yield from blocks[:clauses]
    if effects := tuple(_effects(file, decision)):
        yield Facts(effects)
    yield from _corrections(file, decision)
    yield from blocks[clauses:]
    if decision.text("dissent"):
        yield Paragraph((Run(file.title("decision", "dissent"), bold=True),), "lead")
        yield from blocks_of(decision.text("dissent"), file.name_of, level=4)


def _effects(file: Dossier, decision: Record) -> Iterator[tuple[str, str]]:
    if decision.text("outcome") not in {"", "procedural"}:
        yield file.title("decision", "outcome"), file.label("decision", "outcome", decision.text("outcome"))
    for condition in decision.entries("conditions"):
        met = said(condition, "met")
        done = f" ({file.say('met {date}', date=met)})" if met else ""
        yield file.title("decision", "conditions.text"), said(condition, "text") + done
    if returns := _returns(file, decision.fields, "decision"):
        yield file.title("decision", "until"), returns
    if valid := validity(file, decision):
        yield file.say("Valid"), valid
    for name in _EFFECTS:
        if decision.texts(name):
            yield file.title("decision", name), file.names(decision.texts(name))
    if numbers := registrations(decision.fields.get("registrations", "")):
        yield file.title("decision", "registrations"), numbers


def _returns(file: Dossier, fields: Mapping[str, Value], type: str) -> str:
    field = "until" if type == "decision" else "items.until"
    shown = file.label(type, field, said(fields, "until")) if said(fields, "until") else ""
    return ", ".join(filter(None, (shown, said(fields, "until_text"))))


def validity(file: Dossier, decision: Record) -> str:
    """From when to when a decision is valid."""
    open_end = file.say("until further notice") if decision.text("until_further_notice") == "true" else ""
    days = span(decision.text("valid_from"), decision.text("valid_to"), file.language)
    return ", ".join(filter(None, (days, open_end)))


def _corrections(file: Dossier, record: Record) -> Iterator[Block]:
    """Corrections made after approval, with the words that were approved."""
    for entry in record.entries("corrections"):
        head = file.say("Corrected {date}: {reason}", date=said(entry, "date"), reason=said(entry, "reason"))
        yield Paragraph((Run(head, bold=True),), "note")
        if said(entry, "before"):
            before = " ".join(said(entry, "before").split())
            yield Paragraph(plain(file.say("The words before: {words}", words=before)), "note")


def assignments_table(file: Dossier, tasks: Sequence[Record]) -> Table:
    """What is to be done, by whom and when."""
    head = (
        file.say("What"),
        file.title("assignment", "assignees"),
        file.title("assignment", "due"),
        file.title("assignment", "report_to"),
    )
    return Table(head, tuple(task_row(file, task) for task in tasks), (5, 5, 3, 4))


def task_row(file: Dossier, task: Record) -> tuple[str, ...]:
    """An assignment: what, who, when, and to whom it is reported."""
    everybody = file.say("every member") if task.text("assign_all") == "true" else ""
    who = "; ".join(
        filter(None, (everybody, file.names(task.texts("assignees")), task.text("assignees_text")))
    )
    promised = (_due(file, one, "reports.due") for one in task.entries("reports"))
    due = _due(file, task.fields, "due") or ", ".join(filter(None, dict.fromkeys(promised)))
    report = "; ".join(filter(None, (file.names(task.texts("report_to")), task.text("report_to_text"))))
    return task.text("title"), who or "–", due or "–", report or "–"


def _due(file: Dossier, line: Mapping[str, Value], field: str) -> str:
    """The day or the meeting that something is due at, or the words for it."""
    due = said(line, "due")
    return file.label("assignment", field, due) if due else said(line, "due_text")


def signatures(file: Dossier) -> Signatures:
    """Lines for secretary, chair and adjusters. A board has an adjuster's line even before one is named."""
    meeting = file.meeting
    board = file.body is not None and file.body.text("formality") == "board"
    adjusters = meeting.texts("adjusters") or ([""] if board else [])
    lines = [
        (
            file.title("meeting", "secretary"),
            meeting.text("secretary") and file.name_of(meeting.text("secretary")),
        ),
        (file.title("meeting", "chair"), meeting.text("chair") and file.name_of(meeting.text("chair"))),
        *((file.say("Adjuster"), one and file.name_of(one)) for one in adjusters),
    ]
    return Signatures(tuple(lines))

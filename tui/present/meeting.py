"""A meeting's items as lines of a table, and the piece of the minutes that belongs to each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tingsbok import frontmatter
from tingsbok.dates import is_date
from tingsbok.i18n import N_, t
from tingsbok.meetings import ItemParts, MeetingParts
from tingsbok.meetings.agenda_numbers import clock
from tingsbok.meetings.attendance import expected_lines
from tingsbok.meetings.sections import Section, shown_number, text_of
from tingsbok.meetings.turnout import count_of, members_of
from tingsbok.record import Record
from tingsbok.steps import COMING, NOT_HELD
from tui.display import content
from tui.present.dates import brief_day
from tui.present.markdown import link, plain
from tui.present.record import field_rows
from tui.present.words import Words
from tui.widgets.columns import Column
from tui.widgets.document import FieldRow
from tui.widgets.pages import Line

KINDS = {
    "decision": N_("dec."),
    "information": N_("info"),
    "dialogue": N_("dial."),
    "report": N_("rep."),
    "procedural": N_("form."),
    "other": N_("other"),
}
"""Short words for kinds of items; the long ones are in the schema."""

ITEM_FACTS = (
    "presenters",
    "presenters_text",
    "minutes",
    "case",
    "agreement",
    "until",
    "until_text",
    "papers",
    "why",
    "note",
)
"""Fields of an item that stand above its text, in this order."""


def columns(*, coming: bool = False, between: bool = False) -> tuple[Column, ...]:
    """The columns of a meeting's items; where there is little room the kind of item leaves first.

    Args:
        coming: The meeting is still to be held: its items have times instead of outcomes.
        between: Other columns stand on both sides: what is still open stays, though titles are shorter.
    """
    return (
        Column("§", 5),
        Column(t("Kind"), 5, drop=2),
        Column(t("Title"), least=25 if between else 28),
        Column(t("Begins"), 6) if coming else Column(t("Outcome"), 17),
        Column(t("Still open"), 10, drop=1),
    )


def item_lines(parts: MeetingParts, words: Words, today: str) -> tuple[Line, ...]:
    """A line for each item; the key is the item's place, since a key may be missing or doubled."""
    if parts.meeting.text("status") in COMING:
        times = clock([item.line for item in parts.items], parts.meeting.text("start"))
        return tuple(
            _coming_line(number, item, time)
            for number, (item, time) in enumerate(zip(parts.items, times, strict=True))
        )
    below: dict[str, list[ItemParts]] = {}
    for item in parts.items:
        below.setdefault(str(item.line.get("parent", "")), []).append(item)
    is_due = parts.meeting.text("status") not in NOT_HELD
    return tuple(
        _item_line(number, item, words, today, below.get(item.key, ()) if item.key else (), is_due=is_due)
        for number, item in enumerate(parts.items)
    )


def _item_line(
    number: int, item: ItemParts, words: Words, today: str, below: Sequence[ItemParts], *, is_due: bool
) -> Line:
    said = parts_said(below, is_due=is_due) or outcome(item, words, split=bool(below) or not is_due)
    if item.decisions:
        said = outcome(item, words)
    if item.index < 0:
        cells = ("", "", t("Belongs to no item"), said, open_things(item, today))
        return Line(str(number), cells, "!", "alert")
    shown = shown_number(item)
    kind = t(KINDS[item.kind]) if item.kind in KINDS else item.kind
    title = "  " * item.depth + (item.title or item.key)
    cells = (shown, kind, title, said, open_things(item, today))
    return Line(str(number), cells, "!" if is_due and _lacks_decision(item, split=bool(below)) else "")


def parts_said(below: Sequence[ItemParts], *, is_due: bool) -> str:
    """What the parts of an item come to: how many lack a decision, or how many decisions there are."""
    lacking = [part for part in below if _lacks_decision(part, split=False)] if is_due else []
    if lacking:
        return t("{count} missing", count=len(lacking))
    count = sum(len(part.decisions) for part in below)
    return (t("1 decision") if count == 1 else t("{count} decisions", count=count)) if count else ""


def _coming_line(number: int, item: ItemParts, time: str) -> Line:
    """An item that nobody has spoken of yet: nothing of it is missing."""
    kind = t(KINDS[item.kind]) if item.kind in KINDS else item.kind
    title = "  " * item.depth + (item.title or item.key)
    return Line(str(number), (shown_number(item), kind, title, time, ""))


def outcome(item: ItemParts, words: Words, *, split: bool = False) -> str:
    """The outcomes of the item's decisions in words; ``? missing`` for a decision item without one.

    Args:
        item: The item.
        words: The archive's words.
        split: Whether the item has parts, which then hold the decisions.
    """
    if item.decisions:
        return ", ".join(
            dict.fromkeys(words.value("decision", "outcome", d.text("outcome")) for d in item.decisions)
        )
    return t("? missing") if _lacks_decision(item, split=split) else "-"


def open_things(item: ItemParts, today: str) -> str:
    """What is still open about an item: a late date, a condition, a return, an assignment."""
    tasks = [task for task in item.assignments if task.text("status") in ("", "open")]
    late = sorted(
        task.text("due") for task in tasks if is_date(task.text("due")) and task.text("due") < today
    )
    if late:
        return f"{brief_day(late[0], year=int(today[:4]))}!"
    if any(_open_conditions(decision) for decision in item.decisions):
        return t("condition")
    if tasks:
        return t("assignment")
    if item.line.get("until") or any(decision.text("until") for decision in item.decisions):
        return t("returns")
    return ""


def item_rows(item: ItemParts, words: Words) -> tuple[FieldRow, ...]:
    """Facts about an item: its number and title, who presents it, its case, when it returns."""
    record_type = words.type("meeting")
    number = shown_number(item)
    rows = [FieldRow(f"§ {number}" if number else "§", content(item.title or item.key, "bold"))]
    for name in ITEM_FACTS:
        value = item.line.get(name)
        known = record_type.field(f"items.{name}") if record_type else None
        if value and known is not None:
            rows += field_rows(known, value, words)
    return tuple(rows)


def item_markdown(item: ItemParts, written: Sequence[Section], words: Words) -> str:
    """An item as text: what the minutes say under it, its decisions and assignments."""
    return "\n\n".join(filter(None, _item_paragraphs(item, written, words)))


def _item_paragraphs(item: ItemParts, written: Sequence[Section], words: Words) -> Iterator[str]:
    yield text_of(written)
    for decision in item.decisions:
        yield from _decision_paragraphs(decision, words)
    for task in item.assignments:
        due = words.value("assignment", "due", task.text("due"))
        yield f"**{t('ASSIGNMENT')}** {link(task.id, task.text('title'))} {plain(due)}"


def decision_markdown(decision: Record, words: Words) -> str:
    """A decision as text: where it was made, what was decided, and what it depends on."""
    return "\n\n".join(filter(None, _decision_paragraphs(decision, words)))


def _decision_paragraphs(decision: Record, words: Words) -> Iterator[str]:
    label = words.value("decision", "outcome", decision.text("outcome"))
    yield f"**{t('DECISION')}** {link(decision.id, decision.text('title'))} · *{plain(label)}*"
    yield decision.body.strip("\n")
    yield from (f"{t('Condition')}: {plain(text)}" for text in _open_conditions(decision))
    if decision.text("until"):
        shown = words.value("decision", "until", decision.text("until"))
        yield f"{words.field_title('decision', 'until')}: {plain(shown)}"


def _lacks_decision(item: ItemParts, *, split: bool) -> bool:
    return item.kind == "decision" and not item.decisions and not split


def _open_conditions(decision: Record) -> list[str]:
    return [
        str(condition.get("text", ""))
        for condition in decision.entries("conditions")
        if not condition.get("met") and not condition.get("by")
    ]


def head(meeting: Record, words: Words) -> str:
    """Facts about the meeting in one line: body, place, time, registration numbers, attendance."""
    attendance = members_of(expected_lines(meeting, None))
    count = count_of(attendance)
    times = "–".join(filter(None, (meeting.text("start"), meeting.text("end"))))
    numbers = [str(line.get("number", "")) for line in meeting.entries("registrations")]
    facts = (
        words.name_of(meeting.text("body")),
        meeting.text("date"),
        times,
        meeting.text("place"),
        t("ref. {numbers}", numbers=", ".join(numbers)) if numbers else "",
        t("{present} present, {absent} absent", present=count.present, absent=count.absent)
        if attendance
        else "",
    )
    return "   ".join(filter(None, facts))


def same_place(parts: MeetingParts, item: ItemParts | None, otherwise: str) -> str:
    """The row of an item after the meeting was read again: the item may have moved and got another key.

    Args:
        parts: The meeting as it is now.
        item: The item as it was; ``None`` if there was none.
        otherwise: The row to stay on if the item is gone.
    """
    if item is None:
        return otherwise
    same = [place for place, one in enumerate(parts.items) if one.title == item.title]
    exact = [place for place in same if parts.items[place].key == item.key]
    return str((exact or same)[0]) if same else otherwise


def last_titled(parts: MeetingParts, title: str) -> int:
    """The place of the last item with a title; the first place if there is none."""
    return max((place for place, item in enumerate(parts.items) if item.title == title), default=0)


def place_of(parts: MeetingParts, text: str) -> int | None:
    """Place of the item with that number or key; ``None`` if there is none."""
    wanted = text.casefold().removeprefix("§").replace(" ", "").strip(").")
    for place, item in enumerate(parts.items):
        names = (item.key, shown_number(item))
        if wanted and wanted in {name.casefold().replace(" ", "").strip(").") for name in names}:
            return place
    return None


def case_of(item: ItemParts) -> str:
    """Id of the item's case, or else of its first decision's; empty if neither has one."""
    of_item = item.line.get("case")
    of_decisions = (decision.text("case") for decision in item.decisions)
    return of_item if isinstance(of_item, str) and of_item else next(filter(None, of_decisions), "")


def line_of(meeting: Record, item: ItemParts | None) -> int:
    """The 1-based line of the file where the item stands."""
    if item is None or item.index < 0:
        return 1
    return frontmatter.place(meeting.raw, ("items", item.index))[0]


def target_label(record: Record) -> str:
    """What a decision or assignment is called in a menu."""
    return f"{record.text('title')}  ({record.id})"

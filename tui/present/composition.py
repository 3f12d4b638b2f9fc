"""Who sits where in a body, as lines of tables and a few facts about each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from msgspec import Struct, field

from tingsbok.frontmatter import Value
from tingsbok.i18n import N_, t
from tingsbok.meetings.composition import Member, Seats
from tingsbok.meetings.seating import Group, Place
from tingsbok.meetings.terms import Rate, Shift
from tingsbok.record import Record
from tui.present.record import Document
from tui.present.words import Words
from tui.widgets.columns import Column
from tui.widgets.document import FieldRow
from tui.widgets.pages import Line

TABS = (N_("Seats"), N_("Persons"), N_("Groups"), N_("History"), N_("About the body"))
"""The tabs of a body's page."""

SEATS, PEOPLE, GROUPS, HISTORY, ABOUT = range(5)

_SHIFTS = {
    "joined": N_("{person} joins"),
    "left": N_("{person} leaves"),
    "replaced": N_("{person} replaces {other}"),
    "stands-in": N_("{person} stands in for {other}"),
    "seats": N_("{count} seats"),
    "seats-end": N_("the rule of {count} seats ends"),
}
_ONE_SEAT = {"seats": N_("1 seat"), "seats-end": N_("the rule of one seat ends")}


class BodyRow(Struct, frozen=True):
    """One row of a tab and what keys on it need.

    Attributes:
        line: The row itself; its key is its place.
        person: Id of the person; empty for a vacant seat and for groups.
        party: Id of the party.
        decision: Id of the decision that says so; empty if unknown.
        document: What the pane says of it.
    """

    line: Line
    person: str = ""
    party: str = ""
    decision: str = ""
    document: Document = field(default_factory=Document)


class Known(Struct, frozen=True):
    """What is known of a member besides the body's own line.

    Attributes:
        person: The person's record; ``None`` if there is none.
        rate: How often the person was at the meetings of the last twelve months.
        met: Id and status of those meetings whose list names the person, the newest first.
    """

    person: Record | None = None
    rate: Rate = Rate(0, 0)
    met: tuple[tuple[str, str], ...] = ()


class BodyView(Struct, frozen=True):
    """A body on a day as its page shows it.

    Attributes:
        record: The body.
        title: What it is called for short.
        day: The day, ISO.
        facts: Its name and how many seats there are, one line.
        tabs: The rows of each tab, in the order of :data:`TABS`; the last one has none.
        about: The record itself.
    """

    record: Record
    title: str
    day: str
    facts: str
    tabs: tuple[tuple[BodyRow, ...], ...]
    about: Document


def columns(tab: int) -> tuple[Column, ...]:
    """The columns of a tab."""
    match tab:
        case 0:
            return (
                Column(t("Party"), 13),
                Column(t("Seat"), 5),
                Column(t("Person"), least=25),
                Column(t("Role"), 16),
                Column(t("Since"), 10, drop=2),
                Column(t("Att. 12 m"), 9, drop=1),
            )
        case 1:
            return (
                Column(t("Person"), least=22),
                Column(t("Party"), 16),
                Column(t("Role"), 17),
                Column(t("Since"), 10, drop=2),
                Column(t("Att. 12 m"), 9, drop=1),
            )
        case 2:
            return (
                Column(t("Kind of party"), least=20),
                Column(t("Parties"), 8),
                Column(t("Seats"), 8),
                Column(t("Members"), 9),
                Column(t("Vacant"), 8),
            )
        case _:
            return (
                Column(t("Date"), 10),
                Column(t("Event"), least=28),
                Column(t("Party"), 16),
                Column(t("By decision"), 22, drop=1),
            )


def role(member: Member, words: Words) -> str:
    """The member's role, and that it is for the time being."""
    name = words.value("body", "members.role", member.role or "member")
    if member.stands_in_for:
        return t("subst. until f. n.") if member.acting else t("substitute")
    return t("{role}, acting", role=name) if member.acting else name


def seat_row(number: int, place: Place, people: Mapping[str, Known], words: Words) -> BodyRow:
    """A seat: who sits there, or since when nobody does."""
    member = place.member
    party = words.name_of(place.party) if place.party else ""
    seat = str(place.number or "")
    if member is None:
        since = t("(vacant since {date})", date=place.since) if place.since else t("(vacant)")
        line = Line(str(number), (party, seat, since, "", place.since, ""), "!", "alert")
        facts = (_party_row(place.party, words), _rule_row(place.by, words))
        return BodyRow(line, "", place.party, place.by, Document(rows=_there(facts)))
    known = people.get(member.person, Known())
    rate = shown_rate(known.rate)
    cells = (party, seat, _name(member, words), role(member, words), member.since, rate)
    mark = "!" if place.beyond else ""
    document = member_document(member, known, words, place)
    line = Line(str(number), cells, mark, "alert" if place.beyond else "")
    return BodyRow(line, member.person, place.party, member.by or place.by, document)


def person_row(number: int, member: Member, people: Mapping[str, Known], words: Words) -> BodyRow:
    """A member in any role."""
    party = words.name_of(member.party) if member.party else ""
    known = people.get(member.person, Known())
    cells = (_name(member, words), party, role(member, words), member.since, shown_rate(known.rate))
    document = member_document(member, known, words)
    return BodyRow(Line(str(number), cells), member.person, member.party, member.by, document)


def group_row(number: int, group: Group, kind_label: Callable[[str], str], words: Words) -> BodyRow:
    """The parties of one kind."""
    label = kind_label(group.kind) if group.kind else t("(kind unknown)")
    counts = (len(group.parties), group.seats, group.members, group.vacant)
    rows = [
        FieldRow("" if at else t("Parties"), words.name_of(party), party)
        for at, party in enumerate(group.parties)
    ]
    line = Line(str(number), (label, *(str(count or "-") for count in counts)))
    return BodyRow(line, document=Document(rows=tuple(rows)))


def shift_row(number: int, shift: Shift, words: Words) -> BodyRow:
    """Something that changed in the composition."""
    person = words.name_of(shift.person) if shift.person else ""
    other = words.name_of(shift.other) if shift.other else ""
    shifts = _SHIFTS | _ONE_SEAT if shift.count == "1" else _SHIFTS
    event = t(shifts[shift.kind], person=person, other=other, count=shift.count)
    party = words.name_of(shift.party) if shift.party else ""
    cells = (shift.date, event, party, words.name_of(shift.by) if shift.by else "")
    rows = (
        _row(t("Person"), shift.person, words),
        _party_row(shift.party, words),
        _rule_row(shift.by, words),
    )
    return BodyRow(Line(str(number), cells), shift.person, shift.party, shift.by, Document(rows=_there(rows)))


def member_document(member: Member, known: Known, words: Words, place: Place | None = None) -> Document:
    """What is known of a member: for whom, since when and by which decision, how the name is spelt."""
    person = known.person
    spellings = ", ".join(person.texts("aliases")) if person else ""
    until = " – ".join(filter(None, (member.since, member.until)))
    title = member.title or (person.text("title") if person else "")
    note = member.line.get("note", "")
    rows = (
        _row(t("Person"), member.person, words),
        FieldRow(words.field_title("person", "title"), title) if title else None,
        _party_row(member.party, words),
        _row(t("Sits for"), member.stands_in_for, words),
        _row(t("Succeeds"), member.succeeds, words),
        FieldRow(t("Since"), until) if until else None,
        FieldRow(t("Spellings"), spellings) if spellings else None,
        _row(t("By decision"), member.by, words),
        FieldRow(t("Beyond"), t("The party has fewer seats than members."))
        if place and place.beyond
        else None,
        _rule_row(place.by, words) if place else None,
        FieldRow(t("Note"), note) if isinstance(note, str) and note else None,
    )
    return Document(rows=(*_there(rows), *_meetings(known, words)))


def _meetings(known: Known, words: Words) -> Iterator[FieldRow]:
    for number, (meeting, status) in enumerate(known.met):
        label = "" if number else t("Meetings")
        shown = words.value("meeting", "attendance.status", status)
        yield FieldRow(label, f"{words.name_of(meeting)}  {shown}", meeting)


def facts(title: str, day: str, seats: Sequence[Seats]) -> str:
    """The day, how many seats there are and how many are vacant; the name last, for it may be long."""
    count = sum(found.count or len(found.members) for found in seats)
    vacant = sum(found.vacant for found in seats)
    numbers = t("1 seat") if count == 1 else t("seats: {count}", count=count)
    empty = t("vacant: {count}", count=vacant) if vacant else ""
    return "   ".join((t("on {date}", date=day), ", ".join(filter(None, (numbers, empty))), title))


def shown_rate(rate: Rate) -> str:
    """How often somebody was there: ``3/5``; empty if there was nothing to be at."""
    return f"{rate.present}/{rate.of}" if rate.of else ""


def matching(rows: Iterable[BodyRow], text: str) -> list[BodyRow]:
    """The rows that hold every typed word."""
    words = text.casefold().split()
    return [row for row in rows if all(word in _text_of(row) for word in words)]


def empty(tab: int, text: str) -> str:
    """Why a tab has no rows, and what to do."""
    if text:
        return t("Nothing matches “{text}”. Esc shows everything.", text=text)
    if tab == HISTORY:
        return t("No dated change is known. r registers a replacement.")
    return t("The body has no seats yet. n adds a member, or seats for a party.")


def start_values(kind: str, party: str, role_: str, day: str) -> dict[str, Value]:
    """What a form of composition begins with."""
    values = {"for": party, "from": day, "role": role_ if kind == "replace" else ""}
    return {name: value for name, value in values.items() if value}


def _text_of(row: BodyRow) -> str:
    return " ".join(str(cell) for cell in row.line.cells).casefold()


def _name(member: Member, words: Words) -> str:
    name = words.name_of(member.person) if member.person else t("(vacant)")
    if member.stands_in_for:
        return t("{name} (for {other})", name=name, other=words.name_of(member.stands_in_for))
    return name


def _row(label: str, target: str, words: Words) -> FieldRow | None:
    name = words.name_of(target) if target else ""
    return FieldRow(label, name, target, name == target) if target else None


def _party_row(party: str, words: Words) -> FieldRow | None:
    return _row(t("Party"), party, words)


def _rule_row(decision: str, words: Words) -> FieldRow | None:
    row = _row(t("Seats by"), decision, words)
    return row._replace(value=f"{row.value} ({decision})") if row and not row.broken else row


def _there(rows: Iterable[FieldRow | None]) -> tuple[FieldRow, ...]:
    return tuple(row for row in rows if row is not None)

"""An attendance list as lines of a table, and what it adds up to in words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import fields
from typing import Any

from msgspec import to_builtins

from tingsbok.i18n import N_, t
from tingsbok.meetings import turnout
from tingsbok.meetings.attendance import ABSENT, PRESENT, UNKNOWN, Line, Lines
from tingsbok.record import Record
from tui.present.attendance_grid import Grid
from tui.present.words import Words
from tui.widgets.columns import Column
from tui.widgets.pages import SECTION
from tui.widgets.pages import Line as TableLine

SIGNS = {PRESENT: N_("here"), ABSENT: N_("away"), UNKNOWN: "?"}
"""One sign for each answer."""

_GROUPS = ("", "adjunct", "secretary", "official", "user-representative", "guest")
_HEADINGS = {
    "adjunct": N_("ADJUNCTS"),
    "secretary": N_("SECRETARY"),
    "official": N_("OFFICIALS"),
    "user-representative": N_("USER REPRESENTATIVES"),
    "guest": N_("GUESTS"),
}
_SHOWN_FAULTS = 2

NameOf = Callable[[str], str]


def columns(grid: Grid | None = None) -> tuple[Column, ...]:
    """The columns of the list; where there is little room the items leave first.

    Args:
        grid: The meeting's items, where there is room for a column each.
    """
    return (
        Column(t("Party"), 14),
        Column(t("Person"), least=18, most=44),
        Column(t("Att."), 5),
        Column(t("Sits for"), 20, drop=1),
        Column(grid.title, grid.cells, drop=2) if grid else Column(t("Items"), 9, drop=2),
    )


def table_lines(
    lines: Lines, names: Mapping[str, str], words: Words, meeting: Record, grid: Grid | None = None
) -> tuple[TableLine, ...]:
    """A line for each person, members first and the others under a heading; the key is the place."""
    odd = {fault.place for fault in turnout.faults_of(lines, meeting)}
    found: list[TableLine] = []
    for group in _groups(lines):
        places = [place for place, line in enumerate(lines) if _group_of(line) == group]
        if group:
            heading = t(_HEADINGS[group]) if group in _HEADINGS else group.upper()
            found.append(TableLine("", (f"{heading} {len(places)}",), style=SECTION))
        for place in places:
            times = grid.row(lines[place]) if grid else items(lines[place])
            found.append(_line(place, lines[place], names, words, times, odd=place in odd))
    return tuple(found)


def _groups(lines: Iterable[Line]) -> list[str]:
    there = {_group_of(line) for line in lines}
    return [group for group in _GROUPS if group in there] + sorted(there - set(_GROUPS))


def _group_of(line: Line) -> str:
    return "" if line.decides else line.role


def _line(
    place: int, line: Line, names: Mapping[str, str], words: Words, times: str, *, odd: bool
) -> TableLine:
    cells = (
        names.get(line.party, line.party),
        person_name(line, names),
        status_sign(line.status),
        _role(line, names, words),
        times,
    )
    style = "alert" if odd else "muted" if line.status != PRESENT or not line.settled else ""
    return TableLine(str(place), cells, "!" if odd else "", style)


def person_name(line: Line, names: Mapping[str, str]) -> str:
    """What the person is called, and that the post is held for the time being."""
    name = line.name or names.get(line.person, line.person)
    return t("{name} (acting)", name=name) if line.acting else name


def status_sign(status: str) -> str:
    """One letter for a status."""
    return t(SIGNS[status]) if status in SIGNS else status


def _role(line: Line, names: Mapping[str, str], words: Words) -> str:
    if line.stands_in_for:
        return names.get(line.stands_in_for, line.stands_in_for)
    if line.role in ("chair", "vice-chair", "substitute"):
        return words.value("meeting", "attendance.role", line.role)
    return line.title


def items(line: Line) -> str:
    """At which items the person was there: ``all``, ``34–38``, ``-`` for nobody there."""
    if line.status != PRESENT:
        return "-"
    if line.from_item or line.to_item:
        return f"{line.from_item}–{line.to_item}"
    return t("all")


def counts(lines: Lines) -> str:
    """How many members are here, away and unknown, with the letters of the column."""
    count = turnout.count_of(turnout.members_of(lines))
    parts = [(count.present, PRESENT), (count.absent, ABSENT), (count.unknown, UNKNOWN)]
    return "  ".join(f"{number} {status_sign(status)}" for number, status in parts if number)


def of_the_room(lines: Lines, meeting: Record, body: Record | None, name_of: NameOf) -> list[str]:
    """Whether enough are there, and which parties are not; nothing of parties while it is not known."""
    day = meeting.text("date")
    missing = turnout.missing_parties(lines, body, day)
    quorum = turnout.quorum_of(lines, body, day)
    facts = [quorum_words(quorum)] if quorum else []
    if missing:
        facts.append(t("Nobody from: {parties}", parties=", ".join(map(name_of, missing))))
    return facts


def sums(
    lines: Lines, meeting: Record, body: Record | None, name_of: NameOf, counts: str = ""
) -> tuple[str, ...]:
    """What the list adds up to, and what is odd in it: a few lines.

    Args:
        lines: The list.
        meeting: The meeting.
        body: Its body.
        name_of: What a party or a person is called.
        counts: How many were there when, where that is told.
    """
    first = of_the_room(lines, meeting, body, name_of)
    if turnout.are_all_there(lines, body, meeting.text("date")):
        first.append(t("Every party has somebody in the room."))
    faults = turnout.faults_of(lines, meeting)
    odd = [f"! {fault.sentence(name_of(fault.person))}" for fault in faults[:_SHOWN_FAULTS]]
    if len(faults) > _SHOWN_FAULTS:
        odd[-1] += " " + t("… and {count} more", count=len(faults) - _SHOWN_FAULTS)
    return tuple(filter(None, ("   ".join(first), counts, *odd)))


def quorum_words(quorum: turnout.Quorum) -> str:
    """Whether enough are there, and how many that is."""
    answer = {True: t("yes"), False: t("no"), None: "?"}[quorum.met]
    unit = t("parties") if quorum.rule == "parties" else t("members")
    return t(
        "Quorum: {answer}, {present} of {of} {unit}, {needed} needed",
        answer=answer,
        present=quorum.present,
        of=quorum.of,
        unit=unit,
        needed=quorum.needed,
    )


def kept_lines(lines: Lines) -> list[dict[str, Any]]:
    """The list as it is kept on disk."""
    return [to_builtins(line) for line in lines]


def lines_kept(kept: object) -> Lines:
    """The list that was kept; empty if it cannot be read."""
    known = {field.name for field in fields(Line)}
    if not isinstance(kept, Sequence) or not all(
        isinstance(line, dict) and "person" in line for line in kept
    ):
        return ()
    return tuple(Line(**{name: value for name, value in line.items() if name in known}) for line in kept)

"""Who was at a meeting: the list that is expected, how it is changed, and what is recorded of it.

What is recorded wins over what the body's composition expects, and keeps its order. A list is a tuple of
:class:`Line`; every change gives a new one.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from tingsbok.frontmatter import Value
from tingsbok.meetings.composition import SEATED, Member, members_on
from tingsbok.record import Record, said

PRESENT: Final = "present"
ABSENT: Final = "absent"
UNKNOWN: Final = "unknown"
STATUSES: Final = (PRESENT, ABSENT, UNKNOWN)
"""In the order that a key goes through them."""

DECIDING: Final = (*SEATED, "substitute")
"""Roles of those who decide; the others are in the room."""

_KEYS: Final = (
    "person",
    "for",
    "title",
    "role",
    "status",
    "acting",
    "stands_in_for",
    "from_item",
    "to_item",
    "note",
)


@dataclass(frozen=True)
class Line:
    """One person at a meeting.

    Attributes:
        person: Id of the person; empty for somebody who has no record yet.
        name: Name of somebody who has no record yet.
        party: Organisation or body the person is there for.
        role: The role at the meeting; empty counts as a member's.
        status: ``present``, ``absent`` or ``unknown``.
        acting: Holds a post for the time being (*tf*).
        stands_in_for: Id of the person whose place it is.
        from_item: Key of the item the person came at; empty for from the beginning.
        to_item: Key of the item the person left at; empty for to the end.
        written: The line as the record holds it; empty for one that is only proposed.
        settled: Whether it will be recorded: it is, or somebody has said something about it.
    """

    person: str
    party: str = ""
    role: str = ""
    status: str = UNKNOWN
    name: str = ""
    title: str = ""
    acting: bool = False
    stands_in_for: str = ""
    from_item: str = ""
    to_item: str = ""
    note: str = ""
    written: Mapping[str, Value] = field(default_factory=dict, compare=False)
    settled: bool = True

    @property
    def decides(self) -> bool:
        """Whether the person is a member or sits for one."""
        return self.role in DECIDING

    def fields(self) -> dict[str, Value]:
        """The line as it is to be recorded: what was written, with only the changed keys changed."""
        values: dict[str, Value] = {
            "person": self.person,
            "for": self.party,
            "title": self.title,
            "role": self.role,
            "status": self.status,
            "acting": self._acting(),
            "stands_in_for": self.stands_in_for,
            "from_item": self.from_item,
            "to_item": self.to_item,
            "note": self.note,
        }
        if not self.written:
            return {key: value for key, value in values.items() if value}
        kept = {key: values.get(key, value) for key, value in self.written.items()}
        added = {key: values[key] for key in _KEYS if key not in kept}
        return {key: value for key, value in {**kept, **added}.items() if value}

    def _acting(self) -> str:
        """A word that was written stays as it is while it says the same."""
        former = said(self.written, "acting")
        return former if (former == "true") is self.acting else "true" if self.acting else ""


Lines = tuple[Line, ...]


# --- what is expected -------------------------------------------------------------------------------------


def expected_lines(meeting: Record, body: Record | None) -> Lines:
    """Everybody who is recorded, then every member of that day who is not.

    Where nothing is recorded, members are proposed as present. Substitutes, who come when somebody is away,
    and whoever a recorded list leaves out, are unknown and not recorded until something is said of them.

    Args:
        meeting: The meeting.
        body: Its body; ``None`` if it is unknown.
    """
    recorded = tuple(_recorded(line) for line in meeting.entries("attendance"))
    listed = {line.person for line in recorded}
    day = meeting.text("date")
    found = [member for member in members_on(body, day) if member.person] if body else []
    waiting = {member.person: member for member in found if member.person not in listed}
    return (*recorded, *(_proposed(member, anew=not recorded) for member in waiting.values()))


def _recorded(line: Mapping[str, Value]) -> Line:
    return Line(
        person=said(line, "person"),
        party=said(line, "for"),
        role=said(line, "role"),
        status=said(line, "status") or UNKNOWN,
        title=said(line, "title"),
        acting=said(line, "acting") == "true",
        stands_in_for=said(line, "stands_in_for"),
        from_item=said(line, "from_item"),
        to_item=said(line, "to_item"),
        note=said(line, "note"),
        written=line,
    )


def _proposed(member: Member, *, anew: bool) -> Line:
    """A member's line. Who stands in for somebody until further notice is no acting holder of a post."""
    comes = anew and member.role != "substitute"
    return Line(
        person=member.person,
        party=member.party,
        role=member.role,
        status=PRESENT if comes else UNKNOWN,
        title=member.title,
        acting=member.acting and not member.stands_in_for,
        stands_in_for=member.stands_in_for,
        settled=comes,
    )


# --- changing it ------------------------------------------------------------------------------------------


def with_status(lines: Lines, places: Collection[int], status: str) -> Lines:
    """The lines with a status at some places; who is away neither came nor left."""
    return tuple(_with_status(line, status) if place in places else line for place, line in enumerate(lines))


def turned(lines: Lines, place: int) -> Lines:
    """The lines with the next status at a place: present, absent, unknown, and present again."""
    now = lines[place].status
    after = STATUSES[(STATUSES.index(now) + 1) % len(STATUSES)] if now in STATUSES else PRESENT
    return with_status(lines, [place], after)


def all_present(lines: Lines) -> Lines:
    """Everybody present, but for substitutes of whom nothing has been said."""
    comes = [place for place, line in enumerate(lines) if line.settled or line.role != "substitute"]
    return with_status(lines, comes, PRESENT)


def with_times(lines: Lines, place: int, *, came: str | None = None, left: str | None = None) -> Lines:
    """The lines with the items somebody came or left at; who came or left was there.

    Args:
        lines: The list.
        place: Whose line.
        came: Key of the item the person came at; empty for from the beginning, ``None`` for as it was.
        left: Key of the item the person left at; empty for to the end, ``None`` for as it was.
    """
    line = lines[place]
    changed = replace(
        line,
        from_item=line.from_item if came is None else came,
        to_item=line.to_item if left is None else left,
        settled=True,
    )
    if changed.from_item or changed.to_item:
        changed = replace(changed, status=PRESENT)
    return (*lines[:place], changed, *lines[place + 1 :])


def added(lines: Lines, line: Line) -> Lines:
    """The lines with one more person; one who is listed already becomes that line instead.

    Somebody who sits for another person who was thought to be there makes that one absent.
    """
    there = next((place for place, each in enumerate(lines) if _is_same(each, line)), len(lines))
    former = lines[there] if there < len(lines) else None
    new = replace(line, written=former.written) if former else line
    if former and not new.party:
        new = replace(new, party=former.party)
    found = (*lines[:there], new, *lines[there + 1 :])
    away = [
        place for place, each in enumerate(found) if new.stands_in_for and each.person == new.stands_in_for
    ]
    return with_status(found, away, ABSENT)


def removed(lines: Lines, place: int) -> Lines:
    """The lines without the one at a place."""
    return (*lines[:place], *lines[place + 1 :])


def _with_status(line: Line, status: str) -> Line:
    if status == PRESENT:
        return replace(line, status=status, settled=True)
    return replace(line, status=status, settled=True, from_item="", to_item="")


def _is_same(line: Line, other: Line) -> bool:
    if line.person or other.person:
        return line.person == other.person
    return line.name.casefold() == other.name.casefold()


# --- finding ----------------------------------------------------------------------------------------------


def places_of(lines: Lines, text: str, name_of: Callable[[str], str]) -> list[int]:
    """Places of the lines that a word means: by id of person or party, else by a part of either's name.

    Args:
        lines: The list.
        text: An id, or a part of a name.
        name_of: What a person or a party is called.
    """
    wanted = text.strip().casefold()
    if not wanted:
        return []
    exact = [place for place, line in enumerate(lines) if wanted in (line.person, line.party)]
    if exact:
        return exact

    def fits(line: Line) -> bool:
        names = (line.name or name_of(line.person), name_of(line.party), line.person, line.party)
        return any(wanted in name.casefold() for name in names)

    return [place for place, line in enumerate(lines) if fits(line)]


def item_key(meeting: Record, text: str) -> str:
    """Key of the item that *text* names by key or number (``38``, ``§ 38``, ``4 d``); empty if none."""
    wanted = _bare(text)
    for line in meeting.entries("items"):
        key = said(line, "key")
        if wanted and wanted in (_bare(key), _bare(said(line, "number"))):
            return key
    return ""


def _bare(number: str) -> str:
    return number.casefold().removeprefix("§").replace(" ", "").strip(").")


# --- recording -------------------------------------------------------------------------------------------


def recorded(lines: Iterable[Line]) -> list[Value]:
    """The lines as the meeting's record holds them, without proposals that nobody has touched."""
    return [line.fields() for line in lines if line.settled]


def carried_over(base: Lines, mine: Lines, theirs: Lines) -> Lines:
    """What was changed from *base* to *mine*, laid over the list as somebody else has left it.

    A line that was not touched here is theirs; one that was, and what was added or removed here, is mine.
    """
    former = {_name_of(line): line for line in base}
    changed = {_name_of(line): line for line in mine if former.get(_name_of(line)) != line}
    gone = former.keys() - {_name_of(line) for line in mine}
    kept = [
        replace(changed[name], written=line.written) if (name := _name_of(line)) in changed else line
        for line in theirs
        if _name_of(line) not in gone
    ]
    there = {_name_of(line) for line in kept}
    return (*kept, *(line for name, line in changed.items() if name not in there))


def _name_of(line: Line) -> str:
    return line.person or f"+{line.name}"

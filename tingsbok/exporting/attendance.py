"""The attendance of a meeting as minutes show it: by role, then by party in the body's own order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from tingsbok.exporting.dossier import Dossier
from tingsbok.exporting.model import Block, Heading, Paragraph, Table, plain
from tingsbok.frontmatter import Value
from tingsbok.i18n import N_
from tingsbok.meetings.sections import shown_number
from tingsbok.record import said

_GROUPS = (
    (("chair", "vice-chair", "member", ""), N_("Members")),
    (("substitute",), N_("Substitutes")),
    (("adjunct",), N_("Co-opted")),
    (("user-representative",), N_("User representatives")),
    (("secretary", "official"), N_("Officials")),
    (("guest",), N_("Guests")),
)
_FIRST = {"chair": 0, "vice-chair": 1}

Line = Mapping[str, Value]


def attendance_blocks(file: Dossier) -> Iterator[Block]:
    """Who was there, who was not, and of whom it is not known."""
    lines = file.meeting.entries("attendance")
    if not lines:
        return
    present = [line for line in lines if said(line, "status") == "present"]
    if present:
        yield Heading(1, file.say("Present ({count})", count=len(_people(present))))
        for roles, title in _GROUPS:
            group = [line for line in present if said(line, "role") in roles]
            if group:
                yield Heading(2, file.say(title))
                yield _table(file, group)
        grouped = {role for roles, _ in _GROUPS for role in roles}
        if others := [line for line in present if said(line, "role") not in grouped]:
            yield Heading(2, file.say("Others"))
            yield _table(file, others, of_all_roles=True)
    told = {"present", "absent"}
    absent = [line for line in lines if said(line, "status") == "absent"]
    unknown = [line for line in lines if said(line, "status") not in told]
    for title, found in ((N_("Absent ({count})"), absent), (N_("Not known ({count})"), unknown)):
        if found:
            once = _once(found)
            yield Heading(1, file.say(title, count=len(once)))
            yield _table(file, once, of_all_roles=True)
    if missing := _without_anybody(file, lines):
        names = ", ".join(file.name_of(party) for party in missing)
        yield Paragraph(plain(file.say("Nobody took part for: {names}.", names=names)))


def _people(lines: Sequence[Line]) -> set[str]:
    return {said(line, "person") for line in lines}


def _once(lines: Sequence[Line]) -> list[Line]:
    """Each person once: a source may list somebody twice."""
    return list({said(line, "person"): line for line in reversed(lines)}.values())[::-1]


def _table(file: Dossier, lines: Sequence[Line], *, of_all_roles: bool = False) -> Table:
    order = {party: at for at, party in enumerate(file.body.texts("parties") if file.body else ())}

    def rank(line: Line) -> tuple[int, int]:
        return _FIRST.get(said(line, "role"), 2), order.get(said(line, "for"), len(order))

    rows = tuple(_row(file, line, of_all_roles=of_all_roles) for line in sorted(lines, key=rank))
    head = (
        file.say("Name"),
        file.title("meeting", "attendance.for"),
        file.say("Title or role"),
        file.say("Note"),
    )
    used = [at for at in range(len(head)) if at == 0 or any(row[at] for row in rows)]
    return Table(
        tuple(head[at] for at in used),
        tuple(tuple(row[at] for at in used) for row in rows),
        tuple((5, 5, 4, 4)[at] for at in used),
    )


def _row(file: Dossier, line: Line, *, of_all_roles: bool) -> tuple[str, ...]:
    role = said(line, "role")
    is_told = role in _FIRST or (of_all_roles and role != "member")
    shown = file.label("meeting", "attendance.role", role) if role and is_told else ""
    title = ", ".join(filter(None, (shown, post(file, line))))
    return (
        file.name_of(said(line, "person")),
        file.name_of(said(line, "for")) if said(line, "for") else "",
        title,
        presence(file, line),
    )


def post(file: Dossier, line: Line) -> str:
    """What somebody is besides a member, for the time being if so."""
    title, acting = said(line, "title"), file.say("acting")
    if said(line, "acting") == "true" and not title.casefold().startswith(acting):
        return f"{acting} {title}".strip()
    return title


def presence(file: Dossier, line: Line) -> str:
    """In whose place somebody was there, and for which items if not for all."""
    return "; ".join(filter(None, _presence(file, line)))


def _presence(file: Dossier, line: Line) -> Iterator[str]:
    if said(line, "stands_in_for"):
        yield file.say("for {name}", name=file.name_of(said(line, "stands_in_for")))
    for field, numbered, titled in (
        ("from_item", N_("from § {item}"), N_("from the item {title}")),
        ("to_item", N_("to § {item}"), N_("to the item {title}")),
    ):
        key = said(line, field)
        item = next((one for one in file.parts.items if key and one.key == key), None)
        number = shown_number(item) if item else key
        if number:
            yield file.say(numbered, item=number)
        elif item is not None:
            yield file.say(titled, title=item.title or key)


def _without_anybody(file: Dossier, lines: Sequence[Line]) -> list[str]:
    """Parties of the body that nobody was there for, if it is known who was there."""
    parties = file.body.texts("parties") if file.body else []
    there = {said(line, "for") for line in lines if said(line, "status") != "absent"}
    return [party for party in parties if party not in there]

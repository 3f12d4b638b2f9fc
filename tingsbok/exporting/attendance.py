"""The attendance of a meeting as minutes show it: by role, then by party in the body's own order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from tingsbok.exporting.dossier import Dossier
from tingsbok.exporting.model import Block, Heading, Paragraph, Table, plain
from tingsbok.frontmatter import Value
from tingsbok.i18n import N_
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
    for status, title in (("absent", N_("Absent ({count})")), ("unknown", N_("Not known ({count})"))):
        found = _once([line for line in lines if said(line, "status") == status])
        if found:
            yield Heading(1, file.say(title, count=len(found)))
            yield _table(file, found)
    if missing := _without_anybody(file, lines):
        names = ", ".join(file.name_of(party) for party in missing)
        yield Paragraph(plain(file.say("Nobody took part for: {names}.", names=names)))


def _people(lines: Sequence[Line]) -> set[str]:
    return {said(line, "person") for line in lines}


def _once(lines: Sequence[Line]) -> list[Line]:
    """Each person once: a source may list somebody twice."""
    return list({said(line, "person"): line for line in reversed(lines)}.values())[::-1]


def _table(file: Dossier, lines: Sequence[Line]) -> Table:
    order = {party: at for at, party in enumerate(file.body.texts("parties") if file.body else ())}

    def rank(line: Line) -> tuple[int, int]:
        return _FIRST.get(said(line, "role"), 2), order.get(said(line, "for"), len(order))

    rows = tuple(_row(file, line) for line in sorted(lines, key=rank))
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


def _row(file: Dossier, line: Line) -> tuple[str, ...]:
    role = said(line, "role")
    shown = file.label("meeting", "attendance.role", role) if role in _FIRST else ""
    post, acting = said(line, "title"), file.say("acting")
    if said(line, "acting") == "true" and not post.casefold().startswith(acting):
        post = f"{acting} {post}".strip()
    title = ", ".join(filter(None, (shown, post)))
    return (
        file.name_of(said(line, "person")),
        file.name_of(said(line, "for")) if said(line, "for") else "",
        title,
        "; ".join(filter(None, _notes(file, line))),
    )


def _notes(file: Dossier, line: Line) -> Iterator[str]:
    if said(line, "stands_in_for"):
        yield file.say("for {name}", name=file.name_of(said(line, "stands_in_for")))
    if said(line, "from_item"):
        yield file.say("from § {item}", item=said(line, "from_item"))
    if said(line, "to_item"):
        yield file.say("to § {item}", item=said(line, "to_item"))


def _without_anybody(file: Dossier, lines: Sequence[Line]) -> list[str]:
    """Parties of the body that nobody was there for, if it is known who was there."""
    parties = file.body.texts("parties") if file.body else []
    there = {said(line, "for") for line in lines if said(line, "status") != "absent"}
    return [party for party in parties if party not in there]

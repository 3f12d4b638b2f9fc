"""Bringing two records of one person together."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING

from tingsbok.actions import ChangeKind, Edit, Removal, Work
from tingsbok.errors import Refused
from tingsbok.frontmatter import Value
from tingsbok.i18n import in_language, t
from tingsbok.links import retarget
from tingsbok.meetings.attendance import PRESENT
from tingsbok.meetings.locks import is_locked
from tingsbok.record import Record, said

if TYPE_CHECKING:
    from tingsbok.archive import Archive

_SAME_LINE = {"attendance": (), "members": ("for", "role", "from", "to")}
"""Lists with a line for each person, and what must be alike beside the person for two lines to be one."""


def merge_persons(archive: Archive, keep: str, other: str) -> Work:
    """Let one record stand for a person who has two: references to *other* lead to *keep*, in one commit.

    The other's name, spellings and id become spellings of the one that stays, what only the other one says is
    filled in, and notes are put together. Where both were at one meeting, they become one line, unless its
    minutes are approved: those name whom they named.

    Raises:
        NotFound: One of them does not exist.
        Refused: They are the same record, or not both persons.
    """
    staying, leaving = archive.get(keep), archive.get(other)
    if staying.id == leaving.id:
        raise Refused(t("{id} and {other} are the same record.", id=keep, other=other))
    for record in (staying, leaving):
        if record.type != "person":
            raise Refused(t("{id} is not a person.", id=record.id), remedy=t("Only persons can be merged."))
    sources = dict.fromkeys(link.row.id for link in archive.backlinks(leaving.id))
    kept = Edit(staying.id, _together(staying, leaving), staying.etag, _bodies(staying, leaving))
    edits = [
        _pointing(archive, archive.get(source), leaving, staying)
        for source in sources
        if source not in (staying.id, leaving.id)
    ]
    summary = in_language(archive.language)("merged with {other}", other=leaving.text("name") or leaving.id)
    return Work((kept, *edits, Removal(leaving.id, leaving.etag)), summary, ChangeKind.RENAME)


def _together(staying: Record, leaving: Record) -> dict[str, Value]:
    fields = dict(staying.fields)
    for name, value in leaving.fields.items():
        says = "organisation" if name == "organisation_text" else name
        if not fields.get(name) and not fields.get(says):
            fields[name] = value
    notes = dict.fromkeys(record.text("note").rstrip("\n") for record in (staying, leaving))
    if all(notes) and len(notes) > 1:
        fields["note"] = "\n".join(notes)
    own = {staying.id, staying.text("name"), ""}
    aliases: list[Value] = [
        alias for alias in dict.fromkeys((*staying.texts("aliases"), *_names(leaving))) if alias not in own
    ]
    return {**fields, "aliases": aliases}


def _names(record: Record) -> list[str]:
    return [record.text("name"), *record.texts("aliases"), record.id]


def _bodies(staying: Record, leaving: Record) -> str | None:
    if not leaving.body.strip():
        return None
    return "\n\n".join(filter(None, (staying.body.strip("\n"), leaving.body.strip("\n")))) + "\n"


def _pointing(archive: Archive, record: Record, leaving: Record, staying: Record) -> Edit:
    record_type = archive.schemas.types.get(record.type)
    fields, body = retarget(record, record_type, leaving.id, staying.id)
    once = {name: _once(value, staying.id) for name, value in fields.items()}
    for name, besides in () if is_locked(record) else _SAME_LINE.items():
        lines = once.get(name)
        if isinstance(lines, list):
            once[name] = _one_line_each(lines, {*_names(staying), *_names(leaving)}, staying.id, besides)
    return Edit(record.id, once, record.etag, body if body != record.body else None)


def _one_line_each(
    lines: Sequence[Value], names: Collection[str], identity: str, besides: Sequence[str]
) -> list[Value]:
    """The lines with those of a person who stands there twice as one.

    Args:
        lines: A list with a line for each person.
        names: Every id of the person.
        identity: The id that the person has.
        besides: What must be alike for two lines to be one.
    """
    found: list[Value] = []
    places: dict[tuple[str, ...], int] = {}
    for line in lines:
        if not isinstance(line, dict) or said(line, "person") not in names:
            found.append(line)
            continue
        place = places.setdefault(tuple(said(line, name) for name in besides), len(found))
        if place < len(found):
            found[place] = {**_as_one(found[place], line), "person": identity}
        else:
            found.append(line)
    return found


def _as_one(line: Value, other: dict[str, Value]) -> dict[str, Value]:
    """Two lines of one person as one: the one that says *present* counts, the other fills in."""
    first = line if isinstance(line, dict) else {}
    if said(other, "status") == PRESENT != said(first, "status"):
        first, other = other, first
    return first | {name: value for name, value in other.items() if not first.get(name)}


def _once(value: Value, identity: str) -> Value:
    """The value with *identity* at most once in each list of ids: both may have presented the same item."""
    if isinstance(value, list):
        first = value.index(identity) if identity in value else -1
        return [_once(one, identity) for place, one in enumerate(value) if one != identity or place == first]
    if isinstance(value, Mapping):
        return {key: _once(one, identity) for key, one in value.items()}
    return value

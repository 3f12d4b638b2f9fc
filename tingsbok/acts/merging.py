"""Bringing two records of one person together."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from tingsbok.actions import ChangeKind, Edit, Removal, Work
from tingsbok.errors import Refused
from tingsbok.frontmatter import Value
from tingsbok.i18n import in_language, t
from tingsbok.links import retarget
from tingsbok.record import Record

if TYPE_CHECKING:
    from tingsbok.archive import Archive

_FILLED_IN = ("title", "organisation", "organisation_text", "email", "public")


def merge_persons(archive: Archive, keep: str, other: str) -> Work:
    """Let one record stand for a person who has two: references to *other* lead to *keep*, in one commit.

    The other's name, spellings and id become spellings of the one that stays, and what only the other one
    says is filled in.

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
        _pointing(archive, archive.get(source), leaving.id, staying.id)
        for source in sources
        if source not in (staying.id, leaving.id)
    ]
    summary = in_language(archive.language)("merged with {other}", other=leaving.text("name") or leaving.id)
    return Work((kept, *edits, Removal(leaving.id, leaving.etag)), summary, ChangeKind.RENAME)


def _together(staying: Record, leaving: Record) -> dict[str, Value]:
    fields = dict(staying.fields)
    for name in _FILLED_IN:
        says = "organisation" if name == "organisation_text" else name
        if leaving.fields.get(name) and not fields.get(name) and not fields.get(says):
            fields[name] = leaving.fields[name]
    spellings = [*staying.texts("aliases"), leaving.text("name"), *leaving.texts("aliases"), leaving.id]
    own = {staying.id, staying.text("name"), ""}
    aliases: list[Value] = [alias for alias in dict.fromkeys(spellings) if alias not in own]
    return {**fields, "aliases": aliases}


def _bodies(staying: Record, leaving: Record) -> str | None:
    if not leaving.body.strip():
        return None
    return "\n\n".join(filter(None, (staying.body.strip("\n"), leaving.body.strip("\n")))) + "\n"


def _pointing(archive: Archive, record: Record, old: str, new: str) -> Edit:
    fields, body = retarget(record, archive.schemas.types.get(record.type), old, new)
    once = {name: _once(value, new) for name, value in fields.items()}
    return Edit(record.id, once, record.etag, body if body != record.body else None)


def _once(value: Value, identity: str) -> Value:
    """The value with *identity* at most once in each list of ids: both may have presented the same item."""
    if isinstance(value, list):
        first = value.index(identity) if identity in value else -1
        return [_once(one, identity) for place, one in enumerate(value) if one != identity or place == first]
    if isinstance(value, Mapping):
        return {key: _once(one, identity) for key, one in value.items()}
    return value

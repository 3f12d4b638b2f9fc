"""Saving agendas: keys and numbers as the meeting's status allows, and what refers to an item follows it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from tingsbok.actions import Edit, Work
from tingsbok.errors import Refused
from tingsbok.frontmatter import Value
from tingsbok.i18n import N_, in_language, t
from tingsbok.links import retarget_items
from tingsbok.meetings.agenda_numbers import Line, Plan, completed, first_number, renumbered
from tingsbok.query import quoted
from tingsbok.record import Record, said

if TYPE_CHECKING:
    from tingsbok.archive import Archive

Agendas = Sequence[tuple[Record, Sequence[Line]]]
"""Meetings, each with the lines that its agenda shall have."""


def plan_for(archive: Archive, meeting: Record, lines: Sequence[Line]) -> Plan:
    """The agenda as it will be written: numbered anew until the meeting is called, then only filled up."""
    body = archive.resolve(meeting.text("body"))
    numbering = body.text("numbering") if body else ""
    year = meeting.text("date")[:4]
    others = archive.records(f"body:={quoted(meeting.text('body'))} {year}", type="meeting") if year else ()
    first = first_number(others if numbering == "year" else (), meeting, numbering)
    if meeting.text("status") == "planned":
        return renumbered(lines, first)
    return completed(lines, first)


def agenda_work(archive: Archive, agendas: Agendas, summary: str = "") -> Work:
    """One change that gives meetings their agendas; references to items that get another key follow.

    Args:
        archive: The archive.
        agendas: The meetings; the first is the one the action is about.
        summary: The action in words; how many items there are if empty.

    Raises:
        Refused: Something refers to an item that is taken away.
    """
    changes: dict[str, tuple[Record, dict[str, Value], str | None]] = {}
    renamed: dict[str, Mapping[str, str]] = {}
    for meeting, lines in agendas:
        _refuse_lost(archive, meeting, lines)
        plan = plan_for(archive, meeting, lines)
        fields: dict[str, Value] = {**meeting.fields, "items": [dict(line) for line in plan.lines]}
        if not plan.lines:
            del fields["items"]
        changes[meeting.id] = (meeting, fields, None)
        renamed[meeting.id] = plan.keys
    for identity, keys in renamed.items():
        for record in _referring(archive, identity, keys):
            changes[record.id] = _followed(
                archive, changes.get(record.id, (record, {}, None)), identity, keys
            )
    first, lines = agendas[0]
    edits = tuple(Edit(record.id, fields, record.etag, body) for record, fields, body in changes.values())
    return Work(edits, summary or count_of(len(plan_for(archive, first, lines).lines), archive.language))


def count_of(items: int, language: str) -> str:
    """How many items an agenda has, in the words of the log."""
    say = in_language(language)
    return say(N_("agenda, 1 item") if items == 1 else N_("agenda, {count} items"), count=items)


def _followed(
    archive: Archive,
    change: tuple[Record, dict[str, Value], str | None],
    meeting: str,
    keys: Mapping[str, str],
) -> tuple[Record, dict[str, Value], str | None]:
    """A record with its references to the items of a meeting under their new keys."""
    record, fields, body = change
    now = record if not fields else _as(record, fields, record.body if body is None else body)
    known = archive.schemas.types.get(record.type)
    new, text = retarget_items(now, known, meeting, keys, archive.current_id)
    own = record.type == "decision" and archive.current_id(record.text("meeting")) == meeting
    if own and record.text("item") in keys:
        new = {**new, "item": keys[record.text("item")]}
    return record, new, text if text != record.body else body


def _as(record: Record, fields: dict[str, Value], body: str) -> Record:
    return Record(record.path, record.id, record.type, fields, body, record.etag, record.raw)


def _referring(archive: Archive, meeting: str, keys: Iterable[str]) -> Iterator[Record]:
    """Records that refer to one of the items, each once."""
    sources = dict.fromkeys(source for key in keys for source in referring(archive, meeting, key))
    for source in sources:
        record = archive.resolve(source)
        if record is not None:
            yield record


def referring(archive: Archive, meeting: str, key: str) -> list[str]:
    """Ids of the records that refer to an item, or to a decision's place under it."""
    found = [link.row.id for link in archive.backlinks(meeting) if link.item == key]
    decisions = archive.records(f"meeting:={meeting} item:={quoted(key)}", type="decision")
    return list(dict.fromkeys([*found, *(record.id for record in decisions)]))


def _refuse_lost(archive: Archive, meeting: Record, lines: Sequence[Line]) -> None:
    kept = {said(line, "key") for line in lines}
    for line in meeting.entries("items"):
        key = said(line, "key")
        others = [] if key in kept else [i for i in referring(archive, meeting.id, key) if i != meeting.id]
        if others:
            raise Refused(
                t('"{title}" cannot be taken away: {ids} refer to it.', title=said(line, "title"),
                  ids=", ".join(others[:5])),
                remedy=t("Point them elsewhere first."),
            )  # fmt: skip


def in_words(archive: Archive, text: str, **values: str) -> str:
    """A text in the archive's language, for the log."""
    return in_language(archive.language)(text, **values)

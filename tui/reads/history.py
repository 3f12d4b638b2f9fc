"""What history says: the log, the changes of one record, and what a change did."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from tingsbok.changes import FieldChange
from tingsbok.history import Revision
from tui.present import difference
from tui.present.history import last_set_lines, revision_lines
from tui.reads.opening import words
from tui.widgets.pages import Line

if TYPE_CHECKING:
    from tingsbok.actions import Preview
    from tingsbok.archive import Archive

STEP = 100
"""Changes that are read at a time."""


class LogFilter(Struct, frozen=True):
    """Which changes a log shows; empty attributes show all."""

    author: str = ""
    since: str = ""
    until: str = ""


class LogPart(Struct, frozen=True):
    """Some changes, newest first.

    Attributes:
        revisions: The changes.
        lines: A line for each.
        complete: Whether there are no older ones.
    """

    revisions: tuple[Revision, ...]
    lines: tuple[Line, ...]
    complete: bool


def log_part(archive: Archive, chosen: LogFilter, before: str = "") -> LogPart:
    """Changes of the whole archive, older than the change *before*."""
    found = archive.log(
        limit=STEP, before=before, author=chosen.author, since=chosen.since, until=chosen.until
    )
    return _part(found, of_record=False)


def history_part(archive: Archive, identity: str, before: str = "") -> LogPart:
    """Changes of one record, older than the change *before*."""
    return _part(archive.history(identity, limit=STEP, before=before), of_record=True)


def last_set(archive: Archive, identity: str) -> LogPart:
    """The change that set each field of a record last, a line for each field."""
    found = archive.last_set(identity)
    record = archive.get(identity)
    kind = archive.schemas.types.get(record.type)
    revisions = tuple({one.commit: one for one in found.values()}.values())
    return LogPart(revisions, last_set_lines(found, record, kind, words(archive)), complete=True)


def _part(found: list[Revision], *, of_record: bool) -> LogPart:
    return LogPart(tuple(found), revision_lines(found, of_record=of_record), len(found) < STEP)


class RecordChange(Struct, frozen=True):
    """What happened to one record.

    Attributes:
        id: The record.
        changes: The changes, field by field.
        raw: The same as a unified diff of the file.
    """

    id: str
    changes: tuple[FieldChange, ...]
    raw: str


def changes_in(archive: Archive, commit: str, only: str = "") -> tuple[RecordChange, ...]:
    """What a change did, record by record; *only* narrows it to one of them if that one was touched."""
    said = words(archive)
    found = tuple(
        RecordChange(identity, difference.exact(each, said), each.text)
        for identity, each in archive.changes_in(commit)
    )
    return tuple(each for each in found if each.id == only) or found


def restoring(archive: Archive, identity: str, commit: str) -> tuple[str, Preview]:
    """Which state of a record a change offers to put back, and what that would do.

    It is the one that the change made; where it took the record away, the one before.
    """
    parents = archive.store.commit(commit).parents
    is_gone = bool(parents) and archive.at(identity, commit) is None
    rev = parents[0] if is_gone else commit
    return rev, archive.restore_preview(identity, rev)


def unsaved(archive: Archive, identity: str) -> tuple[RecordChange, ...]:
    """What differs between a record's file and its latest saved state."""
    found = archive.diff(identity)
    return (RecordChange(identity, difference.exact(found, words(archive)), found.text),)

"""Whether an action may touch what approved minutes lock; the rule itself is in the meetings' locks."""

from __future__ import annotations

from collections.abc import Sequence

from tingsbok.actions import ChangeKind
from tingsbok.commit_text import Versions
from tingsbok.committed import committed
from tingsbok.errors import Refused
from tingsbok.meetings.locks import altered, is_locked, locked_fields, refuse_altered
from tingsbok.reading import Reader
from tingsbok.record import Record, parse_record
from tingsbok.store.base import Commit

_FREE = frozenset({ChangeKind.APPROVE, ChangeKind.CORRECT, ChangeKind.RENAME})
"""Actions that may touch the words of approved minutes, and whose undoing may."""


def approving(kind: ChangeKind, versions: Sequence[Versions]) -> ChangeKind:
    """The kind of an action: an edit that approves minutes is an approval, however it was made.

    Later words are compared with the commit of the approval, so there must be one.
    """
    approves = any(before and not is_locked(before) and is_locked(after) for before, after in versions)
    return ChangeKind.APPROVE if kind is ChangeKind.EDIT and approves else kind


def refuse_locked(
    reader: Reader, kind: ChangeKind, versions: Sequence[Versions], undone: Commit | None = None
) -> None:
    """Refuse to change words of approved minutes otherwise than by a correction.

    Args:
        reader: The archive.
        kind: What is done.
        versions: The records before and after.
        undone: The commit that is undone, if one is.

    Raises:
        Refused: Words of minutes that are approved in the last commit would change.
    """
    if _FREE.intersection(undone.trailers.get("Change", []) if undone else [kind]):
        return
    for before, after in versions:
        if before is not None and locked_fields(before):
            meeting = _committed_meeting(reader, before)
            try:
                refuse_altered(before, after, meeting)
            except Refused:
                if meeting is None or after is None or not _is_as_approved(reader, meeting, before, after):
                    raise


def _committed_meeting(reader: Reader, record: Record) -> Record | None:
    """The meeting that a record is or belongs to, as it is in the last commit."""
    path = record.path if record.type == "meeting" else reader.index.path_of(record.text("meeting"))
    return committed(reader.store, path) if path else None


def _is_as_approved(reader: Reader, meeting: Record, before: Record, after: Record) -> bool:
    """Whether words that another program has changed become again those that were approved."""
    approval = reader.store.latest(ChangeKind.APPROVE).get(meeting.path)
    raw = reader.store.read_at(approval, before.path) if approval else None
    return raw is not None and not altered(parse_record(before.path, raw), after)

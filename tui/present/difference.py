"""What one change did to one record, with the ids of the file beside the names that people know."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from tingsbok.changes import FieldChange
from tingsbok.frontmatter import FieldPath, Value
from tingsbok.history import Difference
from tingsbok.record import Record
from tui.present.words import Words


def exact(difference: Difference, words: Words) -> tuple[FieldChange, ...]:
    """The field changes; a link shows its id first and the record's name after it."""
    return tuple(_exact(change, difference, words) for change in difference.changes)


def _exact(change: FieldChange, difference: Difference, words: Words) -> FieldChange:
    record = difference.after or difference.before
    known = words.field(record.type, change.field) if record and change.field else None
    holder = known.item if known is not None and known.kind == "list" else known
    if holder is None or holder.kind != "link":
        return change
    before = _link(change.before, difference.before, change.path)
    return replace(change, before=before, after=_link(change.after, difference.after, change.path))


def _link(shown: str, record: Record | None, path: FieldPath) -> str:
    stored = value_at(record.fields, path) if record is not None else None
    if not shown or not isinstance(stored, str) or stored == shown:
        return shown
    return f"{stored} ({shown})"


def value_at(fields: Value, path: Sequence[str | int]) -> Value | None:
    """The value at a path; ``None`` if there is none."""
    found: Value | None = fields
    for step in path:
        if isinstance(found, dict) and isinstance(step, str):
            found = found.get(step)
        elif isinstance(found, list) and isinstance(step, int) and step < len(found):
            found = found[step]
        else:
            return None
    return found

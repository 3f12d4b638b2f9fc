"""What the last commit holds of a record: what a change starts from, whatever lies in the work tree."""

from __future__ import annotations

from collections.abc import Iterable

from tingsbok.ids import id_of
from tingsbok.record import Record, parse_record
from tingsbok.store.base import Dirty, Store


def committed(store: Store, path: str) -> Record | None:
    """The record in the last commit whose file is *path*, or was until it was moved there.

    Args:
        store: The archive's files.
        path: The file as it lies now.

    Returns:
        ``None`` if the last commit has no such record.
    """
    head = store.head()
    if head is None:
        return None
    raw = store.read_at(head, path)
    if raw is None:
        path = moves(store.status()).get(path, "")
        raw = store.read_at(head, path) if path else None
    return None if raw is None else parse_record(path, raw)


def moves(dirty: Iterable[Dirty]) -> dict[str, str]:
    """Where files lay in the last commit that were moved since, by where they lie now.

    A record is known by the name of its file: one of the same name that is gone from another folder is it.

    Args:
        dirty: What differs from the last commit.
    """
    entries = list(dirty)
    gone = {id_of(entry.path): entry.path for entry in entries if entry.kind == "deleted"}
    # of two copies only one can be the file that was moved
    added = (entry.path for entry in entries if entry.kind == "added")
    return {path: gone.pop(id_of(path)) for path in added if id_of(path) in gone}

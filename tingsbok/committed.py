"""What the last commit holds of a record: what a change starts from, whatever lies in the work tree."""

from __future__ import annotations

from tingsbok.ids import id_of
from tingsbok.record import Record, parse_record
from tingsbok.store.base import Store


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
        path = moved_from(store, path)
        raw = store.read_at(head, path) if path else None
    return None if raw is None else parse_record(path, raw)


def is_as_in(store: Store, rev: str, record: Record) -> bool:
    """Whether a file has the very bytes that a revision holds for it."""
    return store.holds(rev, record.path, record.raw)


def moved_from(store: Store, path: str) -> str:
    """Where the file at *path* lay in the last commit if it was moved since; else empty.

    A record is known by the name of its file: a file of the same name that is gone from another folder is it.
    """
    gone = [entry.path for entry in store.status() if entry.kind == "deleted"]
    return next((one for one in gone if id_of(one) == id_of(path) and one != path), "")

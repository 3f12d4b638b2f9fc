"""What other programs have changed in the work tree, record by record."""

from __future__ import annotations

from tingsbok.committed import moves
from tingsbok.plans import Part
from tingsbok.reading import Reader
from tingsbok.record import parse_record


def outside_parts(reader: Reader) -> list[Part]:
    """What other programs have changed; a file that is gone and one of its name elsewhere are one record.

    Files whose names begin with a dot hold nothing that anybody wrote.
    """
    store = reader.store
    head = store.head()
    dirty = [entry for entry in store.status() if not entry.path.rpartition("/")[2].startswith(".")]
    moved = moves(dirty)
    left = set(moved.values())
    parts = []
    for entry in dirty:
        if entry.path in left:
            continue
        former = moved.get(entry.path, entry.path)
        raw = store.read_at(head, former) if head else None
        before = None if raw is None else parse_record(former, raw)
        parts.append(Part(before, reader.read(entry.path)))
    return parts

"""What other programs have changed in the work tree, record by record, and what a save makes of it."""

from __future__ import annotations

from msgspec.structs import replace

from tingsbok.committed import committed, moves
from tingsbok.plans import Part
from tingsbok.reading import Reader
from tingsbok.record import parse_record
from tingsbok.store.base import Store


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


def with_outside(store: Store, part: Part, head: str) -> Part:
    """The part with what is committed, if other programs have changed the file: that is saved with it.

    Args:
        store: Where the file lies.
        part: A record that is about to be changed.
        head: The last commit.
    """
    before = part.before
    if before is None or part.stale or store.holds(head, before.path, before.raw):
        return part
    known = committed(store, before.path)
    if known is not None and known.path == before.path and with_lf(known.raw) == with_lf(before.raw):
        return part
    return replace(part, outside=True, committed=known)


def with_lf(raw: bytes | None) -> bytes | None:
    """The bytes of a file with the line ends that git stores."""
    return None if raw is None else raw.replace(b"\r\n", b"\n")

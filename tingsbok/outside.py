"""What other programs have changed in the work tree, record by record, and what a save makes of it."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from tingsbok.committed import committed, moves
from tingsbok.errors import InvalidRecord, Refused
from tingsbok.i18n import t
from tingsbok.plans import Part
from tingsbok.problems import Problem
from tingsbok.reading import Reader
from tingsbok.record import Record, parse_record
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


def refuse_new_names(reader: Reader, parts: Iterable[Part]) -> None:
    """Refuse files with a name that no new record would get; one that has it already keeps it.

    Raises:
        InvalidRecord: A name is no id, or another record has it.
    """
    from tingsbok.checks import identity

    found: list[Problem] = []
    for part in parts:
        record = part.after
        if record is not None and (part.before is None or part.before.id != record.id):
            names = identity.names({record.path, *reader.index.paths_of(record.id)})
            found += identity.check(record, names)
    if found:
        raise InvalidRecord(found[0].message, remedy=found[0].remedy, problems=found)


def with_outside(store: Store, part: Part, head: str) -> Part:
    """The part with what is committed, if other programs have changed the file: that is saved with it.

    Args:
        store: Where the file lies.
        part: A record that is about to be changed.
        head: The last commit.

    Raises:
        Refused: The record would be taken away, and the history would not keep what the file holds.
    """
    before = part.before
    if before is None or part.stale or store.holds(head, before.path, before.raw):
        return part
    known = committed(store, before.path)
    is_kept = known is not None and with_lf(known.raw) == with_lf(before.raw)
    if part.after is None and not is_kept and not _was_saved(store, before):
        raise Refused(
            t("{path} holds what was never saved, so the history would not keep it.", path=before.path),
            remedy=t(
                "Save it first: {command}. Or delete the file yourself.",
                command=f"tingsbok commit {before.path}",
            ),
        )
    if is_kept and known is not None and known.path == before.path:
        return part
    return replace(part, outside=True, committed=known)


def _was_saved(store: Store, record: Record) -> bool:
    """Whether the file is as it was once: older than its branch, which the save itself refuses."""
    return any(store.holds(one.id, record.path, record.raw) for one in store.log(record.path))


def with_lf(raw: bytes | None) -> bytes | None:
    """The bytes of a file with the line ends that git stores."""
    return None if raw is None else raw.replace(b"\r\n", b"\n")

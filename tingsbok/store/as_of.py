"""The archive's files as they were on a day, read from history; the work tree is not touched."""

from __future__ import annotations

from functools import cached_property

from tingsbok.errors import NotFound
from tingsbok.i18n import t
from tingsbok.ids import id_of
from tingsbok.record import Record, parse_record
from tingsbok.store.base import RECORDS, Store


class AsOf:
    """The records of one moment of the past.

    Only what has changed since is read from history; whoever holds this reads the rest as it is today.

    Args:
        store: Where the files and their history lie.
        day: ISO date (the whole day counts), or a date and time.

    Raises:
        NotFound: The history begins later.
        WrongUse: *day* is no date.
    """

    def __init__(self, store: Store, day: str) -> None:
        self._store = store
        found = store.log(limit=1, until=day, committed=True)
        if not found:
            raise NotFound(
                t("The archive's history begins after {day}.", day=day),
                remedy=t("Choose a later day; `tingsbok log` shows the first."),
            )
        self.commit = found[0].id

    @cached_property
    def changed(self) -> frozenset[str]:
        """Record files that are not today as they were then, those that are gone or new included."""
        head = self._store.head() or self.commit
        since = self._store.changed(self.commit, head) if head != self.commit else []
        dirty = (entry.path for entry in self._store.status())
        return frozenset(path for path in (*since, *dirty) if _is_record(path))

    def read(self, path: str) -> Record | None:
        """The record in a file as it was; ``None`` if the file was not there."""
        raw = self._store.read_at(self.commit, path)
        return None if raw is None else parse_record(path, raw)

    @cached_property
    def differing(self) -> dict[str, Record]:
        """The records that were not as they are today, as they were, by id."""
        found = (self.read(path) for path in sorted(self.changed))
        return {id_of(record.path): record for record in found if record is not None}


def _is_record(path: str) -> bool:
    return path.startswith(f"{RECORDS}/") and path.endswith(".md")

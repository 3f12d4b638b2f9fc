"""The history of an open archive: its log, a record's changes, and how things were."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from tingsbok import i18n
from tingsbok.errors import NotFound, Refused
from tingsbok.i18n import t
from tingsbok.ids import id_of
from tingsbok.index import Index
from tingsbok.index.commits import Commits
from tingsbok.reading import Reader
from tingsbok.record import Record
from tingsbok.schema import SchemaSet
from tingsbok.store.base import Commit, Store

if TYPE_CHECKING:
    from tingsbok.history import Difference, History, Revision

_PAGE = 5000
"""Commits that are asked for at a time where the history table cannot tell."""


class HasHistory:
    """What an archive knows of its past."""

    schemas: SchemaSet
    store: Store
    _commits: Commits | None
    _index: Index
    _reader: Reader

    @property
    def cut_off(self) -> frozenset[str]:
        """Ids of the commits that a shallow clone ends with: all that they hold looks new in them."""
        return self._commits.cut_off if self._commits is not None else frozenset()

    @cached_property
    def _history(self) -> History:
        from tingsbok.history import History

        return History(self.store, self.schemas, self._reader.name, i18n.current)

    def history(self, identity: str, *, limit: int = 50, before: str = "") -> list[Revision]:
        """The newest commits of a record with their field changes."""
        return self._history.of_record(self._path(identity), limit=limit, before=before)

    def log(self, *, limit: int = 50, before: str = "", **filters: str) -> list[Revision]:
        """The newest commits of the archive; filters: ``since``, ``until``, ``author``."""
        return self._history.of_archive(limit=limit, before=before, **filters)

    def commits_of(self, identity: str, *, limit: int = 50) -> list[tuple[Commit, str]]:
        """The newest commits of a record, each with the path that the record had in it."""
        return self._history.commits_of(self._path(identity), limit=limit)

    def read_history(self, seconds: float) -> tuple[bool, int]:
        """Read what is new in the history into its table, so that questions need not go through all of it.

        Args:
            seconds: About how long; the next call goes on.

        Returns:
            Whether nothing is left to read, and how many changes are known.
        """
        head = self.store.head()
        if self._commits is None or head is None:
            return True, 0
        return self._commits.advance(head, seconds), self._commits.count

    @property
    def is_history_known(self) -> bool:
        """Whether the table has the whole history."""
        head = self.store.head()
        return head is None or self._commits is None or self._commits.is_whole(head)

    @property
    def is_history_quick(self) -> bool:
        """Whether a question about history is answered at once, if need be after reading a little."""
        head = self.store.head()
        return head is None or self._commits is None or self._commits.is_quick(head)

    def last_set(self, identity: str) -> dict[str, Revision]:
        """The newest commit that set each field of a record, by the field's name; empty for the text.

        Raises:
            NotFound: There is no such record.
        """
        record = self._reader.get(identity)
        return self._history.last_set(record.path, [*record.fields, ""])

    def changes_in(self, commit: str) -> list[tuple[str, Difference]]:
        """What a commit changed: each record's id with the difference."""
        found = self._commit(commit)
        before = found.parents[0] if found.parents else ""
        differences = []
        for path in found.paths:
            old = self._history.at(path, before) if before else None
            new = self._history.at(path, found.id)
            differences.append((id_of(path), self._history.difference(old, new)))
        return differences

    def at(self, identity: str, rev: str) -> Record | None:
        """The record as it was in a revision, under the name it had then; ``None`` if it did not exist."""
        return self._history.record_at(self._path(identity), rev)

    def diff(self, identity: str, rev: str = "HEAD") -> Difference:
        """The difference between a revision of a record and the file as it is now."""
        path = self._path(identity)
        return self._history.difference(self._history.record_at(path, rev), self._reader.read(path))

    def _commit(self, rev: str) -> Commit:
        found = self.store.log(limit=1, before=None) if not rev else [self.store.commit(rev)]
        if not found:
            raise Refused(t("The archive has no changes yet."))
        return found[0]

    def _path(self, identity: str) -> str:
        """The record's path; for a record that was taken away, the path it had in the log."""
        if path := self._index.path_of(identity) or self._path_in_log(identity):
            return path
        raise NotFound(t('There is no record "{id}".', id=identity), remedy=t("Search for it by name."))

    def _path_in_log(self, identity: str) -> str:
        """The path that the newest commit of a record gives it; empty if no commit touched such a record."""
        head = self.store.head()
        known = self._commits.path_named(head, f"{identity}.md") if self._commits and head else None
        if known is not None:
            return known
        before: str | None = None
        while page := self.store.log(limit=_PAGE, before=before):
            touched = (path for commit in page for path in commit.paths)
            if path := next((path for path in touched if id_of(path) == identity), ""):
                return path
            before = page[-1].id
        return ""

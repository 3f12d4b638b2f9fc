"""The history of records: commits read as field changes, and records as they once were."""

from __future__ import annotations

import difflib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from tingsbok.actions import ChangeKind
from tingsbok.changes import FieldChange, compare
from tingsbok.ids import id_of
from tingsbok.record import Record, parse_record
from tingsbok.schema import SchemaSet
from tingsbok.store.base import Commit, Store


@dataclass(frozen=True)
class Revision:
    """One commit as people read it.

    Attributes:
        commit: Full commit id.
        when: When it was made, with its time zone.
        kind: The trailer ``Change``; empty if the commit was not made by this program.
        ids: The records it touched, first the one it is about.
        paths: The files it touched.
        changes: Field changes of the record asked about; empty in the log of the whole archive.
    """

    commit: str
    when: datetime
    author: str
    email: str
    subject: str
    kind: str
    ids: tuple[str, ...]
    paths: tuple[str, ...]
    changes: tuple[FieldChange, ...] = ()


@dataclass(frozen=True)
class Difference:
    """Two versions of one record; either may be absent.

    Attributes:
        text: Unified diff of the files.
    """

    before: Record | None
    after: Record | None
    changes: tuple[FieldChange, ...]
    text: str


class History:
    """Reads a store's log in terms of records.

    Args:
        store: Where the records lie.
        schemas: Gives fields their labels.
        name_of: Display name of a linked record.
        language: Language of the labels.
    """

    def __init__(
        self, store: Store, schemas: SchemaSet, name_of: Callable[[str], str], language: Callable[[], str]
    ) -> None:
        self._store = store
        self._schemas = schemas
        self._name_of = name_of
        self._language = language

    def of_record(self, path: str, *, limit: int = 50, before: str = "") -> list[Revision]:
        """The newest *limit* commits that touched *path*, older than the commit *before* if given.

        A record that was renamed keeps its history: the log goes on under the name it had.
        """
        found: list[Revision] = []
        start = before
        while len(found) < limit:
            commits = self._store.log(path, limit=limit - len(found), before=start or None)
            found += [self._revision(commit, path) for commit in commits]
            former = self._path_before_rename(commits[-1], path) if commits else ""
            if not former:
                break
            path, start = former, commits[-1].id
        return found

    def of_archive(self, *, limit: int = 50, before: str = "", **filters: str) -> list[Revision]:
        """The newest commits of the whole archive; *filters* are ``since``, ``until`` and ``author``."""
        chosen = {name: value for name, value in filters.items() if value}
        return [
            self.summary(commit) for commit in self._store.log(limit=limit, before=before or None, **chosen)
        ]

    def summary(self, commit: Commit) -> Revision:
        """The commit without its field changes."""
        kind = (commit.trailers.get("Change") or [""])[0]
        ids = tuple(commit.trailers.get("Record") or ()) or tuple(id_of(path) for path in commit.paths)
        return Revision(
            commit.id,
            commit.when,
            commit.author,
            commit.email,
            commit.subject,
            kind,
            ids,
            tuple(commit.paths),
        )

    def at(self, path: str, rev: str) -> Record | None:
        """The record as it was in revision *rev*; ``None`` if it did not exist.

        Raises:
            NotFound: No such revision.
        """
        raw = self._store.read_at(self._store.resolve(rev), path)
        return None if raw is None else parse_record(path, raw)

    def changes_in(self, commit: Commit, path: str) -> tuple[FieldChange, ...]:
        """What one commit changed in one file."""
        return tuple(self.compare(self._before(commit, path), self.at(path, commit.id)))

    def compare(self, before: Record | None, after: Record | None) -> list[FieldChange]:
        """Field changes between two versions, in the user's language."""
        return compare(before, after, self._schemas, self._language(), name_of=self._name_of)

    def difference(self, before: Record | None, after: Record | None) -> Difference:
        """Both versions with their field changes and the unified diff of the files."""
        return Difference(before, after, tuple(self.compare(before, after)), unified(before, after))

    def _revision(self, commit: Commit, path: str) -> Revision:
        summary = self.summary(commit)
        return Revision(
            summary.commit,
            summary.when,
            summary.author,
            summary.email,
            summary.subject,
            summary.kind,
            summary.ids,
            summary.paths,
            self.changes_in(commit, path),
        )

    def _before(self, commit: Commit, path: str) -> Record | None:
        if not commit.parents:
            return None
        before = self.at(path, commit.parents[0])
        former = self._path_before_rename(commit, path) if before is None else ""
        return self.at(former, commit.parents[0]) if former else before

    def _path_before_rename(self, commit: Commit, path: str) -> str:
        """The path the record had before *commit* renamed it; empty if the commit is no rename of it."""
        if not commit.parents or commit.trailers.get("Change") != [ChangeKind.RENAME]:
            return ""
        if commit.trailers.get("Record", [""])[0] != id_of(path):
            return ""
        paths = self._store.changed(commit.parents[0], commit.id)
        gone = (other for other in paths if self._store.read_at(commit.id, other) is None)
        return next(gone, "")


def unified(before: Record | None, after: Record | None) -> str:
    """Unified diff of two versions of a file, with the path in its head."""
    lines = difflib.unified_diff(
        _lines(before),
        _lines(after),
        before.path if before else "/dev/null",
        after.path if after else "/dev/null",
        lineterm="",
    )
    return "\n".join(lines)


def _lines(record: Record | None) -> list[str]:
    return record.raw.decode("utf-8", "replace").splitlines() if record else []

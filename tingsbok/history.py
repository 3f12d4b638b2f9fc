"""The history of records: commits read as field changes, and records as they once were."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Collection, Iterator
from datetime import datetime

from msgspec import Struct

from tingsbok.actions import ChangeKind
from tingsbok.changes import FieldChange, compare
from tingsbok.frontmatter import Value, rewrite
from tingsbok.ids import id_of
from tingsbok.record import Record, parse_record
from tingsbok.schema import SchemaSet
from tingsbok.store.base import Commit, Store, is_record_path

_ALL = 1_000_000


class Revision(Struct, frozen=True):
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


class Difference(Struct, frozen=True):
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
        known: dict[tuple[str, str], Record] = {}
        commits = self.commits_of(path, limit=limit, before=before)
        return [self._revision(commit, where, known) for commit, where in commits]

    def commits_of(self, path: str, *, limit: int = 50, before: str = "") -> list[tuple[Commit, str]]:
        """The commits of :meth:`of_record` as they are, each with the path that the record had in it."""
        found: list[tuple[Commit, str]] = []
        start = before
        if before:
            touched = self._store.commit(before).paths
            path = next((one for one in self._paths(path) if one in touched), path)
        while len(found) < limit:
            commits = self._store.log(path, limit=limit - len(found), before=start or None)
            found += [(commit, path) for commit in commits]
            oldest = commits[-1] if commits else self._store.commit(start) if start else None
            former = self._former_path(oldest, path) if oldest else ""
            if not oldest or not former:
                break
            path, start = former, oldest.id
        return found

    def _paths(self, path: str) -> Iterator[str]:
        """The paths that the record at *path* has had, newest first."""
        start: str | None = None
        while path:
            yield path
            whole = self._store.log(path, limit=_ALL, before=start)
            if not whole:
                return
            path, start = self._former_path(whole[-1], path), whole[-1].id

    def last_set(self, path: str, fields: Collection[str]) -> dict[str, Revision]:
        """The newest commit that set each field of a record.

        Args:
            path: Its file.
            fields: Names of the fields; an empty name for the text.
        """
        found: dict[str, Revision] = {}
        before = ""
        while not found.keys() >= set(fields) and (page := self.of_record(path, before=before)):
            for revision in page:
                for change in revision.changes:
                    found.setdefault(change.field.partition(".")[0], revision)
            before = page[-1].commit
        return {name: found[name] for name in fields if name in found}

    def of_archive(self, *, limit: int = 50, before: str = "", **filters: str) -> list[Revision]:
        """The newest commits of the whole archive; *filters* are ``since``, ``until`` and ``author``."""
        since, until, author = (filters.get(name) or None for name in ("since", "until", "author"))
        found = self._store.log(limit=limit, before=before or None, since=since, until=until, author=author)
        return [self.summary(commit) for commit in found]

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

    def record_at(self, path: str, rev: str) -> Record | None:
        """The record that is now at *path* as it was in revision *rev*, under the name it had then.

        Raises:
            NotFound: No such revision.
        """
        commit = self._store.resolve(rev)
        return next((found for one in self._paths(path) if (found := self.at(one, commit))), None)

    def restored(self, path: str, rev: str) -> Record | None:
        """The record at *path* as putting it back from *rev* would write it; ``None`` if it did not exist.

        It keeps the id that it has now, and is found by those it has had: references on paper name them.

        Raises:
            NotFound: No such revision.
            CannotEdit: It had another id then, and that cannot be written into it.
        """
        old = self.record_at(path, rev)
        if old is None or old.path == path:
            return old
        here = parse_record(path, old.raw)
        had = [id_of(one) for one in reversed(list(self._paths(path)))]
        aliases: list[Value] = [one for one in dict.fromkeys([*old.texts("aliases"), *had]) if one != here.id]
        kind = self._schemas.types.get(old.type)
        if kind is None or aliases == old.texts("aliases"):
            return here
        order = [field.name for field in kind.fields]
        fields = {**old.fields, "aliases": aliases}
        return parse_record(path, rewrite(old.raw, fields, key_order=order, flow=kind.is_flow))

    def compare(self, before: Record | None, after: Record | None) -> list[FieldChange]:
        """Field changes between two versions, in the user's language."""
        return compare(before, after, self._schemas, self._language(), name_of=self._name_of)

    def difference(self, before: Record | None, after: Record | None) -> Difference:
        """Both versions with their field changes and the unified diff of the files."""
        return Difference(before, after, tuple(self.compare(before, after)), unified(before, after))

    def _revision(self, commit: Commit, path: str, known: dict[tuple[str, str], Record]) -> Revision:
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
            tuple(self.compare(*self._versions(commit, path, known))),
        )

    def _versions(
        self, commit: Commit, path: str, known: dict[tuple[str, str], Record]
    ) -> tuple[Record | None, Record | None]:
        """The record before and after a commit that touched its file; *known* has been read already."""
        if commit.versions is None:
            after = self.at(path, commit.id)
            before = self.at(path, commit.parents[0]) if commit.parents else None
        else:
            before, after = (self._version(path, name, known) for name in commit.versions)
        former = self._former_path(commit, path) if before is None else ""
        return (self.at(former, commit.parents[0]) if former else before), after

    def _version(self, path: str, name: str, known: dict[tuple[str, str], Record]) -> Record | None:
        found = known.get((path, name))
        if found is None and (raw := self._store.content(name)) is not None:
            found = known[path, name] = parse_record(path, raw)
        return found

    def _former_path(self, commit: Commit, path: str) -> str:
        """The path the record had before *commit* moved or renamed it; empty if the commit did not."""
        if not commit.parents:
            return ""
        others = [other for other in self._store.commit(commit.id).paths if other != path]
        if not others or self._store.read_at(commit.parents[0], path) is not None:
            return ""
        there = self.at(path, commit.id)
        if there is None:
            return ""
        names = {id_of(path), *there.texts("aliases")}
        renamed = commit.trailers.get("Change") == [ChangeKind.RENAME] and commit.trailers.get(
            "Record", [""]
        )[0] == id_of(path)
        likely = sorted(others, key=lambda other: id_of(other) not in names)
        gone = (
            other
            for other in likely
            if (renamed or id_of(other) in names)
            and is_record_path(other)
            and self._store.read_at(commit.id, other) is None
        )
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

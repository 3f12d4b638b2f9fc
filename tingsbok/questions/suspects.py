"""What is asked of history: which decisions and agreements rely on something that has changed since."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

from msgspec import Struct

from tingsbok.actions import ChangeKind
from tingsbok.archive import Archive
from tingsbok.changes import FieldChange, compare
from tingsbok.followup.suspects import DULL, TYPES, State, beginnings
from tingsbok.i18n import current, t
from tingsbok.ids import id_of
from tingsbok.links import links_of, under_current_ids
from tingsbok.record import Record, parse_record
from tingsbok.store.base import Commit

_MOST = 200
"""Commits of one record that are looked through; older references count from the oldest of these."""
_ALL = 1_000_000
"""Commits of the archive that are looked through."""
Touched = tuple[Commit, list[str]]
"""A commit with the paths under which it touched one record, which may have been moved."""


class Suspect(Struct, frozen=True):
    """One reference whose target has changed.

    Attributes:
        source: Id of the record that refers.
        target: Id of the record that it refers to.
        since: Day of the commit that the reference counts from, in ISO form.
        changes: What has changed in the target, field by field.
    """

    source: str
    target: str
    since: str
    changes: tuple[FieldChange, ...]

    @property
    def fields(self) -> str:
        """What has changed, by its labels."""
        return ", ".join(dict.fromkeys(change.label for change in self.changes))


def suspects_of(archive: Archive, identity: str) -> list[Suspect]:
    """The suspect references of one record; costs its own log and one comparison of trees.

    Raises:
        NotFound: There is no such record.
    """
    record = archive.get(identity)
    targets = _targets(archive, record)
    if not targets:
        return []
    commits = archive.commits_of(record.id, limit=_MOST)
    return _suspects(archive, record, targets, [(commit, [path]) for commit, path in commits])


def all_suspects(archive: Archive) -> list[Suspect]:
    """The suspect references of the whole archive, by record; costs one pass over the log.

    Only records that refer to something that was changed after it was made are looked at.
    """
    commits: dict[str, dict[int, Touched]] = {}
    for number, commit in enumerate(archive.store.log(limit=_ALL)):
        for path in commit.paths:
            commits.setdefault(id_of(path), {}).setdefault(number, (commit, []))[1].append(path)
    sources = {
        link.row.id
        for changed, touched in commits.items()
        if len(touched) > 1 and (row := archive.row(changed)) and row.type in TYPES
        for link in archive.backlinks(row.id)
        if link.row.type in TYPES
    }
    found: list[Suspect] = []
    for identity in sorted(sources):
        record = archive.get(identity)
        targets = _targets(archive, record)
        own: dict[int, Touched] = {}
        for name in _ids(record):
            for number, (commit, paths) in commits.get(name, {}).items():
                own[number] = (commit, [*own.get(number, (commit, []))[1], *paths])
        found += _suspects(archive, record, targets, [own[number] for number in sorted(own)])
    return found


def _suspects(
    archive: Archive, record: Record, targets: dict[str, str], commits: Sequence[Touched]
) -> list[Suspect]:
    if not commits or not targets:
        return []
    last, oldest = commits[0][0], commits[-1][0]
    head = archive.store.head() or last.id
    touched = set(archive.store.changed(oldest.id, head))
    if not touched & set(targets.values()):
        return []
    names = _Names(archive, (commit for commit, _ in commits))
    when = {commit.id: commit.when.date().isoformat() for commit, _ in commits}
    begun = beginnings(_states(archive, names, commits), targets.keys())
    changed = {commit: archive.store.changed(commit, head) for commit in set(begun.values())}
    found = []
    for target, commit in begun.items():
        if targets[target] in changed[commit]:
            now = archive.get(target)
            before = _before(archive, now, names.of(now), commit, changed[commit])
            changes = _changes(archive, names, before, now) if before else ()
            if changes:
                found.append(Suspect(record.id, target, when[commit], changes))
    return found


class _Names:
    """Ids that records have had, as far as their aliases and the commits of one that refers to them tell.

    An id that was given and taken back is no alias of anything; the commit that gave it still knows it.

    Args:
        archive: The archive.
        commits: The commits of the record that refers; a rename of what it refers to is among them.
    """

    def __init__(self, archive: Archive, commits: Iterable[Commit]) -> None:
        self._archive = archive
        self._other: dict[str, str] = {}
        for commit in filter(_is_rename, commits):
            told = commit.trailers.get("Record", [])
            paths = archive.store.commit(commit.id).paths
            former = [one for one in map(id_of, paths) if one not in told]
            if told and former:
                self._other |= {told[0]: former[0], former[0]: told[0]}

    def today(self, identity: str) -> str:
        """The id that a record has today, by one that it had; the same if there is no such record."""
        for one in (identity, self._other.get(identity, "")):
            row = self._archive.row(one) if one else None
            if row is not None:
                return row.id
        return identity

    def of(self, record: Record) -> set[str]:
        """Every id that a record has or had."""
        ids = _ids(record)
        return {*ids, *(self._other[one] for one in ids if one in self._other)}


def _ids(record: Record) -> list[str]:
    return [record.id, *record.texts("aliases")]


def _is_rename(commit: Commit) -> bool:
    return commit.trailers.get("Change") == [ChangeKind.RENAME]


def _states(archive: Archive, names: _Names, commits: Sequence[Touched]) -> Iterator[State]:
    for commit, paths in commits:
        found = ((path, archive.store.read_at(commit.id, path)) for path in paths)
        path, raw = next(((path, raw) for path, raw in found if raw is not None), ("", None))
        if raw is not None:
            then = parse_record(path, raw)
            linked = frozenset(map(names.today, _linked(archive, then)))
            yield State(commit.id, linked, then.text("confirmed"))
        elif not _is_rename(commit):  # a rename that was undone took the file away for a while only
            return


def _before(
    archive: Archive, now: Record, names: Collection[str], commit: str, changed: Iterable[str]
) -> Record | None:
    """A record as it was in a commit, whatever it was called and wherever it lay; ``None`` if it was not."""
    for path in (now.path, *(one for one in changed if id_of(one) in names)):
        raw = archive.store.read_at(commit, path)
        if raw is not None:
            return parse_record(path, raw)
    return None


def _changes(archive: Archive, names: _Names, before: Record, now: Record) -> tuple[FieldChange, ...]:
    """What differs but for dull fields, and for references to what has only got another id."""
    kind = archive.schemas.types.get(now.type)
    then, today = (under_current_ids(one, kind, names.today) for one in (before, now))
    found = compare(then, today, archive.schemas, current(), name_of=archive.name)
    return tuple(change for change in found if change.field.partition(".")[0] not in DULL)


def _targets(archive: Archive, record: Record) -> dict[str, str]:
    """Paths of what a record relies on, by id; empty for a record of another type."""
    if record.type not in TYPES:
        return {}
    rows = (archive.row(target) for target in _linked(archive, record))
    return {row.id: row.path for row in rows if row and row.type in TYPES and row.id != record.id}


def _linked(archive: Archive, record: Record) -> Collection[str]:
    record_type = archive.schemas.types.get(record.type)
    return {link.target: None for link in links_of(record, record_type, lines=False)}.keys()


def told(suspects: Sequence[Suspect], archive: Archive) -> str:
    """What has changed, in one sentence."""
    names = "; ".join(f"{archive.name(suspect.target)} ({suspect.fields})" for suspect in suspects)
    return t("Changed since it was written or confirmed: {names}", names=names) if suspects else ""

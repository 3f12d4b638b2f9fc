"""What is asked of history: which decisions and agreements rely on something that has changed since."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from msgspec import Struct

from tingsbok.archive import Archive
from tingsbok.changes import FieldChange
from tingsbok.followup.suspects import DULL, TYPES, State, beginnings
from tingsbok.i18n import t
from tingsbok.ids import id_of
from tingsbok.links import links_of
from tingsbok.record import Record, parse_record
from tingsbok.store.base import Commit

_MOST = 200
"""Commits of one record that are looked through; older references count from the oldest of these."""
_ALL = 1_000_000
"""Commits of the archive that are looked through."""


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
    return _suspects(archive, record, targets, archive.store.log(record.path, limit=_MOST))


def all_suspects(archive: Archive) -> list[Suspect]:
    """The suspect references of the whole archive, by record; costs one pass over the log.

    Only records that refer to something that was changed after it was made are looked at.
    """
    commits: dict[str, list[Commit]] = {}
    for commit in archive.store.log(limit=_ALL):
        for path in commit.paths:
            commits.setdefault(path, []).append(commit)
    sources = {
        link.row.path: link.row.id
        for path, touched in commits.items()
        if len(touched) > 1 and (row := archive.row(id_of(path))) and row.type in TYPES
        for link in archive.backlinks(row.id)
        if link.row.type in TYPES
    }
    found: list[Suspect] = []
    for path, identity in sorted(sources.items(), key=lambda pair: pair[1]):
        record = archive.get(identity)
        targets = _targets(archive, record)
        found += _suspects(archive, record, targets, commits.get(path, [])) if targets else []
    return found


def _suspects(
    archive: Archive, record: Record, targets: dict[str, str], commits: Sequence[Commit]
) -> list[Suspect]:
    if not commits:
        return []
    head = archive.store.head() or commits[0].id
    touched = set(archive.store.changed(commits[-1].id, head))
    if not touched & set(targets.values()):
        return []
    when = {commit.id: commit.when.date().isoformat() for commit in commits}
    begun = beginnings(_states(archive, record, commits), targets.keys())
    changed = {commit: set(archive.store.changed(commit, head)) for commit in set(begun.values())}
    found = []
    for target, commit in begun.items():
        if targets[target] in changed[commit]:
            changes = _changes(archive, target, targets[target], commit)
            if changes:
                found.append(Suspect(record.id, target, when[commit], changes))
    return found


def _states(archive: Archive, record: Record, commits: Sequence[Commit]) -> Iterator[State]:
    for commit in commits:
        raw = archive.store.read_at(commit.id, record.path)
        if raw is None:
            return
        then = parse_record(record.path, raw)
        yield State(commit.id, frozenset(_linked(archive, then)), then.text("confirmed"))


def _changes(archive: Archive, target: str, path: str, commit: str) -> tuple[FieldChange, ...]:
    before = archive.at(target, commit)
    if before is None or before.path != path:
        return ()
    found = archive.diff(target, commit).changes
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

"""What has changed since the last time, and which results therefore no longer hold."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Final

from msgspec import Struct, field

from tingsbok import collation, ids
from tingsbok.actions import ChangeKind
from tingsbok.checking.source import Archive, days_of_meetings
from tingsbok.checks.asked import ANYTHING, APPROVAL, CALLED, DAYS, DECIDED, PERSON, RECORD
from tingsbok.ids import id_of
from tingsbok.index.contents import Contents, Known
from tingsbok.index.findings import Ask, Kept
from tingsbok.index.values import storable
from tingsbok.proofreading.names import LONGEST, folded, slips
from tingsbok.store.base import Commit

_FEW_COMMITS: Final = 200
_NEAR: Final = 2
"""Slips within which a name is compared with another."""

Names = Sequence[Sequence[str]]
"""Pairs of id and name."""


class Now:
    """The archive as the index knows it, in so far as results depend on it.

    Args:
        archive: The archive.

    Attributes:
        generation: The index's number for this state.
        head: The last commit.
    """

    def __init__(self, archive: Archive) -> None:
        # first, so that what is read later is at least as new
        self.generation = archive.index.generation
        self.head = archive.store.head() or ""
        self._contents = Contents(archive.index)

    @cached_property
    def count(self) -> int:
        """How many files there are."""
        return self._contents.count()

    @cached_property
    def etags(self) -> Mapping[str, str]:
        """The etag of each file."""
        return self._contents.etags()

    @cached_property
    def digest(self) -> str:
        """A digest of those."""
        text = "\0".join(part for pair in self.etags.items() for part in pair)
        return hashlib.sha256(text.encode("utf-8", "surrogateescape")).hexdigest()


def approvals(archive: Archive) -> dict[str, str]:
    """The last commit that approved minutes, by the ids of the records it touched."""
    found: dict[str, str] = {}
    for path, commit in archive.store.latest(ChangeKind.APPROVE).items():
        found.setdefault(id_of(path), commit)
    return found


def keys_of(identity: str) -> tuple[str, ...]:
    """The forms of an id under which the index and the file system may find a record."""
    if identity.isascii():
        return (identity.lower(),)
    return tuple({collation.fold(storable(identity)), ids.fold(identity), storable(ids.fold(identity))})


def stored(asked: Iterable[Ask]) -> Iterator[Ask]:
    """Questions as they are kept."""
    for kind, key in asked:
        if kind == RECORD:
            for form in keys_of(key):
                yield kind, storable(form)
        else:
            yield kind, storable(key)


class Look(Struct):
    """Drops the results that no longer hold; within one transaction.

    Args:
        archive: The archive.
        kept: What is kept of the last time.
        now: What there is now.
    """

    archive: Archive
    kept: Kept
    now: Now
    _touched: set[Ask] = field(default_factory=set)

    def is_as_before(self) -> bool:
        """Whether nothing has changed since the last time."""
        before = self.kept.said("generation"), self.kept.said("head")
        return before == (str(self.now.generation), self.now.head)

    def drop(self) -> dict[str, str]:
        """Drop what no longer holds, and remember what there is now.

        Returns:
            The revision of the last approval that touched each record.
        """
        if self.kept.said("digest") != self.now.digest:
            self._files()
        approved = self._approvals()
        self.kept.drop_those_that_asked(set(self.kept.numbers(self._touched)))
        self.kept.say("digest", self.now.digest)
        self.kept.say("generation", str(self.now.generation))
        return approved

    def _files(self) -> None:
        before = self.kept.state()
        changed = [path for path, etag in self.now.etags.items() if before.get(path) != etag]
        gone = [path for path in before if path not in self.now.etags]
        known = Contents(self.archive.index).known_as(changed)
        if self.kept.count():
            self._touch([*changed, *gone], known.values())
        self.kept.drop([*changed, *gone])
        self.kept.forget(gone)
        self.kept.remember(
            (path, self.now.etags[path], _dumped(known[path]) if path in known else "") for path in changed
        )
        self._names_and_days()

    def _touch(self, paths: Sequence[str], known: Iterable[Known]) -> None:
        """Whoever asked for these records, under what they are or were known as, is to be run again."""
        self._touched.add((ANYTHING, ""))
        for path in paths:
            self._touched.update(stored([(RECORD, id_of(path))]))
        for one in (*known, *(_loaded(text) for text in self.kept.known_as(paths))):
            self._touched.update((RECORD, alias) for alias in one.aliases)
            self._touched.update((DECIDED, meeting) for meeting in one.decides)

    def _names_and_days(self) -> None:
        index = self.archive.index
        days = {body: sorted(found) for body, found in days_of_meetings(index).items()}
        before = json.loads(self.kept.said("days") or "{}")
        bodies = {body for body in {*days, *before} if days.get(body) != before.get(body)}
        self._touched.update((DAYS, storable(body)) for body in bodies)
        self._said("days", days)
        people = [list(pair) for pair in index.names("person")]
        self._people(json.loads(self.kept.said("people") or "[]"), people)
        self._said("people", people)
        if self._said("bodies", index.names("body")):
            self.kept.drop_everything()
        for identity, (number, answer) in self.kept.asked(CALLED).items():
            name = storable(self.archive.name(identity))
            if name != answer:
                self._touched.add((CALLED, identity))
                self.kept.answer(number, name)

    def _people(self, before: Names, after: Names) -> None:
        """Names that a text may now be read to mean, or to mean no longer."""
        names = changed_names(before, after)
        if not names:
            return
        for asked in self.kept.asked(PERSON):
            letters = folded(asked[:LONGEST])
            if any(letters[:1] == name[:1] and slips(letters, name) <= _NEAR for name in names):
                self._touched.add((PERSON, asked))

    def _said(self, name: str, value: object) -> bool:
        """Remember a value; true if it is another than before."""
        text = json.dumps(value)
        if self.kept.said(name) == text:
            return False
        self.kept.say(name, text)
        return True

    def _approvals(self) -> dict[str, str]:
        before: dict[str, str] = json.loads(self.kept.said("approvals") or "{}")
        head = self.kept.said("head")
        if head == self.now.head:
            return before
        after = self._newer(head, before)
        self._touched.update(
            (APPROVAL, storable(name)) for name in {*before, *after} if before.get(name) != after.get(name)
        )
        self._said("approvals", after)
        self.kept.say("head", self.now.head)
        return after

    def _newer(self, head: str, before: Mapping[str, str]) -> dict[str, str]:
        """The approvals of now: only the commits since are read if they are few and lie in a row."""
        row: list[Commit] = []
        for commit in self.archive.store.log(limit=_FEW_COMMITS) if head else ():
            if commit.id == head:
                found = dict(before)
                for one in reversed(row):
                    if ChangeKind.APPROVE in one.trailers.get("Change", ()):
                        found.update(dict.fromkeys(map(id_of, one.paths), one.id))
                return found
            if len(commit.parents) != 1 or (row and row[-1].parents[0] != commit.id):
                break
            row.append(commit)
        return approvals(self.archive)


def changed_names(before: Names, after: Names) -> set[str]:
    """Names, without what spellings differ in by habit, of everybody whose names are not as they were."""
    old, new = _by_id(before), _by_id(after)
    differing = [one for one in {*old, *new} if old.get(one) != new.get(one)]
    return {folded(name[:LONGEST]) for one in differing for name in (*old.get(one, ()), *new.get(one, ()))}


def _by_id(names: Names) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for identity, name in names:
        found.setdefault(identity, []).append(name)
    return found


def _dumped(known: Known) -> str:
    return json.dumps([known.aliases, known.decides])


def _loaded(text: str) -> Known:
    aliases, decides = json.loads(text)
    return Known(tuple(aliases), tuple(decides))

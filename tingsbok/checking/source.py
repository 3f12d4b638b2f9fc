"""The archive as the checks read it: parsed by the index before, every question to others noted."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final, Protocol

from tingsbok.checks import Asked
from tingsbok.checks.asked import CALLED, DAYS, DECIDED, PERSON, RECORD
from tingsbok.errors import NotFound, Refused
from tingsbok.index import Index
from tingsbok.index.contents import Contents, Parsed, record_of
from tingsbok.proofreading import Context, Known, Names, known_names
from tingsbok.record import Record, unreadable
from tingsbok.schema import SchemaSet
from tingsbok.store.base import Store

_MOST_REMEMBERED: Final = 10_000
"""Records that are kept at hand: many records name the same few."""


class Archive(Protocol):
    """What is asked of the archive beside its records."""

    @property
    def store(self) -> Store:
        """Where the files lie."""
        ...

    @property
    def index(self) -> Index:
        """The index over them."""
        ...

    @property
    def schemas(self) -> SchemaSet:
        """The record types."""
        ...

    def opener(self) -> Callable[[], Archive] | None:
        """What opens the same archive in another process; ``None`` if nothing does."""
        ...

    def near(self, identity: str, types: Sequence[str] = ()) -> Sequence[str]:
        """Ids that may have been meant."""
        ...

    def name(self, identity: str) -> str:
        """How a record is called."""
        ...

    def version(self, rev: str, path: str) -> bytes | None:
        """A file as it was in a revision."""
        ...

    def holds(self, rev: str, path: str, content: bytes) -> bool:
        """Whether a file of a revision has these bytes."""
        ...


class Source:
    """Reads records for the checks.

    Args:
        archive: The archive.
        asked: Takes note of what is asked of others.
        approved: The revision of the last approval that touched each record.
    """

    def __init__(self, archive: Archive, asked: Asked, approved: Mapping[str, str]) -> None:
        self.schemas = archive.schemas
        self._archive = archive
        self._asked = asked
        self._approved = approved
        self._contents = Contents(archive.index)
        self._light: dict[str, Record | None] = {}
        self._parsed: dict[str, Parsed] = {}

    def paths(self) -> list[str]:
        """Every record file that the index knows."""
        return list(self._contents.etags())

    def expect(self, paths: Sequence[str]) -> None:
        """Get what the index has read of files that are going to be read."""
        self._parsed = self._contents.parsed(paths)

    def read(self, path: str) -> Record | None:
        """The record in a file; what the index has read of the same bytes is not parsed again."""
        try:
            raw = self._archive.store.read(path)
        except NotFound:
            return None
        except Refused as refusal:
            return unreadable(path, refusal)
        return record_of(path, raw, self._parsed.pop(path, None))

    def resolve(self, identity: str) -> Record | None:
        """The fields of the record with that id or alias; ``None`` if there is none."""
        if identity not in self._light:
            if len(self._light) >= _MOST_REMEMBERED:
                self._light.clear()
            self._light[identity] = self._contents.light(identity)
        return self._light[identity]

    def near(self, identity: str, types: Sequence[str] = ()) -> Sequence[str]:
        """Ids that may have been meant."""
        return self._archive.near(identity, types)

    def approvals(self) -> Mapping[str, str]:
        """The last approval that touched each record."""
        return self._approved

    def version(self, rev: str, path: str) -> bytes | None:
        """A file as it was in a revision."""
        return self._archive.version(rev, path)

    def holds(self, rev: str, path: str, content: bytes) -> bool:
        """Whether a file of a revision has these bytes."""
        return self._archive.holds(rev, path, content)

    # -- what the proof-reader asks

    def context(self) -> Context:
        """What the proof-reader knows of the archive; its questions are noted."""
        index = self._archive.index
        return Context(
            people=_People(known_names(index.names("person")), self._asked),
            bodies=known_names(index.names("body")),
            parties=known_names(index.names("organisation")),
            meetings=_Days(days_of_meetings(index), self._asked),
            resolve=self._resolve_noted,
            decided=self._decided,
            name=self._name,
        )

    def _resolve_noted(self, identity: str) -> Record | None:
        self._asked.note(RECORD, identity)
        return self.resolve(identity)

    def _decided(self, meeting: str) -> frozenset[str]:
        self._asked.note(RECORD, meeting)
        for ident in self._contents.idents(meeting):
            self._asked.note(DECIDED, ident)
        return self._archive.index.decided_items(meeting)

    def _name(self, identity: str) -> str:
        self._asked.note(CALLED, identity)
        return self._archive.name(identity)


def days_of_meetings(index: Index) -> dict[str, frozenset[str]]:
    """The days of each body's meetings."""
    days: dict[str, set[str]] = {}
    for body, day in index.meeting_days():
        days.setdefault(body, set()).add(day)
    return {body: frozenset(found) for body, found in days.items()}


class _People(Names):
    """Names of persons; takes note of those that are compared with them."""

    def __init__(self, known: Names, asked: Asked) -> None:
        super().__init__(known)
        self._asked = asked

    def get(self, name: str) -> Known | None:
        self._asked.note(PERSON, name)
        return super().get(name)

    def near(self, name: str) -> Iterator[Known]:
        self._asked.note(PERSON, name)
        return super().near(name)


class _Days(Mapping[str, frozenset[str]]):
    """The days of each body's meetings; takes note of the bodies that are asked for."""

    def __init__(self, days: Mapping[str, frozenset[str]], asked: Asked) -> None:
        self._days = days
        self._asked = asked

    def __getitem__(self, body: str) -> frozenset[str]:
        if body:
            self._asked.note(DAYS, body)
        return self._days[body]

    def __iter__(self) -> Iterator[str]:
        return iter(self._days)

    def __len__(self) -> int:
        return len(self._days)

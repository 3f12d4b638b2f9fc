"""What checks read an archive through, and what they remember of records they have seen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final, Protocol

from msgspec import Struct, field

from tingsbok.checks.asked import ANYTHING, APPROVAL, RECORD, Asked
from tingsbok.meetings.locks import is_locked
from tingsbok.problems import Problem, Severity
from tingsbok.record import Record
from tingsbok.schema import RecordType, SchemaSet

CIRCLE_FREE: Final = ("supersedes", "amends", "repeals", "part_of")
"""Link fields that may not lead back to where they started."""

_MOST_REMEMBERED: Final = 20_000
"""Records whose facts are kept at hand."""


class Reader(Protocol):
    """An archive as checks need it."""

    @property
    def schemas(self) -> SchemaSet:
        """The types of record."""
        ...

    def paths(self) -> Iterable[str]:
        """Every record file, readable or not."""
        ...

    def read(self, path: str) -> Record | None:
        """The record in a file; ``None`` if the file is gone."""
        ...

    def resolve(self, identity: str) -> Record | None:
        """The record with that id or alias; ``None`` if there is none."""
        ...

    def near(self, identity: str, types: Sequence[str] = ()) -> Sequence[str]:
        """Ids of records, of those types if any are given, that may have been meant."""
        ...

    def approvals(self) -> Mapping[str, str]:
        """The last approval that touched each record, as a revision, by the id the record had then."""
        ...

    def version(self, rev: str, path: str) -> bytes | None:
        """A file as it was in a revision; ``None`` if it was not there."""
        ...

    def holds(self, rev: str, path: str, content: bytes) -> bool:
        """Whether a file of a revision has these bytes."""
        ...


class Facts(Struct, frozen=True):
    """What others need to know of a record.

    Attributes:
        id: Its id, also where it was found by an alias.
        type: Its type; empty if it cannot be read.
        items: The keys of its items.
        edges: The ids it names in each field of :data:`CIRCLE_FREE`.
        says_public: Whether it says if the name may be published.
        approved: Whether it is a meeting whose minutes are approved.
        names: Its id and the ids it had before.
    """

    id: str
    type: str
    items: frozenset[str] = frozenset()
    edges: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    says_public: bool = False
    approved: bool = False
    names: tuple[str, ...] = ()


class Lookup:
    """Facts about records by id, each file read once at most while it is remembered.

    Args:
        reader: The archive.
        asked: Takes note of what is asked.
    """

    def __init__(self, reader: Reader, asked: Asked | None = None) -> None:
        self.schemas = reader.schemas
        self._reader = reader
        self._asked = asked or Asked()
        self._known: dict[str, Facts | None] = {}
        self._near: dict[tuple[str, tuple[str, ...]], Sequence[str]] = {}
        self._approvals: Mapping[str, str] | None = None

    def facts(self, identity: str) -> Facts | None:
        """What is known of the record with that id or alias; ``None`` if there is none."""
        self._asked.note(RECORD, identity)
        if identity not in self._known:
            if len(self._known) >= _MOST_REMEMBERED:
                self._known.clear()
            record = self._reader.resolve(identity)
            self._known[identity] = self.facts_of(record) if record else None
        return self._known[identity]

    def facts_of(self, record: Record) -> Facts:
        """What others need to know of a record that is at hand."""
        return _facts(record, self.schemas.types.get(record.type))

    def approval(self, names: Iterable[str]) -> str:
        """The revision that approved a record known by these names last; empty if there is none."""
        names = tuple(names)
        for name in names:
            self._asked.note(APPROVAL, name)
        if self._approvals is None:
            self._approvals = self._reader.approvals()
        return next((self._approvals[name] for name in names if name in self._approvals), "")

    def version(self, rev: str, record: Record) -> bytes | None:
        """The record's file as it was in a revision, under the id it has or one it had before."""
        folder = record.path.rpartition("/")[0]
        paths = (record.path, *(f"{folder}/{name}.md" for name in record.texts("aliases")))
        return next((raw for path in paths if (raw := self._reader.version(rev, path)) is not None), None)

    def is_as_in(self, rev: str, record: Record) -> bool:
        """Whether the record's file is byte for byte what it was in a revision, at the same place."""
        return self._reader.holds(rev, record.path, record.raw)

    def near(self, identity: str, types: Sequence[str] = ()) -> Sequence[str]:
        """Ids that may have been meant."""
        self._asked.note(ANYTHING)
        key = identity, tuple(types)
        if key not in self._near:
            self._near[key] = self._reader.near(identity, types)
        return self._near[key]


def problem(
    code: str,
    record: Record,
    message: str,
    *,
    place: tuple[int, int] = (0, 0),
    field: str = "",
    remedy: str = "",
    advice: bool = False,
) -> Problem:
    """A problem of one record; an error unless it is only advice."""
    severity = Severity.ADVICE if advice else Severity.ERROR
    return Problem(code, severity, record.path, message, place[0], place[1], field, remedy)


def _facts(record: Record, record_type: RecordType | None) -> Facts:
    if record_type is None:
        return Facts(record.id, record.type)
    keys = (entry.get("key") for entry in record.entries(record_type.items)) if record_type.items else ()
    edges = {
        name: tuple(one.partition("#")[0] for one in record.texts(name))
        for name in CIRCLE_FREE
        if record_type.field(name) and record.texts(name)
    }
    return Facts(
        record.id,
        record.type,
        frozenset(key for key in keys if isinstance(key, str) and key),
        edges,
        says_public=bool(record.text("public")),
        approved=is_locked(record),
        names=(record.id, *record.texts("aliases")),
    )

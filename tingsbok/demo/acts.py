"""How the example archive came to be: acts of invented persons, and the files each of them wrote.

The acts stand in ``demo.toml``. Nothing here touches a disk or a repository.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from copy import deepcopy
from datetime import datetime
from fnmatch import fnmatchcase
from typing import Any, Self

from msgspec import Struct, field

from tingsbok.frontmatter import Value, rewrite
from tingsbok.links import links_of
from tingsbok.record import Record, parse_record
from tingsbok.schema import SchemaSet
from tingsbok.store.base import RECORDS, Author

_DOMAIN = "example.invalid"


class Stage(Struct, frozen=True):
    """How a record looked at some time, told from how it looks in the sample.

    Attributes:
        only: The fields it had; empty means all.
        drop: Fields it lacked, or places in lists such as ``members.1``, taken away in this order.
        set: Fields that had another value.
        text: Whether it had its text.
    """

    only: tuple[str, ...] = ()
    drop: tuple[str, ...] = ()
    set: Mapping[str, str] = field(default_factory=dict)
    text: bool = True

    @classmethod
    def read(cls, told: Mapping[str, Any]) -> Self:
        """Make a stage from a table of ``demo.toml``."""
        only, drop = tuple(told.get("only", ())), tuple(told.get("drop", ()))
        return cls(only, drop, told.get("set", {}), told.get("text", True))

    def of(self, record: Record, schemas: SchemaSet) -> Record:
        """The record as it was at this stage."""
        fields = {
            name: deepcopy(value) for name, value in record.fields.items() if name in (self.only or (name,))
        }
        for place in self.drop:
            _take_away(fields, place)
        fields |= self.set
        raw = rewrite(
            record.raw,
            fields,
            None if self.text else "",
            key_order=schemas.key_order(record.type),
            flow=lambda path: schemas.is_flow(record.type, path),
        )
        return parse_record(record.path, raw)


class Act(Struct, frozen=True):
    """One thing that somebody did: one commit.

    Attributes:
        when: When, with time zone.
        by: Who.
        change: The commit's trailer ``Change``.
        says: What the commit's subject says of the record; empty if what changed in it is enough.
        note: What is invented about it; empty if nothing is.
        records: Patterns of the paths of the records it is about; the first is the one the commit names.
        stages: How records looked then, by id.
        rest: Whether it also wrote what no act is about.
    """

    when: datetime
    by: Author
    change: str
    says: str
    note: str
    records: tuple[str, ...]
    stages: Mapping[str, Stage]
    rest: bool

    @classmethod
    def read(cls, told: Mapping[str, Any], authors: Mapping[str, Author]) -> Self:
        """Make an act from a table of ``demo.toml``."""
        return cls(
            when=told["when"],
            by=authors[told["by"]],
            change=told["change"],
            says=told.get("says", ""),
            note=told.get("note", ""),
            records=tuple(told["records"]),
            stages={identity: Stage.read(stage) for identity, stage in told.get("stages", {}).items()},
            rest=told.get("rest", False),
        )

    def about(self, records: Iterable[Record]) -> list[Record]:
        """The records that the act is about, the one the commit names first."""
        names = {record.path.removeprefix(f"{RECORDS}/").removesuffix(".md"): record for record in records}
        found = (name for pattern in self.records for name in names if fnmatchcase(name, pattern))
        return [names[name] for name in dict.fromkeys(found)]


class Founding(Struct, frozen=True):
    """The first commit: the archive's settings."""

    when: datetime
    by: Author
    message: str


class Story(Struct, frozen=True):
    """All acts, and how the records look where the example stops.

    Attributes:
        founding: What came before all acts.
        acts: In the order of time.
        stages: How records look at the end where that is not how they look in the sample, by id.
        absent: Records that do not exist yet at the end.
    """

    founding: Founding
    acts: tuple[Act, ...]
    stages: Mapping[str, Stage]
    absent: frozenset[str]

    @classmethod
    def read(cls, text: str) -> Self:
        """Read ``demo.toml``."""
        told = tomllib.loads(text)
        authors = {key: Author(name, f"{key}@{_DOMAIN}") for key, name in told["authors"].items()}
        first = told["founding"]
        stages = {identity: Stage.read(stage) for identity, stage in told["stages"].items()}
        acts = tuple(Act.read(act, authors) for act in told["acts"])
        founding = Founding(first["when"], authors[first["by"]], first["message"])
        return cls(founding, acts, stages, frozenset(told["absent"]))


class Telling:
    """Plays a story with the records of the sample.

    Args:
        story: The acts.
        sample: The sample's records by id.
        schemas: Say what is a link.
    """

    def __init__(self, story: Story, sample: Mapping[str, Record], schemas: SchemaSet) -> None:
        self._story = story
        self._schemas = schemas
        self._final = {
            identity: self._at(story.stages, record)
            for identity, record in sample.items()
            if identity not in story.absent
        }
        self._known: dict[str, Record] = {}

    def acts(self) -> Iterator[tuple[Act, list[tuple[Record | None, Record]]]]:
        """Each act with the records it wrote, before and after; those it is about come first."""
        for act in self._story.acts:
            written = self._written_by(act)
            yield act, [(self._known.get(identity), record) for identity, record in written.items()]
            self._known |= written

    def _written_by(self, act: Act) -> dict[str, Record]:
        written = {record.id: self._at(act.stages, record) for record in act.about(self._final.values())}
        while needed := self._needed(act, written):
            written |= {record.id: self._at(act.stages, record) for record in needed}
        if act.rest:
            written |= {i: record for i, record in self._final.items() if i not in self._known | written}
        return {i: record for i, record in written.items() if self._known.get(i) != record}

    def _needed(self, act: Act, written: dict[str, Record]) -> list[Record]:
        """What the act's records refer to, and what follows from them, that is in the archive neither way."""
        wanted = dict.fromkeys(target for record in written.values() for target in self._targets(record))
        wanted |= dict.fromkeys(i for i, record in self._final.items() if _follows(record, written))
        missing = [self._final[i] for i in wanted if i in self._final and i not in self._known | written]
        return [record for record in missing if _year(record) <= act.when.year]

    def _targets(self, record: Record) -> list[str]:
        record_type = self._schemas.type_of(record)
        return [link.target for link in links_of(record, record_type, lines=False)]

    def _at(self, stages: Mapping[str, Stage], record: Record) -> Record:
        return stages[record.id].of(record, self._schemas) if record.id in stages else record


def _follows(record: Record, written: Mapping[str, Record]) -> bool:
    """An assignment follows from the decision or item that gives it, an old decision from its meeting."""
    if record.type == "assignment":
        source, _, key = record.text("given_by").partition("#")
        giver = written.get(source)
        return giver is not None and (not key or key in [item["key"] for item in giver.entries("items")])
    meeting = written.get(record.text("meeting"))
    return meeting is not None and meeting.text("status") == "mentioned"


def _year(record: Record) -> int:
    """The year whose folder the record lies in; 0 if none."""
    return next((int(part) for part in record.path.split("/") if len(part) == 4 and part.isdigit()), 0)  # noqa: PLR2004


def _take_away(fields: dict[str, Value], place: str) -> None:
    """Remove a field, or the element or field of an element that a dotted place names."""
    *way, last = place.split(".")
    inner: Value = fields
    for step in way:
        inner = inner[int(step)] if isinstance(inner, list) else _mapping(inner)[step]
    if isinstance(inner, list):
        del inner[int(last)]
    else:
        del _mapping(inner)[last]


def _mapping(value: Value) -> dict[str, Value]:
    if not isinstance(value, dict):
        raise TypeError(f"no mapping: {value!r}")
    return value

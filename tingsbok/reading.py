"""Everything that only reads: records by id, lists, search, what belongs together. Never writes a file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from tingsbok import config
from tingsbok.dates.spans import days_after
from tingsbok.errors import NotFound, Refused
from tingsbok.i18n import current, t
from tingsbok.index import Index, Listing, Row, SearchResult
from tingsbok.links import Link, under_current_ids
from tingsbok.query import Query, parse
from tingsbok.record import Record, parse_record, unreadable
from tingsbok.schema import RecordType, SchemaSet
from tingsbok.store.base import Store

if TYPE_CHECKING:
    from tingsbok.checking import Checking, Progress
    from tingsbok.followup import Due, Event
    from tingsbok.index.contents import Contents, Former
    from tingsbok.meetings import MeetingParts
    from tingsbok.origin import Resolve
    from tingsbok.problems import Problem
    from tingsbok.proofreading import Context
    from tingsbok.store.as_of import AsOf


class Backlink(Struct, frozen=True):
    """A reference to a record.

    Attributes:
        row: The record that refers.
        field: Label of the field it refers in; empty for the body text.
        path: Dotted field path; empty for the body text.
        line: 1-based line in the file.
        item: Key of the meeting item referred to; empty for the record as a whole.
    """

    row: Row
    field: str
    path: str
    line: int
    item: str


class Reader:
    """Reads an archive through its index and its store.

    Args:
        store: Where the files lie.
        index: The disposable index over them.
        schemas: The record types.
        day: The day to count from; the clock's if absent.
    """

    def __init__(self, store: Store, index: Index, schemas: SchemaSet, day: date | None = None) -> None:
        self.store = store
        self.index = index
        self.schemas = schemas
        self._day = day
        self._known: tuple[int, Context] | None = None
        self._known_former: tuple[int, Former] | None = None

    @property
    def today(self) -> date:
        """The day that "late" and "near" count from; the clock's is another after midnight."""
        return self._day or config.today("")

    # -- records

    def get(self, identity: str) -> Record:
        """The record with this id, or with this id among its aliases.

        Raises:
            NotFound: There is none; the remedy names ids that are near.
        """
        record = self.resolve(identity)
        if record is None:
            near = ", ".join(row.id for row in self.index.complete(identity, (), 3))
            raise NotFound(
                t('There is no record "{id}".', id=identity),
                remedy=t("Did you mean {ids}?", ids=near) if near else t("Search for it by name."),
            )
        return record

    def only(self, identity: str, remedy: str = "") -> Record:
        """Like :meth:`get`, for whoever must not take one record for another.

        Args:
            identity: The record's id or alias.
            remedy: What to do if several files have it, with ``{paths}`` for those; if empty, to rename one.

        Raises:
            Refused: Several files have the id.
        """
        record = self.get(identity)
        files = self.index.paths_of(record.id)
        if len(files) > 1:
            remedy = remedy or t("Give one of them another id, with tingsbok rename FILE ID: {paths}")
            raise Refused(
                t('{count} files have the id "{id}".', count=len(files), id=record.id),
                remedy=remedy.format(paths=", ".join(files)),
            )
        return record

    def resolve(self, identity: str) -> Record | None:
        """Like :meth:`get`, but ``None`` if there is no such record."""
        path = self.index.path_of(identity)
        return self.read(path) if path else None

    def read(self, path: str) -> Record | None:
        """The record in a file, whatever its state; ``None`` if the file is gone."""
        try:
            return self._contents.record(path, self.store.read(path))
        except NotFound:
            return None
        except Refused as refusal:
            return unreadable(path, refusal)

    def records(self, query: str | Query = "", *, record_type: str = "", sort: str = "") -> Iterable[Record]:
        """Every record a query finds, read from its file, in the list's order."""
        found = self.listing(query, record_type=record_type, sort=sort)
        for row in found.page(0, found.count):
            record = self.read(row.path)
            if record is not None:
                yield record

    def light(self, identity: str) -> Record | None:
        """Like :meth:`resolve`, as the index has read it: without text and bytes, at a tenth of the cost."""
        found = self._contents.light(identity)
        return self.current(found) if found else None

    def lights(self, query: str | Query = "", *, record_type: str = "") -> list[Record]:
        """Every record a query finds, without text and bytes, in the list's order."""
        return self._current(self.lights_of(self.listing(query, record_type=record_type).numbers()))

    def _with_meetings(self, identities: Iterable[str]) -> Resolve:
        """How to find records by id, when very many will be asked for, and the meetings that they name."""
        known = self._contents.lights_named(filter(None, identities))
        meetings = {record.text("meeting") for record in known.values()} - {""}
        known |= self._contents.lights_named(meetings - known.keys())
        known = dict(zip(known, self._current(known.values()), strict=True))
        return lambda identity: known[identity] if identity in known else self.light(identity)

    def current(self, record: Record) -> Record:
        """The record with its references under the ids that what they name has today.

        For whoever compares them; what is saved stays as it is written.
        """
        return self._current([record])[0]

    def current_id(self, identity: str) -> str:
        """The id that a record has today, by one that it had; the same if there is no such record."""
        row = self.index.row(identity)
        return row.id if row else identity

    def _current(self, records: Iterable[Record]) -> list[Record]:
        former = self._former
        return [self._renamed(one, former) if one.path in former.sources else one for one in records]

    def _renamed(self, record: Record, former: Former) -> Record:
        return under_current_ids(record, self.type_of(record), former.current)

    @property
    def _former(self) -> Former:
        generation = self.index.generation
        if self._known_former is None or self._known_former[0] != generation:
            self._known_former = (generation, self._contents.former())
        return self._known_former[1]

    def lights_of(self, numbers: Iterable[int]) -> list[Record]:
        """The records of rows with these numbers, without text and bytes, in their order."""
        return self._contents.lights(numbers)

    @cached_property
    def _contents(self) -> Contents:
        from tingsbok.index.contents import Contents

        return Contents(self.index)

    def paths(self) -> list[str]:
        """Every record file, readable or not."""
        return [entry.path for entry in self.store.entries()]

    def near(self, identity: str, types: Sequence[str] = ()) -> list[str]:
        """Ids that somebody who wrote this one may have meant, the likeliest first."""
        return [row.id for row in self.complete(identity, types, 3)]

    def name(self, identity: str) -> str:
        """How a linked record is called on the screen: its short name or label; the id if there is none."""
        row = self.index.row(identity)
        return (row.short or row.title) if row else identity

    def type_of(self, record: Record) -> RecordType | None:
        """The record's type; ``None`` if no schema describes it."""
        return self.schemas.types.get(record.type)

    # -- lists

    def listing(self, query: str | Query = "", *, record_type: str = "", sort: str = "") -> Listing:
        """The rows a query finds, page by page.

        Raises:
            WrongUse: The query cannot be understood; the message says where.
        """
        meant = self._query(query, record_type)
        return self.index.listing(meant, type=record_type, sort=sort, today=self.today)

    def facets(self, query: str | Query, name: str, *, record_type: str = "") -> list[tuple[str, int]]:
        """How many of the found records have each value of the field *name*, the commonest first."""
        meant = self._query(query, record_type)
        return self.index.facets(meant, name, type=record_type, today=self.today)

    def search(self, text: str, *, record_type: str = "", limit: int = 200) -> SearchResult:
        """What matches while somebody is typing: never raises for half a query."""
        query = parse(text, self.schemas, lenient=True, kind=record_type)
        return self.index.search(query, type=record_type, limit=limit, today=self.today)

    def complete(self, text: str, types: Sequence[str] = (), limit: int = 20) -> list[Row]:
        """Records whose name, alias or id is like *text*, the likest first."""
        return self.index.complete(text, tuple(types), limit)

    def is_called(self, identity: str, text: str) -> bool:
        """Whether a record that :meth:`complete` finds bears a name like *text*; else it is a guess."""
        return self.index.is_called(identity, text)

    def backlinks(self, identity: str, *fields: str) -> list[Backlink]:
        """Every reference to the record, sorted by type and newest first within it.

        Args:
            identity: The record.
            fields: Only references in these fields, by their dotted names; all if none is named.
        """
        links = self.index.backlinks(identity, fields)
        rows = self.index.rows_of(link.source for link in links)
        found = [self._backlink(rows[link.source], link) for link in links if link.source in rows]
        return sorted(found, key=lambda link: (link.row.type, link.path), reverse=False)

    # -- what belongs together

    def parts(self, meeting_id: str) -> MeetingParts:
        """A meeting's items with their decisions and assignments."""
        from tingsbok.meetings import meeting_parts

        meeting = self.get(meeting_id)
        decisions = self._linking(meeting.id, "decision", "meeting")
        assignments = self._linking(meeting.id, "assignment", "given_by")
        for decision in decisions:
            assignments += self._linking(decision.id, "assignment", "given_by")
        return meeting_parts(meeting, decisions, assignments, self._former.current)

    def timeline(self, case_id: str, *, at: str = "") -> list[Event]:
        """The life-line of a case: everything that refers to it, by date.

        Args:
            case_id: The case.
            at: As the archive knew it at the end of this day (ISO); empty for now.
        """
        from tingsbok.followup import lifeline
        from tingsbok.store.as_of import AsOf

        case = self.get(case_id)
        rows = self.index.events_of(case.id)
        if at:
            return self._timeline_of(case.id, rows, AsOf(self.store, at))
        linked = [self.current(record) for row in rows if (record := self.read(row.path))]
        return lifeline(case.id, linked, self._resolve_current)

    def _resolve_current(self, identity: str) -> Record | None:
        record = self.resolve(identity)
        return self.current(record) if record else None

    def _timeline_of(self, case_id: str, rows: Iterable[Row], past: AsOf) -> list[Event]:
        """What is as it was comes from today's files, the rest from history."""
        from tingsbok.followup import lifeline
        from tingsbok.followup.lifeline import concerns

        former = self._former
        differing = {
            former.current(identity): self._renamed(one, former) for identity, one in past.differing.items()
        }

        def resolve(identity: str) -> Record | None:
            current, path = former.current(identity), self.index.path_of(identity)
            if current in differing or path in past.changed:
                return differing.get(current)
            return self._resolve_current(identity)

        same = [self.read(row.path) for row in rows if row.path not in past.changed]
        then = [one for one in differing.values() if concerns(one, case_id, resolve)]
        return lifeline(case_id, [*(self.current(one) for one in same if one is not None), *then], resolve)

    def due(self, within: int = 60, *, body: str = "") -> list[Due]:
        """What is late or comes within so many days, for all bodies or one."""
        from tingsbok.followup import due_things
        from tingsbok.steps import COMING

        until = f"..{days_after(self.today, within)}"
        tasks = f"(status:open OR -status:*) (due:{until} OR reports.due:{until})"
        meetings = f"status:{','.join(COMING)} {until}"
        records = [
            *self.lights(tasks, record_type="assignment"),
            *self.lights(meetings, record_type="meeting"),
        ]
        resolve = self._with_meetings(record.text("given_by").partition("#")[0] for record in records)
        things = due_things(records, today=self.today, within=within, resolve=resolve)
        wanted = self.current_id(body) if body else ""
        return [thing for thing in things if wanted in ("", thing.source)]

    def check(self, paths: Sequence[str] = (), progress: Progress | None = None) -> list[Problem]:
        """Every problem in the archive, or only those in the given files, sorted by place.

        Args:
            paths: The files; all if there are none.
            progress: Called now and then with how many records are checked, and of how many; what it raises
                stops the checks.
        """
        return self._checking.check(paths, progress)

    @cached_property
    def _checking(self) -> Checking:
        from tingsbok.checking import Checking

        return Checking(self)

    def close(self) -> None:
        """Let go of what was kept of the checks."""
        if "_checking" in self.__dict__:
            self._checking.close()

    def opener(self) -> Callable[[], Reader] | None:
        """What opens the same archive in another process; ``None`` if nothing does."""
        store = self.store.elsewhere()
        return partial(_opened, store, self.index.file, self.schemas, self._day) if store else None

    def approvals(self) -> dict[str, str]:
        """The last commit that approved minutes, by the ids of the records it touched."""
        from tingsbok.checking import approvals

        return approvals(self)

    def version(self, rev: str, path: str) -> bytes | None:
        """A file as it was in a revision; ``None`` if it was not there."""
        return self.store.read_at(rev, path)

    def holds(self, rev: str, path: str, content: bytes) -> bool:
        """Whether a file of a revision has these bytes."""
        return self.store.holds(rev, path, content)

    def known(self) -> Context:
        """What the proof-reader knows of the archive: names, days of meetings, decided items."""
        generation = self.index.generation
        if self._known is None or self._known[0] != generation:
            self._known = (generation, self._gathered())
        return self._known[1]

    def _gathered(self) -> Context:
        from tingsbok.checking.source import days_of_meetings
        from tingsbok.proofreading import Context, known_names

        return Context(
            people=known_names(self.index.names("person")),
            bodies=known_names(self.index.names("body")),
            parties=known_names(self.index.names("organisation")),
            meetings=days_of_meetings(self.index),
            resolve=self.resolve,
            decided=self.index.decided_items,
            name=self.name,
        )

    def check_approved(self, record: Record) -> list[Problem]:
        """What is wrong in a record that may be part of minutes which are approved in the last commit.

        Args:
            record: The record as it is staged, or as it lies in the work tree.
        """
        from tingsbok import checks
        from tingsbok.meetings.locks import is_locked

        path = record.path if record.type == "meeting" else self.index.path_of(record.text("meeting"))
        head = self.store.head()
        raw = self.store.read_at(head, path) if head and path else None
        if raw is None or not is_locked(parse_record(path or "", raw)):
            return []
        return list(checks.approved.check(record, checks.Lookup(self)))

    def _query(self, query: str | Query, record_type: str) -> Query:
        return parse(query, self.schemas, kind=record_type) if isinstance(query, str) else query

    def _backlink(self, row: Row, link: Link) -> Backlink:
        record_type = self.schemas.types.get(row.type)
        field = record_type.field(link.field) if record_type and link.field else None
        return Backlink(row, field.title(current()) if field else "", link.field, link.line, link.item)

    def _linking(self, identity: str, record_type: str, field: str) -> list[Record]:
        """Records of a type that refer to the record in the given field, each once."""
        sources = dict.fromkeys(link.source for link in self.index.backlinks(identity, [field]))
        found = (self.resolve(source) for source in sources)
        return [record for record in found if record is not None and record.type == record_type]


def _opened(store: Callable[[], Store], index_file: Path, schemas: SchemaSet, day: date | None) -> Reader:
    return Reader(store(), Index.open(index_file, schemas), schemas, day)

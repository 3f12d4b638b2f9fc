"""The index: lists, search and backlinks without reading the archive. It may be deleted at any time.

Everything in it comes from the records and is read again when it is missing, damaged or of another version.
Many threads may read while one refreshes; each reads what was committed last.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import sqlite3
import unicodedata
from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import TypeVar

from tingsbok import __version__
from tingsbok.index import complete, facets, known, links, search
from tingsbok.index.listing import Rows
from tingsbok.index.made import loaded_problems
from tingsbok.index.pages import Pages
from tingsbok.index.query import Compiler, Condition, of_types, together
from tingsbok.index.refresh import Refresher, explained
from tingsbok.index.rows import Listing, Refresh, Row, SearchResult
from tingsbok.index.schema import Database, is_damage, is_interruption
from tingsbok.index.tables import decoded, document_of, type_numbers
from tingsbok.index.update import Progress
from tingsbok.index.words import Vocabulary
from tingsbok.links import Link
from tingsbok.problems import Problem
from tingsbok.query import Query, Sort, field_names, parse, sort_by
from tingsbok.schema import RecordType, SchemaSet
from tingsbok.store.base import Store

_T = TypeVar("_T")


class Index:
    """What the archive's records say, ready to be asked.

    Args:
        database: The database file.
        schemas: The record types.
    """

    def __init__(self, database: Database, schemas: SchemaSet) -> None:
        self._database = database
        self._schemas = schemas
        self._store: Store | None = None
        self._searching: set[sqlite3.Connection] = set()
        self._stops = 0
        self._types = type_numbers(schemas)
        self._words: tuple[tuple[int, int], Vocabulary] | None = None

    @classmethod
    def open(cls, db_path: Path, schemas: SchemaSet) -> Index:
        """Open the index, or an empty one if there is none that fits these schemas.

        Args:
            db_path: The database file, outside the work tree; a temporary one is used where it cannot be.
            schemas: The record types.
        """
        return cls(Database(db_path, _stamp(schemas)), schemas)

    def close(self) -> None:
        """Close the database."""
        self.interrupt()
        self._database.close()

    def let_go(self) -> None:
        """Close the connections until they are needed: a copy of this process must not inherit any."""
        self._database.let_go()

    @property
    def generation(self) -> int:
        """A number that grows whenever a refresh has changed something."""
        query = "select value from meta where key = 'generation'"
        return self._read(lambda connection: int(connection.execute(query).fetchone()[0]))

    # -- bringing up to date

    def refresh(
        self,
        store: Store,
        *,
        paths: Sequence[str] | None = None,
        quick: bool = False,
        progress: Progress | None = None,
    ) -> Refresh:
        """Read again what differs from the files; costs what changed since the last time.

        Args:
            store: Where the files lie.
            paths: Look at these files only, and do not ask git what differs from the last commit.
            quick: Look only at files that git calls changed: all but those that git is told to ignore.
            progress: Called now and then with how many files are read, and of how many.

        Raises:
            Refused: Another program keeps the index, or there is no room for it.
        """
        self._store = store
        refresher = Refresher(self._database, self._schemas, store, progress)
        if self._database.is_replaced():
            self._database.renew()

        def bring_up_to_date() -> Refresh:
            if paths is not None:
                return refresher.files(paths)
            return refresher.suspects() if quick else refresher.everything()

        return self._mended(bring_up_to_date, refresher.everything)

    # -- lists

    def listing(
        self, query: Query | None = None, *, type: str = "", sort: str = "", today: date | None = None
    ) -> Listing:
        """The rows that a query finds.

        Args:
            query: The question; every record if absent.
            type: Only records of this type.
            sort: A column's spec or a field's name, ``-`` first for falling; the query's own goes before.
            today: The day that relative dates count from.

        Raises:
            WrongUse: There is no field to sort by of that name.
        """
        asked = query or Query()
        record_type = self._one_type(asked, type)
        rows = Rows(asked, type, record_type, self._sorts(asked, sort, record_type))
        count, first = self._read(lambda db: rows.first(db, self._compiler(db, today)))
        return Listing(
            count,
            first,
            lambda: self._read(lambda db: rows.all(db, self._compiler(db, today))),
            self._rows,
            self._rowid,
        )

    def facets(
        self, query: Query | None, name: str, *, type: str = "", today: date | None = None
    ) -> list[tuple[str, int]]:
        """How many of the found records have each value, the commonest first; those without one do not count.

        Args:
            query: The question; every record if absent.
            name: ``type``, ``body``, ``year``, ``status``, or the name or title of any field.
            type: Only records of this type.
            today: The day that relative dates count from.
        """

        def count(connection: sqlite3.Connection) -> list[tuple[str, int]]:
            condition = self._condition(connection, query or Query(), type, today)
            statement = facets.statement(connection, name, field_names(self._schemas), condition, type)
            return [(str(value), int(many)) for value, many in connection.execute(*statement)]

        return self._read(count)

    def row(self, identity: str) -> Row | None:
        """The row of the record with this id or alias; ``None`` if there is none."""
        return self.rows_of([identity]).get(identity)

    def rows_of(self, identities: Iterable[str]) -> dict[str, Row]:
        """The rows of several records by the ids that are asked for; an id without a row is left out."""
        wanted = dict.fromkeys(identities)

        def find(connection: sqlite3.Connection) -> dict[str, Row]:
            numbers = {one: _number(connection, one) for one in wanted}
            found = Pages(connection, self._schemas).rows([n for n in numbers.values() if n is not None])
            rows = {row.rowid: row for row in found}
            return {one: rows[number] for one, number in numbers.items() if number in rows}

        return self._read(find)

    def path_of(self, identity: str) -> str:
        """The file of the record with this id or alias; empty if there is none."""

        def find(connection: sqlite3.Connection) -> str:
            document = document_of(connection, identity)
            found = connection.execute("select path from file where doc = ?", (document,)).fetchone()
            return decoded(found[0]) if found else ""

        return self._read(find)

    def paths_of(self, identity: str) -> list[str]:
        """Every file whose own id this is; more than one only while a mistake is not mended."""
        return self._read(lambda connection: links.files_of(connection, identity))

    # -- search

    def search(
        self, query: Query, *, type: str = "", limit: int = 200, today: date | None = None
    ) -> SearchResult:
        """The newest records that a query finds, with the words marked; for every key that is typed.

        Args:
            query: The question, read leniently.
            type: Only records of this type.
            limit: At most so many hits; all are counted.
            today: The day that relative dates count from.
        """
        if query.node is None or search.is_too_short(query):
            return SearchResult()
        return self._read(lambda connection: self._search(connection, query, type, limit, today))

    def _search(
        self, connection: sqlite3.Connection, query: Query, type: str, limit: int, today: date | None
    ) -> SearchResult:
        stops = self._stops
        self._searching.add(connection)
        try:
            compiler = self._compiler(connection, today)
            rowids, by_type, more = search.Search(connection, compiler, query, type, self._types).found(limit)
            hits = search.hits(connection, Pages(connection, self._schemas), rowids, query)
            meant = "" if rowids else self._did_you_mean(connection, query, type, today)
        except sqlite3.OperationalError as error:
            if not is_interruption(error):
                raise
            return SearchResult(interrupted=True)
        finally:
            self._searching.discard(connection)
        counts = dict(by_type.most_common())
        count = min(sum(counts.values()), search.MOST_COUNTED)
        return SearchResult(tuple(hits), count, counts, meant, stops != self._stops, more)

    def _did_you_mean(
        self, connection: sqlite3.Connection, query: Query, type: str, today: date | None
    ) -> str:
        dated = search.with_dates(query.text)
        asked = query if dated == query.text else parse(dated, self._schemas, lenient=True)
        text = search.corrected(asked, self._vocabulary(connection)) or dated
        if text == query.text:
            return ""
        meant = parse(text, self._schemas, lenient=True)
        found = search.Search(connection, self._compiler(connection, today), meant, type, self._types)
        return "" if found.is_empty() else text

    def interrupt(self) -> None:
        """Stop the searches of all threads; they answer what they have."""
        self._stops += 1
        for connection in tuple(self._searching):
            with contextlib.suppress(sqlite3.ProgrammingError):  # closed in this very moment
                connection.interrupt()

    def complete(self, text: str, types: Sequence[str] = (), limit: int = 20) -> list[Row]:
        """Records whose name, alias or id is like *text*, the likest first, then those that mention it."""

        def find(connection: sqlite3.Connection) -> list[Row]:
            rowids = complete.complete(connection, self._vocabulary(connection), text, types, limit)
            return Pages(connection, self._schemas).rows(rowids)

        return self._read(find)

    def is_called(self, identity: str, text: str) -> bool:
        """Whether a record that :meth:`complete` finds bears a name like *text*; else it is a guess."""
        return self._read(lambda connection: complete.is_called(connection, identity, text))

    # -- links

    def backlinks(self, identity: str, fields: Collection[str] = ()) -> list[Link]:
        """Every reference to a record under any of its ids, by type of what refers, the newest first.

        Args:
            identity: The record.
            fields: Only references in these fields, by their dotted names; all if there are none.
        """
        return self._read(lambda connection: links.backlinks(connection, identity, fields))

    def broken_links(self) -> list[Link]:
        """Every reference to a record, or an item of one, that does not exist."""
        return self._read(lambda connection: links.broken(connection, self._schemas))

    def events_of(self, identity: str) -> list[Row]:
        """Records that refer to a record, themselves or through the item they belong to, the newest first."""
        return self._read(
            lambda connection: Pages(connection, self._schemas).rows(links.events(connection, identity))
        )

    def problems(self) -> list[Problem]:
        """What made files hard or impossible to read, by path; in the language in use when they were read."""
        query = "select problems from data join file using (doc) where problems <> '[]' order by path"
        return self._read(
            lambda db: [problem for (text,) in db.execute(query) for problem in loaded_problems(text)]
        )

    # -- what proof-reading must know

    def names(self, type: str) -> list[tuple[str, str]]:
        """Each name of the records of a type with the record's id, a record's own name before the others."""
        return self._read(lambda connection: list(known.names(connection, type)))

    def meeting_days(self) -> list[tuple[str, str]]:
        """The body and the day of each meeting."""
        return self._read(lambda connection: list(known.meeting_days(connection)))

    def decided_items(self, meeting: str) -> frozenset[str]:
        """The keys of the items of a meeting that have a decision with an outcome."""
        return self._read(lambda connection: known.decided_items(connection, meeting))

    # -- inside

    @property
    def file(self) -> Path:
        """The database file; it may lie elsewhere than it was meant to."""
        return self._database.path

    @property
    def stamp(self) -> str:
        """What the content depends on beside the records."""
        return _stamp(self._schemas)

    def ask(self, question: Callable[[sqlite3.Connection], _T]) -> _T:
        """Put a question of another module of this package."""
        return self._read(question)

    def _read(self, question: Callable[[sqlite3.Connection], _T]) -> _T:
        def ask() -> _T:
            with self._database.reading() as connection:
                return question(connection)

        def ask_anew() -> _T:
            if self._store is not None:
                Refresher(self._database, self._schemas, self._store).everything()
            return ask()

        return self._mended(ask, ask_anew)

    def _mended(self, task: Callable[[], _T], anew: Callable[[], _T]) -> _T:
        """Carry out a task; if the database turns out to be damaged, *anew* with an empty one.

        Raises:
            Refused: Another program keeps the index, or the disk does not take it.
        """
        try:
            try:
                return task()
            except sqlite3.DatabaseError as error:
                if not is_damage(error):
                    raise
            self._database.renew()
            return anew()
        except sqlite3.DatabaseError as error:
            raise explained(error) from error

    def _rows(self, rowids: Sequence[int]) -> list[Row]:
        return self._read(lambda connection: Pages(connection, self._schemas).rows(rowids))

    def _rowid(self, identity: str) -> int | None:
        return self._read(lambda connection: _number(connection, identity))

    def _condition(
        self, connection: sqlite3.Connection, query: Query, type: str, today: date | None
    ) -> Condition:
        asked = self._compiler(connection, today).condition(query.node)
        return together([of_types([type] if type else []), asked], "and")

    def _compiler(self, connection: sqlite3.Connection, today: date | None) -> Compiler:
        return Compiler(connection, self._schemas, self._vocabulary(connection), today or date.today())  # noqa: DTZ011

    def _vocabulary(self, connection: sqlite3.Connection) -> Vocabulary:
        version = Vocabulary.version(connection)
        remembered = self._words
        if remembered is None or remembered[0] != version:
            remembered = (version, Vocabulary.read(connection))
            self._words = remembered
        return remembered[1]

    def _one_type(self, query: Query, type: str) -> RecordType | None:
        names = (type,) if type else query.types
        return self._schemas.types.get(names[0]) if len(names) == 1 else None

    def _sorts(self, query: Query, sort: str, record_type: RecordType | None) -> tuple[Sort, ...]:
        if query.sort or sort:
            return (*query.sort, *([sort_by(sort, self._schemas)] if sort else []))
        usual = record_type.sort if record_type else ""
        return (Sort(usual.removeprefix("-"), usual.startswith("-")),) if usual else ()


def _stamp(schemas: SchemaSet) -> str:
    """What an index depends on beside the records: the schemas, this version, and what keys are made of."""
    text = json.dumps([__version__, unicodedata.unidata_version, schemas.documents], sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def _number(connection: sqlite3.Connection, identity: str) -> int | None:
    """The number of the row of the record with this id or alias; ``None`` if there is none."""
    document = document_of(connection, identity)
    found = connection.execute("select rowid from rec where doc = ?", (document,)).fetchone()
    return int(found[0]) if found else None

"""From a query to SQL: conditions on the table ``rec``, called ``r``. Users' words are values, never SQL."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Final

from msgspec import Struct

from tingsbok.collation import fold, plain
from tingsbok.index.values import storable
from tingsbok.index.words import Vocabulary, match_words
from tingsbok.query import Every, Some, Term, Without, Words
from tingsbok.query.dates import highest, lowest
from tingsbok.query.nodes import Node, Subject
from tingsbok.schema import SchemaSet

_CONTAINERS: Final = ("objects", "object")
_MOST_NAMED: Final = 5_000


class Condition(Struct, frozen=True):
    """A piece of SQL with its values."""

    sql: str
    values: tuple[object, ...] = ()


TRUE: Final = Condition("1")
FALSE: Final = Condition("0")


class Compiler:
    """Turns what is asked into SQL.

    Args:
        connection: A reading connection, for names and fields.
        schemas: The record types.
        vocabulary: The words of the archive.
        today: The day that relative dates count from.
    """

    def __init__(
        self, connection: sqlite3.Connection, schemas: SchemaSet, vocabulary: Vocabulary, today: date
    ) -> None:
        self._db = connection
        self._schemas = schemas
        self._vocabulary = vocabulary
        self._today = today
        self._fields: dict[str, int] = dict(connection.execute("select name, n from field").fetchall())

    def condition(self, node: Node | None) -> Condition:
        """What a row must fulfil."""
        match node:
            case None:
                return TRUE
            case Words():
                return self._words(node)
            case Every(parts):
                return together([self.condition(part) for part in parts], "and")
            case Some(parts):
                return together([self.condition(part) for part in parts], "or")
            case Without(part):
                inside = self.condition(part)
                return Condition(f"not ({inside.sql})", inside.values)
            case Term():
                return self._test(node)

    def match(self, words: Words) -> str:
        """The full-text expression for a word; empty if it has no letters or digits."""
        return match_words(words, self._vocabulary)

    def _words(self, words: Words) -> Condition:
        expression = self.match(words)
        if not expression:
            return TRUE
        return Condition("r.rowid in (select rowid from fts where fts match ?)", (expression,))

    def _test(self, test: Term) -> Condition:
        makers: dict[Subject, Callable[[Term], Condition]] = {
            "field": self._field,
            "type": lambda asked: _plain_test("r.type", asked),
            "date": self._date,
            "body": self._body,
            "id": self._id,
            "link": self._link,
            "linked": self._link,
            "mention": self._link,
            "name": self._name,
            "path": lambda asked: _contains("lower(cast(r.path as text))", asked),
            "problems": self._problems,
        }
        return makers[test.subject](test)

    # -- fields

    def _field(self, test: Term) -> Condition:
        numbers = _listed(self._numbers(test))
        has = f"r.doc in (select doc from value where field in ({numbers}))"
        match test.operator:
            case "has":
                return Condition(has)
            case "lacks":
                types = sorted({name for field in test.fields for name in field.types})
                return Condition(f"(r.type in ({_marks(types)}) and not {has})", tuple(types))
            case "is" if self._asks_for_states(test):
                types = sorted({name for field in test.fields for name in field.types})
                sql = f"(r.type in ({_marks(types)}) and r.status in ({_marks(test.values)}))"
                return Condition(sql, (*types, *test.values))
            case "is":
                values = tuple(map(_folded, test.values))
                if any(field.kind == "link" for field in test.fields):
                    inner = together([self._is_one(value) for value in values], "or")
                else:
                    inner = Condition(f"fold in ({_marks(values)})", values)
            case "between":
                inner = self._between(test, "key")
            case "link":
                inner = together([self._names_one(value) for value in test.values], "or")
            case _:
                parts = [Condition("instr(fold, ?) > 0", (_folded(value),)) for value in test.values]
                inner = together(parts, "or")
        sql = f"r.doc in (select doc from value where field in ({numbers}) and {inner.sql})"
        return Condition(sql, inner.values)

    def _asks_for_states(self, test: Term) -> bool:
        """Whether a test is one of what every row has anyway: its state, by values that the schemas know."""
        types = {self._schemas.types[name] for field in test.fields for name in field.types}
        known = {choice for one in types if (field := one.field(one.status)) for choice in field.choices}
        paths = {field.path for field in test.fields}
        return paths == {one.status for one in types} and known.issuperset(test.values)

    def _numbers(self, test: Term) -> list[int]:
        """Numbers of the fields tested; of a list or mapping of fields, all those inside."""
        found: list[int] = []
        for field in test.fields:
            found += [self._fields[field.path]] if field.path in self._fields else []
            if field.kind in _CONTAINERS:
                inside = f"{field.path}."
                found += [number for name, number in self._fields.items() if name.startswith(inside)]
        return found

    def _names_one(self, value: str) -> Condition:
        """A link that names the record meant by *value*, which may be an id, a name or the start of one."""
        if "#" in value:
            return self._is_one(_folded(value))
        idents = self.idents_meant(value)
        if idents:
            return Condition("fold in (select value from json_each(?))", (json.dumps(idents),))
        return Condition("instr(fold, ?) > 0", (_folded(value),))

    def _is_one(self, link: str) -> Condition:
        """A link under any id of the record that it names, to the item that is named if there is one."""
        target, mark, item = link.partition("#")
        idents = self._idents_of(target)
        if not item:
            return Condition(f"fold in ({_marks(idents)})", tuple(idents))
        forms = tuple(f"{ident}{mark}{item}" for ident in idents)
        return Condition(f"lower(coalesce(text, fold)) in ({_marks(forms)})", forms)

    def _between(self, test: Term, column: str) -> Condition:
        # numbers and texts are of different fields with one name, and no text is more than a number
        texts = all(end is None or isinstance(end.value, str) for end in (test.low, test.high))
        sql, values = [f"typeof({column}) {'=' if texts else '<>'} 'text'", f"{column} is not null"], []
        if test.low is not None:
            operator, value = lowest(test.low, self._today)
            sql.append(f"{column} {operator} ?")
            values.append(value)
        if test.high is not None:
            operator, value = highest(test.high, self._today)
            sql.append(f"{column} {operator} ?")
            values.append(value)
        return Condition(f"({' and '.join(sql)})", tuple(values))

    # -- facts that every record has

    def _date(self, test: Term) -> Condition:
        if test.operator != "between":
            return _plain_test("r.date", test)
        inner = self._between(test, "r.date")
        return Condition(f"(r.date <> '' and {inner.sql})", inner.values)

    def _body(self, test: Term) -> Condition:
        if test.operator in {"has", "lacks"}:
            return _plain_test("r.body", test)
        idents = [ident for value in test.values for ident in (self.idents_meant(value) or [_folded(value)])]
        return Condition("lower(r.body) in (select value from json_each(?))", (json.dumps(idents),))

    def _id(self, test: Term) -> Condition:
        parts = [self._one_id(value) for value in test.values]
        return (
            together(parts, "or")
            if test.operator in {"like", "is"}
            else TRUE
            if test.operator == "has"
            else FALSE
        )

    def _one_id(self, value: str) -> Condition:
        wanted = _folded(value)
        if wanted.endswith("*"):
            return Condition("substr(r.fid, 1, ?) = ?", (len(wanted) - 1, wanted[:-1]))
        exact = self._documents("select distinct doc from ident where fid = ?", wanted)
        if exact:
            return Condition(f"r.doc in ({_listed(exact)})")
        return Condition("instr(r.fid, ?) > 0", (wanted,))

    def _name(self, test: Term) -> Condition:
        if test.operator in {"has", "lacks"}:
            return TRUE if test.operator == "has" else FALSE
        how = "fold = ?" if test.operator == "is" else "instr(fold, ?) > 0"
        parts = [
            Condition(f"r.doc in (select doc from name where {how})", (_folded(one),)) for one in test.values
        ]
        return together(parts, "or")

    def _problems(self, test: Term) -> Condition:
        if test.operator in {"has", "lacks"}:
            few = "r.doc in (select doc from rec where problems > 0)"  # they have an index of their own
            return Condition(few if test.operator == "has" else "r.problems = 0")
        sql = "r.doc in (select doc from data where instr(lower(problems), ?) > 0)"
        return together([Condition(sql, (_folded(value),)) for value in test.values], "or")

    # -- links

    def _link(self, test: Term) -> Condition:
        referring = "r.doc in (select doc from link{})"
        referred = "r.doc in (select i.doc from link l join ident i on i.fid = l.dst{})"
        sql = referred if test.subject == "linked" else referring
        if test.operator in {"has", "lacks"}:
            return Condition(f"{'' if test.operator == 'has' else 'not '}{sql.format('')}")
        return together([self._one_link(test.subject, value, sql) for value in test.values], "or")

    def _one_link(self, subject: str, value: str, sql: str) -> Condition:
        target, _, item = _folded(value).partition("#")
        # a link that leads nowhere is found by what it says, which no record is called
        idents = self.idents_meant(target) or [target]
        if subject == "linked":
            where = " where l.doc in (select doc from ident where fid in (select value from json_each(?)))"
            return Condition(sql.format(where), (json.dumps(idents),))
        found = Condition(sql.format(" where dst in (select value from json_each(?))"), (json.dumps(idents),))
        if subject == "mention":
            own = Condition("r.fid in (select value from json_each(?))", (json.dumps(idents),))
            return together([found, own], "or")
        if item:
            where = " where dst in (select value from json_each(?)) and lower(item) = ?"
            return Condition(sql.format(where), (*found.values, item))
        return found

    def _idents_of(self, target: str) -> list[str]:
        """The id itself and every other id of the record that it is."""
        query = "select fid from ident where doc in (select doc from ident where fid = ?)"
        return [target, *(fid for (fid,) in self._db.execute(query, (target,)))]

    def idents_meant(self, value: str) -> list[str]:
        """The ids of the records meant: by an id or a whole name, else by the start of a word in a name.

        Only where nothing fits, the names are tried without å, ä, ö and other marks.
        """
        wanted = _folded(value).strip()
        if not wanted:
            return []
        documents = (
            self._documents("select distinct doc from ident where fid = ?", wanted)
            or self._documents("select distinct doc from name where fold = ?", wanted)
            or self._documents("select distinct doc from name where instr(' ' || fold, ?) > 0", f" {wanted}")
            or self._documents(
                "select distinct doc from name where instr(' ' || plain, ?) > 0", f" {plain(wanted)}"
            )
        )
        query = "select fid from ident where doc in (select value from json_each(?))"
        return [fid for (fid,) in self._db.execute(query, (json.dumps(documents),))]

    def _documents(self, query: str, value: str) -> list[int]:
        return [doc for (doc,) in self._db.execute(f"{query} limit {_MOST_NAMED}", (value,))]


def together(parts: Sequence[Condition], word: str) -> Condition:
    """Several conditions as one."""
    if not parts:
        return TRUE
    sql = f" {word} ".join(part.sql for part in parts)
    return Condition(f"({sql})", tuple(value for part in parts for value in part.values))


def of_types(types: Iterable[str]) -> Condition:
    """Rows of certain types; of any if none is given."""
    names = tuple(types)
    return Condition(f"r.type in ({_marks(names)})", names) if names else TRUE


def _plain_test(column: str, test: Term) -> Condition:
    match test.operator:
        case "has":
            return Condition(f"{column} <> ''")
        case "lacks":
            return Condition(f"{column} = ''")
        case _:
            return Condition(f"{column} in ({_marks(test.values)})", test.values)


def _contains(column: str, test: Term) -> Condition:
    if test.operator in {"has", "lacks"}:
        return TRUE if test.operator == "has" else FALSE
    return together([Condition(f"instr({column}, ?) > 0", (_folded(value),)) for value in test.values], "or")


def _folded(value: str) -> str:
    return fold(storable(value))


def _marks(values: Sequence[object]) -> str:
    return ", ".join("?" * len(values))


def _listed(numbers: Iterable[int]) -> str:
    return ", ".join(map(str, numbers))

"""Which rows a list has, in which order: as many as are shown at first, the rest when somebody scrolls."""

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Sequence
from itertools import chain
from typing import Final

from tingsbok.index.order import NEWEST_FIRST, column_order, is_newest_first, order_by
from tingsbok.index.query import TRUE, Compiler, Condition, of_types, together
from tingsbok.query import Every, Query, Sort, Term
from tingsbok.schema import RecordType

FIRST: Final = 200
"""Rows whose numbers are read at once."""

_NO_LIMIT: Final = -1


class Rows:
    """The numbers of a list's rows.

    Args:
        query: What the rows fulfil.
        kind: The type of all rows, if a front end lists one; empty for any.
        record_type: The type of all rows, if they are of one, however that was said.
        sorts: The order.
    """

    def __init__(
        self, query: Query, kind: str, record_type: RecordType | None, sorts: Sequence[Sort]
    ) -> None:
        self._query = query
        self._kind = kind
        self._type = record_type
        self._sorts = sorts

    def first(self, connection: sqlite3.Connection, compiler: Compiler) -> tuple[int, array[int]]:
        """How many rows there are, and the numbers of the first, or of all if that is no less work."""
        condition = self._condition(compiler)
        if "select" in condition.sql:
            numbers = self.all(connection, compiler)
            return len(numbers), numbers
        statement = f"select count(*) from rec r where {condition.sql}"
        (count,) = connection.execute(statement, condition.values).fetchone()
        return count, self._numbers(connection, compiler, FIRST)

    def all(self, connection: sqlite3.Connection, compiler: Compiler) -> array[int]:
        """The numbers of all rows."""
        return self._numbers(connection, compiler, _NO_LIMIT)

    def _numbers(self, connection: sqlite3.Connection, compiler: Compiler, limit: int) -> array[int]:
        numbers = array("q")
        for statement in self._statements(connection, compiler):
            left = limit - len(numbers) if limit >= 0 else limit
            if left:
                cursor = connection.execute(f"{statement.sql} limit ?", (*statement.values, left))
                numbers.extend(chain.from_iterable(cursor))
        return numbers

    def _statements(self, connection: sqlite3.Connection, compiler: Compiler) -> list[Condition]:
        """The statements that give the rows, one after the other."""
        condition = self._condition(compiler)
        if is_newest_first(self._sorts, self._type):
            sql = f"select r.rowid from rec r where {condition.sql} order by {NEWEST_FIRST}"
            return [Condition(sql, condition.values)]
        if self._type is not None and (walk := column_order(self._sorts, self._type)):
            return self._by_column(compiler, self._type, *walk)
        keys, order = order_by(connection, self._sorts, self._type)
        sql = f"select rowid from (select r.rowid, r.date, r.nat{keys.sql} from rec r where {condition.sql})"
        return [Condition(f"{sql} order by {order}", (*keys.values, *condition.values))]

    def _by_column(
        self, compiler: Compiler, record_type: RecordType, column: str, order: str
    ) -> list[Condition]:
        """Those with something in the column, then those without, the newest first."""
        condition = self._without_type(compiler)
        source = "ordering o" if condition is TRUE else "ordering o cross join rec r on r.rowid = o.rowid"
        start = f"select o.rowid from {source} where o.type = ? and {condition.sql} and {column}"
        values = (record_type.name, *condition.values)
        return [
            Condition(f"{start} is not null order by {order}", values),
            Condition(f"{start} is null order by o.age", values),
        ]

    def _condition(self, compiler: Compiler) -> Condition:
        asked = compiler.condition(self._query.node)
        return together([of_types([self._kind]), asked], "and") if self._kind else asked

    def _without_type(self, compiler: Compiler) -> Condition:
        """What the rows fulfil beside being of their type."""
        node = self._query.node
        parts = node.parts if isinstance(node, Every) else (node,) if node is not None else ()
        rest = [
            part for part in parts if not (isinstance(part, Term) and part.subject == "type" and part.values)
        ]
        return together([compiler.condition(part) for part in rest], "and") if rest else TRUE

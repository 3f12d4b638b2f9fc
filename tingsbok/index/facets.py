"""Counting the values of what was found."""

from __future__ import annotations

import sqlite3
from typing import Final

from tingsbok.index.query import Condition
from tingsbok.query.fields import FieldNames
from tingsbok.query.terms import subject_of

_COLUMNS: Final = {"type": "r.type", "body": "r.body", "year": "substr(r.date, 1, 4)", "date": "r.date"}
_MOST: Final = 1_000


def statement(
    connection: sqlite3.Connection, name: str, names: FieldNames, condition: Condition, kind: str = ""
) -> tuple[str, tuple[object, ...]]:
    """The SQL that counts each value of a field among the rows that fulfil a condition, the commonest first.

    Args:
        connection: A reading connection, for the fields.
        name: ``type``, ``body``, ``year``, or a field by name or title.
        names: The words for fields.
        condition: What the rows fulfil.
        kind: The type of all rows; empty if they are of several.
    """
    column = _COLUMNS.get(subject_of(name), "r.status" if name == "status" else "")
    if column:
        return _counted(
            f"{column} as value, 1 as doc from rec r where {condition.sql}", "*"
        ), condition.values
    fields = names.last_steps("case") if subject_of(name) == "case" else names.fields(name.removeprefix("."))
    fields = tuple(field for field in fields if not kind or kind in field.types)
    known = dict(connection.execute("select name, n from field").fetchall())
    numbers = ", ".join(str(known[field.path]) for field in fields if field.path in known) or "null"
    links = any(field.kind == "link" for field in fields)
    value = "v.fold" if links else "coalesce(v.text, v.fold)"
    once = all(field.single for field in fields)
    return _counted(
        f"{value} as value, r.doc as doc from value v join rec r using (doc) "
        f"where v.field in ({numbers}) and {condition.sql}",
        "*" if once else "distinct doc",
    ), condition.values


def _counted(rows: str, what: str) -> str:
    return (
        f"select value, count({what}) as many from (select {rows}) where value <> '' "
        f"group by value order by many desc, value limit {_MOST}"
    )

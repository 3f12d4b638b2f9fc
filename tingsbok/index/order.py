"""The order of a list as SQL: any column, any field, Swedish order, what is missing last."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import Final

from tingsbok.index.facts import MOST_COLUMNS
from tingsbok.index.query import Condition
from tingsbok.query import Sort
from tingsbok.schema import RecordType

NEWEST_FIRST: Final = "r.date desc, r.nat"

_KEYS: Final = {"date": "nullif(r.date, '')", "label": "r.key", "type": "nullif(r.type, '')", "id": "r.nat"}
_NEVER_EMPTY: Final = ("r.key", "r.nat")
_OF_VALUE: Final = (
    "select min(coalesce(v.key, b.skey, v.fold)) from value v left join rec b on b.fid = v.fold"
)
_THROUGH: Final = """select min(coalesce(w.key, b.skey, w.fold)) from value v join ident i on i.fid = v.fold
    join value w on w.doc = i.doc left join rec b on b.fid = w.fold"""
_BODY: Final = "(select min(b.skey) from rec b where b.fid = r.body)"


def order_by(
    connection: sqlite3.Connection, sorts: Sequence[Sort], record_type: RecordType | None
) -> tuple[Condition, str]:
    """What to sort by.

    Args:
        connection: A reading connection, for the fields.
        sorts: The keys asked for, the most important first.
        record_type: The type listed, if it is one: its specs are known facts of every row.

    Returns:
        Columns to select beside the row's number, each with a comma before it, and the order by these.
    """
    fields = dict(connection.execute("select name, n from field").fetchall())
    columns: list[str] = []
    values: list[object] = []
    order: list[str] = []
    for number, sort in enumerate(sorts):
        key = _key(sort.spec, fields, record_type)
        if key.sql in _NEVER_EMPTY and len(sorts) == 1:
            return Condition(
                f", {key.sql}"
            ), f"{key.sql.partition('.')[2]} {'desc' if sort.descending else 'asc'}"
        columns.append(f", {key.sql} as k{number}")
        values += key.values
        order.append(f"k{number} is null, k{number} {'desc' if sort.descending else 'asc'}")
    return Condition("".join(columns), tuple(values)), ", ".join([*order, "date desc, nat"])


def column_order(sorts: Sequence[Sort], record_type: RecordType | None) -> tuple[str, str] | None:
    """How to walk the table ``ordering``, which is kept in the order of every column of a type's list.

    Returns:
        The column, and the order by it; ``None`` if the order asked for is another.
    """
    if record_type is None or len(sorts) != 1:
        return None
    specs = [column.spec for column in record_type.columns[:MOST_COLUMNS]]
    facts = {"date": record_type.date, "label": record_type.label, "body": record_type.body_field}
    spec = facts.get(sorts[0].spec, sorts[0].spec)
    if spec not in specs:
        return None
    column, falling = f"o.c{specs.index(spec)}", sorts[0].descending
    return column, f"{column} desc, o.age desc" if falling else f"{column}, o.age"


def is_newest_first(sorts: Sequence[Sort], record_type: RecordType | None) -> bool:
    """Whether the order is the one that the tables have anyway."""
    return not sorts or (
        len(sorts) == 1 and sorts[0].descending and _known(sorts[0].spec, record_type) == "date"
    )


def _known(spec: str, record_type: RecordType | None) -> str:
    """The fact of every row that a spec is, for the listed type; empty if it is a field like others."""
    if spec in _KEYS or spec == "body":
        return spec
    if record_type is None:
        return "label" if spec in {"title", "name"} else ""
    facts = {record_type.body_field: "body", record_type.label: "label", record_type.date: "date"}
    known = facts.get(spec, "")
    field = record_type.field(record_type.date)
    return "" if known == "date" and field is not None and field.kind == "link" else known


def _key(spec: str, fields: dict[str, int], record_type: RecordType | None) -> Condition:
    known = _known(spec, record_type)
    if known == "body":
        return Condition(_BODY)
    if known:
        return Condition(_KEYS[known])
    parts = [_alternative(one.strip(), fields) for one in spec.split("|")]
    found = [part for part in parts if part is not None]
    if not found:
        return Condition("null")
    listed = ", ".join(f"({part.sql})" for part in found)
    return Condition(f"coalesce({listed}, null)", tuple(value for part in found for value in part.values))


def _alternative(spec: str, fields: dict[str, int]) -> Condition | None:
    """The least value of a field, or of a field of the record that a link names."""
    if spec in fields:
        return Condition(f"{_OF_VALUE} where v.doc = r.doc and v.field = ?", (fields[spec],))
    first, _, last = spec.partition(".")
    if first in fields and last in fields:
        return Condition(
            f"{_THROUGH} where v.doc = r.doc and v.field = ? and w.field = ?", (fields[first], fields[last])
        )
    return None

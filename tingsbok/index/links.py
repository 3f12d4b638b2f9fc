"""References between records as the index knows them."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection
from typing import Any

from tingsbok.collation import fold
from tingsbok.index.tables import decoded
from tingsbok.index.values import INHERITED, storable
from tingsbok.links import Link
from tingsbok.schema import SchemaSet

_COLUMNS = "f.id, l.field, l.target, l.item, l.line, l.path"
IDENTS = "select fid from ident where doc in (select doc from ident where fid = :id) union select :id"
"""Every id of the record with the id ``:id``, in the form that links are kept in; for a question."""


def backlinks(connection: sqlite3.Connection, identity: str, fields: Collection[str] = ()) -> list[Link]:
    """Every reference to a record under any of its ids, by type of what refers, the newest first.

    Args:
        connection: A reading connection.
        identity: The record.
        fields: Only references in these fields, by their dotted names; all if there are none.
    """
    only = "and l.field in (select value from json_each(:fields))" if fields else ""
    query = f"""select {_COLUMNS} from link l join file f using (doc) join rec r using (doc)
        where l.dst in ({IDENTS}) {only} order by r.type, r.date desc, r.nat, l.n"""
    values = {"id": fold(storable(identity)), "fields": json.dumps([*fields])}
    return [_link(row) for row in connection.execute(query, values)]


def files_of(connection: sqlite3.Connection, identity: str) -> list[str]:
    """The files whose own id this is, by path."""
    query = """select f.path from ident i join file f using (doc)
        where i.fid = ? and i.rank = 0 order by f.path"""
    found = connection.execute(query, (fold(storable(identity)),))
    return [decoded(path) for (path,) in found]


def broken(connection: sqlite3.Connection, schemas: SchemaSet) -> list[Link]:
    """Every reference to a record, or an item of one, that does not exist, by file."""
    query = f"""select {_COLUMNS}, f.path, l.n from link l join file f using (doc)
        where not exists (select 1 from ident i where i.fid = l.dst)"""
    found = connection.execute(query).fetchall()
    for record_type in schemas.types.values():
        if record_type.items:
            found += _broken_items(connection, record_type.name, f"{record_type.items}.key")
    return [_link(row) for row in sorted(found, key=lambda row: row[6:])]


def events(connection: sqlite3.Connection, identity: str) -> list[int]:
    """Numbers of the rows that refer to a record, or belong to an item that does, the newest first."""
    query = f"""select r.rowid from rec r where r.doc in (
            select doc from link where dst in ({IDENTS})
            union select doc from value where n >= :inherited and fold in ({IDENTS})
        ) order by r.date desc, r.nat"""
    values = {"id": fold(storable(identity)), "inherited": INHERITED}
    return [row[0] for row in connection.execute(query, values)]


def _broken_items(connection: sqlite3.Connection, kind: str, key: str) -> list[Any]:
    query = f"""select {_COLUMNS}, f.path, l.n from link l join file f using (doc)
        join ident i on i.fid = l.dst and i.rank = 0 join file target on target.doc = i.doc
        where l.item <> '' and target.type = ? and not exists (
            select 1 from value v join field k on k.n = v.field
            where v.doc = i.doc and k.name = ? and v.fold = lower(l.item)
        )"""
    return connection.execute(query, (kind, key)).fetchall()


def _link(row: tuple[Any, ...]) -> Link:
    source, field, target, item, line, path, *_ = row
    return Link(source=source, field=field, target=target, item=item, line=line, path=tuple(json.loads(path)))

"""What proof-reading asks of the index: names, days of meetings, which items have decisions."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from tingsbok.collation import fold
from tingsbok.index.links import IDENTS
from tingsbok.index.values import storable


def names(connection: sqlite3.Connection, kind: str) -> Iterator[tuple[str, str]]:
    """Each name of the records of a type with the record's id, a record's own name before the others."""
    query = """select r.id, n.text from name n join rec r using (doc)
        where r.type = ? and n.text <> r.id order by r.id, n.rank"""
    yield from connection.execute(query, (kind,))


def meeting_days(connection: sqlite3.Connection) -> Iterator[tuple[str, str]]:
    """The body and the day of each meeting."""
    yield from connection.execute("select body, date from rec where type = 'meeting' and date is not null")


def decided_items(connection: sqlite3.Connection, meeting: str) -> frozenset[str]:
    """The keys of the items of a meeting that have a decision with an outcome.

    The joins keep their order: from the few references to the meeting, not from all values of a field.
    """
    query = f"""select coalesce(v.text, v.fold)
        from link l cross join file f using (doc) cross join field k
        cross join value v on v.field = k.n and v.doc = l.doc
        where l.dst in ({IDENTS}) and l.field = 'meeting' and f.type = 'decision' and k.name = 'item'
        and exists (select 1 from field m cross join value o on o.field = m.n and o.doc = l.doc
            where m.name = 'outcome' and coalesce(o.text, o.fold) <> '')"""
    rows = connection.execute(query, {"id": fold(storable(meeting))})
    return frozenset(row[0] for row in rows)

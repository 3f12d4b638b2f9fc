"""The least that a first index can be: every file read, its values and its words in SQLite, and nothing made of them.

No place in a file, no link to another record, no name, no order, no check: the floor of what reads them all.
Run with the archive's folder and the file of the database.
"""

from __future__ import annotations

import hashlib
import sqlite3
import sys
from collections.abc import Iterator
from pathlib import Path

import yaml

_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_TABLES = """
pragma journal_mode = wal;
pragma synchronous = normal;
create table file (doc integer primary key, path text unique, etag text, fields text);
create table value (field text, doc int, n int, text text, primary key (field, doc, n)) without rowid;
create virtual table fts using fts5 (text, content='', prefix='2 3', tokenize='unicode61 remove_diacritics 0');
"""


def main(folder: str, database: str) -> None:
    """Index the archive in *folder*."""
    connection = sqlite3.connect(database)
    connection.executescript(_TABLES)
    for doc, file in enumerate(sorted(Path(folder, "records").rglob("*.md"))):
        raw = file.read_bytes()
        front = raw.decode().split("---\n", 2)[1]
        fields = yaml.load(front, _LOADER)  # noqa: S506 - it makes nothing but texts, lists and mappings
        row = (doc, str(file), hashlib.sha256(raw).hexdigest(), front)
        connection.execute("insert into file values (?, ?, ?, ?)", row)
        values = ((name, doc, n, text) for n, (name, text) in enumerate(_values("", fields)))
        connection.executemany("insert into value values (?, ?, ?, ?)", values)
        connection.execute("insert into fts (rowid, text) values (?, ?)", (doc, raw.decode()))
    connection.commit()
    connection.close()


def _values(name: str, value: object) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for key, one in value.items():
            yield from _values(f"{name}.{key}", one)
    elif isinstance(value, list):
        for one in value:
            yield from _values(name, one)
    else:
        yield name, str(value)


if __name__ == "__main__":
    main(*sys.argv[1:])

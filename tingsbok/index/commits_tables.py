"""The tables of the history: commits, what they touched, and how they hang together.

Every commit stands on one *line*: a run of first parents, numbered upwards. A line begins on top of a commit
of another line, or at a root. So the state of a file at any commit is the newest touch at or below its number
on its line, or on the line below; and nothing that was written ever changes when branches move.
"""

from __future__ import annotations

import json
import sqlite3
from typing import Final, NamedTuple

from msgspec import Struct, field, to_builtins

from tingsbok.index.schema import Layout

LAYOUT: Final = Layout(
    """
create table meta (key text primary key, value) without rowid;
create table person (n integer primary key, name blob, email blob, unique (name, email));
create table file (n integer primary key, path blob not null unique);
create table node (
    n integer primary key, id blob not null unique, parents blob, line int, seq int, pos int, cut int,
    seconds int, author int, moment blob, subject blob, body blob, trailers blob, files text
);
create index node_pos on node (pos, seconds);
create index node_author on node (author, pos);
create index node_root on node (pos) where parents = x'';
create table kind (word blob, n int, primary key (word, n)) without rowid;
create table line (n integer primary key, top int, onto int, at int);
create table touch (
    file int, line int, seq int, n int, blob blob, mode int, primary key (file, line, seq)
) without rowid
""",
    1,
)
"""What is in the file.

``node.pos`` falls in the order of git's log of the newest commit. A node is a *cut* if git's log from there
on is what it would be if it began there. ``touch.blob`` is empty where the file is gone, ``touch.mode`` for
an ordinary file. ``line.top`` is the highest number; ``onto`` and ``at`` tell what a line stands on.
"""

ORDINARY: Final = b"100644"


class Node(NamedTuple):
    """A commit's place.

    Attributes:
        n: Its number in the table.
        id: Its binary id.
        parents: The parents' binary ids, one after the other.
        line: Its line.
        seq: Its number on the line.
        pos: Its place in the log of the newest commit; ``None`` if it is not in it.
        cut: Whether the log from here on is what it would be if it began here.
        seconds: The committer's time.
    """

    n: int
    id: bytes
    parents: bytes
    line: int
    seq: int
    pos: int | None
    cut: int
    seconds: int

    def parent_ids(self) -> list[bytes]:
        """The ids of its parents."""
        size = len(self.id)
        return [self.parents[at : at + size] for at in range(0, len(self.parents), size)]


_NODE: Final = "select n, id, parents, line, seq, pos, cut, seconds from node where "


def node(connection: sqlite3.Connection, identity: bytes) -> Node | None:
    """The commit with a binary id; ``None`` if it is not known."""
    found = connection.execute(_NODE + "id = ?", (identity,)).fetchone()
    return Node._make(found) if found else None


def numbered(connection: sqlite3.Connection, n: int) -> Node:
    """The commit with a number."""
    return Node._make(connection.execute(_NODE + "n = ?", (n,)).fetchone())


class State(Struct):
    """How far the table has come; what is in the file is the truth, and a program's own copy a guess.

    Attributes:
        head: The commit that the order of the log is for, in hex; empty at first.
        whole: Whether everything that ``head`` can reach is there.
        open: Commits in hex that are reached but not read yet, in the order in which they were reached,
            each with the places (line, number) whose first parent it is.
        lines: How many lines there are.
        count: How many commits there are.
        rooted: Whether a commit without parents was read.
        skewed: Whether a commit is younger than one that follows it, so that times are no order.
        seconds: Time of the commit that was read last.
        shallow: What git says about where the history is cut off.
    """

    head: str = ""
    whole: bool = False
    open: dict[str, list[tuple[int, int]]] = field(default_factory=dict)
    lines: int = 0
    count: int = 0
    rooted: bool = False
    skewed: bool = False
    seconds: int | None = None
    shallow: str = ""

    @classmethod
    def read(cls, connection: sqlite3.Connection) -> State:
        """The state in the file; a new one if there is none."""
        found = connection.execute("select value from meta where key = 'state'").fetchone()
        state = cls(**json.loads(found[0])) if found else cls()
        state.open = {key: [(line, seq) for line, seq in value] for key, value in state.open.items()}
        return state

    def write(self, connection: sqlite3.Connection) -> None:
        """Put it into the file."""
        text = json.dumps(to_builtins(self))
        connection.execute("insert or replace into meta values ('state', ?)", (text,))

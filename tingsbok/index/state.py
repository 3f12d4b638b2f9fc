"""Which state an index is in: a number, another after each refresh that has changed something."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

_PATIENCE = 0.1
"""Seconds to wait while another program changes the index; after that nobody knows its state."""


def generation(connection: sqlite3.Connection) -> int:
    """The number of the state that a connection sees."""
    return int(connection.execute("select value from meta where key = 'generation'").fetchone()[0])


def generation_of(file: Path) -> int | None:
    """The number of an index's state, without opening it for questions; ``None`` if there is none to tell."""
    try:
        # only reading: what is missing or not ours is for whoever opens the index to mend
        with closing(sqlite3.connect(f"{file.as_uri()}?mode=ro", uri=True, timeout=_PATIENCE)) as connection:
            return generation(connection)
    except (sqlite3.Error, TypeError, ValueError):
        return None

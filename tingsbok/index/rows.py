"""What the index answers with: plain frozen values."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence

from msgspec import Struct, field

from tingsbok.store.base import Dirty


class Row(Struct, frozen=True):
    """One record in a list.

    Attributes:
        rowid: Its number in the index; greater is newer. Changes when its date does.
        id: The record's id.
        type: The record's type; empty if the file cannot be read.
        title: What it is called; a file that cannot be read is called by its file name.
        short: A shorter name; empty if it has none.
        date: The day it belongs to, ``YYYY[-MM[-DD]]``; empty if unknown.
        body: Id of the body of collaboration it belongs to; empty if none.
        status: Value of its status field; empty if it has none.
        path: Its file, relative to the archive.
        cells: One text for each column of its type; linked records by name, choices as written in the file.
        problems: How many problems the file had when it was read.
    """

    rowid: int
    id: str
    type: str
    title: str
    short: str
    date: str
    body: str
    status: str
    path: str
    cells: tuple[str, ...] = ()
    problems: int = 0


class Hit(Struct, frozen=True):
    """One record that a search found.

    Attributes:
        row: The record.
        snippet: A line or so of its text around the first match; empty if only a test found it.
        matches: Start and end of every match in the snippet.
        title_matches: Start and end of every match in the row's title.
    """

    row: Row
    snippet: str
    matches: tuple[tuple[int, int], ...] = ()
    title_matches: tuple[tuple[int, int], ...] = ()


class SearchResult(Struct, frozen=True):
    """What a search found, newest first.

    Attributes:
        hits: The newest of them, at most as many as asked for.
        count: How many there are.
        by_type: How many of each type.
        did_you_mean: A query that finds something when this one finds nothing; empty if none is near.
        interrupted: Whether the search was stopped; the rest is then incomplete.
        more: Whether there are more than ``count``, which is then as far as was counted, the newest first.
    """

    hits: tuple[Hit, ...] = ()
    count: int = 0
    by_type: dict[str, int] = field(default_factory=dict)
    did_you_mean: str = ""
    interrupted: bool = False
    more: bool = False


class Refresh(Struct, frozen=True):
    """What a refresh found.

    Attributes:
        changed: Ids of records that are new or changed since the last time.
        removed: Ids of records that are gone.
        dirty: Files that differ from the last commit.
    """

    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    dirty: tuple[Dirty, ...] = ()


class Listing:
    """The rows that a query found, in order. Only their numbers are held; a page is read when asked for.

    Args:
        count: How many rows there are.
        first: Numbers of the first rows.
        load: Reads the numbers of all rows.
        read: Reads rows by number.
        find: Finds a row's number by id.
    """

    def __init__(
        self,
        count: int,
        first: array[int],
        load: Callable[[], array[int]],
        read: Callable[[Sequence[int]], list[Row]],
        find: Callable[[str], int | None],
    ) -> None:
        self.count = count
        """How many rows there were when the listing was made."""
        self._rowids = first
        self._whole = len(first) >= count
        self._load = load
        self._read = read
        self._find = find

    def __len__(self) -> int:
        return self.count

    def page(self, offset: int, limit: int) -> list[Row]:
        """Rows from *offset*, counted from 0; rows that are gone since the listing was made are left out."""
        start = max(offset, 0)
        return self._read(self._upto(start + limit)[start : start + max(limit, 0)])

    def numbers(self) -> Sequence[int]:
        """The numbers of all rows."""
        return self._upto(self.count)

    def position(self, identity: str) -> int:
        """Place of a record in the list, counted from 0; -1 if it is not in it."""
        rowid = self._find(identity)
        try:
            return self._upto(self.count).index(rowid) if rowid is not None else -1
        except ValueError:
            return -1

    def _upto(self, end: int) -> array[int]:
        """The numbers, at least as far as *end*."""
        if end > len(self._rowids) and not self._whole:
            self._rowids = self._load()
            self._whole = True
        return self._rowids

"""Who was at a meeting from which item to which, as a line for each person under the items' numbers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

from msgspec import Struct

from tingsbok.frontmatter import Value
from tingsbok.i18n import t
from tingsbok.meetings import turnout
from tingsbok.meetings.attendance import ABSENT, PRESENT, Line, Lines
from tingsbok.record import Record, said

ALL_THE_TIME, HERE, AWAY, UNCLEAR = "─", "━", "·", "?"
"""The heavy line tells those who came or left from those who were there all the time."""
CAME, LEFT = "╺", "╸"
_NARROWEST = 3
_NO_NUMBER = "-"
_LONGEST = 4
"""A key that is longer than a number is a slug of a title, and no label."""


class Grid(Struct, frozen=True):
    """The items that are shown, and how wide each is.

    Attributes:
        keys: Keys of all items of the meeting, in its order.
        shown: Places of those that have a column.
        labels: Their numbers.
        width: Cells of one column, with the space to the next.
    """

    keys: tuple[str, ...]
    shown: tuple[int, ...]
    labels: tuple[str, ...]
    width: int

    @property
    def cells(self) -> int:
        """The width of all columns together."""
        return self.width * len(self.shown)

    @property
    def title(self) -> str:
        """The numbers, each above its column."""
        return "".join(label.ljust(self.width) for label in self.labels)

    def row(self, line: Line) -> str:
        """A line from the item of coming to that of leaving; dots where the person was not.

        Of somebody about whom nothing is known it says nothing.
        """
        first, last = self._span(line)
        if line.status != PRESENT:
            return "".join(AWAY.ljust(self.width) for _ in self.shown) if line.status == ABSENT else ""
        if not line.from_item and not line.to_item:
            return ALL_THE_TIME * self.cells
        if first is None or last is None:
            return "".join(UNCLEAR.ljust(self.width) for _ in self.shown)
        return "".join(self._cell(line, place, first, last) for place in self.shown)

    def is_there(self, line: Line, place: int) -> bool:
        """Whether somebody was there at the item at a place."""
        first, last = self._span(line)
        return line.status == PRESENT and first is not None and last is not None and first <= place <= last

    def _span(self, line: Line) -> tuple[int | None, int | None]:
        """Places of the items of coming and leaving; none for one that the meeting has not got."""
        first = self._place(line.from_item) if line.from_item else 0
        return first, self._place(line.to_item) if line.to_item else len(self.keys) - 1

    def _place(self, key: str) -> int | None:
        return self.keys.index(key) if key in self.keys else None

    def _cell(self, line: Line, place: int, first: int, last: int) -> str:
        if not first <= place <= last:
            return AWAY.ljust(self.width)
        begin = CAME if place == first and line.from_item else HERE
        end = LEFT if place == last and line.to_item else HERE
        return f"{begin}{HERE * (self.width - 2)}{end}"


def grid_of(meeting: Record, lines: Lines, room: int) -> Grid | None:
    """The columns for a meeting's items; ``None`` where it has no items or there is no room for them.

    Items below others have a column where somebody comes or leaves at them. If that is too wide, the first
    item and those where somebody comes or leaves have one.

    Args:
        meeting: The meeting.
        lines: The list.
        room: Cells that there are.
    """
    items = meeting.entries("items")
    moved = {key for line in lines for key in (line.from_item, line.to_item) if key}
    tops = [
        place for place, item in enumerate(items) if not said(item, "parent") or said(item, "key") in moved
    ]
    few = [place for place, item in enumerate(items) if place == 0 or said(item, "key") in moved]
    found = (_grid(items, shown) for shown in (tops, few) if shown)
    return next((grid for grid in found if grid.cells <= room), None)


def _grid(items: Sequence[Mapping[str, Value]], shown: Sequence[int]) -> Grid:
    keys = tuple(said(item, "key") for item in items)
    labels = tuple(_label(items[place]) for place in shown)
    return Grid(keys, tuple(shown), labels, max(_NARROWEST, 1 + max(map(len, labels))))


def _label(item: Mapping[str, Value]) -> str:
    number = (said(item, "number") or said(item, "key")).removeprefix("§").replace(" ", "").strip(").")
    return number if len(number) <= _LONGEST else _NO_NUMBER


def in_the_room(grid: Grid, lines: Lines) -> str:
    """How many members were there at which items, where that changed during the meeting; empty otherwise."""
    members = turnout.members_of(lines)
    if not any(line.from_item or line.to_item for line in members):
        return ""
    counts = [sum(grid.is_there(line, place) for line in members) for place in grid.shown]
    parts = []
    for count, run in groupby(zip(counts, grid.labels, strict=True), key=lambda pair: pair[0]):
        labels = [label for _, label in run]
        parts.append(f"§ {_range(labels)}: {count}")
    return t("Members in the room: {counts}", counts="   ".join(parts))


def _range(labels: Iterable[str]) -> str:
    found = [label for label in labels if label != _NO_NUMBER] or [_NO_NUMBER]
    return found[0] if len(found) == 1 else f"{found[0]}–{found[-1]}"

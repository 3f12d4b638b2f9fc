"""Columns of a table: which are shown and how wide, for any width of the window."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from msgspec import Struct

from tui.widgets.lines import Align

GAP = 2
_LEAST_FLEXIBLE = 20


class Column(NamedTuple):
    """One column as it is asked for.

    Attributes:
        title: Heading.
        width: Cells; ``None`` for the one column that takes the rest.
        align: Side the text stands at.
        drop: Columns with the highest number leave first when the window is narrow; 0 stays for ever.
        least: Cells that the flexible column must have before others leave.
        most: Cells that the flexible column takes at most, so that the eye finds the next one; 0 for all.
    """

    title: str
    width: int | None = None
    align: Align = "left"
    drop: int = 0
    least: int = _LEAST_FLEXIBLE
    most: int = 0


class Place(Struct, frozen=True):
    """One column as it is shown: its number among all columns, its width and its side."""

    index: int
    width: int
    align: Align


def layout(columns: Sequence[Column], width: int) -> tuple[Place, ...]:
    """Return the columns that fit in *width* cells, in order; the flexible one takes what is left."""
    if not columns:
        return ()
    shown = list(range(len(columns)))
    flexible = next((index for index in shown if columns[index].width is None), len(columns) - 1)
    while (
        _rest(columns, shown, flexible, width) < columns[flexible].least
        and (index := _next_to_drop(columns, shown)) >= 0
    ):
        shown.remove(index)
    rest = _rest(columns, shown, flexible, width)
    rest = min(rest, columns[flexible].most or rest)
    return tuple(
        Place(index, max(1, rest) if index == flexible else columns[index].width or 1, columns[index].align)
        for index in shown
    )


def _rest(columns: Sequence[Column], shown: list[int], flexible: int, width: int) -> int:
    taken = sum((columns[index].width or 0) + GAP for index in shown if index != flexible)
    return width - taken if flexible in shown else columns[flexible].least


def _next_to_drop(columns: Sequence[Column], shown: list[int]) -> int:
    candidates = [index for index in shown if columns[index].drop]
    return max(candidates, key=lambda index: (columns[index].drop, index), default=-1)

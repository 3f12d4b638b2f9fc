"""Where a table's lines come from: a source that is asked for pages, and the few that are remembered."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from typing import Protocol, runtime_checkable

from msgspec import Struct

from tui.widgets.lines import Cell

PAGE = 128
_REMEMBERED = 32
_SEARCHED = 16

SECTION = "section"


class Line(Struct, frozen=True):
    """One line of a table.

    Attributes:
        key: What the line stands for, such as a record's id; empty for a heading.
        cells: One for each column; plain text is data, never markup. A heading's first cell spans all columns
            and its last, if it has more than one, stands at the right edge.
        mark: One sign before the cells, such as ``!``; empty for none.
        style: ``""``, ``muted``, ``alert``, ``changed``, ``strong`` or ``section`` (a heading, never chosen).
        goes_on: Whether it only goes on with what the line above says: it is never chosen either.
    """

    key: str
    cells: tuple[Cell, ...]
    mark: str = ""
    style: str = ""
    goes_on: bool = False

    @property
    def is_section(self) -> bool:
        """True for a heading."""
        return self.style == SECTION

    @property
    def is_passed(self) -> bool:
        """True for a line that the cursor never stands on."""
        return self.is_section or self.goes_on


class Source(Protocol):
    """The lines of a table, of which only pages are ever asked for."""

    @property
    def count(self) -> int:
        """Number of lines."""

    def page(self, offset: int, limit: int) -> Sequence[Line]:
        """Lines from *offset* (0-based), at most *limit*; fewer if they are not there yet."""


@runtime_checkable
class Indexed(Protocol):
    """A source that knows where a line stands without reading the lines before it."""

    def index_of(self, key: str) -> int | None:
        """The 0-based place of the line with *key*, ``None`` if there is none."""


class Lines:
    """A source over lines that are already at hand: short lists, section pages, tests."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._lines = lines

    @property
    def count(self) -> int:
        """Number of lines."""
        return len(self._lines)

    def page(self, offset: int, limit: int) -> Sequence[Line]:
        """Return the lines asked for."""
        return self._lines[offset : offset + limit]


class Pages:
    """The pages of one source that were used last."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.count = source.count
        self._pages: OrderedDict[int, Sequence[Line]] = OrderedDict()

    def line(self, index: int) -> Line | None:
        """Return the line at *index*; ``None`` outside the list or while the source has not got it."""
        if not 0 <= index < self.count:
            return None
        page = self._page(index // PAGE)
        return page[index % PAGE] if index % PAGE < len(page) else None

    def _page(self, number: int) -> Sequence[Line]:
        page = self._pages.get(number)
        if page is None:
            page = self.source.page(number * PAGE, PAGE)
            if len(page) == min(PAGE, self.count - number * PAGE):
                self._pages[number] = page  # an incomplete page is asked for again
            if len(self._pages) > _REMEMBERED:
                self._pages.popitem(last=False)
        else:
            self._pages.move_to_end(number)
        return page

    def index_of(self, key: str, near: int) -> int | None:
        """Return the place of *key*: what the source knows, or what stands in the pages around *near*."""
        if isinstance(self.source, Indexed):
            return self.source.index_of(key)
        last = max(0, (self.count - 1) // PAGE)
        first = min(near // PAGE, last)
        numbers = sorted(range(last + 1), key=lambda number: abs(number - first))[:_SEARCHED]
        for number in numbers:
            for place, line in enumerate(self._page(number)):
                if line.key == key:
                    return number * PAGE + place
        return None

    def selectable(self, index: int, step: int) -> int | None:
        """Return the first line at *index* or beyond it in the direction of *step* that can be chosen."""
        while 0 <= index < self.count:
            line = self.line(index)
            if line is None or not line.is_passed:
                return index
            index += step
        return None

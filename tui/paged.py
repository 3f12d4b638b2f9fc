"""The rows of a list for a table: pages that are here, and pages that are asked for when they are seen."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from tui.widgets.pages import PAGE, Line


class PagedLines:
    """A table's source whose later pages are read in the background.

    Args:
        count: Number of lines in all.
        first: The lines that are at hand, from the beginning.
        want: Called with the place of a page's first line when the page is needed and not here.
    """

    def __init__(self, count: int, first: Sequence[Line], want: Callable[[int], None]) -> None:
        self._count = count
        self._pages: dict[int, Sequence[Line]] = {0: first[:PAGE]}
        self._places = {line.key: place for place, line in enumerate(first[:PAGE])}
        self._want = want
        self._wanted: set[int] = set()

    @property
    def count(self) -> int:
        """Number of lines."""
        return self._count

    def page(self, offset: int, limit: int) -> Sequence[Line]:
        """The lines asked for; none while their page is on its way."""
        start = offset - offset % PAGE
        found = self._pages.get(start)
        if found is not None:
            return found[offset - start : offset - start + limit]
        if start not in self._wanted:
            self._wanted.add(start)
            self._want(start)
        return ()

    def add(self, start: int, lines: Sequence[Line]) -> None:
        """A page has come."""
        self._wanted.discard(start)
        self._pages[start] = lines
        self._places.update({line.key: start + place for place, line in enumerate(lines)})

    def index_of(self, key: str) -> int | None:
        """The place of the line with *key*, if its page is here."""
        return self._places.get(key)

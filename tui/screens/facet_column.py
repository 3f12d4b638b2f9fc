"""The values of a list's fields with their numbers, beside the list where the window is very wide."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.content import Content
from textual.message import Message

from tui.present.listing import ACTIVE
from tui.widgets.beside import Beside
from tui.widgets.chrome import ChromeLine
from tui.widgets.lines import fit

if TYPE_CHECKING:
    from tui.widgets.lookups import Found

_NUMBER = 5


class FacetColumn(Beside, ChromeLine):
    """A group of lines for each field, the most frequent values first; a click narrows the list to one.

    Args:
        empty: What it says while there is nothing to count.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {"facet-column--title", "facet-column--active"}

    class Chosen(Message):
        """A value was clicked.

        Args:
            id: Field and value with an equals sign between.
        """

        def __init__(self, id: str) -> None:
            super().__init__()
            self.id = id

    def __init__(self, *, id: str, empty: str = "") -> None:
        super().__init__(id=id)
        self._values: tuple[Found, ...] = ()
        self._empty = empty

    def show(self, values: Sequence[Found]) -> None:
        """Show these values, those of one field after each other."""
        self._values = tuple(values)
        self.refresh()

    def render(self) -> Content:
        """Return the lines, each field with as many values as there is room for."""
        if not self._values and self._empty:
            room = max(1, self.size.width - 2)
            return Content("\n").join(Content(" ") + line for line in Content(self._empty).wrap(room))
        groups = [(title, list(found)) for title, found in groupby(self._values, lambda value: value.group)]
        most = max(1, self.size.height // max(1, len(groups)) - 2)
        lines: list[Content] = []
        for title, found in groups:
            lines += [self.part(f" {title}", "facet-column--title"), *map(self._line, _first(found, most))]
            lines.append(Content(""))
        return Content("\n").join(lines)

    def _line(self, value: Found) -> Content:
        active = value.label.startswith(ACTIVE)
        label = f" {'x' if active else ' '} {value.label.removeprefix(ACTIVE)}"
        text = fit(label, self.size.width - _NUMBER - 1) + fit(value.detail, _NUMBER, "right")
        return self.part(text, *(["facet-column--active"] if active else []), meta={"facet": value.id})

    async def _on_click(self, event: events.Click) -> None:
        value = event.style.meta.get("facet")
        if isinstance(value, str):
            event.stop()
            self.post_message(self.Chosen(value))


def _first(found: Sequence[Found], most: int) -> list[Found]:
    """The most frequent values and those that are active."""
    kept = [value for value in found if value.label.startswith(ACTIVE)]
    return [*kept, *(value for value in found if value not in kept)][:most]

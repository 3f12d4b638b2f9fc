"""Tabs of one page, such as the record types of a view or of a search; the current one in brackets."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import events
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive

from tui.widgets.chrome import ChromeLine


class TypeTabs(ChromeLine):
    """Tabs in one line; for those that do not fit there is "…" on their side, never for the current one."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"type-tabs--current"}

    labels: reactive[tuple[str, ...]] = reactive((), layout=True)
    """What the tabs are called."""
    current: reactive[int] = reactive(0)
    """Place of the current one."""

    class TabChosen(Message):
        """A tab was clicked.

        Args:
            index: Its place.
        """

        def __init__(self, index: int) -> None:
            super().__init__()
            self.index = index

    def show(self, labels: Sequence[str], current: int) -> None:
        """Show these tabs."""
        self.labels, self.current = tuple(labels), current

    def render(self) -> Content:
        """Return the line, beginning so late that the current tab is seen."""
        end = self.current + 1
        room = self.size.width - (end < len(self.labels))  # for the sign that there are more
        for first in range(len(self.labels)):
            if self._line(first, end).cell_length <= room or first == self.current:
                return self._line(first)
        return Content("")

    def _line(self, first: int, end: int | None = None) -> Content:
        places = range(len(self.labels))[first:end]
        more = [self.part("…")] if first else []
        return Content("").join([*more, *map(self._tab, places)])

    def _tab(self, place: int) -> Content:
        label, meta = self.labels[place], {"tab": place}
        if place == self.current:
            return self.part(f"[{label}]", "type-tabs--current", meta=dict(meta))
        return self.part(f" {label} ", meta=dict(meta))

    async def _on_click(self, event: events.Click) -> None:
        place = event.style.meta.get("tab")
        if isinstance(place, int):
            event.stop()
            self.post_message(self.TabChosen(place))

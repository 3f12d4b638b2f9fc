"""The side pane of a list: in a very wide window a meeting shows its items and who was there."""

from __future__ import annotations

from collections.abc import Callable

from textual import events

from tui.present.record import Document
from tui.reads.meeting_overview import overview
from tui.screens.pane import Pane


class ListPane(Pane):
    """Shows the record under the cursor, a meeting the more clearly the more room there is."""

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self._is_roomy = False

    def question(self) -> Callable[..., Document]:
        """The overview of a meeting where there is room for it."""
        self._is_roomy = self.screen.has_class("-widest")
        return overview if self._is_roomy else super().question()

    def on_resize(self, event: events.Resize) -> None:  # noqa: ARG002 - Textual's signature
        """Read the record again if it is shown in another way now."""
        if self.screen.has_class("-widest") != self._is_roomy:
            self.renew()

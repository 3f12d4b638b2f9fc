"""A person's seats over the years, and meetings, beside the record where the window is very wide."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.content import Content
from textual.message import Message

from tingsbok.i18n import t
from tui.present import life as present
from tui.widgets.beside import Beside
from tui.widgets.chrome import ChromeLine

if TYPE_CHECKING:
    from tui.present.life import Life, Strip

_AROUND = 4
"""Lines for the two headings and the empty ones between."""


class LifeColumn(Beside, ChromeLine):
    """It only shows, for what it names can be opened from the record's text too; a click opens it here."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"life-column--title", "life-column--note"}

    class Chosen(Message):
        """A body or a meeting was clicked.

        Args:
            id: The record.
        """

        def __init__(self, id: str) -> None:
            super().__init__()
            self.id = id

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self._life: Life | None = None

    def show(self, life: Life) -> None:
        """Show these seats and meetings."""
        self._life = life
        self.refresh()

    def render(self) -> Content:
        """Return the lines."""
        if self._life is None:
            return Content("")
        width = self.size.width - 2
        seats = present.strips(self._life, width) if self._life.seats else []
        room = self.size.height - len(seats) - _AROUND
        meetings = present.meeting_lines(self._life, width, room)
        lines = [
            self.part(f" {t('SEATS')}", "life-column--title"),
            *(map(self._line, seats) if seats else [self._note(t("The person sits in no body."))]),
            Content(""),
            self.part(f" {t('MEETINGS')}", "life-column--title"),
            *(map(self._line, meetings) if meetings else [self._note(t("No meeting names the person yet."))]),
        ]
        return Content("\n").join(lines)

    def _line(self, strip: Strip) -> Content:
        if not strip.id:
            return self._note(strip.text)
        return self.part(f" {strip.text}", meta={"record": strip.id})

    def _note(self, text: str) -> Content:
        return self.part(f" {text}", "life-column--note")

    async def _on_click(self, event: events.Click) -> None:
        record = event.style.meta.get("record")
        if isinstance(record, str):
            event.stop()
            self.post_message(self.Chosen(record))

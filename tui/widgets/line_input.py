"""One line to type in, as in forms, filters and dialogs."""

from __future__ import annotations

from textual import events
from textual.widgets import Input


class LineInput(Input):
    """A line that loses nothing of what is pasted into it."""

    def _on_paste(self, event: events.Paste) -> None:
        event.text = on_one_line(event.text)  # Textual, whose turn is next, takes the first line only

    def action_paste(self) -> None:
        """Put in what was copied here."""
        self.replace(on_one_line(self.app.clipboard), *self.selection)


def on_one_line(text: str) -> str:
    """Return *text* with a space in place of each line break and of the spaces and empty lines around it."""
    lines = text.splitlines()
    return text if len(lines) == 1 else " ".join(filter(None, map(str.strip, lines)))

"""Several lines to type in, as in forms and in the editor."""

from __future__ import annotations

from textual import events
from textual.widgets import TextArea


class TextLines(TextArea):
    """Lines that keep what is pasted into them to themselves, so that no page says that it went nowhere."""

    async def _on_paste(self, event: events.Paste) -> None:  # Textual's own follows, and puts the text in
        if not self.read_only:
            event.stop()

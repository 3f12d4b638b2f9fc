"""A column of rows that only a very wide window shows: it costs nothing while it cannot be seen."""

from __future__ import annotations

from textual import events
from textual.message import Message

from tui.widgets.columns import Column
from tui.widgets.table import SIGNS, RecordTable


class SideTable(RecordTable):
    """Rows beside those of the page; it tells when it can be seen, so that nobody reads for it before."""

    class Shown(Message):
        """The window has become wide enough for the column."""

    class Hidden(Message):
        """The window has become too narrow for the column, or another page lies above."""

    def __init__(self, *columns: Column, id: str) -> None:
        super().__init__(columns, header=False, id=id)

    @property
    def is_seen(self) -> bool:
        """Whether there is room for the column."""
        return bool(self.region.area)

    @property
    def room(self) -> int:
        """Cells for a line that is one sentence."""
        return self.scrollable_content_region.width - SIGNS

    def on_show(self, event: events.Show) -> None:  # noqa: ARG002 - being seen is all that matters
        """Ask for the rows."""
        self.post_message(self.Shown())

    def on_hide(self, event: events.Hide) -> None:  # noqa: ARG002 - not being seen is all that matters
        """Let the page put the cursor elsewhere."""
        self.post_message(self.Hidden())

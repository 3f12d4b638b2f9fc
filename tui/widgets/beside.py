"""What stands beside the rows of a page only where the window has room for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import events
from textual.message import Message

if TYPE_CHECKING:
    from textual.widget import Widget as _Base
else:  # Textual takes the styles of the first widget among a widget's bases only: that is the other one
    _Base = object


class Beside(_Base):
    """First among the bases of a widget; tells when it can be seen, so that nobody reads for it before."""

    class Shown(Message):
        """The window has become wide enough."""

    class Hidden(Message):
        """The window has become too narrow, or another page lies above."""

    @property
    def is_seen(self) -> bool:
        """Whether there is room for it."""
        return bool(self.region.area)

    def on_show(self, event: events.Show) -> None:  # noqa: ARG002 - being seen is all that matters
        """Ask for what it shows."""
        self.post_message(self.Shown())

    def on_hide(self, event: events.Hide) -> None:  # noqa: ARG002 - not being seen is all that matters
        """Let the page put the cursor elsewhere."""
        self.post_message(self.Hidden())

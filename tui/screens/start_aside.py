"""The column beside the first screen in a very wide window; it is loaded when there is room for it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, cast

from textual import events

from tingsbok.history import Revision
from tui.present import start_aside as present
from tui.present.start_aside import NextMeeting
from tui.reads import start_aside as reads
from tui.screens.side_table import SideTable
from tui.widgets.pages import Lines

if TYPE_CHECKING:
    from tui.screens.base import Page


class StartAside(SideTable):
    """The next meeting with what waits for it, and what others have changed."""

    def __init__(self, *, id: str) -> None:
        super().__init__(*present.columns(), id=id)
        self.meeting: NextMeeting | None = None
        self._changes: Sequence[Revision] = ()

    def read(self) -> None:
        """Ask for the next meeting, if the column can be seen."""
        if self.is_seen:
            page = cast("Page", self.screen)
            scope = page.tingsbok.scope
            ask = lambda archive: reads.coming_meeting(archive, scope)  # noqa: E731
            page.ask("coming-meeting", ask, self._show_meeting, quiet=True)

    def show_news(self, changes: Sequence[Revision]) -> None:
        """Show what others have changed."""
        self._changes = changes
        self._show_lines()

    def on_show(self, event: events.Show) -> None:  # noqa: ARG002 - being seen is all that matters
        """Read what was not read while there was no room."""
        self.read()

    def on_resize(self, event: events.Resize) -> None:  # noqa: ARG002 - Textual's signature
        """The lines are folded to the width."""
        self._show_lines()

    def _show_meeting(self, meeting: NextMeeting) -> None:
        self.meeting = meeting
        self._show_lines()
        cast("Page", self.screen).renew_hints()

    def _show_lines(self) -> None:
        if self.meeting is not None:
            today = cast("Page", self.screen).today
            lines = present.lines(self.meeting, self._changes, today, self.room)
            self.show(Lines(lines), self.key or None)
            self.can_focus = bool(self.key)  # Tab does not lead to where nothing can be chosen

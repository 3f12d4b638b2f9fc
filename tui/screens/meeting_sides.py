"""What stands beside a meeting's items in a very wide window: other meetings, who is there, what is found."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, cast

from textual import events
from textual.content import Content
from textual.message import Message

from tingsbok.record import Record
from tui.present.meeting_sides import NUMBER, branches_around
from tui.reads import meeting_sides as reads
from tui.screens.side_table import SideTable
from tui.widgets.chrome import ChromeLine
from tui.widgets.columns import Column
from tui.widgets.pages import Line, Lines
from tui.widgets.table import RecordTable

if TYPE_CHECKING:
    from tui.screens.base import Page


class MeetingNavigator(SideTable):
    """Bodies, their years and meetings, the shown meeting's cases, and what was opened last."""

    class MeetingChosen(Message):
        """Another meeting shall be shown.

        Args:
            id: The meeting.
        """

        def __init__(self, id: str) -> None:
            super().__init__()
            self.id = id

    def __init__(self, *, id: str) -> None:
        super().__init__(Column(""), NUMBER, id=id)
        self._here = ""
        self._opened: frozenset[str] = frozenset()

    def show_meeting(self, meeting: Record) -> None:
        """Show where a meeting stands among the others."""
        is_new, self._here = meeting.id != self._here, meeting.id
        if is_new:
            self._opened |= branches_around(meeting)
        self._read("" if is_new else self.key)

    def on_show(self, event: events.Show) -> None:  # noqa: ARG002 - being seen is all that matters
        """Read what was not read while there was no room."""
        self._read(self.key)

    def _read(self, keep: str) -> None:
        if not self.is_seen or not self._here:
            return
        page = cast("Page", self.screen)
        here, opened, recent = self._here, self._opened, tuple(page.navigator.recent)

        def show(lines: tuple[Line, ...]) -> None:
            self.show(Lines(lines), keep or f"meeting:{here}")

        page.ask("navigator", lambda archive: reads.tree(archive, here, opened, recent), show, quiet=True)

    def on_record_table_row_chosen(self, event: RecordTable.RowChosen) -> None:
        """Open or close a branch, or open what a row stands for."""
        event.stop()
        kind, _, target = event.key.partition(":")
        if kind == "branch":
            self._opened ^= {target}
            self._read(event.key)
        elif kind == "meeting":
            self.post_message(self.MeetingChosen(target))
        else:
            cast("Page", self.screen).navigator.open_record(target)


class MeetingStrip(ChromeLine):
    """Who is at the meeting and what the review finds in it; it only shows."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"meeting-strip--title", "meeting-strip--alert"}

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self._here = ""
        self._lines: Sequence[Line] = ()

    def show_meeting(self, identity: str) -> None:
        """Show it for a meeting, if the strip can be seen."""
        self._here = identity
        if self.container_size.width and self.display and identity:
            page = cast("Page", self.screen)
            page.ask("strip", lambda archive: reads.strip(archive, identity), self._show, quiet=True)

    def on_show(self, event: events.Show) -> None:  # noqa: ARG002 - being seen is all that matters
        """Read what was not read while there was no room."""
        self.show_meeting(self._here)

    def _show(self, lines: Sequence[Line]) -> None:
        self._lines = lines
        self.refresh(layout=True)

    def render(self) -> Content:
        """Return the lines."""
        return Content("\n").join(map(self._line, self._lines))

    def _line(self, line: Line) -> Content:
        first, *rest = (str(cell) for cell in line.cells)
        if line.is_section:
            return self.part(f" {first}", "meeting-strip--title") + self.part("  ".join(("", *rest)))
        looks = ["meeting-strip--alert"] if line.style else []
        return self.part(f" {line.mark or ' '} {first}", *looks)

"""A meeting's page in a very wide window: the column of other meetings, and all that belongs to an item."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from textual import on
from textual.timer import Timer

from tingsbok.i18n import t
from tingsbok.meetings import ItemParts
from tingsbok.steps import COMING
from tui.intents import Group
from tui.present import meeting, meeting_sides
from tui.present.record import Document
from tui.reads import MeetingView
from tui.reads import meeting_sides as reads
from tui.screens.meeting_sides import MeetingNavigator, MeetingStrip
from tui.screens.records import TablePage
from tui.screens.side_table import SideTable
from tui.widgets.hints import Hint


class MeetingColumns(TablePage):
    """A meeting's items with the text of the current one, and what stands on both sides where there is room.

    Args:
        identity: The meeting.
    """

    def __init__(self, identity: str) -> None:
        super().__init__()
        self.identity = identity
        self.shown: MeetingView | None = None
        self._contexts: dict[str, Document] = {}
        self._pause: Timer | None = None

    @property
    def sides(self) -> MeetingNavigator:
        """The column of other meetings."""
        return self.query_one(MeetingNavigator)

    @property
    def item(self) -> ItemParts | None:
        """The item under the cursor."""
        key = self.table.key if self.is_mounted else ""
        return self.shown.parts.items[int(key)] if self.shown and key else None

    # --- what is shown

    def begin(self, shown: MeetingView) -> None:
        """A meeting was read: show what stands beside its items, if there is room."""
        self.shown, self._contexts = shown, {}
        self._set_columns()
        self.sides.show_meeting(shown.parts.meeting)
        self.query_one(MeetingStrip).show_meeting(shown.parts.meeting.id)

    def turn_to(self, identity: str) -> None:
        """Show another meeting on this page."""
        self.identity, self.shown = identity, None
        self.load()

    def _set_columns(self) -> None:
        coming = self.shown is not None and self.shown.parts.meeting.text("status") in COMING
        self.table.set_columns(meeting.columns(coming=coming, between=self.sides.is_seen))

    def show_item(self, key: str) -> None:
        """Show the text of an item; in a very wide window with its case and history, once they are read."""
        item = self.item
        if self.shown is None or item is None:
            return
        context = self._contexts.get(key) if self.sides.is_seen else None
        self.show_document(meeting_sides.joined(self.shown.documents[int(key)], context))
        if self._pause is not None:
            self._pause.stop()
        if context is None and self.sides.is_seen:
            # who goes on at once reads the text only, and nothing is laid out twice
            wait = self.tingsbok.options.delay or 0.001
            self._pause = self.set_timer(wait, partial(self._read_context, self.shown, key, item))

    def _read_context(self, shown: MeetingView, key: str, item: ItemParts) -> None:
        own = [record.id for record in (*item.decisions, *item.assignments)]
        ask = partial(reads.context, meeting=self.identity, case=meeting.case_of(item), own=own)
        self.ask("context", ask, partial(self._context_read, shown, key), quiet=True)

    def _context_read(self, shown: MeetingView, key: str, context: Document) -> None:
        if shown is self.shown:
            self._contexts[key] = context
            if key == self.table.key:
                self.show_item(key)

    # --- the column of other meetings

    def large_hints(self) -> Sequence[Hint]:
        """The way into the column of other meetings, and out of it."""
        if not self.is_mounted or not self.sides.is_seen:
            return ()
        key, text = ("Tab", t("items")) if self.sides.has_focus else ("Shift+Tab", t("meetings"))
        return (Hint(key, text, "screen.beside", 80, group=Group.GO, large=True),)

    def action_beside(self) -> None:
        """Go into the column of other meetings, or back to the items."""
        self.set_focus(self.table if self.sides.has_focus else self.sides)

    def on_descendant_focus(self) -> None:
        """The way out of the column is another than the way in."""
        self.renew_hints()

    @on(SideTable.Shown)
    def _room_for_more(self) -> None:
        self._set_columns()
        self.renew_hints()
        self.show_item(self.table.key)

    @on(SideTable.Hidden)
    def _room_for_less(self) -> None:
        if self.focused in (None, self.sides):
            self.set_focus(self.table)
        self._set_columns()
        self.renew_hints()

    @on(MeetingNavigator.MeetingChosen)
    def _meeting_chosen(self, event: MeetingNavigator.MeetingChosen) -> None:
        self.set_focus(self.table)
        self.turn_to(event.id)

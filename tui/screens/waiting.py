"""What waits for a meeting: all that is due is marked already; ctrl+s puts it on the agenda."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from typing import Any, ClassVar

from textual import on
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import Static

from tingsbok.actions import Saved
from tingsbok.i18n import t
from tingsbok.meetings.carryover import Proposal, Reason
from tui import intents
from tui.display import content
from tui.intents import Intent
from tui.present import waiting
from tui.present.record import Document
from tui.reads import agenda as reads
from tui.reads.agenda import WaitingView
from tui.screens.agenda_item import carry_out, when_prompt
from tui.screens.records import TablePage
from tui.widgets.document import DocumentView
from tui.widgets.pages import Lines
from tui.widgets.table import RecordTable


class WaitingScreen(TablePage):
    """Proposals for the agenda of one meeting, each with its reason.

    Args:
        identity: The meeting.
    """

    INTENTS: ClassVar[tuple[Intent, ...]] = (
        *(intents.WAITING_TAKE, intents.WAITING_SOURCE, intents.WAITING_LATER),
        *(intents.CASE, intents.COPY, intents.PANE),
    )
    BINDINGS: ClassVar[list[BindingType]] = [*intents.bindings(INTENTS)]

    def __init__(self, identity: str) -> None:
        super().__init__()
        self.view = "meetings"
        self.identity = identity
        self.shown: WaitingView | None = None

    def content(self) -> Iterable[Any]:
        """How many there are; the proposals; where the current one comes from."""
        yield Static("", id="facts", markup=False)
        with Horizontal(id="columns"):
            yield RecordTable(waiting.columns(), id="rows", markable=True, empty=t("Reading …"))
            with Vertical(id="pane"):
                yield DocumentView()

    @property
    def current(self) -> Proposal | None:
        """The proposal under the cursor."""
        found = self.shown.proposals if self.shown and self.is_mounted else ()
        return next((one for one in found if one.key == self.table.key), None)

    def place(self) -> Sequence[str]:
        """The view, the meeting and what is shown of it."""
        return (*super().place(), self.shown.title if self.shown else self.identity, t("Waiting"))

    def state(self) -> str:
        """The meeting's status."""
        return self.shown.status if self.shown else ""

    def subject(self) -> str:
        """The record that the current proposal comes from."""
        one = self.current
        return one.source.partition("#")[0] if one and one.reason is not Reason.STANDING else ""

    def reference(self) -> str:
        """The source of the current proposal."""
        return self.current.source if self.current else self.identity

    def why_not(self, intent: Intent) -> str:
        """A standing item comes from no record."""
        if intent in (intents.WAITING_SOURCE, intents.CASE, intents.COPY) and not self.subject():
            return t("There is no record under the cursor.")
        return super().why_not(intent)

    # --- reading

    def load(self) -> None:
        """Read again what waits."""
        self.ask("waiting", lambda archive: reads.waiting_view(archive, self.identity), self._show)

    def _show(self, shown: WaitingView) -> None:
        known = {one.key for one in self.shown.proposals} if self.shown else set()
        due = {one.key for one in shown.proposals if one.due and one.key not in known}
        self.shown = shown
        keys = {one.key for one in shown.proposals}
        self.table.marked = frozenset((self.table.marked & keys) | due)
        self.table.show(Lines(shown.lines), self.table.key or None, empty=t("Nothing waits for the meeting."))
        if not shown.lines:
            self.show_document(Document("", (), {}))
        self._show_facts()
        self.renew_frame()

    def _show_facts(self) -> None:
        if self.shown is not None:
            text = waiting.facts(self.shown.proposals, self.table.marked)
            self.query_one("#facts", Static).update(content(text))

    @on(RecordTable.MarksChanged, "#rows")
    def _marked(self) -> None:
        self._show_facts()

    @on(RecordTable.RowHighlighted, "#rows")
    def _follow_cursor(self) -> None:
        one = self.current
        if one is not None:
            self.ask(
                "source", lambda archive: reads.source_document(archive, one), self.show_document, quiet=True
            )
        self.renew_hints()

    # --- keys

    def do_waiting_take(self) -> None:
        """Put what is marked on the agenda, as one change."""
        order = [one.key for one in self.shown.proposals] if self.shown else []
        keys = [key for key in order if key in self.table.marked]
        if not keys:
            self.say(t("Nothing is marked. Space marks what shall be taken up."), passing=True)
            return
        self.tingsbok.gateway.write(
            self, "take", lambda archive: reads.take_up(archive, self.identity, keys), self._taken
        )

    def _taken(self, saved: Saved) -> None:
        self.dismiss()
        self.navigator.saved(saved)

    @on(RecordTable.RowChosen, "#rows")
    def _chosen(self) -> None:
        self.do_waiting_source()

    def do_waiting_source(self) -> None:
        """Open the record that the current proposal comes from."""
        if self.subject():
            self.navigator.open_record(self.reference())
        else:
            self.say(t("There is no record under the cursor."), passing=True)

    def do_record_case(self) -> None:
        """Go to the case of the current proposal."""
        if self.current and self.current.case:
            self.navigator.open_record(self.current.case)
        else:
            self.say(t("It belongs to no case."), passing=True)

    def do_waiting_later(self) -> None:
        """Put the current proposal off to another meeting or day."""
        one = self.current
        if one is not None:
            title = t("Put off: {title}", title=one.title)
            self.app.push_screen(when_prompt(title), partial(self._put_off, one.key))

    def _put_off(self, key: str, to: str | None) -> None:
        if to is not None:
            carry_out(self.tingsbok, t("Put off"), reads.putting_off(self.identity, key, to))

    def do_list_pane(self) -> None:
        """Show or hide the text."""
        self.query_one("#pane").toggle_class("-hidden")

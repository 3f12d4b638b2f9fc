"""What was promised at a meeting and is no assignment yet."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from typing import Any, ClassVar

from textual import on
from textual.binding import BindingType
from textual.widgets import Static

from tingsbok.actions import Preview
from tingsbok.acts.promises import Offer
from tingsbok.i18n import t
from tui import intents
from tui.display import content
from tui.intents import Intent
from tui.present import findings as present
from tui.reads import findings as reads
from tui.reads.findings import PromisesView
from tui.screens.preview import PreviewDialog, ask_to_save
from tui.screens.records import TablePage
from tui.widgets.dialogs import Prompt
from tui.widgets.pages import Lines
from tui.widgets.table import RecordTable


class PromisesScreen(TablePage):
    """The promises of one meeting.

    Args:
        meeting: The meeting.
    """

    INTENTS: ClassVar[tuple[Intent, ...]] = (
        *(intents.PROMISE_TAKE, intents.PROMISE_DISMISS, intents.PROMISE_SHOW, *intents.RECORD),
    )
    BINDINGS: ClassVar[list[BindingType]] = [*intents.bindings(INTENTS)]

    def __init__(self, meeting: str) -> None:
        super().__init__()
        self.view = "meetings"
        self.meeting = meeting
        self.shown: PromisesView | None = None

    def content(self) -> Iterable[Any]:
        """The list, and the whole sentence of the current one."""
        yield RecordTable(present.promise_columns(), id="rows", empty=t("Reading …"))
        yield Static("", id="sentence", markup=False)

    @property
    def offer(self) -> Offer | None:
        """The promise under the cursor."""
        key = self.table.key if self.is_mounted else ""
        return (
            next((one for one in self.shown.offers if str(one.number) == key), None) if self.shown else None
        )

    def why_not(self, intent: Intent) -> str:
        """Without a promise there is nothing to take, dismiss or look up."""
        taken = (intents.PROMISE_TAKE, intents.PROMISE_DISMISS, intents.PROMISE_SHOW)
        if intent in taken and self.is_mounted and not self.table.key:
            return t("There is no promise under the cursor.")
        return super().why_not(intent)

    def place(self) -> Sequence[str]:
        """The meeting and the page."""
        return (*super().place(), self.shown.title if self.shown else self.meeting, t("promises"))

    def subject(self) -> str:
        """The meeting."""
        return self.meeting

    def load(self) -> None:
        """Read what is promised and not given yet."""
        self.ask("rows", lambda archive: reads.promises_view(archive, self.meeting), self._show)

    def _show(self, shown: PromisesView) -> None:
        self.shown = shown
        self.table.show(Lines(shown.lines), self.table.key or None, empty=shown.empty)
        if not shown.lines:
            self.query_one("#sentence", Static).update("")
        self.renew_frame()

    @on(RecordTable.RowHighlighted, "#rows")
    def _follow_cursor(self) -> None:
        if self.offer is not None:
            self.query_one("#sentence", Static).update(content(self.offer.promise.sentence))

    @on(RecordTable.RowChosen, "#rows")
    def _chosen(self) -> None:
        self.do_promise_take()

    # --- keys

    def do_promise_take(self) -> None:
        """Write the assignment in a form that the sentence has begun."""
        if self.offer is not None and self.shown is not None:
            self.navigator.open_assign(self.offer.given_by, self.offer.task, self.shown.names)

    def do_promise_show(self) -> None:
        """Go to the item it stands in."""
        if self.offer is not None:
            self.navigator.open_record(self.offer.given_by)

    def do_promise_dismiss(self) -> None:
        """Say why it is no assignment, see what that writes, and write it."""
        offer = self.offer
        if offer is None:
            return

        def typed(reason: str | None) -> None:
            if reason is not None:
                work = partial(reads.dismiss_preview, one=offer, reason=reason)
                self.ask("preview", work, partial(show, reason))

        def show(reason: str, preview: Preview) -> None:
            dialog = PreviewDialog(t("No assignment"), preview, t("dismisses it"), offer.promise.sentence)
            ask_to_save(
                self.tingsbok, dialog, "dismiss", partial(reads.dismiss_now, one=offer, reason=reason)
            )

        note = t("It is kept in the meeting's record; the sentence is not offered again.")
        self.app.push_screen(Prompt(t("Why is it no assignment?"), note=note), typed)

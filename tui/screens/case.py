"""A case: everything that has happened in it, over bodies and years."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, ClassVar

from textual import on
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import Input, Static

from tingsbok.i18n import t
from tui import intents, reads
from tui.display import content
from tui.intents import Intent
from tui.present import timeline
from tui.screens.records import TablePage
from tui.widgets.document import DocumentView
from tui.widgets.pages import Lines
from tui.widgets.table import RecordTable


class CaseScreen(TablePage):
    """The life-line of one case.

    Args:
        identity: The case.
    """

    INTENTS: ClassVar[tuple[Intent, ...]] = (
        *(intents.OPEN, intents.SINCE, *intents.RECORD, intents.EXPORT, intents.PANE),
    )
    BINDINGS: ClassVar[list[BindingType]] = [*intents.bindings(INTENTS)]

    def __init__(self, identity: str) -> None:
        super().__init__()
        self.view = "cases"
        self.identity = identity
        self.shown: timeline.Timeline | None = None

    def content(self) -> Iterable[Any]:
        """Facts and the date to begin at above; the events; the text of the current one."""
        with Horizontal(id="bar"):
            yield Static("", id="facts", markup=False)
            yield Static(f"{t('since')} [", id="since-label", markup=False)
            yield Input(id="since", compact=True, max_length=10)
            yield Static("] (f)", id="since-end", markup=False)
        with Horizontal(id="columns"):
            yield RecordTable(timeline.columns(), id="rows", empty=t("Reading …"))
            with Vertical(id="pane"):
                yield DocumentView()

    def place(self) -> Sequence[str]:
        """The view and the case."""
        return (*super().place(), self.shown.title if self.shown else self.identity)

    def state(self) -> str:
        """The case's status."""
        return self.shown.status if self.shown else ""

    def subject(self) -> str:
        """The case itself."""
        return self.identity

    def load(self) -> None:
        """Read the events again."""
        self.ask("case", lambda archive: reads.case_view(archive, self.identity), self._show)

    def _show(self, shown: timeline.Timeline) -> None:
        first = self.shown is None
        self.shown = shown
        self._filter(latest=first)
        self.renew_frame()

    def _filter(self, *, latest: bool = False) -> None:
        if self.shown is None:
            return
        start = self.query_one("#since", Input).value.strip()
        lines = [self.shown.lines[place] for place in timeline.since(self.shown.events, start)]
        self.table.show(Lines(lines), self.table.key or None, empty=timeline.empty(start))
        if latest:
            self.table.move_to(timeline.latest(self.shown.events, self.today.isoformat()))
        facts = timeline.facts(self.shown, len(lines))
        self.query_one("#facts", Static).update(content(facts))

    # --- keys

    def do_case_since(self) -> None:
        """Put the cursor into the date."""
        self.set_focus(self.query_one("#since", Input))

    @on(Input.Changed, "#since")
    def _since_typed(self) -> None:
        self._filter()

    @on(Input.Submitted, "#since")
    def _since_done(self) -> None:
        self.set_focus(self.table)

    def do_nav_back(self) -> None:
        """First out of the date, then without it, then back."""
        field = self.query_one("#since", Input)
        if self.focused is field or field.value:
            field.value = ""
            self.set_focus(self.table)
        else:
            super().do_nav_back()

    def do_record_open(self) -> None:
        """Open the event under the cursor."""
        self.table.action_choose()

    @on(RecordTable.RowChosen, "#rows")
    def _open(self, event: RecordTable.RowChosen) -> None:
        self.navigator.open_record(event.key.partition(":")[2])

    @on(RecordTable.RowHighlighted, "#rows")
    def _follow_cursor(self, event: RecordTable.RowHighlighted) -> None:
        target = event.key.partition(":")[2]
        self.ask(
            "text", lambda archive: reads.target_document(archive, target), self.show_document, quiet=True
        )

    def do_list_pane(self) -> None:
        """Show or hide the text."""
        self.query_one("#pane").toggle_class("-hidden")

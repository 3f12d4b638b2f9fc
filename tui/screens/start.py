"""The first view: what is late and near, what is being worked on, what others have done."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, ClassVar

from textual import on
from textual.binding import BindingType
from textual.widgets import Static

from tingsbok.i18n import t
from tui import intents, reads
from tui.display import content
from tui.intents import Intent
from tui.present import start
from tui.screens.records import RecordPage
from tui.widgets.pages import Line, Lines
from tui.widgets.table import RecordTable


class StartScreen(RecordPage):
    """What must I do now? Answered in one look, without a key."""

    INTENTS: ClassVar[tuple[Intent, ...]] = (intents.OPEN, intents.NEW, *intents.RECORD)
    BINDINGS: ClassVar[list[BindingType]] = [*intents.bindings(INTENTS)]

    def __init__(self) -> None:
        super().__init__()
        self.view = "start"
        self._facts: start.StartFacts | None = None

    def content(self) -> Iterable[Any]:
        """A banner if the archive has one, and the sections."""
        yield Static("", id="banner", markup=False)
        yield RecordTable(start.columns(), id="rows", header=False, empty=t("Opening the archive …"))

    def on_mount(self) -> None:
        """The table has the keys from the beginning."""
        self.query_one("#banner").display = False
        self.set_focus(self.table)

    @property
    def table(self) -> RecordTable:
        """The sections."""
        return self.query_one("#rows", RecordTable)

    def place(self) -> Sequence[str]:
        """The archive's title and the view."""
        archive = self.tingsbok.archive
        return (archive.title if archive else "Tingsbok", t("Start"))

    def subject(self) -> str:
        """The record under the cursor, if the line is about one."""
        kind, _, target = self.table.key.partition(":") if self.is_mounted else ("", "", "")
        return target if kind == "record" else ""

    def load(self) -> None:
        """Read the sections again."""
        scope = self.tingsbok.scope
        self.ask("start", lambda archive: reads.start_facts(archive, scope), self._show, quiet=True)

    def _show(self, answer: tuple[start.StartFacts, tuple[Line, ...]]) -> None:
        facts, lines = answer
        self._facts = facts
        known = self.tingsbok.is_reconciled or facts.count
        self.table.show(Lines(lines if known else ()), self.table.key or None, empty=t("Reading …"))
        text = start.banner(example=facts.example)
        self.query_one("#banner", Static).update(content(text))
        self.query_one("#banner").display = bool(text)
        self.renew_frame()

    @on(RecordTable.RowChosen, "#rows")
    def _open(self, event: RecordTable.RowChosen) -> None:
        kind, _, target = event.key.partition(":")
        match kind:
            case "outside":
                self.navigator.open_outside(target)
            case "draft":
                self.navigator.open_draft(target)
            case "commit":
                self._open_change(target)
            case _:
                self.navigator.open_record(target)

    def _open_change(self, commit: str) -> None:
        news = self._facts.news if self._facts else ()
        found = next((revision for revision in news if revision.commit == commit), None)
        if found is not None:
            self.navigator.open_change(found)

    def do_record_open(self) -> None:
        """Open what is under the cursor."""
        self.table.action_choose()

    def do_record_new(self) -> None:
        """Write a new record of any type."""
        self.navigator.choose_new()

    def do_nav_leave(self) -> None:
        """Here there is nothing to go back to: quit."""
        self.tingsbok.action_leave()

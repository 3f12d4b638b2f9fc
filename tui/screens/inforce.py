"""What is in force on a date, and what expires."""

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
from tui.present import inforce
from tui.present.inforce import InForceView
from tui.screens.records import PanePage
from tui.widgets.columns import Column
from tui.widgets.document import DocumentView
from tui.widgets.line_input import LineInput
from tui.widgets.pages import Lines
from tui.widgets.table import RecordTable

MONTHS = 12
"""How far ahead the page of what expires looks at first."""


class InForcePage(PanePage):
    """A list that belongs to a day."""

    LEADS_ON = True
    INTENTS: ClassVar[tuple[Intent, ...]] = (intents.OPEN, intents.ON_DAY, *intents.RECORD, intents.PANE)
    BINDINGS: ClassVar[list[BindingType]] = [*intents.bindings(INTENTS)]

    def __init__(self) -> None:
        super().__init__()
        self.view = "agreements"
        self.shown: InForceView | None = None
        self._today = ""

    def content(self) -> Iterable[Any]:
        """Facts and the day above; the rows; why the current one is there; its text on the right."""
        with Horizontal(id="bar"):
            yield Static("", id="facts", markup=False)
            yield from self.fields()
            yield Static(f"{t('on the day')} [", classes="label", markup=False)
            yield LineInput(id="day", compact=True, max_length=16)
            yield Static("] (f)", classes="label", markup=False)
        with Horizontal(id="columns"):
            with Vertical(id="left"):
                yield RecordTable(self.columns(), id="rows", header=False, empty=t("Reading …"))
                yield Static("", id="why", markup=False)
            with Vertical(id="pane"):
                yield DocumentView()

    def fields(self) -> Iterable[Any]:
        """More fields before the day."""
        return ()

    def columns(self) -> Sequence[Column]:
        """The columns of the list."""
        return inforce.columns()

    def on_mount(self) -> None:
        """Begin with today."""
        self._show_today()

    def renew(self) -> None:
        """Read again; what was about today goes on with the new day."""
        if self.day == self._today:
            self._show_today()
        super().renew()

    def _show_today(self) -> None:
        self._today = self.today.isoformat()
        self.query_one("#day", Input).value = self._today

    def subject(self) -> str:
        """The record under the cursor."""
        return self.table.key.partition(":")[2] if self.is_mounted else ""

    def show_rows(self, shown: InForceView) -> None:
        """Show an answer."""
        self.shown = shown
        self.table.show(Lines(shown.lines), self.table.key or None, empty=shown.empty)
        self.query_one("#facts", Static).update(content(shown.facts))
        if not shown.lines:
            self.query_one("#why", Static).update("")
        self.renew_frame()

    @on(RecordTable.RowHighlighted, "#rows")
    def _follow_cursor(self, event: RecordTable.RowHighlighted) -> None:
        why = self.shown.whys.get(event.key, "") if self.shown else ""
        self.query_one("#why", Static).update(content(why))
        self.follow()

    def read_beside(self) -> None:
        """Read the text of what is in force."""
        target = self.subject()
        if target:
            self.ask(
                "text", lambda archive: reads.target_document(archive, target), self.show_document, quiet=True
            )

    # --- keys

    def do_record_open(self) -> None:
        """Open what is under the cursor."""
        self.table.action_choose()

    @on(RecordTable.RowChosen, "#rows")
    def _open(self, event: RecordTable.RowChosen) -> None:
        self.navigator.open_record(event.key.partition(":")[2])

    def do_inforce_day(self) -> None:
        """Put the cursor into the day."""
        field = self.query_one("#day", Input)
        field.select_all()
        self.set_focus(field)

    @on(Input.Submitted)
    def _typed(self) -> None:
        self.set_focus(self.table)
        self.load()

    def do_nav_back(self) -> None:
        """First out of a field, then back."""
        if isinstance(self.focused, Input):
            self.set_focus(self.table)
        else:
            super().do_nav_back()

    def do_list_pane(self) -> None:
        """Show or hide the text."""
        self.query_one("#pane").toggle_class("-hidden")

    @property
    def day(self) -> str:
        """The day as it is typed."""
        return self.query_one("#day", Input).value.strip()


class InForceScreen(InForcePage):
    """What applies: agreements, programmes, routines, decisions, money and seats."""

    def place(self) -> Sequence[str]:
        """The page and its day."""
        return (*super().place(), t("In force"), *([self.shown.day] if self.shown else []))

    def load(self) -> None:
        """Read what applies on the day."""
        day, scope = self.day, self.tingsbok.scope
        self.ask("rows", lambda archive: reads.in_force_view(archive, day, scope), self.show_rows)


class ExpiringScreen(InForcePage):
    """What ends, or must be given notice of."""

    def columns(self) -> Sequence[Column]:
        """The columns of the list."""
        return inforce.expiring_columns()

    def fields(self) -> Iterable[Any]:
        """How many months ahead."""
        yield Static(f"{t('within')} [", classes="label", markup=False)
        yield LineInput(str(MONTHS), id="months", compact=True, max_length=3, type="integer")
        yield Static(f"] {t('months')}  ", classes="label", markup=False)

    def place(self) -> Sequence[str]:
        """The page and its day."""
        return (*super().place(), t("Expiring"), *([self.shown.day] if self.shown else []))

    def load(self) -> None:
        """Read what ends."""
        typed, day, scope = self.query_one("#months", Input).value, self.day, self.tingsbok.scope
        months = int(typed) if typed.isdecimal() else MONTHS
        self.ask("rows", lambda archive: reads.expiring_view(archive, day, months, scope), self.show_rows)

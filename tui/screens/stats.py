"""Figures: who came, what was decided, how long adoptions took; a tab each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, ClassVar

from msgspec.structs import replace
from textual import on
from textual.binding import BindingType
from textual.containers import Horizontal

from tingsbok.i18n import N_, t
from tui import intents
from tui.intents import Intent
from tui.present import stats
from tui.reads import stats as reads
from tui.reads.stats import ADOPTION, ATTENDANCE, OUTCOMES
from tui.screens.records import TablePage
from tui.widgets.pages import Line, Lines
from tui.widgets.table import RecordTable
from tui.widgets.type_tabs import TypeTabs

TABS = (ATTENDANCE, OUTCOMES, ADOPTION)
_TITLES = {ATTENDANCE: N_("Attendance"), OUTCOMES: N_("Outcomes"), ADOPTION: N_("Adoption")}
_COLUMNS = {
    ATTENDANCE: stats.attendance_columns,
    OUTCOMES: stats.outcome_columns,
    ADOPTION: stats.adoption_columns,
}
_NOTHING = {
    ATTENDANCE: N_("No attendance is recorded. p on a meeting's page says who was there."),
    OUTCOMES: N_("Nothing is decided yet."),
    ADOPTION: N_("No party has answered anything. r on an agreement's page registers an answer."),
}


class StatsScreen(TablePage):
    """Figures of one body or all."""

    INTENTS: ClassVar[tuple[Intent, ...]] = (intents.OPEN, intents.PREVIOUS, intents.NEXT)
    BINDINGS: ClassVar[list[BindingType]] = [*intents.bindings(INTENTS)]

    def __init__(self) -> None:
        super().__init__()
        self.view = "start"
        self.tab = ATTENDANCE

    def content(self) -> Iterable[Any]:
        """The tabs and the table."""
        with Horizontal(id="bar"):
            yield TypeTabs(id="tabs")
        yield RecordTable(_COLUMNS[self.tab](), id="rows", empty=t("Reading …"))

    def on_mount(self) -> None:
        """Begin with attendance."""
        self._show_tabs()

    def place(self) -> Sequence[str]:
        """The view and what is shown."""
        return (*super().place(), t("Statistics"))

    def as_hint(self, intent: Intent) -> Intent:
        """The key of the tabs belongs to what is told first."""
        return replace(intent, rank=2, label=N_("next tab")) if intent is intents.NEXT else intent

    def load(self) -> None:
        """Count again."""
        what, scope = self.tab, self.tingsbok.scope
        self.ask("figures", lambda archive: reads.figures(archive, what, scope), self._show)

    def _show(self, lines: Sequence[Line]) -> None:
        self.table.set_columns(_COLUMNS[self.tab]())
        self.table.show(Lines(lines), self.table.key or None, empty=t(_NOTHING[self.tab]))
        self.renew_frame()

    def _show_tabs(self) -> None:
        self.query_one(TypeTabs).show([t(_TITLES[name]) for name in TABS], TABS.index(self.tab))

    # --- keys

    def do_nav_previous(self) -> None:
        """The tab before."""
        self._go_to(TABS.index(self.tab) - 1)

    def do_nav_next(self) -> None:
        """The tab after."""
        self._go_to(TABS.index(self.tab) + 1)

    @on(TypeTabs.TabChosen)
    def _tab_chosen(self, event: TypeTabs.TabChosen) -> None:
        self._go_to(event.index)

    def _go_to(self, place: int) -> None:
        self.tab = TABS[place % len(TABS)]
        self._show_tabs()
        self.table.show(Lines(()), empty=t("Reading …"))
        self.load()

    def do_record_open(self) -> None:
        """Open what the line is about."""
        self.table.action_choose()

    @on(RecordTable.RowChosen, "#rows")
    def _open(self, event: RecordTable.RowChosen) -> None:
        target = event.key.partition(":")[2]
        if target:
            self.navigator.open_record(target)

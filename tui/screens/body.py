"""A body: who sits where on a day, who sat there before, and its record."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, ClassVar

from msgspec.structs import replace
from textual import on
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import Input, Static

from tingsbok.i18n import N_, t
from tui import intents
from tui.display import content
from tui.intents import Intent
from tui.lookups import read_day
from tui.present import composition
from tui.present.composition import BodyRow, BodyView
from tui.reads import composition as reads
from tui.screens.merging import merge_with
from tui.screens.records import TablePage
from tui.widgets.dialogs import Menu, MenuEntry, Prompt
from tui.widgets.document import DocumentView
from tui.widgets.line_input import LineInput
from tui.widgets.pages import Lines
from tui.widgets.table import RecordTable
from tui.widgets.type_tabs import TypeTabs


class BodyScreen(TablePage):
    """One body.

    Args:
        identity: The body.
    """

    READ_ON = "body"
    INTENTS: ClassVar[tuple[Intent, ...]] = (
        *(intents.OPEN, intents.BODY_REPLACE, intents.BODY_NEW, intents.FILTER, intents.BODY_DAY),
        *intents.RECORD,
        *(intents.PREVIOUS, intents.NEXT, intents.PANE, intents.PERSON_MERGE),
    )
    BINDINGS: ClassVar[list[BindingType]] = [*intents.bindings(INTENTS)]

    def __init__(self, identity: str) -> None:
        super().__init__()
        self.view = "people"
        self.identity = identity
        self.tab = composition.SEATS
        self.day = ""
        self.shown: BodyView | None = None
        self._rows: list[BodyRow] = []

    def content(self) -> Iterable[Any]:
        """Facts, tabs and filter above; the rows; what is known of the current one."""
        yield Static("", id="facts", markup=False)
        with Horizontal(id="bar"):
            yield TypeTabs(id="tabs")
            yield Static("/", id="slash", markup=False)
            yield LineInput(id="filter", compact=True)
        with Horizontal(id="columns"):
            yield RecordTable(composition.columns(self.tab), id="rows", empty=t("Reading …"))
            with Vertical(id="pane"):
                yield DocumentView()

    def on_mount(self) -> None:
        """No filter yet."""
        self._show_filter(shown=False)

    def as_hint(self, intent: Intent) -> Intent:
        """The key of the tabs belongs to what is told first."""
        return replace(intent, rank=4, label=N_("next tab")) if intent is intents.NEXT else intent

    def place(self) -> Sequence[str]:
        """The view and the body."""
        return (*super().place(), self.shown.title if self.shown else self.identity)

    def subject(self) -> str:
        """The body itself."""
        return self.identity

    @property
    def row(self) -> BodyRow | None:
        """The row under the cursor."""
        key = self.table.key if self.is_mounted else ""
        return next((row for row in self._rows if row.line.key == key), None)

    # --- reading

    def load(self) -> None:
        """Read the body again."""
        day = self.day or self.today.isoformat()
        self.ask("body", lambda archive: reads.body_view(archive, self.identity, day), self._show)

    def _show(self, shown: BodyView) -> None:
        self.shown = shown
        self.query_one("#facts", Static).update(content(shown.facts))
        self._paint()
        self.renew_frame()

    def _paint(self) -> None:
        if self.shown is None:
            return
        self.query_one(TypeTabs).show([t(tab) for tab in composition.TABS], self.tab)
        self.set_class(self.tab == composition.ABOUT, "-about")
        text = self.query_one("#filter", Input).value.strip()
        self._rows = composition.matching(self.shown.tabs[self.tab], text)
        self.table.set_columns(composition.columns(self.tab))
        lines = Lines([row.line for row in self._rows])
        self.table.show(lines, self.table.key or None, empty=composition.empty(self.tab, text))
        if self.tab == composition.ABOUT:
            self.show_document(self.shown.about)
        elif not self._rows:
            self.show_document(type(self.shown.about)())

    @on(RecordTable.RowHighlighted, "#rows")
    def _follow_cursor(self) -> None:
        if self.row is not None and self.tab != composition.ABOUT:
            self.show_document(self.row.document)

    # --- tabs and day

    def do_nav_previous(self) -> None:
        """The tab before."""
        self._go_to_tab(self.tab - 1)

    def do_nav_next(self) -> None:
        """The tab after."""
        self._go_to_tab(self.tab + 1)

    @on(TypeTabs.TabChosen)
    def _tab_chosen(self, event: TypeTabs.TabChosen) -> None:
        self._go_to_tab(event.index)

    def _go_to_tab(self, tab: int) -> None:
        self.tab = tab % len(composition.TABS)
        self._paint()
        self.table.move_to(0)
        about = self.tab == composition.ABOUT
        self.set_focus(self.query_one(DocumentView) if about else self.table)

    def do_body_day(self) -> None:
        """Ask for another day."""
        note = t("Empty: today")
        self.app.push_screen(
            Prompt(t("On which day?"), self.day, note=note, problem=self._no_day), self._dated
        )

    def _no_day(self, text: str) -> str:
        day = read_day(text, self.today) if text.strip() else None
        return (
            ""
            if day is None or len(day.iso) == len("2024-11-08")
            else day.problem or t("Write a whole date.")
        )

    def _dated(self, text: str | None) -> None:
        if text is not None:
            self.day = read_day(text, self.today).iso if text.strip() else ""
            self.load()

    # --- narrowing

    def do_list_filter(self) -> None:
        """Put the cursor into the filter."""
        self._show_filter(shown=True)
        self.set_focus(self.query_one("#filter", Input))

    @on(Input.Changed, "#filter")
    def _filter_typed(self) -> None:
        self._paint()

    @on(Input.Submitted, "#filter")
    def _filter_done(self, event: Input.Submitted) -> None:
        self._show_filter(shown=bool(event.value))
        self.set_focus(self.table)

    def _show_filter(self, *, shown: bool) -> None:
        self.query_one("#slash").display = self.query_one("#filter").display = shown

    def do_nav_back(self) -> None:
        """First without the filter, then back."""
        field = self.query_one("#filter", Input)
        if self.focused is field or field.value:
            field.value = ""
            self._show_filter(shown=False)
            self.set_focus(self.table)
        else:
            super().do_nav_back()

    # --- opening and changing

    def do_record_open(self) -> None:
        """Open the person, or the decision that gives a vacant seat."""
        row = self.row
        target = (row.person or row.decision) if row else ""
        if target:
            self.navigator.open_record(target)
        elif row and row.party:
            self.navigator.open_record(row.party)
        else:
            self.say(t("There is nobody under the cursor."), passing=True)

    @on(RecordTable.RowChosen, "#rows")
    def _open(self) -> None:
        self.do_record_open()

    def do_body_replace(self) -> None:
        """Somebody takes the place under the cursor."""
        row = self.row
        if self.tab in (composition.SEATS, composition.PEOPLE) and row and row.person:
            self.navigator.open_composition("replace", self.identity, row.person)
        elif self.tab == composition.SEATS and row:
            self.navigator.open_composition("join", self.identity, row.party)
        else:
            self.say(t("Choose a seat or a person first: , and . change the tab."), passing=True)

    def do_record_new(self) -> None:
        """A new member, or seats for a party."""
        party = self.row.party if self.row else ""
        entries = [MenuEntry("l", t("new member …")), MenuEntry("p", t("seats for a party …"))]

        def chosen(key: str | None) -> None:
            if key is not None:
                self.navigator.open_composition("join" if key == "l" else "seats", self.identity, party)

        self.app.push_screen(Menu(t("New"), entries), chosen)

    def do_person_merge(self) -> None:
        """Merge the person under the cursor with another record."""
        if self.row and self.row.person:
            merge_with(self.tingsbok, self.row.person)
        else:
            self.say(t("There is nobody under the cursor."), passing=True)

    def do_list_pane(self) -> None:
        """Show or hide the text."""
        self.query_one("#pane").toggle_class("-hidden")

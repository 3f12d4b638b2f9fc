"""A list of records: filter while typing, fields with counts, order, and a side pane."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from typing import Any, ClassVar

from msgspec.structs import replace
from textual import on
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.timer import Timer
from textual.widgets import Input, Static

from tingsbok.i18n import N_, t
from tingsbok.record import Record
from tingsbok.schema import RecordType
from tingsbok.views import SavedView
from tui import intents, reads
from tui.display import content
from tui.intents import Intent
from tui.paged import PagedLines
from tui.present import listing, rows
from tui.present.listing import ListQuery
from tui.reads import ListPage, agenda
from tui.screens import register, views
from tui.screens.agenda_item import open_waiting
from tui.screens.facet_column import FacetColumn
from tui.screens.list_pane import ListPane
from tui.screens.pane import Pane
from tui.screens.records import TablePage
from tui.views import View
from tui.widgets.dialogs import Menu
from tui.widgets.line_input import LineInput
from tui.widgets.pages import Line
from tui.widgets.picker import Picked
from tui.widgets.table import RecordTable
from tui.widgets.type_tabs import TypeTabs

_OF_THE_ROW = frozenset(
    intent.id
    for intent in (
        *(intents.OPEN, intents.LIST_REGISTER, intents.LIST_WAITING),
        *(intents.CASE, intents.MEETING, intents.EXPORT),
    )
)
"""Names of what is done with the row under the cursor, besides what is done with any record."""


class ListingScreen(TablePage):
    """The list of one view; a view with several types has a tab for each.

    Args:
        shown: The view.
    """

    INTENTS: ClassVar[tuple[Intent, ...]] = (
        *(intents.OPEN, intents.FILTER, intents.NEW, intents.FACETS, intents.SORT, intents.PANE),
        *intents.RECORD,
        *(intents.LIST_REGISTER, intents.LIST_WAITING, intents.PREVIOUS, intents.NEXT),
        *(intents.CASE, intents.MEETING, intents.EXPORT),
    )
    GROUPS = (N_("RECORD"), N_("LIST"), N_("GO"))
    BINDINGS: ClassVar[list[BindingType]] = [*intents.bindings(INTENTS)]

    def __init__(self, shown: View) -> None:
        super().__init__()
        self.shown = shown
        self.view = shown.name
        self.queries = [ListQuery(name, facets=shown.facets) for name in shown.types]
        self.tab = 0
        self.page_read: ListPage | None = None
        self._source: PagedLines | None = None
        self._seen: set[int] = set()
        self._found_for = ""
        self._begun_at: tuple[int, str] | None = None
        self._pause: Timer | None = None

    # --- content

    def content(self) -> Iterable[Any]:
        """Tabs, filter and facts above; the table, and beside it the side pane."""
        with Horizontal(id="bar"):
            yield TypeTabs(id="tabs")
            yield Static("/", id="slash", markup=False)
            yield LineInput(id="filter", compact=True)
            yield Static("", id="facts", markup=False)
        with Horizontal(id="columns"):
            yield FacetColumn(id="facets")
            yield RecordTable(id="rows", empty=t("Reading …"))
            yield ListPane(id="pane")

    def on_mount(self) -> None:
        """Show only what there is something for."""
        self.query_one("#tabs").display = len(self.queries) > 1
        self._show_bar()

    @property
    def wanted(self) -> ListQuery:
        """What the current tab shows."""
        query = self.queries[self.tab]
        has_body = bool(self.record_type and self.record_type.body_field)
        return replace(query, scope=self.tingsbok.scope if has_body else "")

    @property
    def record_type(self) -> RecordType | None:
        """The type of record in the current tab."""
        archive = self.tingsbok.archive
        return archive.schemas.types.get(self.queries[self.tab].type) if archive else None

    def subject(self) -> str:
        """The record under the cursor."""
        return self.table.key if self.is_mounted else ""

    # --- reading

    def load(self) -> None:
        """Read the rows again."""
        wanted = self.wanted
        self.ask("rows", lambda archive: reads.list_page(archive, wanted), self._show)

    def _show(self, page: ListPage) -> None:
        self.page_read = page
        self._source = PagedLines(page.count, page.lines, partial(self._want, page))
        # until the index is whole the row to begin at may be missing; who has moved meanwhile stays there
        first_time = self.tab not in self._seen or self._begun_at == (self.tab, self.table.key)
        if page.count:
            self._seen.add(self.tab)
        if self.record_type:
            self.table.set_columns(rows.columns(self.record_type, self.language, page.columns))
        self.table.show(self._source, None if first_time else self.table.key or None, empty=self._empty(page))
        begin = page.waiting or ("" if self.wanted.text else self.tingsbok.scope)
        if first_time and begin:  # on the row that waits for work; among the bodies, on the one looked at
            self.table.move_to_key(begin)
        self._begun_at = None if self.tingsbok.is_reconciled else (self.tab, self.table.key)
        if self.wanted.text != self._found_for and page.named:  # other rows only mention what was typed
            self.table.move_to_key(page.named)
        if not page.count:
            self.query_one(Pane).show_record("")
        self._found_for = self.wanted.text
        self._show_bar()
        self.renew_hints()
        self._count_values()

    @on(FacetColumn.Shown)
    def _count_values(self) -> None:
        """Count the values of the fields, if the column of them can be seen."""
        column, kind, wanted = self.query_one(FacetColumn), self.record_type, self.wanted
        if column.region.width and kind is not None:
            ask = partial(reads.facet_values, record_type=kind, query=wanted)
            self.ask("facets", ask, column.show, quiet=True)

    @on(FacetColumn.Chosen)
    def _value_clicked(self, event: FacetColumn.Chosen) -> None:
        from tui.screens.facets import narrowed

        self._facets_chosen(narrowed(self.wanted, Picked((event.id,))))

    def _want(self, page: ListPage, start: int) -> None:
        """Read the page of lines that begins at *start*."""

        def show(lines: tuple[Line, ...]) -> None:
            if page is self.page_read and self._source is not None:
                self._source.add(start, lines)
                self.table.move_to(self.table.cursor)
                self.table.refresh()

        self.ask(
            f"rows@{start}",
            lambda archive: reads.more_lines(archive, page.listing, start, page.columns),
            show,
        )

    def _empty(self, page: ListPage) -> str:
        if not self.tingsbok.is_reconciled and not page.total:
            return t("Reading …")
        kind = self.record_type.plural(self.language) if self.record_type else ""
        return listing.empty(kind, self.wanted, page.total, page.broken)

    def _show_bar(self) -> None:
        wanted = self.wanted
        archive = self.tingsbok.archive
        if archive is not None:
            titles = [archive.schemas.types[query.type].plural(self.language) for query in self.queries]
            self.query_one(TypeTabs).show(titles, self.tab)
        field = self.query_one("#filter", Input)
        field.display = self.query_one("#slash").display = bool(wanted.text) or self.focused is field
        page = self.page_read
        facts = (
            listing.facts(self.record_type, wanted, page.count, self.language, page.broken, page.names)
            if page
            else ""
        )
        self.query_one("#facts", Static).update(content(facts))

    # --- opening

    @on(RecordTable.RowChosen, "#rows")
    def _open(self, event: RecordTable.RowChosen) -> None:
        self.navigator.open_record(event.key)

    def do_record_open(self) -> None:
        """Open the record under the cursor."""
        self.table.action_choose()

    def do_record_new(self) -> None:
        """Write a new record of the list's type; a meeting is one of the body under the cursor."""
        kind, row = self.queries[self.tab].type, self.subject()
        if kind == "meeting" and row:
            self.ask(
                "body",
                lambda archive: agenda.body_of(archive, row),
                lambda body: self.navigator.open_new_meeting(body=body),
            )
        else:
            self.navigator.open_new(kind)

    def do_meeting_waiting(self) -> None:
        """Show what waits for the meeting under the cursor."""
        open_waiting(self, self.subject())

    def all_intents(self) -> tuple[Intent, ...]:
        """The list's own; what can be registered is hinted at where it can in most rows."""
        is_of_tasks = self.queries[self.tab].type == "assignment"
        shown = replace(intents.LIST_REGISTER, rank=2) if is_of_tasks else intents.LIST_REGISTER
        return tuple(shown if each is intents.LIST_REGISTER else each for each in super().all_intents())

    def as_hint(self, intent: Intent) -> Intent:
        """The key of the tabs, where there are any."""
        if intent is intents.NEXT and len(self.queries) > 1:
            return replace(intent, rank=3, label=N_("next tab"))
        return super().as_hint(intent)

    def why_not(self, intent: Intent) -> str:
        """There may be nothing to register in the rows."""
        if intent.id == intents.LIST_REGISTER.id and self.queries[self.tab].type not in register.WAYS:
            return t("There is nothing to register here.")
        if intent.id in _OF_THE_ROW and not self.subject():
            return t("There is no record under the cursor.")
        return super().why_not(intent)

    def do_record_register(self) -> None:
        """Register what has become of the record under the cursor."""
        row = self.subject()
        if row:
            self.ask("register", lambda archive: archive.get(row), self._register)

    def _register(self, found: Record) -> None:
        if reason := register.why_not(found):
            self.say(reason)
        else:
            register.register(self.tingsbok, found)

    @on(RecordTable.RowHighlighted, "#rows")
    def _follow_cursor(self, event: RecordTable.RowHighlighted) -> None:
        self.query_one(Pane).show_record(event.key)

    def do_list_pane(self) -> None:
        """Show or hide the side pane."""
        self.query_one(Pane).toggle(self.table.key)

    # --- tabs

    def do_nav_previous(self) -> None:
        """The tab before."""
        self._go_to_tab(self.tab - 1)

    def do_nav_next(self) -> None:
        """The tab after."""
        self._go_to_tab(self.tab + 1)

    @on(TypeTabs.TabChosen)
    def _tab_chosen(self, event: TypeTabs.TabChosen) -> None:
        self._go_to_tab(event.index)

    def show_type(self, name: str) -> None:
        """Show the tab of a type."""
        self._go_to_tab([query.type for query in self.queries].index(name))

    def _go_to_tab(self, index: int) -> None:
        if len(self.queries) == 1:
            self.table.action_move(1 if index > self.tab else -1)
            return
        self.tab = index % len(self.queries)
        with self.prevent(Input.Changed):
            self.query_one("#filter", Input).value = self.queries[self.tab].text
        self._seen.discard(self.tab)
        self.load()

    # --- narrowing

    def narrow(self, **changes: Any) -> None:
        """Show the list with another text, facets or order, from its beginning."""
        self.queries[self.tab] = replace(self.queries[self.tab], **changes)
        self._seen.discard(self.tab)
        self.load()

    def do_list_filter(self) -> None:
        """Put the cursor into the filter."""
        field = self.query_one("#filter", Input)
        field.display = self.query_one("#slash").display = True
        self.set_focus(field)

    @on(Input.Changed, "#filter")
    def _filter_typed(self, event: Input.Changed) -> None:
        if self._pause is not None:
            self._pause.stop()
        self._pause = self.set_timer(self.tingsbok.options.delay or 0.001, partial(self._filter, event.value))

    def _filter(self, text: str) -> None:
        if text != self.queries[self.tab].text:
            self.narrow(text=text)

    @on(Input.Submitted, "#filter")
    def _filter_done(self, event: Input.Submitted) -> None:
        if self._pause is not None:
            self._pause.stop()
        self._filter(event.value)
        if self.page_read is not None and not self.page_read.count and event.value:
            self.navigator.open_search(event.value)
        else:
            self.set_focus(self.table)
            self._show_bar()

    def do_nav_back(self) -> None:
        """First out of the filter, then without it, then back."""
        field = self.query_one("#filter", Input)
        if self.focused is field or self.queries[self.tab].text:
            field.value = ""
            self.set_focus(self.table)
            self.narrow(text="")
        else:
            super().do_nav_back()

    def do_list_facets(self) -> None:
        """Choose among the values of fields."""
        from tui.screens.facets import choose_facet

        if self.record_type is not None:
            choose_facet(self.tingsbok, self.record_type, self.wanted, self._facets_chosen)

    def _facets_chosen(self, chosen: ListQuery) -> None:
        with self.prevent(Input.Changed):
            self.query_one("#filter", Input).value = chosen.text
        self.narrow(facets=chosen.facets, text=chosen.text)

    def do_list_sort(self) -> None:
        """Choose order and columns, or a saved view."""
        if self.record_type is not None:
            orders = listing.orders(self.record_type, self.language)
            menu = Menu(t("Order"), [*((order.key, order.label) for order in orders), *views.entries()])
            self.app.push_screen(menu, lambda key: self._order_chosen(orders, key))

    def show_view(self, view: SavedView) -> None:
        """Show what a saved view shows, in the tab of its type."""
        self.tab = [query.type for query in self.queries].index(view.type)
        shown = listing.of_view(view)
        with self.prevent(Input.Changed):
            self.query_one("#filter", Input).value = shown.text
        self.queries[self.tab] = shown
        self.narrow()
        self.say(t("View: {title}", title=view.title))

    def _order_chosen(self, orders: Sequence[listing.Order], key: str | None) -> None:
        if key == views.COLUMNS and self.record_type is not None:
            narrow = lambda columns: self.narrow(columns=columns)  # noqa: E731
            views.choose_columns(self.tingsbok, self.record_type, self.queries[self.tab], narrow)
        elif key == views.SAVE and (reason := self.only_read(intents.NEW)):
            self.say(reason)
        elif key == views.SAVE:
            views.save_view(self.tingsbok, self.wanted)
        elif key == views.OPEN:
            views.choose_view(self.tingsbok)
        chosen = next((order for order in orders if order.key == key), None)
        if chosen is not None:
            self.narrow(sort=chosen.sort)

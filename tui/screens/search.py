"""One box for everything: results while typing, by type, with a preview."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from typing import Any, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.timer import Timer
from textual.widgets import Input, Static

from tingsbok.i18n import t
from tui import intents, reads
from tui.display import content
from tui.intents import Intent
from tui.present import search
from tui.present.search_facets import TYPE, toggled
from tui.reads import SearchView
from tui.reads.search_facets import SearchFacets, search_facets
from tui.screens.facet_column import FacetColumn
from tui.screens.pane import Pane
from tui.screens.records import TablePage
from tui.widgets.later import Later
from tui.widgets.line_input import LineInput
from tui.widgets.pages import Lines
from tui.widgets.table import RecordTable
from tui.widgets.type_tabs import TypeTabs

PAUSES = 3
"""How many times as long as the hits the counting waits: it takes longer, and must not be in their way."""


class SearchScreen(TablePage):
    """Search everything.

    Args:
        text: What to search for at first.
    """

    INTENTS: ClassVar[tuple[Intent, ...]] = (
        *(intents.SEARCH_OPEN, intents.SEARCH_TYPES, intents.SEARCH_CORRECT),
        *(intents.SEARCH_HELP, intents.SEARCH_BACK),
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        *intents.bindings(INTENTS),
        Binding("up", "move(-1)", show=False, priority=True),
        Binding("down", "move(1)", show=False, priority=True),
        Binding("pageup", "page(-1)", show=False, priority=True),
        Binding("pagedown", "page(1)", show=False, priority=True),
    ]

    def __init__(self, text: str = "") -> None:
        super().__init__()
        self._text = text
        self._type = ""
        self._types: tuple[str, ...] = ("",)
        self.shown: SearchView | None = None
        self._pause: Timer | None = None
        self._counting: Later[SearchFacets] | None = None

    def content(self) -> Iterable[Any]:
        """The box, the types, the hits and their preview; beside them what they can be narrowed by."""
        with Horizontal(id="bar"):
            yield Static(t("Search:"), id="label", markup=False)
            yield LineInput(self._text, id="text", compact=True)
            yield Static("", id="facts", markup=False)
        yield TypeTabs(id="tabs")
        with Horizontal(id="columns"):
            yield FacetColumn(id="facets", empty=t("The hits are counted here by type, body and year."))
            yield RecordTable(search.columns(), id="rows", header=False)
            yield Pane(id="pane")

    def first_focus(self) -> Input:
        """Letters go into the box from the beginning."""
        return self.query_one("#text", Input)

    def all_intents(self) -> tuple[Intent, ...]:
        """Letters go into the box: only keys that are no letters are told."""
        return self.INTENTS

    def place(self) -> Sequence[str]:
        """Search is a place of its own."""
        return (t("Search"),)

    def subject(self) -> str:
        """The record under the cursor."""
        return self.table.key if self.is_mounted else ""

    # --- searching

    @on(Input.Changed, "#text")
    def _typed(self, event: Input.Changed) -> None:
        self._text = event.value
        if self._pause is not None:
            self._pause.stop()
        self._pause = self.set_timer(self.tingsbok.options.delay or 0.001, self.load)

    def load(self) -> None:
        """Search for what stands in the box."""
        text, kind = self._text, self._type
        recent = tuple(self.navigator.recent)
        self.ask("search", lambda archive: reads.search_view(archive, text, kind, recent), self._show)

    def _show(self, shown: SearchView) -> None:
        self.shown = shown
        self._types = tuple(name for name, _ in shown.tabs)
        current = self._types.index(self._type) if self._type in self._types else 0
        self.query_one(TypeTabs).show([label for _, label in shown.tabs], current)
        self.query_one("#facts", Static).update(content(shown.facts))
        self.table.show(Lines(shown.lines), empty=shown.empty)
        if not shown.lines:
            self.query_one(Pane).show_record("")
        self.renew_hints()
        self._count_soon()

    # --- what it can be narrowed by

    @on(FacetColumn.Shown)
    def _count_soon(self) -> None:
        """Count the values when nothing more has been typed for a while, if they can be seen."""
        if self._counting is None:
            self._counting = Later(self, self._count, self._show_facets, self.tingsbok.options.delay * PAUSES)
        if self.query_one(FacetColumn).region.width:
            self._counting.want(f"{self._type} {self._text}")
        else:
            self._counting.forget()

    async def _count(self, wanted: str) -> SearchFacets:
        kind, _, text = wanted.partition(" ")
        ask = partial(search_facets, text=text, kind=kind)
        return await self.tingsbok.gateway.fetch(self, ask, SearchFacets())

    def _show_facets(self, wanted: str, found: SearchFacets) -> None:  # noqa: ARG002 - the last question's answer
        column = self.query_one(FacetColumn)
        column.show(found.values)
        self.query_one(Pane).mark(found.words if column.region.width else ())

    @on(FacetColumn.Chosen)
    def _value_clicked(self, event: FacetColumn.Chosen) -> None:
        name, _, value = event.id.partition("=")
        if name == TYPE:
            self._type = "" if value == self._type else value
            self.load()
        else:
            self.query_one("#text", Input).value = toggled(self._text, name, value)

    def on_resize(self) -> None:
        """A narrower window shows no facets, and marks nothing beside them."""
        self.call_after_refresh(self._look_at_width)

    def _look_at_width(self) -> None:
        if self.is_mounted and not self.query_one(FacetColumn).region.width:
            self.query_one(Pane).mark(())

    # --- keys

    def action_move(self, step: int) -> None:
        """Move in the hits without leaving the box."""
        self.table.action_move(step)

    def action_page(self, step: int) -> None:
        """Move by pages without leaving the box."""
        self.table.action_page(step)

    @on(Input.Submitted, "#text")
    def _submitted(self, event: Input.Submitted) -> None:
        """Open the first hit, once the search for exactly this text has answered."""
        event.stop()
        if self._pause is not None:
            self._pause.stop()
        text, kind = event.value, self._type
        if self.shown is not None and self.shown.text == text:
            self.do_record_open()
        else:
            self.ask(
                "search", lambda archive: reads.search_view(archive, text, kind, ()), self._show_and_open
            )

    def _show_and_open(self, shown: SearchView) -> None:
        self._show(shown)
        self.do_record_open()

    def do_record_open(self) -> None:
        """Open the hit under the cursor."""
        self.table.action_choose()

    @on(RecordTable.RowChosen, "#rows")
    def _open(self, event: RecordTable.RowChosen) -> None:
        self.navigator.open_record(event.key)

    @on(RecordTable.RowHighlighted, "#rows")
    def _follow_cursor(self, event: RecordTable.RowHighlighted) -> None:
        self.query_one(Pane).show_record(event.key)

    @on(TypeTabs.TabChosen)
    def _tab_chosen(self, event: TypeTabs.TabChosen) -> None:
        self._type = self._types[event.index]
        self.load()

    def do_search_types(self) -> None:
        """Go to the next type that has hits."""
        place = self._types.index(self._type) if self._type in self._types else -1
        self._type = self._types[(place + 1) % len(self._types)]
        self.load()

    def do_search_correct(self) -> None:
        """Search for what was probably meant."""
        if self.shown is not None and self.shown.instead:
            self.query_one("#text", Input).value = self.shown.instead

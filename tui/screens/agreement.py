"""An agreement or joint decision: its parties' answers, what it costs whom, and its text, a tab each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from typing import Any, ClassVar

from msgspec.structs import replace
from textual import on
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import Input, Static

from tingsbok.actions import Saved
from tingsbok.followup.costs import KEYS, number
from tingsbok.frontmatter import Value
from tingsbok.i18n import N_, t
from tui import intents
from tui.display import content
from tui.intents import Intent
from tui.lookups import lookups_for
from tui.present import agreement as present
from tui.present.agreement import AgreementView
from tui.reads import agreement as reads
from tui.reads.agreement import Reckoning
from tui.screens import register
from tui.screens.cost_table import CostTable
from tui.screens.matrix import AnswerPane, ManyAgreements
from tui.screens.papers import PapersFlow
from tui.screens.ratify import AnswerDialog, ReadDialog, TotalDialog
from tui.views import view_of
from tui.widgets.dialogs import Prompt
from tui.widgets.document import DocumentView
from tui.widgets.line_input import LineInput
from tui.widgets.matrix import MatrixTable
from tui.widgets.pages import Line
from tui.widgets.table import RecordTable
from tui.widgets.type_tabs import TypeTabs

PARTIES, COST, TEXT = "parties", "cost", "text"
_TITLES = {PARTIES: N_("Ratifications"), COST: N_("Cost"), TEXT: N_("Text")}


class AgreementScreen(ManyAgreements):
    """One agreement, or one decision that holds the answers of its parties itself.

    Args:
        identity: The agreement or decision.
        view: Name of the view it belongs to.
        party: Id of the party that the cursor begins at; empty for the first that needs work.
    """

    READ_ON = "agreement"
    INTENTS: ClassVar[tuple[Intent, ...]] = (
        *(intents.OPEN, intents.RATIFY, intents.BESIDE, intents.PAPERS),
        *(intents.FILTER, intents.FIND_NEXT, intents.SORT),
        *intents.RECORD,
        *(intents.CASE, intents.MEETING, intents.PREVIOUS, intents.NEXT),
    )
    BINDINGS: ClassVar[list[BindingType]] = [*intents.bindings(INTENTS)]

    def __init__(self, identity: str, view: str = "agreements", party: str = "") -> None:
        super().__init__()
        self._begin_at = party
        self.view = view
        self.identity = identity
        self.shown: AgreementView | None = None
        self.tab = PARTIES
        self._reckon_with: dict[str, Value] = {}  # as it was typed, to begin with the next time
        self._steps = 0
        self._recorded = False
        self._reckoning = Reckoning()
        self._names: dict[str, str] = {}

    def content(self) -> Iterable[Any]:
        """What counts above; the tabs; and what belongs to the current one."""
        yield Static("", id="facts", markup=False)
        yield self.suspects_line()
        with Horizontal(id="bar"):
            yield TypeTabs(id="tabs")
            yield Static("/", id="slash", markup=False)
            yield LineInput(id="filter", compact=True)
        with Horizontal(id="columns"):
            yield MatrixTable(present.columns(), id="rows", markable=True, empty=t("Reading …"))
            with Vertical(id="cost"):
                yield Static("", id="cost-head", markup=False)
                yield CostTable(id="cost-rows", empty=t("Reading …"))
            yield DocumentView()
            yield AnswerPane(id="pane")
        yield Static("", id="note", markup=False)

    def on_mount(self) -> None:
        """Show what there is of the first tab."""
        self.show_tab()

    @property
    def table(self) -> RecordTable:
        """The parties, or their shares."""
        return self.query_one("#cost-rows" if self.tab == COST else "#rows", RecordTable)

    @property
    def tabs(self) -> tuple[str, ...]:
        """The tabs there is something behind."""
        if self.shown is None:
            return (self.tab,)
        cost = self.shown.cost is not None
        return (*([PARTIES] if self.shown.parties else []), *([COST] if cost else []), TEXT)

    def place(self) -> Sequence[str]:
        """The view and the agreement."""
        return (*super().place(), self.shown.title if self.shown else self.identity)

    def state(self) -> str:
        """The status or outcome, and whether the words are locked."""
        if self.shown is None:
            return ""
        return " · ".join(filter(None, (self.shown.state, t("locked") if self.shown.locked else "")))

    def as_hint(self, intent: Intent) -> Intent:
        """How to come to the other tabs, and what there is to do on this one."""
        if intent is intents.NEXT:
            return replace(intent, rank=4, label=N_("next tab"))
        if intent is intents.BESIDE and self.tab == PARTIES and self.rows.is_matrix:
            return replace(intent, keys=("right",), rank=2)
        if self.tab == COST and intent is intents.EDIT:
            return replace(intent, rank=1, label=N_("reckon anew"))
        return replace(intent, rank=0) if self.tab == COST and intent is intents.RATIFY else intent

    def subject(self) -> str:
        """The agreement or decision."""
        return self.identity

    def why_not(self, intent: Intent) -> str:
        """Answers need parties, an order needs rows; in the text there is what a record's page registers."""
        if self.shown is not None and intent is intents.RATIFY:
            if self.tab == TEXT and self.shown.record.type in register.WAYS:
                return register.why_not(self.shown.record)
            if not self.shown.parties:
                return t("It names no parties. e writes them into the form.")
            if self.tab == PARTIES and self.other is not None:
                return t("Enter opens {title}: the answer is registered there.", title=self.other.title)
        if intent in (intents.SORT, intents.OPEN) and self.tab == TEXT:
            return t("There is nothing to choose here. Comma and full stop change the tab.")
        return super().why_not(intent)

    # --- reading

    def load(self) -> None:
        """Read the agreement again."""
        reckoning = self._reckoning
        self.ask(
            "agreement", lambda archive: reads.agreement_view(archive, self.identity, reckoning), self._show
        )

    def _show(self, shown: AgreementView) -> None:
        if self.shown is None and shown.record.type == "decision" and not shown.tracked:
            self.tab = TEXT
        self.shown = shown
        self._names |= dict(zip(shown.parties, (row[0] for row in shown.rows), strict=True))
        place = self.tabs.index(self.tab) if self.tab in self.tabs else 0
        self.tab = self.tabs[(place + self._steps) % len(self.tabs)]
        self._steps = 0
        self.show_document(shown.document)
        self.show_parties()
        if self._begin_at:
            self.rows.move_to_key(self._begin_at)
            self._begin_at = ""
        self.forget_columns()
        if shown.cost is not None:
            self.query_one(CostTable).show_cost(shown.cost)
            self.query_one("#cost-head", Static).update(content(present.cost_head(shown.cost)))
        self.show_tab()
        self.renew_frame()
        self.look_for_suspects()

    def parties(self) -> Sequence[Line]:
        """The parties that the filter leaves."""
        text = self.query_one("#filter", Input).value
        return present.party_lines(self.shown, text, recorded=self._recorded) if self.shown else ()

    def nobody(self) -> str:
        """Why there is no party to show."""
        return present.nobody(self.shown, self.query_one("#filter", Input).value) if self.shown else ""

    def show_tab(self) -> None:
        """Show what belongs to the current tab, and give it the keys."""
        view, names = self.shown, self.tabs
        self.query_one(TypeTabs).show([t(_TITLES[name]) for name in names], names.index(self.tab))
        self.query_one("#rows").display = self.tab == PARTIES
        self.query_one(AnswerPane).set_class(self.tab != PARTIES or not (view and view.parties), "-hidden")
        self.query_one("#cost").display = self.tab == COST
        self.query_one(DocumentView).display = self.tab == TEXT
        headline = f"{view.title}   {view.headline}" if view and view.headline else self.state()
        self.query_one("#facts", Static).update(content(headline))
        field = self.query_one("#filter", Input)
        is_filtered = self.tab == PARTIES and (bool(field.value) or self.focused is field)
        field.display = self.query_one("#slash").display = is_filtered
        self.tell_note()
        if self.focused is not field or not is_filtered:
            self.set_focus(self.query_one(DocumentView) if self.tab == TEXT else self.table)

    def tell_note(self) -> None:
        """Write the lines under the tab again."""
        note = self.query_one("#note", Static)
        note.update(content(self._note(), keep_newlines=True))
        note.display = bool(self._note())

    def _note(self) -> str:
        if self.shown is None or self.tab == TEXT:
            return ""
        if self.tab == COST and self.shown.cost is not None:
            return present.cost_note(self.shown.cost, reckoned=self._reckoning.is_own)
        return "\n".join(filter(None, (self.legend(), self.shown.tally)))

    # --- tabs, filter, order

    def do_nav_previous(self) -> None:
        """The tab before."""
        self._go_by(-1)

    def do_nav_next(self) -> None:
        """The tab after."""
        self._go_by(1)

    def _go_by(self, step: int) -> None:
        if self.shown is None:  # which tabs there are is known when the agreement is read
            self._steps += step
            return
        self._go_to(self.tabs[(self.tabs.index(self.tab) + step) % len(self.tabs)])

    @on(TypeTabs.TabChosen)
    def _tab_chosen(self, event: TypeTabs.TabChosen) -> None:
        self._go_to(self.tabs[event.index])

    def _go_to(self, tab: str) -> None:
        self.tab = tab
        self.show_tab()
        self.renew_hints()

    def do_list_filter(self) -> None:
        """Filter the parties; find in the text."""
        if self.tab == TEXT:
            self.app.push_screen(Prompt(t("Find")), self._find)
            return
        if self.tab == COST and PARTIES in self.tabs:
            self._go_to(PARTIES)
        field = self.query_one("#filter", Input)
        field.display = self.query_one("#slash").display = True
        self.set_focus(field)

    @on(Input.Changed, "#filter")
    def _filter_typed(self) -> None:
        self.show_parties()

    @on(Input.Submitted, "#filter")
    def _filter_done(self) -> None:
        self.set_focus(self.table)
        self.show_tab()

    def _find(self, text: str | None) -> None:
        if text:
            count = self.query_one(DocumentView).find(text)
            found = t("1 place.") if count == 1 else t("{count} places. f3 goes to the next.", count=count)
            self.say(found if count else t("Nothing matches “{text}”.", text=text))

    def do_text_next(self) -> None:
        """Go to the next place that was found."""
        self.query_one(DocumentView).find_next()

    def do_list_sort(self) -> None:
        """Those that need work first, or the record's own order."""
        self._recorded = not self._recorded
        self.show_parties()
        self.say(t("In the record's order.") if self._recorded else t("Missing parties first."))

    def do_nav_back(self) -> None:
        """First out of the filter, then without it, then back."""
        field = self.query_one("#filter", Input)
        if self.focused is field or field.value:
            field.value = ""
            self.set_focus(self.table)
            self.show_tab()
        else:
            super().do_nav_back()

    # --- one party

    def do_record_open(self) -> None:
        """Open the party under the cursor, or in another agreement's column that agreement at the party."""
        if self.table.key:
            self._open_at(self.table.key)

    @on(RecordTable.RowChosen)
    def _open(self, event: RecordTable.RowChosen) -> None:
        self._open_at(event.key)

    def _open_at(self, party: str) -> None:
        other = self.other if self.tab == PARTIES else None
        if other is None:
            self.navigator.open_record(party)
        else:
            self.app.push_screen(AgreementScreen(other.id, view_of(other.type), party))

    def do_agreement_beside(self) -> None:
        """Go to the next agreement of the matrix, after the last one to the first."""
        if self.rows.is_matrix:
            self.rows.turn()

    def _chosen(self) -> list[str]:
        """Ids of the marked parties, or of the one under the cursor."""
        rows = self.query_one("#rows", RecordTable)
        parties = self.shown.parties if self.shown else ()
        return [party for party in parties if party in rows.marked] or ([rows.key] if rows.key else [])

    def do_agreement_ratify(self) -> None:
        """Register what the party under the cursor, or those that are marked, have answered."""
        if self.tab == TEXT and self.shown is not None and self.shown.record.type in register.WAYS:
            register.register(self.tingsbok, self.shown.record)
            return
        parties, archive = self._chosen(), self.tingsbok.archive
        if not parties or archive is None:
            self.say(t("There is no party under the cursor."), passing=True)
            return
        names = [self._names.get(party, party) for party in parties]
        fields = present.answer_fields(archive.schemas.types[self._type])
        lookups = partial(lookups_for, self.tingsbok, self._names, lambda: self.today)
        dialog = AnswerDialog(names, fields, {"status": "adopted"}, lookups, self)
        self.app.push_screen(dialog, lambda values: self._answered(parties, values))

    def _answered(self, parties: Sequence[str], values: dict[str, Value] | None) -> None:
        if values is None:
            return

        def saved(answer: tuple[Saved, tuple[str, ...]]) -> None:
            self.query_one("#rows", RecordTable).marked = frozenset()
            self.navigator.saved(answer[0])
            if answer[1]:
                self.say(t("Saved. {advice} u undoes it.", advice=" ".join(answer[1])), done=True)

        self.tingsbok.gateway.write(
            self,
            "ratify",
            lambda archive: reads.register_answer(archive, self.identity, parties, values),
            saved,
        )

    def do_record_difference(self) -> None:
        """How the party's words differ; elsewhere what differs from the saved record."""
        party = self.query_one("#rows", RecordTable).key if self.tab == PARTIES else ""
        other = self.other if self.tab == PARTIES else None
        identity = other.id if other else self.identity
        differing = other.differing if other else self.shown.differing if self.shown else frozenset()
        if party not in differing:
            super().do_record_difference()
            return
        title = t("Wording: {party}", party=self._names.get(party, party))

        def show(changes: dict[str, tuple[str, str]]) -> None:
            text = present.changes_text(t("- as recommended   + as adopted"), changes)
            self.app.push_screen(ReadDialog(title, text if changes else t("The words are the same.")))

        self.ask("wording", lambda archive: reads.wording_changes(archive, identity, party), show)

    def do_record_copy(self) -> None:
        """Copy the names of those missing, the shares, or a reference to the agreement."""
        if self.shown is None or self.tab == TEXT:
            super().do_record_copy()
        elif self.tab == COST and self.shown.cost is not None:
            self.app.copy_to_clipboard(present.cost_text(self.shown.cost))
            self.say(t("Copied: the shares."))
        else:
            names = ", ".join(self._names.get(party, party) for party in self.shown.waiting)
            self.app.copy_to_clipboard(names)
            self.say(t("Copied: {reference}", reference=names) if names else t("No party is missing."))

    # --- another total

    def do_record_edit(self) -> None:
        """Another total or key on the cost's tab; elsewhere the record's form."""
        archive = self.tingsbok.archive
        if self.tab != COST or archive is None:
            if self.shown is not None and self.shown.locked:
                self.navigator.open_locked_form(self.identity)
            else:
                super().do_record_edit()
            return
        fields = present.total_fields(KEYS, archive.schemas.types[self._type])
        lookups = lookups_for(self.tingsbok, self._names, lambda: self.today)
        dialog = TotalDialog(t("Reckon with"), fields, self._reckon_with, lookups, self, {}, new=True)
        self.app.push_screen(dialog, self._reckon)

    def _reckon(self, values: dict[str, Value] | None) -> None:
        if values is None:
            return
        self._reckon_with = values
        total, key = (str(values.get(name, "")) for name in ("total", "key"))
        self._reckoning = Reckoning(number(total), key)
        self.load()

    @property
    def _type(self) -> str:
        return self.shown.record.type if self.shown else "agreement"

    def do_agreement_papers(self) -> None:
        """Choose what to write."""
        if self.shown is not None:
            marked = self.query_one("#rows", RecordTable).marked
            PapersFlow(self, self.identity, self.shown, self._chosen(), marked, self._reckoning).begin()

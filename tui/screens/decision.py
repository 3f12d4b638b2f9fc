"""Deciding on an item: the outcome by a letter, then the decision in a form with what follows from it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from msgspec.structs import replace
from textual import on
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.widgets import Static

from tingsbok.actions import Saved
from tingsbok.acts.deciding import Ruling, split
from tingsbok.commit_text import shortened
from tingsbok.frontmatter import Value
from tingsbok.i18n import t
from tingsbok.meetings import outcomes
from tui import intents
from tui.intents import Intent
from tui.lookups import lookups_for, meeting_days
from tui.present import deciding as present
from tui.present import form
from tui.present.record import Document
from tui.reads import deciding as reads
from tui.reads.deciding import Beginning, Outset, Shown
from tui.screens.filling import FillingPage
from tui.screens.records import show_document
from tui.widgets.clause_form import ClauseForm
from tui.widgets.dialogs import Menu, MenuEntry
from tui.widgets.document import DocumentView
from tui.widgets.form import RecordForm
from tui.widgets.lookups import Lookups
from tui.widgets.outcome_picker import OutcomePicker

if TYPE_CHECKING:
    from tui.app import TingsbokApp


class DecideFlow:
    """Asks for the outcome, opens the form of the decision, and goes on with a task if the text gives one.

    Args:
        app: The app.
        reference: ``meeting-id#item-key``.
    """

    def __init__(self, app: TingsbokApp, reference: str) -> None:
        self._app = app
        self._reference = reference

    def begin(self) -> None:
        """Read what the text says already."""
        reference = self._reference
        self._app.gateway.ask(
            self._app, "outset", lambda archive: reads.outset(archive, reference), self._choose
        )

    def _choose(self, found: Outset) -> None:
        if found.number == found.title:  # an item without a number is called by its title
            title = t("Decision in {title}", title=shortened(found.title, 50))
        else:
            title = t("Decision in {number}  {title}", number=found.number, title=shortened(found.title, 40))
        picker = OutcomePicker(
            title,
            present.choices(found.until),
            [one.outcome for one in found.proposals],
            [one.words for one in found.proposals],
        )
        self._app.push_screen(picker, self._write)

    def _write(self, chosen: tuple[str, ...] | None) -> None:
        if chosen:
            self._app.push_screen(DecisionScreen(self._reference, chosen[0], chosen[1:]))


class DecisionScreen(FillingPage):
    """A new decision on an item.

    Args:
        reference: ``meeting-id#item-key``.
        outcome: What was chosen.
        then: Outcomes that are to be written when this one is saved.
    """

    INTENTS: ClassVar[tuple[Intent, ...]] = (intents.CLAUSE, intents.FORM_EDITOR)
    BINDINGS: ClassVar[list[BindingType]] = [*intents.bindings(INTENTS)]

    def __init__(self, reference: str, outcome: str, then: Sequence[str] = ()) -> None:
        super().__init__(f"decide:{reference}")
        self.view = "meetings"
        self.reference = reference
        self.outcome = outcome
        self.then = tuple(then)
        self.begun: Beginning | None = None
        self._names: dict[str, str] = {}
        self._way: tuple[str, ...] = ()
        self._as_begun: dict[str, Value] = {}

    def content(self) -> Iterable[Any]:
        """The form, beside it the item, and what saving would do."""
        with Horizontal(id="columns"):
            yield ClauseForm(self._lookups(), present.clause_names(present.MOST_CLAUSES), id="form")
            yield DocumentView(id="about")
        yield Static("", id="preview", markup=False)

    def _lookups(self) -> Lookups:
        lookups = lookups_for(self.tingsbok, self._names, lambda: self.today)
        return replace(lookups, read_date=self._read_day)

    def _read_day(self, text: str) -> Any:
        begun = self.begun
        return meeting_days(text, begun.day if begun else self.today, begun.next_day if begun else None)

    @property
    def form(self) -> ClauseForm:
        """The fields."""
        return self.query_one("#form", ClauseForm)

    def place(self) -> Sequence[str]:
        """The meeting, the item and what is done."""
        return (*super().place(), *self._way, t("new decision"))

    # --- reading

    def load(self) -> None:
        """Read the item once."""
        if self.data is None:
            self.ask("decision", partial(self._begin, self.outcome), self._show)

    def _begin(self, outcome: str, archive: Any) -> Beginning:
        return reads.beginning(archive, self.reference, outcome, self.key)

    def _show(self, begun: Beginning) -> None:
        self.begun, self.data, self._way = begun, begun.form, begun.place
        self._names.update(begun.form.names)
        values = self._values_of(begun)
        self._as_begun = values
        kept = reads.kept_fields(begun.form.kept)
        held = {**kept, **({"outcome": self.outcome} if self.outcome else {})} if kept else values
        self.outcome = str(held.get("outcome", ""))
        clauses = len([name for name in held if present.is_clause(name)])
        self.form.show(
            present.decision_fields(begun.form.record_type),
            held,
            new=True,
            common=present.shown_fields(held, clauses),
        )
        show_document(self.query_one("#about", DocumentView), Document(begun.about, names=begun.about_names))
        self.call_after_refresh(self._go_on, kept is not None)

    def _go_on(self, is_kept: bool) -> None:
        if is_kept:
            self.say_kept()
        self.form.focus_end(present.clause_names(1)[0])
        self.renew_frame()
        self.preview()

    @staticmethod
    def _values_of(begun: Beginning) -> dict[str, Value]:
        return present.form_values(begun.ruling, begun.until) if begun.ruling else {}

    # --- writing

    @on(RecordForm.Changed)
    def _changed(self, event: RecordForm.Changed) -> None:
        if event.path == ("outcome",):
            self._other_outcome()
        self.written()

    def _other_outcome(self) -> None:
        """Another outcome has another first clause: put it in where nothing was written yet."""
        outcome = str(self.form.values().get("outcome", ""))
        if outcome and outcome != self.outcome and outcomes.outcome(outcome) is not None:
            self.outcome = outcome
            self.ask("outcome", partial(self._begin, outcome), self._begin_again, quiet=True)

    def _begin_again(self, begun: Beginning) -> None:
        old, new, now = self._as_begun, self._values_of(begun), self.form.values()
        self._as_begun = new
        for name in present.fields_of_outcome(self.outcome):
            self.form.show_field(name)
        for name in (*present.clause_names(1), "until"):
            if now.get(name, "") == old.get(name, "") and new.get(name, "") != now.get(name, ""):
                self.form.set_value(name, new.get(name, ""))

    @property
    def is_dirty(self) -> bool:
        """Whether anything was written that the program had not proposed."""
        return self.begun is not None and self.form.values() != self._as_begun

    def ruling(self) -> Ruling:
        """The decision as the fields stand."""
        day = self.begun.day.isoformat() if self.begun else ""
        return present.ruling_of(form.without_type(self.form.values()), day)

    def kept(self) -> dict[str, Any]:
        """The fields."""
        return {"fields": self.form.values(), "then": list(self.then)}

    @property
    def again_key(self) -> str:
        """The key that goes on with it."""
        return intents.DECIDE.shown_key

    def again(self) -> DecisionScreen:
        """The same decision, to go on with the draft."""
        return DecisionScreen(self.reference, self.outcome, self.then)

    def preview(self) -> None:
        """Work out what saving would do and what follows from it."""
        if self.begun is not None:
            rulings = [self.ruling()]
            self.ask(
                "preview",
                lambda archive: reads.decision_preview(archive, self.reference, rulings),
                self._show_saving,
                quiet=True,
            )

    def _show_saving(self, shown: Shown) -> None:
        lines = self.preview_lines(shown.preview)
        self._tell(present.saving_lines(lines, shown.follows, shown.advice))

    # --- saving

    def do_form_save(self) -> None:
        """Save as one change; ask first if the clauses have two effects."""
        if self.begun is None:
            return
        self._tried = True
        ruling = self.ruling()
        parts = outcomes.effects(ruling.outcome, ruling.clauses)
        if len(parts) > 1:
            self._ask_effects(ruling, parts)
        else:
            self._save_all([ruling])

    def _ask_effects(self, ruling: Ruling, parts: Sequence[tuple[str, tuple[str, ...]]]) -> None:
        words = [t(found.verb) for key, _ in parts if (found := outcomes.outcome(key))]
        entries = [
            MenuEntry("v", t("a decision of each"), why=", ".join(words)),
            MenuEntry("e", t("one decision")),
        ]
        menu = Menu(t("The clauses have several effects"), entries, note=t("One decision has one effect."))

        def answered(key: str | None) -> None:
            if key == "e":
                self._save_all([ruling])
            elif key == "v":
                self._save_all(split(ruling, parts))

        self.app.push_screen(menu, answered)

    def _save_all(self, rulings: Sequence[Ruling]) -> None:
        reference = self.reference
        self._write(lambda archive, durable: reads.save_decisions(archive, reference, rulings, durable))

    def is_saved(self, saved: Saved) -> None:
        """Go on with what else the text says."""
        if self.then and self.then[0] == "assigned":
            self.navigator.open_assign(saved.id)
        elif self.then:
            self.app.push_screen(DecisionScreen(self.reference, self.then[0], self.then[1:]))

    # --- fields

    def do_decide_clause(self) -> None:
        """Another clause."""
        self.form.action_add_field()

"""What the proof-reader and the checks have found: the list, and one finding with the ways to settle it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from typing import Any, ClassVar

from textual import on
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import Static

from tingsbok.actions import Preview, Saved
from tingsbok.i18n import t
from tingsbok.ids import id_of
from tingsbok.problems import Problem
from tui import intents
from tui.display import content
from tui.intents import Intent
from tui.present import findings as present
from tui.reads import findings as reads
from tui.reads.findings import FindingsView, Place, SoFar
from tui.screens.preview import PreviewDialog
from tui.screens.records import PanePage, TablePage
from tui.widgets.chrome import StatusLine
from tui.widgets.columns import Column
from tui.widgets.dialogs import Prompt
from tui.widgets.document import DocumentView
from tui.widgets.pages import Line, Lines
from tui.widgets.table import RecordTable

OPEN_RECORD, OPEN_TEXT, ACCEPT = "record", "text", "accept"
"""Keys of the ways that are no proposals."""


class FindingsScreen(PanePage):
    """Findings of all records, or of one; of a meeting with what was decided and given at it.

    Args:
        only: The id of a record; empty for all.
    """

    INTENTS: ClassVar[tuple[Intent, ...]] = (
        *(intents.OPEN, intents.FINDING_ACCEPT, intents.FINDING_PROMISES, intents.FINDING_MEND),
        *(*intents.RECORD, intents.PANE),
    )
    BINDINGS: ClassVar[list[BindingType]] = [*intents.bindings(INTENTS)]

    def __init__(self, only: str = "") -> None:
        super().__init__()
        self.view = "start"
        self.only = only
        self.shown: FindingsView | None = None

    def content(self) -> Iterable[Any]:
        """How many there are; the list; the place of the current one."""
        yield Static("", id="facts", markup=False)
        with Horizontal(id="columns"):
            yield RecordTable(present.columns(), id="rows", header=False, empty=t("Reading …"))
            with Vertical(id="pane"):
                yield DocumentView()
        yield Static("", id="note", markup=False)

    def place(self) -> Sequence[str]:
        """The page, and the record it is about."""
        return (t("Review"), *([self.only] if self.only else []))

    @property
    def problem(self) -> Problem | None:
        """The finding under the cursor."""
        key = self.table.key if self.is_mounted else ""
        return self.shown.found[int(key)] if self.shown and key else None

    def subject(self) -> str:
        """The record of the finding under the cursor."""
        problem = self.problem
        return id_of(problem.path) if problem else self.only

    def why_not(self, intent: Intent) -> str:
        """Where nothing is wrong there is nothing to choose or accept."""
        if intent in (intents.OPEN, intents.FINDING_ACCEPT) and self.is_mounted and self.problem is None:
            return t("There is no finding under the cursor.")
        return super().why_not(intent)

    def line(self) -> int:
        """The line of the finding."""
        return max(1, self.problem.line) if self.problem else 1

    def load(self) -> None:
        """Read what is wrong."""
        scope, only = self.tingsbok.scope, self.only
        self.ask("rows", lambda archive: reads.findings_view(archive, scope, only), self._show)

    def _show(self, shown: FindingsView | SoFar) -> None:
        line = self.query_one(StatusLine)
        if isinstance(shown, SoFar):
            line.work_text = present.reading(shown.left)
            self.load()
            return
        line.work_text = ""
        place = self.table.cursor
        self.shown = shown
        self.table.show(Lines(shown.lines), None, empty=shown.empty)
        self.table.move_to(min(place, max(0, len(shown.lines) - 1)))
        self.query_one("#facts", Static).update(content(shown.facts))
        self.query_one("#note", Static).update(content(present.note() if shown.lines else ""))
        if not shown.lines:
            self.query_one(DocumentView).clear()
        self.renew_frame()

    @on(RecordTable.RowHighlighted, "#rows")
    def _follow_cursor(self) -> None:
        self.follow()

    def read_beside(self) -> None:
        """Read the place of the finding."""
        problem = self.problem
        if problem is not None:
            self.ask("place", partial(reads.place_of, problem=problem), self._show_place, quiet=True)

    def _show_place(self, place: Place) -> None:
        self.show_document(place.document)

    @on(RecordTable.RowChosen, "#rows")
    def _open(self) -> None:
        self.do_record_open()

    # --- keys

    def do_record_open(self) -> None:
        """Open the finding with its proposals."""
        if self.problem is not None:
            self.app.push_screen(FindingScreen(self.problem))

    def do_finding_accept(self) -> None:
        """Accept the finding under the cursor."""
        if self.problem is not None:
            ask_reason(self, self.problem, self._accepted)

    def _accepted(self, saved: Saved) -> None:
        self.navigator.saved(saved)

    def do_finding_mend(self) -> None:
        """Show what mending everything certain would do; Enter does it."""
        found = self.shown.found if self.shown else ()

        def show(preview: Preview | None) -> None:
            if preview is None:
                self.say(t("Nothing has one certain remedy. Enter shows the proposals of a finding."))
            else:
                dialog = PreviewDialog(t("Mend what is certain"), preview, t("mends it"))
                self.app.push_screen(dialog, mended)

        def mended(accepted: bool | None) -> None:
            if accepted:
                work = partial(reads.mend_certain, problems=found)
                self.tingsbok.gateway.write(self, "mend", work, self._accepted)

        self.ask("preview", partial(reads.certain_preview, problems=found), show)

    def do_finding_promises(self) -> None:
        """The promises of the meeting that the finding is in."""
        if self.subject():
            self.navigator.open_promises(self.subject())

    def do_list_pane(self) -> None:
        """Show or hide the place of the finding."""
        self.query_one("#pane").toggle_class("-hidden")


class FindingScreen(TablePage):
    """One finding: where it stands, and what can be done about it.

    Args:
        problem: The finding.
    """

    INTENTS: ClassVar[tuple[Intent, ...]] = (
        *(intents.SAVE, intents.FINDING_ACCEPT, intents.FINDING_CHOOSE, *intents.RECORD),
    )
    BINDINGS: ClassVar[list[BindingType]] = [*intents.bindings(INTENTS)]

    def __init__(self, problem: Problem) -> None:
        super().__init__()
        self.view = "start"
        self.problem = problem
        self._text_line = 1

    def content(self) -> Iterable[Any]:
        """The place in the text, and under it the ways."""
        yield DocumentView()
        yield RecordTable((Column("", None),), id="rows", header=False, empty="")

    def on_mount(self) -> None:
        """Show the ways, the likeliest proposal first."""
        self.table.show(Lines(self._ways()))

    def _ways(self) -> tuple[Line, ...]:
        proposals = [Line(str(at), (present.way(fix),)) for at, fix in enumerate(self.problem.fixes)]
        others = [
            Line(OPEN_RECORD, (t("open the record"),)),
            Line(OPEN_TEXT, (t("correct the text"),)),
            Line(ACCEPT, (t("accept with a reason …"),)),
        ]
        return (*proposals, *others)

    def place(self) -> Sequence[str]:
        """The page and the finding's code."""
        return (t("Review"), self.problem.code, self.subject())

    def subject(self) -> str:
        """The record it is in."""
        return id_of(self.problem.path)

    def line(self) -> int:
        """The line it stands on."""
        return max(1, self.problem.line)

    def load(self) -> None:
        """Read the place."""
        self.ask("place", partial(reads.place_of, problem=self.problem), self._show)

    def _show(self, place: Place) -> None:
        self._text_line = place.text_line
        self.show_document(place.document)

    # --- keys

    @on(RecordTable.RowChosen, "#rows")
    def _chosen(self) -> None:
        self.do_record_open()

    def do_record_open(self) -> None:
        """Show what the way under the cursor would do, or go there."""
        key = self.table.key
        if key == OPEN_RECORD:
            self.navigator.open_record(self.subject())
        elif key == OPEN_TEXT:
            self.navigator.open_text(self.subject(), self._text_line)
        elif key == ACCEPT:
            self.do_finding_accept()
        elif key:
            work = partial(reads.mend_preview, problem=self.problem, number=int(key))
            self.ask("preview", work, partial(self._show_preview, int(key)))

    def _show_preview(self, number: int, preview: Preview) -> None:
        title = f"{self.problem.code}  {present.way(self.problem.fixes[number])}"
        self.app.push_screen(
            PreviewDialog(title, preview, t("mends it")), lambda yes: self._mend(number) if yes else None
        )

    def do_form_save(self) -> None:
        """Do what the proposal under the cursor says."""
        key = self.table.key
        if key.isdecimal():
            self._mend(int(key))
        else:
            self.do_record_open()

    def _mend(self, number: int) -> None:
        work = partial(reads.mend_now, problem=self.problem, number=number)
        self.tingsbok.gateway.write(self, "mend", work, self._saved)

    def do_finding_accept(self) -> None:
        """Accept it with a reason."""
        ask_reason(self, self.problem, self._saved)

    def _saved(self, saved: Saved) -> None:
        self.dismiss()
        self.navigator.saved(saved)


def ask_reason(page: FindingsScreen | FindingScreen, problem: Problem, then: Any) -> None:
    """Ask why a finding may stand, show what that would write, and write it."""

    def typed(reason: str | None) -> None:
        if reason is not None:
            work = partial(reads.accept_preview, problem=problem, reason=reason)
            page.ask("preview", work, partial(show, reason))

    def show(reason: str, preview: Preview) -> None:
        title = t("Accept {code}", code=problem.code)
        page.app.push_screen(
            PreviewDialog(title, preview, t("accepts it")), lambda yes: accepted(reason) if yes else None
        )

    def accepted(reason: str) -> None:
        work = partial(reads.accept_now, problem=problem, reason=reason)
        page.tingsbok.gateway.write(page, "accept", work, then)

    note = t("It is kept in the record; the finding returns if the words change.")
    page.app.push_screen(Prompt(t("Why may it stand?"), note=note), typed)

"""A case: everything that has happened in it, over bodies and years."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from msgspec.structs import replace
from textual import on
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import Input, Static

from tingsbok.i18n import t
from tui import intents, reads
from tui.display import content
from tui.intents import Intent
from tui.present import lanes, timeline
from tui.screens.base import WIDEST
from tui.screens.condition import ConditionFlow
from tui.screens.preview import PreviewDialog, ask_to_save
from tui.screens.records import TablePage
from tui.widgets.document import DocumentView
from tui.widgets.line_input import LineInput
from tui.widgets.pages import Line, Lines
from tui.widgets.table import RecordTable

if TYPE_CHECKING:
    from tingsbok.actions import Preview, Work
    from tingsbok.followup.mentions import Mention
    from tui.present.record import Document


class CaseScreen(TablePage):
    """The life-line of one case.

    Args:
        identity: The case.
    """

    READ_ON = "case"
    INTENTS: ClassVar[tuple[Intent, ...]] = (
        *(intents.OPEN, intents.SINCE, intents.REGISTER, *intents.RECORD, intents.EXPORT, intents.PANE),
    )
    BINDINGS: ClassVar[list[BindingType]] = [*intents.bindings(INTENTS)]

    def __init__(self, identity: str) -> None:
        super().__init__()
        self.view = "cases"
        self.identity = identity
        self.shown: timeline.Timeline | None = None
        self._mentions: tuple[Mention, ...] = ()
        self._mention_lines: tuple[Line, ...] = ()

    def content(self) -> Iterable[Any]:
        """Facts and the date to begin at above; the events; the text of the current one."""
        with Horizontal(id="bar"):
            yield Static("", id="facts", markup=False)
            yield Static(f"{t('since')} [", id="since-label", markup=False)
            yield LineInput(id="since", compact=True, max_length=60)
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
        """Read the events again, and look for texts that mean the case."""
        identity, at = self.identity, self._narrowed.at
        self.ask("case", lambda archive: reads.case_view(archive, identity, at), self._show)
        self.ask(
            "mentions",
            lambda archive: reads.case_mentions(archive, identity),
            self._show_mentions,
            quiet=True,
        )

    def _show(self, shown: timeline.Timeline) -> None:
        first = self.shown is None
        self.shown = shown
        self._filter(latest=first)
        self.renew_frame()

    def _show_mentions(self, found: tuple[tuple[Mention, ...], tuple[Line, ...]]) -> None:
        self._mentions, self._mention_lines = found
        self._filter()

    @property
    def _narrowed(self) -> timeline.Narrowed:
        return timeline.narrowed(self.query_one("#since", Input).value if self.is_mounted else "")

    def _filter(self, *, latest: bool = False) -> None:
        if self.shown is None:
            return
        wanted = self._narrowed
        lines = [self.shown.lines[place] for place in timeline.places(self.shown, wanted)]
        more = () if wanted != timeline.Narrowed() else self._mention_lines
        empty = timeline.empty(self.query_one("#since", Input).value.strip())
        shown = [*lines, *more]
        if self.size.width >= WIDEST and lanes.fits(self.shown.bodies):
            self.table.set_columns(lanes.columns(self.shown.bodies))
            shown = lanes.with_lanes(shown, self.shown.bodies)
        else:
            self.table.set_columns(timeline.columns())
        self.table.show(Lines(shown), self.table.key or None, empty=empty)
        if not shown:
            self.query_one(DocumentView).clear()
        if latest:
            self.table.move_to(timeline.latest(self.shown.events, self.today.isoformat()))
        facts = timeline.facts(self.shown, len(lines))
        self.query_one("#facts", Static).update(content(facts))

    def on_resize(self) -> None:
        """There may be room for the bodies' lanes now, or no longer."""
        self._filter()

    # --- keys

    def do_case_since(self) -> None:
        """Put the cursor into the date."""
        self.set_focus(self.query_one("#since", Input))

    @on(Input.Changed, "#since")
    def _since_typed(self) -> None:
        self._filter()

    @on(Input.Submitted, "#since")
    def _since_done(self) -> None:
        if fault := timeline.no_date(self._narrowed):
            self.say(fault, alert=True)
            return
        self.set_focus(self.table)
        self._read_as_of()

    def _read_as_of(self) -> None:
        """Read again if another day's knowledge is asked for."""
        if self._narrowed.at or (self.shown and self.shown.at):
            self.load()

    def do_nav_back(self) -> None:
        """First out of the date, then without it, then back."""
        field = self.query_one("#since", Input)
        if self.focused is field or field.value:
            field.value = ""
            self.set_focus(self.table)
            self._read_as_of()
        else:
            super().do_nav_back()

    def do_record_open(self) -> None:
        """Open the event under the cursor."""
        self.table.action_choose()

    @on(RecordTable.RowChosen, "#rows")
    def _open(self, event: RecordTable.RowChosen) -> None:
        if mention := self._mention_of(event.key):
            self._link(mention)
        elif not event.key.startswith(timeline.MENTION):
            self.navigator.open_record(event.key.partition(":")[2])

    def _mention_of(self, key: str) -> Mention | None:
        """The mention that a row stands for; a row may tell of itself when it is no longer there."""
        shown = enumerate(self._mentions)
        return next((one for place, one in shown if key == f"{timeline.MENTION}{place}"), None)

    def _link(self, mention: Mention) -> None:
        """Show what making the mention a link would do; Enter does it."""
        self.ask("link", lambda archive: reads.accepting(archive, mention), self._show_link)

    def _show_link(self, found: tuple[Work, Preview]) -> None:
        work, preview = found
        dialog = PreviewDialog(t("Link the words"), preview, t("saves the link"))
        ask_to_save(self.tingsbok, dialog, "link", lambda archive: archive.carry_out(work))

    @on(RecordTable.RowHighlighted, "#rows")
    def _follow_cursor(self, event: RecordTable.RowHighlighted) -> None:
        mention = self._mention_of(event.key)
        target = mention.source if mention else event.key.partition(":")[2]
        if event.key.startswith(timeline.MENTION) and not mention:
            return
        at = self.shown.at if self.shown else ""

        def show(document: Document) -> None:
            if self.table.key == event.key:  # what was typed meanwhile may have left another row, or none
                self.show_document(document)

        self.ask("text", lambda archive: reads.target_document(archive, target, at), show, quiet=True)

    def as_hint(self, intent: Intent) -> Intent:
        """No hint of registering while no condition is open."""
        shown = super().as_hint(intent)
        return replace(shown, rank=0) if intent is intents.REGISTER and self.why_not(intent) else shown

    def why_not(self, intent: Intent) -> str:
        """There may be no condition to register about."""
        if intent is intents.REGISTER and not (self.shown and self.shown.waiting):
            return t("No condition is open.")
        return super().why_not(intent)

    def do_record_register(self) -> None:
        """Register that a condition of the case's decisions is met."""
        ConditionFlow(self.tingsbok, self.identity).begin()

    def do_list_pane(self) -> None:
        """Show or hide the text."""
        self.query_one("#pane").toggle_class("-hidden")

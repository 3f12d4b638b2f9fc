"""A meeting: its items as rows, and the text and decisions of the current one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, ClassVar

from textual import on
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import Static

from tingsbok.i18n import N_, t
from tingsbok.meetings.locks import is_locked
from tingsbok.meetings.skeleton import begun
from tingsbok.steps import COMING
from tui import intents, reads
from tui.display import content
from tui.intents import Group, Intent
from tui.present import meeting, meeting_hints, waiting
from tui.reads import MeetingView, agenda
from tui.screens.agenda_item import arrange, ask_item
from tui.screens.meeting_columns import MeetingColumns
from tui.screens.meeting_sides import MeetingNavigator, MeetingStrip
from tui.widgets.dialogs import Menu, MenuEntry, Prompt
from tui.widgets.document import DocumentView
from tui.widgets.pages import Lines
from tui.widgets.table import RecordTable


class MeetingScreen(MeetingColumns):
    """One meeting.

    Args:
        identity: The meeting.
        item: Key of the item to begin at.
    """

    READ_ON = "meeting"
    INTENTS: ClassVar[tuple[Intent, ...]] = (
        *(intents.OPEN, intents.TABLE, *intents.RECORD, intents.CASE),
        *(intents.WAITING, intents.ITEM_NEW, intents.ARRANGE),
        *(intents.DECIDE, intents.ASSIGN, intents.ATTENDANCE, intents.STEP, intents.EXPORT),
        *(intents.PREVIOUS, intents.NEXT, intents.PANE, intents.PROMISES, intents.FINDINGS),
    )
    GROUPS = (N_("ITEM"), N_("MEETING"), N_("GO"))
    BINDINGS: ClassVar[list[BindingType]] = [*intents.bindings(INTENTS)]

    def __init__(self, identity: str, item: str = "") -> None:
        super().__init__(identity)
        self.view = "meetings"
        self.first_item = item
        self.new_title = ""

    def content(self) -> Iterable[Any]:
        """Facts above; other meetings; the items, and what is found in them; the text of the current one."""
        yield Static("", id="facts", markup=False)
        with Horizontal(id="columns"):
            yield MeetingNavigator(id="navigator")
            with Vertical(id="items"):
                yield RecordTable(meeting.columns(), id="rows", empty=t("Reading …"))
                yield MeetingStrip(id="strip")
            with Vertical(id="pane"):
                yield DocumentView()

    @property
    def is_locked(self) -> bool:
        """Whether the minutes are approved, so that their words stand."""
        return self.shown is not None and is_locked(self.shown.parts.meeting)

    def place(self) -> Sequence[str]:
        """The view and the meeting."""
        return (*super().place(), self.shown.title if self.shown else self.identity)

    def state(self) -> str:
        """The meeting's status."""
        return self.shown.status if self.shown else ""

    def group_of(self, intent: Intent) -> Group:
        """What is done with a record is done with the meeting, but for the text, which is the item's."""
        of_the_meeting = intent.id.startswith("record.") and super().group_of(intent) is Group.ROW
        is_item = intent.id in (intents.OPEN.id, intents.TEXT.id)
        return Group.PAGE if of_the_meeting and not is_item else super().group_of(intent)

    def subject(self) -> str:
        """The meeting itself: its decisions have pages of their own."""
        return self.identity

    def reference(self) -> str:
        """The item under the cursor."""
        return f"{self.identity}#{self.item.key}" if self.item and self.item.key else self.identity

    def line(self) -> int:
        """The line where the current item stands in the file."""
        return meeting.line_of(self.shown.parts.meeting, self.item) if self.shown else 1

    # --- reading

    def load(self) -> None:
        """Read the meeting again."""
        self.ask("meeting", lambda archive: reads.meeting_view(archive, self.identity), self._show)

    def _show(self, shown: MeetingView) -> None:
        keep = meeting.same_place(shown.parts, self.item, self.table.key)
        self.begin(shown)
        coming = shown.parts.meeting.text("status") in COMING
        empty = t("Reading …") if coming else t("The agenda is empty. n writes an item, E opens the file.")
        self.table.show(Lines(shown.lines), keep or None, empty=empty)
        if coming:
            self.ask(
                "waiting",
                lambda archive: agenda.count_waiting(archive, self.identity),
                self._tell_waiting,
                quiet=True,
            )
        self.query_one("#facts", Static).update(content(shown.head))
        if self.first_item:
            self._go_to(self.first_item)
            self.first_item = ""
        if self.new_title:
            self.table.move_to(meeting.last_titled(shown.parts, self.new_title))
            self.new_title = ""
        if not shown.lines:
            self.show_document(shown.documents[0])
        self.renew_frame()

    def _tell_waiting(self, count: int) -> None:
        if self.shown is None:
            return
        facts = "   ".join(filter(None, (self.shown.head, waiting.waiting_words(count))))
        self.query_one("#facts", Static).update(content(facts))
        if not self.shown.lines:
            self.table.show(Lines(()), empty=waiting.empty_agenda(count))

    @on(RecordTable.RowHighlighted, "#rows")
    def _follow_cursor(self, event: RecordTable.RowHighlighted) -> None:
        self.show_item(event.key)

    # --- keys

    def do_record_open(self) -> None:
        """Open the decision of the current item, or let the user choose among several."""
        item = self.item
        if self.sides.has_focus:
            self.sides.action_choose()
        if item is None or self.sides.has_focus:
            return
        targets = [*item.decisions, *item.assignments]
        if not targets:
            self.set_focus(self.query_one(DocumentView))
            self.say(
                t("No decision belongs to the item. Tab goes on to the other columns.")
                if self.sides.is_seen
                else t("No decision belongs to the item. Tab goes back to the items.")
            )
        elif len(targets) == 1:
            self.navigator.open_record(targets[0].id)
        else:
            entries = [
                MenuEntry(str(place + 1), meeting.target_label(found))
                for place, found in enumerate(targets[:9])
            ]
            self.app.push_screen(
                Menu(t("Open"), entries),
                lambda key: self.navigator.open_record(targets[int(key) - 1].id) if key else None,
            )

    @on(RecordTable.RowChosen, "#rows")
    def _open(self) -> None:
        self.do_record_open()

    def do_meeting_item(self) -> None:
        """Ask for a number and go there."""
        self.app.push_screen(Prompt(t("Go to item §"), problem=self._no_such_item), self._item_typed)

    def _no_such_item(self, text: str) -> str:
        return "" if self._place_of(text) is not None else t("There is no such item.")

    def _item_typed(self, text: str | None) -> None:
        if text is not None:
            self._go_to(text)

    def _go_to(self, text: str) -> None:
        place = self._place_of(text)
        if place is not None:
            self.table.move_to(place)

    def _place_of(self, text: str) -> int | None:
        return meeting.place_of(self.shown.parts, text) if self.shown else None

    def why_not(self, intent: Intent) -> str:
        """Decisions and tasks belong to an item."""
        item = self.item
        if intent in (intents.DECIDE, intents.ASSIGN) and (item is None or not item.key):
            return t("There is no item under the cursor.")
        status = self.shown.parts.meeting.text("status") if self.shown else ""
        if intent == intents.WAITING and status and status not in COMING:
            return t("The meeting has been held: what is left of it waits for the next one.")
        if intent in (intents.ITEM_NEW, intents.ARRANGE) and self.is_locked:
            return t("The minutes are approved: the items stand. r corrects words, with a reason.")
        return super().why_not(intent)

    def as_hint(self, intent: Intent) -> Intent:
        """What the meeting's status makes urgent comes first: its agenda, its decisions, or its documents."""
        status = self.shown.parts.meeting.text("status") if self.shown else ""
        return meeting_hints.hint(intent, status)

    def do_meeting_decide(self) -> None:
        """Record a decision on the item under the cursor."""
        if self.is_locked:
            self.say(t("The minutes are approved: it is added afterwards. r corrects what is there."))
        self.navigator.decide(self.reference())

    def do_meeting_assign(self) -> None:
        """Give a task out of the item under the cursor."""
        if self.is_locked:
            self.say(t("The minutes are approved: it is added afterwards. r corrects what is there."))
        self.navigator.open_assign(self.reference())

    def do_meeting_waiting(self) -> None:
        """Show what waits for the meeting."""
        self.navigator.open_waiting(self.identity)

    def do_record_new(self) -> None:
        """Write a new item."""
        archive = self.tingsbok.archive
        if self.shown is not None and archive is not None:
            schema = archive.schemas.types["meeting"]
            ask_item(self, self.shown.parts.meeting, schema, self._expect)

    def _expect(self, title: str) -> None:
        """Put the cursor on an item that was just written, when the meeting is read again."""
        self.new_title = title

    def do_agenda_arrange(self) -> None:
        """Choose what to do with the item under the cursor in its agenda."""
        if self.item is None or not self.item.key:
            self.say(t("There is no item under the cursor."), passing=True)
        else:
            arrange(self.tingsbok, self.identity, self.item)

    def do_meeting_attendance(self) -> None:
        """Say who is there."""
        self.navigator.open_attendance(self.identity)

    def do_record_case(self) -> None:
        """Go to the case of the current item."""
        case = meeting.case_of(self.item) if self.item else ""
        if case:
            self.navigator.open_record(case)
        else:
            self.say(t("It belongs to no case."), passing=True)

    def do_meeting_promises(self) -> None:
        """What was promised and is no assignment yet."""
        self.navigator.open_promises(self.identity)

    def do_meeting_findings(self) -> None:
        """What the review finds in the meeting."""
        self.navigator.open_findings(self.identity)

    def do_meeting_step(self) -> None:
        """The next step of the meeting, approval of the last minutes, or correction of approved ones."""
        from tui.screens.approve import PreviousFlow, StepFlow

        if self.shown is None:
            return
        if self.is_locked:
            self._correct()
            return
        steps = StepFlow(self.tingsbok, self.identity, self._go_to)
        if self.item and self.item.key:
            PreviousFlow(self.tingsbok, self.identity, self.item.key, steps.begin).begin()
        else:
            steps.begin()

    def _correct(self) -> None:
        """Choose what is corrected: a decision of the current item, or the text of the minutes."""
        decisions = self.item.decisions if self.item else ()
        targets = [*(found.id for found in decisions), self.identity]
        labels = [*(meeting.target_label(found) for found in decisions), t("The text of the minutes")]
        entries = [MenuEntry(str(place + 1), label) for place, label in enumerate(labels[:9])]
        self.app.push_screen(
            Menu(t("Correct approved words"), entries),
            lambda key: self.navigator.open_correction(targets[int(key) - 1]) if key else None,
        )

    def do_record_text(self) -> None:
        """The minutes of the item under the cursor; its heading is put in where it is missing."""
        if self.is_locked:
            self.say(t("The minutes are approved: the text stands. r corrects words, with a reason."))
        elif self.shown is not None and self.item is not None and self.item.key:
            self.set_focus(self.table)  # back among the items the arrows go to the next one
            parts, key = self.shown.parts, self.item.key
            self.navigator.open_text(self.identity, prepare=lambda text: begun(text, parts.items, key))
        else:
            super().do_record_text()

    def do_record_edit(self) -> None:
        """The form when the items have the keys, the text when the text has them."""
        if self.is_locked:
            self.navigator.open_locked_form(self.identity)
        elif isinstance(self.focused, DocumentView):
            self.do_record_text()
        else:
            super().do_record_edit()

    def do_nav_previous(self) -> None:
        """The meeting before in the same body."""
        self._go_by(-1)

    def do_nav_next(self) -> None:
        """The meeting after in the same body."""
        self._go_by(1)

    def _go_by(self, step: int) -> None:
        def show(found: str) -> None:
            if found:
                self.turn_to(found)
            else:
                self.say(t("There is no later meeting.") if step > 0 else t("There is no earlier meeting."))

        self.ask("neighbour", lambda archive: reads.neighbour(archive, self.identity, step), show)

    def do_list_pane(self) -> None:
        """Show or hide the text."""
        self.query_one("#pane").toggle_class("-hidden")

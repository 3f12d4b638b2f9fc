"""A record of any type: its fields, its text, and what points at it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, ClassVar

from msgspec.structs import replace
from textual.binding import BindingType

from tingsbok.i18n import t
from tui import intents, reads
from tui.intents import Intent
from tui.present.record import Document
from tui.reads import RecordView
from tui.screens import register
from tui.screens.suspects import ReliantPage
from tui.widgets.dialogs import Prompt
from tui.widgets.document import DocumentView


class RecordScreen(ReliantPage):
    """One record.

    Args:
        identity: The record.
        view: Name of the view it belongs to; empty for a type of the user's own.
    """

    READ_ON = "record"
    INTENTS: ClassVar[tuple[Intent, ...]] = (
        *intents.RECORD,
        *(intents.REGISTER, intents.EXPORT, intents.FIND, intents.FIND_NEXT, intents.CASE, intents.MEETING),
    )
    BINDINGS: ClassVar[list[BindingType]] = [*intents.bindings(INTENTS)]

    def __init__(self, identity: str, view: str) -> None:
        super().__init__()
        self.view = view
        self.identity = identity
        self.shown: RecordView | None = None

    def content(self) -> Iterable[Any]:
        """What has changed in what it refers to; the document."""
        yield self.suspects_line()
        yield DocumentView()

    def on_mount(self) -> None:
        """The document has the keys."""
        self.set_focus(self.query_one(DocumentView))

    def place(self) -> Sequence[str]:
        """The view and the record."""
        return (*super().place(), self.identity)

    def state(self) -> str:
        """The record's status or outcome, and whether its words are locked."""
        if self.shown is None:
            return ""
        return " · ".join(filter(None, (self.shown.state, t("locked") if self.shown.locked else "")))

    def subject(self) -> str:
        """The record."""
        return self.identity

    def load(self) -> None:
        """Read the record again."""
        self.ask("record", lambda archive: reads.record_view(archive, self.identity), self._show)

    def _show(self, shown: RecordView) -> None:
        self.shown = shown
        self.show_document(shown.document)
        self.renew_frame()
        if self.view == "decisions":
            self.look_for_suspects()

    def show_gone(self, text: str) -> None:
        """What stood here stands nowhere any more."""
        self.shown = None
        self.show_document(Document(text, (), {}))
        self.renew_frame()

    def do_record_edit(self) -> None:
        """Edit in a form; of locked words it says how they are corrected."""
        if self.shown is not None and self.shown.locked:
            self.navigator.open_locked_form(self.subject())
        else:
            super().do_record_edit()

    # --- register

    def as_hint(self, intent: Intent) -> Intent:
        """What can be registered, if anything can, in the word for it."""
        if intent is intents.REGISTER:
            record, locked = (self.shown.record, self.shown.locked) if self.shown else (None, False)
            word = register.word(record, locked=locked)
            return replace(intent, label=word or intent.label, rank=intent.rank if word else 0)
        return super().as_hint(intent)

    def why_not(self, intent: Intent) -> str:
        """There may be nothing to register."""
        if intent is intents.REGISTER:
            return register.why_not(self.shown.record if self.shown else None)
        return super().why_not(intent)

    def do_record_register(self) -> None:
        """Register what there is to register: that a condition is met, or a correction."""
        if self.shown is not None:
            register.register(self.tingsbok, self.shown.record)

    # --- find

    def do_text_find(self) -> None:
        """Ask for a text and go to where it stands."""
        self.app.push_screen(Prompt(t("Find")), self._find)

    def _find(self, text: str | None) -> None:
        if text:
            count = self.query_one(DocumentView).find(text)
            found = t("1 place.") if count == 1 else t("{count} places. f3 goes to the next.", count=count)
            self.say(found if count else t("Nothing matches “{text}”.", text=text))

    def do_text_next(self) -> None:
        """Go to the next place that was found."""
        self.query_one(DocumentView).find_next()

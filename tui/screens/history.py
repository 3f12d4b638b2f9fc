"""The history of one record."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from msgspec.structs import replace
from textual.binding import BindingType

from tingsbok.errors import TingsbokError
from tingsbok.i18n import N_, t
from tui import intents, reads
from tui.intents import Intent
from tui.present import sentences
from tui.screens.changes import ChangesPage


class HistoryScreen(ChangesPage):
    """Every change of one record.

    Args:
        identity: The record.
    """

    INTENTS: ClassVar[tuple[Intent, ...]] = (
        *(intents.COMPARE, intents.RESTORE, intents.SET_LAST, intents.VIEWAS, intents.EDITOR, intents.COPY),
    )
    BINDINGS: ClassVar[list[BindingType]] = [*intents.bindings(INTENTS)]

    def __init__(self, identity: str) -> None:
        super().__init__()
        self.view = "log"
        self.only = identity
        self.by_field = False

    def place(self) -> Sequence[str]:
        """The log and the record."""
        return (*super().place(), self.only)

    def subject(self) -> str:
        """The record."""
        return self.only

    def ask_part(self, before: str) -> None:
        """Ask for changes of the record, or for the last one of each field."""
        if self.by_field:
            self.ask("log", lambda archive: reads.last_set(archive, self.only), self.show_part)
            return
        self.ask("log", lambda archive: reads.history_part(archive, self.only, before), self.show_part)

    def facts(self) -> str:
        """Which record it is, and how many changes it has or what the list tells of its fields."""
        if self.by_field:
            return f"{self.only}   {t('who set each field last')}"
        number = sentences.changes(len(self.part.lines), complete=self.part.complete) if self.part else ""
        return f"{self.only}   {number}"

    def was_refused(self, channel: str, error: TingsbokError) -> None:
        """A record that was taken away has changes but no fields."""
        self.by_field = False
        super().was_refused(channel, error)

    # --- keys

    def as_hint(self, intent: Intent) -> Intent:
        """The key that shows the fields leads back to the changes."""
        if intent is intents.SET_LAST and self.by_field:
            return replace(intent, label=N_("all changes"))
        return super().as_hint(intent)

    def do_log_fields(self) -> None:
        """Show who set each field last, or every change again."""
        self.by_field = not self.by_field
        self.load()

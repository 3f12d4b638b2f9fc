"""The history of one record."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import BindingType

from tingsbok.i18n import t
from tui import intents, reads
from tui.intents import Intent
from tui.screens.changes import ChangesPage


class HistoryScreen(ChangesPage):
    """Every change of one record.

    Args:
        identity: The record.
    """

    INTENTS: ClassVar[tuple[Intent, ...]] = (
        *(intents.COMPARE, intents.RESTORE, intents.VIEWAS, intents.EDITOR, intents.COPY),
    )
    BINDINGS: ClassVar[list[BindingType]] = [*intents.bindings(INTENTS)]

    def __init__(self, identity: str) -> None:
        super().__init__()
        self.view = "log"
        self.only = identity

    def place(self) -> Sequence[str]:
        """The log and the record."""
        return (*super().place(), self.only)

    def subject(self) -> str:
        """The record."""
        return self.only

    def ask_part(self, before: str) -> None:
        """Ask for changes of the record."""
        self.ask("log", lambda archive: reads.history_part(archive, self.only, before), self.show_part)

    def facts(self) -> str:
        """Which record it is, and how many changes it has."""
        count = len(self.part.lines) if self.part else 0
        more = "" if self.part is None or self.part.complete else "+"
        return f"{self.only}   {t('{count} changes', count=f'{count}{more}')}"

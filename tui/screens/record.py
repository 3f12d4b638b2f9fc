"""A record of any type: its fields, its text, and what points at it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, ClassVar

from textual.binding import BindingType

from tui import intents, reads
from tui.intents import Intent
from tui.reads import RecordView
from tui.screens.records import RecordPage
from tui.widgets.document import DocumentView


class RecordScreen(RecordPage):
    """One record.

    Args:
        identity: The record.
        view: Name of the view it belongs to; empty for a type of the user's own.
    """

    INTENTS: ClassVar[tuple[Intent, ...]] = (*intents.RECORD, intents.CASE, intents.MEETING)
    BINDINGS: ClassVar[list[BindingType]] = [*intents.bindings(INTENTS)]

    def __init__(self, identity: str, view: str) -> None:
        super().__init__()
        self.view = view
        self.identity = identity
        self.shown: RecordView | None = None

    def content(self) -> Iterable[Any]:
        """The document."""
        yield DocumentView()

    def on_mount(self) -> None:
        """The document has the keys."""
        self.set_focus(self.query_one(DocumentView))

    def place(self) -> Sequence[str]:
        """The view and the record."""
        return (*super().place(), self.identity)

    def state(self) -> str:
        """The record's status or outcome."""
        return self.shown.state if self.shown else ""

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

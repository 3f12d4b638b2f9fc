"""A file that cannot be read: where it is wrong, what to write instead, and the ways on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, ClassVar

from textual.binding import BindingType

from tingsbok.i18n import t
from tui import intents, reads
from tui.intents import Intent
from tui.reads import BrokenFile
from tui.screens.records import RecordPage
from tui.widgets.document import DocumentView


class UnreadableScreen(RecordPage):
    """One broken file never hides the others.

    Args:
        identity: Stem of the file.
    """

    INTENTS: ClassVar[tuple[Intent, ...]] = (intents.EDITOR, intents.HISTORY, intents.DIFFERENCE)
    BINDINGS: ClassVar[list[BindingType]] = [*intents.bindings(INTENTS)]

    def __init__(self, identity: str) -> None:
        super().__init__()
        self.identity = identity
        self.shown: BrokenFile | None = None

    def content(self) -> Iterable[Any]:
        """The file around its first fault."""
        yield DocumentView()

    def on_mount(self) -> None:
        """The text has the keys."""
        self.set_focus(self.query_one(DocumentView))

    def place(self) -> Sequence[str]:
        """The file."""
        return (t("File"), self.identity)

    def state(self) -> str:
        """Why the page looks as it does."""
        return t("cannot be read")

    def subject(self) -> str:
        """The file's record."""
        return self.identity

    def line(self) -> int:
        """The line that is wrong."""
        return self.shown.line if self.shown else 1

    def load(self) -> None:
        """Read the file again; when it can be read, its own page takes over."""
        self.ask("broken", lambda archive: reads.broken_file(archive, self.identity), self._show)

    def _show(self, shown: BrokenFile) -> None:
        if shown.type:
            self.navigator.replace_record(self.identity, shown.type)
            return
        self.shown = shown
        self.show_document(shown.document)
        self.renew_frame()

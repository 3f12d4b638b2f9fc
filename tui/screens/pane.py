"""The side pane: the record under the cursor of a list, read when the window is wide enough."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, cast

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical

from tui import reads
from tui.present.record import Document
from tui.screens.records import show_document
from tui.widgets.document import DocumentView

if TYPE_CHECKING:
    from tingsbok.archive import Archive
    from tui.screens.base import Page


class Pane(Vertical):
    """Shows one record beside a list; hidden in narrow windows and when the user wants it so."""

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self._identity = ""
        self._shown = ""
        self._marked: tuple[str, ...] = ()

    def compose(self) -> ComposeResult:
        """The document."""
        yield DocumentView()

    def mark(self, words: tuple[str, ...]) -> None:
        """Mark words wherever they stand in what is shown, and go to the first; none marks nothing."""
        if words != self._marked:
            self._marked = words
            self.query_one(DocumentView).find(*words)

    @on(DocumentView.LaidOut)
    def _mark_again(self) -> None:
        if self._marked:
            self.query_one(DocumentView).find(*self._marked)

    def show_record(self, identity: str) -> None:
        """Show a record, if the pane can be seen; nothing where no row is left."""
        self._identity = identity
        if not self.region.width or identity == self._shown:
            return
        self._shown = identity
        page = cast("Page", self.screen)
        if not identity:
            show_document(self.query_one(DocumentView), Document())
        else:
            page.ask("pane", partial(self.question(), identity=identity), self._show, quiet=True)

    def question(self) -> Callable[..., Document]:
        """What is asked about a record; a function of the archive and of the record's ``identity``."""
        return _document

    def renew(self) -> None:
        """Read the record again."""
        self._shown = ""
        self.show_record(self._identity)

    def toggle(self, identity: str) -> None:
        """Show or hide the pane."""
        self.toggle_class("-hidden")
        self._identity = identity

    def on_show(self, event: events.Show) -> None:  # noqa: ARG002 - being seen is all that matters
        """The window has become wide enough."""
        self.show_record(self._identity)

    def _show(self, found: Document) -> None:
        if self._shown:  # the row may be gone by now
            show_document(self.query_one(DocumentView), found)


def _document(archive: Archive, identity: str) -> Document:
    return reads.record_view(archive, identity).document

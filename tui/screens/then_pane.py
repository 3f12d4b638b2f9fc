"""The whole record as a change left it, beside a list of changes where the window is very wide."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, cast

from textual.containers import Vertical
from textual.widget import Widget
from textual.widgets import Static

from tui.display import content
from tui.present import history
from tui.present.record import Document
from tui.reads import then as reads
from tui.reads.then import Then
from tui.screens.records import show_document
from tui.widgets.beside import Beside
from tui.widgets.document import DocumentView

if TYPE_CHECKING:
    from tingsbok.history import Revision
    from tui.screens.base import Page


class ThenPane(Beside, Vertical):
    """Fields and text as they were, under two lines that say when, by whom and of what."""

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self._shown = ""

    def compose(self) -> Iterator[Widget]:
        """The lines above, and the record."""
        yield Static("", id="then-head", markup=False)
        yield DocumentView()

    def show(self, revision: Revision | None, only: str) -> None:
        """Show the record as it was after a change, if the pane can be seen.

        Args:
            revision: The change; ``None`` where there is none.
            only: The record; empty for the one that the change is about.
        """
        commit = revision.commit if revision else ""
        if not self.is_seen or commit == self._shown:
            return
        self._shown = commit
        if revision is None:
            self._put("", Document())
            return

        def answered(then: Then) -> None:
            if self._shown == commit:
                self._put(history.then_head(revision, then), then.document or Document(history.gone(then)))

        page = cast("Page", self.screen)
        page.ask("then", lambda archive: reads.then_view(archive, revision, only), answered, quiet=True)

    def _put(self, head: str, document: Document) -> None:
        self.query_one("#then-head", Static).update(content(head, keep_newlines=True))
        show_document(self.query_one(DocumentView), document)

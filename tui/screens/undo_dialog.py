"""What undoing would do, and in a very wide window word by word what the change did that is undone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.containers import Vertical
from textual.widget import Widget
from textual.widgets import Static

from tingsbok.i18n import t
from tui import reads
from tui.screens.base import WIDEST
from tui.screens.difference import RecordDifferences
from tui.screens.preview import PreviewDialog

if TYPE_CHECKING:
    from tingsbok.actions import Preview
    from tingsbok.history import Revision
    from tui.app import TingsbokApp
    from tui.reads import RecordChange


class UndoDialog(PreviewDialog):
    """Shows what would be undone or done again; arrows scroll the differences where they are shown.

    Args:
        app: The app.
        title: What is about to happen.
        preview: The change that undoing makes.
        verb: What Enter does.
        about: More about it.
        revision: The change that is reversed.
    """

    def __init__(
        self, app: TingsbokApp, title: str, preview: Preview, verb: str, about: str, revision: Revision
    ) -> None:
        super().__init__(title, preview, verb, about)
        self._tingsbok = app
        self._revision = revision
        self._asked = False

    def inside(self) -> Sequence[Widget]:
        """What every preview shows, and the differences beside it."""
        self._differences = RecordDifferences()
        heading = Static(t("WHAT THE CHANGE DID"), classes="undo-dialog--title", markup=False)
        return (
            *super().inside(),
            Vertical(heading, self._differences, classes="undo-dialog--did"),
        )

    def on_resize(self) -> None:
        """There may be room for the differences now, or no longer."""
        beside = self.app.size.width >= WIDEST
        self.set_class(beside, "-beside")
        if beside and not self._asked:
            self._asked = True
            commit = self._revision.commit
            self._tingsbok.gateway.ask(
                self._tingsbok,
                "undone",
                lambda archive: reads.changes_in(archive, commit),
                self._show,
                quiet=True,
            )

    def _show(self, changes: tuple[RecordChange, ...]) -> None:
        if self.is_attached:
            self._differences.show_records(changes, headings=len(changes) > 1)

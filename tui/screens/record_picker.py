"""Choose a record, and see in a very wide window what it is before it is taken."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from textual import on
from textual.containers import Horizontal, Vertical
from textual.widget import Widget

from tingsbok.ids import is_id
from tui import reads
from tui.present.record import Document
from tui.screens.base import WIDEST
from tui.screens.records import show_document
from tui.widgets.document import DocumentView
from tui.widgets.picker import Picker
from tui.widgets.table import RecordTable

if TYPE_CHECKING:
    from tui.app import TingsbokApp
    from tui.widgets.lookups import Complete, Found


class RecordPicker(Picker):
    """A picker with the record under the cursor beside its list, which only shows: the keys stay in the list.

    Args:
        app: The app.
        title: What to pick.
        complete: Finds records for a text.
        **options: As for :class:`tui.widgets.picker.Picker`.
    """

    def __init__(self, app: TingsbokApp, title: str, complete: Complete, **options: Any) -> None:
        super().__init__(title, complete, **options)
        self._tingsbok = app
        self._key = ""
        self._read = ""

    def inside(self) -> Sequence[Widget]:
        """What every picker has, and the record beside it."""
        self._document = DocumentView()
        self._document.can_focus = False
        chooser = Vertical(*super().inside(), classes="record-picker--chooser")
        return (Horizontal(chooser, self._document, classes="record-picker--columns"),)

    def on_resize(self) -> None:
        """There may be room for the record now, or no longer."""
        self.set_class(self.app.size.width >= WIDEST, "-beside")
        self._look()

    @on(RecordTable.RowHighlighted)
    def _moved(self, event: RecordTable.RowHighlighted) -> None:
        target = event.key.rpartition("=")[2]  # of a link, its field stands before
        self._key = target if is_id(target.partition("#")[0]) else ""
        self._look()

    def _show(self, text: str, found: Iterable[Found]) -> None:
        super()._show(text, found)
        if not self._table.key:
            self._key = ""
            self._look()

    def _look(self) -> None:
        """Read the record under the cursor, if it can be seen and is not there already."""
        key = self._key
        if not self.has_class("-beside") or key == self._read:
            return
        self._read = key
        if not key:
            show_document(self._document, Document())
            return

        def show(document: Document) -> None:
            if self.is_attached and self._read == key:
                show_document(self._document, document)

        self._tingsbok.gateway.ask(
            self._tingsbok, "picked", lambda archive: reads.target_document(archive, key), show, quiet=True
        )

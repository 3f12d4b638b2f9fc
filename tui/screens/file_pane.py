"""The file that a form would write, beside the form where the window is very wide."""

from __future__ import annotations

from collections.abc import Iterator

from textual import events
from textual.containers import Vertical
from textual.widget import Widget
from textual.widgets import Static

from tingsbok.frontmatter import FieldPath
from tingsbok.i18n import t
from tui.display import content
from tui.present.file import FileRows
from tui.widgets.beside import Beside
from tui.widgets.rows_view import RowsView


class FilePane(Beside, Vertical):
    """Every line of the file, with signs before those that come or go, at the field that is written in."""

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self._file = FileRows()
        self.field = ""
        """The field of the front matter that it stands at."""

    def compose(self) -> Iterator[Widget]:
        """What the signs mean, and the file."""
        yield Static("", id="file-head", markup=False)
        yield RowsView(id="file")

    @property
    def room(self) -> int:
        """Cells for a row; 0 while the pane cannot be seen."""
        return max(0, self.query_one(RowsView).room) if self.is_seen else 0

    def show(self, file: FileRows, *, new: bool) -> None:
        """Show a file.

        Args:
            file: The file, laid out.
            new: Whether there is none yet.
        """
        self._file = file
        if new:
            head = t("THE FILE  that will be written")
        elif file.is_changed:
            head = t("THE FILE  if it is saved now   + new line  - line that goes")
        else:
            head = t("THE FILE  as it is")
        self.query_one("#file-head", Static).update(content(head))
        view = self.query_one(RowsView)
        view.put(file.rows, view.scroll_offset.y)
        self._reveal()

    def cannot(self) -> None:
        """Say that there is no file: what is filled in cannot be written."""
        self._file = FileRows()
        self.query_one(RowsView).put(())
        self.query_one("#file-head", Static).update(content(t("THE FILE  is shown when it can be written")))

    def follow(self, path: FieldPath) -> None:
        """Go to the field that somebody writes in."""
        self.field = str(path[0]) if path else ""
        self._reveal()

    def _reveal(self) -> None:
        row = self._file.places.get(self.field)
        if row is not None:
            self.query_one(RowsView).reveal(row)

    def on_resize(self, event: events.Resize) -> None:  # noqa: ARG002 - the new size alone matters
        """Ask for rows of the new width."""
        self.post_message(self.Shown())

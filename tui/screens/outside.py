"""What was changed in another program: seen field by field, saved as a change with Enter."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, ClassVar

from textual import on
from textual.binding import BindingType
from textual.widgets import Static

from tingsbok.actions import Outside, Saved
from tingsbok.i18n import t
from tui import intents
from tui.display import content
from tui.intents import Intent
from tui.present import outside
from tui.screens.records import TablePage
from tui.widgets.pages import Lines
from tui.widgets.table import RecordTable


class OutsideScreen(TablePage):
    """Files that differ from the latest saved change.

    Args:
        path: The file to begin at.
    """

    INTENTS: ClassVar[tuple[Intent, ...]] = (
        *(intents.OUTSIDE_SAVE, intents.OUTSIDE_SHOW, intents.DIFFERENCE, intents.EDITOR, intents.HISTORY),
    )
    BINDINGS: ClassVar[list[BindingType]] = [*intents.bindings(INTENTS)]

    def __init__(self, path: str = "") -> None:
        super().__init__()
        self._first = path
        self._changes: tuple[Outside, ...] = ()
        self._read = False

    def content(self) -> Iterable[Any]:
        """The files, and what the current one would be saved as."""
        yield Static(t("Changed outside Tingsbok, not saved as a change yet."), id="facts", markup=False)
        yield RecordTable(outside.columns(), id="rows", empty=t("Reading …"), markable=True)
        yield Static("", id="detail", markup=False)

    @property
    def current(self) -> Outside | None:
        """The file under the cursor."""
        key = self.table.key if self.is_mounted else ""
        return next((change for change in self._changes if change.path == key), None)

    def place(self) -> Sequence[str]:
        """What the page is about."""
        return (t("Changed outside"),)

    def subject(self) -> str:
        """The record under the cursor, unless its file is gone."""
        return self.current.id if self.current and self.current.kind != "deleted" else ""

    def line(self) -> int:
        """Where the text editor begins: at what keeps the file from being read or saved."""
        problems = self.current.problems if self.current else ()
        return next(
            (problem.line for problem in problems if problem.is_error and problem.line), super().line()
        )

    def why_not(self, intent: Intent) -> str:
        """Without a file there is nothing to save."""
        if intent in (intents.OUTSIDE_SAVE, intents.OUTSIDE_SHOW) and self.current is None:
            return t("Nothing is changed.")
        return super().why_not(intent)

    # --- reading

    def load(self) -> None:
        """Read again what differs."""
        self.ask("outside", lambda archive: tuple(archive.outside()), self._show)

    def _show(self, changes: tuple[Outside, ...]) -> None:
        self._changes = changes
        empty = t("Nothing is changed outside Tingsbok. What you write in another program shows up here.")
        self.table.show(Lines(outside.lines(changes)), self._first or self.table.key or None, empty=empty)
        self._first = ""
        if not changes:
            self.query_one("#detail", Static).update("")
        self.renew_hints()

    @on(RecordTable.RowHighlighted, "#rows")
    def _follow_cursor(self) -> None:
        if self.current is not None:
            lines = outside.detail(self.current)
            self.query_one("#detail", Static).update(content("\n".join(lines), keep_newlines=True))

    # --- keys

    @on(RecordTable.RowChosen, "#rows")
    def _chosen(self) -> None:
        self.do_outside_save()

    def do_outside_save(self) -> None:
        """Save the marked files, or the one under the cursor, as one change."""
        paths = sorted(self.table.marked) or ([self.current.path] if self.current else [])
        self.tingsbok.gateway.write(
            self, "commit", lambda archive: archive.commit_outside(paths), self._saved
        )

    def _saved(self, saved: Saved) -> None:
        self.table.marked = frozenset()
        if len(self._changes) <= 1:
            self.dismiss()
        self.navigator.saved(saved)

    def do_outside_show(self) -> None:
        """Open the record's own page."""
        if self.subject():
            self.navigator.open_record(self.subject())

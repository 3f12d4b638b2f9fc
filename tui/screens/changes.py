"""Lists of changes: the log of the archive and the history of one record."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from textual import on
from textual.containers import Horizontal, Vertical
from textual.widgets import Static

from tingsbok.history import Revision
from tingsbok.i18n import t
from tui import reads
from tui.display import content
from tui.intents import RESTORE, Group, Intent
from tui.present import history
from tui.reads import LogPart, RecordChange
from tui.screens.difference import RecordDifferences
from tui.screens.records import PanePage
from tui.screens.then_pane import ThenPane
from tui.widgets.hints import Hint
from tui.widgets.pages import Lines
from tui.widgets.table import RecordTable


class ChangesPage(PanePage):
    """Changes, newest first, with what the current one did below or beside them.

    A very wide window also shows the whole record as that change left it.
    """

    only = ""
    """Id of the record whose changes are shown; empty for all."""

    def __init__(self) -> None:
        super().__init__()
        self.part: LogPart | None = None

    def content(self) -> Iterable[Any]:
        """Facts above; the changes; what the current one did; the record as it was then."""
        yield Static("", id="facts", markup=False)
        with Horizontal(id="columns"):
            yield RecordTable(history.columns(), id="rows", empty=t("Reading …"))
            with Vertical(id="pane"):
                yield RecordDifferences()
            yield ThenPane(id="then")

    @property
    def revision(self) -> Revision | None:
        """The change under the cursor."""
        key = _commit(self.table.key) if self.is_mounted else ""
        revisions = self.part.revisions if self.part else ()
        return next((each for each in revisions if each.commit == key), None)

    def large_hints(self) -> Sequence[Hint]:
        """The way through the columns."""
        if not self.is_mounted or not self.query_one(ThenPane).is_seen:
            return ()
        return (Hint("Tab", t("columns"), "app.focus_next", 80, group=Group.GO, large=True),)

    def why_not(self, intent: Intent) -> str:
        """Restoring needs a change and a record."""
        if intent is RESTORE and self.revision is None:
            return t("There is no change under the cursor.")
        return super().why_not(intent)

    # --- reading

    def ask_part(self, before: str) -> None:
        """Ask for changes older than *before*, the newest ones if it is empty."""
        raise NotImplementedError

    def facts(self) -> str:
        """What stands above the changes."""
        raise NotImplementedError

    def load(self) -> None:
        """Read the newest changes again."""
        self.part = None
        self.ask_part("")

    def show_part(self, part: LogPart) -> None:
        """Show more changes below those that are shown."""
        former = self.part
        if former is not None:
            part = LogPart(former.revisions + part.revisions, former.lines + part.lines, part.complete)
        self.part = part
        self.table.show(Lines(part.lines), self.table.key or None, empty=t("No changes yet."))
        if not part.lines:
            self.query_one(RecordDifferences).show((), "", empty="")
            self.query_one(ThenPane).show(None, "")
        self.query_one("#facts", Static).update(content(self.facts()))
        self.renew_frame()

    @on(RecordTable.RowHighlighted, "#rows")
    def _follow_cursor(self, event: RecordTable.RowHighlighted) -> None:
        if self.part and not self.part.complete and event.index >= len(self.part.lines) - 1:
            self.ask_part(_commit(event.key))
        self.follow()

    def read_beside(self) -> None:
        """Read what the change did, and the record as it was after it."""
        commit = _commit(self.table.key)
        if commit:
            self.ask(
                "change", lambda archive: reads.changes_in(archive, commit, self.only), self._show_change
            )
            self.query_one(ThenPane).show(self.revision, self.only)

    def _show_change(self, changes: tuple[RecordChange, ...]) -> None:
        self.query_one(RecordDifferences).show_records(changes, headings=not self.only)

    @on(ThenPane.Shown)
    def _room_for_more(self) -> None:
        self.renew_hints()
        self.follow()

    def on_resize(self) -> None:
        """What had the keys may be gone from a window that became narrower."""
        self.call_after_refresh(self._keep_keys)

    def _keep_keys(self) -> None:
        if self.is_mounted and self.focused is None:
            self.set_focus(self.first_focus())
        if self.is_mounted:
            self.renew_hints()

    # --- keys

    def do_log_compare(self) -> None:
        """Open what the change did."""
        if self.revision is not None:
            self.navigator.open_change(self.revision, self.only)

    @on(RecordTable.RowChosen, "#rows")
    def _open(self) -> None:
        self.do_log_compare()

    def do_log_view(self) -> None:
        """Show fields, words or the file itself."""
        self.query_one(RecordDifferences).next_mode()

    def do_log_restore(self) -> None:
        """Put the record back as it was after this change."""
        revision = self.revision
        if revision is None:
            return
        if self.only or len(revision.ids) == 1:
            self.navigator.restore(self.only or revision.ids[0], revision)
        else:
            self.navigator.choose_restore(revision)


def _commit(key: str) -> str:
    """The change that a line is about; a line for a field names the field after it."""
    return key.partition(":")[0]

"""What was changed: in one change of the log, or in a file since it was saved."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, ClassVar

from textual.binding import BindingType
from textual.widgets import Static

from tingsbok.history import Revision
from tingsbok.i18n import t
from tui import intents, reads
from tui.display import content
from tui.intents import Intent
from tui.present import history
from tui.present.dates import moment
from tui.reads import RecordChange
from tui.screens.records import RecordPage
from tui.widgets.diff import ChangeSet, DiffView

_LONG = 60


class RecordDifferences(DiffView):
    """The changes of some records; short values one under the other, long ones word by word."""

    def show_records(self, records: Sequence[RecordChange], *, headings: bool = True) -> None:
        """Show what happened to each record.

        Args:
            records: The changes.
            headings: Whether each record's id stands above its changes.
        """
        changes = [change for record in records for change in record.changes]
        long = any(max(len(change.before), len(change.after)) > _LONG for change in changes)
        if self.mode != "raw":
            self.mode = "words" if long else "fields"
        sets = [ChangeSet(record.changes, record.id if headings else "") for record in records]
        raw = "\n\n".join(record.raw for record in records)
        self.show(sets, raw, empty=t("Only comments or layout differ."))


class DifferencePage(RecordPage):
    """A page with a difference."""

    def content(self) -> Iterable[Any]:
        """Facts above, the difference below."""
        yield Static("", id="facts", markup=False)
        yield RecordDifferences()

    def on_mount(self) -> None:
        """The difference has the keys."""
        self.set_focus(self.query_one(RecordDifferences))

    def facts(self) -> str:
        """What stands above the difference."""
        raise NotImplementedError

    def show_records(self, records: tuple[RecordChange, ...]) -> None:
        """Show the difference."""
        self.query_one("#facts", Static).update(content(self.facts()))
        self.query_one(RecordDifferences).show_records(records, headings=len(records) > 1)

    def do_log_view(self) -> None:
        """Show fields, words or the file itself."""
        modes = {"words": t("words"), "fields": t("fields"), "raw": t("the file itself")}
        self.say(t("Shown as: {view}", view=modes[self.query_one(RecordDifferences).next_mode()]))


class ChangeScreen(DifferencePage):
    """What one change of the log did.

    Args:
        revision: The change.
        only: Id of a record, to see only what it did to that one; empty for all.
    """

    INTENTS: ClassVar[tuple[Intent, ...]] = (
        *(intents.VIEWAS, intents.RESTORE, intents.SHOW_RECORD, intents.COPY),
    )
    BINDINGS: ClassVar[list[BindingType]] = [*intents.bindings(INTENTS)]

    def __init__(self, revision: Revision, only: str = "") -> None:
        super().__init__()
        self.view = "log"
        self.revision = revision
        self.only = only

    def place(self) -> Sequence[str]:
        """The log, the record if it is only one, and the change."""
        return (*super().place(), *filter(None, (self.only,)), moment(self.revision.when))

    def subject(self) -> str:
        """The record that the change is about."""
        return self.only or next(iter(self.revision.ids), "")

    def facts(self) -> str:
        """When, who and what."""
        return f"{moment(self.revision.when)}   {self.revision.author}   {self.revision.subject}"

    def load(self) -> None:
        """Read what it did."""
        commit, only = self.revision.commit, self.only
        self.ask("change", lambda archive: reads.changes_in(archive, commit, only), self.show_records)

    def do_log_restore(self) -> None:
        """Put the record back as it was after this change."""
        if self.only or len(self.revision.ids) == 1:
            self.navigator.restore(self.subject(), self.revision)
        else:
            self.navigator.choose_restore(self.revision)

    def do_record_open(self) -> None:
        """Open the record."""
        if self.subject():
            self.navigator.open_record(self.subject())


class DifferenceScreen(DifferencePage):
    """What differs between a record's file and its latest saved state.

    Args:
        identity: The record.
    """

    INTENTS: ClassVar[tuple[Intent, ...]] = (intents.VIEWAS, intents.HISTORY, intents.EDITOR)
    BINDINGS: ClassVar[list[BindingType]] = [*intents.bindings(INTENTS)]

    def __init__(self, identity: str) -> None:
        super().__init__()
        self.view = "log"
        self.identity = identity

    def place(self) -> Sequence[str]:
        """The record."""
        return (self.identity, t("difference"))

    def subject(self) -> str:
        """The record."""
        return self.identity

    def facts(self) -> str:
        """What is compared."""
        return history.unsaved(self.identity)

    def load(self) -> None:
        """Read the difference."""
        self.ask("difference", lambda archive: reads.unsaved(archive, self.identity), self._show)

    def _show(self, records: tuple[RecordChange, ...]) -> None:
        self.show_records(records)
        if not records[0].raw:
            nothing = t("Nothing differs: the file is as it was saved.")
            self.query_one(RecordDifferences).show((), empty=nothing)

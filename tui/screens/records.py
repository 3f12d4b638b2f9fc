"""What can be done with the record that a page shows or that its cursor stands on."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from msgspec.structs import replace

from tingsbok.errors import NotFound
from tingsbok.i18n import t
from tui import intents, reads
from tui.intents import Intent
from tui.screens.base import Page
from tui.widgets.table import RecordTable

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.widget import Widget

    from tingsbok.archive import Archive
    from tingsbok.errors import TingsbokError
    from tui.messages import Answered
    from tui.present.record import Document
    from tui.widgets.document import DocumentView

_NEED_RECORD = frozenset(intent.id for intent in intents.RECORD)


def show_document(view: DocumentView, document: Document) -> None:
    """Show a document in a view."""
    view.show(document.body, document.rows, document.names.get, document.first_line)


def gone() -> str:
    """That a record is gone, and how it comes back."""
    return t("The file of this record has been removed. H shows its history, and r there puts it back.")


class RecordPage(Page):
    """A page with a record to act on; :meth:`subject` says which."""

    READ_ON: ClassVar[str] = ""
    """The channel on which a page that is about one record reads it."""
    is_gone = False
    """Whether the record of such a page was taken away while it was shown."""

    def on_answered(self, event: Answered) -> None:
        """The record is there, perhaps again."""
        if event.channel == self.READ_ON:
            self.is_gone = False

    def was_refused(self, channel: str, error: TingsbokError) -> None:
        """Of a record that is gone say how it comes back, not what else may have been meant."""
        if isinstance(error, NotFound) and (self.is_gone or channel == self.READ_ON):
            self.is_gone = True
            self.show_gone(gone())
            self.renew_hints()
        else:
            super().was_refused(channel, error)

    def show_gone(self, text: str) -> None:
        """Say that the record of the page is gone."""
        self.say(text, alert=True)

    def why_not(self, intent: Intent) -> str:
        """Without a record there is nothing to act on."""
        if self.is_gone and intent.id in _NEED_RECORD and intent is not intents.HISTORY:
            return gone()
        if intent.id in _NEED_RECORD and not self.subject():
            return t("There is no record under the cursor.")
        return super().why_not(intent)

    def do_record_edit(self) -> None:
        """Edit the record in a form."""
        self.navigator.open_form(self.subject())

    def do_record_text(self) -> None:
        """Edit the record's text."""
        self.navigator.open_text(self.subject())

    def do_record_editor(self) -> None:
        """Edit the record's file in the user's text editor."""
        self.navigator.open_editor(self.subject(), self.line())

    def do_record_link(self) -> None:
        """Link the record to another."""
        self.navigator.open_link(self.subject())

    def do_record_unlink(self) -> None:
        """Take a link away."""
        self.navigator.open_unlink(self.subject())

    def do_record_history(self) -> None:
        """Show the record's history."""
        self.navigator.open_history(self.subject())

    def do_record_difference(self) -> None:
        """Show what differs from the saved record."""
        self.navigator.open_difference(self.subject())

    def do_record_export(self) -> None:
        """Write a document of the record."""
        from tui.screens.export import ExportFlow

        ExportFlow(self.tingsbok, self.subject()).begin()

    def do_record_copy(self) -> None:
        """Copy a reference that can be pasted into any record's text."""
        reference = f"[[{self.reference()}]]"
        self.app.copy_to_clipboard(reference)
        self.say(t("Copied: {reference}", reference=reference))

    def do_record_case(self) -> None:
        """Go to the record's case."""
        self._follow(
            lambda archive, identity: archive.get(identity).text("case"), t("It belongs to no case.")
        )

    def do_record_meeting(self) -> None:
        """Go to the record's meeting."""
        self._follow(reads.meeting_of, t("It belongs to no meeting."))

    def show_document(self, document: Document) -> None:
        """Show a text in the page's document view."""
        from tui.widgets.document import DocumentView

        show_document(self.query_one(DocumentView), document)

    def on_document_view_link_followed(self, event: DocumentView.LinkFollowed) -> None:
        """Go where a link leads."""
        self.navigator.follow(event.target)

    def reference(self) -> str:
        """What a copied reference points at."""
        return self.subject()

    def line(self) -> int:
        """The line of the file to open an editor at, 1-based."""
        return 1

    def _follow(self, find: Callable[[Archive, str], str], otherwise: str) -> None:
        """Open what is found for the record."""
        identity = self.subject()

        def show(target: str) -> None:
            if target:
                self.navigator.open_record(target)
            else:
                self.say(otherwise)

        if not identity:
            self.say(t("There is no record under the cursor."), passing=True)
        else:
            self.ask("follow", lambda archive: find(archive, identity), show)


class TablePage(RecordPage):
    """A page of rows under the name ``rows``."""

    LEADS_ON: ClassVar[bool] = False
    """Whether one looks here and goes on: what is done with a record then has its hints on that page only."""

    def as_hint(self, intent: Intent) -> Intent:
        """Leave the room to the ways where the page is one to look and go on from."""
        return replace(intent, rank=0) if self.LEADS_ON and intent.id in _NEED_RECORD else intent

    @property
    def table(self) -> RecordTable:
        """The rows."""
        return self.query_one("#rows", RecordTable)

    def first_focus(self) -> Widget:
        """What has the keys from the beginning."""
        return self.table

    def on_mount(self) -> None:
        """Hand out the keys."""
        self.set_focus(self.first_focus())


class PanePage(TablePage):
    """A page of rows with something about the current one beside or below them, where there is room."""

    def read_beside(self) -> None:
        """Read what belongs to the row under the cursor."""
        raise NotImplementedError

    def follow(self) -> None:
        """Read it if the pane can be seen, which is known once the page is laid out."""
        self.call_after_refresh(self._read_if_seen)

    def on_resize(self) -> None:
        """There may be room for the pane now."""
        self.follow()

    def _read_if_seen(self) -> None:
        if self.is_mounted and self.query_one("#pane").region.area:
            self.read_beside()

"""Putting a record back as it was: shown first, then done as a new change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tingsbok.actions import Preview
from tingsbok.i18n import t
from tui import reads
from tui.present.dates import moment
from tui.screens.preview import PreviewDialog, ask_to_save
from tui.widgets.dialogs import Menu, MenuEntry

if TYPE_CHECKING:
    from tingsbok.history import Revision
    from tui.app import TingsbokApp

_MOST = 9


def ask_restore(app: TingsbokApp, identity: str, revision: Revision) -> None:
    """Show what putting the record back as it was after a change would do; Enter does it.

    Where the change took the record away, it comes back as it was before.
    """

    def show(found: tuple[str, Preview]) -> None:
        rev, preview = found
        if not preview.paths:
            app.navigator.say(t("The record is as it was then."))
            return
        when = moment(revision.when)
        title = (
            t("Put {record} back as it was {when}", record=identity, when=when)
            if rev == revision.commit
            else t("Put {record} back as it was before {when}", record=identity, when=when)
        )
        # a file that somebody has made unreadable has no fields, and is what most needs to be put back
        whole = t("No field can be compared: the whole file, as it is now, is replaced.")
        dialog = PreviewDialog(title, preview, t("puts it back"), "" if preview.changes else whole)
        ask_to_save(app, dialog, "restore", lambda archive: archive.restore(identity, rev))

    app.gateway.ask(app, "restore", lambda archive: reads.restoring(archive, identity, revision.commit), show)


def choose_record(app: TingsbokApp, revision: Revision) -> None:
    """Choose one of the records that a change touched, then put it back."""
    entries = [MenuEntry(str(number + 1), identity) for number, identity in enumerate(revision.ids[:_MOST])]

    def chosen(key: str | None) -> None:
        if key is not None:
            ask_restore(app, revision.ids[int(key) - 1], revision)

    app.push_screen(Menu(t("Put back which record?"), entries), chosen)

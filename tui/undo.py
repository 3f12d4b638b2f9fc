"""Undo and redo: what would happen is shown, Enter does it, and a new change says so."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from tingsbok.i18n import N_, t
from tui import reads
from tui.present.dates import moment
from tui.screens.preview import PreviewDialog, ask_to_save
from tui.screens.undo_dialog import UndoDialog
from tui.tutorial import UNDONE
from tui.undoing import UndoMemory

if TYPE_CHECKING:
    from tingsbok.actions import Preview, Saved
    from tingsbok.history import Revision
    from tui.app import TingsbokApp

Found = tuple["Preview", "Revision"] | None


class Undo:
    """Reverses changes, the newest first, and brings them back.

    Args:
        app: The app.
    """

    def __init__(self, app: TingsbokApp) -> None:
        self._app = app
        self._memory = UndoMemory()

    def ask_undo(self) -> None:
        """Show what would be undone."""
        self._app.gateway.ask(
            self._app, "undo", partial(reads.undo_preview, self._memory), self._confirm_undo
        )

    def ask_redo(self) -> None:
        """Show what would be done again."""
        self._app.gateway.ask(
            self._app, "undo", partial(reads.redo_preview, self._memory), self._confirm_redo
        )

    def _confirm_undo(self, found: Found) -> None:
        if found is None:
            self._app.navigator.say(t("There is nothing to undo."))
            return
        preview, revision = found
        who = f"{revision.author} {moment(revision.when)}"
        about = t("Undo: {what} ({who})", what=revision.subject, who=who)
        result = N_("Undone: {subject}. U does it again.")
        dialog = UndoDialog(self._app, t("Undo?"), preview, t("undoes"), about, revision)
        self._confirm(dialog, revision, result, revision.subject)

    def _confirm_redo(self, found: Found) -> None:
        if found is None:
            self._app.navigator.say(t("There is nothing to do again."))
            return
        preview, revision = found
        what = revision.subject.partition(": ")[2] or revision.subject  # not "do again: undo: …"
        about = t("Do again: {what}", what=what)
        result = N_("Done again: {subject}. u undoes it.")
        dialog = UndoDialog(self._app, t("Do again?"), preview, t("does it again"), about, revision)
        self._confirm(dialog, revision, result, what)

    def _confirm(self, dialog: PreviewDialog, revision: Revision, result: str, what: str) -> None:
        def done(saved: Saved) -> None:
            self._memory.remember(saved.commit, revision.commit)
            self._app.tutor.look(UNDONE)
            self._app.renew()
            self._app.navigator.say_done(result, what)

        ask_to_save(self._app, dialog, "undo", lambda archive: archive.undo(revision.commit), done)

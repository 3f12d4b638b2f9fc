"""One save: its page closes when the text is safe, its draft goes when the change is in history."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from tingsbok.actions import Saved
from tingsbok.errors import TingsbokError
from tingsbok.i18n import t
from tui.present.sentences import with_remedy

if TYPE_CHECKING:
    from tingsbok.archive import Archive
    from tui.screens.base import Page
    from tui.screens.writing import WritingPage

Work = Callable[["Archive", Callable[[], None]], Saved]
"""Saves; it calls its second argument as soon as the new text survives a power cut."""


class Saving:
    """Closes the page early, and opens it again if the change was refused after all.

    Args:
        page: The page that is saved.
        kept: What its draft holds.
    """

    def __init__(self, page: WritingPage, kept: Mapping[str, Any]) -> None:
        self._page = page
        self._app = page.tingsbok
        self._kept = kept
        self._closed = False
        self._beneath: Page | None = None

    def begin(self, work: Work) -> None:
        """Save behind the screen."""
        self._page.say(t("Saving …"))
        key, kept = self._page.key, self._kept
        self._app.gateway.save(
            self._app,
            work,
            self._saved,
            durable=self._durable,
            forget=lambda archive: archive.drop_draft(key, kept),
            refused=self._refused,
        )

    def _durable(self) -> None:
        if not self._page.waits:
            self._close()
            self._app.navigator.say(t("Saving …"))

    def _close(self) -> None:
        if not self._closed:
            self._closed = True
            self._page.dismiss()
            self._beneath = self._app.navigator.page

    def _saved(self, saved: Saved) -> None:
        self._close()
        self._app.navigator.saved(saved)
        # whoever has gone on to something else meanwhile is left there
        if self._app.navigator.page is self._beneath:
            self._page.is_saved(saved)

    def _refused(self, error: TingsbokError) -> None:
        if not self._closed:
            self._page.refused(error)
            return
        reason = with_remedy(error.message, error.remedy)
        if self._app.navigator.typing():
            self._app.navigator.say(t("Not saved, the draft is kept: {reason}", reason=reason), alert=True)
            return
        page = self._page.again()
        page.reason = t("Not saved: {reason}", reason=reason)
        self._app.push_screen(page)

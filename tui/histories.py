"""Reads the archive's history into its table behind what the user does, a little at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tingsbok.i18n import t
from tui.screens.base import Page
from tui.widgets.chrome import StatusLine

if TYPE_CHECKING:
    from tui.app import TingsbokApp

SECONDS = 0.3
"""How long one step takes; between two of them other questions get their turn."""


class HistoryReading:
    """Goes on until all is read; leaving the app in the middle loses nothing.

    Args:
        app: The app.
    """

    def __init__(self, app: TingsbokApp) -> None:
        self._app = app
        self._line: StatusLine | None = None

    def go_on(self) -> None:
        """Read on, if there is anything to read."""
        read = lambda archive: archive.read_history(SECONDS)  # noqa: E731 - loads what it needs in the thread
        self._app.gateway.ask(self._app, "history", read, self._after, quiet=True)

    def _after(self, answer: tuple[bool, int]) -> None:
        done, count = answer
        self._show("" if done else t("Reading the history: {count} changes", count=count))
        if not done:
            self.go_on()

    def _show(self, text: str) -> None:
        """Say how far it has come, where nothing more important stands in the status line."""
        if self._line is not None:
            self._line.work_text = ""
            self._line = None
        page = self._app.screen
        line = page.query_one(StatusLine) if text and isinstance(page, Page) else None
        if line is not None and not line.result[0]:
            self._line = line
            line.work_text = text

"""The browser as the app's terminal."""

from __future__ import annotations

from textual import messages
from textual.drivers.web_driver import WebDriver


class BrowserDriver(WebDriver):
    """Textual's driver for a browser, which ends the app when the server behind it is gone."""

    def run_input_thread(self) -> None:
        """Read what the server sends; when nothing more can come, nobody looks at the app any more."""
        super().run_input_thread()
        self._app.post_message(messages.ExitApp())

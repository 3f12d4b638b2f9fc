"""The least that Textual can be asked for: an input and a text. Its first paint is the floor of the app's start."""

from __future__ import annotations

from textual.app import App, ComposeResult
from textual.widgets import Input, Static


class EmptyApp(App[None]):
    """Shows one word."""

    def compose(self) -> ComposeResult:
        """An input and a text."""
        yield Input()
        yield Static("painted")


if __name__ == "__main__":
    EmptyApp().run()

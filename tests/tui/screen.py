"""What a test sees of an app: the text on the screen, and an app with one widget."""

from __future__ import annotations

from collections.abc import Iterable

from textual.app import App, ComposeResult
from textual.message import Message
from textual.widget import Widget

from tui.stylesheet import FIRST, LATER
from tui.theme import THEMES

HOSTILE = (
    "[/]",
    "[bold",
    "[Bildspel](#)",
    "[@click=app.quit]x[/]",
    "\x1b[2Jansi",
    "\x1b]52;c;aGVq\x07",
    "\u202ervslo",
    "👨‍👩‍👧 familj",
    "\x00\x9b\ufeff",
    "x" * 10_000,
)


def text_of(app: App[object]) -> str:
    """Return the lines on the screen as text, without styles."""
    strips = app.screen._compositor.render_strips(app.size)
    return "\n".join("".join(segment.text for segment in strip) for strip in strips)


class WidgetApp(App[None]):
    """An app around a few widgets, with the product's themes, that remembers their messages."""

    CSS_PATH = [*FIRST, *LATER]

    def __init__(self, *widgets: Widget) -> None:
        super().__init__()
        self.animation_level = "none"
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = THEMES[0].name
        self.widgets = widgets
        self.seen: list[Message] = []

    def compose(self) -> ComposeResult:
        yield from self.widgets

    def of(self, kind: type[Message]) -> list[Message]:
        return [message for message in self.seen if type(message) is kind]

    async def _on_message(self, message: Message) -> None:
        if type(message).__module__.startswith("tui."):
            self.seen.append(message)
        await super()._on_message(message)


def lines_of(app: App[object]) -> list[str]:
    """Return the lines on the screen, without spaces at their ends."""
    return [line.rstrip() for line in text_of(app).splitlines()]


def shown(app: App[object], texts: Iterable[str]) -> bool:
    """Whether all texts stand on the screen."""
    screen = text_of(app)
    return all(text in screen for text in texts)

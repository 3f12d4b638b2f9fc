"""A short list that drops down under a field; the field has the keys, the list only shows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.segment import Segment
from textual import events
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from tui.widgets.lines import cell_segments, fit, look, strip
from tui.widgets.lookups import Found

HIGHEST = 8
NOT_ONE = -1
"""The cursor on none of the choices: nothing is taken before the user has moved to one."""
_DETAIL_FROM = 44


class Dropdown(Widget):
    """Choices over whatever stands below their field."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"dropdown--cursor", "dropdown--detail"}
    cursor: reactive[int] = reactive(0)

    class Chosen(Message):
        """A choice was clicked.

        Args:
            found: The choice.
        """

        def __init__(self, found: Found) -> None:
            super().__init__()
            self.found = found

    def __init__(self) -> None:
        super().__init__()
        self._choices: tuple[Found, ...] = ()
        self._top = 0

    def show(self, choices: Sequence[Found], cursor: int = 0) -> None:
        """Show these choices; none closes the list.

        Args:
            choices: What can be chosen.
            cursor: Place of the choice that is current at first, or :data:`NOT_ONE`.
        """
        self._choices = tuple(choices)
        self.styles.height = min(len(choices), HIGHEST)
        self.display = bool(choices)
        self._top = 0
        self.cursor = max(NOT_ONE, min(cursor, len(choices) - 1))
        self._reveal()
        self.refresh(layout=True)

    @property
    def is_open(self) -> bool:
        """Whether there is anything to choose."""
        return bool(self._choices)

    @property
    def current(self) -> Found | None:
        """The choice under the cursor."""
        return self._choices[self.cursor] if self._choices and self.cursor != NOT_ONE else None

    def move(self, step: int) -> None:
        """Go to another choice, not past the ends."""
        self.cursor = max(0, min(self.cursor + step, len(self._choices) - 1))
        self._reveal()

    def move_to_letter(self, letter: str) -> None:
        """Go to the next choice that begins with *letter*."""
        count = len(self._choices)
        for step in range(1, count + 1):
            place = (self.cursor + step) % count
            if self._choices[place].label.casefold().startswith(letter.casefold()):
                self.move(place - self.cursor)
                return

    def _reveal(self) -> None:
        self._top = max(0, min(self._top, self.cursor), self.cursor - HIGHEST + 1)

    async def _on_click(self, event: events.Click) -> None:
        event.stop()
        place = event.y + self._top
        if 0 <= place < len(self._choices):
            self.post_message(self.Chosen(self._choices[place]))

    def render_line(self, y: int) -> Strip:
        """Return line *y* of the list."""
        place = y + self._top
        width = self.size.width
        if place >= len(self._choices):
            return Strip.blank(width, self.visual_style.rich_style)
        return self._line(self._choices[place], width, current=place == self.cursor)

    def _line(self, found: Found, width: int, *, current: bool) -> Strip:
        style = look(self, "dropdown--cursor") if current else self.visual_style
        faint = style if current else look(self, "dropdown--detail")
        details = width * 2 // 5 if width >= _DETAIL_FROM and found.detail else 0
        segments = [
            Segment("> " if current else "  ", style.rich_style),
            *cell_segments(self, found.label, max(1, width - 3 - details), style),
            Segment(fit(found.detail, details), faint.rich_style),
        ]
        return strip(segments, width, style.rich_style)

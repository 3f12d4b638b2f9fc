"""The text of a record in an editor that knows the archive: ``[[`` finds records by name."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import ClassVar

from textual import events, on
from textual.binding import Binding, BindingType
from textual.geometry import Offset
from textual.widgets import TextArea

from tingsbok.i18n import N_
from tui.widgets.dropdown import HIGHEST, Dropdown
from tui.widgets.later import Later
from tui.widgets.lookups import Found, Lookups
from tui.widgets.text_lines import TextLines

LARGEST = 1_000_000
"""Characters: above that every key takes longer than a tenth of a second."""
LONGEST_LINE = 20_000
"""Characters in one line: wrapping one takes half a second a key."""
MOST_LINES = 15_000
"""Lines: opening more takes more than a second."""
PREVIEWED = 100_000
"""Characters of a larger text that are shown."""

_OPENED = re.compile(r"\[\[([^\[\]|\n]{0,80})\Z")
_CLOSED = re.compile(r"[^\[\]\n]{0,80}\]\]")
_WIDTH = 56


def fits(text: str) -> bool:
    """Whether a text is small enough to be edited here; a larger one belongs in the text editor."""
    if len(text) > LARGEST or text.count("\n") > MOST_LINES:
        return False
    return all(len(line) <= LONGEST_LINE for line in text.split("\n"))


class _Completions(Dropdown):
    """The records that ``[[`` finds, beside the cursor.

    Args:
        take: Called with the record that is clicked; the list is the screen's child, not the editor's.
    """

    def __init__(self, take: Callable[[Found], None]) -> None:
        super().__init__()
        self._take = take

    @on(Dropdown.Chosen)
    def _clicked(self, event: Dropdown.Chosen) -> None:
        event.stop()
        self._take(event.found)


class MarkdownEditor(TextLines):
    """Several lines of Markdown.

    Args:
        lookups: How to find records.
        text: What stands there at first.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,tab", "complete_take", N_("Choose"), show=False, priority=True),
        Binding("escape", "complete_close", N_("Close"), show=False, priority=True),
    ]

    def __init__(self, lookups: Lookups, text: str = "", *, id: str | None = None) -> None:
        super().__init__(
            text,
            id=id,
            soft_wrap=True,
            tab_behavior="focus",
            read_only=not fits(text),
            compact=True,
            max_checkpoints=200,
        )
        self._lookups = lookups
        self._list = _Completions(self._insert)
        self._later = Later(self, self._find, self._offer, lookups.delay)

    # --- text in and out

    def show(self, text: str, *, whole: bool = False) -> None:
        """Edit another text; of one that is too large only the beginning can be read here.

        Args:
            text: The text.
            whole: Whether it is edited however large it is, because it was typed here.
        """
        self.read_only = not whole and not fits(text)
        self.load_text("\n".join(text[:PREVIEWED].split("\n")[:-1]) if self.read_only else text)

    def current_line(self) -> int:
        """Return the line of the cursor, the first being 1."""
        return self.cursor_location[0] + 1

    def goto_line(self, line: int) -> None:
        """Put the cursor at the beginning of a line, the first being 1."""
        self.move_cursor((max(0, min(line, self.document.line_count) - 1), 0), center=True)

    # --- completion

    def on_mount(self) -> None:
        """Let the list of records stand over whatever is on the screen."""
        self.screen.mount(self._list)

    def on_unmount(self) -> None:
        """Take the list of records away with the editor."""
        if self._list.is_attached:
            self._list.remove()

    def _typed(self) -> str | None:
        """Return what was typed after ``[[``, ``None`` if the cursor is not in a link."""
        row, column = self.cursor_location
        found = _OPENED.search(self.document[row][:column])
        return found[1] if found else None

    @on(TextArea.Changed)
    def _look(self) -> None:
        typed = self._typed()
        if typed is None or not self.has_focus or self.read_only:
            self.action_complete_close()
        else:
            self._later.want(typed)

    @on(TextArea.SelectionChanged)
    def _moved(self) -> None:
        if self._typed() is None:
            self.action_complete_close()

    def _on_blur(self, event: events.Blur) -> None:  # noqa: ARG002 - Textual's signature
        self.action_complete_close()

    async def _find(self, text: str) -> Sequence[Found]:
        return [Found(*one) for one in await self._lookups.complete(text, ())]

    def _offer(self, text: str, found: Sequence[Found]) -> None:
        if self._typed() != text or not self.has_focus:
            return
        self._list.show(found[: HIGHEST * 3])
        width = min(_WIDTH, self.screen.size.width)
        self._list.styles.width = width
        self._list.styles.offset = self._place(width, min(len(found), HIGHEST))

    def _place(self, width: int, height: int) -> Offset:
        """Return where the list fits: under the cursor, or above it near the lower edge."""
        x, y = self.cursor_screen_offset
        screen = self.screen.size
        below = y + 1 + height <= screen.height
        return Offset(max(0, min(x, screen.width - width)), y + 1 if below else max(0, y - height))

    def _insert(self, found: Found) -> None:
        typed = self._typed()
        self.action_complete_close()
        if typed is None:
            return
        row, column = self.cursor_location
        rest = _CLOSED.match(self.document[row][column:])
        end = column + (rest.end() if rest else 0)
        self.replace(f"{found.id}]]", (row, column - len(typed)), (row, end), maintain_selection_offset=False)

    # --- keys

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave the keys to the text while no list is open."""
        if action.startswith("complete_"):
            return self._list.is_open
        return super().check_action(action, parameters)

    def action_cursor_up(self, select: bool = False) -> None:
        """Go up in the list of records, or else in the text."""
        if self._list.is_open:
            self._list.move(-1)
        else:
            super().action_cursor_up(select)

    def action_cursor_down(self, select: bool = False) -> None:
        """Go down in the list of records, or else in the text."""
        if self._list.is_open:
            self._list.move(1)
        else:
            super().action_cursor_down(select)

    def action_complete_take(self) -> None:
        """Take the current record."""
        if self._list.current is not None:
            self._insert(self._list.current)

    def action_complete_close(self) -> None:
        """Close the list."""
        self._later.forget()
        if self._list.is_open:
            self._list.show(())

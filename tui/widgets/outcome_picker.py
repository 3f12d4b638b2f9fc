"""The decision picker: one letter is an outcome, and Enter takes what the text says already."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, NamedTuple

from textual import events, on
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.style import Style
from textual.widget import Widget
from textual.widgets import Static

from tingsbok.i18n import t
from tui.display import content
from tui.widgets.dialogs import Dialog
from tui.widgets.lines import look

_FIRST, _SECOND = 31, 36  # cells that the words of each column need
BESIDE = 100
"""Width of the screen from which the explanation stands beside the outcomes."""


class Choice(NamedTuple):
    """One outcome of the picker.

    Attributes:
        key: What is chosen.
        letters: Keys that choose it, the one to show first.
        label: What it is called.
        detail: What stands behind the label, such as the next meeting.
        about: What the word means and what follows from it.
    """

    key: str
    letters: tuple[str, ...]
    label: str
    detail: str = ""
    about: str = ""


class OutcomeBoard(Widget, can_focus=True):
    """The outcomes in two columns.

    Args:
        choices: The outcomes, down the first column and then the second.
        current: Place of the one the cursor begins on.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {"outcome-board--cursor", "outcome-board--key"}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", show=False),
        Binding("down", "move(1)", show=False),
        Binding("left", "aside", show=False),
        Binding("right", "aside", show=False),
        Binding("enter", "choose", show=False),
    ]
    cursor: reactive[int] = reactive(0)

    class Moved(Message):
        """The cursor stands on another outcome."""

    class Chosen(Message):
        """The outcome under the cursor was chosen.

        Args:
            moved: Whether the user has moved the cursor.
        """

        def __init__(self, *, moved: bool) -> None:
            super().__init__()
            self.moved = moved

    def __init__(self, choices: Sequence[Choice], current: int) -> None:
        super().__init__()
        self._choices = tuple(choices)
        self._rows = (len(choices) + 1) // 2
        self._moved = False
        self.set_reactive(OutcomeBoard.cursor, current)

    @property
    def current(self) -> Choice:
        """The outcome under the cursor."""
        return self._choices[self.cursor]

    def get_content_width(self, container: Size, viewport: Size) -> int:  # noqa: ARG002 - Textual's signature
        """Two columns."""
        return _FIRST + _SECOND

    def render(self) -> Content:
        """Return the two columns."""
        lines = []
        for row in range(self._rows):
            second = row + self._rows
            right = self._cell(second) if second < len(self._choices) else Content("")
            lines.append(self._cell(row) + right)
        return Content("\n").join(lines)

    def _cell(self, place: int) -> Content:
        choice, current = self._choices[place], place == self.cursor
        first = _FIRST if self.size.width < 2 * _SECOND else self.size.width // 2
        width = first if place < self._rows else max(1, self.size.width - first)
        key = content(f"{'>' if current else ' '} {choice.letters[0]}  ")
        others = f" ({', '.join(choice.letters[1:])})" if choice.letters[1:] else ""
        detail = f"  {choice.detail}" if choice.detail else ""
        label = content(f"{choice.label}{others}{detail}")
        if current:
            whole = (key + label).truncate(width - 1, ellipsis=True, pad=True)
            cell = Content(whole.plain).stylize(look(self, "outcome-board--cursor")) + Content(" ")
        else:
            lettered = key.stylize(look(self, "outcome-board--key"))
            cell = (lettered + label).truncate(width, ellipsis=True, pad=True)
        return cell.stylize(Style.from_meta({"choice": place}))

    def action_move(self, step: int) -> None:
        """Go to the next outcome."""
        self._go_to((self.cursor + step) % len(self._choices))

    def action_aside(self) -> None:
        """Go to the other column."""
        place = self.cursor + self._rows if self.cursor < self._rows else self.cursor - self._rows
        self._go_to(min(place, len(self._choices) - 1))

    def _go_to(self, place: int) -> None:
        self._moved = True
        self.cursor = place
        self.post_message(self.Moved())

    def action_choose(self) -> None:
        """Choose what is under the cursor."""
        self.post_message(self.Chosen(moved=self._moved))

    async def _on_click(self, event: events.Click) -> None:
        place = event.style.meta.get("choice")
        if isinstance(place, int):
            event.stop()
            self._go_to(place)
            self.action_choose()


class OutcomePicker(Dialog[tuple[str, ...] | None]):
    """Asks for an outcome; the result is its key, or the keys that were proposed together.

    Args:
        title: What is decided.
        choices: The outcomes.
        proposed: Keys that the text proposes, the first of them being a choice.
        words: The words of the text that propose each of them.
    """

    def __init__(
        self, title: str, choices: Sequence[Choice], proposed: Sequence[str] = (), words: Sequence[str] = ()
    ) -> None:
        super().__init__(title)
        self._choices = tuple(choices)
        self._proposed = tuple(proposed)
        self._words = tuple(words)
        self._explains = False

    def inside(self) -> Sequence[Widget]:
        """The question, the outcomes with what they mean, and what the text proposes."""
        keys = [choice.key for choice in self._choices]
        first = keys.index(self._proposed[0]) if self._proposed and self._proposed[0] in keys else 0
        self._board = OutcomeBoard(self._choices, first)
        self._about = Static("", classes="outcome-picker--about", markup=False)
        question = t("Which outcome?  (letter, or arrow and Enter; Esc cancels)")
        note = Static(content(self._proposal(), keep_newlines=True), classes="dialog--note")
        return (
            Static(content(question), classes="dialog--text"),
            Horizontal(Vertical(self._board), self._about, classes="outcome-picker--middle"),
            note,
        )

    def keys(self) -> str:
        """How to answer."""
        enter = t("Enter takes the proposal") if self._proposed else t("Enter choose")
        return "  ".join((t("letter choose"), enter, t("? the words"), t("Esc cancel")))

    def _proposal(self) -> str:
        lines = []
        for key, words in zip(self._proposed, self._words, strict=True):
            choice = next((one for one in self._choices if one.key == key), None)
            if choice is not None:
                lines.append(
                    t(
                        "The text proposes: “{words}”  →  {letter}  {label}",
                        words=words,
                        letter=choice.letters[0],
                        label=choice.label,
                    )
                )
        return "\n".join([*lines, t("Nothing is written before you save on the next page.")])

    def on_mount(self) -> None:
        """The outcomes have the keys."""
        self._board.focus()
        self._explain()

    def on_resize(self) -> None:
        """There may be room for the explanation now, or no longer."""
        self._explain()

    @on(OutcomeBoard.Moved)
    def _explain(self) -> None:
        beside = self.app.size.width >= BESIDE
        self._about.display = beside or self._explains
        self.set_class(beside, "-beside")
        self._about.update(content(self._board.current.about, keep_newlines=True))

    async def _on_key(self, event: events.Key) -> None:
        if event.character == "?":
            event.stop()
            self._explains = not self._explains
            self._explain()
            return
        letter = (event.character or "").casefold()
        found = next((choice for choice in self._choices if letter and letter in choice.letters), None)
        if found is not None:
            event.stop()
            self.dismiss((found.key,))

    @on(OutcomeBoard.Chosen)
    def _chosen(self, event: OutcomeBoard.Chosen) -> None:
        event.stop()
        self.dismiss(self._proposed if self._proposed and not event.moved else (self._board.current.key,))

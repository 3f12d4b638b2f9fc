"""The controls of a form that hold one value: text, date, time, number, long text, choice, yes or no."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from typing import ClassVar, Protocol

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from tingsbok.frontmatter import Value
from tingsbok.i18n import N_, t
from tui.display import content
from tui.widgets.dropdown import Dropdown
from tui.widgets.line_input import LineInput
from tui.widgets.lookups import Found, Lookups
from tui.widgets.text_lines import TextLines

_TIME = re.compile(r"(\d{1,2})(?:[.: ]?(\d{2}))?")


class Edited(Message):
    """The user changed the value of a control."""


class Control(Protocol):
    """What a form needs of a control; every control is also a widget."""

    def stored(self) -> Value:
        """The value as the record stores it; empty if there is none."""

    def load(self, value: Value) -> None:
        """Show a value of the record."""

    def note(self) -> str:
        """What stands beside the control, such as how a date was understood."""


def tidy(text: str) -> str:
    """Return typed text as it is stored: no spaces around it, letters and accents composed (NFC)."""
    return unicodedata.normalize("NFC", text).strip()


def as_time(text: str) -> str:
    """Return a time of day as ``HH:MM``; what is not a time stays as it is."""
    found = _TIME.fullmatch(tidy(text))
    return f"{int(found[1]):02}:{found[2] or '00'}" if found else tidy(text)


def as_number(text: str) -> str:
    """Return a number with a point and without spaces; what is not a number stays as it is."""
    plain = re.sub(r"\s", "", tidy(text)).replace(",", ".").replace("\N{MINUS SIGN}", "-")
    return plain if re.fullmatch(r"-?\d+(\.\d+)?", plain) else tidy(text)


class TextInput(LineInput):
    """One line of text.

    Args:
        normal: Turns what was typed into what is stored, such as ``9.30`` into ``09:30``.
    """

    def __init__(self, normal: Callable[[str], str] = tidy) -> None:
        super().__init__(compact=True, select_on_focus=False)
        self._normal = normal

    def stored(self) -> Value:
        """Return the text as it is stored."""
        return self._normal(self.value)

    def load(self, value: Value) -> None:
        """Show a text."""
        self.value = value if isinstance(value, str) else ""

    def note(self) -> str:
        """Nothing to add."""
        return ""

    def _on_blur(self, event: events.Blur) -> None:  # noqa: ARG002 - Textual's signature
        if self._normal is not tidy:
            self.value = self._normal(self.value)


class DateInput(TextInput):
    """A date as people write it, with how it was understood beside it."""

    def __init__(self, lookups: Lookups) -> None:
        self._lookups = lookups
        super().__init__(self._iso)

    def _iso(self, text: str) -> str:
        return self._lookups.day(tidy(text)).iso or tidy(text)

    def note(self) -> str:
        """Return the date in full, or why it is none."""
        if not self.value.strip():
            return ""
        day = self._lookups.day(tidy(self.value))
        if day.problem or not day.shown:
            return f"! {day.problem or t('not a date')}"
        return f"= {day.shown}"

    def fault(self) -> str:
        """Return why the text is no date, and how one is written; empty if it is one, or empty."""
        text = tidy(self.value)
        day = self._lookups.day(text)
        if not text or day.iso or day.problem:
            return day.problem
        return t("This is not a date. Write 2024-11-15, or 15/11.")


class LongInput(TextLines):
    """Text of several lines."""

    def __init__(self) -> None:
        super().__init__(soft_wrap=True, compact=True, tab_behavior="focus", highlight_cursor_line=False)

    def stored(self) -> Value:
        """Return the text as it is stored."""
        return tidy(self.text)

    def load(self, value: Value) -> None:
        """Show a text."""
        self.load_text(value if isinstance(value, str) else "")

    def note(self) -> str:
        """Nothing to add."""
        return ""


class ChoiceInput(Widget, can_focus=True):
    """One of a few values, on one line; the others drop down.

    Args:
        choices: Values and their words.
        required: Without it, "none" is a choice too.
        read: Turns a stored text into one of the values; what it does not know is kept and shown.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {"choice-input--arrow"}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "open(1)", N_("Choose"), show=False),
        Binding("up", "open(-1)", N_("Choose"), show=False),
        Binding("enter,space", "enter", N_("Choose"), show=False),
        Binding("escape", "close", N_("Close"), show=False),
    ]
    chosen: reactive[str] = reactive("")

    def __init__(
        self, choices: Sequence[tuple[str, str]], *, required: bool, read: Callable[[str], str] = str
    ) -> None:
        super().__init__()
        self._choices = [Found(value, label) for value, label in choices]
        if not required:
            self._choices.insert(0, Found("", "–"))
        self._read = read
        self._list = Dropdown()

    def compose(self) -> ComposeResult:
        """The list that drops down."""
        yield self._list

    def stored(self) -> Value:
        """Return the chosen value; while the list is open, the one it shows: saving means what is seen."""
        return self._list.current.id if self._list.current is not None else self.chosen

    def load(self, value: Value) -> None:
        """Choose a value."""
        self.chosen = self._read(value) or value if isinstance(value, str) else ""

    def note(self) -> str:
        """Nothing to add."""
        return ""

    def render(self) -> Content:
        """Return the chosen value and a sign that there are others."""
        word = next((choice.label for choice in self._choices if choice.id == self.chosen), self.chosen)
        line = content(word).truncate(max(1, self.size.width - 2), ellipsis=True, pad=True)
        arrow = content(" v").stylize(self.get_visual_style("choice-input--arrow", partial=True))
        return line + arrow

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave Esc, and Up before the list is open, to the form."""
        if action == "close" or parameters == (-1,):
            return self._list.is_open
        return True

    def action_open(self, step: int) -> None:
        """Open the list, or move in it."""
        if self._list.is_open:
            self._list.move(step)
        else:
            values = [choice.id for choice in self._choices]
            self._list.show(self._choices, values.index(self.chosen) if self.chosen in values else 0)

    def action_enter(self) -> None:
        """Open the list, or take the current choice."""
        if self._list.current is None:
            self.action_open(1)
        else:
            self._take(self._list.current)

    def action_close(self) -> None:
        """Close the list and change nothing."""
        self._list.show(())

    async def _on_key(self, event: events.Key) -> None:
        if event.character and event.character.isalnum():
            event.stop()
            if not self._list.is_open:
                self.action_open(1)
                self._list.cursor = max(0, self._list.cursor - 1) if not self.chosen else self._list.cursor
            self._list.move_to_letter(event.character)

    def _on_blur(self, event: events.Blur) -> None:  # noqa: ARG002 - Textual's signature
        """Who goes on to the next field means the choice that the list showed; Esc leaves it."""
        if self._list.current is not None:
            self._take(self._list.current)

    async def _on_click(self, event: events.Click) -> None:
        event.stop()
        if self._list.is_open:
            self.action_close()
        else:
            self.action_open(1)

    @on(Dropdown.Chosen)
    def _clicked(self, event: Dropdown.Chosen) -> None:
        event.stop()
        self._take(event.found)

    def _take(self, found: Found) -> None:
        self.action_close()
        if found.id != self.chosen:
            self.chosen = found.id
            self.post_message(Edited())

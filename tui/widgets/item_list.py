"""A field that holds several values: one line each, in order."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from rich.segment import Segment
from textual import events
from textual.binding import Binding, BindingType
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from tingsbok.frontmatter import FieldPath, Value
from tingsbok.i18n import N_, t
from tingsbok.schema.types import Field
from tui.widgets.controls import Edited
from tui.widgets.item_dialogs import ask
from tui.widgets.lines import fit, look, strip
from tui.widgets.lookups import Lookups
from tui.widgets.retyped import Retyped, begins_text

HIGHEST = 12


class ItemList(Widget, can_focus=True):
    """Several values of one kind; the last line adds one more.

    Args:
        field: The field, whose ``item`` says what each value is.
        lookups: How to find and name records.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {"item-list--cursor", "item-list--add", "item-list--problem"}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", N_("Up"), show=False),
        Binding("down", "move(1)", N_("Down"), show=False),
        Binding("enter", "edit", N_("Edit"), show=False),
        Binding("ctrl+n", "add", N_("Add"), show=False),
        Binding("delete", "remove", N_("Remove"), show=False),
        Binding("ctrl+up,minus", "shift(-1)", N_("Move up"), show=False),
        Binding("ctrl+down,plus", "shift(1)", N_("Move down"), show=False),
    ]
    cursor: reactive[int] = reactive(0)

    def __init__(self, field: Field, lookups: Lookups) -> None:
        super().__init__()
        self._item = field.item or Field(field.name)
        self._heading = field.title(lookups.language)
        self._lookups = lookups
        self._values: list[Value] = []
        self._wrong: dict[FieldPath, str] = {}
        self._first_shown = 0

    # --- what a form needs

    def stored(self) -> Value:
        """Return the values."""
        return list(self._values)

    def load(self, value: Value) -> None:
        """Show the values; a single one counts as a list of one."""
        self._values = list(value) if isinstance(value, list) else [value] if value else []
        self._changed(tell=False)

    def note(self) -> str:
        """Nothing to add."""
        return ""

    def show_errors(self, errors: Mapping[FieldPath, str]) -> None:
        """Mark the values that something is wrong with; paths begin with the value's place."""
        self._wrong = dict(errors)
        self.refresh()

    # --- keys

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave Up and Down at the ends to the form, and the rest where there is nothing to act on."""
        step = parameters[0] if parameters and isinstance(parameters[0], int) else 0
        if action == "move":
            return 0 <= self.cursor + step <= len(self._values)
        if action == "shift":
            return 0 <= self.cursor + step < len(self._values) and self.cursor < len(self._values)
        return action != "remove" or self.cursor < len(self._values)

    def action_move(self, step: int) -> None:
        """Go to another line."""
        self.cursor += step

    def action_add(self) -> None:
        """Ask for one more value."""
        place = min(self.cursor + 1, len(self._values)) if self._values else 0
        ask(self, self._item, None, self._lookups, self._heading, lambda value: self._insert(place, value))

    def action_edit(self) -> None:
        """Ask for another value in place of the current one; on the last line, for one more."""
        place = self.cursor
        if place == len(self._values):
            self.action_add()
            return
        errors = {path[1:]: message for path, message in self._wrong.items() if path[:1] == (place,)}
        old = self._values[place]
        ask(
            self, self._item, old, self._lookups, self._heading, lambda value: self._put(place, value), errors
        )

    def action_remove(self) -> None:
        """Take the current value away."""
        del self._values[self.cursor]
        self._changed()

    def action_shift(self, step: int) -> None:
        """Move the current value up or down."""
        here, there = self.cursor, self.cursor + step
        self._values[here], self._values[there] = self._values[there], self._values[here]
        self.cursor = there
        self._changed()

    def _insert(self, place: int, value: Value) -> None:
        follows = self.cursor == len(self._values)  # who added it at the end can go on with the next one
        self._values.insert(place, value)
        self.cursor = place + 1 if follows else place
        self._changed()

    def _put(self, place: int, value: Value) -> None:
        if value != self._values[place]:
            self._values[place] = value
            self._changed()

    def _changed(self, *, tell: bool = True) -> None:
        self.cursor = min(self.cursor, len(self._values))
        self.styles.height = min(len(self._values) + 1, HIGHEST)
        self.refresh(layout=True)
        if tell:
            self._wrong = {}  # the places may have changed; the next check tells anew
            self.post_message(Edited())

    async def _on_key(self, event: events.Key) -> None:
        """What is typed on the last line begins one more value."""
        if begins_text(event) and self.cursor == len(self._values):
            event.stop()
            self.action_add()
            self.app.post_message(Retyped(event))

    async def _on_click(self, event: events.Click) -> None:
        event.stop()
        self.cursor = min(event.y + self._first_shown, len(self._values))
        if event.chain == 2 or self.cursor == len(self._values):  # noqa: PLR2004 - a double click
            self.action_edit()

    # --- painting

    def watch_cursor(self) -> None:
        """Keep the current line on the screen."""
        height = min(len(self._values) + 1, HIGHEST)
        self._first_shown = max(min(self._first_shown, self.cursor), self.cursor - height + 1)

    def render_line(self, y: int) -> Strip:
        """Return line *y*: a value, or how to add one."""
        place = y + self._first_shown
        width = self.size.width
        current = place == self.cursor and self.has_focus
        if place < len(self._values):
            return self._value_line(place, width, current=current)
        style = look(self, "item-list--cursor" if current else "item-list--add")
        text = f"{'>' if current else ' '}  + {t('add')} (ctrl+n)"
        return strip([Segment(fit(text, width), style.rich_style)], width, style.rich_style)

    def _value_line(self, place: int, width: int, *, current: bool) -> Strip:
        style = look(self, "item-list--cursor") if current else self.visual_style
        wrong = any(path[:1] == (place,) for path in self._wrong)
        sign = look(self, "item-list--problem") if wrong and not current else style
        segments = [
            Segment(">" if current else " ", style.rich_style),
            Segment("! " if wrong else "  ", sign.rich_style),
            Segment(fit(self._words(self._values[place]), max(1, width - 3)), style.rich_style),
        ]
        return strip(segments, width, style.rich_style)

    def _words(self, value: Value) -> str:
        text = self._item.display(value, self._lookups.language, self._lookups.name)
        return " ".join(text.split())

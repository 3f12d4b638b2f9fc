"""One field of a form: its label, its control, and what is wrong with it under the control."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import ClassVar, cast

from rich.segment import Segment
from textual import events, on
from textual.app import ComposeResult
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip
from textual.style import Style
from textual.widget import Widget
from textual.widgets import Input, TextArea

from tingsbok.frontmatter import FieldPath, Value
from tingsbok.i18n import t
from tingsbok.schema.types import Field, truth
from tui.display import clean, content
from tui.widgets.controls import (
    ChoiceInput,
    Control,
    DateInput,
    Edited,
    LongInput,
    TextInput,
    as_number,
    as_time,
    tidy,
)
from tui.widgets.item_list import ItemList
from tui.widgets.lines import fit, look, strip
from tui.widgets.link_input import LinkInput
from tui.widgets.lookups import Lookups

_NOTE = 26  # cells for a date in full
_SHORT_NOTE = 19  # cells for the word that there is no such record: names are long and need the rest
_NOTE_FROM = 42  # cells beside the label at which there is room for notes
_NOTED = ("date", "link")


def control_for(field: Field, value: Value, lookups: Lookups) -> Control:
    """Return a control for *field* that can hold *value*; a value of a wrong form is shown and kept."""
    if field.kind in {"list", "objects"} and not isinstance(value, dict):
        return ItemList(field, lookups)
    if isinstance(value, str) and field.kind != "object":
        return _CONTROLS.get(field.kind, _text)(field, lookups)
    return KeptValue(field, lookups)


def _text(field: Field, lookups: Lookups) -> Control:  # noqa: ARG001 - one of the makers
    return TextInput({"time": as_time, "integer": as_number, "number": as_number}.get(field.kind, tidy))


def _choice(field: Field, lookups: Lookups) -> Control:
    words = [(choice, field.choice_label(choice, lookups.language)) for choice in field.choices]
    return ChoiceInput(words, required=field.required)


def _boolean(field: Field, lookups: Lookups) -> Control:  # noqa: ARG001 - one of the makers
    return ChoiceInput([("true", t("yes")), ("false", t("no"))], required=field.required, read=_truth)


_CONTROLS: dict[str, Callable[[Field, Lookups], Control]] = {
    "longtext": lambda field, lookups: LongInput(),  # noqa: ARG005 - one of the makers
    "date": lambda field, lookups: DateInput(lookups),  # noqa: ARG005 - one of the makers
    "choice": _choice,
    "boolean": _boolean,
    "link": lambda field, lookups: LinkInput(
        lookups, field.link_types, or_date=field.or_date, to_item=field.to_item
    ),
}


def _truth(text: str) -> str:
    said = truth(text)
    return "" if said is None else str(said).lower()


class KeptValue(Widget):
    """A value that no control can hold; it is shown, kept, and edited as text in the file."""

    def __init__(self, field: Field, lookups: Lookups) -> None:
        super().__init__()
        self._field = field
        self._lookups = lookups
        self._value: Value = ""

    def stored(self) -> Value:
        """Return the value as it was."""
        return self._value

    def load(self, value: Value) -> None:
        """Keep a value."""
        self._value = value

    def note(self) -> str:
        """Nothing to add."""
        return ""

    def render(self) -> Content:
        """Return the value in words."""
        words = self._field.display(self._value, self._lookups.language, self._lookups.name)
        return content(f"{words}  {t('(edit it in the file)')}")


class FieldRow(Widget):
    """A label and a control. The row paints the label, the note and the error itself: two widgets a field.

    Args:
        field: The field.
        path: Where its value is in the record.
        value: What it holds.
        lookups: How to find, name and read.
        label_width: Cells before the control.
        control: What holds the value, if not what is usual for the field's kind.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "field-row--label",
        "field-row--active",
        "field-row--note",
        "field-row--error",
    }
    active: reactive[bool] = reactive(default=False)
    """Whether the control has the keys."""
    error: reactive[str] = reactive("")
    """What is wrong with the value."""

    class Changed(Message):
        """The user changed the value.

        Args:
            row: The row.
        """

        def __init__(self, row: FieldRow) -> None:
            super().__init__()
            self.row = row

    def __init__(
        self,
        field: Field,
        path: FieldPath,
        value: Value,
        lookups: Lookups,
        label_width: int,
        control: Control | None = None,
    ) -> None:
        super().__init__()
        self.field = field
        self.path = path
        self._loaded = value
        self._label_width = label_width
        self._lookups = lookups
        self.control = control or control_for(field, value, lookups)
        self.control.load(value)
        self._first = self._last = self.control.stored()

    def compose(self) -> ComposeResult:
        """The control; the rest is painted."""
        yield self.widget

    @property
    def widget(self) -> Widget:
        """The control as a widget."""
        return cast("Widget", self.control)

    def value(self) -> Value:
        """Return the value; exactly what was loaded if it was not changed."""
        stored = self.control.stored()
        return self._loaded if stored == self._first else stored

    def set_value(self, value: Value) -> None:
        """Show another value, as if the user had written it."""
        self.control.load(value)
        self._tell()

    def show_errors(self, errors: Mapping[FieldPath, str]) -> None:
        """Show what is wrong; paths are relative to the field."""
        if isinstance(self.control, ItemList):
            self.control.show_errors({path: message for path, message in errors.items() if path})
        self.error = next((self._in_words(path, message) for path, message in errors.items()), "")

    @property
    def fault(self) -> str:
        """Why what is typed leads nowhere and what can be done here, where the control knows."""
        return self.control.fault() if isinstance(self.control, DateInput | LinkInput) else ""

    def _in_words(self, path: FieldPath, message: str) -> str:
        if not path and self.fault:
            return self.fault
        place = path[0] + 1 if path and isinstance(path[0], int) else 0
        return f"{place}: {message}" if place else message

    def focus_control(self) -> None:
        """Give the control the keys."""
        target = self.widget if self.widget.can_focus else next(iter(self.widget.query("Input")), None)
        if isinstance(target, Widget):
            target.focus()

    # --- what happens in the control

    @on(Input.Changed)
    @on(TextArea.Changed)
    @on(Edited)
    def _edited(self, event: Message) -> None:
        event.stop()
        self._tell()

    def _tell(self) -> None:
        self.refresh()
        stored = self.control.stored()
        if stored != self._last:
            self._last = stored
            self.post_message(self.Changed(self))

    def _on_descendant_focus(self, event: events.DescendantFocus) -> None:  # noqa: ARG002 - Textual's
        self.active = True

    def _on_descendant_blur(self, event: events.DescendantBlur) -> None:  # noqa: ARG002 - Textual's
        self.active = False

    async def _on_click(self, event: events.Click) -> None:
        event.stop()
        self.focus_control()

    # --- measures

    def on_mount(self) -> None:
        """Leave room for the label."""
        self._arrange()

    def _on_resize(self, event: events.Resize) -> None:  # noqa: ARG002 - Textual's signature
        self._arrange()

    def watch_error(self) -> None:
        """Leave room for the error."""
        if self.is_mounted:
            self._arrange()

    def _arrange(self) -> None:
        margin = (0, self._note_width, len(self._error_lines()), self._label_width)
        if self.widget.styles.margin != margin:
            self.widget.styles.margin = margin

    @property
    def _note_width(self) -> int:
        if self.field.kind not in _NOTED or self.size.width - self._label_width < _NOTE_FROM:
            return 0
        return _NOTE if self.field.kind == "date" or self.field.or_date else _SHORT_NOTE

    def _error_lines(self) -> list[str]:
        if not self.error:
            return []
        width = max(10, self.size.width - self._label_width)
        return [line.plain for line in content(f"! {self.error}").wrap(width)]

    # --- painting

    def render_line(self, y: int) -> Strip:
        """Return line *y*: the label and the note on the first, the error on the last ones."""
        errors = self._error_lines()
        line = y - (self.size.height - len(errors))
        base = self.visual_style
        if 0 <= line < len(errors):
            error = look(self, "field-row--error")
            return self._strip([Segment(" " * self._label_width, base.rich_style)], errors[line], error)
        if y > 0:
            return Strip.blank(self.size.width, base.rich_style)
        return self._first_line(base)

    def _first_line(self, base: Style) -> Strip:
        label = look(self, "field-row--active" if self.active else "field-row--label")
        mark = " *" if self.field.required else ""
        title = clean(self.field.title(self._lookups.language))
        indent = "  " * (len(self.path) - 1)
        sign = ">" if self.active else " "
        text = fit(f"{sign}{indent}{title}", self._label_width - 1 - len(mark)).rstrip() + mark
        before = [Segment(fit(text, self._label_width), label.rich_style)]
        note = self.control.note() if self._note_width else ""
        wide = self.size.width - self._label_width - self._note_width
        before.append(Segment(" " * max(0, wide + 1), base.rich_style))
        return self._strip(before, note, look(self, f"field-row--{'error' if note[:1] == '!' else 'note'}"))

    def _strip(self, before: list[Segment], text: str, style: Style) -> Strip:
        return strip(
            [*before, Segment(clean(text), style.rich_style)], self.size.width, self.visual_style.rich_style
        )

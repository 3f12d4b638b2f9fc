"""A form made from a schema: any type of record, also one that users have added."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import ClassVar

from textual import events, on
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input

from tingsbok.frontmatter import FieldPath, Value
from tingsbok.i18n import N_, t
from tingsbok.schema.types import Field
from tui.display import content
from tui.widgets.controls import Control
from tui.widgets.field_row import FieldRow
from tui.widgets.lookups import Found, Lookups, among
from tui.widgets.picker import Picked, Picker
from tui.widgets.retyped import Retyped, begins_text

MOST = 25
"""Fields on the screen at once: each further one makes every key slower, and nobody reads so many."""

_LABEL = (12, 24)


class EditorWanted(Message):
    """The user wants to write a field's text in the text editor.

    Args:
        path: The field.
        text: What it holds.
        fill: To be called with the new text.
    """

    def __init__(self, path: FieldPath, text: str, fill: Callable[[str], None]) -> None:
        super().__init__()
        self.path = path
        self.text = text
        self.fill = fill


class AddLine(Widget, can_focus=True):
    """The last line of a form: the fields that are not shown.

    Args:
        key: The key that asks for one.
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "add", N_("Add"), show=False)]

    class Wanted(Message):
        """The user wants to add a field."""

    def __init__(self, key: str) -> None:
        super().__init__()
        self._key = key
        self._titles: tuple[str, ...] = ()

    def show(self, titles: Sequence[str]) -> None:
        """Say which fields can be added; the line hides when there are none."""
        self._titles = tuple(titles)
        self.display = bool(titles)
        self.refresh()

    def render(self) -> Content:
        """Return the line."""
        sign = ">" if self.has_focus else " "
        return content(f"{sign}+ {t('field')} ({self._key}): {', '.join(self._titles)}")

    def action_add(self) -> None:
        """Ask which field to add."""
        self.post_message(self.Wanted())

    async def _on_key(self, event: events.Key) -> None:
        """What is typed here is the name of a field."""
        if begins_text(event):
            event.stop()
            self.action_add()
            self.app.post_message(Retyped(event))

    async def _on_click(self, event: events.Click) -> None:
        event.stop()
        self.action_add()


class Heading(Widget):
    """The title of a group of fields."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self._words = title

    def render(self) -> Content:
        """Return the title."""
        return content(f" {self._words}")


class RecordForm(VerticalScroll, can_focus=False):
    """The fields of a record: those that have a value, and those that it must have.

    Args:
        lookups: How to find, name and read what fields hold.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "step(-1)", N_("Previous field"), show=False),
        Binding("down", "step(1)", N_("Next field"), show=False),
        Binding("ctrl+n", "add_field", N_("Add a field"), show=False, id="form.add"),
        Binding("f4", "editor", N_("The field in the text editor"), show=False, id="form.editor"),
    ]

    ADD_KEY: ClassVar[str] = "ctrl+n"
    """The key that adds a field."""

    class AboutField(Message):
        """Something about one field.

        Args:
            form: The sender.
            path: The field.
        """

        def __init__(self, form: RecordForm, path: FieldPath) -> None:
            super().__init__()
            self.form = form
            self.path = path

        @property
        def control(self) -> RecordForm:
            """The sender, for ``@on`` with a selector."""
            return self.form

    class Changed(AboutField):
        """The user changed a field."""

    class FieldFocused(AboutField):
        """The user came to a field."""

    def __init__(self, lookups: Lookups, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._lookups = lookups
        self._fields: tuple[Field, ...] = ()
        self._loaded: dict[str, Value] = {}
        self._rows: dict[FieldPath, FieldRow] = {}
        self._groups: dict[str, list[Widget]] = {}  # the widgets of each field of the record
        self._label_width = _LABEL[0]
        self._add_line = AddLine(self.ADD_KEY)

    def compose(self) -> Iterator[Widget]:
        """The fields, and how to add one."""
        yield from self._widgets()

    # --- data in and out

    def show(
        self,
        fields: Sequence[Field],
        values: Mapping[str, Value],
        *,
        new: bool = False,
        common: Sequence[str] = (),
    ) -> None:
        """Show a record.

        Args:
            fields: The fields of its type, in the schema's order.
            values: What it holds.
            new: Whether it is about to be made: then *common* fields are shown too.
            common: Names of the fields that most records of the type have.
        """
        self._fields = tuple(fields)
        self._loaded = dict(values)
        self._label_width = self._widest_label()
        wanted = [one for one in self._editable() if one.required or one.name in values]
        if new:
            wanted = [one for one in self._editable() if one in wanted or one.name in common]
        self._rows, self._groups = {}, {}
        for field in wanted:
            if len(self._rows) < MOST:
                self._make(field)
        self._add_line = AddLine(self.ADD_KEY)
        self._add_line.show(self._missing_titles())
        if self.is_attached:
            self.remove_children()
            self.mount(*self._widgets())

    def values(self) -> dict[str, Value]:
        """Return the record's fields as they stand: text, in the schema's order, without empty ones."""
        found: dict[str, Value] = {}
        for field in self._fields:
            value = self._value(field, (field.name,), self._loaded.get(field.name, ""))
            if value:
                found[field.name] = value
        return found | {
            name: value for name, value in self._loaded.items() if name not in found and not self._knows(name)
        }

    @property
    def is_dirty(self) -> bool:
        """Whether anything differs from what was loaded."""
        loaded = {name: value for name, value in self._loaded.items() if value}
        return self.values() != loaded

    def set_value(self, path: FieldPath | str, value: Value) -> None:
        """Put a value into a field as if the user had written it; the field is shown if it was not."""
        path = _path(path)
        if path not in self._rows:
            self._add(str(path[0]))
        if path in self._rows:
            self._rows[path].set_value(value)

    def show_errors(self, errors: Mapping[FieldPath | str, str] | Mapping[FieldPath, str]) -> None:
        """Show what is wrong, by path or dotted name; a field without a message is all right."""
        by_row: dict[FieldPath, dict[FieldPath, str]] = {}
        for where, message in errors.items():
            path = _path(where)
            row = next((path[:end] for end in range(len(path), 0, -1) if path[:end] in self._rows), None)
            if row is not None:
                by_row.setdefault(row, {})[path[len(row) :]] = message
        for path, shown in self._rows.items():
            shown.show_errors(by_row.get(path, {}))

    @property
    def errors(self) -> dict[FieldPath, str]:
        """What is shown as wrong, by field."""
        return {path: row.error for path, row in self._rows.items() if row.error}

    @property
    def faults(self) -> dict[FieldPath, str]:
        """Why what is typed leads nowhere and what can be done there, by field."""
        return {path: said for path, row in self._rows.items() if (said := row.fault)}

    def clear_error(self, path: FieldPath) -> None:
        """The field is written anew: whether it is wrong is not known yet."""
        self._rows[path].show_errors({})

    def focus_first_error(self) -> bool:
        """Go to the first field with something wrong; false if there is none."""
        for path in self.errors:
            self.focus_field(path)
            return True
        return False

    def focus_field(self, path: FieldPath | str = ()) -> None:
        """Go to a field, shown if it was not; without a path, to the first one."""
        path = _path(path)
        if path and path not in self._rows:
            self._add(str(path[0]))
        row = self._rows.get(path) or next(
            (row for at, row in self._rows.items() if at[: len(path)] == path), None
        )
        if row is not None:
            row.call_after_refresh(row.focus_control)

    # --- the rows

    def control(self, field: Field, value: Value) -> Control | None:  # noqa: ARG002 - for forms that know better
        """A control of the form's own for a field; ``None`` for what is usual for its kind."""
        return None

    def _editable(self) -> list[Field]:
        return [field for field in self._fields if not field.constant]

    def _knows(self, name: str) -> bool:
        return any(field.name == name for field in self._fields)

    def _widest_label(self) -> int:
        language = self._lookups.language
        widest = max((content(one.title(language)).cell_length for one in self._editable()), default=0)
        return max(_LABEL[0], min(widest + 4, _LABEL[1]))

    def _make(self, field: Field) -> list[Widget]:
        """Make the widgets of one field; a mapping has a heading and a row for each of its fields."""
        self._groups[field.name] = list(
            self._make_rows(field, (field.name,), self._loaded.get(field.name, ""))
        )
        return self._groups[field.name]

    def _make_rows(self, field: Field, path: FieldPath, value: Value) -> Iterator[Widget]:
        if field.kind == "object" and field.fields and (isinstance(value, dict) or not value):
            yield Heading(field.title(self._lookups.language))
            inside = value if isinstance(value, dict) else {}
            for child in field.fields:
                yield from self._make_rows(child, (*path, child.name), inside.get(child.name, ""))
        else:
            control = self.control(field, value)
            row = FieldRow(field, path, value, self._lookups, self._label_width, control)
            self._rows[path] = row
            yield row

    def _value(self, field: Field, path: FieldPath, loaded: Value) -> Value:
        if path in self._rows:
            return self._rows[path].value()
        if field.kind != "object" or not any(at[: len(path)] == path for at in self._rows):
            return loaded
        inside = loaded if isinstance(loaded, dict) else {}
        known = {
            one.name: self._value(one, (*path, one.name), inside.get(one.name, "")) for one in field.fields
        }
        unknown = {name: value for name, value in inside.items() if name not in known}
        return {name: value for name, value in (known | unknown).items() if value}

    def _widgets(self) -> Iterator[Widget]:
        for field in self._fields:
            yield from self._groups.get(field.name, ())
        yield self._add_line

    def _missing(self) -> list[Field]:
        return [field for field in self._editable() if field.name not in self._groups]

    def _missing_titles(self) -> list[str]:
        return [field.title(self._lookups.language) for field in self._missing()]

    def _add(self, name: str) -> None:
        """Show one more field at its place."""
        field = next((one for one in self._missing() if one.name == name), None)
        if field is None:
            return
        made = self._make(field)
        order = [one.name for one in self._fields]
        later = [other for other in order[order.index(name) + 1 :] if other in self._groups]
        self.mount(*made, before=self._groups[later[0]][0] if later else self._add_line)
        self._add_line.show(self._missing_titles())

    # --- keys

    def action_step(self, step: int) -> None:
        """Go to the next or the previous field."""
        move = self.screen.focus_next if step > 0 else self.screen.focus_previous
        move()

    @on(AddLine.Wanted)
    def action_add_field(self) -> None:
        """Ask which field to add."""
        if not self._missing():
            return
        language = self._lookups.language
        fields = [Found(one.name, one.title(language), one.description(language)) for one in self._missing()]
        self.app.push_screen(Picker(t("Add a field"), among(fields), delay=0), self._add_picked)

    def _add_picked(self, picked: Picked | None) -> None:
        if picked and picked.id:
            self.focus_field(picked.id)

    def action_editor(self) -> None:
        """Ask for the current field in the text editor."""
        row = next((row for row in self._rows.values() if row.active), None)
        value = row.value() if row else None
        if row is not None and isinstance(value, str):
            self.post_message(EditorWanted(row.path, value, row.set_value))

    @on(Input.Submitted)
    def _next_field(self, event: Input.Submitted) -> None:
        event.stop()
        self.screen.focus_next()

    @on(FieldRow.Changed)
    def _changed(self, event: FieldRow.Changed) -> None:
        event.stop()
        self.post_message(self.Changed(self, event.row.path))

    def _on_descendant_focus(self, event: events.DescendantFocus) -> None:
        row = next((node for node in event.widget.ancestors_with_self if isinstance(node, FieldRow)), None)
        if row is not None:
            self.post_message(self.FieldFocused(self, row.path))


def _path(path: FieldPath | str) -> FieldPath:
    if not isinstance(path, str):
        return tuple(path)
    return tuple(int(step) if step.isdigit() else step for step in path.split(".") if step)

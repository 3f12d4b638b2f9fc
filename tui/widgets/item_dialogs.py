"""How one value of a list is asked for: a picker, a line, a text or a form of its own."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.widget import Widget

from tingsbok.frontmatter import FieldPath, Value
from tingsbok.i18n import N_, t
from tingsbok.schema.types import Field
from tui.widgets.controls import LongInput, as_number, as_time, tidy
from tui.widgets.dialogs import Dialog, Prompt
from tui.widgets.link_input import NewWanted
from tui.widgets.lookups import Found, Lookups, among, to_items
from tui.widgets.picker import Picked, Picker

if TYPE_CHECKING:
    from tui.widgets.form import EditorWanted, RecordForm

Done = Callable[[Value], None]
_NORMAL = {"time": as_time, "integer": as_number, "number": as_number}


def ask(
    owner: Widget,
    item: Field,
    value: Value | None,
    lookups: Lookups,
    heading: str,
    done: Done,
    errors: Mapping[FieldPath, str] | None = None,
) -> None:
    """Ask for a value and call *done* with it, unless the user leaves.

    Args:
        owner: The list; wishes of the dialog (a new record, the text editor) are posted by it.
        item: What the value is.
        value: The present value, ``None`` for a new one.
        lookups: How to find and name records.
        heading: Title of the dialog.
        done: Called with the answer.
        errors: What is wrong inside the present value, by path.
    """

    def filled(answer: dict[str, Value] | None) -> None:
        if answer:
            done(answer)

    if item.fields and not isinstance(value, str | list):
        dialog = FormDialog(
            heading, item.fields, value or {}, lookups, owner, errors or {}, new=value is None
        )
        owner.app.push_screen(dialog, filled)
    elif isinstance(value, str | None):
        _ask_text(owner, item, value or "", lookups, heading, done)


def _ask_text(owner: Widget, item: Field, value: str, lookups: Lookups, heading: str, done: Done) -> None:
    def answered(answer: str | None) -> None:
        if answer:
            done(answer)

    match item.kind:
        case "link":
            _ask_link(owner, item, value, lookups, heading, done)
        case "choice":
            _ask_choice(owner, item, lookups, heading, done)
        case "longtext":
            owner.app.push_screen(TextDialog(heading, value), answered)
        case "date":
            prompt = Prompt(heading, value, problem=lambda text: lookups.day(text).problem if text else "")
            owner.app.push_screen(prompt, lambda text: answered(text and (lookups.day(text).iso or text)))
        case _:
            normal = _NORMAL.get(item.kind, tidy)
            owner.app.push_screen(Prompt(heading, value), lambda text: answered(text and normal(text)))


def _ask_link(owner: Widget, item: Field, value: str, lookups: Lookups, heading: str, done: Done) -> None:
    types = [name for name in item.link_types if name != "*"]
    new = [(name, t("New {type}", type=lookups.type_title(name).lower())) for name in types]

    def fill(target: str, name: str) -> None:
        lookups.learn(target, name)
        done(target)

    def answered(picked: Picked | None) -> None:
        if picked and picked.new:
            owner.post_message(NewWanted(picked.new, picked.text, fill))
        elif picked and picked.id:
            done(picked.id)

    note = lookups.name(value) if value else ""
    complete = to_items(lookups.complete) if item.to_item else lookups.complete
    picker = Picker(heading, complete, types=item.link_types, new=new, note=note, delay=lookups.delay)
    owner.app.push_screen(picker, answered)


def _ask_choice(owner: Widget, item: Field, lookups: Lookups, heading: str, done: Done) -> None:
    choices = [Found(value, item.choice_label(value, lookups.language)) for value in item.choices]

    def answered(picked: Picked | None) -> None:
        if picked and picked.id:
            done(picked.id)

    owner.app.push_screen(Picker(heading, among(choices), delay=0), answered)


class TextDialog(Dialog[str | None]):
    """A text of several lines.

    Args:
        title: What the text is.
        text: What stands there at first.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "accept", N_("Accept"), show=False, priority=True),
    ]

    def __init__(self, title: str, text: str) -> None:
        super().__init__(title)
        self._first = text

    def inside(self) -> Sequence[Widget]:
        """The text."""
        self._area = LongInput()
        self._area.load(self._first)
        return (self._area,)

    def keys(self) -> str:
        """How to answer."""
        return t("ctrl+s accept  Esc cancel")

    def action_accept(self) -> None:
        """Answer with the text."""
        self.dismiss(tidy(self._area.text))


class FormDialog(Dialog[dict[str, Value] | None]):
    """A mapping inside a list, as a form of its own.

    Args:
        title: What the mapping is.
        fields: Its fields.
        values: What it holds.
        lookups: As for the form around it.
        owner: The list it belongs to, which passes wishes on.
        errors: What is wrong in it.
        new: Whether it is about to be made.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "accept", N_("Accept"), show=False, priority=True),
    ]

    def __init__(
        self,
        title: str,
        fields: Sequence[Field],
        values: Mapping[str, Value],
        lookups: Lookups,
        owner: Widget,
        errors: Mapping[FieldPath, str],
        *,
        new: bool,
    ) -> None:
        super().__init__(title)
        self._fields = tuple(fields)
        self._first = dict(values)
        self._lookups = lookups
        self._owner = owner
        self._errors = dict(errors)
        self._is_new = new

    def inside(self) -> Sequence[Widget]:
        """The form."""
        from tui.widgets.form import RecordForm  # a form holds lists, a list opens forms

        self._form = RecordForm(self._lookups)
        common = [field.name for field in self._fields] if self._is_new else ()
        self._form.show(self._fields, self._first, new=self._is_new, common=common)
        self._form.show_errors(self._errors)
        return (self._form,)

    def keys(self) -> str:
        """How to answer."""
        return t("ctrl+s accept  Tab next  Esc cancel")

    def action_accept(self) -> None:
        """Answer with what the form holds."""
        self.dismiss(self._form.values())

    def on_record_form_changed(self, event: RecordForm.Changed) -> None:
        """What was wrong with a field may be right now."""
        self._form.clear_error(event.path)

    @on(NewWanted)
    def _pass_on(self, event: NewWanted) -> None:
        event.stop()
        self._owner.post_message(NewWanted(event.type, event.text, event.fill))

    def on_editor_wanted(self, event: EditorWanted) -> None:
        """The text editor is started by the page."""
        from tui.widgets.form import EditorWanted

        event.stop()
        self._owner.post_message(EditorWanted(event.path, event.text, event.fill))

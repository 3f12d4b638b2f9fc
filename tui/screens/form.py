"""A record in a form: see file, commit message and problems before saving."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar

from msgspec.structs import replace
from textual import on
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.widgets import Static

from tingsbok.actions import Edit, Saved
from tingsbok.errors import TingsbokError
from tingsbok.frontmatter import Value
from tingsbok.i18n import t
from tingsbok.schema import Field
from tui import intents, reads
from tui.intents import Group, Intent
from tui.lookups import lookups_for, read_near
from tui.present import form
from tui.present.file import FileRows
from tui.reads import FormData, NewRecord
from tui.reads.raw_file import file_as_saved
from tui.screens.file_pane import FilePane
from tui.screens.filling import FillingPage
from tui.views import view_of
from tui.widgets.controls import Control
from tui.widgets.field_row import control_for
from tui.widgets.form import RecordForm
from tui.widgets.hints import Hint
from tui.widgets.lookups import Day, Lookups

if TYPE_CHECKING:
    from tingsbok.archive import Archive


class DatedForm(RecordForm):
    """A form in which the record's own date is moved: what is written there is not counted from itself.

    Args:
        lookups: How to find, name and read what fields hold.
        own: The same for the record's own date.
    """

    def __init__(self, lookups: Lookups, own: Lookups, *, id: str | None = None) -> None:
        super().__init__(lookups, id=id)
        self._own = own
        self.own_date = ""
        """Name of the field with the record's own date; empty if it has none."""

    def control(self, field: Field, value: Value) -> Control | None:
        """The record's own date has a control of its own; a last day does not: that is put off, not moved."""
        if field.name == self.own_date and field.kind == "date" and value:
            return control_for(field, value, self._own)
        return super().control(field, value)


class FormScreen(FillingPage):
    """One record, or a new one.

    Args:
        identity: The record; empty for a new one.
        record_type: Type of a new record.
        fields: What a new record holds at first.
        then: Called with the id and name of the record when it is saved, instead of opening its page.
        at: The field to begin at, shown even if it is empty; the first one if none is named.
    """

    INTENTS: ClassVar[tuple[Intent, ...]] = (intents.FORM_ADD, intents.FORM_EDITOR, intents.FORM_TEXT)
    BINDINGS: ClassVar[list[BindingType]] = [*intents.bindings(INTENTS)]

    def __init__(
        self,
        identity: str = "",
        record_type: str = "",
        fields: Mapping[str, Value] | None = None,
        then: Callable[[str, str], None] | None = None,
        at: str = "",
    ) -> None:
        super().__init__(f"edit:{identity}" if identity else f"new:{record_type}")
        self.view = view_of(record_type)
        self.identity = identity
        self.record_type = record_type
        self._first = dict(fields or {})
        self._then = then
        self._at = at
        self._names: dict[str, str] = {}
        self._diff: str | None = None

    def content(self) -> Iterable[Any]:
        """The form, beside it the file where there is room, and what saving would do."""
        with Horizontal(id="columns"):
            lookups = lookups_for(self.tingsbok, self._names, self._base_day)
            yield DatedForm(lookups, replace(lookups, read_date=self._read_own_date), id="form")
            yield FilePane(id="pane")
        yield Static("", id="preview", markup=False)

    def place(self) -> Sequence[str]:
        """The view, the record and what is done with it."""
        what = (self.identity, t("edit")) if self.identity else (t("new"),)
        return (*super().place(), *what)

    def _base_day(self) -> date:
        return form.base_day(self.data, self.today)

    def _read_own_date(self, text: str) -> Day:
        return read_near(text, self._base_day(), self.today)

    # --- reading

    def load(self) -> None:
        """Read the record once; what others change meanwhile is met when it is saved."""
        if self.data is None:
            self.ask("form", self._read, self._show)

    def _read(self, archive: Archive) -> FormData:
        if self.identity:
            return reads.edit_data(archive, self.identity, self.key)
        return reads.new_data(archive, self.record_type, self._first, self.key)

    def _show(self, data: FormData) -> None:
        self.data = data
        self.view = view_of(data.record_type.name)
        self._names.update(data.names)
        common = form.common_fields(data.record_type)
        self.query_one(DatedForm).own_date = form.own_date(data)
        self.form.show(data.record_type.fields, data.values, new=data.record is None, common=common)
        self.call_after_refresh(self._go_on)

    def _go_on(self) -> None:
        """Put back what was typed before and not saved, once the fields are there."""
        if self.data is not None and self.data.kept is not None:
            for name, value in form.kept_values(self.data).items():
                self.form.set_value(name, value)
            self.say_kept()
        self.form.focus_field(self._at)
        self.renew_frame()
        self.preview()

    # --- the file beside it

    def foreseen(self, diff: str) -> None:
        """Show the file as saving would leave it."""
        self._diff = diff
        self._show_file()

    @on(FilePane.Shown)
    def _file_is_seen(self) -> None:
        self.renew_hints()
        self._show_file()

    def _show_file(self) -> None:
        """Lay out the file anew, if it can be seen."""
        pane, data, diff = self.query_one(FilePane), self.data, self._diff
        width = pane.room
        if data is None or diff is None or not width:
            return
        record = data.record

        def show(file: FileRows) -> None:
            pane.show(file, new=record is None)

        self.ask("file", lambda archive: file_as_saved(archive, record, diff, width), show, quiet=True)

    @on(RecordForm.FieldFocused)
    def _came_to(self, event: RecordForm.FieldFocused) -> None:
        self.query_one(FilePane).follow(event.path)

    @on(FilePane.Hidden)
    def _file_is_gone(self) -> None:
        """Go back to the field that was written in, if the file had the keys."""
        if self.focused is None:
            self.form.focus_field(self.query_one(FilePane).field)
        self.renew_hints()

    def large_hints(self) -> Sequence[Hint]:
        """The way to the file, after the last field."""
        if not self.is_mounted or not self.query_one(FilePane).is_seen:
            return ()
        return (Hint("Tab", t("fields, file"), "app.focus_next", 80, group=Group.GO, large=True),)

    def was_refused(self, channel: str, error: TingsbokError) -> None:
        """What cannot be written has no file."""
        if channel == "preview":
            self._diff = None
            self.query_one(FilePane).cannot()
        super().was_refused(channel, error)

    # --- writing

    @on(RecordForm.Changed)
    def _changed(self) -> None:
        self.written()

    @property
    def is_dirty(self) -> bool:
        """Whether any field differs from the record."""
        return self.form.is_dirty

    def change(self) -> Edit | NewRecord:
        """The record as the fields stand."""
        values = self.form.values()
        record = self.data.record if self.data else None
        if record is None:
            return NewRecord(self.record_type, form.without_type(values))
        return Edit(record.id, form.with_type(record, values), record.etag)

    def kept(self) -> dict[str, Any]:
        """The fields."""
        return {"fields": self.form.values()}

    @property
    def again_key(self) -> str:
        """The key that goes on with it."""
        return intents.EDIT.shown_key if self.identity else intents.NEW.shown_key

    def again(self) -> FormScreen:
        """The same form, to go on with the draft."""
        return FormScreen(self.identity, self.record_type, self._first)

    @property
    def waits(self) -> bool:
        """Whether a field of another form waits for the new record's id."""
        return self._then is not None

    def is_saved(self, saved: Saved) -> None:
        """A new record opens, or goes where it was missed."""
        if (then := self._then) is not None:
            self.tingsbok.gateway.ask(
                self.app,
                "new-name",
                lambda archive: archive.name(saved.id),
                lambda name: then(saved.id, name),
            )
        elif not self.identity:
            self.navigator.open_record(saved.id, saved)

    # --- fields

    def do_form_add_line(self) -> None:
        """Add a field."""
        self.form.action_add_field()

    def do_form_text(self) -> None:
        """Go on with the record's text; what was typed in the fields is kept."""
        if not self.identity:
            self.say(t("Save the fields first, then the text can be written."))
            return
        self.do_form_cancel()
        self.navigator.open_text(self.identity)

"""Giving a task: what, who, by when, and who gets the report."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from typing import Any, ClassVar

from msgspec.structs import replace
from textual import on
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.widgets import Static

from tingsbok.acts.assigning import Task
from tingsbok.i18n import t
from tui import intents
from tui.intents import Intent
from tui.lookups import lookups_for, meeting_days
from tui.present import deciding as present
from tui.present import form
from tui.present.record import Document
from tui.reads import deciding as reads
from tui.reads.deciding import Beginning, Shown
from tui.screens.filling import FillingPage
from tui.screens.records import show_document
from tui.widgets.clause_form import TaskForm
from tui.widgets.document import DocumentView
from tui.widgets.form import RecordForm
from tui.widgets.lookups import Day, Found, Lookups

_SHOWN = ("title", "assignees", "report_to", "due")


class AssignmentScreen(FillingPage):
    """A new task.

    Args:
        given_by: The decision, or ``meeting-id#item-key``.
        proposed: What the form begins with, such as a promise of the minutes.
        names: What the records are called that it names.
    """

    INTENTS: ClassVar[tuple[Intent, ...]] = (intents.FORM_ADD, intents.FORM_EDITOR)
    BINDINGS: ClassVar[list[BindingType]] = [*intents.bindings(INTENTS)]

    def __init__(
        self, given_by: str, proposed: Task | None = None, names: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(f"assign:{given_by}")
        self.proposed = proposed
        self.view = "meetings"
        self.given_by = given_by
        self.begun: Beginning | None = None
        self._names: dict[str, str] = dict(names or {})
        self._way: tuple[str, ...] = ()

    def content(self) -> Iterable[Any]:
        """The form, beside it the item, and what saving would do."""
        with Horizontal(id="columns"):
            yield TaskForm(self._lookups(), id="form")
            yield DocumentView(id="about")
        yield Static("", id="preview", markup=False)

    def _lookups(self) -> Lookups:
        usual = lookups_for(self.tingsbok, self._names, lambda: self.today)

        async def complete(text: str, types: Sequence[str]) -> list[Found]:
            begun = self.begun
            if begun is None or "person" not in types:
                return [Found(*one) for one in await usual.complete(text, types)]
            ask = partial(reads.who_like, circle=begun.circle, text=text, types=types, members=begun.members)
            found: list[Found] = await self.tingsbok.gateway.fetch(self.app, ask, [])
            self._names.update({one.id: one.label for one in found})
            return found

        return replace(usual, complete=complete, read_date=self._read_day)

    def _read_day(self, text: str) -> Day:
        begun = self.begun
        return meeting_days(text, begun.day if begun else self.today, begun.next_day if begun else None)

    def place(self) -> Sequence[str]:
        """The meeting, the item and what is done."""
        return (*super().place(), *self._way, t("new assignment"))

    # --- reading

    def load(self) -> None:
        """Read the item once."""
        if self.data is None:
            self.ask(
                "task", lambda archive: reads.task_beginning(archive, self.given_by, self.key), self._show
            )

    def _show(self, begun: Beginning) -> None:
        self.begun, self.data, self._way = begun, begun.form, begun.place
        kept = reads.kept_fields(begun.form.kept)
        if self.proposed is not None:
            kept = {**present.fields_of(self.proposed), **(kept or {})}
        self.form.show(present.task_fields(begun.form.record_type), kept or {}, new=True, common=_SHOWN)
        show_document(self.query_one("#about", DocumentView), Document(begun.about, names=begun.about_names))
        self.call_after_refresh(self._go_on, kept is not None and self.proposed is None)

    def _go_on(self, is_kept: bool) -> None:
        if is_kept:
            self.say_kept()
        self.form.focus_field("title")
        self.renew_frame()
        self.preview()

    # --- writing

    @on(RecordForm.Changed)
    def _changed(self) -> None:
        self.written()

    @property
    def is_dirty(self) -> bool:
        """Whether anything was written."""
        return self.begun is not None and bool(form.without_type(self.form.values()))

    def given(self) -> Task:
        """The task as the fields stand."""
        return present.task_of(self.form.values(), self.given_by)

    def kept(self) -> dict[str, Any]:
        """The fields."""
        return {"fields": self.form.values()}

    @property
    def again_key(self) -> str:
        """The key that goes on with it."""
        return intents.ASSIGN.shown_key

    def again(self) -> AssignmentScreen:
        """The same task, to go on with the draft."""
        return AssignmentScreen(self.given_by, self.proposed, self._names)

    def preview(self) -> None:
        """Work out what saving would do."""
        if self.begun is None:
            return
        task = self.given()
        if task.title:
            self.ask(
                "preview", lambda archive: reads.task_preview(archive, task), self._show_saving, quiet=True
            )
        else:
            self._tell_instead([t("Write what is to be done, who is to do it, and by when.")])

    def _show_saving(self, shown: Shown) -> None:
        lines = self.preview_lines(shown.preview)
        self._tell(present.saving_lines(lines, shown.follows, shown.advice))

    def do_form_save(self) -> None:
        """Save as one change."""
        if self.begun is not None:
            self._tried = True
            task = self.given()
            self._write(lambda archive, durable: reads.save_task(archive, task, durable))

    # --- fields

    def do_form_add_line(self) -> None:
        """Add a field."""
        self.form.action_add_field()

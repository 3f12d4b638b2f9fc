"""Correcting words that approved minutes lock: the words as they shall be, and why."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from textual import on
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.widgets import Input, Static, TextArea

from tingsbok.actions import Edit, Preview
from tingsbok.errors import ExternallyChanged
from tingsbok.i18n import t
from tui import intents, reads
from tui.display import content
from tui.intents import Intent
from tui.lookups import lookups_for
from tui.reads import FormData
from tui.screens.writing import WritingPage
from tui.views import view_of
from tui.widgets.dialogs import Menu, MenuEntry
from tui.widgets.editor import MarkdownEditor
from tui.widgets.line_input import LineInput

if TYPE_CHECKING:
    from tingsbok.record import Record
    from tui.app import TingsbokApp


class CorrectScreen(WritingPage):
    """The words of a decision, or of a whole meeting, with the reason for changing them.

    Args:
        identity: The record.
    """

    INTENTS: ClassVar[tuple[Intent, ...]] = ()
    BINDINGS: ClassVar[list[BindingType]] = [*intents.bindings(INTENTS)]

    def __init__(self, identity: str) -> None:
        super().__init__(f"correct:{identity}")
        self.identity = identity
        self._names: dict[str, str] = {}

    def content(self) -> Iterable[Any]:
        """Why the words are locked, the words, the reason, and what saving would do."""
        yield Static("", id="locked", markup=False)
        with Horizontal(classes="line", id="title-line"):
            yield Static(t("Title"), classes="label", markup=False)
            yield LineInput(id="title", compact=True)
        yield MarkdownEditor(lookups_for(self.tingsbok, self._names, lambda: self.today), id="text")
        with Horizontal(classes="line"):
            yield Static(t("Reason *"), classes="label", markup=False)
            yield LineInput(id="reason", compact=True)
        yield Static("", id="preview", markup=False)

    @property
    def editor(self) -> MarkdownEditor:
        """The text."""
        return self.query_one("#text", MarkdownEditor)

    def place(self) -> Sequence[str]:
        """The view, the record and what is done with it."""
        return (*super().place(), self.identity, t("correction"))

    # --- reading

    def load(self) -> None:
        """Read the record once."""
        if self.data is None:
            self.ask("correct", lambda archive: reads.edit_data(archive, self.identity, self.key), self._show)

    def _show(self, data: FormData) -> None:
        self.data = data
        self.view = view_of(data.record_type.name)
        record, kept = data.record, data.kept or {}
        sentence = t(
            "The minutes are approved. What you change here is a correction; the old words stay beside it."
        )
        self.query_one("#locked", Static).update(content(sentence))
        self.query_one("#title-line").display = record is not None and record.type == "decision"
        self.query_one("#title", Input).value = kept.get("title", record.text("title") if record else "")
        self.editor.show(kept.get("text", record.body if record else ""))
        self.query_one("#reason", Input).value = kept.get("reason", "")
        self.set_focus(self.editor)
        if kept:
            self.say_kept()
        self.renew_frame()
        self.preview()

    # --- writing

    @on(TextArea.Changed)
    @on(Input.Changed)
    def _changed(self) -> None:
        if self.data is not None:
            self.written()

    def kept(self) -> dict[str, Any]:
        """Title, text and reason."""
        return {
            "title": self.query_one("#title", Input).value,
            "text": self.editor.text,
            "reason": self.query_one("#reason", Input).value,
        }

    @property
    def is_dirty(self) -> bool:
        """Whether anything was written."""
        record = self.data.record if self.data else None
        now = self.kept()
        return record is not None and (
            now["title"] != record.text("title") or now["text"] != record.body or bool(now["reason"])
        )

    def change(self) -> Edit:
        """The record with the words as they stand."""
        record = self.data.record if self.data else None
        if record is None:
            raise ValueError("a correction has a record once it is shown")
        return Edit(record.id, {**record.fields}, record.etag, self.editor.text)

    def preview(self) -> None:
        """Work out what the correction would do."""
        if self.data is None:
            return
        if not self.is_dirty:
            self._tell([t("Nothing has been changed yet.")])
            return
        written = self.kept()
        work = partial(reads.correction_preview, identity=self.identity, written=written)
        self.ask("preview", work, self._tell_preview, quiet=True)

    def _tell_preview(self, preview: Preview) -> None:
        self._tell([t("SAVED AS {subject}", subject=preview.subject)])

    def do_form_save(self) -> None:
        """Save the correction as one change."""
        if self.data is None:
            return
        written = self.kept()
        self._write(
            lambda archive, durable: archive.carry_out(
                reads.correction(archive, self.identity, written), durable=durable
            )
        )

    @property
    def again_key(self) -> str:
        """The key that goes on with it."""
        return intents.STEP.shown_key

    def again(self) -> WritingPage:
        """A new page for the same correction."""
        return CorrectScreen(self.identity)

    def _rebase(self, refusal: ExternallyChanged) -> bool:  # noqa: ARG002 - a correction is made from what is there
        return False


class DecisionFlow:
    """What there is to register about a decision: that a condition is met, or a correction of approved words.

    Args:
        app: The app.
        record: The decision.
        has_condition: Whether it has an open condition.
    """

    def __init__(self, app: TingsbokApp, record: Record, *, has_condition: bool) -> None:
        self._app = app
        self._record = record
        self._has_condition = has_condition

    def begin(self) -> None:
        """Find out whether its words are locked."""
        self._app.gateway.ask(
            self._app,
            "correctable",
            lambda archive: reads.is_correctable(archive, self._record.id),
            self._choose,
        )

    def _choose(self, is_locked: bool) -> None:
        if is_locked and self._has_condition:
            entries = [
                MenuEntry("v", t("A condition is met")),
                MenuEntry("r", t("Correct the approved words")),
            ]
            self._app.push_screen(Menu(t("Register"), entries), self._chosen)
        elif is_locked:
            self._chosen("r")
        elif self._has_condition:
            self._chosen("v")
        else:
            self._app.navigator.say(
                t("The decision has no open condition, and its words are not locked: e edits.")
            )

    def _chosen(self, key: str | None) -> None:
        if key == "r":
            self._app.push_screen(CorrectScreen(self._record.id))
        elif key == "v":
            from tui.screens.condition import ConditionFlow

            ConditionFlow(self._app, self._record.id).begin()

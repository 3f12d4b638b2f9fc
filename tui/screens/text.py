"""A record's text in an editor, with what saving it would do."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Any, ClassVar

from textual import on
from textual.binding import BindingType
from textual.widgets import Static, TextArea

from tingsbok.actions import Edit
from tingsbok.i18n import t
from tingsbok.meetings.capture import has_lines
from tingsbok.problems import Problem
from tui import intents, reads
from tui.display import content
from tui.intents import Intent
from tui.lookups import lookups_for
from tui.present import form
from tui.reads import FormData
from tui.screens.writing import WritingPage
from tui.views import view_of
from tui.widgets.editor import MarkdownEditor, fits

Prepare = Callable[[str], tuple[str, int]]
"""Makes a place to write at in a text: the text with it, and its line, the first being 1."""
PROOF_READ = 100_000
"""Characters of the longest text that is proof-read while somebody writes it."""


class TextScreen(WritingPage):
    """The text of one record.

    Args:
        identity: The record.
        line: The line of the text to begin at, the first being 1.
        prepare: Makes a place to write at where there is none yet, and says its line.
    """

    INTENTS: ClassVar[tuple[Intent, ...]] = (intents.TEXT_EDITOR,)
    BINDINGS: ClassVar[list[BindingType]] = [*intents.bindings(INTENTS)]

    def __init__(self, identity: str, line: int = 1, prepare: Prepare | None = None) -> None:
        super().__init__(f"text:{identity}")
        self.identity = identity
        self._line = line
        self._prepare = prepare
        self._names: dict[str, str] = {}
        self._untouched: str | None = None

    def content(self) -> Iterable[Any]:
        """The editor, what the proof-reader says of the text, and what saving would do."""
        yield MarkdownEditor(lookups_for(self.tingsbok, self._names, lambda: self.today), id="text")
        yield Static("", id="advice", markup=False, classes="-empty")
        yield Static("", id="preview", markup=False)

    @property
    def editor(self) -> MarkdownEditor:
        """The text."""
        return self.query_one("#text", MarkdownEditor)

    def place(self) -> Sequence[str]:
        """The view, the record and what is done with it."""
        return (*super().place(), self.identity, t("text"))

    # --- reading

    def load(self) -> None:
        """Read the record once; what others change meanwhile is met when it is saved."""
        if self.data is None:
            self.ask("text", lambda archive: reads.edit_data(archive, self.identity, self.key), self._show)

    def _show(self, data: FormData) -> None:
        self.data = data
        self.view = view_of(data.record_type.name)
        kept = (data.kept or {}).get("body")
        body = data.record.body if data.record else ""
        self.editor.show(kept if isinstance(kept, str) else body, whole=isinstance(kept, str))
        same = isinstance(kept, str) or self.editor.text == body.replace("\r\n", "\n")
        self.editor.read_only = self.editor.read_only or not same
        if self._prepare is not None and not self.editor.read_only:
            text, self._line = self._prepare(self.editor.text)
            if text != self.editor.text:
                self.editor.show(text, whole=True)
        # headings that nobody wrote under are no change
        self._untouched = None if isinstance(kept, str) else self.editor.text
        self.editor.goto_line(self._line)
        self.set_focus(self.editor)
        if isinstance(kept, str):
            self.say_kept()
        elif not fits(body):
            self.say(t("The text is too large to edit here. F4 opens it in your text editor."))
        elif not same:
            self.say(t("The text has signs that would get lost here. F4 opens it in your text editor."))
        self.renew_frame()
        self.preview()

    # --- writing

    @on(TextArea.Changed)
    def _changed(self) -> None:
        self.written()

    def preview(self) -> None:
        """Work out what saving would do, and what the proof-reader says of the text as it stands."""
        super().preview()
        record, text = (self.data.record if self.data else None), self.editor.text
        if record is not None and len(text) <= PROOF_READ:
            from tui.reads.findings import text_findings

            self.ask("advice", partial(text_findings, record=record, text=text), self._advise, quiet=True)

    def _advise(self, found: tuple[Problem, ...]) -> None:
        from tui.present.findings import advice_lines

        advice = self.query_one("#advice", Static)
        advice.update(content("\n".join(advice_lines(found)), keep_newlines=True))
        advice.set_class(not found, "-empty")
        self.call_after_refresh(self.editor.scroll_cursor_visible)

    @property
    def is_dirty(self) -> bool:
        """Whether the text differs from the record's."""
        return self.data is not None and self.change().body is not None

    def change(self) -> Edit:
        """The record with the text as it stands; an unchanged one is left alone."""
        record = self.data.record if self.data else None
        if record is None:
            raise ValueError("there is no text before the record is read")
        if self.editor.read_only or self.editor.text == self._untouched:
            return Edit(record.id, record.fields, record.etag, None)
        text = form.as_body(self.editor.text, record.body)
        return Edit(record.id, record.fields, record.etag, text if text != record.body else None)

    def _save(self, edit: Edit) -> None:
        """Save the text; lines of a meeting's that would become records are shown first."""
        record = self.data.record if self.data else None
        if record is None or record.type != "meeting" or not has_lines(edit.body or record.body):
            super()._save(edit)
            return
        from tui.reads.deciding import save_captured
        from tui.screens.capture import ask_capture

        def save(becomes_records: bool) -> None:
            if becomes_records:
                self._write(lambda archive, durable: save_captured(archive, edit, durable))
            else:
                super(TextScreen, self)._save(edit)

        ask_capture(self, edit, save)

    def kept(self) -> dict[str, Any]:
        """The text."""
        return {"body": self.editor.text}

    def again(self) -> TextScreen:
        """The same text, to go on with the draft."""
        return TextScreen(self.identity)

    def do_text_editor(self) -> None:
        """Go on in the user's text editor; a text that is too large is opened there as a file."""
        from tui.editor import edit_text

        if self.editor.read_only:
            self.dismiss()
            self.navigator.open_editor(self.identity, self._line)
            return

        text, fault = edit_text(self.tingsbok, self.editor.text)
        if fault:
            self.say(fault, alert=True)
        elif text is not None:
            self.editor.show(text)

"""What forms and texts share: a preview, drafts that survive, and saving without writing over anybody."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, ClassVar

from msgspec.structs import replace
from textual.binding import Binding, BindingType
from textual.timer import Timer
from textual.widgets import Static

from tingsbok.actions import Edit, Preview, Saved
from tingsbok.errors import ExternallyChanged, InvalidRecord, TingsbokError
from tingsbok.i18n import t
from tingsbok.problems import Problem
from tui import intents, reads
from tui.display import content
from tui.intents import Intent
from tui.present import form
from tui.present.sentences import with_remedy
from tui.reads import FormData, NewRecord, Rebased
from tui.screens.base import Page
from tui.screens.clash import ClashDialog
from tui.screens.saving import Saving, Work

KEEP_WITHIN = 0.8
"""Seconds within which what is typed is kept on disk, also while the typing goes on."""
MISSING = "T106"
"""The code of a required field without a value."""


class WritingPage(Page, inherit_bindings=False):
    """A page on which a record is written; letters are text there.

    Args:
        key: Names the draft, such as ``edit:beat-axa``.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        *intents.bindings(intents.WRITING),
        Binding("tab", "app.focus_next", show=False),
        Binding("shift+tab", "app.focus_previous", show=False),
    ]

    def __init__(self, key: str) -> None:
        super().__init__()
        self.key = key
        self.data: FormData | None = None
        self._pause: Timer | None = None
        self._keeping: Timer | None = None
        self._tried = False
        self._says_why_not = False
        self.reason = ""
        """Why the page is there again with what was written before; empty if the user wanted it."""

    # --- what the page writes

    @property
    def is_dirty(self) -> bool:
        """Whether anything differs from the record."""
        raise NotImplementedError

    def change(self) -> Edit | NewRecord:
        """The record as it was written."""
        raise NotImplementedError

    def kept(self) -> dict[str, Any]:
        """What is kept on disk of an unsaved text."""
        raise NotImplementedError

    def show_problems(self, problems: Sequence[Problem]) -> Sequence[Problem]:
        """Show what would be wrong, where it is written; returns it in the words that are used there."""
        return problems

    def go_to_problem(self) -> None:
        """Go to the first thing that is wrong."""

    def is_saved(self, saved: Saved) -> None:
        """The record is saved and the page is gone."""

    @property
    def is_being_read(self) -> bool:
        """Whether what is to be written on is not there yet."""
        return self.data is None

    @property
    def again_key(self) -> str:
        """The key that opens the page with its draft again."""
        return "e"

    def again(self) -> WritingPage:
        """A new page for the same, to go on with the draft."""
        raise NotImplementedError

    @property
    def waits(self) -> bool:
        """Whether the page stays until the record is in history, because somebody needs its id."""
        return False

    def all_intents(self) -> tuple[Intent, ...]:
        """Only what makes sense while somebody writes."""
        return (*self.INTENTS, *intents.WRITING)

    # --- what saving would do

    def written(self) -> None:
        """Something was written: work out what saving would do, and keep it on disk soon."""
        if self._says_why_not:
            self._says_why_not = False
            self.say("")
        if self._pause is not None:
            self._pause.stop()
        self._pause = self.set_timer(self.tingsbok.options.delay or 0.001, self.preview)
        if self._keeping is None:  # what comes after the first key does not put it off
            self._keeping = self.set_timer(KEEP_WITHIN, partial(self.keep, quiet=True))

    def preview(self) -> None:
        """Work out what saving would do."""
        if self.data is None:
            return
        change = self.change()
        if not self.is_dirty and isinstance(change, Edit):
            self._tell_instead([t("Nothing has been changed yet.")])
            self.foreseen("")
        elif isinstance(change, Edit):
            self.ask("preview", partial(reads.edit_preview, edit=change), self._show_preview, quiet=True)
        else:
            self.ask("preview", partial(reads.new_preview, draft=change), self._show_preview, quiet=True)

    def _show_preview(self, preview: Preview) -> None:
        self._tell(self.preview_lines(preview))
        self.foreseen(preview.diff)

    def preview_lines(self, preview: Preview) -> list[str]:
        """What saving would do; what would be wrong is shown where it is written, too."""
        due = self.show_problems([found for found in preview.problems if self._is_due(found)])
        return form.preview_lines(replace(preview, problems=tuple(due)))

    def foreseen(self, diff: str) -> None:
        """What saving would do to the file is known, as a unified diff; empty if nothing is changed."""

    def _is_due(self, problem: Problem) -> bool:
        """What a new record lacks is nobody's fault before it is saved: the field is marked as required."""
        is_new = self.data is None or self.data.record is None
        return problem.code != MISSING or self._tried or not is_new

    def _tell(self, lines: Sequence[str]) -> None:
        shown = [f"! {self.reason}", *lines] if self.reason else lines
        self.query_one("#preview", Static).update(content("\n".join(shown), keep_newlines=True))

    def _tell_instead(self, lines: Sequence[str]) -> None:
        """There is no preview: say why; what the last one found may be right now."""
        self.show_problems(())
        self._tell(lines)

    # --- saving

    def do_form_save(self) -> None:
        """Save as one change."""
        if self.data is None:
            return
        change = self.change()
        self._tried = True
        if isinstance(change, NewRecord):
            self._write(lambda archive, durable: reads.create(archive, change, durable))
        elif self.is_dirty:
            self._save(change)
        else:
            self._say_until_written(t("Nothing has changed, so there is nothing to save."))

    def _save(self, edit: Edit) -> None:
        self._write(lambda archive, durable: archive.save(edit, durable=durable))

    def _write(self, work: Work) -> None:
        self.reason = ""
        self.keep()
        Saving(self, self.kept()).begin(work)

    def refused(self, error: TingsbokError) -> None:
        """Not saved: bring both versions together if somebody else was faster, else say what is wrong."""
        if isinstance(error, ExternallyChanged) and self._rebase(error):
            return
        said = with_remedy(error.message, error.remedy)
        if isinstance(error, InvalidRecord) and error.problems:
            first = self.show_problems(error.problems)[0]
            said = with_remedy(first.message, first.remedy)
            self.go_to_problem()
        self._say_until_written(said, alert=True)

    def was_refused(self, channel: str, error: TingsbokError) -> None:
        """Say where saving would do what it would do, or in the status line, what is wrong."""
        if self.is_being_read:  # there is nothing to write on
            self.dismiss()
            self.navigator.refuse(error)
        elif channel == "preview":
            self._tell_instead([f"! {with_remedy(error.message, error.remedy)}"])
        else:
            self.refused(error)

    def _say_until_written(self, text: str, *, alert: bool = False) -> None:
        """Say why it was not saved, as long as that is true of what is written."""
        self._says_why_not = True
        self.say(text, alert=alert)

    def _rebase(self, refusal: ExternallyChanged) -> bool:
        """Bring both versions together; false if there is only one, for the record is new."""
        change, record = self.change(), self.data.record if self.data else None
        if not isinstance(change, Edit) or record is None:
            return False
        self.ask("rebase", lambda archive: reads.rebase(archive, change, record, refusal), self._rebased)
        return True

    def _rebased(self, rebased: Rebased) -> None:
        def answered(answers: Mapping[str, str] | None) -> None:
            if answers is not None:
                self._save(rebased.rebase.edit(answers))

        if rebased.clashes:
            self.app.push_screen(ClashDialog(rebased.clashes), answered)
        else:
            answered({})

    # --- leaving

    def keep(self, then: Callable[[], None] | None = None, *, quiet: bool = False) -> None:
        """Keep what was written on disk, so that nothing is lost.

        Args:
            then: Runs when it is there.
            quiet: Whether keys need not wait until it is there.
        """
        self._stop_keeping()
        if self.data is not None and self.is_dirty:
            key, kept, base = self.key, self.kept(), self.data.record
            self.tingsbok.gateway.keep(
                self.app, lambda archive: archive.keep_draft(key, kept, base), then, quiet=quiet
            )

    def _stop_keeping(self) -> None:
        if self._keeping is not None:
            self._keeping.stop()
            self._keeping = None

    def forget(self, then: Callable[[], None] | None = None) -> None:
        """Take the draft away; *then* runs when it is gone."""
        self._stop_keeping()
        key = self.key
        self.tingsbok.gateway.keep(self.app, lambda archive: archive.drop_draft(key), then, quiet=True)

    def say_kept(self) -> None:
        """What is written here was kept before: say why it is here again."""
        if self.reason:
            self.say(self.reason, alert=True)
        else:
            self.say(t("This was typed before and not saved. Esc keeps it, ctrl+s saves it."))

    def do_form_cancel(self) -> None:
        """Leave; what was written stays as a draft."""
        dirty = self.data is not None and self.is_dirty
        if dirty:
            self.keep(self.tingsbok.renew)
        elif self.data is not None:
            self.forget()
        self.dismiss()
        if dirty:
            self.navigator.say(t("The draft is kept. {key} goes on with it.", key=self.again_key))

    def do_form_discard(self) -> None:
        """Leave and throw away what was written."""
        self.forget(self.tingsbok.renew)
        self.dismiss()
        self.navigator.say(t("The draft is thrown away."))

"""A record that relies on others: what has changed in them since is told on its page, and confirmed there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widget import Widget
from textual.widgets import Static

from tingsbok.i18n import t
from tui.display import content
from tui.reads import suspects as reads
from tui.reads.suspects import SuspectsView
from tui.screens.records import RecordPage
from tui.widgets.dialogs import Dialog

CONFIRM, COMPARE = "confirm", "compare"


class ReliantPage(RecordPage):
    """A page whose record refers to others; it holds a line with the id ``suspects``."""

    suspects = SuspectsView()

    @staticmethod
    def suspects_line() -> Static:
        """The line that tells what has changed; hidden while nothing has."""
        line = Static("", id="suspects", markup=False)
        line.display = False
        return line

    def look_for_suspects(self) -> None:
        """Ask history, after the page stands: nobody waits for it."""
        identity = self.subject()
        self.ask(
            "suspects",
            lambda archive: reads.suspects_view(archive, identity),
            self._tell_suspects,
            quiet=True,
        )

    def _tell_suspects(self, found: SuspectsView) -> None:
        self.suspects = found
        line = self.query_one("#suspects", Static)
        line.display = bool(found.note)
        line.update(content(f"! {found.note}  {t('d shows and confirms')}"))

    def do_record_difference(self) -> None:
        """What has changed in what it refers to; if nothing has, what differs from the saved record."""
        if self.suspects.note:
            self.app.push_screen(SuspectsDialog(self.suspects.lines), self._suspects_answered)
        else:
            super().do_record_difference()

    def _suspects_answered(self, answer: str | None) -> None:
        identity = self.subject()
        if answer == CONFIRM:
            self.tingsbok.gateway.write(
                self,
                "confirm",
                lambda archive: reads.confirm_record(archive, identity),
                self.navigator.saved,
            )
        elif answer == COMPARE:
            super().do_record_difference()


class SuspectsDialog(Dialog[str]):
    """What has changed; the result is empty, ``confirm`` or ``compare``.

    Args:
        lines: Every changed field, under the name of what it belongs to.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,ctrl+s", "answer('confirm')", show=False),
        Binding("d", "answer('compare')", show=False),
    ]

    _MOST = 14

    def __init__(self, lines: Sequence[str]) -> None:
        super().__init__(t("Changed in what it refers to"))
        self._lines = list(lines)

    def inside(self) -> Sequence[Widget]:
        """The changes."""
        left = len(self._lines) - self._MOST
        more = [t("… and {count} more", count=left)] if left > 0 else []
        text = "\n".join([*self._lines[: self._MOST], *more])
        return [Static(content(text, keep_newlines=True), classes="dialog--text")]

    def keys(self) -> str:
        """The answers."""
        return t("Enter confirms  d its own difference  Esc close")

    def action_answer(self, answer: str) -> None:
        """Close with an answer."""
        self.dismiss(answer)

    def action_cancel(self) -> None:
        """Leave it."""
        self.dismiss("")

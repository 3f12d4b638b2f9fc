"""Whether programs that an archive brings along may run at a save: asked once, and changed at any time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.widget import Widget
from textual.widgets import Static

from tingsbok.i18n import t
from tui.display import content
from tui.present.trust import standing_lines
from tui.widgets.dialogs import Dialog

if TYPE_CHECKING:
    from tingsbok.store.git_trust import Standing
    from tui.app import TingsbokApp


class TrustDialog(Dialog[bool | None]):
    """Shows what would run; the result is the answer, ``None`` to leave it as it is.

    No letter and no Enter lets anything run: somebody may be typing when the question comes.

    Args:
        standing: The programs, and what was answered before.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "answer(False)", show=False),
        Binding("ctrl+s", "answer(True)", show=False),
    ]

    def __init__(self, standing: Standing) -> None:
        super().__init__(t("The archive's own programs"))
        self._standing = standing

    def inside(self) -> Sequence[Widget]:
        """What would run, and from whom it comes."""
        lines = "\n".join(standing_lines(self._standing))
        return [Static(content(lines, keep_newlines=True), classes="dialog--text")]

    def keys(self) -> str:
        """The answers, the safe one first."""
        return t("Enter do not run them  ctrl+s run them  Esc decide later")

    def action_answer(self, trusted: bool) -> None:
        """Give an answer."""
        self.dismiss(trusted)


def ask_trust(app: TingsbokApp) -> None:
    """Put the question if it is open; called when an archive has been opened."""

    def show(standing: Standing) -> None:
        if standing.question:
            _put(app, standing)

    app.gateway.ask(app, "trust", lambda archive: archive.trust(), show, quiet=True)


def change_trust(app: TingsbokApp) -> None:
    """Show what may run, and change it."""

    def show(standing: Standing) -> None:
        if standing.programs:
            _put(app, standing)
        else:
            app.navigator.say(t("The archive brings no programs along that a save would start."))

    app.gateway.ask(app, "trust", lambda archive: archive.trust(), show)


def remind(app: TingsbokApp, subject: str) -> None:
    """After a save: say as well that the archive's own programs did not run, while nobody has answered."""

    def tell(question: str) -> None:
        if question:
            said = t("Saved. The archive's own programs did not run (: trust). {subject}", subject=subject)
            app.navigator.say(said, done=True)

    app.gateway.ask(app, "trust-note", lambda archive: archive.kept_back, tell, quiet=True)


def _put(app: TingsbokApp, standing: Standing) -> None:
    def answered(trusted: bool | None) -> None:
        if trusted is None:
            return
        app.gateway.write(
            app,
            "trust",
            lambda archive: archive.answer_trust(trusted=trusted, shown=standing),
            lambda _: app.navigator.say(_said(trusted=trusted)),
        )

    app.push_screen(TrustDialog(standing), answered)


def _said(*, trusted: bool) -> str:
    if trusted:
        return t("The archive's own programs run at each save from now on.")
    return t("No program of the archive's runs. Change it with : and trust.")

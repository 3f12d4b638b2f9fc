"""What a change would do, and Enter to do it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.widget import Widget
from textual.widgets import Static

from tingsbok.actions import Preview, Saved
from tingsbok.i18n import t
from tui.display import content
from tui.present.changes import preview_lines
from tui.widgets.dialogs import Dialog

if TYPE_CHECKING:
    from tingsbok.archive import Archive
    from tui.app import TingsbokApp


class PreviewDialog(Dialog[bool]):
    """Shows a change before it is made; the result is true if it shall be made.

    Args:
        title: What is about to happen.
        preview: The change.
        verb: What Enter does, such as ``undoes``.
        about: More about it, above the changes.
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter,ctrl+s", "accept", show=False)]

    def __init__(self, title: str, preview: Preview, verb: str, about: str = "") -> None:
        super().__init__(title)
        self._about = about
        self._preview = preview
        self._verb = verb

    def inside(self) -> Sequence[Widget]:
        """The changes, the files and what would be wrong."""
        about = [self._about, ""] if self._about else []
        text = content("\n".join([*about, *preview_lines(self._preview)]), keep_newlines=True)
        return [Static(text, classes="dialog--text")]

    def keys(self) -> str:
        """The two answers."""
        return t("Enter {verb}  Esc leaves it", verb=self._verb)

    def action_accept(self) -> None:
        """Do it."""
        self.dismiss(result=True)

    def action_cancel(self) -> None:
        """Leave it."""
        self.dismiss(result=False)


def ask_to_save(
    app: TingsbokApp,
    dialog: PreviewDialog,
    channel: str,
    work: Callable[[Archive], Saved],
    then: Callable[[Saved], None] | None = None,
) -> None:
    """Show a change; if it is accepted, make it and say so.

    Args:
        app: The app.
        dialog: Shows the change.
        channel: What is written, as for :meth:`tui.gateway.Gateway.write`.
        work: Makes the change.
        then: What to do when it is made, instead of saying so.
    """

    def answered(accepted: bool | None) -> None:
        if accepted:
            app.gateway.write(app, channel, work, then or app.navigator.saved)

    app.push_screen(dialog, answered)

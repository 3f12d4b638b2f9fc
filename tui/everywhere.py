"""What can be asked for on every page: the answers to the intents that are the same everywhere."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from tingsbok.i18n import t

if TYPE_CHECKING:
    from tui.app import TingsbokApp
    from tui.navigator import Navigator
    from tui.screens.base import Page
    from tui.undo import Undo


class Everywhere:
    """Answers an intent ``x.y`` in ``do_x_y`` when the page itself does not.

    Args:
        app: The app.
    """

    def __init__(self, app: TingsbokApp) -> None:
        self._app = app

    @property
    def _navigator(self) -> Navigator:
        return self._app.navigator

    @property
    def _page(self) -> Page | None:
        return self._app.navigator.page

    @cached_property
    def _undo(self) -> Undo:
        from tui.undo import Undo

        return Undo(self._app)

    def do_nav_leave(self) -> None:
        """Back one level, by the letter."""
        if self._page is not None:
            self._page.do_nav_back()

    def do_app_leave(self) -> None:
        """Quit."""
        self._app.action_leave()

    def do_app_search(self) -> None:
        """Search everything."""
        self._navigator.open_search()

    def do_app_undo(self) -> None:
        """Show what would be undone; Enter undoes it."""
        self._undo.ask_undo()

    def do_app_redo(self) -> None:
        """Show what would be done again; Enter does it."""
        self._undo.ask_redo()

    def do_app_reload(self) -> None:
        """Read everything again from disk."""
        self._app.reconcile(thorough=True)
        self._app.renew()
        self._navigator.say(t("Read again."))

    def do_app_outside(self) -> None:
        """Show what was changed in another program."""
        self._navigator.open_outside()

    def do_app_help(self) -> None:
        """Help for this view."""
        from tui.screens.commands import open_help

        if self._page is not None:
            open_help(self._app, self._page)

    def do_app_palette(self) -> None:
        """All commands."""
        from tui.screens.commands import open_palette

        if self._page is not None:
            open_palette(self._app, self._page)

    def do_app_goto(self) -> None:
        """The menu of places."""
        from tui.screens.goto import open_goto

        open_goto(self._app)

    def do_app_trust(self) -> None:
        """Show which programs of the archive's own may run, and change it."""
        from tui.screens.trust import change_trust

        change_trust(self._app)

    def do_app_tutorial(self) -> None:
        """Begin the tutorial or go on with it; while it is on, skip a step or put it away."""
        self._app.tutor.ask()

    def do_app_doctor(self) -> None:
        """Look whether this computer has all that is needed."""
        from tui.screens.doctor import DoctorScreen

        self._app.push_screen(DoctorScreen())

    def do_app_identity(self) -> None:
        """Say who changes are by."""
        from tui.screens.opened import ask_identity

        ask_identity(self._app)

    def do_app_scope(self) -> None:
        """Choose a body to look at."""
        from tui.screens.scope import choose_scope

        choose_scope(self._app)

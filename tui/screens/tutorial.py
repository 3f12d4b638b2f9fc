"""The tutorial beside the work: it watches what is done in the example and tells the next step in a line."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from textual.widgets import Input

from tingsbok.i18n import t
from tui import tutorial
from tui.screens.base import Page
from tui.tutorial import STEPS, Sight
from tui.widgets.dialogs import Menu, MenuEntry

if TYPE_CHECKING:
    from tui.app import TingsbokApp

SKIP, REST, BEGIN = "s", "r", "b"
"""Letters of the menu."""

_PAGES = {
    "CaseScreen": "case",
    "MeetingScreen": "meeting",
    "FormScreen": "form",
    "HistoryScreen": "history",
    "SearchScreen": "search",
}
_FIELDS = {"case": "#since", "search": "#text"}


class Tutor:
    """Where the tutorial is; -1 while it is put away.

    Args:
        app: The app.
    """

    def __init__(self, app: TingsbokApp) -> None:
        self._app = app
        self.step = -1
        self.is_offered = False
        """Whether the example offers the tutorial now, which it does the first time only."""

    @property
    def is_on(self) -> bool:
        """Whether a step is told."""
        return self.step >= 0

    def line(self, width: int) -> str:
        """What to do next; empty while the tutorial is put away."""
        return tutorial.line(self.step, self._sight(), width) if self.is_on else ""

    def look(self, happened: str = "") -> None:
        """Something was done or shown: go on if the step is done."""
        if not self.is_on:
            return
        if STEPS[self.step].done(self._sight(happened)):
            self._done()
        self._tell()

    def ask(self) -> None:
        """Begin or go on; while it is on, ask what to do with it."""
        if self.is_on:
            entries = [
                MenuEntry(SKIP, t("Skip this step")),
                MenuEntry(REST, t("Put the tutorial away")),
                MenuEntry(BEGIN, t("Begin again")),
            ]
            self._app.push_screen(Menu(t("Tutorial"), entries), self._chosen)
        else:
            self._app.gateway.ask(self._app, "tutorial", _standing, self._begin_if)

    def begin(self, step: int = 0) -> None:
        """Begin at a step."""
        self.is_offered = False
        self._go_to(step if 0 <= step < len(STEPS) else 0)

    def rest(self) -> bool:
        """Put the tutorial away; false if it is not there."""
        if not self.is_on:
            return False
        self.step = -1
        self._tell()
        self._app.navigator.say(t("The tutorial is put away. : tutorial goes on where you were."))
        return True

    def _begin_if(self, standing: tuple[bool, int]) -> None:
        example, step = standing
        if example:
            self.begin(step)
        else:
            self._app.navigator.say(t("The tutorial works in the example archive: tingsbok tutorial"))

    def _chosen(self, key: str | None) -> None:
        if key == SKIP:
            self._done(skipped=True)
        elif key == REST:
            self.rest()
        elif key == BEGIN:
            self._go_to(0)

    def _done(self, *, skipped: bool = False) -> None:
        last = self.step == len(STEPS) - 1
        self._go_to(-1 if last else self.step + 1)
        if last:
            self._app.navigator.say(
                t("That was the tutorial. Go on as you like: all of it can be undone."), done=True
            )
        elif not skipped:
            self._app.navigator.say(t("Well done. The next step stands under the views."), done=True)

    def _go_to(self, step: int) -> None:
        self.step = step
        self._app.gateway.start(self._app, "tutorial-step", partial(_remember, step), _nothing)
        self._tell()

    def _tell(self) -> None:
        page = self._app.navigator.page
        if page is not None:
            page.renew_guide()

    def _sight(self, happened: str = "") -> Sight:
        page = self._app.navigator.page
        if page is None:
            return Sight(happened=happened)
        kind = _kind(page)
        field = _FIELDS.get(kind)
        text = page.query_one(field, Input).value if field and page.is_mounted and page.query(field) else ""
        asks = self._app.screen is not page
        return Sight(kind, page.subject() if kind == "case" else "", text, asks, happened)


def _kind(page: Page) -> str:
    name = type(page).__name__
    return "meetings" if name == "ListingScreen" and page.view == "meetings" else _PAGES.get(name, "")


def _standing(archive: object) -> tuple[bool, int]:
    """Whether the open archive is the example, and the step that was come to."""
    from tingsbok.remembered import Remembered
    from tui.reads.overview import is_example

    return is_example(archive), Remembered().tutorial_step  # type: ignore[arg-type]


def _remember(step: int) -> None:
    from tingsbok.remembered import Remembered

    Remembered().set_tutorial_step(step)


def _nothing(_: None) -> None:
    """It is remembered: nothing to tell."""

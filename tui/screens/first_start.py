"""The first start: from nothing to something real in one key."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import Any, ClassVar

from textual import on
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.widgets import Static

from tingsbok import i18n
from tingsbok.i18n import t
from tui import founding, intents
from tui.display import content
from tui.intents import Intent
from tui.present import welcome
from tui.screens.base import Page
from tui.widgets.chrome import StatusLine, ViewTabs
from tui.widgets.dialogs import MenuList, Prompt

DEMO, OPEN, CREATE = "1", "2", "3"


class FirstStartScreen(Page, inherit_bindings=False):
    """What a new user can do.

    Args:
        directory: The folder in which no archive was found.
        reason: Why there is none, if it is not simply absent.
    """

    INTENTS: ClassVar[tuple[Intent, ...]] = (
        *(intents.FIRST_CHOOSE, intents.FIRST_DEMO, intents.FIRST_OPEN, intents.FIRST_CREATE),
        *(intents.FIRST_LANGUAGE, intents.HELP, intents.FIRST_QUIT, intents.QUIT),
    )
    BINDINGS: ClassVar[list[BindingType]] = [*intents.bindings(INTENTS)]

    def __init__(self, directory: Path, reason: str = "") -> None:
        super().__init__()
        self.directory = directory.resolve()
        self.reason = reason
        self._busy = False

    def content(self) -> Iterable[Any]:
        """What the program is, where we are, the choices."""
        with VerticalScroll(can_focus=False):
            yield Static(content(welcome.above(self.directory, self.reason), keep_newlines=True), id="above")
            yield MenuList(welcome.entries(), DEMO)
            yield Static(content(welcome.below(self.directory), keep_newlines=True), id="below")

    def on_mount(self) -> None:
        """The choices have the keys."""
        self.query_one(ViewTabs).display = False
        self.set_focus(self.query_one(MenuList))

    def place(self) -> Sequence[str]:
        """The program's name."""
        return ("Tingsbok", t("Welcome"))

    def details(self) -> tuple[str, ...]:
        """There are no bodies yet."""
        return ()

    def all_intents(self) -> tuple[Intent, ...]:
        """Without an archive only these make sense."""
        return self.INTENTS

    def archive_opened(self) -> None:
        """There is an archive now: this page has done its work."""
        self.dismiss()

    # --- choices

    @on(MenuList.Chosen)
    def _chosen(self, event: MenuList.Chosen) -> None:
        if not self._busy:
            {DEMO: self._make_example, OPEN: self._ask_folder, CREATE: self._ask_new_folder}[event.key]()

    def do_first_choose(self) -> None:
        """Take the choice under the cursor."""
        self.query_one(MenuList).action_choose()

    def do_first_demo(self) -> None:
        """Try the example."""
        self.query_one(MenuList).choose(DEMO)

    def do_first_open(self) -> None:
        """Open an archive on this computer."""
        self.query_one(MenuList).choose(OPEN)

    def do_first_create(self) -> None:
        """Make a new archive."""
        self.query_one(MenuList).choose(CREATE)

    def do_first_language(self) -> None:
        """The other language."""
        i18n.use("en" if i18n.current() == "sv" else "sv")
        self.navigator.restart_first(self.directory, self.reason)

    def do_first_quit(self) -> None:
        """Quit."""
        self.tingsbok.action_leave()

    # --- carrying out

    def _make_example(self) -> None:
        self._work(t("Making the example archive …"))
        self.tingsbok.gateway.start(
            self, "make", partial(founding.make_example, self.directory), self._open_example
        )

    def _open_example(self, folder: Path) -> None:
        self.tingsbok.open(folder, today=founding.EXAMPLE_DAY)

    def _ask_folder(self) -> None:
        note = t("A folder with records/ in it, or one below such a folder.")
        self.app.push_screen(Prompt(t("Open which archive?"), str(self.directory), note=note), self._open)

    def _open(self, text: str | None) -> None:
        if text:
            self._work(t("Opening the archive …"))
            self.tingsbok.open(Path(text).expanduser())

    def _ask_new_folder(self) -> None:
        folder = founding.free_folder(self.directory, t("archive"))
        note = t("A new folder. Every change in it will be kept in git.")
        self.app.push_screen(
            Prompt(t("Where shall the new archive be?"), str(folder), note=note), self._create
        )

    def _create(self, text: str | None) -> None:
        if text:
            folder = Path(text).expanduser()
            self._work(t("Making the archive …"))
            make = partial(founding.make_empty, folder, folder.name, i18n.current())
            self.tingsbok.gateway.start(self, "make", make, self.tingsbok.open)

    def _work(self, text: str) -> None:
        self._busy = True
        self.query_one(StatusLine).work(text)

    def say(self, text: str, *, alert: bool = False, done: bool = False) -> None:
        """A result: nothing is going on any more."""
        self._busy = False
        self.query_one(StatusLine).rest()
        super().say(text, alert=alert, done=done)

"""The first start: from nothing to something real in one key."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from textual import on
from textual.binding import BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.message import Message
from textual.widgets import Static

from tingsbok import i18n
from tingsbok.errors import TingsbokError
from tingsbok.i18n import t
from tingsbok.surroundings import Surroundings, synced_by
from tui import founding, intents
from tui.display import content
from tui.intents import Intent
from tui.present import welcome
from tui.present.welcome import CREATE, DEMO, FETCH, OPEN
from tui.screens.base import Page
from tui.widgets.chrome import StatusLine, ViewTabs
from tui.widgets.dialogs import Confirm, Menu, MenuEntry, MenuList, Prompt

if TYPE_CHECKING:
    from tingsbok.store.git_clone import Progress

OTHER_FOLDER = "a"


class FirstStartScreen(Page, inherit_bindings=False):
    """What a new user can do.

    Args:
        directory: The folder in which no archive was found.
        reason: Why there is none, if it is not simply absent.
    """

    INTENTS: ClassVar[tuple[Intent, ...]] = (
        *(intents.FIRST_CHOOSE, intents.FIRST_DEMO, intents.FIRST_OPEN, intents.FIRST_FETCH),
        *(intents.FIRST_CREATE, intents.FIRST_LANGUAGE, intents.HELP, intents.FIRST_QUIT, intents.QUIT),
    )
    BINDINGS: ClassVar[list[BindingType]] = [*intents.bindings(INTENTS)]

    class Fetching(Message):
        """Something more of an archive has come.

        Args:
            progress: How far it is.
        """

        def __init__(self, progress: Progress) -> None:
            super().__init__()
            self.progress = progress

    def __init__(self, directory: Path, reason: str = "") -> None:
        super().__init__()
        self.directory = directory.absolute()
        self.reason = reason
        self._found = Surroundings(synced=synced_by(self.directory))
        self._recent: list[Path] = []
        self._busy = False
        self._stop: threading.Event | None = None

    def content(self) -> Iterable[Any]:
        """What the program is, where we are, the choices; beside them what the choice does."""
        with Horizontal():
            with VerticalScroll(can_focus=False, id="choices"):
                yield Static(
                    content(welcome.above(self.directory, self.reason), keep_newlines=True), id="above"
                )
                yield MenuList(welcome.entries(), DEMO)
                yield Static(content(welcome.below(self._found), keep_newlines=True), id="below")
            yield Static("", id="about", markup=False)

    def on_mount(self) -> None:
        """The choices have the keys; what the folder and git are like is told as soon as it is known."""
        self.query_one(ViewTabs).display = False
        menu = self.query_one(MenuList)
        self.set_focus(menu)
        self.watch(menu, "cursor", self._show_about)
        look = partial(founding.look_around, self.directory)
        self.tingsbok.gateway.start(self, "look", look, self._looked_around)

    def _looked_around(self, found: tuple[Surroundings, list[Path]]) -> None:
        self._found, self._recent = found
        self.query_one("#below", Static).update(content(welcome.below(self._found), keep_newlines=True))
        self._show_about()

    def _show_about(self) -> None:
        key = welcome.entries()[self.query_one(MenuList).cursor].key
        text = welcome.preview(key, self.directory, self._recent)
        self.query_one("#about", Static).update(content(text, keep_newlines=True))

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

    def keep(self) -> None:
        """The app ends: what is being fetched is not waited for."""
        if self._stop is not None:
            self._stop.set()

    # --- choices

    @on(MenuList.Chosen)
    def _chosen(self, event: MenuList.Chosen) -> None:
        ways = {DEMO: self._make_example, OPEN: self._ask_which, FETCH: self._ask_address}
        if self._found.git and event.key != OPEN:
            self.say(self._found.git, alert=True)
        elif not self._busy:
            ways.get(event.key, self._ask_new_folder)()

    def do_first_choose(self) -> None:
        """Take the choice under the cursor."""
        self.query_one(MenuList).action_choose()

    def do_first_demo(self) -> None:
        """Try the example."""
        self.query_one(MenuList).choose(DEMO)

    def do_first_open(self) -> None:
        """Open an archive on this computer."""
        self.query_one(MenuList).choose(OPEN)

    def do_first_fetch(self) -> None:
        """Fetch an archive from a server."""
        self.query_one(MenuList).choose(FETCH)

    def do_first_create(self) -> None:
        """Make a new archive."""
        self.query_one(MenuList).choose(CREATE)

    def do_first_language(self) -> None:
        """The other language."""
        if not self._busy:
            self.tingsbok.preferences.choose_language("en" if i18n.current() == "sv" else "sv")
            self.navigator.restart_first(self.directory, self.reason)

    def do_first_quit(self) -> None:
        """Stop what is being fetched, or quit."""
        if self._stop is not None:
            self._stop.set()
        else:
            self.tingsbok.action_leave()

    # --- the example

    def _make_example(self) -> None:
        self._work(t("Making the example archive …"))
        self._start(partial(founding.make_example, self.directory), self._open_example)

    def _open_example(self, folder: Path) -> None:
        self.tingsbok.open(folder, today=founding.EXAMPLE_DAY)

    # --- an archive that is there

    def _ask_which(self) -> None:
        if not self._recent:
            self._ask_folder()
            return
        known = welcome.recent_entries(self._recent)
        menu = Menu(t("Open which archive?"), [*known, MenuEntry(OTHER_FOLDER, t("Another folder …"))])
        self.app.push_screen(menu, self._which_chosen)

    def _which_chosen(self, key: str | None) -> None:
        if key == OTHER_FOLDER:
            self._ask_folder()
        elif key:
            self._open(str(self._recent[int(key) - 1]))

    def _ask_folder(self) -> None:
        note = t("A folder with records/ in it, or one below such a folder.")
        self.app.push_screen(Prompt(t("Open which archive?"), str(self.directory), note=note), self._open)

    def _open(self, text: str | None) -> None:
        if text:
            self._work(t("Opening the archive …"))
            self.tingsbok.open(Path(text).expanduser())

    # --- an archive on a server

    def _ask_address(self) -> None:
        note = t("For example: https://git.example.org/archive.git")
        prompt = Prompt(t("Fetch from which address?"), note=note, problem=founding.address_problem)
        self.app.push_screen(prompt, self._ask_target)

    def _ask_target(self, address: str | None) -> None:
        if not address:
            return
        folder = founding.folder_for(address, self.directory)
        note = t("A new folder. If you stop with Esc, nothing is left in it.")
        prompt = Prompt(t("Where shall the archive be on this computer?"), str(folder), note=note)
        self.app.push_screen(prompt, lambda text: self._in_folder(text, partial(self._fetch, address)))

    def _fetch(self, address: str, folder: Path) -> None:
        self._work(t("Fetching … Esc stops it."))
        self._stop = threading.Event()
        self._start(partial(founding.fetch, address, folder, self._came, self._stop), self.tingsbok.open)

    def _came(self, progress: Progress) -> None:
        """Something more has come; called in the thread that fetches."""
        self.post_message(self.Fetching(progress))

    @on(Fetching)
    def _tell_progress(self, event: Fetching) -> None:
        if self._stop is not None and not self._stop.is_set():
            about = t(
                "Fetching: {phase} {percent} %. Esc stops it.",
                phase=event.progress.phase,
                percent=event.progress.percent,
            )
            self.query_one(StatusLine).work_text = about

    # --- a new archive

    def _ask_new_folder(self) -> None:
        folder = founding.free_folder(self.directory, t("archive"))
        note = t("A new folder. Every change in it will be kept in git.")
        prompt = Prompt(t("Where shall the new archive be?"), str(folder), note=note)
        self.app.push_screen(prompt, lambda text: self._in_folder(text, self._create))

    def _create(self, folder: Path) -> None:
        self._work(t("Making the archive …"))
        self._start(partial(founding.make_empty, folder, folder.name, i18n.current()), self.tingsbok.open)

    # --- how

    def _in_folder(self, text: str | None, then: Callable[[Path], None]) -> None:
        """Go on in a folder the user has typed, once more asked where another program would be in the way."""
        if not text:
            return
        folder = Path(text).expanduser().absolute()
        program = synced_by(folder)
        if not program:
            then(folder)
            return
        body = "\n".join([str(folder), "", *welcome.synced_warning(program)])
        question = Confirm(t("In {program}?", program=program), body, t("Choose another"), t("Use it anyway"))
        self.app.push_screen(question, lambda answer: then(folder) if answer else None)

    def _start(self, work: Callable[[], Path], then: Callable[[Path], None]) -> None:
        self.tingsbok.gateway.start(self, "make", work, then)

    def was_refused(self, channel: str, error: TingsbokError) -> None:
        """Say why, and let the user choose again."""
        self._stop = None
        super().was_refused(channel, error)

    def _work(self, text: str) -> None:
        self._busy = True
        self.query_one(StatusLine).work(text)

    def say(self, text: str, *, alert: bool = False, done: bool = False, passing: bool = False) -> None:
        """A result: nothing is going on any more."""
        self._busy = False
        self.query_one(StatusLine).rest()
        super().say(text, alert=alert, done=done, passing=passing)

"""The app: one window onto one archive."""

from __future__ import annotations

import asyncio
import signal
import sys
from contextlib import suppress
from datetime import date
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, ClassVar

from textual import events, work
from textual.app import App
from textual.binding import Binding, BindingType
from textual.filter import LineFilter, Monochrome, NoColor
from textual.worker import Worker, WorkerState

from tingsbok import i18n
from tingsbok.i18n import t
from tui import garbage, intents, reads
from tui.everywhere import Everywhere
from tui.faults import FaultLog
from tui.gateway import Gateway
from tui.guard import ControlGuard
from tui.histories import HistoryReading
from tui.lost_terminal import end_with_the_terminal
from tui.messages import Answered, Failed, FilesChanged, Refused
from tui.navigator import Navigator
from tui.options import Options
from tui.paste import PasteGuard
from tui.preferences import Preferences
from tui.screens.base import Page
from tui.screens.start import StartScreen
from tui.screens.tutorial import Tutor
from tui.stylesheet import FIRST, LATER, ParsedOnce
from tui.theme import THEMES
from tui.typeahead import KeyDone, TypeAhead
from tui.views import VIEWS
from tui.widgets.retyped import Retyped

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from types import FrameType

    from tingsbok.actions import Outside
    from tingsbok.archive import Archive
    from tingsbok.settings import Settings
    from tui.terminal import FirstLook

_SECOND_LOOK = 2.0
"""Seconds until the files are looked at once more: some may have changed before the watcher began."""

_PAINTED = 0.4
"""Seconds in which the first rows are painted and nobody presses a key yet."""
_ROWS_AT_LATEST = 0.5
"""Seconds after which is looked for what has changed, rows or not."""
_STARTED = 3.0
"""Seconds after which all that a start loads is there."""
_A_MINUTE = 60.0
"""Seconds between two looks at the calendar on the wall."""


class TingsbokApp(App[int]):
    """Holds what all screens share, and nothing about any one of them.

    Args:
        directory: Where to look for an archive, there or above.
        options: How to run.
        light: Whether the terminal's background is light.
        typed: What was typed before the app took the terminal over.
    """

    ENABLE_COMMAND_PALETTE = False
    CSS_PATH = FIRST
    DEFAULT_MODE = VIEWS[0].name
    MODES = {VIEWS[0].name: StartScreen}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+q", "leave", show=False, priority=True, id="app.leave"),
        Binding("ctrl+l", "redraw", show=False, id="app.redraw"),
    ]

    def __init__(self, directory: Path, options: Options, *, light: bool = False, typed: bytes = b"") -> None:
        settings = options.settings
        super().__init__(ansi_color=None if settings.switch("color") else True)
        self.stylesheet = ParsedOnce(variables=self.get_css_variables())
        self.directory = directory
        self.options = options
        self.preferences = Preferences(self, settings)
        self.no_color = not settings.switch("color")
        self.scope = settings.text("start.body")
        self.gateway = Gateway()
        self.histories = HistoryReading(self)
        self.navigator = Navigator(self)
        self.everywhere = Everywhere(self)
        self.tutor = Tutor(self)
        self.faults = FaultLog(options.log_dir)
        self.is_reconciled = False
        self.looks_soon = False
        self.is_aside = False
        """Whether another program has the terminal."""
        self._watched: Path | None = None
        self._day: date | None = None
        self._outside: tuple[Outside, ...] = ()
        self.typeahead = TypeAhead(self, self._hand_on)
        self._paste = PasteGuard()
        self._stop = asyncio.Event()
        self._typed = typed
        # set before the style sheets are read: a theme that changes later makes all of them be read again
        for theme in THEMES:
            self.register_theme(theme)
        self.light = light
        self.preferences.begin()

    # --- start and end

    def on_mount(self) -> None:
        """The frame is there: open the archive behind it, and go on with what was typed before."""
        self._leave_when_told()
        self._stop_when_told()
        self.open(self.directory)
        self.set_timer(_STARTED, garbage.begin)
        self.set_interval(_A_MINUTE, self.look_at_the_day)
        self.call_later(self._take_typed)

    async def _take_typed(self) -> None:
        """Take what was typed before the app took the terminal over, once: before any key that came after."""
        typed, self._typed = self._typed, b""
        if typed:
            from tui.terminal import key_events

            for key in key_events(typed):
                await self.on_event(key)

    def _leave_when_told(self) -> None:
        """A terminal that is closed, or a machine that shuts down: keep what was typed, then end."""
        for number in (signal.SIGHUP, signal.SIGTERM):
            # only the main thread hears signals, and not every system has a way to
            with suppress(NotImplementedError, RuntimeError, ValueError):
                asyncio.get_running_loop().add_signal_handler(number, self.action_leave)
        loop = asyncio.get_running_loop()
        if not self.is_headless:
            end_with_the_terminal(lambda: loop.call_soon_threadsafe(self.action_leave))

    def _stop_when_told(self) -> None:
        """A program that is stopped gives the terminal back first, but not in the middle of a write to it.

        It would wait for that write, for ever. While an editor has the terminal it has nothing to give.
        """
        if sys.platform == "win32":
            return
        stop = signal.getsignal(signal.SIGTSTP)
        if not callable(stop):
            return
        loop = asyncio.get_running_loop()

        def told(number: int, frame: FrameType | None) -> None:
            if self.is_aside or not loop.is_running():
                stop(number, frame)
            else:
                loop.call_soon_threadsafe(stop, number, None)

        with suppress(ValueError):  # only the main thread hears signals
            signal.signal(signal.SIGTSTP, told)

    def open(self, directory: Path, today: date | None = None) -> None:
        """Open the archive at or above *directory*.

        Args:
            directory: A folder in the archive.
            today: The day to count from instead of the one the app was started with.
        """
        options = self.options
        self.gateway.open(self, lambda: reads.open_archive(options, directory, today), self._opened)

    def _opened(self, archive: Archive) -> None:
        self.title, self._day = archive.title, archive.today
        for page in self.pages():
            page.archive_opened()
        self.looks_soon, self.is_reconciled = True, False
        self.set_timer(_ROWS_AT_LATEST, self.rows_stand)
        self.preferences.archive_opened(archive)
        if archive.recovered:
            self.navigator.say(" ".join(archive.recovered))

    def on_unmount(self) -> None:
        """Let go of the archive and the log."""
        self._stop.set()
        self.gateway.close()
        self.faults.close()

    def action_leave(self) -> None:
        """Quit; everything that was typed is kept."""
        self.exit(0)

    def on_exit_app(self) -> None:
        """The user has quit, or the tab in the browser was closed: keep what was typed."""
        for page in self.pages():
            page.keep()

    def action_help_quit(self) -> None:
        """ctrl+c copies what is selected; without a selection it tells how to leave."""
        self.navigator.say(t("ctrl+q quits."), passing=True)

    def action_redraw(self) -> None:
        """Paint the whole screen again."""
        self.refresh(repaint=True, layout=True)

    # --- what screens share

    def pages(self) -> list[Page]:
        """Every page that is open, in all views."""
        return [
            screen for stack in self._screen_stacks.values() for screen in stack if isinstance(screen, Page)
        ]

    @property
    def settings(self) -> Settings:
        """What the user and the archive have set."""
        return self.preferences.settings

    @property
    def archive(self) -> Archive | None:
        """The open archive, for its title, language and schemas."""
        return self.gateway.archive

    def set_scope(self, body: str) -> None:
        """Show one body only, or all."""
        self.scope = body
        self.navigator.scope_name = ""
        self._name_scope()
        self.renew()

    def _name_scope(self) -> None:
        """Find out what the body is called."""
        body = self.scope

        def named(name: str) -> None:
            if body == self.scope:  # somebody may have chosen another meanwhile
                self.navigator.scope_name = name
                for page in self.pages():
                    page.renew_frame()

        if body:
            self.gateway.ask(self, "scope", lambda archive: archive.name(body), named, quiet=True)

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Textual's filters, the one that takes colours away, and the guard against control characters."""
        if not self.settings.switch("color"):
            return [*super().get_line_filters(), NoColor(), ControlGuard()]
        # the user's own file may say yes where NO_COLOR says no, which Textual goes by alone
        greys = (Monochrome, NoColor)
        return [*(each for each in super().get_line_filters() if not isinstance(each, greys)), ControlGuard()]

    # --- facts

    def on_answered(self, event: Answered) -> None:
        """Take an answer that the app itself asked for."""
        event.tell()

    def on_refused(self, event: Refused) -> None:
        """Say why; without an archive, offer what can be done."""
        if event.channel == "open":
            self.navigator.first_start(event.error)
        else:
            self.navigator.refuse(event.error)

    def on_failed(self, event: Failed) -> None:
        """Write the fault down and say where."""
        self.navigator.say(self.faults.write(event.error), alert=True)

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """A worker that must not end the app has failed: write it down and say where."""
        if event.state is WorkerState.ERROR and event.worker.error is not None:
            self.post_message(Failed(event.worker.error))

    def on_files_changed(self, event: FilesChanged) -> None:  # noqa: ARG002 - the fact says it all
        """Read again what was changed outside."""
        self.reconcile()

    def rows_stand(self) -> None:
        """The first rows are shown, from the index as it was; only now is looked for what has changed since.

        Both at once would make the rows wait: they share one interpreter, and the newer rows that follow
        would take the place of those that nobody has seen yet.
        """
        if self.looks_soon:
            self.call_after_refresh(self._first_look)

    def _first_look(self) -> None:
        if self.looks_soon:
            self.looks_soon = False
            self.reconcile()
            self._ask_what_the_archive_needs()

    def _ask_what_the_archive_needs(self) -> None:
        from tui.screens.opened import greet
        from tui.screens.trust import ask_trust

        ask_trust(self)
        if self.archive is not None:
            greet(self, self.archive)

    def reconcile(self, *, thorough: bool = False) -> None:
        """Bring the index up to date, then let the pages read again.

        Args:
            thorough: Look at every file by itself, not only at those that git calls changed.
        """
        if self.gateway.archive is not None:
            # the lambda loads what it needs in the thread, not here
            work = lambda archive: reads.reconcile(archive, thorough=thorough)  # noqa: E731
            self.gateway.write(self, "refresh", work, self._reconciled, quiet=True)

    def _reconciled(self, found: reads.Reconciliation) -> None:
        first, self.is_reconciled = not self.is_reconciled, True
        outside_differs = found.outside != self._outside
        self._outside = found.outside
        self.navigator.tell_outside(found)
        self.histories.go_on()
        self.preferences.look_for_body()
        self._begin_to_watch()
        if first:
            self.set_timer(_PAINTED, self._read_styles)
        if first or found.changed or found.removed or outside_differs:
            self._name_scope()
            self.renew()

    def _read_styles(self) -> None:
        """Read the sheets of all other screens while nobody waits: the next one opens within a frame."""
        new = [PurePath(path) for path in LATER if not self.stylesheet.has_source(str(path))]
        self.stylesheet.read_all(new)
        self.stylesheet.reparse()

    def renew(self) -> None:
        """Let every page read its data again: the one on top now, the others when they come back."""
        for page in self.pages():
            page.renew()

    def look_at_the_day(self) -> None:
        """Read again when a new day has begun: what is late, near or in force counts from it."""
        if self.archive is not None and self.archive.today != self._day:
            self._day = self.archive.today
            for page in self.pages():
                page.renew_frame()
            self.renew()

    def _begin_to_watch(self) -> None:
        """Watch the files once the first rows stand there: loading the watcher would make them wait."""
        archive = self.archive
        if archive is not None and archive.root != self._watched and self.settings.switch("watch"):
            self._watched = archive.root
            self._watch([archive.root / "records", archive.root / ".git" / "logs"])
            self.set_timer(_SECOND_LOOK, self.reconcile)

    @work(group="watch", exit_on_error=False)
    async def _watch(self, folders: list[Path]) -> None:
        from tui.watch import watch

        await watch([folder for folder in folders if folder.is_dir()], self._files_changed, self._stop)

    def _files_changed(self) -> None:
        self.post_message(FilesChanged())

    # --- the keyboard

    async def on_event(self, event: events.Event) -> None:
        """Let keys wait for each other, and drop pasted text that would run as keys."""
        if not isinstance(event, events.Key) or event.is_forwarded:
            if isinstance(event, events.MouseDown):
                self._go_on()
            await super().on_event(event)
            return
        await self._take_typed()
        if self._is_blind(event.key):
            return
        if self._is_pasted(event):
            self.typeahead.forget()
            self.navigator.say(t("That looked like pasted text. Nothing was changed."), passing=True)
        else:
            await self.typeahead.add(_as_meant(event))

    async def _hand_on(self, key: events.Key) -> None:
        """It is the key's turn."""
        self._go_on()
        await super().on_event(key)

    def _go_on(self) -> None:
        """The user goes on: what was said of the last key is over."""
        page = self.navigator.page
        if page is not None and page.is_mounted:
            page.go_on()

    async def on_key_done(self, event: KeyDone) -> None:
        """A key has had its effect: the next one may come."""
        event.stop()
        self.tutor.look()
        await self.typeahead.done(event)

    async def on_retyped(self, event: Retyped) -> None:
        """A key has opened what it is to be typed in."""
        event.stop()
        await self.typeahead.again(event.key)

    def _is_blind(self, key: str) -> bool:
        """Whether nobody can see what the key would do: the window is too small for the page."""
        page = self.navigator.page
        is_hidden = page is not None and page is self.screen and page.is_too_small
        return is_hidden and key not in intents.QUIT.keys_in_use

    def _is_pasted(self, event: events.Key) -> bool:
        if not event.is_printable or self.navigator.typing():
            return False
        queue: Iterable[object] = tuple(self._message_queue.values)
        behind = sum(isinstance(message, events.Key) and message.is_printable for message in queue)
        # until the first rows stand, all that was typed while the program started comes at once
        busy = not self.typeahead.idle or not self.is_reconciled
        return self._paste.drops(event.time, behind, busy=busy)

    # --- faults

    def _fatal_error(self) -> None:
        """Textual's last resort, without a traceback on the screen: a sentence, and where to read more."""
        from rich.text import Text

        error = self._exception or RuntimeError("unknown")
        self.panic(Text(self.faults.write(error)))


def _as_meant(key: events.Key) -> events.Key:
    """Enter that was pressed before the app took the terminal over: the terminal made a line feed of it."""
    return events.Key("enter", "\r") if key.key == "ctrl+j" else key


def run_app(directory: Path, options: Options, look: FirstLook | None = None) -> int:
    """Run the app until the user quits; returns the exit code.

    Args:
        directory: Where to look for an archive, there or above.
        options: How to run.
        look: What the terminal has said about itself.
    """
    i18n.use(options.settings.text("lang"))
    light = look.is_light if look else None
    if light is None:
        from tui.terminal import is_light_number

        light = is_light_number(options.settings.environ.get("COLORFGBG", ""))
    app = TingsbokApp(directory, options, light=light, typed=look.typed if look else b"")
    app.run(mouse=options.settings.switch("mouse"))
    return app.return_code or 0

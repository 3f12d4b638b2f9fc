"""The frame that every page shares, and the way from a key to what it does."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from inspect import isawaitable
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar, cast

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import Screen
from textual.widgets import Static

from tingsbok import config, i18n
from tingsbok.errors import TingsbokError
from tingsbok.i18n import N_, t
from tui import intents
from tui.intents import Group, Intent
from tui.messages import Answered, Refused
from tui.present.dates import long_day
from tui.present.sentences import with_remedy
from tui.stylesheet import LATER
from tui.text_fields import takes_text
from tui.views import PLACES, view_named
from tui.widgets.chrome import PlaceLine, RuleLine, StatusLine, ViewTabs
from tui.widgets.hints import Hint, HintLine

if TYPE_CHECKING:
    from tingsbok.archive import Archive
    from tui.app import TingsbokApp
    from tui.navigator import Navigator
    from tui.widgets.form import EditorWanted
    from tui.widgets.link_input import NewWanted

T = TypeVar("T")

NARROW, WIDE, WIDEST = 80, 100, 140
SMALLEST_WIDTH, SMALLEST_HEIGHT = 60, 12


def view_bindings() -> list[BindingType]:
    """The number keys."""
    return [
        Binding(view.key, f"view('{view.name}')", view.label, show=False, id=f"view.{view.name}")
        for view in PLACES
    ]


class Page(Screen[None]):
    """A screen with the frame: place, views, content, status and hints.

    A page lists its intents; an intent ``x.y`` is answered by the method ``do_x_y`` of the page or, for what
    is the same everywhere, of :class:`tui.everywhere.Everywhere`. Before that :meth:`why_not` may say why it
    cannot be done now.
    """

    AUTO_FOCUS = ""
    CSS_PATH: ClassVar[list[str | PurePath] | None] = LATER
    view: str = ""
    """Name of the view whose number is lit."""
    INTENTS: ClassVar[tuple[Intent, ...]] = ()
    GROUPS: ClassVar[tuple[str, str, str]] = (N_("RECORD"), N_("PAGE"), N_("GO"))
    """What the groups of hints are called, in the order of :class:`tui.intents.Group`."""
    BINDINGS: ClassVar[list[BindingType]] = [*intents.bindings(intents.EVERYWHERE), *view_bindings()]
    HORIZONTAL_BREAKPOINTS = [
        (0, "-tiny"), (SMALLEST_WIDTH, "-small"), (NARROW, "-narrow"), (WIDE, "-wide"), (WIDEST, "-widest"),
    ]  # fmt: skip
    VERTICAL_BREAKPOINTS = [
        (0, "-flat"), (SMALLEST_HEIGHT, "-low"), (24, "-normal"), (30, "-tall"),
    ]  # fmt: skip

    def __init__(self) -> None:
        super().__init__()
        self._stale = False

    # --- what a page says about itself

    def content(self) -> Iterable[Any]:
        """The widgets between the frame's lines."""
        return ()

    def place(self) -> Sequence[str]:
        """The way here, outermost first."""
        return (t(view_named(self.view).label),) if self.view else ()

    def state(self) -> str:
        """What is special about what is shown, such as a status."""
        return ""

    def load(self) -> None:
        """Ask for what is shown; called when the archive is open, and again when it has changed."""

    def keep(self) -> None:
        """Keep what was typed: the page is about to go away."""

    def why_not(self, intent: Intent) -> str:  # noqa: ARG002 - for pages that know better
        """Why an intent cannot be carried out now; empty if it can."""
        return ""

    def as_hint(self, intent: Intent) -> Intent:
        """The intent with the place and the words it has in the hint line now."""
        return intent

    def group_of(self, intent: Intent) -> Group:
        """What a key is about here, for the hints of a large window."""
        return intents.group_of(intent)

    def large_hints(self) -> Sequence[Hint]:
        """Hints of what only a large window shows."""
        return ()

    def subject(self) -> str:
        """Id of the record that keys act on; empty if there is none."""
        return ""

    # --- the frame

    def compose(self) -> ComposeResult:
        """The frame's lines around the page's content."""
        with Vertical(id="frame"):
            yield PlaceLine()
            yield ViewTabs()
            yield RuleLine(id="rule")
            with Vertical(id="content"):
                yield from self.content()
            yield StatusLine(id="status")
            yield HintLine()
        small = t(
            "The window is too small (at least {width}x{height}).",
            width=SMALLEST_WIDTH,
            height=SMALLEST_HEIGHT,
        )
        yield Static(small, id="too-small", markup=False)

    def on_mount(self) -> None:
        """Fill in the frame, and the content if the archive is open."""
        self.renew_frame()
        if self.tingsbok.archive is not None:
            self.load()

    @property
    def is_too_small(self) -> bool:
        """Whether the window shows nothing but that it is too small."""
        return self.has_class("-tiny") or self.has_class("-flat")

    def renew_frame(self) -> None:
        """Write place, views and hints again."""
        if not self.is_mounted:
            return
        self.query_one(PlaceLine).show(self.place(), self.details(), self._standing())
        shown = [(int(view.key), t(view.label)) for view in PLACES]
        current = int(view_named(self.view).key) if self.view else -1
        self.query_one(ViewTabs).show(shown, current)
        self.renew_hints()
        self.tingsbok.tutor.look()

    def renew_guide(self) -> None:
        """Tell what the tutorial wants next, if it is on."""
        if self.is_mounted:
            self.query_one(RuleLine).text = self.tingsbok.tutor.line(self.size.width - 4)

    def _standing(self) -> str:
        """What is special about what is shown, and whether it may only be read."""
        archive = self.tingsbok.archive
        word = archive.only_read.word if archive and archive.only_read else ""
        return ", ".join(filter(None, (self.state(), word)))

    def renew_hints(self) -> None:
        """Write the hint line again."""
        intents_here = [self.as_hint(intent) for intent in self.all_intents()]
        hints = [self._hint(intent) for intent in sorted(intents_here, key=_rank) if intent.rank]
        more = next((hint for hint in hints if hint.action == f"screen.intent('{intents.HELP.id}')"), None)
        hints = [*(hint for hint in hints if hint is not more), *self.large_hints()]
        self.query_one(HintLine).show(hints, more, [t(name) for name in self.GROUPS])

    def _hint(self, intent: Intent) -> Hint:
        action = f"screen.intent('{intent.id}')"
        rank = 0 if intent.steady else intent.rank
        enabled = not (self.only_read(intent) or self.why_not(intent))
        group = self.group_of(intent)
        return Hint(intent.shown_key, t(intent.label), action, rank, enabled=enabled, group=group)

    def details(self) -> tuple[str, ...]:
        """What stands on the right of the first row: the body that is looked at, and the day."""
        return (self.navigator.scope_name or t("all bodies"), long_day(self.today))

    # --- intents

    def all_intents(self) -> tuple[Intent, ...]:
        """What can be asked for here, the page's own first."""
        return (*self.INTENTS, *intents.EVERYWHERE)

    async def action_intent(self, identity: str) -> None:
        """Carry out an intent, or say why not."""
        known = (*self.all_intents(), *intents.EVERYWHERE)
        intent = next(found for found in known if found.id == identity)
        if reason := self.only_read(intent) or self.why_not(intent):
            self.say(reason, passing=True)
            return
        holder = self if hasattr(self, intent.handler) else self.tingsbok.everywhere
        handler: Callable[[], Any] = getattr(holder, intent.handler)
        result = handler()
        if isawaitable(result):
            await result

    def only_read(self, intent: Intent) -> str:
        """Why nothing may be written now, if the intent leads to writing."""
        archive = self.tingsbok.archive
        found = archive.only_read if archive and intent.id in intents.WRITES else None
        return with_remedy(found.reason, found.remedy) if found else ""

    async def action_view(self, name: str) -> None:
        """Go to one of the numbered views."""
        await self.navigator.go(name)

    async def on_view_tabs_view_chosen(self, event: ViewTabs.ViewChosen) -> None:
        """A view was clicked."""
        await self.navigator.go(next(view.name for view in PLACES if int(view.key) == event.number))

    def do_nav_back(self) -> None:
        """Back one level; a page below a view closes."""
        self.keep()
        self.navigator.back()

    # --- talking to the archive

    @property
    def tingsbok(self) -> TingsbokApp:
        """The app, by its own type."""
        return cast("TingsbokApp", self.app)

    @property
    def navigator(self) -> Navigator:
        """Opens other pages."""
        return self.tingsbok.navigator

    @property
    def today(self) -> date:
        """The day that is counted from."""
        archive = self.tingsbok.archive
        return archive.today if archive else self.tingsbok.options.today or config.today("")

    @property
    def language(self) -> str:
        """The language in use."""
        return i18n.current()

    def ask(
        self, channel: str, work: Callable[[Archive], T], then: Callable[[T], None], *, quiet: bool = False
    ) -> None:
        """Put a question to the archive; see :meth:`tui.gateway.Gateway.ask`."""
        self.tingsbok.gateway.ask(self, channel, work, then, quiet=quiet)

    def on_answered(self, event: Answered) -> None:
        """Show an answer."""
        if self.is_attached:
            event.tell()

    def on_refused(self, event: Refused) -> None:
        """A question was refused. Textual calls this in every class of a page: pages change the next one."""
        self.was_refused(event.channel, event.error)

    def was_refused(self, channel: str, error: TingsbokError) -> None:  # noqa: ARG002 - for pages that care
        """Say why a question was refused.

        Args:
            channel: What was asked.
            error: Why not.
        """
        self.say(with_remedy(error.message, error.remedy), alert=True)

    def on_unmount(self) -> None:
        """Wait for no more answers."""
        self.tingsbok.gateway.forget(self)

    def archive_opened(self) -> None:
        """The archive is open now: read what is shown."""
        self.renew_frame()
        self.load()

    def renew(self) -> None:
        """Something has changed: read again, at once or when the page comes back on top."""
        if self.is_current:
            self.load()
        else:
            self._stale = True

    def on_screen_resume(self) -> None:
        """Back on top: read again if something has changed meanwhile."""
        self.renew_frame()
        if self._stale:
            self._stale = False
            self.load()

    def on_screen_suspend(self) -> None:
        """Another page covers this one: what was said here is no longer the latest when it comes back."""
        if isinstance(self.app.screen, Page):
            self.say("")

    # --- what a form cannot do by itself

    def on_new_wanted(self, event: NewWanted) -> None:
        """A field, here or in a dialog over the page, shall link to a record that does not exist yet."""
        event.stop()
        self.make_new(event)

    def make_new(self, event: NewWanted) -> None:
        """Open the form of a missing record; where it was missed, it is filled in when it is saved."""
        from tui.present.form import named
        from tui.screens.form import FormScreen

        archive = self.tingsbok.archive
        if archive is not None:
            fields = named(archive.schemas.types[event.type], event.text)
            self.app.push_screen(FormScreen("", event.type, fields, event.fill))

    def on_editor_wanted(self, event: EditorWanted) -> None:
        """A field, here or in a dialog over the page, shall be written in the text editor."""
        from tui.editor import edit_text

        event.stop()
        text, fault = edit_text(self.tingsbok, event.text)
        if fault:
            self.say(fault, alert=True)
        elif text is not None:
            event.fill(text)

    # --- talking to the user

    def say(self, text: str, *, alert: bool = False, done: bool = False, passing: bool = False) -> None:
        """Say something in the status line; what is passing goes with the next key."""
        kind = "error" if alert else "done" if done else "passing" if passing else "info"
        self.query_one(StatusLine).say(text, kind)  # type: ignore[arg-type]

    def go_on(self) -> None:
        """The user has gone on: what was said of the last key is over."""
        self.query_one(StatusLine).go_on()

    def typing(self) -> bool:
        """True if letters go into a field."""
        return takes_text(self.focused)

    def on_paste(self, event: events.Paste) -> None:
        """Pasted text that no field has taken."""
        event.stop()
        self.say(t("That looked like pasted text. Nothing was changed."), passing=True)


def _rank(intent: Intent) -> int:
    return intent.rank

"""What the user has set, carried out in the running app: colours, language, keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tingsbok import i18n
from tingsbok.i18n import t
from tui import intents
from tui.theme import theme_named

if TYPE_CHECKING:
    from tingsbok.archive import Archive
    from tingsbok.settings import Settings
    from tui.app import TingsbokApp
    from tui.reads.settings import Held


class Preferences:
    """Keeps the app as the user wants it.

    Args:
        app: The app.
        settings: What is set at the start.
    """

    def __init__(self, app: TingsbokApp, settings: Settings) -> None:
        self._app = app
        self.settings = settings
        self._told = False
        self._has_looked_for_body = False
        intents.use_keys({})

    def begin(self) -> None:
        """Show the theme that is set, and hand out the user's own keys."""
        self.show_theme()
        if self.settings.own.keys:
            from tui.reads import settings as reads

            self._take_keys(reads.held(self.settings))

    def archive_opened(self, archive: Archive) -> None:
        """Weigh what the archive sets as well, and say once what is wrong."""
        from tui.reads import settings as reads

        self._has_looked_for_body = False
        settings = self.settings.inside(archive.root)
        self._app.gateway.look(self._app, "settings", lambda: reads.held(settings), self._opened)

    def _opened(self, held: Held) -> None:
        before, self.settings = self.settings, held.settings
        body = self.settings.text("start.body")
        self.look_for_body()
        if not self._told:
            self._told = True
            self._tell(held)
            if body and body != before.text("start.body"):
                self._app.set_scope(body)
                return
        if self.settings.number("start.days") != before.number("start.days"):
            self._app.renew()

    def look_for_body(self) -> None:
        """See whether the body that is shown first exists: the index knows once it is up to date."""
        body = self.settings.text("start.body")
        if body and self._app.is_reconciled and not self._has_looked_for_body:
            self._has_looked_for_body = True
            exists = lambda archive: archive.row(body) is not None  # noqa: E731 - runs in a thread
            self._app.gateway.ask(self._app, "start-body", exists, self._body_known, quiet=True)

    def _body_known(self, known: bool) -> None:
        body = self.settings.text("start.body")
        if not known and self._app.scope == body:
            self._app.set_scope("")
            said = t('There is no body "{id}" (start.body): all are shown.', id=body)
            self._app.navigator.say(said, alert=True)

    def _tell(self, held: Held) -> None:
        if len(held.faults) == 1:
            self._app.navigator.say(held.faults[0], alert=True)
        elif held.faults:
            more = t("{first} (and {count} more: 0)", first=held.faults[0], count=len(held.faults) - 1)
            self._app.navigator.say(more, alert=True)

    # --- while the app runs

    def take(self, held: Held) -> None:
        """Carry out what is set now, as far as a running app can."""
        before, self.settings = self.settings, held.settings
        self._take_keys(held)
        self.show_theme()
        if self.settings.text("lang") != before.text("lang"):
            i18n.use(self.settings.text("lang"))
            self._app.call_later(self._app.navigator.begin_anew)
        elif self.settings.number("start.days") != before.number("start.days"):
            self._app.renew()

    def choose_language(self, language: str) -> None:
        """Speak another language from now on, and the next time too."""
        from tui.reads import settings as reads

        def kept(held: Held) -> None:
            self.settings = held.settings

        i18n.use(language)
        settings = self.settings
        if settings.file is not None:
            change = lambda: reads.change_setting(settings, "lang", language)  # noqa: E731 - runs in a thread
            self._app.gateway.start(self._app, "lang", change, kept)

    def _take_keys(self, held: Held) -> None:
        from tui import keymap

        own = held.keyboard.own
        intents.use_keys(own)
        self._app.set_keymap(keymap.textual(own))
        for page in self._app.pages():
            page.renew_frame()

    def show_theme(self, choice: str = "") -> None:
        """Show the theme that is set, or one that is being chosen."""
        # without colours only the themes that need none show where the cursor is
        colour = self.settings.switch("color")
        chosen = (choice or self.settings.text("theme")) if colour else "terminal"
        name = theme_named(chosen, light=self._app.light)
        if self._app.theme != name:
            self._app.theme = name

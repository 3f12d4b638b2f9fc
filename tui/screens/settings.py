"""What is set and where it comes from, and the keys: look, change, take back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, ClassVar

from textual import events, on
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.widget import Widget
from textual.widgets import Input, Static

from tingsbok import config
from tingsbok.i18n import N_, t
from tingsbok.settings import Scalar, Value
from tingsbok.settings.catalogue import WrongValueError
from tingsbok.settings.faults import wrong_value
from tingsbok.settings.keyboard import Action, refusal
from tui import editor, intents, keymap
from tui.display import content
from tui.intents import Intent
from tui.present import settings as present
from tui.reads import settings as reads
from tui.reads.settings import Held
from tui.screens.records import TablePage
from tui.widgets.dialogs import Dialog, Menu, MenuEntry, Prompt
from tui.widgets.line_input import LineInput
from tui.widgets.pages import Lines
from tui.widgets.table import RecordTable
from tui.widgets.type_tabs import TypeTabs

TABS = (N_("Settings"), N_("Keys"))
SETTINGS, KEYS = 0, 1
_LATER = frozenset({"mouse", "color", "watch"})
"""Settings that count from the next start: the terminal is taken over with them."""


class SettingsScreen(TablePage):
    """What is set and where it comes from, and the keys."""

    INTENTS: ClassVar[tuple[Intent, ...]] = (
        *(intents.SETTING_CHANGE, intents.SETTING_RESET, intents.SETTING_FILE),
        *(intents.PREVIOUS, intents.SETTING_TABS, intents.FILTER),
    )
    BINDINGS: ClassVar[list[BindingType]] = [*intents.bindings(INTENTS)]

    def __init__(self) -> None:
        super().__init__()
        self.view = "settings"
        self.tab = SETTINGS
        self.held: Held | None = None
        self._rows = ["", ""]

    def content(self) -> Iterable[Any]:
        """The tabs, the filter and the file; the rows; what the current one means."""
        with Horizontal(id="bar"):
            yield TypeTabs(id="tabs")
            yield LineInput(id="filter", compact=True, placeholder=t("filter"))
            yield Static("", id="facts", markup=False)
        with Horizontal(id="columns"):
            yield RecordTable(present.setting_columns(), id="rows", empty=t("Reading …"))
            yield Static("", id="about", markup=False)

    def on_mount(self) -> None:
        """What is set is no question to the archive: it is read without one."""
        self.query_one("#filter").display = False
        self._show_tabs()
        if self.tingsbok.archive is None:
            self.load()

    def details(self) -> tuple[str, ...]:
        """The day only: settings belong to no body."""
        return super().details()[1:]

    def subject(self) -> str:
        """No record stands here."""
        return ""

    def load(self) -> None:
        """Read both files again."""
        settings = self.tingsbok.preferences.settings
        self.tingsbok.gateway.look(self, "held", lambda: reads.held(settings), self._take)

    def _take(self, held: Held) -> None:
        self.tingsbok.preferences.take(held)
        self._show(held)
        if held.faults:
            self.say(held.faults[0], alert=True)

    def _show(self, held: Held) -> None:
        self.held = held
        text = self.query_one("#filter", Input).value
        if self.tab == SETTINGS:
            self.table.set_columns(present.setting_columns())
            lines = [*present.setting_lines(held.settings, text), *present.upkeep_lines(text)]
        else:
            self.table.set_columns(present.key_columns())
            lines = present.key_lines(keymap.actions(), held.keyboard, text)
        nothing = t('Nothing matches "{text}".', text=text)
        self.table.show(Lines(lines), self._rows[self.tab] or None, empty=nothing)
        self.query_one("#facts", Static).update(content(present.facts(held.settings, held.keyboard)))
        self.renew_frame()

    @on(RecordTable.RowHighlighted, "#rows")
    def _explain(self, event: RecordTable.RowHighlighted) -> None:
        self._rows[self.tab] = event.key
        if self.held is None:
            return
        if action := self._action():
            text = present.about_action(action, self.held.keyboard)
        elif value := self._value():
            text = present.about_setting(value)
        elif self._is_doctor:
            text = f"{t(intents.DOCTOR.help)}.\n{t('Enter shows what is well, what is not, and what to do.')}"
        else:
            return
        self.query_one("#about", Static).update(content(text, keep_newlines=True))

    def _value(self) -> Value | None:
        known = self.held.settings.all() if self.held and self.tab == SETTINGS else ()
        return next((each for each in known if each.setting.key == self.table.key), None)

    @property
    def _is_doctor(self) -> bool:
        return self.table.key == intents.DOCTOR.id and self.tab == SETTINGS

    def _action(self) -> Action | None:
        known = keymap.actions() if self.tab == KEYS else ()
        return next((each for each in known if each.id == self.table.key), None)

    # --- tabs and filter

    def _show_tabs(self) -> None:
        self.query_one(TypeTabs).show([t(label) for label in TABS], self.tab)

    def do_nav_previous(self) -> None:
        """The other tab."""
        self._go_to(1 - self.tab)

    def do_setting_tabs(self) -> None:
        """The other tab."""
        self._go_to(1 - self.tab)

    @on(TypeTabs.TabChosen)
    def _tab_chosen(self, event: TypeTabs.TabChosen) -> None:
        self._go_to(event.index)

    def _go_to(self, tab: int) -> None:
        self.tab = tab
        self._show_tabs()
        with self.prevent(Input.Changed):
            self.query_one("#filter", Input).value = ""
        self.query_one("#filter").display = False
        if self.held is not None:
            self._show(self.held)

    def do_list_filter(self) -> None:
        """Put the cursor into the filter."""
        field = self.query_one("#filter", Input)
        field.display = True
        self.set_focus(field)

    @on(Input.Changed, "#filter")
    def _filter(self) -> None:
        if self.held is not None:
            self._show(self.held)

    @on(Input.Submitted, "#filter")
    def _filtered(self) -> None:
        self.set_focus(self.table)

    def do_nav_back(self) -> None:
        """First out of the filter, and take it away; then back."""
        field = self.query_one("#filter", Input)
        if field.display:
            field.value = ""
            field.display = False
            self.set_focus(self.table)
        else:
            super().do_nav_back()

    # --- changing

    @on(RecordTable.RowChosen, "#rows")
    def _chosen(self) -> None:
        self.do_setting_change()

    def do_setting_change(self) -> None:
        """Change what the cursor stands on."""
        if action := self._action():
            self._ask_key(action)
        elif value := self._value():
            self._ask_value(value)
        elif self._is_doctor:
            self.tingsbok.everywhere.do_app_doctor()

    def do_setting_reset(self) -> None:
        """Take the user's own value or key away."""
        if self.held is None:
            return
        if action := self._action():
            if action.id not in self.held.settings.own.keys:
                self.say(t("It has the key it had from the beginning."))
            else:
                self._change_keys(action, ())
        elif value := self._value():
            if value.setting.key not in self.held.settings.own.values:
                self.say(t("It does not stand in your own file."))
            else:
                self._change(value, None)
        else:
            self.say(t("There is nothing to take back here."), passing=True)

    def _ask_value(self, found: Value) -> None:
        setting = found.setting
        if not setting.own:
            text = t("It stands in archive.toml in the archive's folder, for everybody: change it there.")
            self.say(text)
        elif setting.kind in ("choice", "switch"):
            self._ask_choice(found)
        else:
            self._ask_text(found)

    def _ask_choice(self, found: Value) -> None:
        setting = found.setting
        values: list[Scalar] = [value for value, _ in setting.choices] if setting.choices else [True, False]
        entries = [MenuEntry(str(at), setting.shown(each)) for at, each in enumerate(values, 1)]
        current = str(values.index(found.value) + 1)

        def chosen(key: str | None) -> None:
            if key is not None:
                self._change(found, values[int(key) - 1])
            elif setting.key == "theme":
                self.tingsbok.preferences.show_theme()

        menu = Menu(t(setting.label).capitalize(), entries, current=current, note=t(setting.help))
        if setting.key == "theme":
            show = self.tingsbok.preferences.show_theme
            menu.on_current(lambda place: show(str(values[place])))
        self.app.push_screen(menu, chosen)

    def _ask_text(self, found: Value) -> None:
        setting = found.setting

        def problem(text: str) -> str:
            try:
                setting.read(text)
            except WrongValueError as error:
                return wrong_value(t(setting.label), text, str(error))
            return ""

        def typed(text: str | None) -> None:
            if text is not None:
                self._change(found, setting.read(text))

        shown = str(found.value)
        title = t(setting.label).capitalize()
        self.app.push_screen(Prompt(title, shown, note=t(setting.help), problem=problem), typed)

    def _change(self, found: Value, value: Scalar | None) -> None:
        """Write a value into the user's file, or take it out."""
        settings, key = self.tingsbok.preferences.settings, found.setting.key

        def written(held: Held) -> None:
            self.tingsbok.preferences.take(held)
            self._show(held)
            now = held.settings.found(key)
            said = t("{setting}: {value}", setting=t(now.setting.label), value=present.value_of(now))
            self._tell(t("Set: {what}.", what=said), now, value)

        change = lambda: reads.change_setting(settings, key, value)  # noqa: E731 - loads in the thread
        self.tingsbok.gateway.start(self, "set", change, written)

    def _tell(self, said: str, now: Value, wanted: Scalar | None) -> None:
        """What counts now, and what is in the way of what was wanted."""
        if wanted is not None and now.value != wanted:
            said = f"{t('Saved.')} {present.overruled(now)}"
        elif now.setting.key in _LATER:
            said = f"{said} {t('It counts when Tingsbok starts again.')}"
        # the language may have taken this page away: the one that stands there now says it
        self.app.call_later(self.navigator.say, said, done=True)

    def _ask_key(self, action: Action) -> None:
        if self.held is None:
            return
        own = self.held.keyboard.own

        def pressed(key: str | None) -> None:
            if key is not None:
                self._change_keys(action, () if key in action.keys[:1] else (key,))

        actions = keymap.actions()
        refused = lambda key: refusal(key, action, actions, own)  # noqa: E731 - handed over once
        self.app.push_screen(KeyDialog(t(action.help), refused), pressed)

    def _change_keys(self, action: Action, keys: tuple[str, ...]) -> None:
        settings = self.tingsbok.preferences.settings

        def written(held: Held) -> None:
            self.tingsbok.preferences.take(held)
            self._show(held)
            shown = present.written(keys or action.keys)
            self.say(t("Set: {what}.", what=f"{shown}: {t(action.help)}"), done=True)

        change = lambda: reads.change_keys(settings, action.id, keys)  # noqa: E731 - loads in the thread
        self.tingsbok.gateway.start(self, "set", change, written)

    def do_setting_file(self) -> None:
        """Open the user's file in the text editor, then read it again."""
        if self.held is None or self.held.settings.file is None:
            return
        file = self.held.settings.file
        file.parent.mkdir(parents=True, exist_ok=True)
        command = config.editor_command(self.held.settings.text("editor"))
        if not command:
            self.say(t("No text editor is set. Set EDITOR, for example: export EDITOR=nano"), alert=True)
            return
        fault = editor.run_editor(self.tingsbok, [*command, str(file)])
        if fault:
            self.say(fault, alert=True)
        else:
            self.load()


class KeyDialog(Dialog[str | None]):
    """Waits for one key; the result is its name, ``None`` if it was left by Esc.

    Args:
        title: What the key shall do.
        refused: Says why a key cannot be had.
    """

    def __init__(self, title: str, refused: Any) -> None:
        super().__init__(title)
        self._refused = refused
        self._note = Static("", classes="dialog--note")

    def inside(self) -> Sequence[Widget]:
        """What to do, and why a key was refused."""
        return Static(content(t("Press the new key.")), classes="dialog--text"), self._note

    def keys(self) -> str:
        """How to get out."""
        return t("Esc cancel")

    def on_key(self, event: events.Key) -> None:
        """Take the key, or say why not."""
        event.stop()
        event.prevent_default()
        if event.key == "escape":
            self.dismiss(None)
            return
        reason = self._refused(event.key)
        if reason:
            self._note.update(content(f"! {present.written([event.key])}: {reason}"))
            self._note.add_class("-problem")
        else:
            self.dismiss(event.key)

from __future__ import annotations

from pathlib import Path

from tests.tui.driver import WIDE, driving
from tingsbok import i18n
from tingsbok.settings import Settings
from tingsbok.settings.keyboard import unusable
from tui import keymap
from tui.theme import CONTRAST, DARK, LIGHT, TERMINAL_DARK, TERMINAL_LIGHT, theme_named
from tui.widgets.rows_view import RowsView
from tui.widgets.table import RecordTable


def test_every_action_has_keys_that_can_be_had() -> None:
    """What the program binds itself passes the rules for a user's keys, and is known to whoever chooses them."""
    actions = {each.id: each for each in keymap.actions()}
    for widget in (RecordTable, RowsView):
        for binding in widget.BINDINGS:
            if binding.id != "list.choose":
                assert actions[binding.id].keys == tuple(binding.key.split(",")), binding.id
    keys = {key for each in actions.values() for key in each.keys}
    reserved = {"ctrl+q", "escape", "enter", "tab", "shift+tab", "up", "down"}
    assert {key for key in keys if unusable(key)} <= reserved


def test_the_theme_that_a_choice_means() -> None:
    found = {(choice, light): theme_named(choice, light=light) for choice in ("auto", "light", "dark", "contrast", "terminal")
             for light in (False, True)}  # fmt: skip
    assert (found["auto", False], found["auto", True]) == (DARK.name, LIGHT.name)
    assert (found["terminal", False], found["terminal", True]) == (TERMINAL_DARK.name, TERMINAL_LIGHT.name)
    assert found["contrast", True] == CONTRAST.name
    assert (found["light", False], found["dark", True]) == (LIGHT.name, DARK.name)


async def test_settings_are_shown_tried_changed_and_taken_back(demo: Path, tmp_path: Path) -> None:
    file = tmp_path / "own" / "config.toml"
    environ = {"EDITOR": "vim", "TINGSBOK_START_BODY": "inte-här"}
    async with driving(demo, settings=Settings.load(environ, file, {"watch": False})) as app:
        app.expect(
            "alla organ", r'! Det finns inget organ "inte-här" \(start.body\): alla visas.', "LSG § 39"
        )
        await app.press("0")
        app.expect("Inställningar", r"tema +automatiskt +standard", r"texteditor +vim +EDITOR", "0 egna")
        await app.press("down", "enter", "down", "down", "down")
        assert app.app.theme == CONTRAST.name
        await app.press("escape")
        assert (app.app.theme, file.exists()) == (DARK.name, False)
        await app.press("enter", "4")
        assert app.app.theme == CONTRAST.name
        app.expect(r"tema +hög kontrast +egen fil", "Satt: tema: hög kontrast.")
        await app.press("r")
        app.expect(r"tema +automatiskt +standard")
        assert app.app.theme == DARK.name
        await app.press("slash")
        await app.write("dagar")
        await app.press("enter", "enter", "ctrl+u")
        await app.write("0")
        await app.press("enter")
        app.expect("! dagar framåt är '0'; det ska vara ett tal från 1 till 3660")
        await app.write("9")
        await app.press("backspace", "backspace", "7", "enter")
        assert file.read_text().endswith("[start]\ndays = 7\n")
        await app.press("escape", "home", "enter", "2")  # English: every page anew, this one too
        app.expect("Settings", r"theme +automatic +standard", "Set: language: English.")
        assert i18n.current() == "en"
        await app.press("2", "q", "g", "i")
        app.expect("Settings", r"language +English +own file")
        await app.press("end")
        app.expect(r"> +Upkeep +this computer", "Enter shows what is well")
        await app.press("enter")
        assert app.place().startswith("This computer")
        app.expect("All is well|could be better", "git")


async def test_keys_are_chosen_by_pressing_them(demo: Path, tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_text('[keys]\n"view.people" = "ctrl+e"\n"record.edit" = "ö"\n')
    async with driving(demo, WIDE, settings=Settings.load({}, file, {"watch": False})) as app:
        app.expect("! config.toml:3: keys.record.edit: ö: Tangenten är upptagen")
        await app.press("ctrl+e")
        app.expect(r"\[7 Folk\]")
        await app.press("7", "0", "full_stop", "slash")
        app.expect(r"\[Tangenter\]", r"ctrl\+e +Folk")
        await app.write("sök i allt")
        await app.press("enter", "enter", "n")
        app.expect(r'! n: Tangenten är upptagen: "Skriv en ny post" \(record.new\)')
        await app.press("alt+x")
        app.expect("arrives|kommer fram som Esc")
        await app.press("Z")
        app.expect(r"\* +Z +Sök i allt", "Satt: Z: Sök i allt.")
        assert '"app.search" = "Z"' in file.read_text()
        await app.press("escape", "1")
        app.expect("Z sök")
        await app.press("s")
        assert app.place().endswith("v.45")
        await app.press("question_mark")
        await app.write("sök i allt")
        app.expect(r"Sök i allt +Z")
        await app.press("escape", "Z")
        assert app.place().startswith("Sök")


async def test_the_body_of_the_start_is_found_by_an_index_that_is_not_there_yet(demo: Path) -> None:
    async with driving(demo, body="lsg") as app:
        assert app.app.scope == "lsg"
        app.expect(r"LSG \| fre 8 nov")

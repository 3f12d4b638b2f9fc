from __future__ import annotations

from typing import Any

import pytest
from textual.screen import ModalScreen
from textual.widgets import Static

from tests.tui.screen import HOSTILE, WidgetApp, lines_of, text_of
from tui.widgets.dialogs import Answers, Confirm, Menu, MenuEntry, Prompt

ENTRIES = [
    MenuEntry("g", "godkänna"),
    MenuEntry("b", "bordlägga", why="-> LSG 2024-11-15"),
    MenuEntry("å", "återremittera", enabled=False, why="ingen mottagare"),
]


class Asking(WidgetApp):
    def __init__(self, dialog: ModalScreen[object]) -> None:
        super().__init__(Static("under"))
        self.dialog = dialog
        self.answers: list[object] = []

    def on_mount(self) -> None:
        self.push_screen(self.dialog, self.answers.append)


def confirm() -> Confirm:
    others = [("d", "Dela och avsluta"), ("a", "Avsluta ändå")]
    return Confirm(
        "Avsluta utan att dela?", "2 ändringar finns bara här.\n\nDe är sparade.", "Stanna", others
    )


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        (["enter"], [""]),
        (["escape"], [""]),
        (["d"], ["d"]),
        (["right", "right", "enter"], ["a"]),
        (["tab", "enter"], ["d"]),
        (["left", "enter"], ["a"]),
        (["x"], []),
    ],
)
async def test_confirm(keys: list[str], expected: list[str]) -> None:
    async with (app := Asking(confirm())).run_test(size=(80, 24)) as pilot:
        assert "[ Stanna ]   [ Dela och avsluta ]   [ Avsluta ändå ]" in text_of(app)
        assert "De är sparade." in text_of(app)
        await pilot.press(*keys)
        assert app.answers == expected


async def test_confirm_by_mouse_and_with_one_other() -> None:
    dialog = Confirm("Ta bort?", "Allt", "Avbryt", "Ta bort")
    async with (app := Asking(dialog)).run_test(size=(80, 24)) as pilot:
        await pilot.click(Answers, offset=(16, 0))
        assert app.answers == ["t"]


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        (["b"], ["b"]),
        (["enter"], ["g"]),
        (["down", "enter"], ["b"]),
        (["up", "enter"], []),
        (["å"], []),
        (["z"], []),
        (["escape"], [None]),
    ],
)
async def test_menu(keys: list[str], expected: list[str | None]) -> None:
    async with (app := Asking(Menu("Beslut", ENTRIES, note="Föreslagen: b"))).run_test(
        size=(80, 24)
    ) as pilot:
        assert "> g  godkänna" in text_of(app)
        assert "ingen mottagare" in text_of(app)
        await pilot.press(*keys)
        assert app.answers == expected


async def test_menu_takes_plain_tuples_and_a_proposal() -> None:
    menu = Menu("Gå till", [("s", "start"), ("m", "möten")], current="m")
    async with (app := Asking(menu)).run_test(size=(80, 24)) as pilot:
        await pilot.press("enter")
        assert app.answers == ["m"]


async def test_prompt() -> None:
    prompt = Prompt("Namn", "gammalt", problem=lambda text: "" if text else "Skriv något.")
    async with (app := Asking(prompt)).run_test(size=(80, 24)) as pilot:
        await pilot.press("ctrl+u", "enter")
        assert "! Skriv något." in text_of(app)
        await pilot.press("n", "y", "enter")
        assert app.answers == ["ny"]


async def test_hostile_text_is_only_text() -> None:
    dialogs: list[ModalScreen[Any]] = []
    for text in HOSTILE:
        dialogs += [
            Confirm(text, text, text, [("d", text)]),
            Menu(text, [MenuEntry("a", text, why=text)], note=text),
        ]
    async with (app := Asking(Prompt("", ""))).run_test(size=(80, 24)) as pilot:
        for dialog in dialogs:
            await app.switch_screen(dialog)
            await pilot.pause()
            assert all(sign.isprintable() or sign in "\n\u200d" for sign in text_of(app))
            assert len(lines_of(app)) == 24


@pytest.mark.parametrize(
    ("height", "keys", "expected"),
    [
        (24, ["right", "enter"], "k"),
        (24, ["left", "enter"], "a"),
        (24, ["z"], "a"),
        (40, ["right", "enter"], "a"),
    ],
)
async def test_a_long_menu_has_columns_in_a_low_window(height: int, keys: list[str], expected: str) -> None:
    entries = [MenuEntry(letter, f"val {letter}") for letter in "abcdefghijklmnopqrst"]
    async with (app := Asking(Menu("Gå till", entries))).run_test(size=(80, height)) as pilot:
        assert all(f"val {letter}" in text_of(app) for letter in "abcdefghijklmnopqrst")
        await pilot.press(*keys)
        assert (app.answers or ["a"]) == [expected]


async def test_the_current_entry_of_a_menu_stays_in_sight() -> None:
    entries = [MenuEntry(letter, f"ett val med ett långt namn {letter}") for letter in "abcdefghijklmnopqrst"]
    async with (app := Asking(Menu("Gå till", entries))).run_test(size=(60, 12)) as pilot:
        assert "långt namn t" not in text_of(app)
        await pilot.press("up")
        assert "långt namn t" in text_of(app)

from __future__ import annotations

from pathlib import Path

import pytest
from textual import events
from textual.keys import _character_to_key
from textual.widgets import Input

from tests.tui.driver import DAY, NARROW, Driver, Size, driving, git
from tingsbok.settings import Settings
from tui.app import TingsbokApp
from tui.options import Options
from tui.paste import BURST, BUSY_BURST, PasteGuard


@pytest.mark.parametrize(
    ("gap", "busy", "kept"),
    [(0.1, False, 30), (0.02, False, 30), (0.001, False, BURST), (0.001, True, BUSY_BURST), (0.02, True, 30)],
)
def test_what_is_typed_is_kept_and_what_is_pasted_is_dropped(gap: float, busy: bool, kept: int) -> None:
    guard = PasteGuard()
    assert sum(not guard.drops(100 + gap * n, 0, busy=busy) for n in range(30)) == kept


def test_a_paste_that_has_arrived_whole_loses_its_first_key_too() -> None:
    assert PasteGuard().drops(100.0, 20, busy=False)


def test_typing_goes_on_after_a_paste() -> None:
    guard = PasteGuard()
    assert guard.drops(100.0, 20, busy=False)
    assert not guard.drops(100.2, 0, busy=False)


def send(driver: Driver, keys: str) -> None:
    """Keys as a terminal sends them when the app is slow: all at once."""
    for sign in keys:
        driver.send("enter" if sign == "\r" else _character_to_key(sign), sign)


async def test_keys_that_come_together_reach_the_screens_they_were_meant_for(built_demo: Path) -> None:
    async with driving(built_demo) as app:
        send(app, "s")
        send(app, "hemsj")
        await app.settle()
        app.expect("Sök: hemsj")


async def test_what_is_typed_on_the_last_line_of_a_list_begins_one_more_value(demo: Path) -> None:
    async with driving(demo) as app:
        await app.press("6", "n", "tab")
        await app.write("wasara")
        await app.press("enter")
        await app.write("guni")
        await app.press("enter")
        app.expect(r">Ansvariga +Emma Wasara +\n +Gunilla Larsson +\n +>  \+ lägg till")
        await app.press("up")
        await app.write("x")  # letters on a value are no new one
        app.expect(r">  Gunilla Larsson")
        await app.press("escape")
        assert app.status() == "Utkast sparat. n fortsätter."


async def test_what_is_typed_on_the_last_line_of_a_form_is_the_name_of_a_field(demo: Path) -> None:
    async with driving(demo) as app:
        await app.press("6", "n", "shift+tab")
        await app.write("anm")
        await app.press("enter")
        await app.write("Muntligt")
        app.expect(">Anmärkning +Muntligt")


async def test_enter_waits_for_the_rows(built_demo: Path) -> None:
    async with driving(built_demo, body="lsg") as app:
        send(app, "2\r")
        await app.settle()
        app.expect(r"Möten > LSG 2024-09-20", "Godkännande av dagordning")


async def test_a_filter_and_two_enters_open_the_row_that_was_filtered_for(built_demo: Path) -> None:
    async with driving(built_demo) as app:
        await app.press("4")
        send(app, "/38")
        send(app, "b-2\r\r")
        await app.settle()
        app.expect("Beslut > lsg-2024-09-20-38b-2")


async def test_pasted_text_outside_a_field_does_nothing(built_demo: Path) -> None:
    async with driving(built_demo) as app:
        before = app.place()
        send(app, "Ett protokoll som någon råkade klistra in")
        await app.settle()
        assert app.place() == before
        assert app.status() == "Det såg ut som inklistrad text. Inget ändrades."


async def test_a_paste_event_outside_a_field_says_so(built_demo: Path) -> None:
    async with driving(built_demo) as app:
        app.app.post_message(events.Paste("Ett protokoll"))
        await app.settle()
        assert app.status() == "Det såg ut som inklistrad text. Inget ändrades."


async def test_what_was_typed_before_the_app_goes_before_what_the_terminal_has_already_sent_it(
    built_demo: Path,
) -> None:
    class AlreadyRead(TingsbokApp):
        """The terminal is read before the app is up: the keys lie there when it comes."""

        def on_load(self) -> None:
            for _ in range(2):
                self.post_message(events.Key("enter", "\r"))

    options = Options(
        today=DAY, delay=0, settings=Settings(flags={"watch": False}), cache_dir=built_demo.parent / "cache"
    )
    app = AlreadyRead(built_demo, options, typed=b"4/38b-2")
    async with app.run_test(size=(80, 24)) as pilot:
        driver = Driver(app, pilot)
        await driver.settle()
        driver.expect("Beslut > lsg-2024-09-20-38b-2")


PASTED = "Hemsjukvård\r\n  i hemmet\n\noch på boende\n"


@pytest.mark.parametrize("keys", [("s",), ("4", "slash"), ("6", "n"), ("colon",)], ids=" ".join)
async def test_lines_pasted_into_one_line_stand_behind_each_other(demo: Path, keys: tuple[str, ...]) -> None:
    async with driving(demo) as app:
        await app.press(*keys)
        app.app.post_message(events.Paste(PASTED))
        await app.settle()
        field = app.screen.focused
        assert isinstance(field, Input)
        assert field.value == "Hemsjukvård i hemmet och på boende"


async def test_a_line_takes_what_was_copied_from_several(built_demo: Path) -> None:
    async with driving(built_demo) as app:
        app.app.copy_to_clipboard(PASTED)
        await app.press("s", "ctrl+v")
        app.expect("Sök: Hemsjukvård i hemmet och på boende")


async def test_text_pasted_into_several_lines_is_not_said_to_have_been_dropped(demo: Path) -> None:
    async with driving(demo) as app:
        app.app.navigator.open_text("lsg-2024-11-15")
        await app.settle()
        app.app.post_message(events.Paste("Ett\nTvå\n"))
        await app.settle()
        assert [line.strip() for line in app.lines()[3:5]] == ["Ett", "Två"]
        assert "inklistrad" not in app.text()


@pytest.mark.parametrize("small", [(50, 24), (80, 10)])
async def test_a_window_that_was_too_small_goes_on_where_it_was(demo: Path, small: Size) -> None:
    async def too_small_for_a_while() -> None:
        for size in (small, NARROW):
            await app.pilot.resize_terminal(*size)
            await app.settle()
            assert ("Fönstret är för litet" in app.text()) == (size == small)

    async with driving(demo) as app:
        await app.press("4", "down")
        rows = app.screen.focused
        await too_small_for_a_while()
        assert app.screen.focused is rows
        await app.press("6", "n", "tab", "tab")
        await app.write("lsg")
        await too_small_for_a_while()
        await app.write(" 2024-09")
        app.expect(">Senast +lsg 2024-09", "> LSG 2024-09-20")


async def test_keys_do_nothing_where_the_window_is_too_small_to_show_it(demo: Path) -> None:
    async with driving(demo) as app:
        await app.press("3", "enter", "e")
        before = git(demo, "rev-parse", "HEAD")
        await app.pilot.resize_terminal(80, 10)
        await app.settle()
        await app.write("blint ")
        await app.press("ctrl+s")
        await app.pilot.resize_terminal(*NARROW)
        await app.settle()
        assert git(demo, "rev-parse", "HEAD") == before
        app.expect("> *Rubrik")
        assert not app.sees("blint")
        await app.pilot.resize_terminal(80, 10)
        await app.settle()
        app.send("ctrl+q")
        await app.pilot.pause()
        await app.pilot.pause()
        assert app.app.return_code == 0


async def test_a_list_never_offers_what_was_for_other_text(demo: Path) -> None:
    async with driving(demo) as app:
        await app.press("6", "n", "tab", "tab")
        await app.write("lsg 2024-09")
        await app.press("escape", "escape", "n", "tab", "tab")
        await app.write("lsg")
        app.expect("> LSG 2024-11-15")
        await app.write(" 2024-09")
        assert "LSG 2024-11-15" not in app.text()

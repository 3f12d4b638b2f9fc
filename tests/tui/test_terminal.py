from __future__ import annotations

import os
import termios
import tty
from pathlib import Path

import pytest
from textual.filter import NoColor

from tests.tui.driver import driving
from tui import terminal
from tui.guard import ControlGuard
from tui.theme import DARK, LIGHT


@pytest.mark.parametrize(
    ("answer", "light"),
    [
        (b"\x1b]11;rgb:ffff/ffff/ffff\x1b\\\x1b[?62;c", True),
        (b"\x1b]11;rgb:fd/f6/e3\x07\x1b[?1;2c", True),
        (b"\x1b]11;rgb:0000/0000/0000\x1b\\\x1b[?62c", False),
        (b"\x1b]11;rgba:1e/1e/2e/ff\x1b\\\x1b[?62c", False),
        (b"\x1b[?62;c", None),
        (b"", None),
        (b"\x1b]11;rgb:zz/zz/zz\x07", None),
    ],
)
def test_a_light_background_is_known_by_its_colour(answer: bytes, light: bool | None) -> None:
    assert terminal.is_light(answer) is light


@pytest.mark.parametrize(
    ("colours", "light"),
    [("15;0", False), ("0;15", True), ("0;default;15", True), ("12;8", False), ("", False)],
)
def test_a_light_background_is_known_by_its_number(colours: str, light: bool) -> None:
    assert terminal.is_light_number(colours) is light


def test_the_terminal_is_asked_and_left_as_it_was() -> None:
    """The wait ends when the terminal has said what it is, however much patience there is."""
    (mine, theirs), answer = os.openpty(), b"q\x1b]11;rgb:ffff/ffff/ffff\x1b\\\x1b[?62;c"
    before = termios.tcgetattr(theirs)
    try:
        tty.setcbreak(theirs)
        question = terminal.Question(theirs, theirs, before)
        question._end += 3600
        assert b"\x1b]11;?" in os.read(mine, 100)
        os.write(mine, answer)
        assert question.answer() == (True, b"q")
        assert termios.tcgetattr(theirs) == before
    finally:
        os.close(mine)
        os.close(theirs)


def test_a_terminal_that_says_nothing_is_not_waited_for() -> None:
    mine, theirs = os.openpty()
    try:
        assert terminal.heard(theirs, end=0) == b""
    finally:
        os.close(mine)
        os.close(theirs)


def test_without_a_terminal_nothing_is_asked() -> None:
    assert terminal.Question.put() is None


@pytest.mark.parametrize(
    ("answer", "typed", "keys"),
    [
        (b"\x1b]11;rgb:ffff/ffff/ffff\x1b\\\x1b[?62;c", b"", []),
        (b"s\x1b]11;rgb:0/0/0\x07h\x1b[?62;ce", b"she", ["s", "h", "e"]),
        (b"2\r\x1b[?1;2c", b"2\r", ["2", "enter"]),
        ("å".encode(), "å".encode(), ["å"]),
        (b"\x1b[A\x1b[?62c", b"\x1b[A", ["up"]),
    ],
)
def test_keys_among_the_answers_are_not_lost(answer: bytes, typed: bytes, keys: list[str]) -> None:
    assert terminal.typed_in(answer) == typed
    assert [event.key for event in terminal.key_events(typed)] == keys


@pytest.mark.parametrize(("light", "name"), [(False, DARK.name), (True, LIGHT.name)])
async def test_the_theme_follows_the_terminal(built_demo: Path, light: bool, name: str) -> None:
    async with driving(built_demo, light=light) as app:
        assert app.app.theme == name


async def test_without_colour_the_cursor_is_still_a_sign(built_demo: Path) -> None:
    async with driving(built_demo, colour=False) as app:
        await app.press("2")
        assert app.cursor_line()
        assert app.app.no_color
        filters = app.app.get_line_filters()
        assert any(isinstance(each, NoColor) for each in filters)
        assert isinstance(filters[-1], ControlGuard)

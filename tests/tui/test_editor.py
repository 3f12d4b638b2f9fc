from __future__ import annotations

from collections.abc import Sequence

import pytest
from textual.widgets import Input

from tests.tui.screen import HOSTILE, WidgetApp, lines_of, text_of
from tui.widgets.editor import LARGEST, LONGEST_LINE, MarkdownEditor, fits
from tui.widgets.lookups import Found, Lookups

FOUND = [Found("lsg-2024-09-20", "LSG 2024-09-20", "möte"), Found("suicid", "Suicidprevention", "ärende")]


class EditorApp(WidgetApp):
    def __init__(self, text: str = "") -> None:
        self.asked: list[str] = []
        self.editor = MarkdownEditor(Lookups(self.complete, delay=0), text)
        super().__init__(self.editor)

    async def complete(self, text: str, types: Sequence[str]) -> Sequence[Found]:
        self.asked.append(text)
        return [found for found in FOUND if text.casefold() in found.label.casefold()]

    def on_mount(self) -> None:
        self.editor.focus()


@pytest.mark.parametrize(
    ("text", "keys", "expected"),
    [
        ("", [*"[[sui", "enter"], "[[suicid]]"),
        ("", [*"[[", "down", "tab"], "[[suicid]]"),
        ("", [*"[[", "down", "up", "enter", "!"], "[[lsg-2024-09-20]]!"),
        ("", [*"[[sui", "escape", "enter", "x"], "[[sui\nx"),
        ("", [*"[[zzz", "enter"], "[[zzz\n"),
        ("", [*"[[sui", "left", "left", "left", "left", "enter"], "[\n[sui"),
        ("[[gammal|text]] slut", ["right", "right", *"sui", "enter"], "[[suicid]] slut"),
        ("a\nb", ["down", "x"], "a\nxb"),
        ("a", ["enter", "up", "x"], "x\na"),
        ("", [*"[a](b) åäö {", "enter"], "[a](b) åäö {\n"),
    ],
)
async def test_typing(text: str, keys: list[str], expected: str) -> None:
    async with (app := EditorApp(text)).run_test(size=(80, 24)) as pilot:
        await pilot.press(*keys)
        assert app.editor.text == expected


async def test_the_list_stands_beside_the_cursor() -> None:
    async with (app := EditorApp("\n" * 30)).run_test(size=(80, 24)) as pilot:
        await pilot.press("down", "down", *"se [[")
        assert "> LSG 2024-09-20" in lines_of(app)[3]
        await pilot.press("escape", *["down"] * 40, *"[[")
        assert "> LSG 2024-09-20" in lines_of(app)[21]
        assert app.editor.text.startswith("\n\nse [[")
        await pilot.press("ctrl+s")
        app.editor.blur()
        await pilot.pause()
        assert "Suicid" not in text_of(app)


async def test_a_click_takes_a_record() -> None:
    async with (app := EditorApp()).run_test(size=(80, 24)) as pilot:
        await pilot.press(*"[[")
        await pilot.click(offset=(10, 2))
        await pilot.pause()
        assert "[[suicid]]" in app.editor.text


async def test_the_list_goes_with_the_editor() -> None:
    async with (app := EditorApp()).run_test(size=(80, 24)) as pilot:
        await pilot.press(*"[[")
        await app.editor.remove()
        await pilot.pause()
        assert not app.screen.query("Dropdown")
        await app.screen.mount(Input())


async def test_lines() -> None:
    async with (app := EditorApp("a\nb\nc\n")).run_test(size=(80, 24)):
        app.editor.goto_line(3)
        assert app.editor.current_line() == 3
        app.editor.goto_line(99)
        assert app.editor.current_line() == 4
        assert app.editor.text == "a\nb\nc\n"


async def test_large_texts_can_only_be_read() -> None:
    async with (app := EditorApp("x" * (LONGEST_LINE + 1))).run_test(size=(80, 24)) as pilot:
        await pilot.press("a")
        assert app.editor.read_only
        assert not app.editor.text.startswith("a")
        app.editor.show("kort")
        await pilot.press("a")
        assert app.editor.text == "akort"
    assert not fits("x\n" * (LARGEST // 2 + 1))


@pytest.mark.parametrize("text", HOSTILE)
async def test_hostile_text_is_only_text(text: str) -> None:
    FOUND.append(Found("h", text, text))
    try:
        async with (app := EditorApp(text)).run_test(size=(80, 24)) as pilot:
            app.editor.move_cursor(app.editor.document.end)
            await pilot.press("enter", *"[[")
            assert app.editor.text == f"{text}\n[["
    finally:
        FOUND.pop()

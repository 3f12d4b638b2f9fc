from __future__ import annotations

from collections.abc import Sequence

import pytest
from textual.widgets import Static

from tests.tui.screen import HOSTILE, WidgetApp, text_of
from tui.widgets.dropdown import Dropdown
from tui.widgets.lookups import Found
from tui.widgets.picker import Picked, Picker

FOUND = [
    Found("suicid", "Suicidprevention Västerbotten", "2022-, 4 händelser", "Ärenden"),
    Found("psyk", "Psykisk hälsa Dalarna", "LCHNV", "Ärenden"),
    Found("emma", "Emma Wasara", "Folkhälsoenheten", "Personer"),
]


class Picking(WidgetApp):
    def __init__(self, **options: object) -> None:
        super().__init__(Static("under"))
        self.asked: list[tuple[str, tuple[str, ...]]] = []
        self.picker = Picker("Koppla", self.complete, delay=0, **options)  # type: ignore[arg-type]
        self.answers: list[Picked | None] = []

    async def complete(self, text: str, types: Sequence[str]) -> Sequence[Found]:
        self.asked.append((text, tuple(types)))
        return [found for found in FOUND if text.casefold() in found.label.casefold()]

    def on_mount(self) -> None:
        self.push_screen(self.picker, self.answers.append)


async def test_shows_groups_and_details() -> None:
    async with (app := Picking(types=("case",))).run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        screen = text_of(app)
        assert "Ärenden" in screen
        assert ">  Suicidprevention Västerbotten" in screen
        assert "4 händelser" in screen
        assert app.asked[0] == ("", ("case",))


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        (["enter"], Picked(("suicid",))),
        (["down", "enter"], Picked(("psyk",))),
        (["down", "down", "enter"], Picked(("emma",))),
        (["e", "m", "m", "enter"], Picked(("emma",), text="emm")),
        (["escape"], None),
    ],
)
async def test_typing_and_choosing(keys: list[str], expected: Picked | None) -> None:
    async with (app := Picking()).run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press(*keys)
        assert app.answers == [expected]


async def test_nothing_matches_and_new() -> None:
    async with (app := Picking(new=[("person", "Ny person"), ("case", "Nytt ärende")])).run_test(
        size=(80, 24)
    ) as pilot:
        await pilot.press("z", "z", "enter")
        assert app.answers == [Picked(new="person", text="zz")]


async def test_without_new_nothing_is_chosen() -> None:
    async with (app := Picking()).run_test(size=(80, 24)) as pilot:
        await pilot.press("z", "enter")
        assert 'Inget matchar "z".' in text_of(app)
        assert app.answers == []


async def test_ctrl_n_takes_the_first_new() -> None:
    async with (app := Picking(new=[("case", "Nytt ärende")])).run_test(size=(80, 24)) as pilot:
        await pilot.press("s", "ctrl+n")
        assert app.answers == [Picked(new="case", text="s")]


async def test_marks_in_the_list() -> None:
    async with (app := Picking(marks=True)).run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("tab", "space", "down", "space", "enter")
        assert app.answers == [Picked(("suicid", "emma"))]


async def test_a_late_answer_is_not_shown() -> None:
    async with (app := Picking()).run_test(size=(80, 24)) as pilot:
        await pilot.press("e", "m", "m", "a")
        assert "Psykisk" not in text_of(app)
        assert app.asked[-1][0] == "emma"


async def test_hostile_text_is_only_text(monkeypatch: pytest.MonkeyPatch) -> None:
    app = Picking(new=[("x", HOSTILE[0])], note=HOSTILE[5])
    monkeypatch.setattr(
        "tests.tui.test_picker.FOUND", [Found(f"h{text}", text, text, text) for text in HOSTILE]
    )
    async with app.run_test(size=(80, 24)) as pilot:
        for _ in HOSTILE:
            await pilot.press("down")
            assert all(sign.isprintable() or sign in "\n\u200d" for sign in text_of(app))


async def test_dropdown_shows_details_when_there_is_room() -> None:
    dropdown = Dropdown()
    async with (app := WidgetApp(dropdown)).run_test(size=(80, 24)) as pilot:
        dropdown.show([Found(str(n), f"val {n}", f"mer {n}") for n in range(20)], 9)
        await pilot.pause()
        assert "> val 9" in text_of(app)
        assert "mer 9" in text_of(app)
        dropdown.move_to_letter("V")
        dropdown.move(100)
        await pilot.pause()
        assert "> val 19" in text_of(app)
        dropdown.show(())
        await pilot.pause()
        assert "val" not in text_of(app)

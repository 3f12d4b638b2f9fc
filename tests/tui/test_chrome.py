from __future__ import annotations

import pytest
from msgspec.structs import replace

from tests.tui.screen import HOSTILE, WidgetApp, lines_of, text_of
from tui.widgets.chrome import PlaceLine, StatusLine, ViewTabs
from tui.widgets.hints import Hint, HintLine

VIEWS = [
    (1, "Start"),
    (2, "Möten"),
    (3, "Ärenden"),
    (4, "Beslut"),
    (5, "Avtal"),
    (6, "Uppdrag"),
    (7, "Folk"),
    (8, "Kalender"),
    (9, "Logg"),
]
HINTS = [
    Hint("Enter", "öppna", "open", 1),
    Hint("s", "sök", "search", 2),
    Hint("n", "ny", "new", 8),
    Hint("v", "väntar", "waiting", 9),
    Hint("S", "dela", "share", 3, enabled=False),
]
MORE = Hint("?", "fler", "help")


class ChromeApp(WidgetApp):
    def __init__(self) -> None:
        self.place, self.tabs, self.status, self.hints = (
            PlaceLine(),
            ViewTabs(),
            StatusLine(delay=0),
            HintLine(),
        )
        super().__init__(self.place, self.tabs, self.status, self.hints)
        self.ran: list[str] = []

    def on_mount(self) -> None:
        self.place.show(
            ("Möten", "LSG 2024-09-20"), ("alla organ", "fre 8 nov 2024 v.45", "2 odelade"), "utkast"
        )
        self.tabs.show(VIEWS, 2)
        self.hints.show(HINTS, MORE)


async def test_the_frame_at_80_columns() -> None:
    async with (app := ChromeApp()).run_test(size=(80, 24)):
        lines = lines_of(app)
    assert lines[0].startswith(" Möten > LSG 2024-09-20  utkast")
    assert lines[0].endswith("alla organ | fre 8 nov 2024 v.45 | 2 odelade")
    assert lines[1] == " 1 Start [2 Möten] 3 Ärenden 4 Beslut 5 Avtal 6 Uppdrag 7 Folk 8 Kalender 9 Logg"
    assert lines[3] == " Enter öppna  s sök  n ny  v väntar  S dela  ? fler"


@pytest.mark.parametrize(
    ("width", "place", "hints"),
    [
        (60, "2 odelade", " Enter öppna  s sök  n ny  v väntar  S dela  ? fler"),
        (46, "2 odelade", " Enter öppna  s sök  n ny  S dela  ? fler +1"),
        (30, "utkast", " Enter öppna  s sök  ? fler +2"),
        (10, "", " ? fler +4"),
    ],
)
async def test_narrow_frames_drop_by_rank(width: int, place: str, hints: str) -> None:
    async with (app := ChromeApp()).run_test(size=(width, 10)):
        lines = lines_of(app)
        assert lines[0].endswith(place)
        assert lines[3] == hints
        assert all(str(number) in lines[1] for number in range(1, 10)) or width < 20


@pytest.mark.parametrize(
    ("size", "hints"),
    [
        (
            (140, 40),
            [" POST Enter öppna │ GÅ v väntar", "      s sök  n ny │    S dela  ? fler"],
        ),
        ((140, 39), [" Enter öppna  s sök  n ny  v väntar  S dela  ? fler"]),
        ((139, 40), [" Enter öppna  s sök  n ny  v väntar  S dela  ? fler"]),
    ],
)
async def test_a_large_window_has_the_hints_in_groups(size: tuple[int, int], hints: list[str]) -> None:
    grouped = [replace(hint, group=2 * (hint.key in "vS")) for hint in HINTS]
    app = ChromeApp()
    async with app.run_test(size=size) as pilot:
        app.hints.show(grouped, MORE, ("POST", "SIDA", "GÅ"))
        await pilot.pause()
        assert [line for line in lines_of(app)[3:] if line] == hints
        only_large = Hint("Tab", "möten", "other", 9, group=2, large=True)
        app.hints.show([*grouped, only_large], MORE, ("POST", "SIDA", "GÅ"))
        await pilot.pause()
        assert ("Tab möten" in text_of(app)) == (size == (140, 40))


async def test_nothing_moves_when_another_view_is_chosen() -> None:
    async with (app := ChromeApp()).run_test(size=(100, 24)) as pilot:
        before = lines_of(app)[1]
        app.tabs.current = 9
        await pilot.pause()
        assert (
            lines_of(app)[1].replace("[", " ").replace("]", " ").strip()
            == before.replace("[", " ").replace("]", " ").strip()
        )
        assert "[9 Logg]" in lines_of(app)[1]


async def test_a_click_chooses_a_view() -> None:
    async with (app := ChromeApp()).run_test(size=(80, 24)) as pilot:
        await pilot.click(ViewTabs, offset=(30, 0))
        await pilot.click(ViewTabs, offset=(79, 0))
        assert [m.number for m in app.of(ViewTabs.ViewChosen)] == [4, 9]  # type: ignore[attr-defined]


async def test_a_click_on_a_hint_runs_its_action() -> None:
    async with (app := ChromeApp()).run_test(size=(80, 24)) as pilot:
        app.screen.action_search = lambda: app.ran.append("search")  # type: ignore[attr-defined]
        app.screen.action_share = lambda: app.ran.append("share")  # type: ignore[attr-defined]
        await pilot.click(HintLine, offset=(15, 0))
        await pilot.click(HintLine, offset=(39, 0))
        assert app.ran == ["search"]


async def test_status_shows_results_and_work() -> None:
    async with (app := ChromeApp()).run_test(size=(80, 24)) as pilot:
        app.status.say("Sparat: § 34. u ångrar.", "done")
        await pilot.pause()
        assert lines_of(app)[2] == " Sparat: § 34. u ångrar."
        app.status.work("Läser 214 poster …")
        await pilot.pause()
        assert lines_of(app)[2].endswith("Läser 214 poster …")
        app.status.rest()
        app.status.say("Det går inte", "error")
        await pilot.pause()
        assert lines_of(app)[2] == " ! Det går inte"


async def test_short_work_is_never_shown() -> None:
    app = WidgetApp(status := StatusLine(delay=3600))
    async with app.run_test() as pilot:
        status.work("Läser …")
        await pilot.pause()
        assert "Läser" not in text_of(app)
        status.rest()
        await pilot.pause()
        assert status.work_text == ""


async def test_long_ways_lose_their_beginning() -> None:
    async with (app := ChromeApp()).run_test(size=(60, 10)) as pilot:
        app.place.show(("Möten", "Länssamverkansgruppen 2024-09-20", "§ 38a"), ("i dag",))
        await pilot.pause()
        assert lines_of(app)[0].startswith(" … > § 38a")


async def test_hostile_text_is_only_text() -> None:
    async with (app := ChromeApp()).run_test(size=(80, 24)) as pilot:
        for text in HOSTILE:
            app.place.show((text, text), (text,), text)
            app.tabs.show([(1, text)], 1)
            app.status.say(text, "error")
            app.hints.show([Hint("x", text)], Hint("?", "fler"))
            await pilot.pause()
            assert all(sign.isprintable() or sign in "\n\u200d" for sign in text_of(app)), text

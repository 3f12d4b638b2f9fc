"""What a window of 140 columns and 40 rows shows besides, and that it is gone again in a smaller one."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tui.driver import NARROW, Driver, driving

WIDEST = (140, 40)
MEETING = "lsg-2024-09-20"


async def at_once(app: Driver, *keys: str) -> None:
    """Press keys as fast as somebody who knows the way."""
    for key in keys:
        app.send(key)
    await app.settle()


async def test_a_meeting_stands_among_the_others_with_its_cases_attendance_and_findings(
    built_demo: Path,
) -> None:
    async with driving(built_demo, WIDEST) as app:
        app.app.navigator.open_record(f"{MEETING}#38b")
        await app.settle()
        app.expect(r" ORGAN +möten", r"▼ LSG +5", r"▼ 2024 +4", r"> ?• +2024-09-20 utkast", r"► 2023 +1")
        app.expect(r" ÄRENDEN I MÖTET", r" LifeCare SP", r"Utfall +Öppet", r" NÄRVARO +ingen är antecknad")
        app.expect(
            r" GRANSKNING +8 fynd", r"T312 ett uppdrag utan datum: Vara bollplank", r"Shift\+Tab möten"
        )
        app.screen.query_one("DocumentView").action_bottom()  # type: ignore[attr-defined]
        await app.settle()
        app.expect(r"ÄRENDE Läns", r"2024-04-19 Läns", r"HISTORIK", r"2024-11-08 09\.15 Sofia Exempel")
        assert app.screen.focused is not None
        assert app.screen.focused.id == "rows"  # where the work is, as in a smaller window

        await at_once(app, "shift+tab", "home", "enter")
        app.expect(r">  ▼ LCHNV +8", r"► 2022 +1", r"Tab punkter")
        await at_once(app, "down", "enter")
        await at_once(app, "down", "enter")
        assert app.place().startswith("Möten > LCHNV 2024-11-07")
        app.expect(
            r">• +2024-11-07 utkast", r" SENAST ÖPPNADE", r" NÄRVARO +3 n +24 \?", r"GRANSKNING +3 fynd"
        )
        assert app.screen.focused.id == "rows"

        app.send("shift+tab")
        await app.pilot.resize_terminal(*NARROW)
        await app.settle()
        assert app.screen.focused.id == "rows"  # a column that is gone has no keys
        assert not app.sees("ORGAN|GRANSKNING")


async def test_the_list_has_a_meetings_items_beside_it_and_start_the_next_meeting(built_demo: Path) -> None:
    async with driving(built_demo, WIDEST) as app:
        await app.press("2")
        app.expect(r"NÄRVARO 3 n +24 \?", r"• 2 Godkännande av dagordning +· godkänt", r"– 4 d\) Uppdrags")
        await app.press("1")
        app.expect(
            r"▏ NÄSTA MÖTE +7 d", r"▏>  LSG 2024-11-15  planerat", r"VÄNTAR PÅ MÖTET +16 st", r"… och 6 till"
        )
        app.expect(
            r"NYTT FRÅN ANDRA +6 st", r"2024-11-08 09\.15  Sofia Exempel", r"POST Enter öppna │ SIDA n ny  "
        )
        assert app.text().count("NYTT FRÅN ANDRA") == 1
        assert app.cursor_line().startswith(">! 12 apr")
        assert app.screen.focused is not None
        assert app.screen.focused.id == "rows"

        await app.press("tab")
        app.expect("Tab listan")
        await at_once(app, "down", "down", "enter")  # past the facts, which are no row
        assert app.place().startswith("Beslut > lsg-2024-09-20-38b-2")
        await at_once(app, "escape", "v")
        assert app.place().startswith("Möten > LSG 2024-11-15 > Väntar")
        await at_once(app, "escape", "end", "enter")
        app.expect(r"lsg-2024-09-20-34", r"godkänt.*fastställt")

        app.send("escape")
        await app.pilot.resize_terminal(*NARROW)
        await app.settle()
        assert app.screen.focused.id == "rows"
        await app.press("end")
        app.expect("NYTT FRÅN ANDRA")
        assert not app.sees("NÄSTA MÖTE")


async def test_a_narrower_window_reads_nothing_for_what_it_does_not_show(
    built_demo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tui.reads import meeting_sides, start_aside

    asked: list[str] = []
    for module, name in (
        *((meeting_sides, each) for each in ("tree", "strip", "context")),
        (start_aside, "coming_meeting"),
    ):
        monkeypatch.setattr(module, name, lambda *_, **__: asked.append("read"))
    async with driving(built_demo, (139, 40)) as app:
        app.app.navigator.open_record(MEETING)
        await app.settle()
        app.expect("Godkännande av dagordning")
    assert not asked

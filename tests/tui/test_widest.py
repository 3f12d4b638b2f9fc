"""What a window of 140 columns and 40 rows shows besides, and that it is gone again in a smaller one."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tui.driver import NARROW, driving

WIDEST = (140, 40)
MEETING = "lsg-2024-09-20"


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

        await app.press("shift+tab", "home", "enter")
        app.expect(r">  ▼ LCHNV +8", r"► 2022 +1", r"Tab punkter")
        await app.press("enter", "down", "down", "down", "down", "enter")  # closed again, then to a meeting
        assert app.place().startswith("Möten > LSG 2024-11-15")
        app.expect(r">• +2024-11-15 planerat", r" SENAST ÖPPNADE")
        assert app.screen.focused.id == "rows"

        app.app.navigator.open_record("lchnv-2024-11-07")
        await app.settle()
        app.expect(r" NÄRVARO +3 n +24 \?", r"GRANSKNING +3 fynd")

        await app.press("shift+tab")
        await app.pilot.resize_terminal(*NARROW)
        await app.settle()
        assert app.screen.focused.id == "rows"  # a column that is gone has no keys
        assert not app.sees("ORGAN|GRANSKNING")


async def test_start_has_the_next_meeting_and_every_change_of_others_beside_it(built_demo: Path) -> None:
    async with driving(built_demo, WIDEST) as app:
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
        await app.press("down", "down", "enter")  # past the facts, which are no row
        assert app.place().startswith("Beslut > lsg-2024-09-20-38b-2")
        await app.press("escape", "v")
        assert app.place().startswith("Möten > LSG 2024-11-15 > Väntar")
        await app.press("escape", "end", "enter")
        app.expect(r"lsg-2024-09-20-34", r"godkänt.*fastställt")

        await app.press("escape")
        await app.pilot.resize_terminal(*NARROW)
        await app.settle()
        assert app.screen.focused.id == "rows"
        await app.press("end")
        app.expect("NYTT FRÅN ANDRA")
        assert not app.sees("NÄSTA MÖTE")


async def test_beside_the_list_a_meeting_shows_its_items_and_who_was_there(built_demo: Path) -> None:
    async with driving(built_demo, WIDEST) as app:
        await app.press("2")
        app.expect(r"NÄRVARO 3 n +24 \?", r"• 2 Godkännande av dagordning +· godkänt", r"– 4 d\) Uppdrags")
        await app.press("down", "down")
        app.expect(r"– 32a Hantering", r"– 32c Länsöverenskommelse")
        assert not app.sees("NÄRVARO")  # nobody is recorded there
        await app.pilot.resize_terminal(120, 40)
        await app.settle()
        app.expect("Punkter +31 · 31")  # the fields as they are in the file


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

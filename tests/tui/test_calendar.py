"""The calendar page: months, the day's list, and the file."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tui.driver import NARROW, driving


async def test_months_stand_side_by_side_and_the_arrows_move_the_day(demo: Path) -> None:
    async with driving(demo) as app:
        await app.press("8")
        app.expect(
            r"Kalender > oktober–december 2024",
            r"oktober 2024 +november 2024 +december 2024",
            r" 45  4  5  6  7# 8< 9 10 ",
            r" 41  7  8  9 10#11 12 13 ",
            r"24r25r26r27",
            r"! 2024-10-04  fre v\.40  uppdrag",
            r"# möte   \* sista dag   ! försenat   < i dag   r helgdag",
        )
        await app.press("down", "left")
        app.expect(r"2024-11-14 tor v\.46")
        await app.press("enter")
        assert app.status().startswith("Inget händer den dagen.")
        await app.press("right", "enter")
        app.expect(r"1  möte +LSG", r"2  återkommer")
        await app.press("1")
        assert app.place().startswith("Möten > LSG 2024-11-15")


async def test_other_months_come_and_tab_goes_to_the_list(demo: Path) -> None:
    async with driving(demo) as app:
        await app.press("8", "full_stop", "full_stop")
        app.expect(r"november 2024 +december 2024 +januari 2025", r"2025-01-08 ons v\.2")
        await app.press("comma", "comma", "comma", "tab", "home")
        app.expect(r"2024-10-04 fre v\.40   1 den dagen")
        await app.press("enter")
        assert app.place().startswith("Uppdrag > representanter-lifecare-sp")


async def test_one_body_only_and_a_file_of_it(demo: Path) -> None:
    async with driving(demo) as app:
        await app.press("8", "f")
        await app.write("lsg")
        await app.press("enter")
        assert not app.sees("Länsdialog")
        await app.press("x", "m")
        assert app.status().startswith("1 möte skrivet till out/kalender.ics")
    assert b"SUMMARY:LSG: m" in (demo / "out/kalender.ics").read_bytes()


@pytest.mark.parametrize(("size", "months"), [(NARROW, 3), ((140, 40), 6), ((60, 20), 2)])
async def test_as_many_months_as_there_is_room_for(demo: Path, size: tuple[int, int], months: int) -> None:
    async with driving(demo, size) as app:
        await app.press("8")
        names = ("oktober", "november", "december", "januari", "februari", "mars", "april")
        shown = "\n".join(app.lines()[1:])
        assert sum(f"{name} 202" in shown for name in names) == months, app.text()

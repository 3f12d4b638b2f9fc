"""The page of a case: its life-line, narrowed and as it was known, and mentions that become links."""

from __future__ import annotations

from pathlib import Path

from tests.tui.driver import Driver, Size, both_sizes, driving, git


async def open_case(app: Driver, name: str) -> None:
    await app.press("s")
    await app.write(name)
    await app.press("enter")


async def test_a_life_line_is_narrowed_and_read_as_of_a_day(demo: Path) -> None:
    async with driving(demo) as app:
        await open_case(app, "hemsj")
        app.expect(r"2024\? +VFR", "17 händelser")
        await app.press("f")
        await app.write("2022.. vfr")
        await app.press("enter")
        app.expect(r"2022-06-16 +VFR", "4 händelser")
        assert not app.sees("LCHNV +6")
        await app.press("escape", "f")
        await app.write("@2024-10-01")
        await app.press("enter")
        app.expect("8 händelser", "som det var 2024-10-01")
        await app.press("escape")
        app.expect("17 händelser")


@both_sizes
async def test_what_fits_nothing_says_so_and_leaves_no_details(demo: Path, size: Size) -> None:
    async with driving(demo, size) as app:
        await open_case(app, "hemsj")
        app.expect("• att")
        await app.press("f")
        await app.write("hej")
        await app.press("enter")
        app.expect('Inget i ärendet matchar "hej". Esc visar allt.', "0 händelser")
        assert not app.sees("• att")
        await app.press("escape")
        app.expect("17 händelser", "• att")


async def test_what_is_no_date_is_refused_in_words(demo: Path) -> None:
    async with driving(demo) as app:
        await open_case(app, "hemsj")
        await app.press("f")
        await app.write("@1/10")
        await app.press("enter")
        assert app.status() == '! "1/10" är inget datum.'
        app.expect("17 händelser")


async def test_a_mention_becomes_a_link_in_one_change(demo: Path) -> None:
    async with driving(demo) as app:
        await open_case(app, "hemsj")
        await app.press("end")
        app.expect("OLÄNKADE OMNÄMNANDEN", r">\+ +Ledningsbolaget: Konsult i u")
        await app.press("enter")
        app.expect("Koppla orden", "Enter sparar kopplingen")
        await app.press("enter")
        assert not app.sees("OLÄNKADE OMNÄMNANDEN")
    assert "[[hemsjukvardsavtalet|hemsjukvårdsavtalet]]" in git(demo, "show", "HEAD")
    assert git(demo, "log", "-1", "--format=%(trailers:key=Change,valueonly)") == "link"

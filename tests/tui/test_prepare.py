"""Preparing a meeting in the app: what waits, the agenda, a new meeting."""

from __future__ import annotations

from pathlib import Path

from tests.tui.driver import Size, both_sizes, driving, subject
from tui.screens.meeting import MeetingScreen
from tui.screens.waiting import WaitingScreen

NEXT = "lsg-2024-11-15"


def file_of(archive: Path, identity: str) -> str:
    return next((archive / "records").rglob(f"{identity}.md")).read_text(encoding="utf-8")


@both_sizes
async def test_what_waits_is_taken_up_with_its_reasons(demo: Path, size: Size) -> None:
    async with driving(demo, size, body="lsg") as app:
        await app.press("g", "n")
        app.expect("LSG 2024-11-15", "Dagordningen är tom. 16 förslag väntar: v visar dem, n skriver")
        await app.press("v")
        app.expect("16 förslag   13 märkta", "bordlagt +Skolchefsnätverkets platser", "ctrl\\+s ta upp")
        await app.press("down")
        app.expect("Varför +Bordlagt till 2024-11-15 \\(LSG", "BESLUT +Skolchefsnätverkets")
        await app.press("space")
        app.expect("16 förslag   12 märkta")
        await app.press("ctrl+s")
        assert isinstance(app.screen, MeetingScreen)
        assert app.status().startswith(f"Sparat: Möte {NEXT}: dagordning, 12 punkter.")
        app.expect("45 +form. +Godkännande av dagordning", "4 förslag väntar \\(v\\)")
    text = file_of(demo, NEXT)
    assert text.count("why:") == 12
    assert "lsg-2024-09-20#38a" in text
    assert "38b-2" not in text


async def test_an_item_of_ones_own_is_moved_and_taken_off(demo: Path) -> None:
    async with driving(demo, body="lsg") as app:
        await app.press("g", "n", "v", "ctrl+s", "n")
        app.expect("Ny punkt", "Rubrik")
        await app.press("ctrl+s")
        app.expect("En punkt behöver en rubrik")
        await app.write("Julf")
        await app.press("escape")
        app.expect("Utkast sparat. n fortsätter.")
        app.app.navigator.open_draft(f"new-item:{NEXT}")
        await app.settle()
        app.expect("Rubrik.*Julf", "Det här skrevs tidigare")
        await app.write("ika")
        await app.press("ctrl+s")
        assert subject(demo) == f"Möte {NEXT}: punkt Julfika"
        assert app.app.archive is not None
        assert app.app.archive.drafts() == []
        await app.press("end")
        app.expect(">.*58 +info +Julfika")
        await app.press("w", "u")
        app.expect("flyttad: Julfika", "> 57 +Julfika", "Enter sparar")
        await app.press("enter")
        app.expect(">.*57 +info +Julfika")
        await app.press("w", "i", "enter")
        app.expect(">.*56 a +info +Julfika")
        await app.press("w", "b", "enter")
        assert subject(demo) == f"Möte {NEXT}: borttagen: Julfika"
        assert not app.sees("56 a")


async def test_something_is_put_off_and_something_left(demo: Path) -> None:
    async with driving(demo, body="lsg") as app:
        await app.press("2", "home")
        assert "2024-11-15" in app.cursor_line()
        await app.press("v", "down", "r")
        assert isinstance(app.app.screen_stack[-2], WaitingScreen)
        await app.press("ctrl+u")
        await app.press(*["backspace"] * 10)
        await app.write("17 januari 2025")
        await app.press("enter")
        app.expect("uppskjutet till 2025-01-17", "Enter sparar")
        await app.press("enter")
        assert subject(demo) == "Beslut lsg-2024-09-20-38b-2: uppskjutet till 2025-01-17"
        app.expect("15 förslag")
        await app.press("escape", "1")
        await app.press("v")
        app.expect("Inget kommande möte står under markören")


async def test_the_next_meeting_of_a_body_is_like_the_last(demo: Path) -> None:
    async with driving(demo, body="lchnv") as app:
        await app.press("2", "n")
        app.expect("Nytt möte, som LCHNV 2024-11-07", "Näringslivets hus", "09:30")
        await app.press("ctrl+s")
        app.expect("Det behövs ett helt datum")
        await app.write("fre 13/12")
        await app.press("escape", "1")
        app.expect("utkast +LCHNV nytt möte")
        app.app.navigator.open_draft("new-meeting:lchnv")
        await app.settle()
        app.expect("Datum.*2024-12-13")
        await app.press("ctrl+s")
        app.expect("stående punkterna", "ja, alla 5")
        await app.press("j")
        app.expect("LCHNV 2024-12-13", "1 +form. +Mötets öppnande", "5 +övr")
        assert subject(demo).startswith("Möte lchnv-2024-12-13: ny")
        await app.press("comma", "v")
        app.expect("Mötet är hållet")


async def test_a_body_that_is_missing_is_made_on_the_way_to_its_first_meeting(demo: Path) -> None:
    async with driving(demo) as app:
        await app.press("1", "n", "m")
        await app.write("Nytt nätverk")
        await app.press("enter")
        app.expect("Folk > ny", "Namn \\* +Nytt nätverk")
        await app.press("ctrl+s")
        assert subject(demo) == "Organ nytt-natverk: ny, Nytt nätverk"
        app.expect("Organ \\* +Nytt nätverk")
        assert not app.sees("ingen sådan post")
        await app.press("escape", "n", "m")
        app.expect("Organ \\* +Nytt nätverk")
        assert not app.sees("ingen sådan post")
        await app.press("tab")
        await app.write("12/12")
        await app.press("ctrl+s")
        app.expect("Nytt nätverk 2024-12-12 +planerat")


async def test_a_body_that_is_none_is_refused_in_the_form(demo: Path) -> None:
    async with driving(demo) as app:
        await app.press("1", "n", "m")
        await app.write("Qqq")
        await app.press("tab")
        await app.write("12/12")
        await app.press("ctrl+s")
        app.expect("Nytt möte", r"! Posten finns inte\. ctrl\+n i fältet lägger till en")


async def test_who_is_missing_among_the_presenters_of_a_new_item_is_made(demo: Path) -> None:
    async with driving(demo, body="lsg") as app:
        await app.press("g", "n", "n")
        await app.write("Julfika")
        await app.press("tab", "tab", "tab", "ctrl+n")
        await app.write("Kim Nyberg")
        await app.press("ctrl+n")
        app.expect("Folk > ny", "Namn \\* +Kim Nyberg")
        await app.press("ctrl+s")
        app.expect("Ny punkt", "Föredragande +Kim Nyberg")
        await app.press("escape", "n")
        app.expect("Ny punkt", "Föredragande +>? +Kim Nyberg")


async def test_what_can_only_be_guessed_at_is_not_taken_for_a_body(demo: Path) -> None:
    async with driving(demo, body="lchnv") as app:
        await app.press("2", "n", *["tab"] * 5, "ctrl+u")
        await app.write("Ingen alls")
        app.expect("Beredning för utveckling av di")
        await app.press("tab", "ctrl+s")
        app.expect("Organ.*Ingen alls", "Posten finns inte.")


async def test_saving_chooses_what_leaving_the_field_would(demo: Path) -> None:
    async with driving(demo, body="lchnv") as app:
        await app.press("2", "n")
        await app.write("fre 13/12")
        await app.press(*["tab"] * 5, "ctrl+u")
        await app.write("beredning vuxna")
        app.expect("> Beredning vuxna")
        await app.press("ctrl+s")
        app.expect("Möten > Vuxna/äldre 2024-12-13")


async def test_a_new_meeting_is_asked_for_again_until_day_and_times_are_possible(demo: Path) -> None:
    async with driving(demo, body="lchnv") as app:
        await app.press("2", "n")
        for typed, said in (("30/2", '"30/2" finns inte'), ("fre 12/12", "är en torsdag, inte en fredag")):
            await app.press("ctrl+u")
            await app.write(typed)
            await app.press("ctrl+s")
            app.expect(said)
            assert not app.sees("helt datum")
        await app.press("ctrl+u")
        await app.write("fre 13/12")
        app.expect("Datum.*fre 13/12 .*= 2024-12-13 fre v.50")
        assert not app.sees("inte en fredag")
        await app.press("tab", "tab", "tab", "ctrl+u")
        await app.write("25:99")
        await app.press("ctrl+s")
        app.expect(r"Tiden finns inte\. Skriv den som 09:30")
        await app.press("ctrl+u")
        await app.write("10")
        await app.press("ctrl+s")
        app.expect(r"Ta med de stående punkterna\?", "ja, alla 5")

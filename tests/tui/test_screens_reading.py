"""Meetings, cases, records and the search, at two sizes."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tui.driver import Size, both_sizes, driving


@both_sizes
async def test_a_meeting_shows_its_items_and_the_text_of_the_current_one(
    built_demo: Path, size: Size
) -> None:
    async with driving(built_demo, size, body="lsg") as app:
        await app.press("2", "enter")
        app.expect(
            "Möten > LSG 2024-09-20  utkast", "Teams", "dnr HSN 49-5-2024", "Godkännande av dagordning"
        )
        app.expect("§ 31 +Godkännande av dagordning", "Dagordningen godtogs")


async def test_one_goes_to_an_item_by_its_number(built_demo: Path) -> None:
    async with driving(built_demo, body="lsg") as app:
        await app.press("2", "enter", "section_sign")
        app.expect("Gå till §")
        await app.write("38a")
        await app.press("enter")
        assert "38a" in app.cursor_line()
        assert "saknas" in app.cursor_line(), "§ 38a has no decision yet"


async def test_an_item_that_is_not_there_is_refused_in_the_dialog(built_demo: Path) -> None:
    async with driving(built_demo, body="lsg") as app:
        await app.press("2", "enter", "number_sign")
        await app.write("99")
        await app.press("enter")
        app.expect("Det finns ingen sådan punkt.")


async def test_an_item_opens_its_decision_or_lets_one_choose(built_demo: Path) -> None:
    async with driving(built_demo, body="lsg") as app:
        await app.press("2", "enter", "section_sign")
        await app.write("38b")
        await app.press("enter", "enter")
        app.expect("Öppna", "1 +Länssamverkansgruppens sammansättning", "2 +Skolchefsnätverkets platser")
        await app.press("2")
        app.expect("Beslut > lsg-2024-09-20-38b")


async def test_one_goes_from_meeting_to_meeting_and_to_the_case(built_demo: Path) -> None:
    async with driving(built_demo, body="lsg") as app:
        await app.press("2", "enter", "full_stop")
        app.expect("Möten > LSG 2024-11-15")
        await app.press("full_stop")
        assert app.status() == "Det finns inget senare möte."
        await app.press("comma", "section_sign")
        await app.write("34")
        await app.press("enter", "a")
        app.expect(r"\[3 Ärenden\]", "Suicidprevention")


async def test_an_empty_agenda_says_what_to_do(built_demo: Path) -> None:
    async with driving(built_demo, body="lsg") as app:
        await app.press("g", "n")
        app.expect("Möten > LSG 2024-11-15", "Dagordningen är tom.")


@both_sizes
async def test_what_was_decided_since_2021(built_demo: Path, size: Size) -> None:
    async with driving(built_demo, size) as app:
        await app.press("s")
        await app.write("hemsj")
        app.expect(r"Ärende +Hemsjukvårdsavtalet")
        await app.press("enter")
        app.expect(r"sedan \[", r"\[3 Ärenden\]", "17 händelser")
        await app.press("f")
        await app.write("2021")
        await app.press("enter")
        app.expect(r"2021-10-21 +VFR", r"2024-11-07 +LCHNV +6")
        assert "2024-11-07" in app.cursor_line()
        await app.press("escape")
        assert app.screen.query_one("#since").value == ""  # type: ignore[attr-defined]


async def test_nothing_since_a_date_says_so(built_demo: Path) -> None:
    async with driving(built_demo) as app:
        await app.press("3", "slash")
        await app.write("kalendarium")
        await app.press("enter", "enter", "f")
        await app.write("2031")
        app.expect("Inget har hänt sedan 2031. Esc visar allt.|2031")


async def test_an_event_opens_its_record(built_demo: Path) -> None:
    async with driving(built_demo) as app:
        await app.press("s")
        await app.write("hemsj")
        await app.press("enter", "enter")
        app.expect(r"\[4 Beslut\]", "lchnv-2024-11-07-6")


@both_sizes
async def test_a_record_shows_its_fields_text_and_what_points_at_it(built_demo: Path, size: Size) -> None:
    async with driving(built_demo, size) as app:
        await app.press("5", "slash")
        await app.write("suicid")
        await app.press("enter", "enter")
        app.expect(r"\[5 Avtal\]", r"Slag +strategi", "Rubrik")
        await app.press("end")
        app.expect("Pekar hit", r"Beslut", "2024-09-20")


async def test_a_link_is_followed_by_keyboard(built_demo: Path) -> None:
    async with driving(built_demo) as app:
        await app.press("4", "slash")
        await app.write("38b-2")
        await app.press("enter", "enter", "tab", "enter")
        app.expect(r"\[2 Möten\]", "LSG 2024-09-20")
        await app.press("escape", "m")
        app.expect(r"\[2 Möten\]")


async def test_a_reference_is_copied(built_demo: Path) -> None:
    async with driving(built_demo, body="lsg") as app:
        await app.press("2", "enter", "down", "y")
        assert app.status() == "Kopierat: [[lsg-2024-09-20#32]]"
        assert app.app.clipboard == "[[lsg-2024-09-20#32]]"


async def test_search_shows_types_and_moves_in_the_hits_while_one_types(built_demo: Path) -> None:
    async with driving(built_demo) as app:
        await app.press("s")
        app.expect("Skriv ett ord, ett namn eller ett id.")
        await app.write("hemsj")
        app.expect(r"\[Allt 28\] +Ärenden 4", "28 träffar i 338 poster")
        await app.press("down", "down")
        await app.write("u")
        app.expect("Sök: hemsju")


@pytest.mark.parametrize(("typed", "said"), [("å", "bara namn; en bokstav till"), ("qlgx", "Inget för")])
async def test_search_says_of_one_letter_that_names_are_shown(
    built_demo: Path, typed: str, said: str
) -> None:
    async with driving(built_demo) as app:
        await app.press("s")
        await app.write(typed)
        app.expect(said)
        assert app.sees("Inget för") is not app.sees(r"\[Namn \d\]")


async def test_search_by_type(built_demo: Path) -> None:
    async with driving(built_demo) as app:
        await app.press("s")
        await app.write("hemsj")
        await app.press("tab")
        app.expect(r"\[Ärenden 4\]")
        assert not app.sees(r"^> +Beslut")


async def test_search_offers_what_was_probably_meant(built_demo: Path) -> None:
    async with driving(built_demo) as app:
        await app.press("s")
        await app.write("hemsjukvrd")
        app.expect("Menade du")
        await app.press("ctrl+n")
        assert not app.sees("Menade du")


async def test_search_begins_with_what_was_opened_last(built_demo: Path) -> None:
    async with driving(built_demo) as app:
        await app.press("3", "enter", "s")
        app.expect("Senast öppnade", "Beredning vuxna och äldre")

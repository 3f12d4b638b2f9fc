"""Screens that only show: lists, meetings, cases, records, search, log and history, at two sizes."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tui.driver import NARROW, SIZES, WIDE, driving
from tui.screens.listing import ListingScreen
from tui.widgets.document import DocumentView

both_sizes = pytest.mark.parametrize("size", SIZES, ids=["80x24", "120x40"])
Size = tuple[int, int]


# --- start


@both_sizes
async def test_start_says_what_is_late_and_near(built_demo: Path, size: Size) -> None:
    async with driving(built_demo, size) as app:
        app.expect(
            r"Tingsbok: exempelarkiv > Start",
            r"\[1 Start\]",
            "fre 8 nov 2024 v.45",
            "Exempelarkiv",
            "FÖRSENAT OCH NÄRA",
        )
        app.expect(
            r"! +4 okt fre +-35 d +uppdrag +Meddela representanter", r"15 nov fre +7 d +möte +LSG 2024-11-15"
        )
        app.expect(
            "VÄNTAR PÅ ANDRA",
            r"13/16 +svar +RÖK Kvinnofrid",
            "PÅGÅENDE",
            r"20 sep fre .*utkast +LSG 2024-09-20",
        )
        assert app.cursor_line().startswith(">!"), "the cursor stands on what is most late"


async def test_start_opens_what_is_under_the_cursor(built_demo: Path) -> None:
    async with driving(built_demo) as app:
        await app.press("enter")
        app.expect("Uppdrag > forandring-pa-hemmaplan", "Ansvariga|Varje ledamot")
        await app.press("escape")
        app.expect(r"\[1 Start\]", "FÖRSENAT")


async def test_start_shows_the_latest_change(built_demo: Path) -> None:
    async with driving(built_demo) as app:
        await app.press("end", *["up"] * 5, "enter")
        app.expect(r"\[9 Logg\]", "Sofia Exempel", "- lsg-2024-11-05", r"\+ lsg-2024-11-15")


async def test_one_body_only(built_demo: Path) -> None:
    async with driving(built_demo, body="lsg") as app:
        app.expect(r"LSG \| fre 8 nov")
        assert not app.sees("LCHNV")
        await app.press("2")
        assert not app.sees("LCHNV")
        app.expect("LSG")


# --- lists


@both_sizes
async def test_meetings_open_on_the_one_that_waits_for_work(built_demo: Path, size: Size) -> None:
    async with driving(built_demo, size) as app:
        await app.press("2")
        app.expect(r"\[2 Möten\]", "Datum +Organ +Plats", "21 möten", "ordning: datum, nyast först")
        assert "2024-11-07" in app.cursor_line()
        assert "utkast" in app.cursor_line()


async def test_a_list_keeps_its_row_when_one_comes_back(built_demo: Path) -> None:
    async with driving(built_demo) as app:
        await app.press("3", "down", "down", "down")
        before = app.cursor_line()
        await app.press("4", "3")
        assert app.cursor_line() == before


@pytest.mark.parametrize(
    ("key", "seen"),
    [
        ("1", r"\[1 Start\]"),
        ("2", r"\[2 Möten\]"),
        ("3", r"\[3 Ärenden\]"),
        ("4", r"\[4 Beslut\]"),
        ("5", r"\[5 Avtal\]"),
        ("6", r"\[6 Uppdrag\]"),
        ("7", r"\[7 Folk\]"),
        ("9", r"\[9 Logg\]"),
    ],
)
async def test_numbers_go_to_views(built_demo: Path, key: str, seen: str) -> None:
    async with driving(built_demo) as app:
        await app.press("2", "enter", key)
        app.expect(seen)


async def test_open_assignments_come_first_and_the_filter_is_told(built_demo: Path) -> None:
    async with driving(built_demo) as app:
        await app.press("6")
        app.expect("status: öppet", "Berätta vad du har ändrat")
        assert not any("klart" in line for line in app.lines()[:-2])  # the hints name the act


async def test_people_have_tabs(built_demo: Path) -> None:
    async with driving(built_demo) as app:
        await app.press("7")
        app.expect(r"\[Organ\]", "Kortnamn")
        await app.press("full_stop")
        app.expect(r"\[Personer\]", "Namn +Titel")
        await app.press("full_stop")
        app.expect(r"\[Organisationer\]")
        await app.press("comma", "comma")
        app.expect(r"\[Organ\]")


async def test_the_filter_narrows_while_one_types_and_goes_away(built_demo: Path) -> None:
    async with driving(built_demo) as app:
        await app.press("4", "slash")
        await app.write("suicid")
        app.expect("/ suicid")
        assert not app.sees("49 beslut")
        await app.press("escape")
        app.expect("49 beslut")


async def test_a_filter_that_leaves_nothing_says_so_and_enter_searches_everything(built_demo: Path) -> None:
    async with driving(built_demo) as app:
        await app.press("5", "slash")
        await app.write("xyzzy")
        app.expect('Inget matchar "xyzzy". Esc tar bort filtret, Enter söker i allt.')
        await app.press("enter")
        app.expect("Sök: xyzzy")


async def test_a_query_that_makes_no_sense_is_refused_in_words(built_demo: Path) -> None:
    async with driving(built_demo) as app:
        await app.press("4", "slash")
        await app.write("finnsinte:")
        await app.write("x")
        assert "finnsinte" in app.status()
        assert app.status().startswith("!")


async def test_fields_are_chosen_by_their_values(built_demo: Path) -> None:
    async with driving(built_demo) as app:
        await app.press("4", "f")
        app.expect("Filtrera med fält", "Organ", r"LSG +\d+")
        await app.write("bordlagt")
        await app.press("enter")
        app.expect("utfall: bordlagt")
        assert all("bordlagt" in line for line in app.lines()[5:8] if line.strip())
        await app.press("f")
        await app.write("Visa allt")
        await app.press("end", "enter") if app.sees("Visa allt") else None
        app.expect("49 beslut|utfall")


async def test_the_order_is_chosen_by_letter(built_demo: Path) -> None:
    async with driving(built_demo) as app:
        await app.press("2", "w", "b")
        app.expect("datum, äldst först")
        await app.press("home")
        assert "2020" in app.cursor_line()


async def test_the_side_pane_follows_the_cursor_where_there_is_room(built_demo: Path) -> None:
    async with driving(built_demo, WIDE) as app:
        await app.press("3")
        before = app.screen.query_one(DocumentView)._shown.body
        await app.press("down", "down")
        assert app.screen.query_one(DocumentView)._shown.body != before
        await app.press("i")
        assert not app.screen.query_one("#pane").display or not app.screen.query_one("#pane").region.width


async def test_a_row_is_opened_by_the_mouse(built_demo: Path) -> None:
    async with driving(built_demo) as app:
        await app.press("3")
        await app.pilot.click("#rows", offset=(10, 3), times=2)
        await app.settle()
        app.expect("Ärenden > ")


async def test_views_and_hints_are_clicked(built_demo: Path) -> None:
    async with driving(built_demo) as app:
        tabs = app.lines()[1]
        await app.pilot.click("ViewTabs", offset=(tabs.index("Beslut"), 0))
        await app.settle()
        app.expect(r"\[4 Beslut\]")
        await app.pilot.click("HintLine", offset=(app.lines()[-1].index("filter"), 0))
        await app.settle()
        assert app.screen.focused is app.screen.query_one("#filter")


async def test_a_type_of_the_users_own_is_reached_without_code(demo: Path) -> None:
    (demo / "schemas").mkdir(exist_ok=True)
    (demo / "schemas" / "bok.schema.json").write_text(
        '{"$id": "bok.schema.json", "title": "Book", "type": "object", "required": ["type", "title"],'
        '"x-tingsbok": {"sv": {"title": "Bok", "plural": "Böcker"}, "label": "title", "id": "{title}",'
        '"path": "records/books/{id}.md", "columns": [{"field": "title"}], "sort": "title"},'
        '"properties": {"type": {"const": "bok"}, "title": {"type": "string", "title": "Title",'
        '"x-tingsbok": {"sv": {"title": "Rubrik"}}}}}',
        encoding="utf-8",
    )
    (demo / "records" / "books").mkdir()
    (demo / "records" / "books" / "roda-rummet.md").write_text(
        "---\ntype: bok\ntitle: Röda rummet\n---\nText\n"
    )
    async with driving(demo) as app:
        await app.press("s")
        await app.write("röda")
        app.expect(r"Bok +Röda rummet")
        await app.press("enter")
        app.expect("roda-rummet", "Rubrik +Röda rummet")


# --- a meeting


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


# --- cases and records


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


# --- search


async def test_search_shows_types_and_moves_in_the_hits_while_one_types(built_demo: Path) -> None:
    async with driving(built_demo) as app:
        await app.press("s")
        app.expect("Skriv ett ord, ett namn eller ett id.")
        await app.write("hemsj")
        app.expect(r"\[Allt 28\] +Ärenden 4", "28 träffar i 338 poster")
        await app.press("down", "down")
        await app.write("u")
        app.expect("Sök: hemsju")


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


# --- log and history


@both_sizes
async def test_who_changed_the_date_and_from_what(built_demo: Path, size: Size) -> None:
    async with driving(built_demo, size) as app:
        await app.press("4", "slash")
        await app.write("38b-2")
        await app.press("enter", "enter")
        app.expect("lsg-2024-09-20-38b-2")
        await app.press("H")
        app.expect("2 ändringar", r"2024-11-08 09\.15 +Sofia Exempel")
        await app.press("enter")
        app.expect("- lsg-2024-11-05", r"\+ lsg-2024-11-15", "Sofia Exempel")
        await app.press("w")
        assert app.status().startswith("Visas som")


@both_sizes
async def test_the_log_shows_who_what_and_when(built_demo: Path, size: Size) -> None:
    async with driving(built_demo, size) as app:
        await app.press("9")
        app.expect("27 ändringar", "Sofia Exempel", "Beslut lsg-2024-09-20-38b-2: återkommer")
        await app.press("f")
        await app.write("Anna")
        await app.press("enter")
        app.expect("Anna Exempel")
        assert not app.sees("Sofia Exempel")


async def test_the_log_of_a_period(built_demo: Path) -> None:
    async with driving(built_demo) as app:
        await app.press("9", "f")
        await app.write("2024-11-07..2024-11-08")
        await app.press("enter")
        app.expect("3 ändringar|2 ändringar", "2024-11-07–2024-11-08")


# --- the frame


@pytest.mark.parametrize("size", [(40, 8), (59, 24), (80, 11)])
async def test_a_window_that_is_too_small_says_so(built_demo: Path, size: Size) -> None:
    async with driving(built_demo, size) as app:
        app.expect("Fönstret är")
        await app.pilot.resize_terminal(80, 24)
        await app.settle()
        app.expect("FÖRSENAT OCH NÄRA")


async def test_a_small_window_shows_the_list_alone(built_demo: Path) -> None:
    async with driving(built_demo, (60, 15)) as app:
        await app.press("2", "enter")
        assert not app.sees(r"\[2 Möten\]")
        app.expect("LCHNV 2024-11-07", "Enter öppna", "fler")


async def test_back_goes_level_by_level_and_never_out(built_demo: Path) -> None:
    async with driving(built_demo) as app:
        await app.press("2", "enter", "escape")
        app.expect(r"\[2 Möten\]", "21 möten")
        await app.press("left")
        app.expect(r"\[1 Start\]")
        await app.press("escape", "escape")
        app.expect(r"\[1 Start\]")
        assert app.status() == "ctrl+q avslutar."


async def test_q_leaves_from_start_only(built_demo: Path) -> None:
    async with driving(built_demo) as app:
        await app.press("2", "q")
        app.expect(r"\[1 Start\]")
        await app.pilot.press("q")
        await app.pilot.pause()
        assert app.app.return_code == 0


async def test_goto_knows_the_ways(built_demo: Path) -> None:
    async with driving(built_demo) as app:
        await app.press("g")
        app.expect("Gå till", "möten", "nästa möte", "hela loggen")
        await app.press("r")
        app.expect(r"\[Organisationer\]")
        await app.press("g", "e")
        assert app.screen.query_one("#rows").cursor > 5  # type: ignore[attr-defined]


async def test_help_tells_the_keys_of_the_view_and_runs_them(built_demo: Path) -> None:
    async with driving(built_demo) as app:
        await app.press("2", "question_mark")
        app.expect("Hjälp: Möten", "HÄR", r"Skriv en ny post +n")
        await app.write("sök i")
        await app.press("enter")
        app.expect("Sök:")


async def test_the_palette_finds_every_command_and_type(built_demo: Path) -> None:
    async with driving(built_demo) as app:
        await app.press("colon")
        await app.write("ny post: avtal")
        await app.press("enter")
        app.expect(r"Avtal > ny", "Rubrik")


async def test_a_key_that_makes_no_sense_says_why(built_demo: Path) -> None:
    async with driving(built_demo) as app:
        await app.press("end", "e")
        assert app.status() == "Markören står inte på någon post."


async def test_the_choice_of_a_body_holds_everywhere(built_demo: Path) -> None:
    async with driving(built_demo, NARROW) as app:
        await app.press("g", "o")
        await app.write("lgl")
        await app.press("enter")
        app.expect(r"LGL \| fre")
        await app.press("2")
        assert isinstance(app.screen, ListingScreen)
        assert not app.sees("LCHNV")


async def test_nothing_of_a_record_acts_on_the_app(demo: Path) -> None:
    folder = demo / "records" / "cases"
    (folder / "aaa.md").write_text(
        '---\ntype: case\ntitle: "AAA [/] [@click=app.quit]x[/] \\e]52;c;QQ\\a \\u202e"\n---\n[/b] \x1b[2J [bold\n'
    )
    async with driving(demo, WIDE) as app:
        await app.press("3", "home")
        app.expect(r"AAA \[/\] \[@click=app.quit\]x\[/\]")
        await app.press("enter", "H")
        text = app.text()
        assert "\x1b" not in text
        assert "\u202e" not in text


async def test_the_cursor_comes_to_the_row_that_is_called_so(built_demo: Path) -> None:
    async with driving(built_demo) as app:
        await app.press("7", "slash")
        await app.write("länssamverkansgruppen")
        found = app.cursor_line()
        assert "LSG" in found
        await app.press("enter", "down", "f5")
        assert app.cursor_line() != found  # reading again leaves the cursor where the user put it
        await app.press("up", "enter")
        app.expect("Folk > LSG")

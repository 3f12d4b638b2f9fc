"""The first screen and the lists, at two sizes."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tui.driver import WIDE, Size, both_sizes, driving
from tui.widgets.document import DocumentView
from tui.widgets.table import RecordTable


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


async def test_all_bodies_come_first_are_found_by_typing_and_none_is_missing(built_demo: Path) -> None:
    async with driving(built_demo, WIDE, body="lsg") as app:
        await app.press("f")
        app.expect("Alla organ", "Enter väljer  Esc stänger")
        table = app.screen.query_one(RecordTable)
        assert table.count == 1 + len(list((built_demo / "records" / "bodies").rglob("*.md")))
        await app.write("alla")
        await app.press("enter")
        app.expect("alla organ")


async def test_the_field_filter_says_what_its_keys_do(built_demo: Path) -> None:
    async with driving(built_demo) as app:
        await app.press("4", "f")
        app.expect(r"ctrl\+n det som är skrivet")


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
        app.expect("utfall: bordlagt", r" [1-9] beslut ")
        assert not app.sees("Utfall")  # every row would say the same
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


async def test_a_very_wide_window_counts_the_values_of_the_fields_beside_the_list(built_demo: Path) -> None:
    async with driving(built_demo, (140, 40)) as app:
        await app.press("4")
        app.expect(r" Organ  .*Rubrik +Utfall", r"LCHNV +25 ", r"godkänt +12 ", r"Utfall  ")
        await app.pilot.click("#facets", offset=(5, 2))
        await app.settle()
        app.expect(r"organ: LSG +16 beslut", r" x LSG +16 ")
        await app.press("slash")
        await app.write("qqqq")
        app.expect("Inget matchar")
        assert not app.sees("Dagordningen")  # nothing stands beside a list without rows


async def test_why_a_key_did_nothing_is_said_until_the_next_key_and_what_was_saved_for_longer(
    demo: Path,
) -> None:
    async with driving(demo) as app:
        await app.press("2", "ctrl+c")
        assert app.status() == "ctrl+q avslutar."
        await app.press("down")
        assert app.status() == ""
        app.app.navigator.say("Sparat.", done=True)
        await app.press("up")
        assert app.status() == "Sparat."


async def test_a_list_is_not_said_to_be_empty_where_a_file_cannot_be_read(demo: Path) -> None:
    for file in (demo / "records").rglob("*.md"):
        if "type: case\n" in file.read_text("utf-8"):
            file.write_text("---\ntype: case\ntitle: [\n---\n", "utf-8")
    async with driving(demo) as app:
        await app.press("3")
        app.expect("Här finns inga ärenden som går att läsa", "Filer som inte går att läsa: ")
        assert not app.sees("n lägger till")

"""Log and history, and the frame around every screen, at two sizes."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tui.driver import NARROW, WIDE, Size, both_sizes, driving, file_of, git
from tui.screens.listing import ListingScreen


@both_sizes
async def test_who_changed_the_date_and_from_what(built_demo: Path, size: Size) -> None:
    async with driving(built_demo, size) as app:
        await app.press("4", "slash")
        await app.write("38b-2")
        await app.press("enter", "enter")
        app.expect("lsg-2024-09-20-38b-2")
        await app.press("H")
        app.expect("2 ändringar", r"2024-11-08 09\.15 +Sofia Exempel")
        await app.press("f")
        app.expect(r"2024-11-08 09\.15 +Sofia Exempel +Återkommer: LSG 2024-11-15", r"Exempel +Utfall: ")
        await app.press("f")
        app.expect("2 ändringar")
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


@pytest.mark.parametrize(
    ("period", "facts"),
    [
        ("2024-11-07..2024-11-08", "3 ändringar   2024-11-07–2024-11-08"),
        ("2024-11-07", "3 ändringar   2024-11-07"),
        ("2024-10", "2 ändringar   2024-10"),
    ],
)
async def test_the_log_of_a_period(built_demo: Path, period: str, facts: str) -> None:
    async with driving(built_demo) as app:
        await app.press("9", "f")
        await app.write(period)
        await app.press("enter")
        app.expect(facts)


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


async def test_help_of_a_form_tells_how_to_save_to_leave_and_to_throw_away(built_demo: Path) -> None:
    async with driving(built_demo) as app:
        await app.press("4", "e", "f1")
        app.expect(r"Spara som en ändring +ctrl\+s", r"Lämna; det .* +Esc")
        await app.write("kast")
        app.expect("Lämna och kasta det som skrivits")


@pytest.mark.parametrize(
    ("record", "hint"),
    [
        ("lsg-2024-09-20-34", "r registrera"),
        ("lsg-2024-09-20-38b-2", ""),
        ("lansrutin-lifecare-sp", "r rapport, klart"),
        ("sofia-ogren", ""),
        ("suicidprevention", "r registrera"),
        ("hemsjukvardsavtalet", ""),
    ],
)
async def test_the_hints_name_registering_where_it_does_something(
    built_demo: Path, record: str, hint: str
) -> None:
    async with driving(built_demo) as app:
        app.app.navigator.open_record(record)
        await app.settle()
        hints = app.lines()[-1].strip().split("  ")
        assert next((shown for shown in hints if shown.startswith("r ")), "") == hint


@pytest.mark.parametrize("view", ["2", "5", "8"])
async def test_the_palette_finds_what_writes_files_by_the_word_people_have_for_it(
    built_demo: Path, view: str
) -> None:
    async with driving(built_demo) as app:
        await app.press(view, "colon")
        await app.write("export")
        app.expect(r">  Exportera: skriv .* x ")


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


async def test_what_a_change_removed_is_put_back_from_the_log_and_what_was_typed_is_not_lost(
    demo: Path,
) -> None:
    case = "beredning-vuxna-aldre-uppdrag"
    async with driving(demo) as app:
        app.app.navigator.open_form(case)
        await app.settle()
        await app.write("Nytt: ")
        git(demo, "rm", "-q", file_of(demo, case).relative_to(demo).as_posix())
        git(demo, "commit", "-qm", "bort")
        git(demo, "commit", "-q", "--allow-empty", "-m", "något annat")
        await app.press("f5", "ctrl+s")
        app.expect(r"Någon har tagit bort posten. Loggen visar när, och kan återställa den\.")
        await app.press("escape", "9", "down", "enter", "r")
        app.expect(f"Återställ {case} till före", "ÄNDRING +Återställ ärende")
        await app.press("enter")
        assert file_of(demo, case).exists()
        app.app.navigator.open_form(case)
        await app.settle()
        app.expect("Nytt: ")
        await app.press("ctrl+s")
        assert "Nytt:" in file_of(demo, case).read_text("utf-8")


async def test_a_file_that_cannot_be_read_is_put_back(demo: Path) -> None:
    file = file_of(demo, "lsg-2024-09-20-34")
    saved = file.read_text()
    file.write_text(saved.replace("title:", "title: fel: ", 1))
    async with driving(demo) as app:
        app.app.navigator.open_history("lsg-2024-09-20-34")
        await app.settle()
        await app.press("r")
        app.expect("Återställ lsg-2024-09-20-34", "hela filen, som den är nu, byts ut")
        assert file.read_text() != saved
        await app.press("enter")
        assert app.status().startswith("Historiken har det redan")  # as it was saved last
        assert file.read_text() == saved
        await app.press("r")
        assert app.status() == "Posten är som den var då."

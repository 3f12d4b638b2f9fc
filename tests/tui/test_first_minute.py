"""The first minute in the app: fetching, the name, the tutorial, reading only, saved views."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tui.driver import NARROW, WIDE, driving, git
from tingsbok.errors import ExternalProgramFailed
from tingsbok.remembered import Remembered
from tui import founding
from tui.tutorial import STEPS, Sight, line


async def test_an_archive_is_fetched_opened_and_given_a_name(
    tmp_path: Path, demo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    empty, home = tmp_path / "tomt", tmp_path / "hem"
    empty.mkdir()
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    async with driving(empty, WIDE) as app:
        for _ in range(20):
            app.send("4", "4")
        await app.settle()
        assert app.status() == "Det såg ut som inklistrad text. Inget ändrades."
        await app.press("home")
        await app.press("up", "up")
        app.expect("Hämta ett arkiv", r"git@git\.example\.org", "blir inget kvar")
        await app.press("3")
        await app.write("ext::sh -c id")
        await app.press("enter")
        app.expect("kan starta program")
        await app.press("ctrl+u")
        await app.write(str(tmp_path / "finns-inte"))
        await app.press("enter", "enter")
        assert app.status().startswith("! Det finns inget arkiv på den adressen")
        assert list(empty.iterdir()) == []
        await app.press("3")
        await app.write(f"file://{demo}")
        await app.press("enter", "enter")
        assert (empty / "ark" / "records").is_dir()
        app.expect("> Start", "Ditt namn")
        await app.write("Karin Ek")
        await app.press("enter")
        await app.write("karin@example.invalid")
        await app.press("enter", "h")
        assert git(empty / "ark", "var", "GIT_AUTHOR_IDENT").startswith("Karin Ek <karin@example.invalid>")
        assert not (home / ".gitconfig").exists()
    assert Remembered().archives == [empty / "ark"]
    async with driving(empty) as app:
        await app.press("2")
        app.expect("Öppna vilket arkiv", "1 +ark .*…?.*/tomt", "a .*En annan mapp")
        await app.press("1")
        app.expect("FÖRSENAT OCH NÄRA")
        assert not app.sees("Ditt namn")


async def test_the_tutorial_is_offered_once_and_checks_each_step(demo: Path) -> None:
    async with driving(demo, NARROW) as app:
        app.expect("Ny här")
        await app.press("colon")
        await app.write("övning")
        await app.press("enter")
        app.expect("Övning 1/6 .*tryck s")
        await app.press("s")
        await app.write("hemsj")
        await app.press("enter", "f")
        await app.write("2021")
        app.expect("Övning 2/6  Öppna ett möte")
        await app.press("enter", "2")
        app.expect("Övning 2/6 .*tryck Enter")
        await app.press("enter")
        app.expect("Övning 3/6")
        await app.press("colon")
        await app.write("övning")
        await app.press("enter", "s")
        app.expect("Övning 4/6 .*tryck H")
        await app.press("H")
        app.expect("Övning 5/6")
        await app.press("1", "escape")
        assert not app.sees("Övning 5/6")
        app.expect("undanlagd")
    assert Remembered().tutorial_step == 4
    async with driving(demo, NARROW, tutorial=True) as app:
        assert not app.sees("Ny här")
        app.expect("Övning 5/6")
        await app.press("u", "enter")
        app.expect("Övning 6/6")
        await app.press("question_mark", "escape")
        app.expect("Det var hela övningen")
        assert not app.sees("Övning \\d/6")


async def test_an_archive_that_is_only_read_begins_no_writing(demo: Path) -> None:
    head = git(demo, "rev-parse", "HEAD")
    async with driving(demo, at="2024-10-01") as app:
        app.expect("2024-10-01, skrivskyddat")
        for key in ("n", "u"):
            await app.press(key)
            assert "det förflutna kan bara läsas" in app.status()
        await app.press("2", "end", "e")
        assert "det förflutna" in app.status()
        await app.press("home", "enter")
        app.expect("Möten > ")
    assert git(demo, "rev-parse", "HEAD") == head


async def test_a_list_is_kept_as_a_view_and_opened_again(demo: Path) -> None:
    (demo / "views").mkdir()
    (demo / "views" / "trasig.toml").write_text("type = 'banan'\n")
    async with driving(demo) as app:
        await app.press("4", "f")
        await app.write("bordlagt")
        await app.press("enter", "w", "1", "b", "escape", "w", "2")
        await app.write("Bordlagda beslut")
        await app.press("enter")
        app.expect("outcome:=postponed", "SPARAS SOM +views/bordlagda-beslut.toml")
        await app.press("enter")
        assert git(demo, "show", "--format=", "--name-only", "HEAD") == "views/bordlagda-beslut.toml"
        shown = app.lines()[4:10]
        await app.press("f")
        await app.write("allt")
        await app.press("escape", "1", "g", "w")
        app.expect("Sparade visningar", "Bordlagda beslut +beslut")
        await app.press("a")
        app.expect("utfall: bordlagt", "Visning: Bordlagda beslut")
        assert app.lines()[4:10] == shown
        assert "Organ" not in app.lines()[4]


@pytest.mark.parametrize("number", range(len(STEPS)))
def test_every_step_tells_its_next_key_in_eighty_columns(number: int) -> None:
    for page in ("", "search", "case", "meetings", "meeting", "form", "history"):
        for asks in (False, True):
            text = line(number, Sight(page, "hemsjukvardsavtalet", "hemsj", asks), 76)
            assert len(text) <= 76
            assert f"{number + 1}/{len(STEPS)}" in text


def test_an_example_that_cannot_be_made_leaves_no_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def half(target: Path) -> None:
        (target / "records").mkdir(parents=True)
        raise ExternalProgramFailed("git")

    monkeypatch.setattr("tingsbok.demo.build_demo", half)
    with pytest.raises(ExternalProgramFailed):
        founding.make_example(tmp_path)
    assert list(tmp_path.iterdir()) == []

"""The first screen, where there is no archive yet."""

from __future__ import annotations

from pathlib import Path

from tests.tui.driver import Size, both_sizes, driving
from tingsbok.settings import Settings


@both_sizes
async def test_the_first_minute(tmp_path: Path, size: Size) -> None:
    empty = tmp_path / "tomt"
    empty.mkdir()
    async with driving(empty, size) as app:
        app.expect(
            "Välkommen", "Prova med exempel", "Öppna ett arkiv", "Skapa ett nytt arkiv", "inget arkiv ännu"
        )
        await app.press("enter")
        app.expect("Exempelarkiv", "FÖRSENAT OCH NÄRA")
        assert (empty / "exempelarkiv" / "records").is_dir()


async def test_a_new_archive_is_made_and_empty(tmp_path: Path) -> None:
    empty = tmp_path / "tomt"
    empty.mkdir()
    async with driving(empty) as app:
        await app.press("4")
        app.expect("Var ska det nya arkivet ligga?")
        await app.press("enter")
        app.expect("Arkivet är tomt", "> Start")
        await app.press("2")
        app.expect("Här finns inga möten ännu. n lägger till.")


async def test_an_archive_is_opened(tmp_path: Path, demo: Path) -> None:
    empty = tmp_path / "tomt"
    empty.mkdir()
    async with driving(empty) as app:
        await app.press("2", "ctrl+u")
        await app.write(str(demo / "records"))
        await app.press("enter")
        app.expect("FÖRSENAT OCH NÄRA")


async def test_a_folder_that_is_no_archive_is_refused(tmp_path: Path) -> None:
    empty = tmp_path / "tomt"
    empty.mkdir()
    own = Settings.load({}, tmp_path / "config.toml", {"watch": False})
    async with driving(empty, settings=own) as app:
        await app.press("2", "enter")
        assert app.status() == "! Det finns inget arkiv i den mappen."
        await app.press("L")
        app.expect("Welcome", "Try it with an example")
    assert 'lang = "en"' in (tmp_path / "config.toml").read_text()  # the next start speaks it too


async def test_q_leaves_the_first_start(tmp_path: Path) -> None:
    empty = tmp_path / "tomt"
    empty.mkdir()
    async with driving(empty) as app:
        await app.pilot.press("q")
        await app.pilot.pause()
        assert app.app.return_code == 0

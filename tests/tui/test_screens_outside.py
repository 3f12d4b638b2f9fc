"""What other programs change while the app runs, and the text editor of the user's own."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from tests.tui.driver import WIDE, Driver, Size, both_sizes, driving, file_of, git, kind, subject
from tui import editor


def edited(archive: Path, identity: str, old: str, new: str) -> None:
    file = file_of(archive, identity)
    file.write_text(file.read_text().replace(old, new))


@both_sizes
async def test_what_another_program_changed_is_seen_and_saved(demo: Path, size: Size) -> None:
    async with driving(demo, size, body="lsg") as app:
        edited(demo, "lsg-2024-09-20", "place: Teams", "place: Umeå")
        app.app.reconcile()
        await app.settle()
        app.expect("ÄNDRAT UTANFÖR TINGSBOK", "ändrad +plats: Teams → Umeå")
        assert "ändrades utanför Tingsbok: plats: Teams → Umeå" in app.text()
        await app.press("g", "d")
        app.expect("Teams → Umeå", "ÄNDRING +Möte lsg-2024-09-20: plats Teams → Umeå")
        await app.press("enter")
        assert app.status().startswith("Sparat: Möte lsg-2024-09-20: plats Teams → Umeå")
        assert kind(demo) == "external"
        assert git(demo, "status", "--porcelain") == ""


async def test_the_text_editor_changes_the_place(demo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[list[str]] = []

    def run(app: object, command: list[str]) -> str:
        seen.append(command)
        edited(demo, "lsg-2024-09-20", "place: Teams", "place: Umeå")
        return ""

    monkeypatch.setattr(editor, "run_editor", run)
    async with driving(demo, body="lsg", editor="vim") as app:
        await app.press("2", "enter", "down", "E")
        app.expect("Teams → Umeå")
        await app.press("enter")
        assert app.status().startswith("Sparat")
        assert subject(demo) == "Möte lsg-2024-09-20: plats Teams → Umeå"
        assert seen[0][0] == "vim"
        assert seen[0][1].startswith("+"), "the editor opens at the line of the item"
        lines = file_of(demo, "lsg-2024-09-20").read_text().splitlines()
        assert 'key: "32"' in lines[int(seen[0][1][1:]) - 1]
        app.expect(r"Möten > LSG 2024-09-20", "Umeå")
        edited(demo, "lsg-2024-09-20", "mode: digital", 'mode: "')
        app.app.reconcile()
        await app.settle()
        await app.press("g", "d", "E")
        assert int(seen[1][1][1:]) > 1, "and of a broken file at what is broken"


async def test_a_field_in_a_dialog_is_written_in_the_text_editor(
    demo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def run(app: object, command: list[str]) -> str:
        Path(command[-1]).write_text("Julfika\n")
        return ""

    monkeypatch.setattr(editor, "run_editor", run)
    async with driving(demo, body="lsg", editor="vim") as app:
        await app.press("g", "n", "n", "f4")
        app.expect("Ny punkt", "Rubrik.*Julfika")


async def test_without_a_terminal_of_its_own_the_text_editor_says_so(demo: Path) -> None:
    async with driving(demo, editor="vim") as app:
        await app.press("3", "E")
        assert app.status() == "! En texteditor kan inte startas här."


async def test_an_editor_with_a_window_of_its_own_leaves_the_app_as_it_is(demo: Path, tmp_path: Path) -> None:
    program, done = tmp_path / "code", tmp_path / "done"
    program.write_text(
        f"#!/bin/sh\nsed -i 's/place: Teams/place: Umeå/' \"${{3%:*}}\" && echo $1 $2 > '{done}'\n"
    )
    program.chmod(0o755)
    async with driving(demo, body="lsg", editor=str(program)) as app:
        await app.press("2", "enter", "E")
        async with asyncio.timeout(20):
            while "ändrades utanför" not in app.status():
                await asyncio.sleep(0.02)
                await app.settle()
        app.expect(r"Möten > LSG 2024-09-20")
        assert done.read_text() == "--wait --goto\n"


async def test_only_the_marked_files_are_saved(demo: Path) -> None:
    async with driving(demo) as app:
        edited(demo, "lsg-2024-09-20", "place: Teams", "place: Umeå")
        edited(demo, "suicidprevention", "status: open", "status: resting")
        app.app.reconcile()
        await app.settle()
        await app.press("g", "d", "enter")
        assert app.status().startswith("Sparat")
        app.expect("Ändrat utanför")
        assert len(git(demo, "status", "--porcelain").splitlines()) == 1
        await app.press("enter")
        assert git(demo, "status", "--porcelain") == ""
        app.expect(r"\[1 Start\]")


async def test_a_file_that_breaks_is_listed_and_shown_and_the_rest_works(demo: Path) -> None:
    file = file_of(demo, "suicidprevention")
    good = file.read_text()
    file.write_text(good.replace("---\n", "---\ntitle: [oavslutad\n", 1))
    async with driving(demo, WIDE) as app:
        app.expect("GÅR INTE ATT LÄSA", "suicidprevention.md")
        await app.press("3")
        app.expect("ärenden")
        app.app.navigator.open_record("suicidprevention")
        await app.settle()
        app.expect("Den här filen går inte att läsa", "Övriga 337 poster fungerar som vanligt", r"> +\d+ \|")
        file.write_text(good)
        app.app.reconcile()
        await app.settle()
        app.expect("Ärenden > Suicidprevention")


async def test_the_difference_of_an_unsaved_file(demo: Path) -> None:
    async with driving(demo) as app:
        edited(demo, "suicidprevention", "status: open", "status: resting")
        app.app.reconcile()
        await app.settle()
        app.app.navigator.open_record("suicidprevention")
        await app.press("d")
        app.expect("- öppet", r"\+ vilande")


async def test_a_file_that_is_as_it_was_saved_differs_in_nothing(demo: Path) -> None:
    async with driving(demo) as app:
        await app.press("3", "d")
        app.expect("Inget skiljer: filen är som den sparades.")


async def removed(app: Driver, archive: Path, identity: str) -> None:
    file_of(archive, identity).unlink()
    app.app.reconcile()
    await app.settle()


async def test_a_removed_file_is_named_first_on_start(demo: Path) -> None:
    async with driving(demo, (80, 40)) as app:
        await removed(app, demo, "lchnv-2024-11-07-3")
        assert app.status().startswith("lchnv-2024-11-07-3 togs bort utanför Tingsbok.")
        app.expect("borttagen +lchnv-2024-11-07-3  Minnes")


async def test_the_page_of_a_removed_record_says_so_and_how_it_comes_back(demo: Path) -> None:
    async with driving(demo) as app:
        app.app.navigator.open_record("lchnv-2024-11-07-3")
        await app.settle()
        file = file_of(demo, "lchnv-2024-11-07-3")
        raw = file.read_bytes()
        await removed(app, demo, "lchnv-2024-11-07-3")
        app.expect("Postens fil har tagits bort. H visar historiken")
        assert not app.sees("till handlingarna")
        await app.press("e")
        assert app.status().startswith("Postens fil har tagits bort.")
        file.write_bytes(raw)
        app.app.reconcile()
        await app.settle()
        app.expect("till handlingarna")
        await app.press("e")
        app.expect("> redigera")


async def test_a_removed_record_is_put_back_from_its_history(demo: Path) -> None:
    async with driving(demo) as app:
        app.app.navigator.open_record("suicidprevention")
        await app.settle()
        await removed(app, demo, "suicidprevention")
        assert app.status().startswith("! Postens fil har tagits bort.")
        await app.press("H", "r", "enter", "enter")
        assert file_of(demo, "suicidprevention").exists()


async def test_no_form_opens_for_a_record_that_is_not_there(demo: Path) -> None:
    async with driving(demo) as app:
        app.app.navigator.open_form("finns-inte")
        await app.settle()
        assert app.status().startswith('! Det finns ingen post "finns-inte".')
        assert not app.sees("redigera +")


async def test_line_ends_that_git_leaves_out_are_no_change_to_undo(demo: Path) -> None:
    head = git(demo, "rev-parse", "HEAD")
    async with driving(demo, body="lsg") as app:
        file = file_of(demo, "lsg-2024-09-20")
        file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
        app.app.reconcile()
        await app.settle()
        await app.press("g", "d", "enter")
        assert app.status().startswith("Historiken har det redan")
        assert git(demo, "rev-parse", "HEAD") == head
        assert git(demo, "status", "--porcelain") == ""

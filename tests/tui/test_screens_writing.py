"""Screens that write: forms, texts, links, undo, restore, what was changed outside, the first start."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from tests.tui.driver import WIDE, Size, both_sizes, driving, git
from tingsbok.settings import Settings
from tui import editor
from tui.screens.form import FormScreen
from tui.screens.text import TextScreen
from tui.screens.writing import WritingPage
from tui.widgets.editor import MarkdownEditor
from tui.widgets.form import RecordForm

DECISION = "lsg-2024-09-20-34"


def subject(archive: Path) -> str:
    return git(archive, "log", "-1", "--format=%s")


def kind(archive: Path) -> str:
    return git(archive, "log", "-1", "--format=%(trailers:key=Change,valueonly)")


def count(archive: Path) -> int:
    return int(git(archive, "rev-list", "--count", "HEAD"))


def file_of(archive: Path, identity: str) -> Path:
    return next((archive / "records").rglob(f"{identity}.md"))


def form_of(page: object) -> RecordForm:
    assert isinstance(page, FormScreen)
    return page.form


def editor_of(page: object) -> MarkdownEditor:
    assert isinstance(page, TextScreen)
    return page.editor


# --- forms


@both_sizes
async def test_a_form_shows_what_it_would_save_and_saves_it(demo: Path, size: Size) -> None:
    async with driving(demo, size) as app:
        app.app.navigator.open_form(DECISION)
        await app.settle()
        app.expect(f"{DECISION} > redigera", "Inget är ändrat ännu.", "ctrl\\+s spara")
        form_of(app.screen).set_value("title", "Strategi mot suicid")
        await app.settle()
        app.expect("SPARAS SOM +records/", "ÄNDRING +Beslut lsg-2024-09-20-34: rubrik")
        before = count(demo)
        await app.press("ctrl+s")
        assert app.status().startswith("Sparat: Beslut lsg-2024-09-20-34: rubrik")
        assert count(demo) == before + 1
        assert kind(demo) == "edit"
        assert git(demo, "status", "--porcelain") == ""


async def test_letters_in_a_form_are_text(demo: Path) -> None:
    async with driving(demo) as app:
        await app.press("4", "slash")
        await app.write("suicid")
        await app.press("enter", "enter", "e")
        form = form_of(app.screen)
        form.focus_field("title")
        await app.settle()
        await app.write("q2sug")
        assert "q2sug" in str(form.values()["title"])
        assert isinstance(app.screen, FormScreen)


async def test_leaving_a_form_keeps_what_was_typed(demo: Path) -> None:
    async with driving(demo) as app:
        app.app.navigator.open_form(DECISION)
        await app.settle()
        form_of(app.screen).set_value("title", "Halvfärdig rubrik")
        await app.settle()
        await app.press("escape")
        assert app.status() == "Utkast sparat. e fortsätter."
        assert "Halvfärdig" not in file_of(demo, DECISION).read_text()
        app.expect("INTE SPARAT ÄNNU")
        app.app.navigator.open_form(DECISION)
        await app.settle()
        assert form_of(app.screen).values()["title"] == "Halvfärdig rubrik"
        assert app.status().startswith("Det här skrevs tidigare")
        await app.press("ctrl+s")
        assert "Halvfärdig" in file_of(demo, DECISION).read_text()
    async with driving(demo) as app:
        assert not app.sees("INTE SPARAT ÄNNU"), "a draft is gone when it is saved"


async def test_quitting_keeps_what_was_typed(demo: Path) -> None:
    async with driving(demo) as app:
        app.app.navigator.open_form(DECISION)
        await app.settle()
        form_of(app.screen).set_value("title", "Rubrik före strömavbrottet")
        await app.settle()
        app.app.action_leave()
        await app.app.gateway.settled()
    async with driving(demo) as app:
        app.expect("INTE SPARAT ÄNNU")


async def test_an_untouched_form_leaves_nothing_behind(demo: Path) -> None:
    async with driving(demo) as app:
        app.app.navigator.open_form(DECISION)
        await app.settle()
        await app.press("ctrl+s")
        assert app.status() == "Inget har ändrats, så det finns inget att spara."
        await app.press("escape")
        assert not app.sees("INTE SPARAT ÄNNU")


async def test_a_wrong_value_is_told_at_its_field_and_not_saved(demo: Path) -> None:
    async with driving(demo) as app:
        app.app.navigator.open_form("lsg-2024-11-15")
        await app.settle()
        form_of(app.screen).set_value("date", "2024-11-99")
        await app.settle()
        before = count(demo)
        await app.press("ctrl+s")
        assert app.status().startswith("!")
        assert ("date",) in form_of(app.screen).errors
        assert count(demo) == before


async def test_a_new_record_is_made_where_its_type_says(demo: Path) -> None:
    async with driving(demo) as app:
        await app.press("3", "n")
        app.expect("Ärenden > ny", "Rubrik")
        form_of(app.screen).set_value("title", "Samordnad vårdplanering")
        await app.settle()
        app.expect("SPARAS SOM +records/cases/", "Ärende samordnad-vardplanering")
        await app.press("ctrl+s")
        app.expect("Ärenden > Samordnad vårdplanering", "Ärendet har inga händelser ännu.")
        assert kind(demo) == "create"
        assert file_of(demo, "samordnad-vardplanering").exists()


async def test_a_new_record_without_what_it_must_have_is_refused(demo: Path) -> None:
    async with driving(demo) as app:
        await app.press("3", "n", "ctrl+s")
        assert isinstance(app.screen, FormScreen)
        assert app.status().startswith("!")


# --- two at once


async def test_somebody_elses_change_of_another_field_is_kept(demo: Path) -> None:
    async with driving(demo) as app:
        app.app.navigator.open_form(DECISION)
        await app.settle()
        form_of(app.screen).set_value("title", "Min rubrik")
        file = file_of(demo, DECISION)
        file.write_text(file.read_text().replace("outcome: established", "outcome: adopted"))
        await app.press("ctrl+s")
        assert app.status().startswith("Sparat")
        text = file.read_text()
        assert "title: Min rubrik" in text
        assert "outcome: adopted" in text


@pytest.mark.parametrize(("key", "stands"), [("m", "Min rubrik"), ("d", "Deras rubrik")])
async def test_the_same_field_is_chosen_as_mine_or_theirs(demo: Path, key: str, stands: str) -> None:
    async with driving(demo) as app:
        app.app.navigator.open_form(DECISION)
        await app.settle()
        form_of(app.screen).set_value("title", "Min rubrik")
        form_of(app.screen).set_value("outcome", "adopted")
        file = file_of(demo, DECISION)
        file.write_text(
            "\n".join(
                "title: Deras rubrik" if line.startswith("title:") else line
                for line in file.read_text().split("\n")
            )
        )
        await app.press("ctrl+s")
        app.expect("Någon annan har ändrat samma sak", "Min rubrik", "Deras rubrik")
        await app.press("ctrl+s")
        app.expect("Någon annan har ändrat samma sak"), "nothing is saved before it is settled"
        await app.press(key, "ctrl+s")
        assert app.status().startswith("Sparat")
        assert f"title: {stands}" in file.read_text()
        assert "outcome: adopted" in file.read_text()


# --- texts


@both_sizes
async def test_a_text_is_written_and_saved(demo: Path, size: Size) -> None:
    async with driving(demo, size) as app:
        app.app.navigator.open_text(DECISION)
        await app.settle()
        app.expect(f"{DECISION} > text", "att fastställa|fastställa")
        editor_of(app.screen).text = "- att något helt annat\n"
        await app.settle()
        app.expect("SPARAS SOM", "ÄNDRING")
        await app.press("ctrl+s")
        assert app.status().startswith("Sparat")
        assert file_of(demo, DECISION).read_text().endswith("---\n- att något helt annat\n")


async def test_e_on_the_text_of_a_meeting_edits_the_text(demo: Path) -> None:
    async with driving(demo, body="lsg") as app:
        await app.press("2", "enter", "tab", "e")
        assert isinstance(app.screen, TextScreen)
        await app.press("escape", "e")
        assert isinstance(app.screen, FormScreen)


async def test_a_text_that_was_left_is_gone_on_with(demo: Path) -> None:
    async with driving(demo) as app:
        app.app.navigator.open_text(DECISION)
        await app.settle()
        editor_of(app.screen).text = "Halvfärdig text\n"
        await app.settle()
        await app.press("escape")
        app.expect("INTE SPARAT ÄNNU")
        await app.press("end")
        app.app.navigator.open_draft(f"text:{DECISION}")
        await app.settle()
        assert editor_of(app.screen).text == "Halvfärdig text\n"
        page = app.screen
        assert isinstance(page, WritingPage)
        page.do_form_discard()
        await app.settle()
        assert app.status() == "Utkastet är kastat."
        assert not app.sees("INTE SPARAT ÄNNU")


# --- links


async def test_a_record_is_linked_after_what_it_would_do_is_shown(demo: Path) -> None:
    async with driving(demo) as app:
        await app.press("4", "slash")
        await app.write("38b-2")
        await app.press("enter", "enter", "c")
        app.expect("Koppla lsg-2024-09-20-38b-2 till")
        await app.write("suicidprevention")
        before = count(demo)
        await app.press("enter")
        app.expect("Som vad?")
        await app.press("1")
        app.expect("SPARAS SOM", "Enter sparar kopplingen")
        assert count(demo) == before
        await app.press("enter")
        assert app.status().startswith("Sparat")
        assert kind(demo) == "link"


async def test_a_link_is_taken_away(demo: Path) -> None:
    async with driving(demo) as app:
        app.app.navigator.open_unlink("lsg-2024-09-20-38b-2")
        await app.settle()
        app.expect("Ta bort vilken koppling?", "Skolchefer")
        await app.write("skolchefer")
        await app.press("enter")
        app.expect("Enter tar bort kopplingen")
        await app.press("enter")
        assert app.status().startswith("Sparat")
        assert "see_also" not in file_of(demo, "lsg-2024-09-20-38b-2").read_text()


# --- undo, redo, restore


@both_sizes
async def test_undo_shows_what_before_it_does_it_and_redo_brings_it_back(demo: Path, size: Size) -> None:
    async with driving(demo, size) as app:
        before = count(demo)
        await app.press("u")
        app.expect("Ångra: Beslut lsg-2024-09-20-38b-2", "Sofia Exempel", "Enter ångrar")
        assert count(demo) == before
        await app.press("enter")
        assert app.status().startswith("Ångrat: Beslut lsg-2024-09-20-38b-2")
        assert subject(demo).startswith("Ångra")
        assert "until: lsg-2024-11-05" in file_of(demo, "lsg-2024-09-20-38b-2").read_text()
        await app.press("u")
        app.expect("Ångra: Möte lchnv-2024-11-07")
        await app.press("escape", "U")
        app.expect("Gör om:")
        await app.press("enter")
        assert app.status().startswith("Gjort om:")
        assert "until: lsg-2024-11-15" in file_of(demo, "lsg-2024-09-20-38b-2").read_text()


async def test_nothing_is_undone_by_escape(demo: Path) -> None:
    async with driving(demo) as app:
        before = count(demo)
        await app.press("u", "escape")
        assert count(demo) == before
        app.expect(r"\[1 Start\]")


async def test_there_is_nothing_to_do_again_at_first(demo: Path) -> None:
    async with driving(demo) as app:
        await app.press("U")
        assert app.status() == "Det finns inget att göra om."


async def test_a_record_is_put_back_from_its_history(demo: Path) -> None:
    async with driving(demo) as app:
        app.app.navigator.open_history("lsg-2024-09-20-38b-2")
        await app.settle()
        await app.press("down", "r")
        app.expect("Återställ lsg-2024-09-20-38b-2", "SPARAS SOM")
        await app.press("enter")
        assert app.status().startswith("Sparat")
        assert kind(demo) == "restore"
        assert "until: lsg-2024-11-05" in file_of(demo, "lsg-2024-09-20-38b-2").read_text()


# --- changed outside


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


# --- first start


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


async def test_a_new_meeting_belongs_to_the_body_that_is_looked_at(demo: Path) -> None:
    async with driving(demo, body="lsg") as app:
        await app.press("2", "n")
        assert app.screen.query_one(RecordForm).values()["body"] == "lsg"
        app.expect("Länssamverkansgruppen|LSG")

"""Screens that write: forms, texts, links, undo, restore."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tui.driver import Size, both_sizes, count, driving, file_of, git, kind, subject
from tingsbok.actions import Edit
from tingsbok.errors import Refused
from tui.screens.assignment import AssignmentScreen
from tui.screens.form import FormScreen
from tui.screens.text import TextScreen
from tui.screens.writing import WritingPage
from tui.widgets.editor import MarkdownEditor
from tui.widgets.form import RecordForm

DECISION = "lsg-2024-09-20-34"


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


async def test_what_was_saved_last_is_not_said_of_what_was_saved_before(demo: Path) -> None:
    async with driving(demo) as app:
        await app.press("n", "g")
        await app.write("Provby")
        await app.press("ctrl+s")
        assert app.status().startswith("Sparat: Organisation provby: ny")
        await app.press("e", "end")
        await app.write("n")
        await app.press("ctrl+s")
        assert app.status().startswith("Sparat: Organisation provby: namn")
        await app.press("q")
        assert "Start" in app.place()
        assert "Sparat" not in app.status()


@pytest.mark.parametrize(
    ("identity", "field", "text", "day"),
    [
        ("lsg-2024-11-15", "date", "7/11", "2024-11-07"),
        ("lsg-2024-11-15", "date", "20/11", "2024-11-20"),
        ("lsg-2024-11-15", "date", "fre v45", "2024-11-08"),
        ("lsg-2024-11-15", "date", "+14", "2024-11-29"),
        ("lsg-2024-11-15", "date", "7/11 2025", "2025-11-07"),
        ("representanter-lifecare-sp", "due", "28/9", "2025-09-28"),
        ("lsg-2024-09-20", "minutes_date", "idag", "2024-11-08"),
    ],
)
async def test_a_day_without_a_year_is_the_one_that_was_meant(
    demo: Path, identity: str, field: str, text: str, day: str
) -> None:
    async with driving(demo) as app:
        app.app.navigator.open_form(identity)
        await app.settle()
        form = form_of(app.screen)
        form.focus_field(field)
        await app.settle()
        await app.press("ctrl+u", "ctrl+k")
        await app.write(text)
        assert form.values()[field] == day


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


async def test_a_reference_to_nothing_is_told_while_one_writes_and_saved_all_the_same(demo: Path) -> None:
    async with driving(demo) as app:
        app.app.navigator.open_form(DECISION)
        await app.settle()
        form_of(app.screen).set_value("item", "31/2")
        await app.settle()
        app.expect('har ingen punkt "31/2"', "! T110")
        before = count(demo)
        await app.press("ctrl+s")
        assert count(demo) == before + 1


async def test_a_link_in_the_text_that_leads_nowhere_is_told_while_one_writes(demo: Path) -> None:
    async with driving(demo) as app:
        app.app.navigator.open_text(DECISION)
        await app.settle()
        await app.write("[[fel-id]]")
        app.expect('! T110 det finns ingen post "fel-id"')


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


@pytest.mark.parametrize(("field", "text"), [("title", ""), ("due", "32/13")])
async def test_what_was_wrong_is_not_said_on_when_nothing_can_be_foreseen(
    demo: Path, field: str, text: str
) -> None:
    async with driving(demo) as app:
        app.app.navigator.open_assign(DECISION)
        await app.settle()
        page = app.screen
        assert isinstance(page, AssignmentScreen)
        page.form.set_value("title", "Utse en representant")
        page.form.set_value("case", "finns inte")
        await app.settle()
        app.expect("! Posten finns inte")
        page.form.set_value(field, text)
        page.form.set_value("case", "")
        await app.settle()
        assert not app.sees("Posten finns inte")


async def test_a_new_assignment_is_open_and_stands_in_the_list_it_was_made_in(demo: Path) -> None:
    async with driving(demo) as app:
        await app.press("6", "n")
        app.expect(r"Status +.*öppet")
        form_of(app.screen).set_value("title", "Provuppdrag")
        form_of(app.screen).set_value("due", "2024-11-20")
        await app.press("ctrl+s", "escape")
        app.expect("status: öppet", "2024-11-20.*Provuppdrag")


async def test_a_new_decision_asks_for_its_meeting_first(demo: Path) -> None:
    async with driving(demo) as app:
        await app.press("4", "n")
        assert app.cursor_line().startswith(">Möte")


async def test_a_new_record_without_what_it_must_have_is_refused(demo: Path) -> None:
    async with driving(demo) as app:
        await app.press("3", "n", "ctrl+s")
        assert isinstance(app.screen, FormScreen)
        assert app.status().startswith("!")


async def test_a_new_meeting_belongs_to_the_body_that_is_looked_at(demo: Path) -> None:
    async with driving(demo, body="lsg") as app:
        await app.press("2", "n")
        assert app.screen.query_one(RecordForm).values()["body"] == "lsg"
        app.expect("Länssamverkansgruppen|LSG")


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
        app.expect("│ +Gör om: Beslut lsg-2024-09-20-38b-2")
        await app.press("enter")
        assert app.status().startswith("Gjort om: Beslut lsg-2024-09-20-38b-2")
        assert "until: lsg-2024-11-15" in file_of(demo, "lsg-2024-09-20-38b-2").read_text()


async def test_what_brings_an_undone_change_back_stays_on_the_line(demo: Path) -> None:
    async with driving(demo) as app:
        app.app.navigator.open_form(DECISION, "title")
        await app.settle()
        await app.write("Regional strategi för suicidprevention i kommuner och region")
        await app.press("ctrl+s", "u", "enter")
        assert app.status().endswith("… U gör om.")
        await app.press("U", "enter")
        assert app.status().endswith("… u ångrar.")


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


async def test_a_form_says_what_can_be_done_in_it_and_not_in_the_file(demo: Path) -> None:
    async with driving(demo) as app:
        app.app.navigator.open_new("assignment")
        await app.settle()
        await app.press("tab", "tab")
        await app.write("fre 9 nov")
        await app.press("tab", "ctrl+s")
        app.expect("2024-11-09 är en lördag, inte en fredag", "! Rubrik saknas")
        assert not app.sees("skriv|väntas")
        assert app.status() == "! Rubrik saknas"


async def test_a_person_who_does_not_exist_can_be_added_from_the_field(demo: Path) -> None:
    async with driving(demo) as app:
        app.app.navigator.open_form("lsg-2024-11-15", "chair")
        await app.settle()
        await app.write("Kalle Kula")
        await app.press("escape", "tab")
        app.expect(r"Posten finns inte\. ctrl\+n i fältet lägger till en \(person\)\.")
        assert not app.sees("kalle-kula")
        await app.press("shift+tab", "ctrl+n")
        app.expect("Folk > ny", r"Namn \* +Kalle Kula")


async def test_why_it_was_not_saved_stands_until_something_is_written(demo: Path) -> None:
    async with driving(demo) as app:
        app.app.navigator.open_form(DECISION, "title")
        await app.settle()
        await app.press("ctrl+s")
        assert app.status() == "Inget har ändrats, så det finns inget att spara."
        await app.press("ctrl+u")
        assert app.status() == ""
        await app.press("ctrl+s")
        assert app.status() == "! Rubrik saknas"
        await app.write("Strategi")
        assert app.status() == ""
        assert not app.sees("Rubrik saknas")


async def test_a_record_whose_id_another_file_has_says_so_and_is_not_changed(demo: Path) -> None:
    twin = file_of(demo, DECISION)
    (demo / "records" / "people" / twin.name).write_bytes(twin.read_bytes())
    async with driving(demo) as app:
        app.app.navigator.open_record(DECISION)
        await app.settle()
        app.expect(f'2 filer har id:t "{DECISION}"')
        await app.press("e")
        assert app.status().startswith(f'! 2 filer har id:t "{DECISION}". Ge en av dem ett annat id')
        archive = app.app.archive
        assert archive is not None
        record = archive.get(DECISION)
        edit = Edit(DECISION, {**record.fields, "title": "Ny"}, record.etag)
        with pytest.raises(Refused, match="2 filer"):
            archive.save(edit)


async def test_a_draft_of_a_new_record_is_told_by_what_it_is_called(demo: Path) -> None:
    async with driving(demo) as app:
        await app.press("3", "n")
        await app.write("Rörelse för alla")
        await app.press("escape", "1")
        app.expect("INTE SPARAT ÄNNU", "Ärende: Rörelse för alla")

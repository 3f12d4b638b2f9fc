"""Who sits in a body: the page, a replacement in a few keys, and one record for one person."""

from __future__ import annotations

from pathlib import Path

from tests.tui.driver import both_sizes, driving, file_of, git, subject


@both_sizes
async def test_a_body_shows_its_seats_on_a_day(demo: Path, size: tuple[int, int]) -> None:
    async with driving(demo, size) as app:
        app.app.navigator.open_record("lsg")
        await app.settle()
        app.expect(
            r"Folk > LSG", r"\[Platser\]", r"28 platser, vakanta: 1", r"Regionen +Isabell Zemrén +ordförande"
        )
        await app.press("slash")
        await app.write("lyck")
        await app.press("enter", "down")
        app.expect(r"> *! Lycksele +2 +\(vakant sedan 2024-09-20\)", "lsg-2024-09-20-38b")
        await app.press("escape", "full_stop")
        app.expect(r"\[Personer\]", r"Monica Wahlström|Pernilla Henriksson")
        await app.press("full_stop")
        app.expect(r"\[Grupper\]", r"[Kk]ommun\w* +15 +18 +17 +1")
        await app.press("full_stop")
        app.expect(r"\[Historik\]", r"2024-09-20 +platser: 2")
        await app.press("full_stop")
        app.expect(r"\[Om organet\]", "Beslutsformel|Länsamverkansgruppen")
        await app.press("full_stop", "f")
        await app.write("2024-09-19")
        await app.press("enter")
        app.expect("per 2024-09-19")
        assert not app.sees("vakanta")


async def test_a_member_shows_how_often_and_where_it_was_there(built_demo: Path) -> None:
    async with driving(built_demo) as app:
        app.app.navigator.open_record("lchnv")
        await app.settle()
        app.expect(r"[01]/1", r"Möten +LCHNV 2024-11-07 +(från|när)varande")


async def test_a_replacement_in_a_few_keys(demo: Path) -> None:
    async with driving(demo, body="lgl") as app:
        await app.press("7", "slash")
        await app.write("barn")
        await app.press("enter", "enter")
        app.expect("Folk > Barn och unga")
        await app.press("slash")
        await app.write("glas")
        await app.press("enter", "r")
        app.expect("Byte", "Patrik Glasberg, Kalmar, lämnar", "lämnar sin plats")
        await app.press("ctrl+s")
        app.expect("Ingen kommer i stället: platsen blir vakant")
        await app.press("escape")
        await app.write("Jenny Gladh")
        await app.press("enter")
        app.expect(r"Jenny Gladh \(ny person\)")
        await app.write("regi")
        await app.press("enter")
        app.expect("Region Kalmar län", "ÄNDRING +Organ barn-och-unga: Jenny Gladh ersätter Patrik Glasberg")
        assert not app.status()  # what half a word was no name of is forgotten when the word is whole
        await app.press("ctrl+s")
        app.expect("Sparat")
        assert subject(demo) == "Organ barn-och-unga: Jenny Gladh ersätter Patrik Glasberg"
        text = file_of(demo, "barn-och-unga").read_text()
        assert "{person: patrik-glasberg, for: kalmar, role: member, to: 2024-11-08}" in text
        assert "{person: jenny-gladh, for: region-kalmar-lan, role: member, from: 2024-11-08" in text
        assert "organisation: region-kalmar-lan" in file_of(demo, "jenny-gladh").read_text()
        await app.press("escape")
        app.expect(r"Region\w* +Jenny Gladh|Jenny Gladh")


async def test_a_vacant_seat_is_filled_and_a_party_gets_seats(demo: Path) -> None:
    async with driving(demo) as app:
        app.app.navigator.open_record("lsg")
        await app.settle()
        await app.press("slash")
        await app.write("vakant")
        await app.press("enter", "r")
        app.expect("Ny ledamot", "Lycksele", "Skriv vem den nya ledamoten är")
        await app.write("Nya Ledamoten")
        await app.press("tab")
        app.expect(r"Nya Ledamoten ny ledamot för Lycksele")
        await app.press("escape")
        app.expect("Utkast sparat")
        await app.press("1")
        app.expect(r"utkast +LSG\s")
        app.app.navigator.open_draft("join:lsg:lycksele")
        await app.settle()
        app.expect("Det här skrevs tidigare|ny ledamot för Lycksele")
        await app.press("ctrl+s")
        assert subject(demo) == "Organ lsg: Nya Ledamoten ny ledamot för Lycksele"
        await app.press("7")
        app.app.navigator.open_record("lsg")
        await app.settle()
        await app.press("n", "p")
        app.expect("Platser för en part")
        await app.press("tab")
        await app.write("3")
        await app.press("ctrl+s")
        assert subject(demo).endswith("har 3 platser")


async def test_two_records_of_a_person_become_one(demo: Path) -> None:
    async with driving(demo) as app:
        app.app.navigator.open_record("john-olsson")
        await app.settle()
        await app.press("colon")
        await app.write("slå ihop")
        await app.press("enter")
        await app.write("jim lindb")
        await app.press("enter")
        app.expect("Slå ihop jim-lindberg med john-olsson", "Enter slår ihop")
        await app.press("enter")
        assert subject(demo) == "Person john-olsson: ihopslagen med Jim Lindberg"
        assert "jim-lindberg" not in git(demo, "ls-files")


async def test_a_name_that_leads_nowhere_is_told_once_at_its_field_with_the_key_that_adds_it(
    demo: Path,
) -> None:
    async with driving(demo) as app:
        app.app.navigator.open_record("lsg")
        await app.settle()
        await app.press("n", "l")
        await app.write("Xerxes")
        await app.press("tab")
        await app.write("Bolaget X")
        await app.press("tab")
        app.expect(r"lägger till en \(person\)", r"\(organisation, organ\)")
        assert not app.sees("Sök på namnet")
        await app.press("ctrl+s")
        assert app.status() == "! Posten finns inte. ctrl+n i fältet lägger till en (person)."
        assert app.cursor_line().startswith(">Person")
        await app.press("ctrl+n")
        assert not app.sees(r"lägger till en \(person\)")

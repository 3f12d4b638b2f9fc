"""The attendance page: a few keys, one commit, nothing lost."""

from __future__ import annotations

from pathlib import Path

from tests.tui.driver import both_sizes, driving, file_of, git, kind, subject

MEETING = "lsg-2024-09-20"


@both_sizes
async def test_all_but_two_parties_in_a_few_keys(demo: Path, size: tuple[int, int]) -> None:
    async with driving(demo, size) as app:
        app.app.navigator.open_record(MEETING)
        await app.settle()
        app.expect("b beslut")
        await app.press("p")
        app.expect(
            "Närvaro", "Förslag: ordinarie närvarande", "27 n", "Alla parter har någon på plats", "ÄNDRING"
        )
        await app.press("slash")
        await app.write("malå")
        await app.press("enter", "space")
        app.expect(r"> *Malå +John Olsson +f", "26 n  1 f", "Saknas helt: Malå")
        await app.press("slash")
        await app.write("vind")
        await app.press("enter", "space")
        app.expect("Saknas helt: Malå, Vindeln", "närvaro 25 närvarande, 2 frånvarande, övriga: 5")
        await app.press("ctrl+s")
        app.expect("Sparat", "25 närv, 2 frånv")
        assert subject(demo) == f"Möte {MEETING}: närvaro 25 närvarande, 2 frånvarande, övriga: 5"
        await app.press("p")
        app.expect("Som antecknat", "Inget är ändrat ännu")
        await app.press("escape")
        assert "Utkastet" not in app.text()


async def test_new_persons_are_named_also_when_what_changes_takes_two_lines(demo: Path) -> None:
    async with driving(demo, (72, 24)) as app:
        app.app.navigator.open_attendance(MEETING)
        await app.settle()
        await app.press("space", "down", "space", "space")
        await app.press("n", "g")
        await app.write("Nytt Namn")
        await app.press("enter")
        app.expect("1 frånvarande, 1 +\n +utan", "Nya personer: Nytt Namn")


async def test_guests_substitutes_and_items_go_into_the_same_commit(demo: Path) -> None:
    async with driving(demo) as app:
        app.app.navigator.open_attendance(MEETING)
        await app.settle()
        await app.press("r", "k")
        await app.write("99")
        await app.press("enter")
        app.expect("Det finns ingen sådan punkt")
        await app.press("backspace", "backspace")
        await app.write("§ 38a")
        await app.press("enter")
        app.expect(r"Isabell Zemrén +n +ordförande +38a–")
        await app.press("n", "g")
        await app.write("Nytt Namn")
        await app.press("enter")
        app.expect("GÄSTER 1", r"> +Nytt Namn", "Nya personer: Nytt Namn")
        await app.press("home", "n", "e")
        await app.write("ingela pett")
        await app.press("enter")
        app.expect(r"Regionen +Ingela Petterson +n +Isabell Zemrén", "27 n  1 f")
        await app.press("ctrl+s")
        app.expect("Sparat")
        assert "name: Nytt Namn" in file_of(demo, "nytt-namn").read_text()
        assert len(git(demo, "show", "--name-only", "--format=", "HEAD").split()) == 2


async def test_a_list_that_is_left_is_kept_and_one_that_others_changed_is_laid_over(demo: Path) -> None:
    async with driving(demo) as app:
        app.app.navigator.open_attendance(MEETING)
        await app.settle()
        await app.press("space", "escape")
        app.expect("Utkast sparat. p fortsätter.")
        app.app.navigator.open_draft(f"attendance:{MEETING}")
        await app.settle()
        app.expect(r"> *Regionen +Isabell Zemrén +f")
        path = file_of(demo, MEETING)
        line = "attendance:\n  - {person: john-olsson, for: mala, role: member, status: absent}\nitems:\n"
        path.write_text(path.read_text().replace("items:\n", line, 1))
        await app.press("ctrl+s")
        app.expect("Någon annan har ändrat listan", r"Malå +John Olsson +f", r"Isabell Zemrén +f")
        await app.press("ctrl+s")
        app.expect("Sparat")
        assert (
            "{person: isabell-zemren, for: region-vasterbotten, role: chair, status: absent}"
            in path.read_text()
        )


async def test_the_list_of_approved_minutes_is_corrected_with_a_reason(demo: Path) -> None:
    async with driving(demo) as app:
        app.app.navigator.open_attendance("lgl-2024-01-26")
        await app.settle()
        app.expect("18 n", "Protokollet är godkänt: ändringar blir en rättelse")
        await app.press("space", "ctrl+s")
        app.expect("17 n  1 f", "rättat: …", "Varför rättas närvaron?")
        await app.press("enter")
        app.expect("En rättelse behöver ett skäl")
        assert kind(demo) != "correct"
        await app.write("satt i ett annat möte")
        await app.press("enter")
        app.expect("Sparat")
        assert kind(demo) == "correct"
        text = file_of(demo, "lgl-2024-01-26").read_text()
        assert "reason: satt i ett annat möte" in text

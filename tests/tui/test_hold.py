"""Holding a meeting in the app: decisions by a letter, tasks by a few more, lines of the text as records."""

from __future__ import annotations

from pathlib import Path

from tests.tui.driver import WIDE, Driver, driving, git

LSG = "lsg-2024-09-20"
FILE = f"records/meetings/lsg/2024/2024-09-20/{LSG}.md"


async def at_item(app: Driver, number: str) -> Driver:
    """Go to an item of the meeting whose minutes are a draft."""
    await app.press("2", "enter", "section_sign")
    await app.write(number)
    return await app.press("enter")


def rewrite(demo: Path, old: str, new: str) -> None:
    file = demo / FILE
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")
    git(demo, "commit", "-qam", "Text")


async def test_a_decision_is_a_letter_and_a_form(demo: Path) -> None:
    async with driving(demo, body="lsg") as app:
        await at_item(app, "38a")
        app.expect(r">! 38a .*\? saknas", r"38 .*1 saknas|38 .*Uppföljning")
        await app.press("b")
        app.expect(
            "Vilket utfall", "h  lägga till handlingarna", r"> b  bordlägga  → LSG 2024-11-15",
            'Föreslaget av texten: "Frågan behöver mer tid"',
        )  # fmt: skip
        assert not app.sees("Frågan vilar till ett senare möte")
        await app.press("question_mark")
        app.expect("Frågan vilar till ett senare möte")
        await app.press("b")
        app.expect(r"> § 38a > nytt beslut", r"Återkommer +2024-11-15 +\S* *= 2024-11-15 fre v.46")
        app.expect("Att-sats 1 +att bordlägga frågan till mötet 2024-11-15")
        app.expect("SPARAS SOM .*lsg-2024-09-20-38a.md", 'FÖLJD .*"§ 38a återkommer"')
        await app.press("ctrl+n")
        await app.write("att rådet återkommer")
        await app.press("ctrl+s")
        app.expect(r"Sparat: Beslut lsg-2024-09-20-38a: bordlagt till 2024-11-15", r">  38a .*bordlagt")
    assert "- att rådet återkommer" in git(demo, "show", "HEAD")
    assert git(demo, "show", "--stat", "--format=", "HEAD").count("|") == 1


async def test_the_words_stand_beside_and_another_outcome_changes_the_clause(demo: Path) -> None:
    async with driving(demo, WIDE, body="lsg") as app:
        await at_item(app, "38b")
        await app.press("b")
        app.expect("godkänna +│ +.*|Gruppen säger ja till det")
        await app.press("down", "enter")
        app.expect("Utfall .*antaget", "Att-sats 1 +att anta förslaget", "Beslutat i ärendet förut")
        await app.press("escape", "b")
        await app.press("g")
        app.expect("Att-sats 1 +att godkänna förslaget", "redan det utfallet")
        await app.press("shift+tab", "shift+tab", "shift+tab")
        await app.press("u", "u")
        await app.press("enter")
        app.expect("Utfall .*utsett", "Att-sats 1 +att utse …", "Platser", "säg vem som tar vems plats")


async def test_what_the_text_gives_twice_is_written_twice(demo: Path) -> None:
    rewrite(
        demo,
        "SKR har ett handslag",
        "Frågan behöver mer tid. AU får i uppdrag att läsa in sig.\n\nSKR har ett handslag",
    )
    async with driving(demo, body="lsg") as app:
        await at_item(app, "42")
        await app.press("b")
        app.expect("→  b  bordlägga", "→  u  uppdra åt")
        await app.press("enter", "ctrl+s")
        app.expect("nytt uppdrag", "Ansvariga")
        await app.write("Läs in er")
        await app.press("tab")
        await app.write("alla")
        await app.press("enter", "ctrl+s")
        app.expect("Sparat: Uppdrag las-in-er: Läs in er")
    shown = git(demo, "show", "HEAD")
    assert "+assign_all: true" in shown
    assert f"+given_by: {LSG}-42" in shown


async def test_two_effects_are_asked_about_and_a_draft_survives(demo: Path) -> None:
    async with driving(demo, body="lsg") as app:
        await at_item(app, "39")
        await app.press("b", "g")
        await app.write(" och uppdra åt AU att följa det ")
        await app.press("escape")
        app.expect("Utkastet finns kvar|Utkast")
        await app.press("1")
        app.expect("LSG 2024-09-20 § 39")
        await at_item(app, "39")
        await app.press("b", "g")
        app.expect("och uppdra åt AU att följa det", "Det här skrevs|skrevs förut|inte sparat")
        await app.press("ctrl+s")
        app.expect("Att-satserna har flera verkningar", "v  ett beslut av varje")
        await app.press("v")
        app.expect("Sparat: Beslut")
    assert git(demo, "log", "-1", "--format=%(trailers:key=Record,valueonly)").split() == [
        f"{LSG}-39-2",
        f"{LSG}-39-3",
    ]


async def test_a_task_names_several_by_a_few_letters(demo: Path) -> None:
    async with driving(demo, body="lsg") as app:
        await at_item(app, "39")
        await app.press("t")
        await app.write("Utse en representant var till länsrutin LifeCare SP")
        await app.press("tab")
        for letters in ("komm", "regi"):
            await app.write(letters)
            await app.press("enter")
        app.expect(r"\[Kommunerna i Västerbotten\]  \[Region Västerbotten\]")
        await app.press("tab")
        await app.write("guni")
        await app.press("enter", "tab")
        await app.write("fredag 10/10")
        app.expect("2024-10-10 är en torsdag", "2024-10-10 / 2024-10-11")
        await app.press("ctrl+s")
        app.expect("nytt uppdrag", "2024-10-10 / 2024-10-11")
        await app.press(*["backspace"] * 12)
        await app.write("4/10")
        app.expect("= 2024-10-04 fre")
        await app.press("ctrl+s")
        app.expect("Sparat: Uppdrag utse-en-representant: Utse en representant var till")
    assert "+due: 2024-10-04" in git(demo, "show", "HEAD").replace('"', "")


async def test_a_task_is_reported_by_each_and_done(demo: Path) -> None:
    async with driving(demo, body="lsg") as app:
        await app.press("6")
        app.expect("r rapport, klart")
        await app.press("r")
        app.expect("1  rapport från Kommunerna", "2  rapport från Regionen", "k  klart")
        await app.press("2")
        await app.write("Anna Ek")
        await app.press("ctrl+s")
        app.expect("rapport från Regionen")
        await app.press("enter")
        app.expect("Svar +1 av 2", "Regionen: 2024-11-08 Anna Ek", "Kommunerna: –")
        await app.press("r", "k")
        app.expect("Uppdraget är klart")
        await app.press("enter")
        app.expect("klart, Meddela")
        await app.press("r")
        app.expect("Uppdraget är avslutat")


async def test_lines_of_the_text_are_shown_before_they_become_records(demo: Path) -> None:
    async with driving(demo, body="lsg") as app:
        await at_item(app, "31")
        await app.press("tab", "e", "down", "enter")
        await app.write("Alla nöjda.")
        await app.press("enter", "enter")
        await app.write("BESLUT: att godkänna dagordningen")
        await app.press("enter", "enter")
        await app.write("UPPDRAG: Zorro, skriv, senast 4/10")
        await app.press("enter", "ctrl+s")
        app.expect("2 rader blir poster", "§ 31  BESLUT  att godkänna", 'Ingen heter "Zorro"')
        await app.press("enter")
        app.expect("Sparat: Möte lsg-2024-09-20: 1 beslut och 1 uppdrag ur texten")
    text = (demo / FILE).read_text(encoding="utf-8")
    assert "Alla nöjda.\n\nDagordningen" in text
    assert len(git(demo, "show", "--name-only", "--format=", "HEAD").split()) == 3


async def test_a_decision_in_an_item_without_a_number_is_titled_once(built_demo: Path) -> None:
    async with driving(built_demo) as app:
        app.app.navigator.open_record("styrgrupp-lchnv-2024-12-04")
        await app.settle()
        await app.press("b")
        app.expect("Beslut i Nästa steg för hemsjukvårdsavtalet +─")

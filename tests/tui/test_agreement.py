"""The page of an agreement: its parties' answers, its cost, its papers."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

from tests.tui.driver import NARROW, WIDE, driving, git
from tingsbok.archive import Archive
from tingsbok.questions.costs import cost_of
from tui.present import agreement as present

ROK = "rok-kvinnofrid"


async def test_an_answer_is_registered_in_a_few_keys(demo: Path) -> None:
    async with driving(demo, NARROW) as app:
        app.app.navigator.open_record(ROK)
        await app.settle()
        app.expect(
            "GÄLLER INTE ÄNNU: 3 av 16 parter saknas",
            r"Hedemora +saknas",
            "13 antagna, 0 nekade, 3 utan svar",
        )
        assert [line[3:12].strip() for line in app.lines()[6:10]] == [
            "Hedemora",
            "Säter",
            "Vansbro",
            "Regionen",
        ]
        await app.press("slash")
        await app.write("sät")
        await app.press("enter", "r")
        app.expect("Ställningstagande: Säter")
        await app.write("31/2")
        await app.press("ctrl+s")
        app.expect("Ställningstagande: Säter", "! ")  # it stays open and says why
        await app.press("shift+tab", "tab", *["backspace"] * 10)
        await app.write("fre")
        await app.press("tab")
        app.expect("2024-11-08")
        await app.press("shift+tab", "end", *["backspace"] * 10)
        await app.write("7/11")
        await app.press("tab")
        app.expect("2024-11-07")
        await app.write("sn 112")
        await app.press("ctrl+s")
        app.expect("2 av 16 parter saknas", r"Säter +antagen +2024-11-07 +SN § 112")
        assert git(demo, "log", "-1", "--format=%s") == f"Ställningstagande {ROK}: Säter antagen 2024-11-07"
        await app.press("escape", "w")
        app.expect(r"(?s)Borlänge.*Hedemora +saknas.*Säter", "I postens ordning")
        await app.press("y")
        app.expect("Kopierat: Hedemora, Vansbro")


async def test_marked_parties_answer_together_and_the_rest_is_reminded(demo: Path) -> None:
    async with driving(demo, WIDE) as app:
        app.app.navigator.open_record(ROK)
        await app.settle()
        await app.press("space", "space", "r")
        app.expect("Ställningstagande: Hedemora, Säter")
        await app.press("ctrl+s")
        app.expect("1 av 16 parter saknas", "Paragrafen")
        await app.press("x", "p")
        app.expect("1 utkast", f"out/paminnelse-{ROK}-vansbro.md", "Inget skickas")
        assert not (demo / "out").exists()
        await app.press("ctrl+s")
        assert "Vansbro kommun" in (demo / "out" / f"paminnelse-{ROK}-vansbro.md").read_text()
        app.expect(r"Vansbro +tillfrågad.*2024-11-08")
        await app.press("x", "h", "enter")
        assert len(list((demo / "out").glob(f"paket-{ROK}-*/*"))) == 3


async def test_a_cost_is_reckoned_and_written_as_a_table(demo: Path) -> None:
    async with driving(demo, NARROW) as app:
        app.app.navigator.open_record("rss-avtal-2023-2026")
        await app.settle()
        await app.press("full_stop")
        app.expect(r"Avesta +22 986 +7,971 +159 413 +159 414 +-1", "15 delar 2 000 000", "2 000 004")
        await app.press("e")
        app.expect("Total")
        await app.write("3000000")
        await app.press("ctrl+s")
        app.expect("15 delar 1 500 000", "Beräknat nu, inte sparat")
        await app.press("x", "c", "enter")
        app.expect("Skrivet: out/rss-avtal-2023-2026-kostnad.csv")
        table = (demo / "out" / "rss-avtal-2023-2026-kostnad.csv").read_text().splitlines()
        assert sum(int(line.split(";")[-1]) for line in table[1:]) == 1_500_000
        assert git(demo, "status", "--porcelain") == ""
        await app.press("comma", "comma")
        app.expect(r"\[Text\]", r"Kortnamn +RSS-avtal 2023")


async def test_what_a_cost_is_reckoned_with_stands_there_the_next_time(demo: Path) -> None:
    async with driving(demo, NARROW) as app:
        app.app.navigator.open_record("rss-avtal-2023-2026")
        await app.settle()
        await app.press("full_stop", "e")
        await app.write("3000000")
        await app.press("ctrl+s", "e")
        app.expect("Total +3000000")
        await app.press("ctrl+u")
        await app.write("-5")
        await app.press("ctrl+s")
        app.expect("Totalen är mindre än noll.")


def test_nothing_is_reckoned_without_a_total(demo: Path) -> None:
    with Archive.open(demo) as archive:
        archive.refresh()
        cost = cost_of(archive, ROK, key="equal")
        assert "Beräknat nu" not in present.cost_note(cost, reckoned=True)
        cost = cost_of(archive, ROK, key="equal", total=Fraction(1000))
        assert "Beräknat nu" in present.cost_note(cost, reckoned=True)


async def test_an_agreement_without_parties_is_its_text(demo: Path) -> None:
    async with driving(demo, NARROW) as app:
        app.app.navigator.open_record("hjalpmedelshandboken")
        await app.settle()
        app.expect("Ses över varje år")
        await app.press("r")
        app.expect("nämner inga parter")


def date_it(demo: Path) -> None:
    """Somebody says in another editor when the agreement begins."""
    record = next(demo.rglob(f"{ROK}.md"))
    record.write_text(
        record.read_text().replace("status: proposed", "status: proposed\nvalid_from: 2025-01-01")
    )
    git(demo, "commit", "-qam", "Avtal: gäller från")


async def test_what_a_decision_relies_on_is_told_and_confirmed(demo: Path) -> None:
    date_it(demo)
    async with driving(demo, NARROW) as app:
        app.app.navigator.open_record("vfr-rok-kvinnofrid-rekommendation")
        await app.settle()
        app.expect(r"! Ändrat sedan .*RÖK Kvinnofrid \(gäller från\)")
        await app.press("d")
        app.expect("gäller från: – → 2025-01-01|gäller från – → 2025-01-01")
        await app.press("enter")
        app.expect("Sparat: Beslut vfr-rok")
        assert not app.sees("! Ändrat sedan")
    assert "bekräftat mot RÖK Kvinnofrid" in git(demo, "log", "-1", "--format=%s")


async def test_a_decision_without_an_agreement_has_the_same_matrix(demo: Path) -> None:
    where = demo / "records/decisions/2024/blankett.md"
    where.write_text(
        "---\ntype: decision\nbody: vfr\ndate: 2024-10-01\ntitle: Gemensam blankett\noutcome: recommended\n"
        "recommends_to: [falun, mora]\nratifications:\n  - {party: falun, status: adopted, date: 2024-10-20}\n"
        "---\n- att rekommendera parterna att anta blanketten\n",
        encoding="utf-8",
    )
    async with driving(demo, NARROW) as app:
        await app.press("4", "slash")
        await app.write("blankett")
        await app.press("enter", "enter")
        app.expect("GÄLLER INTE ÄNNU: 1 av 2 parter saknas", r"Mora +saknas", r"Falun +antagen +2024-10-20")
        await app.press("r")
        app.expect("Ställningstagande: Mora")
        await app.press("ctrl+s")
        app.expect("Antaget av alla 2 parter", r"Mora +antagen")
        await app.press("x", "p")
        app.expect("ingen saknas")
        await app.press("escape", "full_stop")
        app.expect("att rekommendera parterna att anta blanketten")
        await app.press("escape", "slash", "escape")
        app.app.navigator.open_record("lsg-2024-09-20-35")  # a cost with shares, and nobody to answer
        await app.settle()
        app.expect("Kostnad", r"att avsätta|400 000")

"""The findings of the review and the promises of a meeting, in the app."""

from __future__ import annotations

from pathlib import Path

from tests.tui.driver import DAY, Size, both_sizes, count, driving, git
from tingsbok.archive import Archive
from tui.present.findings import in_order
from tui.reads.findings import SoFar, findings_view


@both_sizes
async def test_a_weekday_is_mended_in_five_keys(demo: Path, size: Size) -> None:
    async with driving(demo, size) as app:
        before = count(demo)
        await app.press("g", "f")
        app.expect("Granskning", "T203 +LSG 2024-09-20", "0 fel, ")
        assert app.cursor_line().startswith(">  T203")
        await app.press("enter")
        app.expect(
            "T203", "veckodagen stämmer inte", "samlas fredag 10 oktober", 'skriv "torsdag 10 oktober"'
        )
        assert 'skriv "torsdag 10 oktober"' in app.cursor_line()
        await app.press("enter")
        app.expect("SPARAS SOM", "ÄNDRING")
        assert count(demo) == before
        await app.press("ctrl+s")
        assert app.status().startswith('Sparat: Möte lsg-2024-09-20: rättat "fredag 10 oktober"')
        assert count(demo) == before + 1
        assert not app.sees("T203"), "the list is read again"
        assert git(demo, "status", "--porcelain") == ""


async def test_a_finding_is_accepted_or_opened(demo: Path) -> None:
    async with driving(demo) as app:
        await app.press("g", "f", "r")
        await app.write("så står det i originalet")
        await app.press("enter")
        app.expect("Godta T203", "godtaget T203")
        await app.press("enter")
        assert app.status().startswith("Sparat: Möte lsg-2024-09-20: godtaget T203")
        assert not app.sees("T203 +LSG")
        app.app.navigator.open_findings("lchnv-2024-11-07")
        await app.settle()
        app.expect("Granskning > lchnv-2024-11-07", "T204")
        await app.press("enter")
        app.expect("24/11/2024", "öppna posten", "godta med ett skäl")
        await app.press("enter")
        app.expect("LCHNV 2024-11-07")
        await app.press("escape", "down", "enter")
        app.expect("lchnv-2024-11-07 > text", "T204 rad 5[0-9]: datumet ligger efter mötet")


async def test_ctrl_s_does_what_the_cursor_stands_on(demo: Path) -> None:
    async with driving(demo) as app:
        await app.press("g", "f", "enter", "down", "ctrl+s")
        assert "fredag 11 oktober" in git(demo, "log", "-1", "--format=%s")


async def test_a_promise_becomes_an_assignment_or_is_dismissed(demo: Path) -> None:
    file = next((demo / "records").rglob("lsg-2024-09-20.md"))
    text = "Sofia återkommer med underlag senast 1 december. Katarina ska kontakta huvudmännen."
    file.write_text(file.read_text().replace("Inget är antecknat under punkten.", text))
    git(demo, "commit", "-qam", "Löften")
    async with driving(demo) as app:
        app.app.navigator.open_promises("lsg-2024-09-20")
        await app.settle()
        app.expect("löften", "§ 43 +Sofia Ögren +1 dec", "Katarina Lindahl")
        await app.press("down", "r")
        await app.write("redan gjort")
        await app.press("enter")
        app.expect("Inget uppdrag", "avfärdar")
        await app.press("enter")
        assert not app.sees("§ 43 +Katarina")
        await app.press("enter")
        app.expect("nytt uppdrag", "Sofia återkommer med underlag", "Sofia Ögren", "2024-12-01")
        await app.press("ctrl+s")
        assert "Sofia återkommer" in git(demo, "show", "--format=")
        app.expect("Ingen har lovat något")


async def test_what_is_certain_is_mended_at_once_and_codes_are_explained(demo: Path) -> None:
    async with driving(demo) as app:
        before = count(demo)
        await app.press("g", "f")
        app.expect("Fel stoppar godkännandet, råd gör det inte")
        await app.press("colon")
        await app.write("rätta allt")
        await app.press("enter")
        app.expect("Rätta det säkra", "SPARAS SOM", "Länssamverkansgruppen")
        await app.press("enter")
        assert count(demo) == before + 1
        assert not app.sees("T214")
        await app.press("colon")
        await app.write("rätta allt")
        await app.press("enter")
        app.expect("Inget har en enda säker rättelse")
        await app.press("enter")
        app.expect("T203", r"Veckodagen|veckodag")


def test_a_long_check_goes_on_where_it_was(demo: Path) -> None:
    left = []
    with Archive.open(demo, today=DAY) as archive:
        archive.refresh()
        while isinstance(view := findings_view(archive, "", seconds=0), SoFar):
            left.append(view.left)
        assert view.found == in_order(archive.check())
    assert len(left) > 5
    assert left == sorted(set(left), reverse=True)

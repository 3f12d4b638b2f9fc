"""Documents, steps, approval and corrections in the app."""

from __future__ import annotations

from pathlib import Path

from tests.tui.driver import WIDE, driving, git, subject
from tui.screens.correct import CorrectScreen
from tui.screens.form import FormScreen
from tui.widgets.editor import MarkdownEditor

DRAFT, LOCKED = "lchnv-2024-11-07", "lgl-2024-01-26-3a"


async def test_the_notice_is_two_keys_and_enter_away(demo: Path) -> None:
    async with driving(demo, body="lsg") as app:
        await app.press("g", "n")
        app.expect("LSG 2024-11-15")
        await app.press("x", "k")
        app.expect("> k  Kallelse", r"\[d DOCX\]", "out/kallelse-lsg-2024-11-15.docx", "Dagordningen är tom")
        await app.press("enter")
        assert app.status() == "Skrivet: out/kallelse-lsg-2024-11-15.docx"
        assert (demo / "out" / "kallelse-lsg-2024-11-15.docx").stat().st_size > 10_000
        await app.press("x", "p", "h", "enter")
        assert (demo / "out" / "protokoll-lsg-2024-11-15.html").exists()
        await app.press("x", "u")
        app.expect("Utdrag för vilken part")
        await app.write("umeå")
        await app.press("enter", "m", "enter")
        assert (demo / "out" / "utdrag-lsg-2024-11-15-umea.md").exists()
        await app.press("x", "k", "escape")
        app.expect("LSG 2024-11-15")
        assert git(demo, "status", "--porcelain") == ""


async def test_what_a_step_lacks_is_one_key_away(demo: Path) -> None:
    async with driving(demo) as app:
        app.app.navigator.open_record("lsg-2024-11-15")
        await app.settle()
        await app.press("r")
        app.expect(
            "planerat → kallat", r"Saknas först \(2\)", "1  ! Varken plats eller form", "2  ! Dagordningen"
        )
        await app.press("ctrl+s")
        app.expect("Saknas först")
        await app.press("enter")
        assert isinstance(app.screen, FormScreen)
        assert app.screen.identity == "lsg-2024-11-15"


async def test_minutes_are_approved_and_corrected(demo: Path) -> None:
    async with driving(demo, WIDE) as app:
        app.app.navigator.open_record(DRAFT)
        await app.settle()
        await app.press("r")
        app.expect(
            "utkast → godkänt, 2024-11-08", "Värt att veta", "Granskningen har råd.*T204", "Sparas som: Möte"
        )
        await app.press("d")
        app.expect("Stegets dag")
        await app.press("ctrl+a", "ctrl+k")
        await app.write("29/11")
        await app.press("enter")
        app.expect("godkänt, 2024-11-29")
        await app.press("ctrl+s")
        assert subject(demo) == f"Möte {DRAFT}: status utkast → godkänt 2024-11-29"
        await app.press("e")
        app.expect("Rättelse: r med skäl")
        await app.press("escape", "r")
        app.expect("Rätta godkända ord", "Protokollets text")
        await app.press("escape")
        app.app.navigator.open_record(f"{DRAFT}-4d")
        await app.settle()
        app.expect("antaget · låst")
        await app.press("r")
        assert isinstance(app.screen, CorrectScreen)
        editor = app.screen.query_one("#text", MarkdownEditor)
        editor.text = editor.text.replace("antas", "fastställs")
        await app.settle()
        app.expect("En rättelse behöver ett skäl")
        await app.press("tab")
        await app.write("fel verb")
        app.expect("SPARAS SOM Beslut .*rättat: fel verb")
        await app.press("ctrl+s")
        assert subject(demo) == f"Beslut {DRAFT}-4d: rättat: fel verb"
        app.expect("fastställs", "fel verb")
        assert git(demo, "log", "-1", "--format=%(trailers:key=Change,valueonly)") == "correct"


async def test_the_last_minutes_are_approved_at_the_next_meeting(demo: Path) -> None:
    from datetime import date

    from tingsbok.archive import Archive

    with Archive.open(demo, today=date(2024, 11, 8), cache_dir=demo.parent / "cache") as archive:
        archive.refresh()
        item = {"key": "1", "number": "1", "title": "Föregående protokoll", "kind": "procedural"}
        fields = {"body": "lchnv", "date": "2024-12-06", "status": "planned", "items": [item]}
        archive.create(archive.draft("meeting", fields))
    async with driving(demo) as app:
        app.app.navigator.open_record("lchnv-2024-12-06")
        await app.settle()
        await app.press("r")
        app.expect("Godkänn protokollet", "godkänner")
        await app.press("enter")
        assert subject(demo) == f"Möte {DRAFT}: status utkast → godkänt 2024-12-06"
        app.expect("godkänt")
        await app.press("r")
        app.expect("planerat → kallat")

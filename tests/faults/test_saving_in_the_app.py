"""Saving in the app: a form closes when its text is safe, drafts survive, and nobody's change is taken back."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.tui.driver import Driver, driving, git
from tingsbok import config
from tingsbok.archive import Archive
from tui.screens.clash import ClashDialog
from tui.screens.form import FormScreen
from tui.screens.text import TextScreen
from tui.screens.trust import TrustDialog

CASE = "suicidprevention"


def file_of(archive: Path) -> Path:
    return next((archive / "records").rglob(f"{CASE}.md"))


def drafts(archive: Path) -> list[dict[str, object]]:
    return [json.loads(file.read_text()) for file in (archive / ".git/tingsbok/drafts").glob("*.json")]


def hook(archive: Path, text: str) -> None:
    file = archive / ".git/hooks/pre-commit"
    file.parent.mkdir(exist_ok=True)
    file.write_text(f"#!/bin/sh\n{text}\n")
    file.chmod(0o755)


def trusted(archive: Path) -> None:
    with Archive.open(archive, cache_dir=archive.parent / "cache") as opened:
        opened.trust()
        opened.answer_trust(trusted=True)


async def until(app: Driver, holds: Callable[[], bool]) -> None:
    """Let the app work until something is so; it fails if that never happens."""
    end = time.monotonic() + 30
    while not holds():
        assert time.monotonic() < end, app.text()
        await asyncio.sleep(0.01)


async def open_form(app: Driver) -> FormScreen:
    app.app.navigator.open_form(CASE)
    await app.settle()
    assert isinstance(app.screen, FormScreen)
    return app.screen


async def set_title(app: Driver, title: str) -> None:
    page = await open_form(app)
    page.form.set_value("title", title)
    await app.settle()


# -- a save that takes its time


async def test_a_form_closes_when_its_text_is_safe_and_saved_is_said_when_it_is(demo: Path) -> None:
    go = demo.parent / "go"
    hook(demo, f"while [ ! -e {go} ]; do sleep 0.02; done")
    trusted(demo)
    head = git(demo, "rev-parse", "HEAD")
    async with driving(demo) as app:
        await set_title(app, "Med en långsam krok")
        app.send("ctrl+s")
        await until(app, lambda: not isinstance(app.screen, FormScreen))
        await app.pilot.pause()
        assert app.status() == "Sparar …"
        assert git(demo, "rev-parse", "HEAD") == head
        [draft] = drafts(demo)
        assert draft["data"]["fields"]["title"] == "Med en långsam krok"  # type: ignore[index]
        # what is typed elsewhere meanwhile is kept as ever
        app.app.navigator.open_text(CASE)
        await until(app, lambda: isinstance(app.screen, TextScreen) and app.screen.data is not None)
        app.send("x", "x")
        await until(app, lambda: len(drafts(demo)) == 2)
        app.send("escape")
        await until(app, lambda: not isinstance(app.screen, TextScreen))
        go.touch()
        await app.settle()
        assert app.status().startswith("Sparat: Ärende suicidprevention: rubrik"), app.text()
        assert git(demo, "rev-parse", "HEAD~1") == head
        assert [draft["key"] for draft in drafts(demo)] == [f"text:{CASE}"]


async def test_a_form_that_was_refused_after_it_closed_is_there_again(demo: Path) -> None:
    go = demo.parent / "go"
    hook(demo, f"while [ ! -e {go} ]; do sleep 0.02; done; echo Inte idag; exit 1")
    trusted(demo)
    head = git(demo, "rev-parse", "HEAD")
    async with driving(demo) as app:
        await set_title(app, "En rubrik som kroken inte vill ha")
        app.send("ctrl+s")
        await until(app, lambda: not isinstance(app.screen, FormScreen))
        go.touch()
        await app.settle()
        assert isinstance(app.screen, FormScreen)
        assert app.screen.form.values()["title"] == "En rubrik som kroken inte vill ha"
        assert app.status().startswith("! Inte sparat: "), app.status()
        app.expect("Inte idag", "SPARAS SOM")
        assert git(demo, "rev-parse", "HEAD") == head
        assert git(demo, "status", "--porcelain") == ""
        # whoever writes something else by then is not disturbed
        go.unlink()
        app.send("ctrl+s")
        await until(app, lambda: not isinstance(app.screen, FormScreen))
        app.app.navigator.open_text(CASE)
        await until(app, lambda: isinstance(app.screen, TextScreen) and app.screen.data is not None)
        go.touch()
        await app.settle()
        assert isinstance(app.screen, TextScreen)
        app.expect("! Inte sparat, utkastet finns kvar: ")
        assert [draft["key"] for draft in drafts(demo)] == [f"edit:{CASE}"]


# -- drafts


async def test_a_draft_never_takes_back_what_others_changed_since(demo: Path) -> None:
    async with driving(demo) as app:
        await set_title(app, "Min rubrik")
        await app.press("escape")
        file = file_of(demo)
        file.write_text(file.read_text().replace("note: Ärendet är äldre", "note: Kollegans anmärkning"))
        git(demo, "commit", "-qam", "Kollegan")
        await app.press("f5")
        await open_form(app)
        await app.press("ctrl+s")
        assert app.status().startswith("Sparat: "), app.text()
        assert "title: Min rubrik\n" in file.read_text()
        assert "note: Kollegans anmärkning;" in file.read_text()
        # and what both changed is asked
        await set_title(app, "Min nya rubrik")
        await app.press("escape")
        file.write_text(file.read_text().replace("title: Min rubrik", "title: Kollegans rubrik"))
        git(demo, "commit", "-qam", "Kollegan igen")
        await app.press("f5")
        await open_form(app)
        await app.press("ctrl+s")
        assert isinstance(app.screen, ClashDialog)
        app.expect("Min nya rubrik", "Kollegans rubrik")
        await app.press("m", "ctrl+s")
        assert "title: Min nya rubrik\n" in file.read_text()
        assert "note: Kollegans anmärkning;" in git(demo, "show", f"HEAD:{file.relative_to(demo)}")
        assert drafts(demo) == []
        assert not list((demo / ".git/tingsbok/drafts").iterdir())


async def test_what_is_typed_without_a_pause_is_kept_within_a_second(demo: Path) -> None:
    async with driving(demo) as app:
        page = await open_form(app)
        page.form.focus_field("title")
        await app.settle()
        begun = time.monotonic()
        kept_after, typed = 0.0, 0
        while not kept_after:
            app.send("x", "x")
            typed += 1
            await asyncio.sleep(0.1)
            assert time.monotonic() - begun < 30, "what is typed is kept only when nobody types"
            kept_after = time.monotonic() - begun if drafts(demo) else 0.0
        assert typed > 1
        assert str(drafts(demo)[0]["data"]["fields"]["title"]).endswith("x")  # type: ignore[index]


# -- trust


async def test_programs_of_the_archives_own_run_only_when_the_user_says_so(demo: Path) -> None:
    seen = demo.parent / "seen"
    hook(demo, f"echo ran >> {seen}")
    git(demo, "config", "remote.origin.url", "https://anna:hemligt@exempel.invalid/ark.git")
    async with driving(demo) as app:
        assert isinstance(app.screen, TrustDialog)
        app.expect("pre-commit: ", str(demo)[:30], "https://exempel.invalid/ark.git", "ctrl\\+s kör dem")
        assert "hemligt" not in app.text()
        await app.press("y", "j", "space")
        assert isinstance(app.screen, TrustDialog), "no letter answers"
        await app.press("escape")
        await set_title(app, "Utan svar")
        await app.press("ctrl+s")
        app.expect("Sparat. Arkivets egna program kördes inte")
        assert not seen.exists()
        # asked for from the list of commands: Enter is the safe answer
        await app.press("colon")
        await app.write("förtroende")
        await app.press("enter")
        assert isinstance(app.screen, TrustDialog)
        await app.press("enter")
        assert app.status().startswith("Inget av arkivets egna program körs.")
        await set_title(app, "Efter ett nej")
        await app.press("ctrl+s")
        assert "kördes inte" not in app.text()
        assert not seen.exists()
        app.app.everywhere.do_app_trust()
        await app.settle()
        app.expect("Du har sagt att de inte ska köras")
        await app.press("ctrl+s")
        await set_title(app, "Efter ett ja")
        await app.press("ctrl+s")
        assert seen.read_text() == "ran\n"
    answers = config.state_dir() / "trust.json"
    assert answers.is_file()
    assert demo not in answers.parents
    async with driving(demo) as app:
        assert not isinstance(app.screen, TrustDialog), "an answer is remembered"
    hook(demo, f"echo another >> {seen}")
    async with driving(demo) as app:
        assert isinstance(app.screen, TrustDialog), "another program is another question"


@pytest.mark.parametrize("command", ["x" * 100_000, "\x1b[2J\u202e[@click=app.quit]x[/]"])
async def test_what_would_run_is_shown_as_it_is(demo: Path, command: str) -> None:
    git(demo, "config", "commit.gpgSign", "true")
    git(demo, "config", "gpg.program", command)
    async with driving(demo) as app:
        assert isinstance(app.screen, TrustDialog)
        app.expect("gpg.program: ", "Enter kör dem inte")
        assert not set(app.text()) & {"\x1b", "\u202e"}
        if len(command) > 1000:
            app.expect("utelämnade")
        else:
            app.expect(r"\[@click=app.quit\]x\[/\]")

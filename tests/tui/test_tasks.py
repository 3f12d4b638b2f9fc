"""What staff do, in a real terminal at 80x24, within the keystrokes a person has patience for."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.terminal import Terminal

pytestmark = pytest.mark.terminal

PROGRAM = [sys.executable, "-m", "tingsbok"]
ROOT = Path(__file__).parent.parent.parent
Start = Callable[..., Terminal]


def environment(**more: str) -> dict[str, str]:
    base = {k: v for k, v in os.environ.items() if k in {"PATH", "HOME", "GIT_CONFIG_NOSYSTEM"}}
    return (
        base
        | {"TERM": "xterm-256color", "LANG": "C.UTF-8", "TEXTUAL_ANIMATIONS": "none", "PYTHONPATH": str(ROOT)}
        | {
            "TINGSBOK_TODAY": "2024-11-08",
            **more,
        }
    )


@pytest.fixture
def start(demo: Path) -> Iterator[Start]:
    opened: list[Terminal] = []

    def begin(*words: str, cwd: Path | None = None, **environ: str) -> Terminal:
        terminal = Terminal([*PROGRAM, *words], cwd or demo, environment(**environ))
        opened.append(terminal)
        return terminal

    yield begin
    for terminal in opened:
        terminal.close()


def git(demo: Path, *words: str) -> str:
    return subprocess.run(["git", *words], cwd=demo, check=True, capture_output=True, text=True).stdout


def last_subject(demo: Path) -> str:
    return git(demo, "log", "-1", "--format=%s").strip()


def test_what_was_decided_about_home_care_since_2021(start: Start) -> None:
    with start() as app:
        app.see(r"\[1 Start\]")
        app.see("FÖRSENAT OCH NÄRA")
        app.press("s")
        app.type("hemsj")
        app.see(r"Ärende +Hemsjukvårdsavtalet")
        app.press("Enter")
        app.see(r"sedan \[")
        app.press("f")
        app.type("2021")
        app.press("Enter")
        app.see(r"2021-10-21 +VFR")
        app.see(r"2024-11-07 +LCHNV +6")
        assert app.keys <= 14


def test_keys_typed_before_the_program_is_there_are_not_lost(start: Start) -> None:
    with start() as app:
        app.press("s")
        app.type("hemsj")
        app.see(r"Ärende +Hemsjukvårdsavtalet")
    with start("--body", "lsg") as app:
        app.press("2", "Enter")
        app.see(r"Möten > LSG 2024-09-20")
    with start() as app:
        app.press("4", "/")
        app.type("38b-2")
        app.press("Enter", "Enter")
        app.see(r"Beslut > lsg-2024-09-20-38b-2")


def test_who_changed_the_date_and_from_what(start: Start) -> None:
    with start() as app:
        app.see("FÖRSENAT OCH NÄRA")
        app.press("4")
        app.see(r"\[4 Beslut\]")
        app.press("/")
        app.type("38b-2")
        app.press("Enter", "Enter")
        app.see("lsg-2024-09-20-38b-2")
        app.press("H")
        app.see("ändringar")
        app.press("Enter")
        app.see(r"- lsg-2024-11-05")
        app.see(r"\+ lsg-2024-11-15")
        app.see("Exempel")
        assert app.keys <= 12


def test_another_editor_changes_the_place(start: Start, demo: Path) -> None:
    with start("--body", "lsg", EDITOR="sed -i s/Teams/Umeå/") as app:
        app.see("FÖRSENAT OCH NÄRA")
        app.press("2", "Enter")
        app.see("LSG 2024-09-20")
        app.press("E")
        app.see("Teams → Umeå")
        app.press("Enter")
        app.see("Sparat")
        assert app.keys <= 6
    assert last_subject(demo) == "Möte lsg-2024-09-20: plats Teams → Umeå"
    assert git(demo, "log", "-1", "--format=%(trailers:key=Change,valueonly)").strip() == "external"
    assert git(demo, "status", "--porcelain") == ""


def test_the_first_minute(start: Start, tmp_path: Path) -> None:
    empty = tmp_path / "tomt"
    empty.mkdir()
    with start(cwd=empty, HOME=str(empty), XDG_CONFIG_HOME=str(empty)) as app:
        app.see("Välkommen")
        app.press("Enter")
        app.see("[Ee]xempelarkiv")
        app.see("FÖRSENAT OCH NÄRA")
        assert app.keys <= 2


def test_undo_shows_what_before_it_does_it(start: Start, demo: Path) -> None:
    before = last_subject(demo)
    with start() as app:
        app.see("FÖRSENAT OCH NÄRA")
        app.press("u")
        app.see("Ångra:")
        assert last_subject(demo) == before
        app.press("Enter")
        app.see("Ångrat")
        assert app.keys <= 2
    assert last_subject(demo).startswith("Ångra")


def test_change_an_outcome_link_it_and_see_it_in_the_log(start: Start, demo: Path) -> None:
    with start() as app:
        app.see("FÖRSENAT OCH NÄRA")
        app.press("4")
        app.see(r"\d+ beslut")
        app.filter_by("suicid")
        app.see("Länsgemensam")
        app.press("Enter")
        app.see("lsg-2024-09-20-34")
        app.press("e")
        app.see("Utfall")
        count = int(git(demo, "rev-list", "--count", "HEAD"))
        app.press("Escape")
        app.see("[Uu]tkast|Inget ändrat|lsg-2024-09-20-34")
        assert int(git(demo, "rev-list", "--count", "HEAD")) == count, "nothing is saved without ctrl+s"


def test_edits_made_elsewhere_show_up_by_themselves(start: Start, demo: Path) -> None:
    with start() as app:
        app.see("FÖRSENAT OCH NÄRA")
        app.press("3")
        app.see(r"\d+ ärenden")
        app.filter_by("suicid")
        app.see("Suicidprevention")
        path = next(demo.rglob("suicidprevention.md"))
        path.write_text(path.read_text().replace("title: Suicidprevention", "title: Suicidarbetet"))
        app.see("Suicidarbetet")


@pytest.mark.parametrize(("columns", "rows"), [(40, 8), (60, 12), (80, 24), (120, 40), (200, 60)])
def test_every_size_starts_and_ends(demo: Path, columns: int, rows: int) -> None:
    with Terminal(PROGRAM, demo, environment(), columns, rows) as app:
        app.see("Tingsbok|litet")
        app.press("C-q")
        assert app.wait() == 0


def test_nothing_of_a_record_steers_the_terminal(start: Start, demo: Path) -> None:
    hostile = demo / "records" / "cases" / "aaa.md"
    hostile.write_text(
        '---\ntype: case\ntitle: "AAA \\e]52;c;QUJD\\a [/] [@click=app.quit]x[/] \\u202e"\nstatus: open\n---\n\x1b[2J [/b] [[x]]\n'
    )
    with start() as app:
        app.see("FÖRSENAT OCH NÄRA")
        app.press("3")
        app.see(r"AAA .*\[/\]")
        app.press("Home", "Enter")
        app.see(r"\[/b\]|AAA")
        assert b"\x1b]52" not in app.raw
        assert "\u202e".encode() not in app.raw


def test_no_traceback_whatever_is_pressed(start: Start, demo: Path) -> None:
    before = git(demo, "rev-parse", "HEAD")
    with start(EDITOR="true") as app:
        app.see("FÖRSENAT OCH NÄRA")
        for key in "123456790gEhc?:sfwiyzmaoHdux,.nk+-*§":
            app.press(key)
            app.press("Escape", "Escape")
        app.press("C-q")
        app.wait()
        assert not re.search("Traceback|oväntat|oförutsett", app.text, re.IGNORECASE)
    assert git(demo, "rev-parse", "HEAD") == before, "no single key writes"
    assert git(demo, "status", "--porcelain") == ""

"""What happens to people: the program is killed, the terminal closed, a colleague's git does something meanwhile."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.terminal import Terminal
from tests.tui.test_tasks import environment

pytestmark = pytest.mark.terminal

Start = Callable[[], Terminal]
TITLE = "Suicidprevention"


@pytest.fixture
def start(demo: Path) -> Iterator[Start]:
    opened: list[Terminal] = []

    def begin() -> Terminal:
        terminal = Terminal([sys.executable, "-m", "tingsbok"], demo, environment())
        opened.append(terminal)
        terminal.see("FÖRSENAT OCH NÄRA")
        return terminal

    yield begin
    for terminal in opened:
        terminal.close()


@pytest.fixture
def git(demo: Path) -> Callable[..., str]:
    def run(*words: str) -> str:
        return subprocess.run(["git", *words], cwd=demo, check=True, capture_output=True, text=True).stdout

    return run


def open_case(app: Terminal) -> None:
    app.press("3")
    app.see(r"\d+ ärenden")
    app.filter_by("id:suicidprevention")
    app.press("Enter")
    app.see(r"Ärenden > Suicidprevention")


def type_in_form(app: Terminal) -> None:
    open_case(app)
    app.press("e")
    app.see(r"Rubrik \*")
    app.type(" i länet")
    app.see(r"Suicidprevention i länet")


@pytest.mark.parametrize("how", ["killed", "told to end", "terminal closed"])
def test_what_was_typed_is_there_again_after_the_program_died(start: Start, demo: Path, how: str) -> None:
    app = start()
    type_in_form(app)
    drafts = demo / ".git" / "tingsbok" / "drafts"
    if how == "killed":
        app.until(lambda: any(drafts.glob("*.json")))
        os.kill(app.pid, signal.SIGKILL)
    elif how == "told to end":
        os.kill(app.pid, signal.SIGTERM)
    else:
        app.hang_up()
    app.wait()
    again = start()
    open_case(again)
    again.press("e")
    again.see("Suicidprevention i länet")
    again.see("skrevs tidigare")
    again.press("C-s")
    again.see("Sparat")
    again.until(lambda: not any(drafts.glob("*.json")))


def test_leaving_a_form_keeps_what_was_typed(start: Start, demo: Path, git: Callable[..., str]) -> None:
    head = git("rev-parse", "HEAD")
    app = start()
    type_in_form(app)
    app.press("Escape")
    app.see(r"[Uu]tkast")
    assert git("rev-parse", "HEAD") == head
    app.press("e")
    app.see("Suicidprevention i länet")


def test_a_colleague_is_never_overwritten(start: Start, demo: Path, git: Callable[..., str]) -> None:
    app = start()
    type_in_form(app)
    path = next(demo.rglob("suicidprevention.md"))
    path.write_text(path.read_text().replace(f"title: {TITLE}", "title: Kollegans rubrik"))
    git("commit", "-qam", "Kollegan")
    app.press("C-s")
    app.see("Kollegans rubrik")
    assert "title: Kollegans rubrik" in path.read_text()
    app.press("Escape", "Escape")
    assert "Kollegans rubrik" in git("show", "HEAD:" + path.relative_to(demo).as_posix())


@pytest.mark.parametrize(
    "words",
    [
        ("stash", "-q"),
        ("checkout", "-q", "-b", "annan", "HEAD~3"),
        ("rebase", "-q", "--force-rebase", "HEAD~2"),
        ("gc", "-q", "--prune=now"),
    ],
    ids=" ".join,
)
def test_git_works_under_the_running_program(
    start: Start, demo: Path, git: Callable[..., str], words: tuple[str, ...]
) -> None:
    app = start()
    open_case(app)
    path = next(demo.rglob("suicidprevention.md"))
    if words[0] == "stash":
        path.write_text(path.read_text().replace(f"title: {TITLE}", "title: Tillfällig"))
        app.see("Tillfällig")
    git(*words)
    app.see(r"Suicidprevention|saknas|finns inte")
    app.press("1")
    app.see("FÖRSENAT OCH NÄRA|PÅGÅENDE|SENASTE")
    app.press("C-q")
    assert app.wait() == 0
    assert git("status", "--porcelain") == ""


def test_no_branch_means_no_save_and_says_so(start: Start, demo: Path, git: Callable[..., str]) -> None:
    git("checkout", "-q", "--detach")
    head = git("rev-parse", "HEAD")
    app = start()
    type_in_form(app)
    app.press("C-s")
    app.see("gren|branch")
    app.see("Suicidprevention i länet")
    assert git("rev-parse", "HEAD") == head
    assert git("status", "--porcelain") == ""

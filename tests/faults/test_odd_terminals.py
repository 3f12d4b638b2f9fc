"""Odd terminals: tiny, without colours, without letters beyond ASCII, stopped and resumed. The program starts and ends well."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.terminal import Terminal
from tests.tui.test_tasks import environment
from tui.lost_terminal import HUNG_UP

pytestmark = pytest.mark.terminal

START = [sys.executable, "-m", "tingsbok"]


@pytest.mark.parametrize(
    ("columns", "rows", "environ", "sees"),
    [
        (20, 5, {}, "fönstret|litet|ctrl|Tingsbok|small"),
        (1, 1, {}, ""),
        (500, 200, {}, "FÖRSENAT OCH NÄRA"),
        (80, 24, {"TERM": "dumb"}, "FÖRSENAT OCH NÄRA"),
        (80, 24, {"TERM": "unknown-terminal"}, "FÖRSENAT OCH NÄRA"),
        (80, 24, {"NO_COLOR": "1"}, "FÖRSENAT OCH NÄRA"),
        (80, 24, {"LANG": "C", "LC_ALL": "C"}, "RSENAT OCH N"),
        (80, 24, {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}, "RSENAT OCH N"),
    ],
    ids=["20x5", "1x1", "500x200", "dumb", "unknown", "no colour", "C", "ascii"],
)
def test_the_program_starts_and_ends_in_an_odd_terminal(
    demo: Path, columns: int, rows: int, environ: dict[str, str], sees: str
) -> None:
    with Terminal(START, demo, {**environment(), **environ}, columns, rows) as app:
        app.until(lambda: b"\x1b[?1049h" in app.raw)
        app.see(f"(?i){sees}")
        app.press("2", "1")
        app.press("C-q")
        assert app.wait() == 0, app.text
        assert b"Traceback" not in app.raw
        assert b"\x1b[?1049l" in app.raw, "the terminal is given back"


def test_a_program_that_was_stopped_goes_on(demo: Path) -> None:
    with Terminal(START, demo, environment()) as app:
        app.see("FÖRSENAT OCH NÄRA")
        os.kill(app.pid, signal.SIGTSTP)
        app.until(lambda: state(app.pid) == "T")
        assert b"\x1b[?1049l" in app.raw, "a stopped program gives the terminal back"
        os.kill(app.pid, signal.SIGCONT)
        app.press("2")
        app.see(r"\d+ möten")
        app.press("C-q")
        assert app.wait() == 0


def test_a_terminal_that_goes_without_a_word_ends_the_program(demo: Path) -> None:
    with Terminal(START, demo, environment()) as app:
        app.see("FÖRSENAT OCH NÄRA")
        app.hang_up()
        assert app.wait() in {0, 120, HUNG_UP}  # 120: Python could not write its last words


def state(process: int) -> str:
    """A letter for what the process does; ``T`` if it is stopped."""
    return Path(f"/proc/{process}/stat").read_text().rpartition(") ")[2][0]


def test_without_a_terminal_the_program_says_so(demo: Path) -> None:
    """Started by a script or with its output in a file: no screen is drawn into it."""
    done = subprocess.run(
        START,
        cwd=demo,
        env=environment(),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
        timeout=60,
    )
    assert b"\x1b" not in done.stdout
    assert b"Traceback" not in done.stderr
    assert done.stdout or done.stderr

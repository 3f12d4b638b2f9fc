"""The line that says how far long work has come."""

from __future__ import annotations

import io

from tingsbok.cli.progress import ProgressLine


class Terminal(io.StringIO):
    """A stream that is a terminal."""

    def isatty(self) -> bool:
        return True


def test_long_work_is_told_with_the_time_left_and_leaves_no_trace() -> None:
    terminal, now = Terminal(), [0.0]
    with ProgressLine(terminal, lambda: now[0]) as line:
        for second in (0.5, 2.0, 2.1, 4.0):
            now[0] = second
            line(int(second * 100), 1000)
    shown = terminal.getvalue().split("\r")
    told = [text.strip() for text in shown]
    assert told == ["", "200 av 1000 kontrollerade, 8 s kvar", "400 av 1000 kontrollerade, 6 s kvar", "", ""]
    assert len(shown[3]) == len(shown[2])


def test_nothing_is_told_to_a_file() -> None:
    file, now = io.StringIO(), [0.0]
    with ProgressLine(file, lambda: now[0]) as line:
        now[0] = 5.0
        line(1, 2)
    assert file.getvalue() == ""

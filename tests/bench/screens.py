"""The app in a real terminal: how long until something stands on the screen. POSIX only."""

from __future__ import annotations

import re
import time
from pathlib import Path

from tests.bench.place import Place
from tests.bench.timing import Sample, memory_of, spent_by
from tests.terminal import Terminal

ROWS_SEEN = r"Ta fram \w+"
"""An assignment of the archive, as the first screen lists it."""

_EMPTY = Path(__file__).with_name("empty_app.py")
_SETTLED = 3.0
_PATIENCE = 120.0


def start_of_empty_app(place: Place, runs: int) -> tuple[Sample, float]:
    """How long an empty Textual app takes to paint, and the megabytes that it holds."""
    return _start([place.python, str(_EMPTY)], place, runs, "painted")


def start_of_app(place: Place, runs: int) -> tuple[Sample, float]:
    """How long the app takes until records stand on the screen, and the megabytes that it holds."""
    return _start(place.tingsbok(), place, runs, ROWS_SEEN)


def _start(command: list[str], place: Place, runs: int, pattern: str) -> tuple[Sample, float]:
    walls, cpus, held = [], [], []
    for run in range(runs + 1):
        begun = time.perf_counter()
        with Terminal(command, place.folder, place.environ, 120, 40) as terminal:
            _until(terminal, pattern)
            wall, cpu = time.perf_counter() - begun, spent_by(terminal.pid)
            if run:
                walls.append(wall)
                cpus.append(cpu)
            if run == runs:
                held.append(_memory_when_settled(terminal))
    return Sample.of(walls, [] if min(cpus) < 0 else cpus), max(held)


def _until(terminal: Terminal, pattern: str) -> None:
    """Wait until the screen matches, and look at it as soon as something new is on it."""
    end, seen = time.monotonic() + _PATIENCE, -1
    while seen == len(terminal.raw) or re.search(pattern, terminal.text) is None:
        seen = len(terminal.raw)
        if time.monotonic() > end:
            raise SystemExit(f"the screen never showed {pattern}:\n{terminal.text}")
        terminal._read(0.003)


def _memory_when_settled(terminal: Terminal) -> float:
    """The megabytes held once the work behind the first screen is done: no processor time is used any more."""
    before, still = -1.0, time.monotonic()
    while time.monotonic() - still < _SETTLED:
        terminal._read(0.2)
        now = spent_by(terminal.pid)
        if now > before + 0.05:
            before, still = now, time.monotonic()
    return memory_of(terminal.pid)

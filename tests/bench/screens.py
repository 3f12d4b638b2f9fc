"""The app in a real terminal: how long until something stands on the screen. POSIX only."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass
from pathlib import Path

from tests.bench.place import Place
from tests.bench.timing import Sample, memory_of, spent_by
from tests.terminal import Terminal

ROWS_SEEN = r"Ta fram \w+"
"""An assignment of the archive, as the first screen lists it."""

_EMPTY = Path(__file__).with_name("empty_app.py")
_SETTLED = 3.0
_PATIENCE = 120.0


@dataclass(frozen=True)
class Starts:
    """The app's start beside that of an empty Textual app.

    Attributes:
        app: How long the app takes until records stand on the screen.
        changed: The same when the archive has changed since it was open.
        first: The same when nothing is kept yet.
        empty: How long the empty app takes to paint.
        held: Megabytes that the app holds once it has settled.
        held_changed: The same when the archive has changed.
        held_empty: Those of the empty app.
    """

    app: Sample
    changed: Sample
    first: Sample
    empty: Sample
    held: float
    held_changed: float
    held_empty: float


def starts(place: Place, runs: int) -> Starts:
    """Start both by turns, so that neither has the quieter machine."""
    app, empty = place.tingsbok(), [place.python, str(_EMPTY)]
    first, changed = [], []
    with place.restored():
        for number in range(2):
            place.forget_answers()
            first.append(_start(app, place, ROWS_SEEN, settle=True))
            place.change(f"ändrad {number}")
            changed.append(_start(app, place, ROWS_SEEN, settle=True))
    _start(app, place, ROWS_SEEN, settle=True)
    _start(empty, place, "painted")
    pairs = [
        (_start(app, place, ROWS_SEEN, settle=last), _start(empty, place, "painted", settle=last))
        for last in [False] * (runs - 1) + [True]
    ]
    return Starts(
        app=_sample([one for one, _ in pairs]),
        changed=_sample(changed[1:]),
        first=_sample(first[1:]),
        empty=_sample([one for _, one in pairs]),
        held=pairs[-1][0].held,
        held_changed=changed[-1].held,
        held_empty=pairs[-1][1].held,
    )


@dataclass(frozen=True)
class _Start:
    """One start: seconds on the clock and of the processor, negative if unknown, and megabytes if asked for."""

    wall: float
    cpu: float
    held: float


def _start(command: list[str], place: Place, pattern: str, *, settle: bool = False) -> _Start:
    begun = time.perf_counter()
    with Terminal(command, place.folder, place.environ, 120, 40) as terminal:
        _until(terminal, pattern)
        wall, cpu = time.perf_counter() - begun, spent_by(terminal.pid)
        return _Start(wall, cpu, _memory_when_settled(terminal) if settle else -1)


def _sample(measured: list[_Start]) -> Sample:
    cpus = [one.cpu for one in measured]
    return Sample.of([one.wall for one in measured], [] if min(cpus) < 0 else cpus)


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

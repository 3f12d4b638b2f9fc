"""Times as they are taken: of whole processes with all they start, of calls in this process, of a terminal's screen."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

_PROC = Path("/proc")

if sys.platform == "win32":

    def of_children() -> float:
        """Processor seconds of all processes that this one has started and waited for."""
        ended = os.times()
        return ended.children_user + ended.children_system
else:
    import resource

    def of_children() -> float:
        """Processor seconds of all processes that this one has started and waited for."""
        ended = resource.getrusage(resource.RUSAGE_CHILDREN)
        return ended.ru_utime + ended.ru_stime


@dataclass(frozen=True, slots=True)
class Sample:
    """What several runs of the same thing took.

    Attributes:
        runs: How many runs count; what warms up does not.
        wall: Median time on the clock, in milliseconds.
        p95: Time on the clock that 95 of 100 runs kept within, in milliseconds.
        cpu: Median processor time, of the process and all it started, in milliseconds; -1 if unknown.
    """

    runs: int
    wall: float
    p95: float
    cpu: float = -1.0

    @classmethod
    def of(cls, walls: Sequence[float], cpus: Sequence[float] = ()) -> Sample:
        """From each run's seconds."""
        ordered = sorted(walls)
        last = ordered[min(len(ordered) - 1, int(0.95 * len(ordered)))]
        cpu = statistics.median(cpus) * 1000 if cpus else -1.0
        return cls(len(ordered), statistics.median(ordered) * 1000, last * 1000, cpu)


class TooSlow(Exception):
    """A command took longer than it was given."""


def process(
    command: Sequence[str],
    cwd: Path,
    *,
    runs: int = 7,
    warm: int = 1,
    most: float = 600.0,
    environ: Mapping[str, str] | None = None,
    before: Callable[[], None] = lambda: None,
    codes: Sequence[int] = (0,),
) -> Sample:
    """Time a whole process, its output thrown away.

    Args:
        command: The program and its words.
        cwd: Where it runs.
        runs: Runs that count.
        warm: Runs before them that do not.
        most: Seconds after which it is ended.
        environ: Its environment; this process's if absent.
        before: Called before each run, outside the time.
        codes: Exit codes that mean success.

    Raises:
        TooSlow: It was ended.
    """
    walls, cpus = [], []
    for run in range(warm + runs):
        before()
        wall, cpu = once(command, cwd, most, environ, codes)
        if run >= warm:
            walls.append(wall)
            cpus.append(cpu)
    return Sample.of(walls, cpus)


def once(
    command: Sequence[str], cwd: Path, most: float, environ: Mapping[str, str] | None, codes: Sequence[int]
) -> tuple[float, float]:
    """Seconds on the clock and of the processor that one process needs; see :func:`process`."""
    start = time.perf_counter()
    with subprocess.Popen(
        command,
        cwd=cwd,
        env=dict(environ) if environ is not None else None,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as running:
        before = of_children()
        # waiting with a limit looks only every 50 ms whether the process has ended, and is that much off
        limit = threading.Timer(most, running.kill)
        limit.start()
        code = running.wait()
        wall, spent = time.perf_counter() - start, of_children() - before
        limit.cancel()
    if wall >= most:
        raise TooSlow(f"{' '.join(command[:3])}: more than {most:.0f} s")
    if code not in codes:
        raise SystemExit(f"{' '.join(command)} in {cwd}: exit code {code}")
    return wall, spent


def inside(calls: Sequence[Callable[[], object]], warm: int = 1) -> Sample:
    """Time calls in this process, each once; the first few again before them, uncounted."""
    for call in calls[:warm]:
        call()
    walls, cpus = [], []
    for call in calls:
        start, cpu = time.perf_counter(), time.process_time() + of_children()
        call()
        walls.append(time.perf_counter() - start)
        cpus.append(time.process_time() + of_children() - cpu)
    return Sample.of(walls, cpus)


def spent_by(pid: int) -> float:
    """Processor seconds that a running process has used, with the children it has waited for; -1 if unknown."""
    try:
        fields = (_PROC / str(pid) / "stat").read_text().rpartition(")")[2].split()
    except OSError:
        return -1.0
    return sum(int(ticks) for ticks in fields[11:15]) / os.sysconf("SC_CLK_TCK")


def memory_of(pid: int) -> float:
    """Megabytes that a running process holds in memory; -1 if unknown."""
    try:
        status = (_PROC / str(pid) / "status").read_text()
    except OSError:
        return -1.0
    kilobytes = next((line.split()[1] for line in status.splitlines() if line.startswith("VmRSS")), "0")
    return int(kilobytes) / 1024

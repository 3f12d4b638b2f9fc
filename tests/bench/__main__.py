"""``python -m tests.bench [SIZE …]``: medians of whole commands beside the floor measured in the same run."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.bench.archives import build

RUNS = 7
SIZES = (100, 1000)


def median_ms(command: list[str], cwd: Path, runs: int = RUNS) -> float:
    """Median wall time of a whole process in milliseconds, after one run that is not counted."""
    times = []
    for run in range(runs + 1):
        start = time.perf_counter()
        subprocess.run(command, cwd=cwd, check=False, capture_output=True, stdin=subprocess.DEVNULL)
        if run:
            times.append((time.perf_counter() - start) * 1000)
    return statistics.median(times)


def measure(size: int, home: Path) -> list[tuple[str, float, str, float]]:
    """Rows of: what, its median, its floor's name, the floor's median."""
    archive = build(home / f"archive-{size}", size)
    program = [str(Path(sys.executable).with_name("tingsbok"))]
    decision = min(archive.glob("records/meetings/*/*/*/*-1.md")).stem
    floor = median_ms([sys.executable, "-c", "import sqlite3"], archive)
    status = median_ms(["git", "status", "--porcelain", "records"], archive)
    first = time.perf_counter()
    subprocess.run([*program, "list", "meeting"], cwd=archive, check=True, capture_output=True)
    rows = [("first index", (time.perf_counter() - first) * 1000, "", 0.0)]
    verbs = (
        ["version"],
        ["list", "decision", "outcome:postponed", "--plain"],
        ["search", "hemsjukvård", "--plain"],
        ["show", decision, "--plain"],
        ["log", decision, "--plain"],
    )
    rows += [
        (" ".join(words[:2]), median_ms([*program, *words], archive), "python + sqlite3", floor)
        for words in verbs
    ]
    rows.append(("check", median_ms([*program, "check"], archive, 3), "git status", status))
    rows.append(("save (set)", _saves(program, archive, decision), "git commit", _commits(archive)))
    return rows


def _saves(program: list[str], archive: Path, decision: str) -> float:
    times = []
    for run in range(RUNS):
        words = ["set", decision, f"note={run}"]
        start = time.perf_counter()
        subprocess.run([*program, *words], cwd=archive, check=True, capture_output=True)
        times.append((time.perf_counter() - start) * 1000)
    return statistics.median(times)


def _commits(archive: Path) -> float:
    times = []
    file = archive / "other.txt"
    for run in range(RUNS):
        file.write_text(str(run))
        subprocess.run(["git", "add", "other.txt"], cwd=archive, check=True)
        start = time.perf_counter()
        subprocess.run(["git", "commit", "-qm", str(run)], cwd=archive, check=True)
        times.append((time.perf_counter() - start) * 1000)
    return statistics.median(times)


def main(sizes: tuple[int, ...]) -> None:
    """Print one table for each size."""
    with tempfile.TemporaryDirectory() as home:
        os.environ |= {"HOME": home, "XDG_CACHE_HOME": f"{home}/cache", "GIT_CONFIG_NOSYSTEM": "1"}
        for size in sizes:
            print(f"\n{size} records, median of {RUNS}, milliseconds")  # noqa: T201 - a measurement prints
            for what, took, floor_name, floor in measure(size, Path(home)):
                ratio = f"{took / floor:5.1f} x {floor_name} ({floor:.0f})" if floor else ""
                print(f"  {what:<28}{took:8.0f}   {ratio}")  # noqa: T201


if __name__ == "__main__":
    main(tuple(int(word) for word in sys.argv[1:]) or SIZES)

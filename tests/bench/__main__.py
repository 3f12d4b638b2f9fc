"""``python -m tests.bench``: measure the program on archives of several sizes and write the page about it."""

from __future__ import annotations

import argparse
import platform
import subprocess
import sys
from datetime import date
from pathlib import Path

from tests.bench import page, peers
from tests.bench.floors import Floors
from tests.bench.place import Place
from tests.bench.results import Result, Results
from tests.bench.rows import ROWS, Bench

HOME = Path("out/bench")
SIZES = (1000, 10_000, 100_000)


def main() -> None:
    """Measure what the command line asks for."""
    asked = _arguments()
    home = Path(asked.home).resolve()
    home.mkdir(parents=True, exist_ok=True)
    results = Results(home / "results.json")
    results.machine = _machine()
    for size in asked.size:
        place = Place(home, size)
        _say(f"\n{size} records")
        place.prepare()
        if asked.rows:
            _measure(place, asked.rows, asked.runs, results)
        if size in asked.peers:
            for result in peers.measure(place, home / "peers"):
                results.add(result)
                _say(_line(result))
    if asked.page:
        Path(asked.page).write_text(page.written(results), encoding="utf-8")


def _measure(place: Place, rows: list[str], runs: int, results: Results) -> None:
    bench = Bench(place, Floors(place, runs), runs)
    place.warm()
    for name in rows:
        for result in ROWS[name](bench):
            results.add(result)
            _say(_line(result))


def _line(one: Result) -> str:
    if one.took is None:
        return f"  {one.row:<10} {one.what:<52} {one.note}"
    floor = f"   {one.floor_is}: {one.floor.cpu:.0f} / {one.floor.wall:.0f}" if one.floor else ""
    figures = f"cpu {one.took.cpu:8.1f}  wall {one.took.wall:8.1f}  p95 {one.took.p95:8.1f}"
    return f"  {one.row:<10} {one.what:<52} {figures}{floor}"


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--size", type=_numbers, default=list(SIZES), help="records, with commas between")
    parser.add_argument(
        "--rows", type=_names, default=list(ROWS), help=f"of {', '.join(ROWS)}; none for no row"
    )
    parser.add_argument("--runs", type=int, default=9, help="runs of each command (default: 9)")
    parser.add_argument("--peers", type=_numbers, default=[], help="sizes at which peers are measured too")
    parser.add_argument("--home", default=str(HOME), help="folder that keeps archives and results")
    parser.add_argument("--page", default="", help="write this page from all results")
    return parser.parse_args()


def _numbers(text: str) -> list[int]:
    return [int(word.lower().replace("k", "000")) for word in text.split(",") if word]


def _names(text: str) -> list[str]:
    names = [word for word in text.split(",") if word and word != "none"]
    if unknown := [name for name in names if name not in ROWS]:
        raise argparse.ArgumentTypeError(f"no such row: {', '.join(unknown)}")
    return names


def _machine() -> dict[str, str]:
    def said(*command: str) -> str:
        return subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip()

    import sqlite3
    from importlib.metadata import version

    from tingsbok import __version__

    model = Path("/proc/cpuinfo")
    lines = model.read_text(encoding="utf-8").splitlines() if model.exists() else []
    name = next(
        (line.partition(":")[2].strip() for line in lines if line.startswith("model name")),
        platform.processor(),
    )
    count = sum(line.startswith("processor") for line in lines)
    return {
        "day": str(date.today()),  # noqa: DTZ011 - the page names the day on the wall
        "machine": f"{count or '?'} × {name}",
        "system": platform.platform(),
        "python": platform.python_version(),
        "git": said("git", "--version").removeprefix("git version "),
        "sqlite": sqlite3.sqlite_version,
        "textual": version("textual"),
        "tingsbok": f"{__version__} ({said('git', 'rev-parse', '--short', 'HEAD')})",
    }


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()

"""The page about what was measured, from the results."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tests.bench.peers import OWN, PEERS
from tests.bench.results import Result, Results

_SIZES = (1000, 10_000, 100_000)
_TOPICS = {
    "Commands": ("version", "read", "cached", "set"),
    "The app": ("start", "memory"),
    "In the app, behind a key": ("page", "search", "search slowest", "durable", "committed", "history"),
    "Behind the screen, and the whole archive": ("outside", "check", "cold"),
}
_IN_FLOORS = ("start",)
_MEGABYTES = ("memory",)

_INTRODUCTION = """\
# Benchmarks

Written by `make bench`; do not edit. Archives of 1,000, 10,000 and 100,000 records with twice as many commits are made up, the same bytes
on every machine ([`tests/bench`](../tests/bench)): bodies, people, meetings with attendance and items, decisions, cases, agreements
and assignments in Swedish, 1.7 kB a record. What a figure is held against is measured in the same run.

- **CPU** is processor time in milliseconds, of the program and every process it starts: median. **Wall** is time on the clock: median, and
  what 95 of 100 runs kept within. On a machine that does other things too, CPU and the ratio to the floor tell more than wall.
- **Floor** is what the machine can do at best, named in the row. **Target** is on the clock, for an idle machine with two cores; `start`
  is held against a multiple of its floor, memory against megabytes above its floor.
- A figure is in **bold** where the target is met. An asterisk: the clock says no, processor time is within the target; the machine was busy, or waited for its disk.
"""

_DO_IT = """\
## Do it yourself

    make bench-quick                # 1,000 records, a couple of minutes
    make bench                      # all sizes and, at 1,000 records, the peers; writes this page
    make bench PEERS=1k,10k         # the peers at 10,000 records too: up to an hour more
    python -m tests.bench --size 100k --rows start,search --runs 3

Archives are kept in `out/bench/` and built once. The rows that need a terminal need Linux or macOS, memory needs Linux.
"""


def written(results: Results) -> str:
    """The whole page."""
    parts = [_INTRODUCTION, _machine(results)]
    parts += [_topic(title, rows, results) for title, rows in _TOPICS.items()]
    parts += [_peers(results, size) for size in _SIZES if results.of("peer tingsbok", size)]
    return "\n".join([*(part for part in parts if part), _DO_IT])


def _machine(results: Results) -> str:
    known = results.machine
    return (
        f"Measured on {known['day']}: {known['machine']}, {known['system']}; Python {known['python']}, git {known['git']},"
        f" SQLite {known['sqlite']}, Textual {known['textual']}; Tingsbok {known['tingsbok']}.\n"
    )


def _topic(title: str, rows: Sequence[str], results: Results) -> str:
    lines = [
        f"## {title}\n",
        "| what | records | CPU | wall | p95 | floor: CPU / wall | × floor, CPU | target |",
        "|---|--:|--:|--:|--:|---|--:|--:|",
    ]
    found = [one for row in rows for one in results.of(row)]
    lines += [_line(one) for what in dict.fromkeys(_said(one) for one in found) for one in _of(what, found)]
    return "\n".join([*lines, ""]) if found else ""


def _of(what: str, results: Sequence[Result]) -> Iterator[Result]:
    return iter(sorted((one for one in results if _said(one) == what), key=lambda one: one.size))


def _said(one: Result) -> str:
    """What was measured, without the names that differ from archive to archive."""
    words = one.what.split()
    return " ".join("‹decision›" if word.count("-") == 4 and word[-1].isdigit() else word for word in words)


def _line(one: Result) -> str:
    what = f"`{_said(one)}`" if one.what.startswith("tingsbok ") else _said(one)
    if one.took is None:
        return f"| {what} | {one.size:,} | | {one.note} | | | | {_target(one)} |"
    took, floor = one.took, one.floor
    cpu = _figure(took.cpu) if took.cpu >= 0 else "–"
    held = ratio = ""
    if floor:
        held = (
            f"{one.floor_is}: {_figure(floor.cpu)} / {_figure(floor.wall)}"
            if floor.cpu >= 0
            else _plain_floor(one)
        )
        ratio = f"{took.cpu / floor.cpu:.1f}" if floor.cpu > 0 and took.cpu > 0 else ""
    wall, mark = _figure(took.wall), _met(one)
    if mark:
        wall = f"**{wall}**" if mark == "+" else f"{wall}{mark}"
    return f"| {what} | {one.size:,} | {cpu} | {wall} | {_figure(took.p95)} | {held} | {ratio} | {_target(one)} |"


def _plain_floor(one: Result) -> str:
    return f"{one.floor_is}: {_figure(one.floor.wall)}" if one.floor else ""


def _met(one: Result) -> str:
    """A plus if the target is met on the clock, an asterisk if only by processor time, nothing if it is not met."""
    took = one.took
    if took is None or not one.target:
        return ""
    limit = one.target
    if one.row in _IN_FLOORS and one.floor:
        if took.wall <= limit * one.floor.wall:
            return "+"
        return "\\*" if 0 < took.cpu <= limit * one.floor.cpu else ""
    if took.wall <= limit:
        return "+"
    return "\\*" if 0 <= took.cpu <= limit else ""


def _target(one: Result) -> str:
    if not one.target:
        return ""
    if one.row in _IN_FLOORS:
        return f"{one.target} × floor"
    return f"{one.target:,.0f} MB" if one.row in _MEGABYTES else f"{one.target:,.0f}"


def _figure(milliseconds: float) -> str:
    return f"{milliseconds:,.0f}" if milliseconds >= 20 else f"{milliseconds:.1f}"


def _peers(results: Results, size: int) -> str:
    names = ["tingsbok", *(peer.name for peer in PEERS)]
    lines = [
        f"## Beside other programs, {size:,} records: CPU seconds (seconds on the clock)\n",
        f"| | {' | '.join(names)} |",
        f"|---|{'--:|' * len(names)}",
    ]
    for operation in OWN:
        cells = [_cell(results, name, size, operation) for name in names]
        lines.append(f"| {operation} | {' | '.join(cells)} |")
    versions = ", ".join(f"{peer.name} {peer.version}" for peer in PEERS)
    about = (
        f"The same titles and texts in each program's own form ({versions}, from PyPI); papis has all other fields"
        " too, strictdoc what refers to what. *Load* is the first start, without"
        " index or cache: papis reads fields and keeps them as they are, strictdoc reads documents and their links, and here words,"
        " values, links and the order of every list are worked out. The others come after it and after a run that does not count, so a program that keeps"
        " something has it. By turns, medians of three runs; from 10,000 records on, where a run takes minutes, one run; none of"
        " more than five minutes. An empty cell: the program has no such command, or"
        " does only the whole. The commands:"
    )
    lines += ["", about, ""]
    lines += [
        f"- `{one.what.partition(': ')[2]}` ({one.what.partition(': ')[0]})"
        for one in _all_of(results, names, size)
    ]
    return "\n".join([*lines, ""])


def _all_of(results: Results, names: Sequence[str], size: int) -> Iterator[Result]:
    for name in names:
        yield from results.of(f"peer {name}", size)


def _cell(results: Results, name: str, size: int, operation: str) -> str:
    for one in results.of(f"peer {name}", size):
        if one.took is None and ":" not in one.what:
            return one.note
        if one.what.startswith(f"{operation}: "):
            return f"{one.took.cpu / 1000:.2f} ({one.took.wall / 1000:.1f})" if one.took else one.note
    return ""

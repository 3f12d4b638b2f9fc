"""The rows of the table: each is a function that measures one thing in one archive."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from tests.bench.floors import Floors
from tests.bench.place import Place
from tests.bench.results import Result
from tests.bench.screens import starts
from tests.bench.timing import Sample, TooSlow, inside, of_children, process
from tingsbok.actions import Edit
from tingsbok.archive import Archive

PAGE = 60
WORDS = ("hemsjukvårdsavtal", "suicidprevention", "samordning", "vårdplan läkemedel", "kommunerna")
"""What somebody types; each is searched at every letter from the second."""

_COMMIT_FLOOR = "git fast-import, update-ref, update-index"
_A_STEP = 5.0
"""Seconds in which the history is read on."""
_READS = (
    ("list", "meeting", "--limit", "40", "--plain"),
    ("show", "{decision}", "--plain"),
    ("search", "hemsjukvårdsavtalet", "--plain"),
    ("todo", "--plain"),
)


@dataclass
class Bench:
    """What a row is measured with.

    Attributes:
        place: The archive.
        floors: Its floors.
        runs: Runs of a command.
    """

    place: Place
    floors: Floors
    runs: int

    def command(self, *words: str, runs: int = 0, warm: int = 1, most: float = 1800.0) -> Sample:
        """Time a command of the program."""
        place = self.place
        return process(
            place.tingsbok(*words),
            place.folder,
            runs=runs or self.runs,
            warm=warm,
            most=most,
            environ=place.environ,
            codes=(0, 1),
        )

    def result(
        self,
        row: str,
        what: str,
        took: Sample | None,
        floor: Sample | None = None,
        floor_is: str = "",
        note: str = "",
    ) -> Result:
        """A result with its target."""
        targets = TARGETS.get(row, (0.0, 0.0, 0.0))
        target = (
            targets[0] if self.place.size <= 1000 else targets[1] if self.place.size <= 10_000 else targets[2]
        )
        return Result(row, self.place.size, what, took, floor, floor_is, target, note)


TARGETS = {
    "version": (30.0, 30.0, 30.0),
    "read": (70.0, 110.0, 280.0),
    "cached": (60.0, 60.0, 80.0),
    "start": (1.4, 1.4, 1.5),
    "outside": (100.0, 200.0, 600.0),
    "page": (16.0, 16.0, 16.0),
    "search": (20.0, 20.0, 50.0),
    "durable": (20.0, 20.0, 20.0),
    "committed": (60.0, 60.0, 80.0),
    "history": (30.0, 30.0, 50.0),
    "check": (200.0, 300.0, 1000.0),
    "cold": (1000.0, 6000.0, 60_000.0),
    "memory": (20.0, 40.0, 120.0),
}
"""Milliseconds at 1k, 10k and 100k records; times the floor for the start, megabytes above the floor for memory."""


def version(bench: Bench) -> Iterator[Result]:
    """The smallest command."""
    yield bench.result(
        "version", "tingsbok version", bench.command("version"), bench.floors.python(), "python -c pass"
    )


def read(bench: Bench) -> Iterator[Result]:
    """Verbs that read, after looking at what differs in the work tree."""
    for words in _READS:
        command = _filled(bench, words)
        floor = _sum(bench.floors.rows(), bench.floors.status())
        yield bench.result(
            "read", _said(command), bench.command(*command), floor, "python + sqlite3 + 40 rows, + git status"
        )


def cached(bench: Bench) -> Iterator[Result]:
    """The same without looking; only where the program has it."""
    place = bench.place
    help_text = subprocess.run(
        place.tingsbok("list", "--help"),
        cwd=place.folder,
        env=place.environ,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    if "--cached" not in help_text:
        return
    for words in _READS:
        command = [*_filled(bench, words), "--cached"]
        yield bench.result(
            "cached",
            _said(command),
            bench.command(*command),
            bench.floors.rows(),
            "python + sqlite3 + 40 rows",
        )


def start(bench: Bench) -> Iterator[Result]:
    """The app in a terminal until its rows stand there, and the memory it then holds."""
    found = starts(bench.place, max(3, bench.runs // 2))
    rows = "tingsbok, until rows are on the screen"
    for what, took in (
        (rows, found.app),
        (f"{rows}, after a change", found.changed),
        (f"{rows}, for the first time", found.first),
    ):
        yield bench.result("start", what, took, found.empty, "an empty Textual app painted")
    if found.held < 0:
        return
    empty = Sample(1, found.held_empty, found.held_empty)
    megabytes = "megabytes above an empty Textual app"
    for what, held in ((megabytes, found.held), (f"{megabytes}, after a change", found.held_changed)):
        above = held - found.held_empty
        yield bench.result("memory", what, Sample(1, above, above), empty, "empty app")


def outside(bench: Bench) -> Iterator[Result]:
    """Finding out what other programs have changed; nothing has."""
    with bench.place.archive() as archive:
        for what, call in (
            ("all files", archive.refresh),
            ("what git calls changed", partial(archive.refresh, quick=True)),
        ):
            took = inside([call] * bench.runs)
            floor = bench.floors.status_cached()
            yield bench.result("outside", f"refresh: {what}", took, floor, "git status with untracked cache")


def page(bench: Bench) -> Iterator[Result]:
    """A list: its first rows, the next, a filter, another order."""
    with bench.place.archive() as archive:
        whole = archive.listing(type="decision")
        # an offset of its own for each run: nothing is answered from memory
        offsets = [(number * 7919) % max(1, whole.count - PAGE) for number in range(1, 21)]
        calls: dict[str, list[Callable[[], object]]] = {
            "first rows of all decisions": [lambda: archive.listing(type="decision").page(0, PAGE)] * 20,
            "next page": [partial(whole.page, offset, PAGE) for offset in offsets],
            "filter: utfall:bordlagt": [
                lambda: archive.listing("utfall:bordlagt", type="decision").page(0, PAGE)
            ]
            * 20,
            "order: title": [lambda: archive.listing(type="decision", sort="title").page(0, PAGE)] * 20,
            "order: outcome": [lambda: archive.listing(type="decision", sort="-outcome").page(0, PAGE)] * 20,
        }
        for what, each in calls.items():
            yield bench.result("page", what, inside(each))


def search(bench: Bench) -> Iterator[Result]:
    """A search at every letter that is typed."""
    with bench.place.archive() as archive:
        typed = [word[:end] for word in WORDS for end in range(2, len(word) + 1)]
        archive.search("xyzxyz")
        calls: list[Callable[[], object]] = [partial(archive.search, text) for text in typed]
        yield bench.result("search", f"each of {len(typed)} letters typed", inside(calls))
        slowest = max(typed, key=partial(_time_of, archive))
        yield bench.result(
            "search slowest",
            "the slowest of them",
            inside([partial(archive.search, slowest)] * 5),
            note=slowest,
        )


def save(bench: Bench) -> Iterator[Result]:
    """A field changed: until it is safe on the disk, and until it is committed; here and by the command line."""
    place = bench.place
    with place.restored():
        with place.archive() as archive:
            durable, committed = _saves(archive, max(10, bench.runs))
        yield bench.result(
            "durable",
            "until the file is safe and the form closed",
            durable,
            bench.floors.durable(),
            "write, fsync, rename",
        )
        floor = bench.floors.commit()
        yield bench.result("committed", "until it is committed", committed, floor, _COMMIT_FLOOR)
        number = iter(range(10_000))
        command = [*place.tingsbok("set", place.decision, "-q")]
        took = Sample.of(*_each(command, lambda: f"note=ny {next(number)}", bench))
        yield bench.result("set", "tingsbok set <decision> note=…", took, floor, _COMMIT_FLOOR)


def history(bench: Bench) -> Iterator[Result]:
    """The fifty newest changes of a record."""
    place = bench.place
    with place.archive() as archive:
        while not archive.read_history(_A_STEP)[0]:  # as the app does behind its first screen
            pass
        for what, identity in (("a decision", place.decision), ("a body that changed often", place.body)):
            row = archive.row(identity)
            assert row is not None
            found = archive.history(identity, limit=50)
            took = inside([partial(archive.history, identity, limit=50)] * min(5, bench.runs))
            floor = bench.floors.log(row.path)
            yield bench.result("history", f"{what}, {len(found)} changes", took, floor, "git log -50 -- path")


def check(bench: Bench) -> Iterator[Result]:
    """Everything checked, when nothing has changed since it was checked last."""
    # the run before those that are measured checks what the rows before this one have changed
    took = bench.command("check", "-q")
    floor = bench.floors.status_cached()
    yield bench.result(
        "check", "tingsbok check, nothing changed", took, floor, "git status with untracked cache"
    )


def cold(bench: Bench) -> Iterator[Result]:
    """The first index, and everything checked without one."""
    place = bench.place
    for what, words in (
        ("first index", ("list", "body", "-q", "--plain")),
        ("tingsbok check without an index", ("check", "-q")),
    ):
        place.forget()
        try:
            took = bench.command(*words, runs=1, warm=0)
        except TooSlow as slow:
            yield bench.result("cold", what, None, note=str(slow))
            place.warm()
            continue
        yield bench.result("cold", what, took, bench.floors.index(), "files, values and words into SQLite")


ROWS: dict[str, Callable[[Bench], Iterator[Result]]] = {
    "cold": cold,
    "version": version,
    "read": read,
    "cached": cached,
    "start": start,
    "outside": outside,
    "page": page,
    "search": search,
    "save": save,
    "history": history,
    "check": check,
}


def _filled(bench: Bench, words: tuple[str, ...]) -> list[str]:
    return [word.replace("{decision}", bench.place.decision) for word in words]


def _said(words: list[str]) -> str:
    return " ".join(["tingsbok", *words])


def _sum(first: Sample, second: Sample) -> Sample:
    return Sample(first.runs, first.wall + second.wall, first.p95 + second.p95, first.cpu + second.cpu)


def _time_of(archive: Archive, text: str) -> float:
    begun = time.perf_counter()
    archive.search(text)
    return time.perf_counter() - begun


def _saves(archive: Archive, runs: int) -> tuple[Sample, Sample]:
    rows = archive.listing(type="decision").page(0, runs + 1)
    durable, committed, cpu = [], [], []
    for number, row in enumerate(rows):
        record = archive.get(row.id)
        edit = Edit(record.id, {**record.fields, "note": f"prövad {number}"}, record.etag)
        safe: list[float] = []
        begun, spent = time.perf_counter(), time.process_time() + of_children()
        archive.save(edit, durable=lambda safe=safe: safe.append(time.perf_counter()))  # type: ignore[misc]
        if number:
            committed.append(time.perf_counter() - begun)
            durable.append((safe[0] if safe else time.perf_counter()) - begun)
            cpu.append(time.process_time() + of_children() - spent)
    return Sample.of(durable), Sample.of(committed, cpu)


def _each(command: list[str], word: Callable[[], str], bench: Bench) -> tuple[list[float], list[float]]:
    walls, cpus = [], []
    for _ in range(min(5, bench.runs)):
        one = process([*command, word()], bench.place.folder, runs=1, warm=0, environ=bench.place.environ)
        walls.append(one.wall / 1000)
        cpus.append(one.cpu / 1000)
    return walls, cpus

"""Work that is shared out comes to what it comes to in one process, whatever becomes of the others."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable
from concurrent.futures import process
from pathlib import Path

import pytest

from tingsbok import processes
from tingsbok.archive import Archive
from tingsbok.checking.run import _Run

PARTS = range(40)
TABLES = (
    "file",
    "ident",
    "data",
    "head",
    "rec",
    "ordering",
    "field",
    "value",
    "link",
    "name",
    "word",
    "fts_terms",
)


def squares(home: int) -> Callable[[int], int]:
    return lambda number: number * number


def squares_of_others(home: int) -> Callable[[int], int]:
    return lambda number: number * number if os.getpid() != home else -1


class NoFile(io.StringIO):
    """What Textual has instead of the terminal."""

    def fileno(self) -> int:
        return -1


def dying(home: int) -> Callable[[int], int]:
    """Dies at the seventh part, but not at home."""

    def work(number: int) -> int:
        if number == 7 and os.getpid() != home:
            os._exit(1)
        return number * number

    return work


def failing(home: int) -> Callable[[int], int]:
    def work(number: int) -> int:
        return 1 // (number - 7)

    return work


def nothing_starts(*_: object) -> None:
    raise OSError("no more processes")


@pytest.fixture(autouse=True)
def two_cores(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "cores", lambda: 2)
    monkeypatch.setattr(processes, "MANY", {"fork": 1, "spawn": 1})


@pytest.mark.parametrize("way", ["spawn", "fork"])
def test_results_come_in_order(way: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """From other processes, also where an app has put something else in the place of the terminal."""
    monkeypatch.setattr(processes, "how", lambda: way)
    monkeypatch.setattr(sys, "stderr", NoFile())
    assert list(processes.results(squares_of_others, (os.getpid(),), PARTS)) == [one * one for one in PARTS]


@pytest.mark.parametrize("prepare", [dying, squares])
def test_who_is_alone_does_the_rest(
    prepare: Callable[..., Callable[[int], int]], monkeypatch: pytest.MonkeyPatch
) -> None:
    if prepare is squares:
        monkeypatch.setattr(process, "ProcessPoolExecutor", nothing_starts)
        monkeypatch.setattr("concurrent.futures.ProcessPoolExecutor", nothing_starts, raising=False)
    assert list(processes.results(prepare, (os.getpid(),), PARTS)) == [one * one for one in PARTS]


def test_what_fails_elsewhere_fails_here() -> None:
    found = processes.results(failing, (os.getpid(),), PARTS)
    with pytest.raises(ZeroDivisionError):
        list(found)


def test_several_check_what_one_checks(demo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In order, told how far it is, and stopped by whoever is told."""

    class Enough(Exception):
        pass

    def enough(done: int, total: int) -> None:
        if done:
            raise Enough

    with Archive.open(demo) as archive:
        archive.refresh()
        with pytest.raises(Enough):
            archive._reader.check(progress=enough)
        shared = _Run(archive._reader, frozenset(), None).without()
        monkeypatch.setattr(processes, "cores", lambda: 1)
        assert shared == _Run(archive._reader, frozenset(), None).without()


def test_several_index_what_one_indexes(demo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def indexed(name: str) -> list[list[tuple[object, ...]]]:
        with Archive.open(demo, cache_dir=tmp_path / name) as archive:
            archive.refresh()
            return archive._index.ask(
                lambda db: [db.execute("select * from " + one).fetchall() for one in TABLES]  # noqa: S608 - ours
            )

    shared = indexed("several")
    monkeypatch.setattr(processes, "cores", lambda: 1)
    assert shared == indexed("one")

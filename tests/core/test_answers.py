"""Answers that are kept beside the index."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterator
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from msgspec import Struct

from tingsbok import answers, config, i18n
from tingsbok.actions import Edit
from tingsbok.archive import Archive
from tingsbok.own_code import state_of

TODAY = date(2024, 11, 8)


class Count(Struct, frozen=True):
    """How many records there are."""

    records: int


class Asker:
    """Asks an archive how many records it holds, and counts how often that was worked out."""

    def __init__(self) -> None:
        self.worked = 0

    def ask(self, archive: Archive, *about: str) -> int:
        """The answer, kept or new."""

        def work() -> Count:
            self.worked += 1
            return Count(archive.listing("").count)

        return archive.kept("count", about, Count, work).records


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the index lies."""
    return tmp_path / "c"


@pytest.fixture
def archive(demo: Path, folder: Path) -> Iterator[Archive]:
    """The example, with an index of its own."""
    with Archive.open(demo, today=TODAY, cache_dir=folder) as opened:
        opened.refresh()
        yield opened


def change(archive: Archive) -> None:
    """Change one record."""
    record = archive.get("vardhygienavtalet")
    note = f"{record.text('note')} Ändrad."
    archive.save(Edit(record.id, {**record.fields, "note": note}, record.etag))


def test_an_answer_is_worked_out_once_for_each_state_of_the_archive(
    archive: Archive, demo: Path, folder: Path
) -> None:
    asker = Asker()
    first = asker.ask(archive)
    assert (asker.ask(archive), asker.worked) == (first, 1)
    with Archive.open(demo, today=TODAY, cache_dir=folder) as again:
        assert (asker.ask(again), asker.worked) == (first, 1)
    change(archive)
    assert (asker.ask(archive), asker.worked) == (first, 2)


def test_another_question_day_or_language_is_answered_anew(
    archive: Archive, demo: Path, folder: Path
) -> None:
    asker = Asker()
    asker.ask(archive)
    asker.ask(archive, "lsg")
    assert asker.worked == 2
    with Archive.open(demo, today=date(2024, 11, 9), cache_dir=folder) as tomorrow:
        asker.ask(tomorrow, "lsg")
        assert asker.worked == 3
    asker.ask(archive, "lsg")
    i18n.use("en")
    asker.ask(archive, "lsg")
    assert asker.worked == 5


def test_without_a_given_day_it_is_answered_anew_when_the_clock_tells_another(
    demo: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asker, clock = Asker(), [TODAY]
    monkeypatch.setattr(config, "today", lambda _: clock[-1])
    with Archive.open(demo, cache_dir=folder) as archive:
        archive.refresh()
        asker.ask(archive)
        clock.append(date(2024, 11, 16))
        assert archive.today == clock[-1]
        asker.ask(archive)
        assert asker.worked == 2
        assert archive.listing("date:idag", type="meeting").count == 0
        clock.append(date(2024, 11, 15))
        assert archive.listing("date:idag", type="meeting").count == 1


@pytest.mark.parametrize(
    "spoil",
    [
        lambda _: b"",
        lambda _: b"\x00\xff",
        lambda raw: raw.partition(b"\n")[0],
        lambda raw: raw[:-2],
        lambda raw: raw.replace(b"records", b"something"),
        lambda raw: raw.rpartition(b"\n")[0] + b'\n{"records": "many"}',
        lambda raw: raw.partition(b"\n")[0] + b"\nx\n" + raw.rpartition(b"\n")[2],
        lambda raw: raw.partition(b"\n")[0] + b"\n" + raw.rpartition(b"\n")[2],
    ],
)  # fmt: skip
def test_a_spoiled_answer_counts_as_not_kept(
    archive: Archive, folder: Path, spoil: Callable[[bytes], bytes]
) -> None:
    asker = Asker()
    first = asker.ask(archive)
    file = folder / "count.json"
    file.write_bytes(spoil(file.read_bytes()))
    assert (asker.ask(archive), asker.worked) == (first, 2)
    assert (asker.ask(archive), asker.worked) == (first, 2)


def test_where_nothing_can_be_kept_it_is_worked_out_each_time(archive: Archive, folder: Path) -> None:
    (folder / "count.json").mkdir()
    asker = Asker()
    assert asker.ask(archive) == asker.ask(archive)
    assert asker.worked == 2


def test_what_changed_while_it_was_worked_out_is_not_kept(archive: Archive, folder: Path) -> None:
    def work() -> Count:
        change(archive)
        return Count(1)

    archive.kept("count", (), Count, work)
    assert not (folder / "count.json").exists()


def test_what_another_state_of_the_program_kept_is_worked_out_anew(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    asker = Asker()
    asker.ask(archive)
    monkeypatch.setattr(answers, "state_of", lambda *packages: f"{packages} of tomorrow")
    asker.ask(archive)
    assert asker.worked == 2


def test_the_state_of_a_program_is_that_of_its_modules_and_texts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "of_its_own"
    package.mkdir()
    (package / "__init__.py").touch()
    monkeypatch.syspath_prepend(tmp_path)
    importlib.import_module("of_its_own")

    def state() -> str:
        state_of.cache_clear()
        return state_of("of_its_own")

    states = [state(), state()]
    for name in ("module.py", "words.po", "notes.txt"):
        (package / name).write_text("# nothing", encoding="utf-8")
        states.append(state())
    state_of.cache_clear()
    assert [after != before for before, after in pairwise(states)] == [False, True, True, False]

"""Answers that are kept beside the index."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from msgspec import Struct

from tingsbok import i18n
from tingsbok.actions import Edit
from tingsbok.archive import Archive

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


@pytest.mark.parametrize(
    "spoil",
    [
        lambda _: b"",
        lambda _: b"\x00\xff",
        lambda raw: raw.partition(b"\n")[0],
        lambda raw: raw[:-2],
        lambda raw: raw.replace(b"records", b"something"),
        lambda raw: raw.partition(b"\n")[0] + b'\n{"records": "many"}',
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

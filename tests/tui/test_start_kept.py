"""What the first screen keeps until the archive says something else."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from tingsbok import i18n
from tingsbok.archive import Archive
from tui import reads
from tui.reads.opening import words


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the index lies."""
    return tmp_path / "c"


@pytest.fixture
def archive(demo: Path, folder: Path) -> Iterator[Archive]:
    """The example, with an index of its own."""
    with Archive.open(demo, today=date(2024, 11, 8), cache_dir=folder) as opened:
        opened.refresh()
        yield opened


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_the_first_screen_says_the_same_when_it_is_kept(
    archive: Archive, folder: Path, language: str
) -> None:
    i18n.use(language)
    worked = reads.start_work(archive, "", 60), reads.start_outlook(archive, "")
    assert {file.name for file in folder.glob("*.json")} == {"start-outlook.json", "start-work.json"}
    assert (reads.start_work(archive, "", 60), reads.start_outlook(archive, "")) == worked
    assert all(isinstance(cell, str) for line in worked[1].all for cell in line.cells)


def test_what_is_not_saved_is_never_kept(archive: Archive) -> None:
    before = reads.start_work(archive, "", 60)
    archive.keep_draft("record:vardhygienavtalet", {"note": "Halvskrivet."})
    now = reads.start_work(archive, "", 60)
    title = words(archive).name_of("vardhygienavtalet")
    assert before.lines.drafts == ()
    assert [line.cells[3] for line in now.lines.drafts[1:]] == [title]
    assert now.lines.near == before.lines.near

"""What the first screen keeps until the archive says something else."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from tingsbok import i18n
from tingsbok.actions import Edit
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


def first_screen(archive: Archive) -> tuple[object, ...]:
    """Everything that the first screen keeps."""
    work, outlook = reads.start_work(archive, "", 60), reads.start_outlook(archive, "")
    return work, outlook, reads.start_review(archive, "")


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_the_first_screen_says_the_same_when_it_is_kept(
    archive: Archive, folder: Path, language: str
) -> None:
    i18n.use(language)
    worked = first_screen(archive)
    assert sorted(file.stem for file in folder.glob("*.json")) == [
        "start-outlook",
        "start-review",
        "start-work",
    ]
    assert first_screen(archive) == worked


def test_a_finding_is_told_once_it_is_there(archive: Archive) -> None:
    before = reads.start_review(archive, "")
    decision = archive.get("lsg-2024-09-20-34")
    archive.save(Edit(decision.id, {**decision.fields, "case": "finns-inte"}, decision.etag))
    after = reads.start_review(archive, "")
    assert ([line.mark for line in before], [line.mark for line in after]) == ([""], ["!"])


def test_what_is_not_saved_is_never_kept(archive: Archive) -> None:
    before = reads.start_work(archive, "", 60)
    archive.keep_draft("record:vardhygienavtalet", {"note": "Halvskrivet."})
    now = reads.start_work(archive, "", 60)
    title = words(archive).name_of("vardhygienavtalet")
    assert before.lines.drafts == ()
    assert [line.cells[3] for line in now.lines.drafts[1:]] == [title]
    assert now.lines.near == before.lines.near

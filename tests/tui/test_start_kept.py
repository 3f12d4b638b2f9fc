"""What the first screen keeps until the archive says something else."""

from __future__ import annotations

import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from datetime import date
from pathlib import Path

import pytest
from textual.pilot import Pilot

from tests.tui.driver import DAY, NARROW, Driver, driving
from tingsbok import i18n
from tingsbok.actions import Edit
from tingsbok.archive import Archive
from tingsbok.followup import Due
from tingsbok.settings import Settings
from tui import reads
from tui.app import TingsbokApp
from tui.options import Options
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


def test_on_another_day_what_is_near_follows_from_what_was_kept(
    archive: Archive, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reads.start_work(archive, "", 60)
    for day in (date(2020, 1, 1), date(2024, 12, 20), date(2026, 11, 22)):
        with Archive.open(archive.root, today=day, cache_dir=folder.parent / "other") as fresh:
            fresh.refresh()
            worked = reads.start_work(fresh, "", 60).lines
        assert [line.key for line in worked.near if line.key] == [
            f"record:{one.target}" for one in fresh_due(archive, day)
        ]
        with Archive.open(archive.root, today=day, cache_dir=folder) as again, monkeypatch.context() as patch:
            patch.setattr(Archive, "due", None)
            assert reads.start_work(again, "", 60).lines == worked
        assert reads.peeked_work(Options(today=day, cache_dir=folder), archive.root, "", 60) == worked


def fresh_due(archive: Archive, day: date) -> list[Due]:
    """What is late or near on a day, asked for that day."""
    with Archive.open(archive.root, today=day, cache_dir=archive.root.parent / "asked") as asked:
        asked.refresh()
        return asked.due(60)


def test_what_is_not_saved_is_never_kept(archive: Archive) -> None:
    before = reads.start_work(archive, "", 60)
    archive.keep_draft("record:vardhygienavtalet", {"note": "Halvskrivet."})
    now = reads.start_work(archive, "", 60)
    title = words(archive).name_of("vardhygienavtalet")
    assert before.lines.drafts == ()
    assert [line.cells[3] for line in now.lines.drafts[1:]] == [title]
    assert now.lines.near == before.lines.near


# --- before the archive is open


def options(folder: Path, **given: object) -> Options:
    """How the app is started."""
    return Options(today=DAY, cache_dir=folder, **given)  # type: ignore[arg-type]


def test_what_was_kept_is_known_before_the_archive_is_open(archive: Archive, folder: Path) -> None:
    within = archive.root / "records" / "bodies"
    assert reads.peeked_work(options(folder), archive.root, "", 60).near == ()
    worked = reads.start_work(archive, "", 60).lines
    assert reads.peeked_work(options(folder), archive.root, "", 60) == worked
    assert reads.peeked_work(options(folder), within, "", 60) == worked
    assert reads.peeked_work(options(folder), archive.root, "lsg", 60).near == ()
    assert reads.peeked_work(options(folder, at="2024-01-31"), archive.root, "", 60).near == ()


def test_until_the_archive_is_open_what_was_kept_last_is_known(archive: Archive, folder: Path) -> None:
    before = reads.start_work(archive, "", 60).lines
    record = archive.get("vardhygienavtalet")
    archive.save(Edit(record.id, {**record.fields, "note": "Ändrad."}, record.etag))
    assert reads.peeked_work(options(folder), archive.root, "", 60) == before
    (folder / "index.db").unlink()
    assert reads.peeked_work(options(folder), archive.root, "", 60).near == ()


def test_where_there_is_no_index_or_no_archive_nothing_is_known(archive: Archive, tmp_path: Path) -> None:
    for folder in (tmp_path / "none", tmp_path / "odd"):
        (tmp_path / "odd").mkdir(exist_ok=True)
        (tmp_path / "odd" / "index.db").write_bytes(b"no database")
        assert reads.peeked_work(options(folder), archive.root, "", 60).near == ()
    assert reads.peeked_work(options(tmp_path), tmp_path, "", 60).near == ()
    assert not (tmp_path / "none").exists()


def test_a_folder_that_is_gone_is_for_whoever_opens_it_to_tell(
    archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    with monkeypatch.context() as patch:
        patch.chdir(gone)
        gone.rmdir()
        assert reads.peeked_work(Options(today=DAY), Path(), "", 60).near == ()
    file = archive.root / "records"
    assert reads.peeked_work(Options(today=DAY, cache_dir=file), archive.root, "", 60).near == ()


@asynccontextmanager
async def opening(
    demo: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[tuple[Driver, Pilot[None], threading.Event]]:
    """The app on the example, which is not open before the event is set."""
    may_open, opened = threading.Event(), reads.open_archive

    def late(*given: object) -> Archive:
        may_open.wait(30)
        return opened(*given)  # type: ignore[arg-type]

    monkeypatch.setattr("tui.reads.opening.open_archive", late)
    settings = Settings(flags={"watch": False})
    app = TingsbokApp(demo, options(folder, settings=settings, log_dir=demo.parent / "log"))
    async with app.run_test(size=NARROW) as pilot:
        await pilot.pause()
        yield Driver(app, pilot), pilot, may_open


async def test_rows_stand_before_the_archive_is_open_and_keys_wait_for_it(
    demo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with driving(demo) as app:
        first = [line[1:] for line in app.lines()[4:]]
    async with opening(demo, demo.parent / "cache", monkeypatch) as (app, pilot, may_open):
        app.expect("FÖRSENAT OCH NÄRA", "Meddela representanter")
        app.send("down")
        app.send("enter")
        await pilot.click("#rows", offset=(10, 1))
        await pilot.pause(0.3)
        app.expect("FÖRSENAT OCH NÄRA")
        assert app.app.archive is None
        may_open.set()
        await app.settle()
        app.expect("Uppdrag > ")
        await app.press("q")
        assert [line[1:] for line in app.lines()[4:]] == first


async def test_rows_of_before_a_change_stand_until_the_archive_is_open(
    archive: Archive, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reads.start_work(archive, "", 60)
    task = archive.get(archive.due(60)[0].target)
    archive.save(Edit(task.id, {**task.fields, "status": "done"}, task.etag))
    title = words(archive).name_of(task.id)[:20]
    async with opening(archive.root, folder, monkeypatch) as (app, _, may_open):
        app.expect(title)
        may_open.set()
        await app.settle()
        app.expect("FÖRSENAT OCH NÄRA")
        assert title not in app.text()


async def test_a_change_made_elsewhere_is_kept_for_the_next_start(
    demo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.screens.start._QUIET", 0.05)
    cache = demo.parent / "cache"
    async with driving(demo) as app:
        app.expect("Meddela representanter")
        await app.press("6", "down", "r", "k", "enter")
        app.expect("klart, Meddela")
        assert app.app.screen is not app.app.get_screen_stack("start")[0]
        for _ in range(100):
            await app.pilot.pause(0.05)
            known = reads.peeked_work(options(cache), demo, "", 60)
            if known.near:
                break
    assert not any("Meddela representanter" in str(line.cells) for line in known.near)
    assert known.near

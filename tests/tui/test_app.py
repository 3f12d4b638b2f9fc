"""What the app does for all screens: faults, files that change, long lists, leaving."""

from __future__ import annotations

import asyncio
import signal
from datetime import date
from pathlib import Path

import pytest

from tests.tui.driver import DAY, WIDE, driving
from tingsbok import config
from tingsbok.settings import Settings
from tui import reads
from tui.faults import FaultLog
from tui.messages import Failed, FilesChanged
from tui.options import Options
from tui.paged import PagedLines
from tui.watch import poll, signature, watch
from tui.widgets.pages import PAGE, Line

# --- faults


async def test_a_fault_in_a_thread_is_one_sentence_and_a_log(built_demo: Path) -> None:
    async with driving(built_demo) as app:
        app.app.post_message(Failed(ZeroDivisionError("division")))
        await app.settle()
        assert app.status().startswith("! Ett oväntat fel. Dina filer är orörda. Mer i:")
        log = app.app.faults.file
    assert "ZeroDivisionError: division" in log.read_text()


async def test_a_fault_that_ends_the_app_leaves_no_traceback_on_the_screen(
    built_demo: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    async def fail() -> None:
        async with driving(built_demo) as app:
            app.app.call_later(lambda: 1 / 0)
            await app.pilot.pause()

    with pytest.raises(ZeroDivisionError):
        await fail()
    printed = capsys.readouterr()
    assert "Ett oväntat fel" in printed.out + printed.err
    assert "Traceback" not in printed.out + printed.err


def test_a_fault_is_told_even_if_it_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    log = FaultLog(tmp_path / "file" / "folder")
    assert log.write(ValueError("x")) == "Ett oväntat fel: ValueError('x'). Dina filer är orörda."
    log.close()


def test_the_log_of_faults_is_the_users_alone(tmp_path: Path) -> None:
    log = FaultLog(tmp_path / "state")
    log.write(ValueError("en rad ur en post"))
    log.close()
    assert [path.stat().st_mode & 0o777 for path in (log.file, log.file.parent)] == [0o600, 0o700]


async def test_an_archive_that_cannot_be_opened_says_why(tmp_path: Path, demo: Path) -> None:
    (demo / "archive.toml").write_text("title = [\n")
    async with driving(demo) as app:
        app.expect("Välkommen", "archive.toml")


# --- files


async def test_a_change_on_disk_is_read_and_the_row_is_kept(demo: Path) -> None:
    async with driving(demo) as app:
        await app.press("3", "down", "down", "down", "down", "down")
        before = app.cursor_line()
        file = next((demo / "records").rglob("hemsjukvardsavtalet.md"))
        file.write_text(file.read_text().replace("status: open", "status: resting"))
        app.app.post_message(FilesChanged())
        await app.settle()
        app.expect("Hemsjukvårdsavtalet .*vilande")
        assert app.cursor_line()[:40] == before[:40]
        assert "ändrades utanför Tingsbok" in app.status()


async def test_a_new_day_is_counted_from_without_a_new_start(
    demo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = [DAY]
    monkeypatch.setattr(config, "today", lambda _: clock[-1])
    async with driving(demo, WIDE, today=None) as app:
        app.expect(r"fre 8 nov 2024", r"15 nov fre +7 d")
        await app.press("8", "g", "v")
        app.expect(r"Gäller > 2024-11-08")
        clock.append(date(2024, 11, 14))
        app.app.look_at_the_day()
        await app.settle()
        app.expect(r"tor 14 nov 2024", r"Gäller > 2024-11-14")
        await app.press("escape")
        app.expect(r"11 12 13 14<15#")
        await app.press("1")
        app.expect(r"tor 14 nov 2024", r"15 nov fre +1 d")


async def test_a_record_that_goes_away_leaves_the_list(demo: Path) -> None:
    async with driving(demo) as app:
        await app.press("3")
        app.expect("30 ärenden")
        next((demo / "records").rglob("beredning-vuxna-aldre-uppdrag.md")).unlink()
        await app.press("f5")
        app.expect("29 ärenden")


async def watched(folder: Path, watcher: object) -> int:
    stop, seen = asyncio.Event(), asyncio.Event()
    count = 0

    def changed() -> None:
        nonlocal count
        count += 1
        seen.set()

    task = asyncio.create_task(watcher(folder, changed, stop))  # type: ignore[operator]
    number = 0
    while not seen.is_set() and not task.done():
        # a watcher begins when it begins: go on changing until it has seen one
        number += 1
        (folder / "a.md").write_text(f"{number}" * number)
        try:
            await asyncio.wait_for(seen.wait(), 0.1)
        except TimeoutError:
            continue
    stop.set()
    await task
    return count


async def test_changes_are_noticed(tmp_path: Path) -> None:
    assert await watched(tmp_path, lambda folder, *more: watch([folder], *more)) >= 1


async def test_changes_are_noticed_by_looking(tmp_path: Path) -> None:
    assert await watched(tmp_path, lambda folder, *more: poll([folder], *more, seconds=0.01)) >= 1


def test_a_folder_that_cannot_be_read_is_empty(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "b.md").write_text("x")
    assert list(signature([tmp_path])) == [str(tmp_path / "a" / "b.md")]
    assert signature([tmp_path / "borta"]) == {}


# --- long lists


def lines(start: int, count: int) -> list[Line]:
    return [Line(f"id{number}", (f"rad {number}",)) for number in range(start, start + count)]


def test_pages_are_asked_for_once_and_when_they_are_seen() -> None:
    wanted: list[int] = []
    source = PagedLines(1000, lines(0, PAGE), wanted.append)
    assert [line.key for line in source.page(0, 2)] == ["id0", "id1"]
    assert source.page(PAGE * 3, PAGE) == ()
    assert source.page(PAGE * 3, PAGE) == ()
    assert wanted == [PAGE * 3]
    source.add(PAGE * 3, lines(PAGE * 3, PAGE))
    assert source.page(PAGE * 3 + 5, 1)[0].key == f"id{PAGE * 3 + 5}"
    assert source.index_of(f"id{PAGE * 3 + 5}") == PAGE * 3 + 5
    assert source.index_of("id999") is None


async def test_the_end_of_a_long_list_is_read_when_it_is_seen(demo: Path) -> None:
    folder = demo / "records" / "cases" / "many"
    folder.mkdir()
    for number in range(400):
        (folder / f"arende-{number:03}.md").write_text(f"---\ntype: case\ntitle: Ärende {number:03}\n---\n")
    async with driving(demo) as app:
        await app.press("3", "end")
        app.expect("430 ärenden", "Ärende 399")
        assert app.cursor_line()
        await app.press("up", "up", "enter")
        app.expect("Ärenden > Ärende 3")


async def test_what_is_looked_up_while_typing_may_be_refused(built_demo: Path) -> None:
    async with driving(built_demo) as app:
        await app.press("4", "slash")
        await app.write("finnsinte:x")
        await app.press("escape", "slash")
        await app.write("finnsinte:x")
        await app.press("tab", "f")
        app.expect("Filtrera med fält")
        await app.press("escape")
        assert app.status().startswith("!")


# --- finding in a text


async def test_a_text_is_found_in_a_record(built_demo: Path) -> None:
    async with driving(built_demo) as app:
        app.app.navigator.open_record("suicidpreventiv-strategi-vasterbotten")
        await app.press("slash")
        await app.write("strategi")
        await app.press("enter")
        assert app.status().endswith("ställen. f3 går till nästa.")
        await app.press("f3", "slash")
        await app.write("xyzzy")
        await app.press("enter")
        assert "xyzzy" in app.status()


# --- leaving


async def test_ctrl_q_leaves_from_anywhere_at_once(built_demo: Path) -> None:
    async with driving(built_demo) as app:
        await app.press("4", "enter", "e")
        app.send("ctrl+q")
        await app.pilot.pause()
        await app.pilot.pause()
        assert app.app.return_code == 0


async def test_ctrl_c_tells_how_to_leave(built_demo: Path) -> None:
    async with driving(built_demo) as app:
        await app.press("ctrl+c")
        assert app.status() == "ctrl+q avslutar."


def test_only_known_questions_are_there() -> None:
    with pytest.raises(AttributeError, match="no_such_question"):
        _ = reads.no_such_question
    for name in reads.__all__:
        assert getattr(reads, name)


def test_the_app_begins_with_what_it_is_given(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    import tui
    from tui import app

    given: list[object] = []
    monkeypatch.setattr(
        app, "run_app", lambda directory, options, _look: given.append((directory, options)) or 3
    )
    assert tui.run(tmp_path, settings=Settings(flags={"start.body": "lsg"})) == 3
    directory, options = given[0]  # type: ignore[misc]
    assert directory == tmp_path
    assert isinstance(options, Options)  # type: ignore[has-type]
    assert options.settings.text("start.body") == "lsg"


async def test_the_terminal_is_given_back_between_two_tasks(built_demo: Path) -> None:
    heard: list[int] = []
    before = signal.signal(signal.SIGTSTP, lambda *told: heard.append(told[0]))
    try:
        async with driving(built_demo) as app:
            signal.raise_signal(signal.SIGTSTP)
            assert heard == [], "whoever writes to the terminal now would be waited for"
            await app.settle()
            assert heard == [signal.SIGTSTP]
            app.app.is_aside = True
            signal.raise_signal(signal.SIGTSTP)
            assert heard == [signal.SIGTSTP] * 2, "nothing runs here while an editor does"
    finally:
        signal.signal(signal.SIGTSTP, before)

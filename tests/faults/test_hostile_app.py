"""Every hostile file on every screen of the app: it is shown as far as it can be, and nothing of it steers anything.

``make test`` visits one file of each kind, ``make soak`` all of them.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import subprocess
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.faults.hostile_files import (
    CANARY,
    FOLDER,
    MEGABYTE,
    Hostile,
    decision,
    hostile_files,
    meeting,
    write,
)
from tests.faults.test_hostile_files import state, steering
from tests.tui.driver import Driver, driving
from tingsbok.index import Row
from tui.guard import ControlGuard

ALL = hostile_files()
PLENTY = 60.0
"""Seconds that all screens with one file may take together, on however slow a machine."""
FROZEN = 2.0
"""Seconds of work in one piece, during which the app answers no key."""
ROOM = 500 * MEGABYTE
KINDS = (
    "conflict marks", "steering escaped", "steering in body", "every field of meeting a mappings",
    "name: escape",
)  # fmt: skip
"""One of each kind, by what is odd about it."""


@dataclass
class Siege:
    """The example archive among hostile files, all of them committed by plain git."""

    archive: Path
    paths: set[str]
    before: dict[str, tuple[int, int]]


def besiege(built_demo: Path, top: Path, rows: list[Hostile]) -> Siege:
    archive, outside = top / "ark", top / "utanfor"
    shutil.copytree(built_demo, archive, symlinks=True)
    outside.mkdir()
    for name in ("kanarie.md", "mapp.md"):
        (outside / name).write_bytes(decision(title=CANARY.encode(), body=CANARY.encode()))
    written = write(archive, rows)
    for words in (
        ["add", "-A", "--ignore-errors"],
        ["commit", "-q", "-m", "Allt \x1b[2J [@click=app.quit]x[/]"],
    ):
        author = "-c", "user.name=\x1b]0;x\x07\u202e[bold]Ond", "-c", "user.email=ond@exempel.invalid"
        subprocess.run(["git", *author, *words], cwd=archive, check=False, capture_output=True)
    return Siege(archive, {row.name for row in written}, state(archive))


def test_every_kind_has_its_example() -> None:
    assert set(KINDS) <= {row.about for row in ALL}


# -- what the screen shows


def look(app: Driver, where: str) -> None:
    """Nothing on the screen steers the terminal, hides, or runs when it is clicked."""
    assert app.app._exception is None, where
    assert steering(app.text()) == set(), (where, app.text())
    assert CANARY not in app.text(), where
    for strip in app.app.screen._compositor.render_strips(app.app.size):
        for segment in strip:
            meta = segment.style.meta if segment.style else {}
            assert "app.quit" not in str(meta.get("@click", "")), where


async def visit(app: Driver, row: Row) -> None:
    """Every screen that shows one record."""
    navigator = app.app.navigator
    started = time.monotonic()
    navigator.open_row(row)
    await app.settle()
    look(app, f"{row.path}: page")
    for key in ("e", "H", "d", "pagedown", "end"):
        await app.press(key)
        look(app, f"{row.path}: {key}")
        if key in "eHd":
            await app.press("escape")
    await back(app)
    navigator.open_text(row.id)
    await app.settle()
    look(app, f"{row.path}: text")
    await back(app)
    navigator.open_search(row.title[:60] or row.id[:60])
    await app.settle()
    look(app, f"{row.path}: search")
    await back(app)
    assert time.monotonic() - started < PLENTY, row.path


async def back(app: Driver) -> None:
    """Close everything above the view."""
    while len(app.app.screen_stack) > 1:
        await app.press("escape")


async def all_views(app: Driver) -> None:
    """The lists in which the files stand."""
    for key in "123456789":
        await app.press(key)
        look(app, f"view {key}")
        await app.press("end", "i")
        look(app, f"the end of view {key}")
    await app.press("1")


async def tour(siege: Siege, tmp_path: Path) -> int:
    """All screens over all files; how many were visited."""
    async with driving(siege.archive) as app:
        assert any(isinstance(one, ControlGuard) for one in app.app.get_line_filters())
        archive = app.app.archive
        assert archive is not None
        await all_views(app)
        listing = archive.listing("")
        rows = [row for row in listing.page(0, len(listing)) if row.path in siege.paths]
        for row in rows:
            await visit(app, row)
        await app.press("9", "enter")
        look(app, "the latest change")
        await back(app)
        app.app.navigator.open_outside()
        await app.settle()
        look(app, "changed outside")
    log = tmp_path / "log" / "tingsbok.log"
    assert not log.exists() or log.read_text() == "", log.read_text()
    kept = [file.read_text() for file in (siege.archive / ".git/tingsbok").glob("drafts/*.json")]
    assert kept == [], "looking leaves no draft"
    assert state(siege.archive) == siege.before, "looking writes nothing"
    return len(rows)


@pytest.mark.slow
async def test_one_file_of_each_kind_on_every_screen(built_demo: Path, tmp_path: Path) -> None:
    siege = besiege(built_demo, tmp_path, [row for row in ALL if row.about in KINDS])
    assert await tour(siege, tmp_path) == len(KINDS)


@pytest.mark.soak
async def test_all_files_on_every_screen(built_demo: Path, tmp_path: Path) -> None:
    siege = besiege(built_demo, tmp_path, ALL)
    assert await tour(siege, tmp_path) > 200


# -- large texts


class Pulse:
    """Feels how long the app did not get around to anything, in seconds of its own work."""

    def __init__(self) -> None:
        self.longest = 0.0
        self._beating = True

    async def beat(self) -> None:
        while self._beating:
            before = time.process_time()
            await asyncio.sleep(0.01)
            self.longest = max(self.longest, time.process_time() - before)

    def stop(self) -> None:
        self._beating = False


@asynccontextmanager
async def felt() -> AsyncIterator[Pulse]:
    pulse = Pulse()
    task = asyncio.create_task(pulse.beat())
    await asyncio.sleep(0)
    yield pulse
    pulse.stop()
    await task


def from_here() -> int:
    """Let the peak of memory count from here, where the system lets one; returns what it is."""
    if os.access("/proc/self/clear_refs", os.W_OK):
        Path("/proc/self/clear_refs").write_text("5")
    return peak_memory()


def peak_memory() -> int:
    """The most memory that this process has had, in bytes."""
    status = Path("/proc/self/status").read_text()
    return int(status.partition("VmHWM:")[2].split()[0]) * 1024


LINE = "En ganska vanlig rad i ett protokoll, med **fet** text och en länk till [[lsg]].\n".encode()
LARGE = {
    "5 megabytes": decision(body=LINE * (5 * MEGABYTE // len(LINE))),
    "100,000 lines": decision(body=b"- rad\n" * 100_000),
    "one paragraph of 5 megabytes": decision(body=b"ord " * (5 * MEGABYTE // 4)),
    "minutes of 5 megabytes": meeting(LINE * (5 * MEGABYTE // len(LINE))),
}
QUICK = ("5 megabytes", "100,000 lines")


@pytest.mark.parametrize(
    "about", [name if name in QUICK else pytest.param(name, marks=pytest.mark.soak) for name in LARGE]
)
async def test_a_large_text_freezes_nothing(built_demo: Path, tmp_path: Path, about: str) -> None:
    row = Hostile(FOLDER + b"stor.md", LARGE[about], about)
    siege = besiege(built_demo, tmp_path, [row])
    room = from_here()
    async with driving(siege.archive) as app:
        archive = app.app.archive
        assert archive is not None
        found = archive.row("stor")
        assert found is not None
        for name, keys in SCREENS.items():
            async with felt() as pulse:
                if name == "page":
                    app.app.navigator.open_row(found)
                elif name == "text":
                    await back(app)
                    app.app.navigator.open_text("stor")
                await app.settle()
                await app.press(*keys)
            look(app, f"{about}: {name}")
            assert pulse.longest < FROZEN, (name, pulse.longest)
    assert peak_memory() - room < ROOM


SCREENS: dict[str, tuple[str, ...]] = {
    "page": (),
    "end": ("end",),
    "history": ("H",),
    "form": ("escape", "e"),
    "difference": ("escape", "d"),
    "text": ("x",),
}

"""Drives the app in the product's words: open an archive, press keys, read the screen. It never sleeps."""

from __future__ import annotations

import re
import subprocess
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date
from pathlib import Path

import pytest
from textual import events
from textual.keys import _character_to_key, key_to_character
from textual.pilot import Pilot
from textual.screen import Screen

from tests.tui.screen import lines_of, text_of
from tingsbok import i18n
from tingsbok.settings import Settings
from tui.app import TingsbokApp
from tui.options import Options

DAY = date(2024, 11, 8)
Size = tuple[int, int]
NARROW, WIDE = (80, 24), (120, 40)
both_sizes = pytest.mark.parametrize("size", [NARROW, WIDE], ids=["80x24", "120x40"])
FLAGS = {"body": "start.body", "editor": "editor", "colour": "color", "theme": "theme", "watch": "watch"}
"""Settings that a test may give as if they stood on the command line."""
_ROUNDS = 40


class Driver:
    """One running app."""

    def __init__(self, app: TingsbokApp, pilot: Pilot[int]) -> None:
        self.app = app
        self.pilot = pilot

    async def settle(self) -> None:
        """Wait until every question is answered, every worker done, every message handled and all is painted."""
        before: object = None
        for _ in range(_ROUNDS):
            await self.app.gateway.settled()
            await self.app.workers.wait_for_complete()
            await self.pilot.pause(0.02 if self.app.looks_soon else None)
            now = (self.app.gateway.asked, self.app.screen, self.text())
            if before == now and self._is_quiet():
                return
            before = now

    def _is_quiet(self) -> bool:
        """Whether nothing is on its way: on a busy machine a screen can stand still with work before it."""
        pumps = [
            self.app,
            *(pump for screen in self.app.screen_stack for pump in screen.walk_children(with_self=True)),
        ]
        queued = any(pump.message_queue_size for pump in pumps)
        waits = self.app.looks_soon or self.app.gateway.is_busy
        return self.app.typeahead.idle and not waits and not queued

    async def press(self, *keys: str) -> Driver:
        """Press keys one after the other, each after the former has had its effect."""
        for key in keys:
            self.send(key)
            await self.settle()
        return self

    async def write(self, text: str) -> Driver:
        """Type a text, as fast as a terminal sends it."""
        for sign in text:
            self.send(_character_to_key(sign), sign)
        await self.settle()
        return self

    def send(self, key: str, character: str | None = None) -> None:
        """Let a key arrive, and do not wait."""
        self.app.post_message(events.Key(key, character or key_to_character(key)))

    @property
    def screen(self) -> Screen[object]:
        """The screen on top."""
        return self.app.screen

    def text(self) -> str:
        """What stands on the screen."""
        return text_of(self.app)

    def lines(self) -> list[str]:
        """The lines on the screen without spaces at their ends."""
        return lines_of(self.app)

    def sees(self, pattern: str) -> bool:
        """Whether the screen matches a regular expression."""
        return re.search(pattern, self.text()) is not None

    def expect(self, *patterns: str) -> None:
        """Fail with the whole screen unless every pattern is on it."""
        missing = [pattern for pattern in patterns if not self.sees(pattern)]
        assert not missing, f"not on the screen: {missing}\n{self.text()}"

    def status(self) -> str:
        """The line above the hints."""
        return self.lines()[-2].strip()

    def cursor_line(self) -> str:
        """The line that the cursor stands on; empty if there is none."""
        return next((line for line in self.lines() if line.startswith(">")), "")

    def place(self) -> str:
        """The first row."""
        return self.lines()[0].strip()


@asynccontextmanager
async def driving(
    directory: Path,
    size: tuple[int, int] = NARROW,
    *,
    light: bool = False,
    language: str = "sv",
    **options: object,
) -> AsyncIterator[Driver]:
    """The app on the archive in *directory*, settled.

    Args:
        directory: The archive, or a folder that is none.
        size: Columns and lines.
        light: Whether the terminal's background is light.
        language: The language of the screens.
        **options: Attributes of :class:`tui.options.Options`, and settings by the names in ``FLAGS``.
    """
    flags = {key: options.pop(name) for name, key in FLAGS.items() if name in options}
    settings = options.pop("settings", None) or Settings(flags={"watch": False, **flags})  # type: ignore[dict-item]
    given = {
        "today": DAY,
        "delay": 0,
        "settings": settings,
        "cache_dir": directory.parent / "cache",
        **options,
    }
    i18n.use(language)
    app = TingsbokApp(directory, Options(log_dir=directory.parent / "log", **given), light=light)  # type: ignore[arg-type]
    app.animation_level = "none"
    async with app.run_test(size=size, notifications=True, tooltips=True) as pilot:
        driver = Driver(app, pilot)
        await driver.settle()
        yield driver


def git(archive: Path, *words: str) -> str:
    """What git says in the archive."""
    return subprocess.run(
        ["git", "-C", str(archive), *words],
        check=True,
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
    ).stdout.strip()


def subject(archive: Path) -> str:
    """What the newest change says that it is."""
    return git(archive, "log", "-1", "--format=%s")


def kind(archive: Path) -> str:
    """What kind of change the newest one is."""
    return git(archive, "log", "-1", "--format=%(trailers:key=Change,valueonly)")


def count(archive: Path) -> int:
    """How many changes the archive has."""
    return int(git(archive, "rev-list", "--count", "HEAD"))


def file_of(archive: Path, identity: str) -> Path:
    """The file of a record."""
    return next((archive / "records").rglob(f"{identity}.md"))

"""One open tab: one process of the app, started without a shell and ended with the tab."""

from __future__ import annotations

import asyncio
import os
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import Sequence
from contextlib import suppress
from typing import Any

from textual_serve.app_service import AppService

from tingsbok.serving import WEB

DRIVER = "tui.web:BrowserDriver"
"""How Textual finds the app's terminal; a name, since nothing here loads the app."""

PATIENCE = 10.0
"""Seconds that an app gets to keep what was typed and end."""

COLUMNS, ROWS = (20, 500), (5, 300)
"""Fewest and most cells of a window; a size is what a browser says, and every cell costs memory."""


class Session(AppService):
    """The app behind one tab.

    Args:
        words: The command as an argument list.
        **options: As for :class:`AppService`.
    """

    def __init__(self, words: Sequence[str], **options: Any) -> None:
        # the command as one text is only ever shown, never run
        super().__init__(words[0], **options)
        self.words = tuple(words)

    async def _open_app_process(self, width: int = 80, height: int = 24) -> Process:
        environ = {
            **self._build_environment(_within(width, COLUMNS), _within(height, ROWS)),
            "TEXTUAL_DRIVER": DRIVER,
            WEB: "1",
        }
        process = await asyncio.create_subprocess_exec(
            *self.words, stdin=PIPE, stdout=PIPE, stderr=PIPE, env=environ
        )
        self._process, self._stdin = process, process.stdin
        return process

    async def set_terminal_size(self, width: int, height: int) -> None:
        """Tell the app how large its window is now."""
        await super().set_terminal_size(_within(width, COLUMNS), _within(height, ROWS))

    async def stop(self) -> None:
        """Ask the app to end; an app that does not hear is ended."""
        process = self._process
        with suppress(TimeoutError, ConnectionError):
            await asyncio.wait_for(super().stop(), PATIENCE)
        if process is None:
            return
        try:
            await asyncio.wait_for(process.wait(), PATIENCE)
        except TimeoutError:
            with suppress(ProcessLookupError):
                process.kill()
            await process.wait()


def app_command(words: Sequence[str]) -> list[str]:
    """The command that opens the app, by this very interpreter.

    ``-P``: the folder one stands in may hold anything, also files named like modules of Python.

    Args:
        words: Arguments of ``tingsbok``.
    """
    return [sys.executable, "-P", "-m", "tingsbok", *map(os.fspath, words)]


def _within(number: int, bounds: tuple[int, int]) -> int:
    return max(bounds[0], min(bounds[1], int(number)))

"""A line on a terminal that says how far long work has come, and how long it will take."""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import AbstractContextManager
from math import ceil
from time import monotonic
from typing import Final, Self, TextIO

from tingsbok.i18n import t

_SILENT: Final = 1.0
"""Seconds of work that nobody needs to be told about."""
_EVERY: Final = 0.2


class ProgressLine(AbstractContextManager["ProgressLine"]):
    """Writes the line over itself; it is gone when the work ends, however it ends.

    Args:
        stream: Where to; nothing is written unless it is a terminal.
        clock: Seconds.
    """

    def __init__(self, stream: TextIO | None = None, clock: Callable[[], float] = monotonic) -> None:
        self._stream = stream or sys.stderr
        self._clock = clock
        self._began = self._told = clock()
        self._width = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc: object) -> None:
        self._write("")

    def __call__(self, done: int, total: int) -> None:
        """Say how many of how many are done, if that has taken a while."""
        now = self._clock()
        if now - self._began < _SILENT or now - self._told < _EVERY or not done:
            return
        self._told = now
        left = ceil((now - self._began) / done * (total - done))
        self._write(t("{done} of {total} checked, {seconds} s left", done=done, total=total, seconds=left))

    def _write(self, text: str) -> None:
        if not self._stream.isatty() or not (text or self._width):
            return
        self._stream.write(f"\r{text.ljust(self._width)}" + ("" if text else "\r"))
        self._stream.flush()
        self._width = len(text)

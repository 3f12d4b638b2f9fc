"""A real terminal to test in: the program in a pseudo-terminal, its screen read by pyte. Standard library and pyte only."""

from __future__ import annotations

import codecs
import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import termios
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Self

import pyte

KEYS = {
    "Enter": "\r",
    "Escape": "\x1b",
    "Tab": "\t",
    "BTab": "\x1b[Z",
    "Up": "\x1b[A",
    "Down": "\x1b[B",
    "Right": "\x1b[C",
    "Left": "\x1b[D",
    "Home": "\x1b[H",
    "End": "\x1b[F",
    "Space": " ",
    "BSpace": "\x7f",
    "C-s": "\x13",
    "C-n": "\x0e",
    "C-q": "\x11",
    "F1": "\x1bOP",
}
PATIENCE = 20.0
"""Seconds to wait for something to appear; a test that passes never waits that long."""


class Terminal:
    """One run of a program, watched through its screen.

    Args:
        words: The command.
        cwd: Where it starts.
        environ: Its environment.
        columns: Width in cells.
        rows: Height in cells.
    """

    def __init__(
        self, words: list[str], cwd: Path, environ: Mapping[str, str], columns: int = 80, rows: int = 24
    ) -> None:
        self.screen = pyte.Screen(columns, rows)
        self._stream = pyte.Stream(self.screen)
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self.raw = b""
        self.keys = 0
        self._master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        self._process = subprocess.Popen(
            words, cwd=cwd, env=dict(environ), stdin=slave, stdout=slave, stderr=slave, start_new_session=True
        )
        os.close(slave)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()

    @property
    def text(self) -> str:
        """What stands on the screen."""
        return "\n".join(line.rstrip() for line in self.screen.display)

    def see(self, pattern: str, patience: float = PATIENCE) -> re.Match[str]:
        """Wait until the screen matches, and return the match."""
        end = time.monotonic() + patience
        while (found := re.search(pattern, self.text)) is None:
            if time.monotonic() > end:
                raise AssertionError(f"the screen never showed /{pattern}/:\n{self.text}")
            self._read(0.05)
        return found

    @property
    def pid(self) -> int:
        """The program's process."""
        return self._process.pid

    def until(self, test: Callable[[], bool], patience: float = PATIENCE) -> None:
        """Wait until something outside the screen is so."""
        end = time.monotonic() + patience
        while not test():
            if time.monotonic() > end:
                raise AssertionError("what was waited for never was so")
            self._read(0.05)

    def press(self, *keys: str) -> None:
        """Press keys by name, or one character each; each counts."""
        for key in keys:
            self.keys += 1
            self._send(KEYS.get(key, key))
            # an escape followed at once by a letter would be a key of its own
            self._read(0.2 if key == "Escape" else 0.03)

    def type(self, text: str) -> None:
        """Type a text; each character counts."""
        self.press(*text)

    def filter_by(self, text: str) -> None:
        """Filter the list on the screen, and wait for what the machine does meanwhile, however busy it is."""
        self.press("/")
        self.see(r"(?m)^ / ")
        for character in text:
            self.press(character)
            self._read(0.05)
        self.see(re.escape(f"/ {text}"))
        self.press("Enter")
        self.see(r"(?m)^> ")

    def wait(self, patience: float = PATIENCE) -> int:
        """Wait until the program ends by itself, and return its exit code."""
        end = time.monotonic() + patience
        while self._process.poll() is None:
            if time.monotonic() > end:
                raise AssertionError("the program did not end")
            self._read(0.05)
        return self._process.returncode

    def close(self) -> None:
        """End the program, whatever it does."""
        if self._process.poll() is None:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
        if self._master >= 0:
            os.close(self._master)
            self._master = -1

    def hang_up(self) -> None:
        """Close the terminal's window while the program runs in it."""
        os.close(self._master)
        self._master = -1
        os.killpg(self._process.pid, signal.SIGHUP)  # as the kernel does for a controlling terminal

    def _send(self, text: str) -> None:
        os.write(self._master, text.encode())

    def _read(self, patience: float) -> None:
        if self._master < 0:
            time.sleep(patience)
            return
        end = time.monotonic() + patience
        while (left := end - time.monotonic()) > 0 and select.select([self._master], [], [], left)[0]:
            try:
                data = os.read(self._master, 65536)
            except OSError:
                return
            if not data:
                return
            self.raw += data
            if b"\x1b[?2026$p" in data:  # the program asks whether frames may be drawn whole
                self._send("\x1b[?2026;2$y")
            # pyte knows neither the kitty keyboard's nor xterm's private sequences with > < =
            self._stream.feed(re.sub(r"\x1b\[[<>=][0-9;]*[a-zA-Z]", "", self._decoder.decode(data)))

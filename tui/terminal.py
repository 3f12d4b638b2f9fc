"""What the terminal says about itself before the app takes it over."""

from __future__ import annotations

import contextlib
import os
import re
import select
import sys
from collections.abc import Iterator
from time import monotonic
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from textual import events

PATIENCE = 0.1
"""Seconds to wait at most; a terminal that is asked answers in a few milliseconds, or never."""

_QUESTIONS = b"\x1b]11;?\x1b\\\x1b[c"
"""The background colour, then the kind of terminal: all terminals answer the second, so it ends the wait."""
_COLOUR = re.compile(rb"\]11;rgba?:([0-9a-fA-F]{1,4})/([0-9a-fA-F]{1,4})/([0-9a-fA-F]{1,4})")
_COLOUR_ANSWER = re.compile(rb"\x1b\]11;[^\x07\x1b]*(\x07|\x1b\\)")
_KIND = re.compile(rb"\x1b\[\?[0-9;]*c")


class FirstLook(NamedTuple):
    """What the terminal said, and what the user typed meanwhile.

    Attributes:
        is_light: Whether its background is light; ``None`` if it does not say.
        typed: Bytes that are no answer: keys that were pressed before the app took over.
    """

    is_light: bool | None
    typed: bytes


class Question:
    """The question for the background: put before the app is loaded, its answer read when it is.

    Nothing waits for the terminal that way: loading takes longer than the answer.

    Args:
        source: File descriptor that keys and answers come from.
        target: File descriptor of the terminal.
        saved: The terminal's settings as they were.
    """

    def __init__(self, source: int, target: int, saved: list[Any]) -> None:
        self._source, self._target, self._saved = source, target, saved
        os.write(target, _QUESTIONS)
        self._end = monotonic() + PATIENCE

    @classmethod
    def put(cls) -> Question | None:
        """Ask; not without a terminal, nor if keys wait already: they would be read with the answer."""
        streams = sys.__stdin__, sys.__stdout__
        if not all(stream is not None and stream.isatty() for stream in streams):
            return None
        try:
            import termios
            import tty
        except ImportError:  # no such terminals on Windows
            return None
        source, target = (stream.fileno() for stream in streams if stream is not None)
        if select.select([source], [], [], 0)[0]:
            return None
        saved = termios.tcgetattr(source)
        # "now" and not "flush": what was typed before belongs to the app
        tty.setcbreak(source, termios.TCSANOW)
        return cls(source, target, saved)

    def answer(self) -> FirstLook:
        """What the terminal has said by now, or says within the patience that is left; once only."""
        import termios

        try:
            said = heard(self._source, self._end)
        finally:
            with contextlib.suppress(termios.error):
                termios.tcsetattr(self._source, termios.TCSANOW, self._saved)
        return FirstLook(is_light(said), typed_in(said))


def typed_in(answer: bytes) -> bytes:
    """What of the bytes is no answer of the terminal's."""
    return _KIND.sub(b"", _COLOUR_ANSWER.sub(b"", answer))


def key_events(typed: bytes) -> Iterator[events.Key]:
    """The keys that the bytes are, as Textual's own reader of the terminal takes them apart."""
    from textual import events
    from textual._xterm_parser import XTermParser

    for message in XTermParser().feed(typed.decode("utf-8", "replace")):
        if isinstance(message, events.Key):
            yield message


def heard(source: int, end: float) -> bytes:
    """What comes over a file descriptor until the terminal has said what it is, or until *end*."""
    answer = b""
    while not _KIND.search(answer):
        ready, _, _ = select.select([source], [], [], max(0.0, end - monotonic()))
        if not ready:
            break
        answer += os.read(source, 256)
    return answer


def is_light(answer: bytes) -> bool | None:
    """Whether the colour in an answer is light, by its luminance (ITU-R BT.709); ``None`` without one."""
    found = _COLOUR.search(answer)
    if found is None:
        return None
    red, green, blue = (int(part, 16) / (16 ** len(part) - 1) for part in found.groups())
    luminance: float = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    return luminance > 0.5  # noqa: PLR2004 - half way to white


def is_light_number(colours: str) -> bool:
    """Whether the background in ``COLORFGBG`` is light: the last of its numbers, from the sixteen colours."""
    last = colours.rpartition(";")[2]
    return last in {"7", *map(str, range(9, 16))}

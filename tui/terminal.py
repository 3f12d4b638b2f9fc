"""What the terminal says about itself before the app takes it over."""

from __future__ import annotations

import contextlib
import os
import re
import select
import sys
from collections.abc import Iterator
from time import monotonic
from typing import NamedTuple

from textual import events

PATIENCE = 0.1
"""Seconds to wait; a terminal that is asked answers in a few milliseconds, or never."""

_QUESTIONS = b"\x1b]11;?\x1b\\\x1b[c"
"""The background colour, then the kind of terminal: all terminals answer the second, so it ends the wait."""
_COLOUR = re.compile(rb"\]11;rgba?:([0-9a-fA-F]{1,4})/([0-9a-fA-F]{1,4})/([0-9a-fA-F]{1,4})")
_COLOUR_ANSWER = re.compile(rb"\x1b\]11;[^\x07\x1b]*(\x07|\x1b\\)")
_KIND = re.compile(rb"\x1b\[\?[0-9;]*c")


class FirstLook(NamedTuple):
    """What the terminal said, and what the user typed meanwhile.

    Attributes:
        is_light: Whether its background is light; false if it does not say.
        typed: Bytes that are no answer: keys that were pressed before the app took over.
    """

    is_light: bool
    typed: bytes


def first_look() -> FirstLook:
    """Ask the terminal for its background; not if keys wait already: they would be read with the answer."""
    streams = sys.__stdin__, sys.__stdout__
    if not all(stream is not None and stream.isatty() for stream in streams):
        return FirstLook(is_light=False, typed=b"")
    try:
        import termios
        import tty
    except ImportError:  # no such terminals on Windows
        return FirstLook(is_light=False, typed=b"")
    source, target = (stream.fileno() for stream in streams if stream is not None)
    saved = termios.tcgetattr(source)
    try:
        # "now" and not "flush": what was typed before belongs to the app
        tty.setcbreak(source, termios.TCSANOW)
        if select.select([source], [], [], 0)[0]:
            return FirstLook(is_light=False, typed=b"")
        answer = ask(source, target)
        return FirstLook(is_light(answer), typed_in(answer))
    finally:
        with contextlib.suppress(termios.error):
            termios.tcsetattr(source, termios.TCSANOW, saved)


def typed_in(answer: bytes) -> bytes:
    """What of the bytes is no answer of the terminal's."""
    return _KIND.sub(b"", _COLOUR_ANSWER.sub(b"", answer))


def key_events(typed: bytes) -> Iterator[events.Key]:
    """The keys that the bytes are, as Textual's own reader of the terminal takes them apart."""
    from textual._xterm_parser import XTermParser

    for message in XTermParser().feed(typed.decode("utf-8", "replace")):
        if isinstance(message, events.Key):
            yield message


def ask(source: int, target: int, patience: float = PATIENCE) -> bytes:
    """Ask over two file descriptors and return what the terminal answers, as far as it does."""
    os.write(target, _QUESTIONS)
    answer, end = b"", monotonic() + patience
    while not _KIND.search(answer) and (left := end - monotonic()) > 0:
        ready, _, _ = select.select([source], [], [], left)
        if ready:
            answer += os.read(source, 256)
    return answer


def is_light(answer: bytes) -> bool:
    """Whether the colour in an answer is light, by its luminance (ITU-R BT.709); false if there is none."""
    found = _COLOUR.search(answer)
    if found is None:
        return False
    red, green, blue = (int(part, 16) / (16 ** len(part) - 1) for part in found.groups())
    luminance: float = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    return luminance > 0.5  # noqa: PLR2004 - half way to white

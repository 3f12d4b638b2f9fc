"""What the terminal says about itself before the app takes it over."""

from __future__ import annotations

import contextlib
import os
import re
import select
import sys
from time import monotonic

PATIENCE = 0.1
"""Seconds to wait; a terminal that is asked answers in a few milliseconds, or never."""

_QUESTIONS = b"\x1b]11;?\x1b\\\x1b[c"
"""The background colour, then the kind of terminal: all terminals answer the second, so it ends the wait."""
_COLOUR = re.compile(rb"\]11;rgba?:([0-9a-fA-F]{1,4})/([0-9a-fA-F]{1,4})/([0-9a-fA-F]{1,4})")
_KIND = re.compile(rb"\x1b\[\?[0-9;]*c")


def background_is_light() -> bool:
    """Whether the terminal's background is light; false if it does not say."""
    streams = sys.__stdin__, sys.__stdout__
    if not all(stream is not None and stream.isatty() for stream in streams):
        return False
    try:
        import termios
        import tty
    except ImportError:  # no such terminals on Windows
        return False
    source, target = (stream.fileno() for stream in streams if stream is not None)
    saved = termios.tcgetattr(source)
    try:
        tty.setcbreak(source)
        return is_light(ask(source, target))
    finally:
        with contextlib.suppress(termios.error):
            termios.tcsetattr(source, termios.TCSADRAIN, saved)


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

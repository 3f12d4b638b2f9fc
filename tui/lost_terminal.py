"""Ends the program when its terminal is gone, whatever the rest of it waits for."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from threading import Thread
from typing import Final

EVERY: Final = 2.0
"""Seconds between two looks at the terminal."""
GRACE: Final = 5.0
"""Seconds to end in good order. What is typed is kept each second, so little is lost after that."""
HUNG_UP: Final = 129
"""The exit code that shells give a program which ended because its terminal hung up."""


def end_with_the_terminal(leave: Callable[[], object], fd: int | None = None) -> None:
    """Look after the terminal in a thread of its own, and leave when it is gone.

    Mostly the system tells a program by a signal. Where it does not, reading finds the end again and again
    and painting waits for ever: the program would go on for days, at the cost of a whole processor.

    Args:
        leave: Asks the app to end; called from another thread.
        fd: The terminal; the program's own input if absent. Without one nothing is looked after.
    """
    terminal = _input() if fd is None else fd
    if terminal is not None and os.isatty(terminal):
        Thread(target=_look_after, args=(terminal, leave), name="terminal-watch", daemon=True).start()


def _input() -> int | None:
    try:
        return sys.__stdin__.fileno() if sys.__stdin__ is not None else None
    except (OSError, ValueError):
        return None


def _look_after(terminal: int, leave: Callable[[], object]) -> None:
    while os.isatty(terminal):
        time.sleep(EVERY)
    leave()
    time.sleep(GRACE)
    os._exit(HUNG_UP)

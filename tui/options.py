"""What the app is started with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path


@dataclass(frozen=True)
class Options:
    """How the app shall run; everything has a default.

    Attributes:
        today: The day to count from; the clock's if absent.
        language: ``sv`` or ``en``; empty leaves the language in use.
        body: Id of a body: lists show only what belongs to it.
        editor: The user's text editor as an argument list, told to wait; empty if there is none.
        colour: False shows everything in the terminal's own foreground and background.
        mouse: False leaves the mouse to the terminal.
        theme: Name of a theme; empty follows the terminal's background.
        cache_dir: Folder for the index instead of the user's cache folder.
        log_dir: Folder for the log of unforeseen faults; the user's state folder if absent.
        delay: Seconds of quiet before typed text is searched for.
        watch: Whether files that change on disk are noticed by themselves.
    """

    today: date | None = None
    language: str = ""
    body: str = ""
    editor: Sequence[str] = ()
    colour: bool = True
    mouse: bool = True
    theme: str = ""
    cache_dir: Path | None = None
    log_dir: Path | None = None
    delay: float = 0.08
    watch: bool = True

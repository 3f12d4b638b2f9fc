"""What the app is started with."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from msgspec import Struct, field

from tingsbok.settings import Settings


class Options(Struct, frozen=True):
    """How the app shall run; everything has a default.

    Attributes:
        today: The day to count from; the clock's if absent.
        settings: What the user has set.
        cache_dir: Folder for the index instead of the user's cache folder.
        log_dir: Folder for the log of unforeseen faults; the user's state folder if absent.
        delay: Seconds of quiet before typed text is searched for.
        read_only: Whether saving is refused.
        at: ISO date: show the archive as it was then; empty for today.
        tutorial: Whether to begin, or go on with, the tutorial.
    """

    today: date | None = None
    settings: Settings = field(default_factory=Settings)
    cache_dir: Path | None = None
    log_dir: Path | None = None
    delay: float = 0.08
    read_only: bool = False
    at: str = ""
    tutorial: bool = False

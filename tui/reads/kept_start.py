"""What the first view keeps, and its lines as they are before the archive is open."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from tingsbok import config
from tui.present import start
from tui.widgets.pages import Line

if TYPE_CHECKING:
    from tui.options import Options

WORK = "start-work"
"""What the answer is called that has what there is to do."""


class StartWork(Struct, frozen=True):
    """What there is to do when the app starts.

    Attributes:
        count: How many records the archive holds.
        example: Whether it is the example that comes with the program.
        lines: What is late, near, not saved, in progress and unreadable.
    """

    count: int
    example: bool
    lines: start.Lines


class _Line(Struct, frozen=True, array_like=True):
    """A line of plain text, in the form in which it is kept."""

    key: str
    cells: tuple[str, ...]
    mark: str
    style: str


class KeptOutlook(Struct, frozen=True):
    """Who is waited for, and what applies and ends, in the form in which it is kept."""

    waiting: tuple[_Line, ...]
    glance: tuple[_Line, ...]

    @classmethod
    def of(cls, lines: start.Lines) -> KeptOutlook:
        """What is kept of the lines."""
        return cls(_kept(lines.waiting), _kept(lines.glance))

    def lines(self) -> start.Lines:
        """The lines."""
        return start.Lines(waiting=_shown(self.waiting), glance=_shown(self.glance))


def _kept(lines: Iterable[Line]) -> tuple[_Line, ...]:
    return tuple(_Line(one.key, tuple(map(str, one.cells)), one.mark, one.style) for one in lines)


def _shown(lines: Iterable[_Line]) -> tuple[Line, ...]:
    return tuple(Line(one.key, one.cells, one.mark, one.style) for one in lines)


def peeked_work(options: Options, directory: Path, scope: str, days: int) -> start.Lines:
    """What is late, near, in progress and unreadable as the index said last; nothing if it is not kept.

    It is on the screen with the first paint, while the archive is still being opened.
    """
    from tingsbok.answers import peek

    if options.at:
        return start.Lines()
    kept = peek(directory, WORK, (scope,), start.Work, cache_dir=options.cache_dir)
    return start.work_lines(kept, options.today or config.today(""), days) if kept else start.Lines()

"""What the calendar page shows, and the file it writes."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from tingsbok import i18n
from tingsbok.questions.calendar import in_words, period, write_calendar
from tui.present import calendar
from tui.present.calendar import CalendarView
from tui.reads.opening import words

if TYPE_CHECKING:
    from tingsbok.archive import Archive

_AHEAD = 365


def calendar_view(archive: Archive, first: date, last: date, scope: str) -> CalendarView:
    """What happens between two days, for all bodies or one."""
    found = period(archive, first.isoformat(), last.isoformat(), body=scope)
    said = words(archive)
    notes: dict[str, str] = {}
    for clash in found.collisions:
        notes[clash.meeting] = ", ".join(
            filter(None, (notes.get(clash.meeting), in_words(clash, archive.name)))
        )
    free = calendar.free_days(first, last, i18n.current())
    return CalendarView(
        found.happenings,
        calendar.lines(found.happenings, notes, said, archive.today),
        calendar.signs(found.happenings, free, archive.today),
        free,
    )


def write_ics(archive: Archive, first: date, scope: str, *, due: bool) -> tuple[str, int]:
    """Write a year's calendar file from a day; answers with its path in the archive and how many meetings."""
    last = date.fromordinal(min((first + timedelta(days=_AHEAD)).toordinal(), date.max.toordinal()))
    found = period(archive, first.isoformat(), last.isoformat(), body=scope)
    path = write_calendar(archive, found, due=due)
    return path.relative_to(archive.root).as_posix(), len(found.meetings)

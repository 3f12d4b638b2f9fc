"""The calendar as signs on days and lines of a table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from msgspec import Struct

from tingsbok.dates import show_date
from tingsbok.dates.words import MONTHS
from tingsbok.i18n import t
from tingsbok.meetings.calendar import KINDS, Happening, Holiday, holidays_of, weeks_of
from tui.present.dates import WEEKDAYS, whole
from tui.present.sentences import section
from tui.present.words import Words
from tui.widgets.columns import Column
from tui.widgets.months import MonthView
from tui.widgets.pages import Line

MEETING, LAST_DAY, LATE, TODAY, FREE = "#", "*", "!", "<", "r"
STYLES = {
    MEETING: "months--marked",
    LAST_DAY: "months--marked",
    LATE: "months--alert",
    FREE: "months--holiday",
}
"""Component class of each sign."""
_RANK = (LATE, MEETING, LAST_DAY, TODAY, FREE)


class CalendarView(Struct, frozen=True):
    """The days from one to another as the page shows them.

    Attributes:
        happenings: What happens, earliest first.
        lines: A line for each.
        signs: The sign of each day that has one.
        free: The holidays among the days.
    """

    happenings: tuple[Happening, ...]
    lines: tuple[Line, ...]
    signs: Mapping[date, str]
    free: Mapping[date, Holiday]


def columns() -> tuple[Column, ...]:
    """The columns of the list under the months."""
    return (Column("", 10), Column("", 8, drop=3), Column("", 10, drop=1), Column(""), Column("", 13, drop=2))


def legend() -> str:
    """What the signs mean."""
    return t("# meeting   * last day   ! late   < today   r holiday")


def month(year: int, number: int, language: str) -> MonthView:
    """One month as it is painted."""
    name = MONTHS.get(language, MONTHS["en"])[number - 1]
    weeks = tuple((week.number, week.days) for week in weeks_of(year, number))
    return MonthView(year, number, f"{name} {year}", weeks)


def heading() -> str:
    """The line over the days: the sign of the week and the weekdays in two letters."""
    return f"{t('w')}  " + " ".join(t(weekday)[:2].lower() for weekday in WEEKDAYS)


def free_days(first: date, last: date, language: str) -> dict[date, Holiday]:
    """The holidays between two days."""
    found: dict[date, Holiday] = {}
    for year in range(first.year, last.year + 1):
        found |= {day: free for day, free in holidays_of(year, language).items() if first <= day <= last}
    return found


def signs(found: Iterable[Happening], free: Iterable[date], today: date) -> dict[date, str]:
    """The sign of each day: of several the most urgent."""
    marks: dict[date, set[str]] = {}
    for one in found:
        if day := whole(one.date):
            marks.setdefault(day, set()).add(_sign(one, today))
    for day in free:
        marks.setdefault(day, set()).add(FREE)
    marks.setdefault(today, set()).add(TODAY)
    return {day: next(sign for sign in _RANK if sign in of_day) for day, of_day in marks.items()}


def _sign(one: Happening, today: date) -> str:
    if one.is_late(today.isoformat()):
        return LATE
    return MEETING if one.kind == "meeting" else LAST_DAY


def lines(
    found: Sequence[Happening], notes: Mapping[str, str], words: Words, today: date
) -> tuple[Line, ...]:
    """A line for each happening; the key begins with its place, since a record may come twice.

    Args:
        found: What happens.
        notes: What stands in the way of a meeting, by its id.
        words: The archive's words.
        today: Splits what is over from what is to come.
    """
    return tuple(_line(place, one, notes, words, today) for place, one in enumerate(found))


def _line(place: int, one: Happening, notes: Mapping[str, str], words: Words, today: date) -> Line:
    body = words.name_of(one.body) if one.body else ""
    note = notes.get(one.target, "")
    day, _, weekday = show_date(one.date, words.language).partition(" ")
    cells = (
        day,
        weekday,
        t(KINDS[one.kind]),
        _meeting(one, body, note, words) if one.kind == "meeting" else one.title,
        "" if one.kind == "meeting" else f"{body} {section(one.item)}".strip(),
    )
    late = one.is_late(today.isoformat())
    style = "alert" if late else "muted" if one.date < today.isoformat()[: len(one.date)] else ""
    return Line(f"{place}:{one.target}", cells, "!" if late or note else "", style)


def _meeting(one: Happening, body: str, note: str, words: Words) -> str:
    times = "–".join(filter(None, (one.start.replace(":", "."), one.end.replace(":", "."))))
    place = one.place.partition(",")[0] if len(one.place) > _LONG_PLACE else one.place
    status = words.value("meeting", "status", one.status)
    return "  ".join(filter(None, (f"! {note}" if note else "", body, status, times, place)))


_LONG_PLACE = 30


def place_of(found: Sequence[Happening], day: date) -> int | None:
    """Place of the first happening on or after a day; the last one before it if there is none."""
    text = day.isoformat()
    later = (place for place, one in enumerate(found) if one.date >= text[: len(one.date)])
    return next(later, len(found) - 1 if found else None)


def on_day(shown: CalendarView, day: date) -> list[Line]:
    """The lines of what happens on a day."""
    pairs = zip(shown.happenings, shown.lines, strict=True)
    return [line for one, line in pairs if one.date == day.isoformat()]


def target_of(line: Line) -> str:
    """The record that a line opens."""
    return line.key.partition(":")[2]


def day_text(day: date, free: Mapping[date, Holiday], count: int, language: str) -> str:
    """The day under the cursor in words: its date, its holiday, how much happens."""
    name = free[day].name if day in free else ""
    number = t("{count} that day", count=count) if count else ""
    return "   ".join(filter(None, (show_date(day.isoformat(), language), name, number)))


def span(first: date, last: date, language: str) -> str:
    """The months that are shown: ``oktober–december 2024``."""
    names = MONTHS.get(language, MONTHS["en"])
    end = f"{names[last.month - 1]} {last.year}"
    if (first.year, first.month) == (last.year, last.month):
        return end
    start = names[first.month - 1]
    return f"{start}–{end}" if first.year == last.year else f"{start} {first.year}–{end}"

"""Dates and times as they are shown: ``fre 8 nov 2024 v.45``, ``4 okt fre``, ``-35 d``."""

from __future__ import annotations

from datetime import date, datetime

from tingsbok.i18n import N_, t

WEEKDAYS = (N_("Mon"), N_("Tue"), N_("Wed"), N_("Thu"), N_("Fri"), N_("Sat"), N_("Sun"))
MONTHS = (
    *(N_("Jan"), N_("Feb"), N_("Mar"), N_("Apr"), N_("May"), N_("Jun")),
    *(N_("Jul"), N_("Aug"), N_("Sep"), N_("Oct"), N_("Nov"), N_("Dec")),
)
_PARTS_OF_MONTH = 2


def whole(text: str) -> date | None:
    """The date in *text*, or ``None`` if it is only a month, a year or words."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def long_day(day: date) -> str:
    """``fre 8 nov 2024 v.45``."""
    return t(
        "{weekday} {day} {month} {year} w.{week}",
        weekday=t(WEEKDAYS[day.weekday()]),
        day=day.day,
        month=t(MONTHS[day.month - 1]),
        year=day.year,
        week=f"{day.isocalendar().week:02d}",
    )


def short_day(text: str, *, year: int) -> str:
    """`` 4 okt fre`` for a date, ``dec`` for a month; the year is added when it is not *year*."""
    if day := whole(text):
        shown = f"{day.day:2d} {t(MONTHS[day.month - 1])} {t(WEEKDAYS[day.weekday()])}"
        return shown if day.year == year else f"{shown} {day.year}"
    parts = text.split("-")
    if len(parts) == _PARTS_OF_MONTH and parts[1].isdigit() and 1 <= int(parts[1]) <= len(MONTHS):
        shown = t(MONTHS[int(parts[1]) - 1])
        return f"   {shown}" if parts[0] == str(year) else f"   {shown} {parts[0]}"
    return text


def brief_day(text: str, *, year: int) -> str:
    """``4 okt`` for a date of *year*, ``okt 2023`` for one of another; what is no date as it is."""
    day = whole(text)
    if day is None:
        return text
    month = t(MONTHS[day.month - 1])
    return f"{day.day} {month}" if day.year == year else f"{month} {day.year}"


def distance(text: str, today: date) -> str:
    """Days from today to the date in *text*: ``-35 d``, ``7 d``; ``-`` if it is not a whole date."""
    day = whole(text)
    return t("{days} d", days=(day - today).days) if day else "-"


def moment(when: datetime) -> str:
    """A moment by the clock of the one who made the change: ``2024-11-08 10.42``."""
    return f"{when:%Y-%m-%d %H.%M}"


def clock(when: datetime) -> str:
    """The time of day: ``10.42``."""
    return f"{when:%H.%M}"

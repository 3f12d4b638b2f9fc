"""Dates and times as they are shown: ``fre 8 nov 2024 v.45``, ``4 okt fre``, ``-35 d``."""

from __future__ import annotations

from datetime import date, datetime

from tingsbok.i18n import N_, t

WEEKDAYS = (N_("Mon"), N_("Tue"), N_("Wed"), N_("Thu"), N_("Fri"), N_("Sat"), N_("Sun"))
MONTHS = (
    *(N_("Jan"), N_("Feb"), N_("Mar"), N_("Apr"), N_("May"), N_("Jun")),
    *(N_("Jul"), N_("Aug"), N_("Sep"), N_("Oct"), N_("Nov"), N_("Dec")),
)
_MANY_DAYS = 1000
_YEAR = 365.2425


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


def short_day(text: str, *, today: date) -> str:
    """`` 4 okt fre`` for a date, ``   dec`` for a month; as it is when the year must be told.

    Args:
        text: A day or a month as ISO writes it; anything else is returned as it is.
        today: The day from which one looks.
    """
    day = whole(text)
    first = day or whole(f"{text}-01")
    if first is None:
        return text
    months = (first.year - today.year) * len(MONTHS) + first.month - today.month
    if first.year != today.year and abs(months) >= len(MONTHS) // 2:
        return text
    month = t(MONTHS[first.month - 1])
    return f"{day.day:2d} {month} {t(WEEKDAYS[day.weekday()])}" if day else f"   {month}"


def brief_day(text: str, *, year: int) -> str:
    """``4 okt`` for a date of *year*, ``okt 2023`` for one of another; what is no date as it is."""
    day = whole(text)
    if day is None:
        return text
    month = t(MONTHS[day.month - 1])
    return f"{day.day} {month}" if day.year == year else f"{month} {day.year}"


def distance(text: str, today: date) -> str:
    """Days from today to the date in *text* as :func:`days_away` says it; ``-`` if it is not a whole date."""
    day = whole(text)
    return days_away((day - today).days if day else None)


def days_away(days: int | None) -> str:
    """``-35 d``, ``7 d``; ``-3 år`` for very many days, and ``-`` if nobody knows."""
    if days is None:
        return "-"
    return t("{days} d", days=days) if abs(days) < _MANY_DAYS else t("{count} y", count=round(days / _YEAR))


def moment(when: datetime) -> str:
    """A moment by the clock of the one who made the change: ``2024-11-08 10.42``."""
    return f"{when:%Y-%m-%d %H.%M}"


def clock(when: datetime) -> str:
    """The time of day: ``10.42``."""
    return f"{when:%H.%M}"

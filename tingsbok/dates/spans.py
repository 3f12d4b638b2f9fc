"""Parts of dates as spans of days, and months counted from a day."""

from __future__ import annotations

import calendar
from datetime import date


def first_day(text: str) -> date | None:
    """The first day of an ISO date, month or year; ``None`` if *text* is none."""
    end = last_day(text)
    return end and date(end.year, end.month if len(text) > _YEAR else 1, end.day if len(text) > _MONTH else 1)


def last_day(text: str) -> date | None:
    """The last day of an ISO date, month or year; ``None`` if *text* is none."""
    parts = [int(part) for part in text.split("-") if part.isdecimal()]
    try:
        match parts:
            case [year]:
                return date(year, 12, 31)
            case [year, month]:
                return date(year, month, calendar.monthrange(year, month)[1])
            case [year, month, day]:
                return date(year, month, day)
    except ValueError:
        return None
    return None


def days_left(text: str, today: date) -> int | None:
    """Days from today to an ISO date, negative if it has passed; of a month or year, then, from its last day.

    ``None`` for a month or year that has not passed, and for what is no date.
    """
    first, last = first_day(text), last_day(text)
    return (last - today).days if last and (last < today or last == first) else None


def days_after(day: date, days: int) -> date:
    """So many days later; the calendar's own ends if that lies beyond them."""
    return date.fromordinal(min(max(day.toordinal() + days, date.min.toordinal()), date.max.toordinal()))


def months_after(day: date, months: int) -> date:
    """The same day so many months later, or the last day of that month if it is shorter.

    The calendar ends with the years 1 and 9999; what lies beyond stays there.
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not date.min.year <= year <= date.max.year:
        return date.min if year < date.min.year else date.max
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def notice_day(valid_to: str, months: str) -> str:
    """Last day to give notice: so many months before the end; empty if the end or the time is unknown.

    Args:
        valid_to: ISO date, or a part of one, which ends with its last day.
        months: The time of notice, digits.
    """
    end = last_day(valid_to)
    return months_after(end, -int(months)).isoformat() if end and months.isdecimal() else ""


_YEAR, _MONTH = len("2024"), len("2024-11")

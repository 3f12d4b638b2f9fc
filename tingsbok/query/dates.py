"""Dates in a query: whole ones, the beginning of one, and days counted from today."""

from __future__ import annotations

import re
from datetime import date, timedelta

from tingsbok.dates import is_real_date
from tingsbok.query.nodes import Limit

_DATE = re.compile(r"[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?\Z")
_TODAY = re.compile(r"(?:today|idag)(?:([+-][0-9]{1,5})([dvwmyå]?))?\Z", re.IGNORECASE)
_BARE_RANGE = re.compile(r"(?=.*[0-9]|.*(?:today|idag))([0-9-]*|today|idag)\.\.([0-9-]*|today|idag)\Z")
_DAYS = {"": 1, "d": 1, "v": 7, "w": 7, "m": 30, "y": 365, "å": 365}
_AFTER_ALL = "~"


def limit(text: str, *, inclusive: bool = True) -> Limit | None:
    """The end of a range that *text* means: ``2024``, ``2024-09``, ``2024-09-20``, ``today``, ``idag-14d``.

    Args:
        text: The date as written; months count as 30 days and years as 365 after ``today``.
        inclusive: Whether the day, month or year itself belongs to the range.

    Returns:
        The limit, or ``None`` if the text is no date, or no day in the calendar.
    """
    if _DATE.match(text):
        return Limit(text, inclusive) if is_real_date(text) else None
    relative = _TODAY.match(text)
    if relative is None:
        return None
    days = int(relative[1] or 0) * _DAYS[(relative[2] or "").lower()]
    return Limit("", inclusive, days)


def bare_range(text: str) -> tuple[str, str] | None:
    """The two ends of ``2021..2024``, either of which may be missing; ``None`` if it is no range of dates."""
    found = _BARE_RANGE.match(text.lower()) if len(text) < 64 else None  # noqa: PLR2004 - two dates and to spare
    return (found[1], found[2]) if found else None


def lowest(end: Limit, today: date) -> tuple[str, str | float]:
    """The SQL operator and value for the lower end of a range."""
    value = _value(end, today)
    if end.inclusive:
        return ">=", value
    return ">", f"{value}{_AFTER_ALL}" if isinstance(value, str) else value


def highest(end: Limit, today: date) -> tuple[str, str | float]:
    """The SQL operator and value for the upper end of a range."""
    value = _value(end, today)
    if not end.inclusive:
        return "<", value
    return "<=", f"{value}{_AFTER_ALL}" if isinstance(value, str) else value


def _value(end: Limit, today: date) -> str | float:
    if end.days_from_today is None:
        return end.value
    days = min(max(today.toordinal() + end.days_from_today, 1), date.max.toordinal())
    return (date.min + timedelta(days=days - 1)).isoformat()

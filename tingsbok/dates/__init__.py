"""Dates in records: ``YYYY-MM-DD``, ``YYYY-MM`` or ``YYYY``; how they are checked, shown and read."""

from __future__ import annotations

import re
from datetime import date

from tingsbok.dates.reading import ReadDate, read_date
from tingsbok.dates.words import MONTHS, SHORT, WEEKDAYS

__all__ = ["ReadDate", "is_date", "is_real_date", "read_date", "show_date", "week"]

_ISO = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?\Z")


def is_date(text: str) -> bool:
    """True if *text* has the form of a date in a record: ``YYYY-MM-DD``, ``YYYY-MM`` or ``YYYY``."""
    return bool(_ISO.match(text))


def is_real_date(text: str) -> bool:
    """True if *text* has that form, and the day or month exists."""
    return _first_day(text) is not None


def week(iso: str) -> int:
    """ISO week number of a whole date; 0 if *iso* is none."""
    found = _first_day(iso)
    return found.isocalendar().week if found and _is_whole(iso) else 0


def show_date(iso: str, language: str) -> str:
    """A date for people: ``2024-11-15 fre v.46``, ``2024-11 nov``; a year, or what is no date, as it is."""
    found = _first_day(iso)
    known = language if language in WEEKDAYS else "en"
    if found is None or iso == f"{found.year:04}":
        return iso
    if not _is_whole(iso):
        return f"{iso} {MONTHS[known][found.month - 1][:SHORT]}"
    mark = "v" if known == "sv" else "w"
    return f"{iso} {WEEKDAYS[known][found.weekday()][:SHORT]} {mark}.{found.isocalendar().week}"


def _first_day(text: str) -> date | None:
    found = _ISO.match(text)
    if found is None:
        return None
    try:
        return date(*(int(part or 1) for part in found.groups()))
    except ValueError:
        return None


def _is_whole(text: str) -> bool:
    return len(text) == len("2024-11-15")

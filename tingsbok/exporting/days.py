"""Days and times as documents write them: ``fredag 15 november 2024``, ``09.30–12.00``."""

from __future__ import annotations

from datetime import date

from tingsbok.dates.words import MONTHS, WEEKDAYS
from tingsbok.i18n import in_language


def long_day(text: str, language: str) -> str:
    """A whole date in words; a part of a date, or words, as they are."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return text
    return f"{WEEKDAYS[language][day.weekday()]} {day.day} {MONTHS[language][day.month - 1]} {day.year}"


def hours(start: str, end: str, language: str) -> str:
    """From when to when; empty without a beginning."""
    first, last = start.replace(":", "."), end.replace(":", ".")
    if not first:
        return ""
    return f"{first}–{last}" if last else in_language(language)("from {start}", start=first)


def span(since: str, until: str, language: str) -> str:
    """From which day to which; empty if neither is known."""
    say = in_language(language)
    if since and until:
        return f"{since} – {until}"
    if since:
        return say("from {start}", start=since)
    return say("until {end}", end=until) if until else ""

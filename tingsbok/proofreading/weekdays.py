"""T203: does the weekday fit the date?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from tingsbok.dates.words import MONTHS, WEEKDAYS
from tingsbok.i18n import current, t
from tingsbok.problems import Fix, Problem
from tingsbok.proofreading.context import Context
from tingsbok.proofreading.days import Mention, nearest, weekday_after
from tingsbok.proofreading.sheet import Sheet


def check(sheet: Sheet, context: Context) -> Iterator[Problem]:
    """Yield each date whose weekday is another, with the right weekday and the right date as proposals."""
    for one in sheet.days:
        said = one.weekday if one.weekday is not None else weekday_after(sheet.text, one)
        day = _meant(one, context.day or sheet.day, said) if said is not None else None
        if said is not None and day is not None and day.weekday() != said:
            yield sheet.text.problem(
                "T203",
                one.start,
                one.end,
                t("the weekday does not fit the date"),
                why=t("{date} is a {weekday}", date=_in_words(day), weekday=_weekday(day)),
                fixes=_fixes(one, day, said),
            )


def _meant(one: Mention, base: date | None, said: int) -> date | None:
    """The day that is meant; one without a year is right if it fits a day of that name that is near."""
    if one.year or base is None:
        return one.real
    days = one.candidates(base)
    return next((day for day in days if day.weekday() == said), days[0] if days else None)


def _fixes(one: Mention, day: date, said: int) -> tuple[Fix, ...]:
    if one.weekday is None:
        return ()
    return (
        Fix(one.with_weekday(day.weekday(), day)),
        Fix(one.with_weekday(said, nearest(day, said))),
    )


def _weekday(day: date) -> str:
    return WEEKDAYS[current()][day.weekday()]


def _in_words(day: date) -> str:
    return f"{day.day} {MONTHS[current()][day.month - 1]} {day.year}"

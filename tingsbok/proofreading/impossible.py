"""T205: does the date, or the week, exist?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from tingsbok.i18n import t
from tingsbok.problems import Fix, Problem
from tingsbok.proofreading.context import Context
from tingsbok.proofreading.days import Mention, day_of
from tingsbok.proofreading.sheet import Sheet

_WEEK = re.compile(
    r"\b(?:vecka[ \u00a0]|v\.?[ \u00a0]?)(?P<week>[0-9]{1,2})(?:[ ,]{1,2}(?:år )?(?P<year>20[0-9]{2}))?\b",
    re.IGNORECASE,
)
_LAST_WEEK: Final = 53
_FARTHEST_WEEK: Final = 60
"""A *v* with a higher number is more likely a thing than a week."""
_LEAP_YEAR: Final = 2024
_MONTHS: Final = 12


def check(sheet: Sheet, context: Context) -> Iterator[Problem]:
    """Yield days and weeks that no calendar has."""
    base = context.day or sheet.day
    for one in sheet.days:
        if day_of(one.year or _LEAP_YEAR, one.month, one.day) is None and one.form != "dm":
            yield sheet.text.problem(
                "T205",
                one.start,
                one.end,
                t("there is no such day"),
                why=_why(one, base),
                fixes=[Fix(one.written(day)) for day in _instead(one, base)],
                severe=True,
            )
    for found in _WEEK.finditer(sheet.text.text):
        week, year = int(found["week"]), int(found["year"] or 0)
        written_out = found[0].lower().startswith("vecka")
        if not written_out and week > _FARTHEST_WEEK:
            continue
        if (
            week > _LAST_WEEK
            or (week == _LAST_WEEK and year and not _has_53(year))
            or (written_out and not week)
        ):
            why = (
                t("{year} has 52 weeks", year=year) if week == _LAST_WEEK else t("a year has 52 or 53 weeks")
            )
            yield sheet.text.problem(
                "T205", found.start(), found.end(), t("there is no such week"), why=why, severe=True
            )


def _why(one: Mention, base: date | None) -> str:
    if not 1 <= one.month <= _MONTHS:
        return t("there are twelve months")
    last = _last(_year(one, base), one.month)
    return t("the month has {days} days", days=last.day)


def _year(one: Mention, base: date | None) -> int:
    """The year that is named, or else the one whose such month is nearest to *base*."""
    if one.year or base is None:
        return one.year or _LEAP_YEAR
    years = (base.year - 1, base.year, base.year + 1)
    return min(years, key=lambda year: abs((year - base.year) * _MONTHS + one.month - base.month))


def _instead(one: Mention, base: date | None) -> list[date]:
    """The last day of the month and the first of the next; of a 13th month, day and month exchanged."""
    year = _year(one, base)
    if not 1 <= one.month <= _MONTHS:
        other = day_of(year, one.day, one.month)
        return [other] if other else []
    last = _last(year, one.month)
    return [last, last + timedelta(days=1)]


def _last(year: int, month: int) -> date:
    following = date(year + month // _MONTHS, month % _MONTHS + 1, 1)
    return following - timedelta(days=1)


def _has_53(year: int) -> bool:
    return date(year, 12, 28).isocalendar().week == _LAST_WEEK

"""Dates as people write them in Swedish and English, resolved from a day that the text is counted from."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache

from msgspec import Struct

from tingsbok.dates.words import MONTH, WEEKDAY, WEEKDAYS
from tingsbok.i18n import current, t

_LONGEST = 60
_MONTHS = 12
_MOST_MONTHS = 3  # the longest wait for a 31st
_MOST_YEARS = 9  # the longest wait for a 29 February, over a year like 2100
_CENTURY = 100
_IGNORED = frozenset({"den", "det", "på", "the", "on", "of", "kl"})
_NEXT = frozenset({"nästa", "next"})
_MEETING = frozenset({"möte", "mötet", "sammanträde", "meeting"})
_RELATIVE = {
    "idag": 0, "i dag": 0, "today": 0,
    "imorgon": 1, "i morgon": 1, "imorn": 1, "tomorrow": 1,
    "övermorgon": 2, "i övermorgon": 2,
    "igår": -1, "i går": -1, "yesterday": -1,
}  # fmt: skip

_AHEAD = re.compile(r"\+ ?(?P<count>[0-9]{1,4}) ?(?:d|dag|dagar|days?|(?P<weeks>v|vecka|veckor|w|weeks?))?")
_WEEK = re.compile(r"\b(?:(?P<year>[0-9]{4})-?)?(?:vecka|week|v|w)\.? ?(?P<week>[0-9]{1,2})\b")
_ENDING = r"(?: ?:?(?:e|a|st|nd|rd|th)\b)?\.?"
_YEAR = r"(?P<y>[0-9]{4}|[0-9]{2})"
_NAME = rf"(?P<name>{'|'.join(sorted(MONTH, key=len, reverse=True))})\.?"
_FORMS = (
    r"(?P<y>[0-9]{4})(?P<m>[0-9]{2})(?P<d>[0-9]{2})",
    r"(?P<y>[0-9]{2})(?P<m>[0-9]{2})(?P<d>[0-9]{2})",
    r"(?P<y>[0-9]{4})[-/.](?P<m>[0-9]{1,2})[-/.](?P<d>[0-9]{1,2})",
    r"(?P<y>[0-9]{2})-(?P<m>[0-9]{2})-(?P<d>[0-9]{2})",
    r"(?P<d>[0-9]{1,2})-(?P<m>[0-9]{1,2})-(?P<y>[0-9]{4})",
    rf"(?P<d>[0-9]{{1,2}}) ?[/.] ?(?P<m>[0-9]{{1,2}})\.?(?:[-/. ]+{_YEAR})?",
    rf"(?P<y>[0-9]{{4}})[-/](?P<m>[0-9]{{1,2}})(?: {_NAME})?",
    r"(?P<y>[12][0-9]{3})",
    rf"(?P<d>[0-9]{{1,2}}){_ENDING} ?{_NAME}(?:[-' ]*{_YEAR})?",
    rf"{_NAME}(?:[- ]*(?P<y>[0-9]{{4}}))?",
    rf"{_NAME} ?(?P<d>[0-9]{{1,2}}){_ENDING}(?: {_YEAR})?",
    r"(?P<d>[0-9]{1,2}) ?:?(?:e|a|st|nd|rd|th)",
)


@cache
def _forms() -> tuple[re.Pattern[str], ...]:
    """The forms, ready to use: that takes longer than all a list of dates needs, which are ISO dates."""
    return tuple(map(re.compile, _FORMS))


class ReadDate(Struct, frozen=True):
    """What a text means as a date.

    Attributes:
        value: ``YYYY-MM-DD``, ``YYYY-MM`` or ``YYYY``; empty if the text is no date or cannot be one.
        text: The text as it was written.
        weekday_given: The text names a weekday, so that the day has been checked.
        problem: Why it cannot be that date, in the user's language; empty for words that are no date at all.
        proposals: Dates in ISO form that may be meant instead.
        certain: It is this date and no other.
    """

    value: str
    text: str
    weekday_given: bool = False
    problem: str = ""
    proposals: tuple[str, ...] = ()
    certain: bool = True


class _Base(Struct, frozen=True):
    """The day that a text without a year is counted from.

    Attributes:
        day: The day.
        past: The latest such date up to the day is meant, not the first on or after it.
    """

    day: date
    past: bool = False

    @property
    def year(self) -> int:
        return self.day.year

    def allows(self, found: date) -> bool:
        return found <= self.day if self.past else found >= self.day

    def steps(self, first: int, count: int) -> range:
        """So many years or months from *first*, in the order in which they are meant."""
        return range(first, first - count, -1) if self.past else range(first, first + count)

    def year_of(self, month: int) -> int:
        """The year in which a month is meant; the day's own month counts."""
        return self.year - (month > self.day.month) if self.past else self.year + (month < self.day.month)

    def on(self, weekday: int) -> date:
        """The nearest such day of the week; the day itself counts."""
        if self.past:
            return self.day - timedelta(days=(self.day.weekday() - weekday) % 7)
        return self.day + timedelta(days=(weekday - self.day.weekday()) % 7)


class _Said(Struct, frozen=True):
    """The parts of a date that a text names."""

    text: str
    year: int | None = None
    month: int | None = None
    day: int | None = None
    week: int | None = None
    weekday: int | None = None

    def means(self, found: date) -> ReadDate:
        return ReadDate(found.isoformat(), self.text, self.weekday is not None)

    def partly(self, value: str) -> ReadDate:
        return ReadDate(value, self.text, self.weekday is not None)

    def maybe(self, value: str, *proposals: date | None, problem: str = "") -> ReadDate:
        days = tuple(day.isoformat() for day in proposals if day)
        return ReadDate(value, self.text, self.weekday is not None, problem, days, certain=False)

    def missing(self, *proposals: date | None) -> ReadDate:
        return self.maybe("", *proposals, problem=t('"{text}" does not exist.', text=self.text.strip()))


def read_date(
    text: str,
    *,
    base: date,
    next_meeting: date | None = None,
    today: date | None = None,
    past: bool = False,
) -> ReadDate:
    """Read a date as somebody wrote it; words that are no date have neither value nor problem.

    ``2024-11-15``, ``20241115``, ``241115``, ``15/11``, ``15.11``, ``15 nov``, ``den 15:e november``,
    ``november 15, 2024``, ``fre``, ``fre v46``, ``v46`` (its Monday), ``idag``, ``imorgon``, ``+14``,
    ``+2v``, ``nästa``, ``dec`` (the month only), ``2024``. Without a year it is the first such date on or
    after *base*; of a week that has begun by then its Monday, and that of the next such week is proposed.
    Weeks are those of ISO 8601. A weekday or a week that does not fit is a problem with two proposals.

    Args:
        text: What was written.
        base: The day to count from: the record's own, not today.
        next_meeting: The day meant by ``nästa`` or ``next meeting``.
        today: The day meant by ``idag``; *base* if not given.
        past: What is dated has happened: without a year it is the latest such date up to *base*. What says
            itself how far from today it is, such as ``imorgon`` or ``+14``, is that day all the same.
    """
    words = _plain(text)
    if not words or len(text) > _LONGEST:
        return ReadDate("", text, certain=False)
    try:
        return (
            _next(text, words, base, next_meeting)
            or _relative(text, words, base, today or base)
            or _calendar(text, words, _Base(base, past))
        )
    except OverflowError:  # beyond the year 9999
        return _Said(text).missing()


def _plain(text: str) -> str:
    words = re.sub(r"[,\s]+", " ", text.lower()).strip(" .").split(" ")
    return " ".join(word for word in words if word not in _IGNORED)


def _next(text: str, words: str, base: date, meeting: date | None) -> ReadDate | None:
    first, _, rest = words.partition(" ")
    if first not in _NEXT:
        return None
    if rest in WEEKDAY:  # this week's or the one after: people mean both
        near = _Base(base).on(WEEKDAY[rest])
        problem = t('"{text}" can mean two days.', text=text.strip())
        return _Said(text, weekday=WEEKDAY[rest]).maybe("", near, near + timedelta(days=7), problem=problem)
    if meeting is None or (rest and rest not in _MEETING):
        return ReadDate("", text, certain=False)
    return _Said(text).means(meeting)


def _relative(text: str, words: str, base: date, today: date) -> ReadDate | None:
    if words in _RELATIVE:
        return _Said(text).means(today + timedelta(days=_RELATIVE[words]))
    ahead = _AHEAD.fullmatch(words)
    if ahead is None:
        return None
    days = int(ahead["count"]) * (7 if ahead["weeks"] else 1)
    return _Said(text).means(base + timedelta(days=days))


def _calendar(text: str, words: str, base: _Base) -> ReadDate:
    said = _said(text, words, base.day)
    if said is None:
        return ReadDate("", text, certain=False)
    if said.day is not None:
        return _of_day(said, base)
    if said.week is not None:
        return _of_week(said, base)
    if said.weekday is not None and said.year is None and said.month is None:
        return said.means(base.on(said.weekday))
    return _of_month(said, base)


def _said(text: str, words: str, base: date) -> _Said | None:
    """What the text names; ``None`` if a word of it is no part of a date."""
    week = _WEEK.search(words)
    rest = (words[: week.start()] + words[week.end() :] if week else words).split()
    weekdays = [WEEKDAY[word.strip(".")] for word in rest if word.strip(".") in WEEKDAY]
    left = " ".join(word for word in rest if word.strip(".") not in WEEKDAY)
    form = next((found for form in _forms() if (found := form.fullmatch(left))), None)
    if len(weekdays) > 1 or (left and form is None) or not (form or week or weekdays):
        return None
    parts = form.groupdict() if form else {}
    months = {_number(parts.get("m")), MONTH.get(parts.get("name") or "")} - {None}
    if len(months) > 1:
        return None
    return _Said(
        text,
        year=_year(parts.get("y") or (week and week["year"]), base),
        month=months.pop() if months else None,
        day=_number(parts.get("d")),
        week=_number(week["week"]) if week else None,
        weekday=weekdays[0] if weekdays else None,
    )


def _number(digits: str | None) -> int | None:
    return int(digits) if digits else None


def _year(digits: str | None, base: date) -> int | None:
    """The year; of two digits the one nearest to *base*."""
    if not digits or len(digits) > 2:  # noqa: PLR2004 - a year in full
        return _number(digits)
    near = base.year - base.year % _CENTURY + int(digits)
    return min((near - _CENTURY, near, near + _CENTURY), key=lambda year: abs(year - base.year))


def _of_day(said: _Said, base: _Base) -> ReadDate:
    found = next((day for day in _candidates(said, base) if day and (said.year or base.allows(day))), None)
    if found is None:
        return said.missing(*_instead(said, base))
    wrong_week = said.week is not None and said.week != found.isocalendar().week
    if said.weekday in {None, found.weekday()} and not wrong_week:
        return said.means(found)
    weekday = found.weekday() if said.weekday is None else said.weekday
    if not wrong_week:
        return said.maybe("", found, _nearest(found, weekday), problem=_not_weekday(found, weekday))
    problem = t("{date} is in week {week}.", date=found.isoformat(), week=found.isocalendar().week)
    return said.maybe(
        "", found, _week_day(found.isocalendar().year, said.week or 0, weekday), problem=problem
    )


def _candidates(said: _Said, base: _Base) -> Iterator[date | None]:
    """The days that may be meant, the first ones first; ``None`` for one that does not exist."""
    if said.year is not None:
        yield _day(said.year, said.month or 1, said.day or 0)
    elif said.month is not None:
        for year in base.steps(base.year, _MOST_YEARS):
            yield _day(year, said.month, said.day or 0)
    else:
        for months in base.steps(base.day.month - 1, _MOST_MONTHS):
            yield _day(base.year + months // _MONTHS, months % _MONTHS + 1, said.day or 0)


def _instead(said: _Said, base: _Base) -> tuple[date | None, ...]:
    """The days around one that does not exist; for a 13th month, day and month in the other order."""
    month, day = said.month or 0, said.day or 0
    year = base.year_of(month) if said.year is None else said.year
    if month > _MONTHS:
        return (_day(year, day, month),) if re.search(r"[/.]", said.text) else ()
    after = _day(year + month // _MONTHS, month % _MONTHS + 1, 1) if month and day else None
    return (after - timedelta(days=1), after) if after else ()


def _not_weekday(found: date, said: int) -> str:
    names = WEEKDAYS[current()]
    return t(
        "{date} is a {is_day}, not a {said}.", date=found, is_day=names[found.weekday()], said=names[said]
    )


def _of_week(said: _Said, base: _Base) -> ReadDate:
    week, weekday = said.week or 0, said.weekday or 0
    if said.year is not None:
        found = _week_day(said.year, week, weekday)
        return said.means(found) if found else said.missing(_week_day(said.year, 52, weekday))
    years = base.steps(base.day.isocalendar().year, _MOST_YEARS)
    days = [day for year in years if (day := _week_day(year, week, weekday))]
    has_begun = days and days[0] < base.day <= days[0] + timedelta(days=6)
    if said.weekday is None and has_begun and not base.past:
        return said.maybe(days[0].isoformat(), *days[:2])
    found = next((day for day in days if base.allows(day)), None)
    return said.means(found) if found else said.missing()


def _of_month(said: _Said, base: _Base) -> ReadDate:
    if said.weekday is not None:
        return ReadDate("", said.text, weekday_given=True, certain=False)
    if said.month is None:
        return said.partly(f"{said.year:04}")
    year = base.year_of(said.month) if said.year is None else said.year
    if _day(year, said.month, 1) is None:
        return said.missing()
    return said.partly(f"{year:04}-{said.month:02}")


def _nearest(day: date, weekday: int) -> date:
    return day + timedelta(days=(weekday - day.weekday() + 3) % 7 - 3)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _week_day(year: int, week: int, weekday: int) -> date | None:
    try:
        return date.fromisocalendar(year, week, weekday + 1)
    except ValueError:
        return None

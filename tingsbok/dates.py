"""Dates as people write them in Swedish and English minutes, resolved from a day the text is counted from.

``2024-11-15`` ``20241115`` ``241115`` ``15/11`` ``15.11`` ``15 nov`` ``den 15:e november`` ``fre`` ``fre v46``
``v46`` (its Monday) ``idag`` ``imorgon`` ``+14`` ``+2v`` ``nästa`` ``dec`` ``december 2024``. Without a year it is
the first such date on or after the day it is counted from. A weekday that does not fit is a problem with two
proposals. What is no date (``hösten 2025``) is kept as text. Weeks are those of ISO 8601.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from tingsbok.i18n import current, t

WEEKDAYS = {
    "sv": ("måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
SHORT_WEEKDAYS = {
    "sv": ("mån", "tis", "ons", "tor", "fre", "lör", "sön"),
    "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
}
MONTHS = {
    "sv": ("januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti", "september", "oktober",
           "november", "december"),
    "en": ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
           "November", "December"),
}  # fmt: skip

_ISO = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?\Z")
_WEEKDAY = {
    name.lower(): number
    for names in (*WEEKDAYS.values(), *SHORT_WEEKDAYS.values())
    for number, name in enumerate(names)
} | {
    "tors": 3,
    "mon": 0,
    "thur": 3,
    "thurs": 3,
    "tues": 1,
    "må": 0,
    "ti": 1,
    "on": 2,
    "to": 3,
    "fr": 4,
    "lö": 5,
    "sö": 6,
}
_MONTH = {
    name[:length].lower(): number
    for names in MONTHS.values()
    for number, name in enumerate(names, 1)
    for length in (3, len(name))
} | {"sept": 9}
_LONGEST = 60


@dataclass(frozen=True)
class ReadDate:
    """What a text means as a date.

    Attributes:
        text: The text as it was written.
        value: ``YYYY-MM-DD``, ``YYYY-MM`` or ``YYYY``; empty if the text is no date or cannot be one.
        problem: Why it cannot be that date, in the user's language; empty if it can.
        proposals: Texts that would be right instead.
    """

    text: str
    value: str = ""
    problem: str = ""
    proposals: tuple[str, ...] = ()

    @property
    def certain(self) -> bool:
        """True if the text is a whole date without a problem."""
        return not self.problem and len(self.value) == len("2024-11-15")


def is_date(text: str) -> bool:
    """True if *text* has the form of a date in a record: ``YYYY-MM-DD``, ``YYYY-MM`` or ``YYYY``."""
    return bool(_ISO.match(text))


def is_real_date(text: str) -> bool:
    """True if *text* has that form and the month and day exist."""
    found = _ISO.match(text)
    if not found:
        return False
    year, month, day = (int(part) if part else 1 for part in found.groups())
    return _day(year, month, day) is not None


def week(iso: str) -> int:
    """ISO week number of a whole date; 0 if it is none."""
    found = _whole(iso)
    return found.isocalendar().week if found else 0


def show_date(iso: str, language: str) -> str:
    """A date for people: ``2024-11-15 fre v.46``; a part of a date, or a text, as it is."""
    found = _whole(iso)
    if found is None:
        return iso
    mark = "v." if language == "sv" else "w"
    return f"{iso} {SHORT_WEEKDAYS[language][found.weekday()]} {mark}{found.isocalendar().week}"


def read_date(text: str, *, base: date, next_meeting: date | None = None) -> ReadDate:
    """Read a date as somebody wrote it.

    Args:
        text: What was written.
        base: The day to count from: that of the record, not today's.
        next_meeting: The day meant by ``nästa`` or ``next``.
    """
    words = _words(text)
    if not words or len(text) > _LONGEST:
        return ReadDate(text)
    weekday, rest = _take_weekday(words)
    if weekday is not None and rest.startswith(("v", "w")):
        rest, weekday = f"{rest} {words.split()[0]}", None
    if not rest:
        return (
            ReadDate(text, _on_or_after(base, weekday).isoformat()) if weekday is not None else ReadDate(text)
        )
    for reader in _READERS:
        found = reader(rest, base)
        if found is not None:
            return _checked(text, found, weekday)
    if rest in {"nästa", "nästa möte", "next", "next meeting"} and next_meeting is not None:
        return _checked(text, next_meeting.isoformat(), weekday)
    return ReadDate(text)


def _words(text: str) -> str:
    plain = re.sub(r"[,\s]+", " ", text.strip().lower())
    return re.sub(r"^(den|the|on) ", "", plain)


def _take_weekday(words: str) -> tuple[int | None, str]:
    first, _, rest = words.partition(" ")
    number = _WEEKDAY.get(first.rstrip("."))
    if number is None:
        return None, words
    return number, re.sub(r"^(den|the) ", "", rest)


def _checked(text: str, value: str, weekday: int | None) -> ReadDate:
    """Refuse a day that does not exist, or whose weekday is another than the one written."""
    if not is_real_date(value):
        last = _last_of_month(value)
        return ReadDate(
            text, problem=t('"{text}" does not exist.', text=text.strip()), proposals=(last,) if last else ()
        )
    found = _whole(value)
    if weekday is None or found is None or found.weekday() == weekday:
        return ReadDate(text, value)
    language = current()
    names = WEEKDAYS[language]
    other = _nearest(found, weekday)
    problem = t(
        "{date} is a {is_day}, not a {said}.", date=value, is_day=names[found.weekday()], said=names[weekday]
    )
    return ReadDate(text, problem=problem, proposals=(_spoken(found, language), _spoken(other, language)))


def _spoken(day: date, language: str) -> str:
    return f"{WEEKDAYS[language][day.weekday()]} {day.day} {MONTHS[language][day.month - 1]} {day.year}"


def _last_of_month(value: str) -> str:
    year, month = int(value[:4]), int(value[5:7])
    if not (1 <= month <= len(MONTHS["en"]) and year):
        return ""
    return f"{value[:7]}-{calendar.monthrange(year, month)[1]:02}"


def _whole(iso: str) -> date | None:
    found = _ISO.match(iso)
    if not found or not found[3]:
        return None
    return _day(int(found[1]), int(found[2]), int(found[3]))


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _nearest(day: date, weekday: int) -> date:
    return min(
        (day + timedelta(days=step) for step in range(-3, 4)), key=lambda other: other.weekday() != weekday
    )


def _on_or_after(base: date, weekday: int) -> date:
    return base + timedelta(days=(weekday - base.weekday()) % 7)


# -- readers: each takes the text without its weekday and answers YYYY-MM-DD (which may not exist), a part of
# such a date, or None


def _iso(words: str, _base: date) -> str | None:
    found = re.fullmatch(r"(\d{4})-(\d{1,2})(?:-(\d{1,2}))?", words)
    if found:
        return f"{found[1]}-{int(found[2]):02}" + (f"-{int(found[3]):02}" if found[3] else "")
    if re.fullmatch(r"(19|20)\d\d", words):
        return words
    compact = re.fullmatch(r"(\d{4}|\d\d)(\d\d)(\d\d)", words)
    if not compact:
        return None
    year = compact[1] if len(compact[1]) > 2 else f"20{compact[1]}"  # noqa: PLR2004 - digits of a year
    return f"{year}-{compact[2]}-{compact[3]}"


def _day_and_month(words: str, base: date) -> str | None:
    found = re.fullmatch(r"(\d{1,2})[/.](\d{1,2})\.?(?:[/. -](\d{4}|\d\d))?", words)
    return _dated(int(found[1]), int(found[2]), found[3], base) if found else None


def _named_month(words: str, base: date) -> str | None:
    found = re.fullmatch(r"(\d{1,2})(?::?[ae]|st|nd|rd|th)?\.? ([a-zåäö]+)\.?(?: (\d{4}))?", words)
    if found is None:
        turned = re.fullmatch(r"([a-z]+)\.? (\d{1,2})(?:st|nd|rd|th)?(?: (\d{4}))?", words)
        parts = (turned[2], turned[1], turned[3]) if turned else None
    else:
        parts = (found[1], found[2], found[3])
    month = _MONTH.get(parts[1]) if parts else None
    return _dated(int(parts[0]), month, parts[2], base) if parts and month else None


def _month_only(words: str, base: date) -> str | None:
    found = re.fullmatch(r"([a-zåäö]+)\.?(?: (\d{4}))?", words)
    month = _MONTH.get(found[1]) if found else None
    if not found or not month:
        return None
    year = int(found[2]) if found[2] else base.year + (month < base.month)
    return f"{year}-{month:02}"


def _week(words: str, base: date) -> str | None:
    found = re.fullmatch(r"(?:v|vecka|w|week)\.? ?(\d{1,2})(?: (\d{4}))?(?: ([a-zåäö]+))?", words)
    if not found:
        return None
    weekday = _WEEKDAY.get(found[3] or "mån")
    return None if weekday is None else _week_day(int(found[1]), found[2], weekday, base)


def _relative(words: str, base: date) -> str | None:
    named = {
        "idag": 0,
        "i dag": 0,
        "today": 0,
        "imorgon": 1,
        "i morgon": 1,
        "tomorrow": 1,
        "igår": -1,
        "i går": -1,
    }
    if words in named:
        return (base + timedelta(days=named[words])).isoformat()
    found = re.fullmatch(r"\+(\d{1,3})(v|w|d)?", words)
    if not found:
        return None
    return (base + timedelta(days=int(found[1]) * (7 if found[2] in {"v", "w"} else 1))).isoformat()


_READERS: tuple[Callable[[str, date], str | None], ...] = (
    _iso,
    _day_and_month,
    _named_month,
    _month_only,
    _week,
    _relative,
)


def _dated(day: int, month: int, year: str | None, base: date) -> str:
    if year:
        return f"{year if len(year) > 2 else f'20{year}'}-{month:02}-{day:02}"  # noqa: PLR2004 - digits of a year
    # 29 February is looked for in the leap years to come
    years: Iterator[int] = iter(range(base.year, base.year + 9))
    found = next((one for y in years if (one := _day(y, month, day)) is not None and one >= base), None)
    return found.isoformat() if found else f"{base.year}-{month:02}-{day:02}"


def _week_day(number: int, year: str | None, weekday: int, base: date) -> str | None:
    for candidate in (int(year),) if year else (base.year, base.year + 1):
        try:
            found = date.fromisocalendar(candidate, number, weekday + 1)
        except ValueError:
            continue
        if year or found >= base - timedelta(days=base.weekday()):
            return found.isoformat()
    return None

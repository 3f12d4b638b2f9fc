"""Dates in running text: where they stand, what they say, and which day they mean.

Only forms that can be nothing else are read; what is no date for certain is passed over.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from tingsbok.dates.words import MONTHS, WEEKDAYS
from tingsbok.proofreading.text import Text

_AMBIGUOUS_WITHIN: Final = 200
"""Days: a date without a year may be the one before as well as the one after, if neither is farther away."""
_SHORT: Final = 3

_MONTHS: Final = {
    **{name: number for number, name in enumerate(MONTHS["sv"], 1)},
    **{name.lower(): number for number, name in enumerate(MONTHS["en"], 1)},
    **{name[:_SHORT]: number for number, name in enumerate(MONTHS["sv"], 1)},
    "sept": 9, "febr": 2,
}  # fmt: skip
_WEEKDAYS: Final = {
    **{name: number for number, name in enumerate(WEEKDAYS["sv"])},
    **{f"{name}en": number for number, name in enumerate(WEEKDAYS["sv"])},
    **{name[:_SHORT]: number for number, name in enumerate(WEEKDAYS["sv"])},
    **{name.lower(): number for number, name in enumerate(WEEKDAYS["en"])},
    "tors": 3,
}  # fmt: skip


def _either(words: dict[str, int]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


MONTH_WORDS: Final = _either(_MONTHS)
"""Every name of a month, for an expression."""
_GAP = r"[ \t\u00a0]{1,3}\n?[ \t]{0,3}|\n[ \t]{0,3}"
_YEAR = "(?:19|20)[0-9]{2}"
_IN_WORDS: Final = (
    rf"(?<![\w/.,:])(?P<d>[0-9]{{1,2}})(?::?[ea])?(?:{_GAP})(?P<name>{MONTH_WORDS})\b(?:\.(?=[ \t]?[0-9]))?"
    rf"(?:(?:{_GAP})(?P<other>{MONTH_WORDS})\b)?(?:,?(?:{_GAP})(?P<y>{_YEAR})\b(?![-/]?[0-9]))?"
)
_BEGIN, _END = r"(?<![\w/.,-])", r"(?![\w-]|[.,][0-9])"
_TWO = "[0-9]{2}"
_FORMS: Final = (
    ("words", _IN_WORDS),
    ("iso", rf"{_BEGIN}(?P<y>{_YEAR})(?P<s>[-/])(?P<m>{_TWO})(?P=s)(?P<d>{_TWO})(?![\w-]|/\w)"),
    ("dmy", rf"{_BEGIN}(?P<d>[0-9]{{1,2}})/(?P<m>[0-9]{{1,2}})[ /-](?P<y>{_YEAR})(?![\w-])"),
    ("dots", rf"{_BEGIN}(?P<d>[0-9]{{1,2}})\.(?P<m>[0-9]{{1,2}})\.(?P<y>{_YEAR}){_END}"),
    ("dm", rf"{_BEGIN}(?P<d>[0-9]{{1,2}})/(?P<m>[0-9]{{1,2}})(?![\w/%-])"),
    ("eight", rf"{_BEGIN}(?P<y>{_YEAR})(?P<m>{_TWO})(?P<d>{_TWO}){_END}"),
    ("six", rf"{_BEGIN}(?P<y>{_TWO})(?P<m>{_TWO})(?P<d>{_TWO}){_END}(?![ \u00a0](?:kr|[0-9]{{3}})\b)"),
)
_PATTERNS: Final = {form: re.compile(pattern, re.IGNORECASE) for form, pattern in _FORMS}
_DIGITS = re.compile("[0-9]+")
_BY_DIGITS: Final = {
    1: ("words", "dmy", "dots", "dm"), 2: ("words", "dmy", "dots", "dm"),
    4: ("iso",), 6: ("six",), 8: ("eight",),
}  # fmt: skip
"""Which forms may begin with so many digits; all begin with some, and nothing of a word stands before."""
_BEFORE = re.compile(
    rf"(?<![\w-])(?P<w>{_either(_WEEKDAYS)})\.?(?P<gap>,?(?:{_GAP})(?:den(?:{_GAP}))?)\Z", re.IGNORECASE
)
_AFTER = re.compile(rf"[ ,]{{1,2}}\(?(?P<w>{'|'.join(WEEKDAYS['sv'])})\b\)?", re.IGNORECASE)
_DIGITS_NEED: Final = ("dm", "eight", "six")
"""Forms that are as likely a number, a fraction or a registration as a date: they count if the day exists."""


class Mention(Struct, frozen=True):
    """A date as somebody wrote it.

    Attributes:
        start: Where it begins, with its weekday if that stands before it.
        end: Where it ends.
        form: ``words``, ``iso``, ``dmy``, ``dots``, ``dm``, ``eight`` or ``six``.
        year: The year as given; ``None`` if none is.
        weekday: The weekday that is said, 0 for Monday; ``None`` if none is.
        weekday_word: The weekday as written.
        tail: What is written from the day on: the text without the weekday before it.
        other_month: The number of a second month after the first; 0 if there is none.
        gap: What stands between the weekday and the day.
    """

    start: int
    end: int
    form: str
    year: int | None
    month: int
    day: int
    weekday: int | None = None
    weekday_word: str = ""
    gap: str = ""
    tail: str = ""
    other_month: int = 0

    @property
    def real(self) -> date | None:
        """The day that is named with its year; ``None`` if it has no year or does not exist."""
        return day_of(self.year, self.month, self.day) if self.year else None

    def near(self, base: date | None) -> date | None:
        """The day that is meant: the named one, or the one of that name that is nearest to *base*."""
        if self.year or base is None:
            return self.real
        return min(self.candidates(base), key=lambda found: abs(found - base), default=None)

    def candidates(self, base: date) -> list[date]:
        """Days that may be meant by a date without a year: the nearest, and the next nearest if not far."""
        years = (base.year - 1, base.year, base.year + 1)
        found = [day for year in years if (day := day_of(year, self.month, self.day))]
        found.sort(key=lambda day: abs(day - base))
        return [day for at, day in enumerate(found) if not at or abs(day - base).days <= _AMBIGUOUS_WITHIN]

    def written(self, day: date) -> str:
        """Another day written in the same way, without a weekday."""
        match self.form:
            case "words":
                name = _month_like(self.tail, day.month) if day.month != self.month else ""
                tail = re.sub(r"[0-9]{1,2}", str(day.day), self.tail, count=1)
                if name:
                    tail = re.sub(rf"\b(?:{MONTH_WORDS})\b", name, tail, count=1, flags=re.IGNORECASE)
                return re.sub(r"(?:19|20)[0-9]{2}", str(day.year), tail, count=1) if self.year else tail
            case "iso":
                return day.strftime(f"%Y{self.tail[4]}%m{self.tail[4]}%d")
            case "eight" | "six":
                return day.strftime("%Y%m%d" if self.form == "eight" else "%y%m%d")
            case "dmy":
                return f"{day.day}/{day.month}{self.tail[-5]}{day.year}"
            case "dots":
                first, second = map(len, self.tail.split(".")[:2])
                return f"{day.day:0{first}}.{day.month:0{second}}.{day.year}"
            case _:
                return f"{day.day}/{day.month}"

    def with_weekday(self, weekday: int, day: date) -> str:
        """The weekday and a day, written as this one is."""
        return _weekday_like(self.weekday_word, weekday) + self.gap + self.written(day)


def mentions(text: Text) -> list[Mention]:
    """Every date of a text in order; where two forms overlap, the one that begins first and is longest."""
    found = sorted(_found(text.text), key=lambda one: (one.start, -one.end))
    apart: list[Mention] = []
    for one in found:
        if not apart or one.start >= apart[-1].end:
            apart.append(one)
    return apart


def day_of(year: int | None, month: int, day: int) -> date | None:
    """A day; ``None`` if it does not exist."""
    try:
        return date(year or 0, month, day)
    except ValueError:
        return None


def nearest(day: date, weekday: int) -> date:
    """The day with that weekday that is nearest to another; the later of two as near."""
    return day + timedelta(days=(weekday - day.weekday() + 3) % 7 - 3)


def _found(text: str) -> Iterator[Mention]:
    """Every date of every form; two of one form never overlap."""
    ends = dict.fromkeys(_PATTERNS, 0)
    for digits in _DIGITS.finditer(text):
        start = digits.start()
        for form in _BY_DIGITS.get(digits.end() - start, ()):
            found = _PATTERNS[form].match(text, start) if start >= ends[form] else None
            if found is not None:
                ends[form] = found.end()
                mention = _mention(text, form, found)
                if mention is not None:
                    yield mention


def _mention(text: str, form: str, found: re.Match[str]) -> Mention | None:
    """The date that was found; ``None`` if it is more likely something else."""
    parts = found.groupdict()
    year = int(parts["y"]) if parts.get("y") else None
    if form == "six" and year is not None:
        year += 2000 if year < 70 else 1900  # noqa: PLR2004 - minutes of the 1970s are the oldest on disk
    month = int(parts["m"]) if parts.get("m") else _MONTHS[parts["name"].lower()]
    day = int(parts["d"])
    if form in _DIGITS_NEED and day_of(year or 2000, month, day) is None:
        return None
    other = _MONTHS[parts["other"].lower()] if parts.get("other") else 0
    mention = Mention(found.start(), found.end(), form, year, month, day, tail=found[0], other_month=other)
    mention = _with_weekday(text, mention)
    if form != "dm" or mention.weekday is not None or _is_after_a_day_word(text, found.start()):
        return mention
    return None


def _with_weekday(text: str, one: Mention) -> Mention:
    before = _BEFORE.search(text[max(0, one.start - 24) : one.start])
    if before is None:
        return one
    word = before["w"]
    start = one.start - len(before[0])
    number = _WEEKDAYS[word.lower()]
    written = before[0][: before.start("gap") - before.start()]
    return replace(one, start=start, weekday=number, weekday_word=written, gap=before["gap"])


def _is_after_a_day_word(text: str, start: int) -> bool:
    """Whether ``4/12`` is a day and no fraction: somebody wrote *den*, *senast* or the like before it."""
    return bool(
        re.search(r"\b(?:den|senast|före|efter|till|från)\s{1,2}\Z", text[max(0, start - 12) : start])
    )


def weekday_after(text: Text, one: Mention) -> int | None:
    """The weekday that follows a date, as in ``10 oktober (torsdag)``; ``None`` if none does."""
    found = _AFTER.match(text.text, one.end)
    return _WEEKDAYS[found["w"].lower()] if found else None


def _month_like(written: str, month: int) -> str:
    """A month's name, short where the written one is short."""
    found = re.search(rf"\b(?:{MONTH_WORDS})\b", written, re.IGNORECASE)
    old = found[0] if found else ""
    name = MONTHS["sv"][month - 1]
    if old.lower() not in MONTHS["sv"]:
        name = MONTHS["en"][month - 1] if old.lower() in map(str.lower, MONTHS["en"]) else name[:_SHORT]
    return name.capitalize() if old[:1].isupper() else name


def _weekday_like(written: str, weekday: int) -> str:
    """A weekday's name, definite or short where the written one is."""
    old = written.lower().rstrip(".")
    name = WEEKDAYS["sv"][weekday]
    if old in map(str.lower, WEEKDAYS["en"]):
        return WEEKDAYS["en"][weekday]
    if len(old) <= len("tors"):
        name = name[:_SHORT] + ("." if written.endswith(".") else "")
    elif old.endswith("en"):
        name += "en"
    return name.capitalize() if written[:1].isupper() else name

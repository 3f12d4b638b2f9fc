"""Days and terms as people type them into a field or on the command line."""

from __future__ import annotations

import re
from datetime import date

from tingsbok.dates import is_real_date
from tingsbok.dates.reading import read_date
from tingsbok.dates.spans import first_day, last_day
from tingsbok.errors import WrongUse
from tingsbok.i18n import t

_MONTHS = {"": 1, "m": 1, "mån": 1, "å": 12, "y": 12, "år": 12}
_TERM = re.compile(r"([0-9]{1,4})\s*([^\W\d_]*)\Z")


def day_named(text: str, today: date, *, last: bool = False, past: bool = False) -> str:
    """The day that *text* means, ISO; empty for an empty text.

    Args:
        text: A date as people write it; a month or a year is its first day.
        today: The day to count from.
        last: Whether a month or a year is its last day instead.
        past: Whether it has happened: without a year it is the latest such day up to *today*.

    Raises:
        WrongUse: It is no date, or none that can be.
    """
    if not text:
        return ""
    # what is said of a period may lie behind us, so a whole date is never moved to the next year
    value = text if is_real_date(text) else _read(text, today, past=past)
    day = last_day(value) if last else first_day(value)
    if day is None:
        raise WrongUse(t('"{text}" is no date.', text=text), remedy=t("For example: 2024-11-15, 15/11, dec"))
    return day.isoformat()


def _read(text: str, today: date, *, past: bool) -> str:
    read = read_date(text, base=today, today=today, past=past)
    if read.problem:
        raise WrongUse(read.problem, remedy=" / ".join(read.proposals))
    return read.value


def months_named(text: str) -> int:
    """Months in ``12m``, ``12``, ``2y`` or ``2år``.

    Raises:
        WrongUse: It is no such term.
    """
    found = _TERM.match(text.strip().lower())
    if found is None or found[2] not in _MONTHS:
        raise WrongUse(
            t('"{text}" is no time in months or years.', text=text), remedy=t("For example: 12m, 2y")
        )
    return int(found[1]) * _MONTHS[found[2]]

"""Dates as limits of a log: from the first moment of a day to its last, as the log shows days."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta

from tingsbok.dates import is_real_date
from tingsbok.dates.spans import first_day, last_day
from tingsbok.errors import WrongUse
from tingsbok.i18n import t

_DATE_LENGTH = len("2024-11-08")
_DAY = timedelta(days=1).total_seconds()


class Period:
    """The time between two limits; each may be absent.

    A limit without a time zone is compared with the clock of whoever made the commit, which is what a log
    shows: a commit counts to the same day wherever it is looked at.

    Args:
        since: An ISO date, month or year (all of it counts), or a date and time.
        until: The same.

    Raises:
        WrongUse: One of them is neither.
    """

    def __init__(self, since: str | None, until: str | None) -> None:
        self._first = _moment(since, first_day, time.min) if since else None
        self._last = _moment(until, last_day, time.max) if until else None

    def __bool__(self) -> bool:
        return self._first is not None or self._last is not None

    def __contains__(self, when: datetime) -> bool:
        first, last = self._first, self._last
        return (first is None or _as(first, when) >= first) and (last is None or _as(last, when) <= last)

    def seconds(self, least: int = 0, most: int = 0) -> tuple[int | None, int | None]:
        """The limits as git counts time, a day wider on either side: no time zone is further away.

        Args:
            least: How many seconds after it was written a commit was made at the least.
            most: The same at the most.
        """
        return (
            None if self._first is None else _seconds(self._first, min(least, 0) - _DAY),
            None if self._last is None else _seconds(self._last, max(most, 0) + _DAY),
        )


def _as(limit: datetime, when: datetime) -> datetime:
    """The time as it is compared with a limit."""
    return when if limit.tzinfo else when.replace(tzinfo=None)


def _seconds(limit: datetime, more: float) -> int:
    moment = limit if limit.tzinfo else limit.replace(tzinfo=UTC)
    return max(0, int(moment.timestamp() + more))


def _moment(text: str, day_of: Callable[[str], date | None], day_part: time) -> datetime:
    day = day_of(text) if is_real_date(text) else None
    if day is not None:
        return datetime.combine(day, day_part)
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise WrongUse(
            t('"{text}" is not a date.', text=text), remedy=t("Write it as 2024-11-08.")
        ) from error
    return datetime.combine(moment.date(), day_part) if len(text) <= _DATE_LENGTH else moment

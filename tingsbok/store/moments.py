"""Dates as limits of a log: from the first moment of a day to its last."""

from __future__ import annotations

from datetime import datetime, time

from tingsbok.errors import WrongUse
from tingsbok.i18n import t

_DATE_LENGTH = len("2024-11-08")


def first_moment(text: str) -> datetime:
    """Beginning of an ISO date, or the ISO date and time itself; local time if no zone is given.

    Raises:
        WrongUse: The text is neither.
    """
    return _aware(text, time.min)


def last_moment(text: str) -> datetime:
    """End of an ISO date, or the ISO date and time itself; local time if no zone is given.

    Raises:
        WrongUse: The text is neither.
    """
    return _aware(text, time.max)


def _aware(text: str, day_part: time) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
        if len(text) <= _DATE_LENGTH:
            moment = datetime.combine(moment.date(), day_part)
        return moment if moment.tzinfo else moment.astimezone()
    except (ValueError, OverflowError) as error:
        raise WrongUse(
            t('"{text}" is not a date.', text=text), remedy=t("Write it as 2024-11-08.")
        ) from error

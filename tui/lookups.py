"""What forms ask the archive while somebody types."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING

from tingsbok import dates, i18n
from tingsbok.i18n import t
from tui import reads
from tui.widgets.lookups import Day, Found, Lookups

if TYPE_CHECKING:
    from tui.app import TingsbokApp

_HALF_A_YEAR = timedelta(days=182)
_ABOUT_A_YEAR = timedelta(weeks=52)
"""The least between two days of one name: also between Fridays of the same week in two years."""


def _to_come() -> bool:
    return False


def lookups_for(
    app: TingsbokApp, names: dict[str, str], base: Callable[[], date], past: Callable[[], bool] = _to_come
) -> Lookups:
    """The lookups of one form.

    Args:
        app: The app.
        names: Names of linked records by id; what is found is added to it.
        base: The day that dates without a year are counted from.
        past: Whether they have happened: without a year it is the latest such day up to *base*.
    """

    async def complete(text: str, types: Sequence[str]) -> list[Found]:
        found: list[Found] = await app.gateway.fetch(app, partial(reads.complete, text=text, types=types), [])
        names.update({each.id: each.label for each in found})
        return found

    def type_title(name: str) -> str:
        record_type = app.archive.schemas.types.get(name) if app.archive else None
        return record_type.title(i18n.current()) if record_type else name

    def read(text: str) -> Day:
        return read_day(text, base(), today=app.archive.today if app.archive else None, past=past())

    return Lookups(
        complete=complete,
        name_of=names.get,
        learn=names.__setitem__,
        read_date=read,
        type_title=type_title,
        language=i18n.current(),
        delay=app.options.delay,
    )


def read_day(text: str, base: date, *, today: date | None = None, past: bool = False) -> Day:
    """A date as people write it, with weekday and week to check it by.

    Args:
        text: What was typed.
        base: The day that dates without a year are counted from.
        today: The day that *idag* means; *base* if not given.
        past: Whether it has happened: without a year it is the latest such day up to *base*.
    """
    found = dates.read_date(text, base=base, today=today, past=past)
    if found.problem:
        return Day("", "", _problem(found))
    return Day(found.value, dates.show_date(found.value, i18n.current()) if found.value else "")


def read_near(text: str, former: date, today: date) -> Day:
    """A date in place of *former*: without a year it is the nearest such day, also an earlier one."""
    found = read_day(text, former, today=today)
    earlier = read_day(text, former - _HALF_A_YEAR, today=today)
    if found.iso and earlier.iso and _first(found.iso) - _first(earlier.iso) >= _ABOUT_A_YEAR:
        return earlier
    return found  # the year was written, or it was counted, such as +14


def _first(iso: str) -> date:
    return date.fromisoformat(f"{iso}-01-01"[: len("2024-11-15")])


def meeting_days(text: str, base: date, next_day: date | None) -> Day:
    """A date as people write it in a meeting; what is no date is kept as words.

    Args:
        text: What was typed.
        base: The meeting's own day.
        next_day: The day of the next meeting, meant by *nästa*.
    """
    found = dates.read_date(text, base=base, next_meeting=next_day)
    if found.problem or found.value:
        return Day(found.value, dates.show_date(found.value, i18n.current()), _problem(found))
    return Day("", t("kept as words"))


def _problem(found: dates.ReadDate) -> str:
    """Why it cannot be that date, and the days that may be meant; empty if it can."""
    meant = " / ".join(found.proposals)
    return f"{found.problem} {meant}".strip() if found.problem else ""

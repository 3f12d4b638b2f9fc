"""A person's seats as lines over the years, and the meetings the person was at."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from tingsbok.i18n import t
from tingsbok.meetings.attendance import STATUSES
from tui.present.attendance import status_sign
from tui.widgets.lines import fit

HELD, PERHAPS, FREE = "━", "╌", "·"
QUARTERS = 4
_YEAR = QUARTERS + 1
"""Cells of a year: a quarter each, and the space to the next."""
_LABEL = 32
_NAME = 28
_FEWEST = 3
"""Years that are shown at least, so that one date does not stand alone."""


class Seat(Struct, frozen=True):
    """A place that a person has or had.

    Attributes:
        body: Id of the body.
        name: What the body is called.
        role: The role there, in words.
        party: Name of the party the person sits for; empty if none is said.
        since: First day, or the month or year of it; empty if nobody knows.
        until: Last day; empty if the person still sits there.
    """

    body: str
    name: str
    role: str
    party: str
    since: str
    until: str


class Attended(Struct, frozen=True):
    """A meeting that names a person.

    Attributes:
        id: The meeting.
        date: Its day.
        name: What it is called.
        body: Id of its body.
        status: The status on the attendance list; empty if the person is not on it.
        roles: What the person was there, in words.
        presents: The items the person presents.
    """

    id: str
    date: str
    name: str
    body: str
    status: str
    roles: tuple[str, ...]
    presents: tuple[str, ...]


class Life(Struct, frozen=True):
    """What a person's page shows beside the record.

    Attributes:
        seats: Those that are held now first.
        meetings: The newest first.
        today: The day that is today, ISO.
        older: How many more meetings there are, older than these.
    """

    seats: tuple[Seat, ...] = ()
    meetings: tuple[Attended, ...] = ()
    today: str = ""
    older: int = 0


class Strip(Struct, frozen=True):
    """One line below the years: what it is about, the id a click on it opens, and its cells."""

    text: str
    id: str = ""


def strips(life: Life, width: int) -> list[Strip]:
    """The years, and a line for each seat; a sign tells where only the beginning is unknown."""
    years = _years(life, (width - _LABEL) // _YEAR)
    head = " " * _LABEL + "".join(str(year).ljust(_YEAR) for year in years)
    rows = [Strip(_label(seat) + _line(seat, life, years), seat.body) for seat in life.seats]
    unknown = [Strip(t("{sign} since when is not known", sign=PERHAPS))] if PERHAPS in _all(rows) else []
    return [Strip(head), *rows, *unknown]


def _all(rows: Iterable[Strip]) -> str:
    return "".join(row.text for row in rows)


def _years(life: Life, most: int) -> range:
    """The years from the first that anything is known of to this one, the latest that there is room for."""
    now = int(life.today[:4])
    dates = [
        *(date for seat in life.seats for date in (seat.since, seat.until)),
        *(m.date for m in life.meetings),
    ]
    known = [int(date[:4]) for date in dates if date[:4].isdecimal()]
    first = min([*known, now - _FEWEST + 1])
    return range(max(first, now - max(1, most) + 1), now + 1)


def _label(seat: Seat) -> str:
    said = ", ".join(filter(None, (seat.role, seat.party)))
    return fit(f"{seat.name}  {said}", _LABEL - 2) + "  "


def _line(seat: Seat, life: Life, years: range) -> str:
    """A sign for each quarter: held, held as far as anybody knows, or not."""
    met = [each.date for each in life.meetings if each.body == seat.body and each.status]
    known = seat.since or min([*met, life.today])
    first, last = _quarter(known), _quarter(seat.until or life.today, end=True)
    cells = ""
    for year in years:
        for quarter in range(year * QUARTERS, (year + 1) * QUARTERS):
            before = PERHAPS if not seat.since and quarter <= last else FREE
            cells += before if quarter < first else HELD if quarter <= last else FREE
        goes_on = cells[-1] if cells[-1] != FREE and (year + 1) * QUARTERS <= last else " "
        cells += goes_on
    return cells


def _quarter(date: str, *, end: bool = False) -> int:
    """Number of the quarter of a date; of a year alone its first, or its last."""
    month = int(date[5:7]) if date[5:7].isdecimal() else 12 if end else 1
    year = int(date[:4]) if date[:4].isdecimal() else 0
    return year * QUARTERS + (month - 1) // 3


def meeting_lines(life: Life, width: int, room: int) -> list[Strip]:
    """A line for each meeting, as many as there is room for, and how many more there are."""
    count = len(life.meetings) + life.older
    shown = life.meetings if count <= room else life.meetings[: max(0, room - 1)]
    rows = [Strip(_meeting(each, width), each.id) for each in shown]
    more = count - len(shown)
    return [*rows, Strip(t("… and {count} more", count=more))] if more else rows


def _meeting(each: Attended, width: int) -> str:
    does = f"{t('presents')} {', '.join(each.presents)}" if each.presents else ""
    said = "  ".join(filter(None, (", ".join(each.roles), does)))
    name = each.name if each.date in each.name else f"{each.date}  {each.name}"
    sign = max(len(status_sign(status)) for status in STATUSES) + 2
    return fit(f"{fit(status_sign(each.status), sign)}{fit(name, _NAME)}  {said}", width)

"""What is asked at the start of a day beside what is due: who is waited for, what applies, what ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from tingsbok.followup.inforce import Standing, expiring
from tingsbok.followup.waiting import Awaited, awaited
from tingsbok.questions.inforce import conditions, in_force

if TYPE_CHECKING:
    from tingsbok.archive import Archive

MONTHS = 12
"""How far ahead ends are told."""


class Outlook(Struct, frozen=True):
    """What an archive looks like today.

    Attributes:
        awaited: Missing answers and open conditions.
        standings: Everything that may be in force.
        ending: What ends, or must be given notice of, soon.
        months: How soon.
    """

    awaited: tuple[Awaited, ...]
    standings: tuple[Standing, ...]
    ending: tuple[tuple[str, str, Standing], ...]
    months: int = MONTHS


def outlook(archive: Archive, *, body: str = "") -> Outlook:
    """What is waited for, in force and ending, for all bodies or one."""
    today = archive.today.isoformat()
    standings = in_force(archive, today, body=body)
    waiting = [one for one in conditions(archive, body=body) if one.is_open()]
    return Outlook(
        tuple(awaited(standings, waiting)),
        tuple(standings),
        tuple(expiring(standings, today, MONTHS)),
    )

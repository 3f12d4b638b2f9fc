"""What waits for others: parties that have not answered, and conditions that are open."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from tingsbok.followup.conditions import Watched
from tingsbok.followup.inforce import Standing


class Awaited(Struct, frozen=True):
    """One thing that somebody else has to do.

    Attributes:
        kind: ``answers`` or ``condition``.
        title: The agreement, or what the decision is about.
        numbers: Answers given of all, ``13/16``; empty for a condition.
        text: The condition as written; empty for answers.
        awaits: Ids of the missing parties, or of what the condition waits for.
        target: The record to open.
        date: Day of the decision, ISO or a part of it; empty if unknown.
        body: Id of the body that waits.
        item: Number of the decision's item, as shown.
    """

    kind: str
    title: str
    numbers: str
    text: str
    awaits: tuple[str, ...]
    target: str
    date: str
    body: str
    item: str


def awaited(standings: Iterable[Standing], conditions: Iterable[Watched]) -> list[Awaited]:
    """Missing answers, then open conditions; one that only waits for such answers is told with them.

    Args:
        standings: How agreements and decisions stand today.
        conditions: The open conditions.
    """
    found = [
        Awaited(
            "answers",
            one.title,
            reason.text,
            "",
            reason.records,
            one.id,
            one.origin.date,
            one.body,
            one.origin.item,
        )
        for one in standings
        for reason in one.reasons
        if reason.code == "adoption"
    ]
    told = {one.target for one in found}
    found += [
        Awaited(
            "condition",
            one.title,
            "",
            one.text,
            one.awaits,
            one.decision,
            one.origin.date,
            one.origin.body,
            one.origin.item,
        )
        for one in conditions
        if not (one.awaits and told.issuperset(one.awaits))
    ]
    return found

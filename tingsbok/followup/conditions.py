"""The condition watch: what a decision depends on, and whether that has come true.

A decision made *under förutsättning att* stays conditional until somebody says what met the condition. One
that waits for all parties of an agreement to adopt it is met by their answers.
"""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct
from msgspec.structs import replace

from tingsbok.followup.adoption import Members, State, adoption
from tingsbok.origin import Origin, Resolve, origin_of
from tingsbok.record import Record

SUSPENDS, FOLLOWS = "suspends", "follows"
WITHOUT_EFFECT = ("postponed", "referred-back", "rejected", "withdrawn")
"""Outcomes of decisions that change nothing yet."""


class Watched(Struct, frozen=True):
    """One condition of a decision.

    Attributes:
        decision: Id of the decision.
        index: Place in its list of conditions.
        title: What the decision is about.
        origin: Where it was made.
        case: Id of its case; empty if none.
        agreement: Id of the agreement it is about; empty if none.
        text: The condition as written.
        awaits: Ids of the bodies, decisions, agreements or meetings it waits for.
        awaits_text: What it waits for in words.
        effect: ``suspends``: the decision waits; ``follows``: it holds and is adapted.
        met: Day on which it was met, ISO or a part of it; empty if it is open or the day is unknown.
        by: Id of what met it.
        is_met: Whether it has been met.
    """

    decision: str
    index: int
    title: str
    origin: Origin
    case: str
    agreement: str
    text: str
    awaits: tuple[str, ...]
    awaits_text: str
    effect: str
    met: str
    by: str
    is_met: bool

    def is_open(self, day: str = "") -> bool:
        """Whether it still waits, now or as it stood on *day*; one that was met some unknown day is not."""
        return not self.is_met or bool(day and self.met and self.met > day)

    @property
    def suspends(self) -> bool:
        """Whether the decision has no effect until it is met."""
        return self.effect == SUSPENDS


def _no_groups(_: str) -> tuple[str, ...]:
    return ()


def conditions_of(
    decision: Record, resolve: Resolve, members: Members = _no_groups, day: str = ""
) -> list[Watched]:
    """The conditions of a decision, in its order.

    Args:
        decision: The decision.
        resolve: Finds a record by id.
        members: Finds the organisations of a group among the parties of an agreement.
        day: Count only what parties had adopted by this day.
    """
    found = [_watched(decision, index, resolve) for index in range(len(decision.entries("conditions")))]
    return [one if one.is_met else _by_adoption(one, resolve, members, day) for one in found]


def watch(decisions: Iterable[Record], resolve: Resolve, members: Members = _no_groups) -> list[Watched]:
    """The conditions of many decisions, those of the oldest first; decisions without effect have none."""
    found = [
        one
        for decision in decisions
        if decision.text("outcome") not in WITHOUT_EFFECT
        for one in conditions_of(decision, resolve, members)
    ]
    return sorted(found, key=lambda one: (one.origin.date or "9999", one.decision, one.index))


def may_have_met(condition: Watched, decision: Record, origin: Origin) -> bool:
    """Whether a decision may be what a condition waits for: an awaited body's own, in the same matter, later.

    Args:
        condition: An open condition.
        decision: A decision of any body.
        origin: Where that was made.
    """
    if decision.id == condition.decision or decision.text("outcome") in WITHOUT_EFFECT:
        return False
    if decision.id in condition.awaits:
        return True
    same = (condition.case and decision.text("case") == condition.case) or (
        condition.agreement and decision.text("agreement") == condition.agreement
    )
    later = not origin.date or not condition.origin.date or origin.date >= condition.origin.date
    return bool(same) and later and origin.body in condition.awaits


def _watched(decision: Record, index: int, resolve: Resolve) -> Watched:
    line = decision.entries("conditions")[index]
    said = {name: value for name, value in line.items() if isinstance(value, str)}
    awaits = line.get("awaits", [])
    met, by = said.get("met", ""), said.get("by", "")
    return Watched(
        decision=decision.id,
        index=index,
        title=decision.text("title"),
        origin=origin_of(decision, resolve),
        case=decision.text("case"),
        agreement=decision.text("agreement"),
        text=said.get("text", ""),
        awaits=tuple(
            one for one in ([awaits] if isinstance(awaits, str) else awaits) if isinstance(one, str)
        ),
        awaits_text=said.get("awaits_text", ""),
        effect=said.get("effect", SUSPENDS),
        met=met,
        by=by,
        is_met=bool(met or by),
    )


def _by_adoption(condition: Watched, resolve: Resolve, members: Members, day: str) -> Watched:
    """A condition that waits for agreements alone is met when all of them are adopted as their rules say."""
    awaited = [resolve(one.partition("#")[0]) for one in condition.awaits]
    if not awaited or condition.awaits_text or any(one is None or one.type != "agreement" for one in awaited):
        return condition
    found = [adoption(one, members=members, on=day) for one in awaited if one is not None]
    if any(one.state is not State.REACHED for one in found):
        return condition
    days = [one.since for one in found]
    return replace(condition, is_met=True, met=max(days) if all(days) else "", by=condition.awaits[-1])

"""Which decisions and assignments of a meeting concern a party."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from tingsbok.meetings import MeetingParts
from tingsbok.record import Record, said

Resolve = Callable[[str], Record | None]


def concerning(
    parts: MeetingParts, party: str, body: Record | None, resolve: Resolve
) -> tuple[tuple[Record, ...], tuple[Record, ...]]:
    """The decisions and the assignments of a meeting that concern a party.

    A decision concerns a party that it is recommended or forwarded to, that shall answer to it or to its
    agreement, that pays a share, or to whom one of its assignments goes. An assignment concerns a party that
    has it, by itself, through a group it is in or through a person who works there; one that every member has
    concerns every party of the body.
    """
    names = {party, *_groups(party, resolve)}
    everybody = body is not None and party in body.texts("parties")

    def is_ours(task: Record) -> bool:
        if task.text("assign_all") == "true":
            return everybody
        return any(one in names or _works_for(one, names, resolve) for one in task.texts("assignees"))

    tasks = tuple(task for item in parts.items for task in item.assignments if is_ours(task))
    sources = {task.text("given_by") for task in tasks}
    decided = tuple(
        decision
        for item in parts.items
        for decision in item.decisions
        if decision.id in sources or names.intersection(_named(decision, resolve))
    )
    return decided, tasks


def _groups(party: str, resolve: Resolve) -> Iterable[str]:
    found = resolve(party)
    return [*found.texts("groups"), *found.texts("part_of")] if found else ()


def _works_for(person: str, names: set[str], resolve: Resolve) -> bool:
    found = resolve(person)
    return found is not None and found.type == "person" and found.text("organisation") in names


def _named(decision: Record, resolve: Resolve) -> set[str]:
    """Everybody whom a decision turns to."""
    agreement = resolve(decision.text("agreement")) if decision.text("agreement") else None
    cost = decision.fields.get("cost", "")
    shares = cost.get("shares", "") if isinstance(cost, dict) else ""
    return {
        *decision.texts("recommends_to"),
        *decision.texts("forwarded_to"),
        *(said(entry, "party") for entry in decision.entries("ratifications")),
        *(said(entry, "for") for entry in shares if isinstance(entry, dict)),
        *(agreement.texts("parties") if agreement else ()),
    }

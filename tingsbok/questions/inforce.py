"""What is in force on a date, what expires, and which conditions are open."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING

from tingsbok.errors import WrongUse
from tingsbok.followup.conditions import Watched, may_have_met, watch
from tingsbok.followup.inforce import InForce, Register, Standing, expiring, has_validity
from tingsbok.i18n import N_, t
from tingsbok.meetings.composition import Seats, seats_on
from tingsbok.origin import Origin, Resolve, origin_of
from tingsbok.query import quoted
from tingsbok.questions.adoption import members_of
from tingsbok.questions.calendar import remembering
from tingsbok.record import Record

if TYPE_CHECKING:
    from tingsbok.archive import Archive

KINDS = ("agreement", "programme", "strategy", "routine", "guideline", "plan", "directive")
"""Kinds of agreements, as their schema has them."""
_SEATS = N_("{body}: {count} seats for {parties} parties")
_SEATS_OF_ONE = N_("{body}: {count} seats for one party")
OTHER_KINDS = ("decision", "money", "seats")
"""What else may be in force: decisions with a validity, recurring costs, seats."""
_CHANGES_SOMETHING = (
    "agreement:* OR valid_from:* OR valid_to:* OR until_further_notice:true OR cost.period:*"
    " OR repeals:* OR supersedes:*"
)


def in_force(
    archive: Archive, day: str, *, kind: str = "", body: str = "", ended: bool = False
) -> list[Standing]:
    """How everything that may be in force stands on a day; what is not says why.

    Args:
        archive: The archive.
        day: ISO date.
        kind: Only this kind, one of :data:`KINDS` or :data:`OTHER_KINDS`.
        body: Only what this body keeps or has decided.
        ended: Whether what has ended by its own dates is told too; an old archive is full of it.

    Raises:
        WrongUse: There is no such kind.
    """
    if kind not in ("", *KINDS, *OTHER_KINDS):
        raise WrongUse(
            t('There is no kind "{kind}".', kind=kind),
            remedy=t("Kinds: {names}", names=", ".join((*KINDS, *OTHER_KINDS))),
        )
    body = archive.current_id(body) if body else ""
    found = [*_register(archive, "" if ended else day).on(day), *_seats(archive, day)]
    return [one for one in found if kind in ("", one.kind) and body in ("", one.body, one.origin.body)]


def expiring_within(
    archive: Archive, day: str, months: int, *, body: str = ""
) -> list[tuple[str, str, Standing]]:
    """What ends, or must be given notice of, within so many months of a day: day, kind of day, what."""
    return expiring(in_force(archive, day, body=body), day, months)


def _register(archive: Archive, day: str) -> Register:
    """Everything that may be in force, without what had ended before *day* and has replaced nothing."""
    # an end of which only the year is known comes after every day of it
    lasting = f"(-valid_to:* OR valid_to:{day[:4]}.. OR repeals:* OR supersedes:*)" if day else ""
    return Register(
        archive.lights(lasting.replace("repeals:* OR ", ""), type="agreement"),
        archive.lights(f"({_CHANGES_SOMETHING}) {lasting}", type="decision"),
        remembering(archive),
        groups(archive),
        archive.today.isoformat(),
    )


def standing_of(archive: Archive, identity: str, day: str) -> Standing | None:
    """How one agreement or decision stands on a day; ``None`` for a record that is never in force."""
    record = archive.current(archive.get(identity))
    if record.type == "decision" and not has_validity(record):
        return None
    if record.type not in ("agreement", "decision"):
        return None
    near = _what_changes(archive, record)
    agreements = [one for one in near if one.type == "agreement"]
    decisions = [one for one in near if one.type == "decision"]
    today = archive.today.isoformat()
    found = Register(agreements, decisions, remembering(archive), groups(archive), today)
    return found.standing(record, day)


def _what_changes(archive: Archive, record: Record) -> list[Record]:
    """The record, what makes, repeals or supersedes it, and what does so to those in turn."""
    found = {record.id: record}
    waiting = [record.id]
    while waiting:
        for link in archive.backlinks(waiting.pop(), "agreement", "repeals", "supersedes"):
            if link.row.id not in found:
                found[link.row.id] = archive.current(archive.get(link.row.id))
                waiting.append(link.row.id)
    return list(found.values())


def groups(archive: Archive) -> Callable[[str], list[str]]:
    """How to find the organisations of a group, each asked for once during one question."""
    return lru_cache(maxsize=512)(lambda group: members_of(archive, group))


# --- conditions


def conditions(archive: Archive, *, body: str = "", query: str = "") -> list[Watched]:
    """The conditions of all decisions, or of those a query finds, the oldest first.

    Args:
        archive: The archive.
        body: Only decisions of this body.
        query: Narrows the decisions further.
    """
    asked = f"conditions.text:* ({query})" if query else "conditions.text:*"
    found = watch(archive.lights(asked, type="decision"), remembering(archive), groups(archive))
    wanted = archive.current_id(body) if body else ""
    return [one for one in found if wanted in ("", one.origin.body)]


def open_conditions(archive: Archive, identity: str) -> list[Watched]:
    """The open conditions of a decision, an agreement's decisions or a case's decisions."""
    record = archive.current(archive.get(identity))
    if record.type == "decision":
        found = watch([record], remembering(archive), groups(archive))
    elif record.type in ("agreement", "case"):
        found = conditions(archive, query=f"{record.type}:={record.id}")
    else:
        found = []
    return [one for one in found if one.is_open()]


def may_meet(archive: Archive, condition: Watched) -> list[Record]:
    """Decisions that may be what an open condition waits for, the newest first."""
    resolve = remembering(archive)
    asked = [f"{name}{quoted(one)}" for name in ("body:=", "id:") for one in condition.awaits]
    if not asked:
        return []
    found = map(archive.current, archive.records(" OR ".join(asked), type="decision"))
    return [one for one in found if may_have_met(condition, one, origin_of(one, resolve))]


# --- seats


def _seats(archive: Archive, day: str) -> list[Standing]:
    """The rule of seats of every body that has one, a line for each decision that it comes from."""
    resolve = remembering(archive)
    found: list[Standing] = []
    for body in archive.lights("seats:*", type="body"):
        rules: dict[str, list[Seats]] = {}
        for seats in seats_on(body, day):
            if seats.count:
                rules.setdefault(seats.by, []).append(seats)
        found += [_rule(body, by, ruled, resolve) for by, ruled in rules.items()]
    return found


def _rule(body: Record, by: str, ruled: list[Seats], resolve: Resolve) -> Standing:
    decision = resolve(by) if by else None
    origin = origin_of(decision, resolve) if decision else Origin()
    count = sum(seats.count for seats in ruled)
    name = body.text("short") or body.text("name")
    form = _SEATS_OF_ONE if len(ruled) == 1 else _SEATS
    return Standing(
        id=body.id,
        kind="seats",
        title=t(form, body=name, count=count, parties=len(ruled)),
        body=body.id,
        state=InForce.YES,
        valid_from=origin.date,
        decision=by,
        origin=origin,
    )

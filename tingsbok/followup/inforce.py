"""What is in force on a date (*vad gäller*): agreements, programmes, routines, and decisions with a validity.

The answer is computed and written nowhere: the dates say yes or no, an open condition that suspends makes it
conditional, what too few parties have adopted is not in force yet, and what was repealed or superseded is
gone. On a day in the past everything is taken as it stood then, as far as it has dates.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from enum import StrEnum

from msgspec import Struct, field

from tingsbok.dates.spans import first_day, last_day, months_after, notice_day
from tingsbok.followup.adoption import DECLINED, Adoption, Members, State, adoption
from tingsbok.followup.conditions import WITHOUT_EFFECT, Watched, conditions_of
from tingsbok.frontmatter import Value
from tingsbok.i18n import N_, t
from tingsbok.origin import Origin, Resolve, origin_of
from tingsbok.record import Record


class InForce(StrEnum):
    """Whether something applies on a day."""

    YES = "yes"
    CONDITIONAL = "conditional"
    NOT_YET = "not-yet"
    """Parties have yet to adopt it; what begins on a later day is not awaited so, and says ``NO``."""
    NO = "no"


STATES = {
    InForce.YES: N_("yes"),
    InForce.CONDITIONAL: N_("conditional"),
    InForce.NOT_YET: N_("not yet"),
    InForce.NO: N_("no"),
}
"""What people call it."""


class Reason(Struct, frozen=True):
    """Why it does or does not apply.

    Attributes:
        code: ``not-yet``, ``ended``, ``repealed``, ``superseded``, ``proposed``, ``unknown``, ``adopted``,
            ``adoption`` (not complete), ``declined``, ``condition`` (suspends), ``follows`` (does not) or
            ``since-unknown``.
        text: The condition as written, or the numbers of an adoption.
        date: Since when or until when.
        records: Ids of what it follows from: the repealing decision, the missing parties, what is awaited.
    """

    code: str
    text: str = ""
    date: str = ""
    records: tuple[str, ...] = ()


class Standing(Struct, frozen=True):
    """How something stands on a day.

    Attributes:
        id: The record.
        kind: An agreement's kind, or ``decision``, ``money`` (a recurring cost) or ``seats``.
        title: What it is called.
        body: Id of the body or organisation that keeps it; empty if unknown.
        state: Whether it applies.
        reasons: Why, the one that decides first.
        valid_from: First day as recorded or as it follows from the decision; ISO or a part of it.
        valid_to: Last day; empty if none is set.
        notice: Last day to give notice so that it ends with :attr:`valid_to`; empty if there is none.
        until_further_notice: Whether it was said to hold until somebody ends it.
        decision: Id of the decision it comes from; empty if unknown.
        origin: Where that was made.
        cost: What it costs each period: the number with its unit; empty if nothing is said.
        conditions: Conditions that are still open.
    """

    id: str
    kind: str
    title: str
    body: str
    state: InForce
    reasons: tuple[Reason, ...] = ()
    valid_from: str = ""
    valid_to: str = ""
    notice: str = ""
    until_further_notice: bool = False
    decision: str = ""
    origin: Origin = field(default_factory=Origin)
    cost: Mapping[str, Value] = field(default_factory=dict)
    conditions: tuple[Watched, ...] = ()

    @property
    def applies(self) -> bool:
        """Whether it is in force, if only on a condition."""
        return self.state in (InForce.YES, InForce.CONDITIONAL)

    @property
    def is_awaited(self) -> bool:
        """Whether it would be in force if the parties that are missing had adopted it."""
        return self.state is InForce.NOT_YET


_ESTABLISHES = ("approved", "adopted", "established", "endorsed", "funded", "recommended")
"""Outcomes of the decisions that an agreement comes from."""
_GRAVEST = ("repealed", "superseded", "ended", "not-yet", "declined", "proposed", "unknown")


def _no_groups(_: str) -> tuple[str, ...]:
    return ()


class Register:
    """Everything that may be in force, and what changes it.

    Args:
        agreements: All agreements that are asked about, and those that supersede any of them.
        decisions: Decisions with a validity of their own, that name an agreement, or that repeal or
            supersede anything.
        resolve: Finds any other record by id.
        members: Finds the organisations of a group among the parties of an agreement.
        today: From this day on what is said to have ended has, though its last day is ahead; before it nobody
            knows since when. Empty if only days count.
    """

    def __init__(
        self,
        agreements: Iterable[Record],
        decisions: Iterable[Record],
        resolve: Resolve,
        members: Members = _no_groups,
        today: str = "",
    ) -> None:
        self._resolve, self._members, self._today = resolve, members, today
        self._agreements = {one.id: one for one in agreements}
        self._decisions = {one.id: one for one in decisions}
        # meeting by meeting, so that whoever finds records need not look for one again
        together = sorted(self._decisions.values(), key=lambda one: one.text("meeting"))
        self._origins = {one.id: origin_of(one, resolve) for one in together}
        self._made: dict[str, list[Record]] = {}
        self._repealing: dict[str, list[Record]] = {}
        self._superseding: dict[str, list[Record]] = {}
        for decision in sorted(self._decisions.values(), key=lambda one: (self._day(one), one.id)):
            self._note(decision)
        for agreement in self._agreements.values():
            for former in agreement.texts("supersedes"):
                self._superseding.setdefault(former, []).append(agreement)

    def _note(self, decision: Record) -> None:
        if decision.text("agreement") and decision.text("outcome") in _ESTABLISHES:
            self._made.setdefault(decision.text("agreement"), []).append(decision)
        for former in decision.texts("repeals"):
            self._repealing.setdefault(former, []).append(decision)
        for former in decision.texts("supersedes"):
            self._superseding.setdefault(former, []).append(decision)

    def on(self, day: str) -> list[Standing]:
        """How everything stands on *day* (ISO), by kind and title."""
        own = [one for one in self._decisions.values() if has_validity(one)]
        found = [self.standing(one, day) for one in (*self._agreements.values(), *own)]
        return sorted(found, key=lambda one: (one.kind, one.title, one.id))

    def standing(self, record: Record, day: str) -> Standing:
        """How one agreement or decision stands on *day* (ISO)."""
        makers = self._made.get(record.id, []) if record.type == "agreement" else [record]
        maker = next(iter(makers), None)
        origin = self._origins[maker.id] if maker else Origin()
        conditions = self._open_conditions(makers, day)
        reasons = self._reasons(record, origin, conditions, day, frozenset())
        end = record.text("valid_to")
        return Standing(
            id=record.id,
            kind=_kind(record),
            title=record.text("short") or record.text("title"),
            body=record.text("owner") or origin.body,
            state=_state(reasons),
            reasons=tuple(reasons),
            valid_from=record.text("valid_from") or origin.date,
            valid_to=end,
            notice=notice_day(end, record.text("notice_months")) if end else "",
            until_further_notice=record.text("until_further_notice") == "true",
            decision=maker.id if maker else "",
            origin=origin,
            cost=_cost(record),
            conditions=tuple(conditions),
        )

    # -- why

    def _reasons(
        self, record: Record, origin: Origin, conditions: Iterable[Watched], day: str, seen: frozenset[str]
    ) -> list[Reason]:
        reasons = [
            *self._taken_away(record, day, seen | {record.id}),
            *_by_dates(record, origin, day),
            *self._by_answers(record, day),
        ]
        has_ended = any(one.code == "ended" for one in reasons)
        is_now = bool(self._today) and day >= self._today and not has_ended
        by_status = _by_status(record, origin, is_now=is_now)
        # what all adopted may have ended since
        if not reasons or any(one.code == "ended" for one in by_status):
            reasons += by_status
        gone = sorted(
            (one for one in reasons if one.code in _GRAVEST), key=lambda one: _GRAVEST.index(one.code)
        )
        # what does not apply needs no conditions; that all parties adopt it is told with their numbers
        waits = [one for one in conditions if not gone and one.awaits != (record.id,)]
        found = [
            Reason("condition" if one.suspends else "follows", one.text, records=one.awaits) for one in waits
        ]
        return gone or [*(one for one in reasons if one.code not in _GRAVEST), *found]

    def _taken_away(self, record: Record, day: str, seen: frozenset[str]) -> list[Reason]:
        reasons = []
        for decision in self._repealing.get(record.id, ()):
            since = decision.text("valid_from") or self._day(decision)
            if self._has_effect(decision, day) and _has_begun(since, day):
                reasons.append(Reason("repealed", date=since, records=(decision.id,)))
        later = [
            one.id
            for one in self._superseding.get(record.id, ())
            if one.id not in seen and self._replaces(one, day, seen)
        ]
        return [*reasons, Reason("superseded", records=tuple(later))] if later else reasons

    def _replaces(self, later: Record, day: str, seen: frozenset[str]) -> bool:
        """Whether what came instead has begun; once it has, the former stays gone though it has ended."""
        if later.type == "decision":
            since = later.text("valid_from") or self._day(later)
            return self._has_effect(later, day) and _has_begun(since, day)
        makers = self._made.get(later.id, [])
        origin = self._origins[makers[0].id] if makers else Origin()
        reasons = self._reasons(later, origin, self._open_conditions(makers, day), day, seen)
        return (
            _state(one for one in reasons if one.code not in ("ended", "repealed", "superseded"))
            is InForce.YES
        )

    def _has_effect(self, decision: Record, day: str) -> bool:
        without = (*WITHOUT_EFFECT, "recommended")
        waits = any(one.suspends for one in self._open_conditions([decision], day))
        return decision.text("outcome") not in without and not waits

    def _by_answers(self, record: Record, day: str) -> list[Reason]:
        found = adoption(record, members=self._members, on=day)
        if found.state is State.OPEN:
            lines = record.entries("ratifications")
            dated = record.text("valid_from") or any(line.get("date") for line in lines)
            since = [] if dated else [Reason("since-unknown")]  # so it may be told of days long before it
            missing = tuple(one.party for one in found.waiting)
            return [Reason("adoption", _numbers(found), records=missing), *since]
        if found.state is State.FAILED:
            no = tuple(one.party for one in found.parties if one.status == DECLINED)
            return [Reason("declined", _numbers(found), records=no)]
        return [Reason("adopted", _numbers(found), found.since)] if found.state is State.REACHED else []

    def _open_conditions(self, makers: Iterable[Record], day: str) -> list[Watched]:
        return [
            one
            for maker in makers
            for one in conditions_of(maker, self._resolve, self._members, day)
            if one.is_open(day)
        ]

    def _day(self, decision: Record) -> str:
        return self._origins[decision.id].date


def has_validity(decision: Record) -> bool:
    """Whether a decision itself is in force for a time; one that makes an agreement leaves that to it."""
    if decision.text("agreement") or decision.text("outcome") in (*WITHOUT_EFFECT, "repealed"):
        return False
    names = ("valid_from", "valid_to", "until_further_notice")
    return any(decision.text(name) not in ("", "false") for name in names) or bool(
        _cost(decision).get("period")
    )


def expiring(standings: Iterable[Standing], day: str, months: int) -> list[tuple[str, str, Standing]]:
    """What ends, or must be given notice of, within so many months: day, ``end`` or ``notice``, what.

    Args:
        standings: How things stand on *day*.
        day: ISO date to count from.
        months: How far ahead to look.
    """
    start = date.fromisoformat(day)
    until = months_after(start, months).isoformat()
    found = []
    for one in standings:
        end = last_day(one.valid_to)
        if one.applies and end:
            found += [
                (when, what, one)
                for when, what in ((one.notice, "notice"), (end.isoformat(), "end"))
                if when and day <= when <= until
            ]
    return sorted(found, key=lambda each: (each[0], each[1], each[2].id))


def in_words(reason: Reason, name: Callable[[str], str]) -> str:
    """A reason as people say it.

    Args:
        reason: Why something applies or not.
        name: What a record is called.
    """
    names = ", ".join(name(one) for one in reason.records)
    return t(
        _WORDS[reason.code],
        text=reason.text,
        date=reason.date or t("unknown day"),
        names=names or t("unknown"),
    )


_WORDS = {
    "not-yet": N_("applies from {date}"),
    "ended": N_("ended {date}"),
    "repealed": N_("repealed {date} by {names}"),
    "superseded": N_("superseded by {names}"),
    "proposed": N_("proposed only"),
    "since-unknown": N_("nobody knows since when"),
    "unknown": N_("nothing says that it applies"),
    "adoption": N_("adopted by {text}, missing: {names}"),
    "adopted": N_("adopted by {text}"),
    "declined": N_("declined by {names}"),
    "condition": N_("on condition: {text}"),
    "follows": N_("condition follows: {text}"),
}


def _state(reasons: Iterable[Reason]) -> InForce:
    codes = {one.code for one in reasons}
    if codes & set(_GRAVEST):
        return InForce.NO
    if "adoption" in codes:
        return InForce.NOT_YET
    return InForce.CONDITIONAL if "condition" in codes else InForce.YES


def _by_dates(record: Record, origin: Origin, day: str) -> list[Reason]:
    start, end = record.text("valid_from") or origin.date, record.text("valid_to")
    if not _has_begun(start, day):
        return [Reason("not-yet", date=start)]
    last = last_day(end)
    return [Reason("ended", date=end)] if last and last.isoformat() < day else []


def _by_status(record: Record, origin: Origin, *, is_now: bool) -> list[Reason]:
    """What the status says: that it has ended, or whether it applies where dates and answers say nothing."""
    status, dated = record.text("status"), bool(record.text("valid_to"))
    if record.type == "decision" or status == "in-force":
        return [] if record.text("valid_from") or origin.date else [Reason("since-unknown")]
    if status == "proposed":
        return [Reason("proposed")]
    if status in ("ended", "terminated"):
        return [] if dated and not (is_now and status == "ended") else [Reason("ended")]
    return [] if record.text("valid_from") or dated or origin.date else [Reason("unknown")]


def _has_begun(start: str, day: str) -> bool:
    first = first_day(start)
    return first is None or first.isoformat() <= day


def _kind(record: Record) -> str:
    if record.type == "agreement":
        return record.text("kind")
    return "money" if _cost(record).get("period") else "decision"


def _cost(record: Record) -> dict[str, Value]:
    cost = record.fields.get("cost")
    return cost if isinstance(cost, dict) else {}


def _numbers(found: Adoption) -> str:
    return f"{found.count('adopted')}/{len(found.parties)}"

"""Which matters are still open: what answers one, when it comes back, and how often it was put off.

A matter is answered, and not proposed any more, when

* an item of a later held meeting is ``carried_from`` it. If the matter needs a decision and got none there,
  that later item is a matter itself: it goes on under the new name, and nothing is lost or told twice;
* a decision supersedes or repeals it;
* its case was closed;
* the body decided in its case on a later day, unless the item of that decision says itself what it was
  carried over from. The outcome must settle something: *noted*, *procedural* and *assigned* do not. A new
  postponement takes the matter over. A matter that needs no decision is answered by any decision of the body
  in its case, and by any item with its case at a later held meeting, on the day it should return or after.

Until then it comes up at every meeting from the day it is due. One without a day is due at the next
meeting, but what was referred back without a day waits for somebody to choose it. While it stands on the
agenda of a coming meeting it is proposed nowhere else; if that meeting is called off, it comes back.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property

from msgspec.structs import replace

from tingsbok.dates import is_date
from tingsbok.meetings.carryover_days import When, is_after
from tingsbok.meetings.carryover_matters import Collector, Matter, Named
from tingsbok.meetings.carryover_picture import Cause, Item, Picture, Reason
from tingsbok.record import Record

SETTLES_NOTHING = frozenset({"noted", "procedural", "assigned"})
"""Outcomes after which a postponed matter of the same case is as open as before."""
_COUNTED = frozenset({Reason.POSTPONED, Reason.REFERRED_BACK, Reason.UNDECIDED, Reason.RETURNS})
_OFTEN = 3
"""So many times that it is worth telling."""


class Matters:
    """The matters of one body, and what became of them.

    Args:
        picture: What is known round the body.
    """

    def __init__(self, picture: Picture) -> None:
        self._picture = picture
        self.all: tuple[Matter, ...] = Collector(picture).all()
        self._named = Named(self.all)
        self._same_case: dict[str, list[Matter]] = {}
        for matter in self.all:
            self._same_case.setdefault(matter.case, []).append(matter)
        self._items = {item.ref: item for item in picture.held}
        self._carried = self._sources(picture.held)
        self._taken = self._sources(picture.waiting)

    def _sources(self, items: Iterable[Item]) -> frozenset[str]:
        """Sources of the matters that some items carry over."""
        return frozenset(matter.source for item in items for matter in self._named.carried_by(item))

    def open(self) -> Iterator[Cause]:
        """What is waiting for this meeting, and is on the agenda of no coming meeting already."""
        for matter in self.all:
            when = self._when(matter)
            if when is not When.LATER and matter.source not in self._taken and not self.is_answered(matter):
                yield self._cause(matter, when)

    def is_answered(self, matter: Matter) -> bool:
        """Whether something has answered a matter, by the rules at the top of this module."""
        return (
            matter.source in self._carried
            or matter.source in self._undone
            or self._is_closed(matter)
            or any(True for _ in self._later_in_case(matter))
            or (not matter.needs_decision and self._is_taken_up(matter))
        )

    def _cause(self, matter: Matter, when: When) -> Cause:
        times, since = self._history(matter, set())
        why = matter.cause.why
        if times >= _OFTEN:
            why += " " + self._picture.say("Put off {count} times since {day}.", count=times, day=since)
        return replace(matter.cause, why=why, due=when is When.NOW, times=times, since=since)

    # --- what answers it

    @cached_property
    def _undone(self) -> frozenset[str]:
        """What some decision supersedes or repeals."""
        made = [record for record in self._picture.decisions if not self._picture.is_later(record)]
        return frozenset(
            target for record in made for name in ("supersedes", "repeals") for target in record.texts(name)
        )

    def _is_closed(self, matter: Matter) -> bool:
        case = self._picture.resolve(matter.case) if matter.case else None
        if case is None or case.text("status") != "closed":
            return False
        return not is_after(matter.day, case.text("closed"))

    def _later_in_case(self, matter: Matter) -> Iterator[Record]:
        """Decisions of the body that answer a matter by their case alone."""
        for record in self._by_case.get(matter.case, ()) if matter.case else ():
            settles = not matter.needs_decision or record.text("outcome") not in SETTLES_NOTHING
            if record.id != matter.source and settles and self._in_time(matter, self._picture.day_of(record)):
                yield record

    @cached_property
    def _by_case(self) -> dict[str, list[Record]]:
        """The body's decisions by case, but for those whose item says what it was carried over from."""
        found: dict[str, list[Record]] = {}
        for record in self._picture.decisions:
            line = self._picture.line_of(record)
            ours = self._picture.is_of_body(record) and not self._picture.is_later(record)
            if ours and not line.get("carried_from"):
                case = record.text("case") or str(line.get("case", ""))
                found.setdefault(case, []).append(record)
        return found

    def _is_taken_up(self, matter: Matter) -> bool:
        return bool(matter.case) and any(
            item.case == matter.case and not item.carried and self._in_time(matter, item.day)
            for item in self._picture.held
        )

    def _in_time(self, matter: Matter, day: str) -> bool:
        """Whether *day* is after the matter; and, if it only has to be taken up, not before it is due."""
        until = "" if matter.needs_decision else self._picture.seen.shown(matter.until, "")
        too_early = is_date(until) and is_after(until, day)
        return is_after(day, matter.day) and not too_early

    # --- when it comes back, and how often it has

    def _when(self, matter: Matter) -> When:
        if matter.until or matter.words:
            return self._picture.seen.when(matter.until, matter.words, matter.day)
        return When.UNSAID if matter.reason is Reason.REFERRED_BACK else When.NOW

    def _history(self, matter: Matter, seen: set[str]) -> tuple[int, str]:
        """How often a matter was put off, counted through all its names, and the day of the first time."""
        seen.add(matter.source)
        before = [self._history(other, seen) for other in self._before(matter) if other.source not in seen]
        times, since = max(before, default=(0, ""))
        own = int(matter.reason in _COUNTED)
        return times + own, since or (matter.day if own else "")

    def _before(self, matter: Matter) -> list[Matter]:
        """What went on as this matter: what its item carries over or, if that says nothing, by the case."""
        item = self._items.get(matter.ref)
        if item is not None and item.carried:
            return self._named.carried_by(item)
        earlier = self._same_case[matter.case] if matter.case else []
        return [one for one in earlier if any(r.id == matter.source for r in self._later_in_case(one))]

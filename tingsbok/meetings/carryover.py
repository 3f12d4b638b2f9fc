"""The agenda that writes itself: everything that waits for a meeting, each with its reason and its source.

Each kind of reason has its own module with its rules: matters that come back (``carryover_matters`` says what
one is, ``carryover_answers`` what answers it), promises (``carryover_promises``), agreements
(``carryover_agreements``), and what every agenda has (``carryover_frame``). Two rules hold for all:

* What has one source is one proposal, whatever reasons it has; the source is its key.
* What stands on the agenda of a coming meeting of the body is proposed for no meeting, by the field
  ``carried_from`` of the item. A proposal that nobody takes stays where it is and comes up again at the
  next meeting, until something answers it. Nothing is ever taken away from a meeting that was held.
"""

from __future__ import annotations

from itertools import chain

from msgspec import Struct

from tingsbok.meetings.carryover_agreements import answers, ending
from tingsbok.meetings.carryover_answers import Matters
from tingsbok.meetings.carryover_frame import frame
from tingsbok.meetings.carryover_picture import Cause, Picture, Reason
from tingsbok.meetings.carryover_promises import conditions, promises

__all__ = ["Picture", "Proposal", "Reason", "proposals"]


class Proposal(Struct, frozen=True):
    """Something that is proposed for an agenda.

    Attributes:
        key: What it is called, the same from day to day: its source.
        title: A title for the item.
        why: Its reasons, in sentences in the archive's language.
        reasons: Their kinds, the weightiest first.
        source: Id of the record it comes from, ``meeting-id#item-key``, or ``body-id#slug`` for a standing
            item.
        day: When it arose, ISO or a part of it; empty if unknown.
        due: It is due at this meeting, so that it is taken unless somebody says no.
        kind: Kind of item, as the schema's choices.
        presenters: Ids of persons who are likely to present it.
        times_postponed: How often it has been put off, under all its names.
        since: The day it was put off first; empty if never.
    """

    key: str
    title: str
    why: str
    reasons: tuple[Reason, ...]
    source: str
    day: str
    due: bool
    kind: str
    case: str = ""
    agreement: str = ""
    presenters: tuple[str, ...] = ()
    presenters_text: str = ""
    times_postponed: int = 0
    since: str = ""

    @property
    def reason(self) -> Reason:
        """The weightiest of its reasons."""
        return self.reasons[0]


def proposals(picture: Picture) -> tuple[Proposal, ...]:
    """What waits for the meeting: minutes, then by reason and age, the standing items last in their order."""
    causes: dict[str, list[Cause]] = {}
    found = chain(
        frame(picture),
        Matters(picture).open(),
        promises(picture),
        answers(picture),
        conditions(picture),
        ending(picture),
    )
    for cause in found:
        causes.setdefault(cause.source, []).append(cause)
    merged = [_merged(same) for same in causes.values()]
    return tuple(sorted(merged, key=lambda one: (_ORDER[one.reason], one.day or "9")))


_ORDER = {reason: place for place, reason in enumerate(Reason)}


def _merged(causes: list[Cause]) -> Proposal:
    """One proposal out of all causes with the same source."""
    ordered = sorted(causes, key=lambda cause: _ORDER[cause.reason])
    first = ordered[0]
    return Proposal(
        key=first.source,
        title=first.title,
        why=" ".join(dict.fromkeys(cause.why for cause in ordered)),
        reasons=tuple(dict.fromkeys(cause.reason for cause in ordered)),
        source=first.source,
        day=first.day,
        due=any(cause.due for cause in ordered),
        kind=first.kind,
        case=next((cause.case for cause in ordered if cause.case), ""),
        agreement=next((cause.agreement for cause in ordered if cause.agreement), ""),
        presenters=tuple(dict.fromkeys(who for cause in ordered for who in cause.presenters)),
        presenters_text=first.presenters_text,
        times_postponed=first.times,
        since=first.since,
    )

"""The way of a meeting from planned to approved: what each step asks for, and what is still lacking.

What a body's ``formality`` demands: a board keeps its minutes as the Swedish Local Government Act
(*kommunallagen*, SFS 2017:725) says. Its 6 kap. 35 § makes 5 kap. 65-67 and 69 §§ apply to a board: the chair
answers for the minutes (65 §); they say which members and substitutes took part and which matters were
handled (66 §) and what was decided in each (67 §); they are adjusted within fourteen days in the way that the
council has laid down (69 §). By 6 kap. 27 § a board may handle matters only while more than half of its
members are present. Nothing of this is asked of a council or a network.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import Final

from msgspec import Struct

from tingsbok.frontmatter import Value
from tingsbok.i18n import t
from tingsbok.meetings.composition import SEATED, members_on
from tingsbok.meetings.parts import ItemParts, MeetingParts
from tingsbok.record import Record, said
from tingsbok.steps import STEPS

REACHED: Final = STEPS[:-1]
"""The steps that this module knows the demands of."""

ADJUSTED_WITHIN: Final = 14
"""Days after the meeting within which a board's minutes are adjusted (kommunallagen 5 kap. 69 §)."""

_CLAUSE = re.compile(r"^ {0,3}(?:[-*+]|[0-9]{1,9}[.)])[ \t]+\S", re.MULTILINE)


class Lack(Struct, frozen=True):
    """One thing that is missing for a step.

    Attributes:
        code: Stable name of the demand, such as ``date`` or ``outcome``.
        sentence: What is missing, in the user's language.
        target: What to open to mend it: a record's id, or ``meeting-id#key``.
        item: Key of the agenda item it concerns; empty if it is the whole meeting.
        field: Field of the target to fill in; empty if it is a text or a record of its own.
        blocks: Whether the step waits for it; if not it is only worth knowing.
    """

    code: str
    sentence: str
    target: str
    item: str = ""
    field: str = ""
    blocks: bool = True


def next_step(status: str) -> str:
    """The status that follows; empty after the last and for a meeting that is not on the way."""
    place = STEPS.index(status) if status in STEPS[:-1] else -1
    return STEPS[place + 1] if place >= 0 else ""


def lacks(
    parts: MeetingParts, step: str, body: Record | None, *, on: str, adjusters: Sequence[str] = ()
) -> tuple[Lack, ...]:
    """What the meeting lacks to have taken a step, and all steps before it.

    Args:
        parts: The meeting with its decisions and assignments.
        step: A status of :data:`tingsbok.steps.STEPS`.
        body: Whose meeting it is; its ``formality`` decides what is demanded.
        on: The day the step is taken, ISO.
        adjusters: Persons named as adjusters with the step, besides those of the record.
    """
    demands = _Demands(parts, body, on, (*parts.meeting.texts("adjusters"), *adjusters))
    return tuple(demands.upto(step))


class _Demands:
    """The demands on one meeting, step by step."""

    def __init__(self, parts: MeetingParts, body: Record | None, on: str, adjusters: Sequence[str]) -> None:
        self._parts = parts
        self._meeting = parts.meeting
        self._body = body
        self._on = on
        self._adjusters = adjusters
        self._formality = body.text("formality") if body else ""

    def upto(self, step: str) -> Iterator[Lack]:
        """The lacks of a step and of those before it."""
        wanted = REACHED[: REACHED.index(step) + 1] if step in REACHED else REACHED
        demands = {
            "called": self._called,
            "held": self._held,
            "drafted": self._drafted,
            "approved": self._approved,
        }
        for name in wanted:
            if name in demands:
                yield from demands[name]()

    def _lack(self, code: str, sentence: str, field: str = "", *, blocks: bool = True) -> Lack:
        return Lack(code, sentence, self._meeting.id, field=field, blocks=blocks)

    def _called(self) -> Iterator[Lack]:
        meeting = self._meeting
        if len(meeting.text("date")) < len("2024-11-15"):
            yield self._lack("date", t("The meeting has no date."), "date")
        if not meeting.text("place") and not meeting.text("mode"):
            yield self._lack("place", t("Neither place nor mode is given."), "place")
        if not meeting.entries("items"):
            yield self._lack("items", t("The agenda is empty."), "items")

    def _held(self) -> Iterator[Lack]:
        day = self._meeting.text("date")
        if day and self._on < day:
            yield self._lack(
                "future", t("The meeting is on {date}, and that day has not come.", date=day), "date"
            )
        lines = self._meeting.entries("attendance")
        if not any(said(line, "status") in {"present", "absent"} for line in lines):
            yield self._lack("attendance", t("It is not noted who was there."), "attendance")
        elif self._formality == "board":
            yield from self._board_attendance(lines)

    def _board_attendance(self, lines: Sequence[dict[str, Value]]) -> Iterator[Lack]:
        serving = [line for line in lines if said(line, "role") in (*SEATED, "substitute")]
        unknown = sum(said(line, "status") == "unknown" for line in serving)
        if unknown:
            sentence = t(
                "For {count} members or substitutes it is not noted whether they were there.", count=unknown
            )
            yield self._lack("attendance-unknown", sentence, "attendance")
        members = members_on(self._body, self._meeting.text("date")) if self._body else []
        seated = sum(member.role in SEATED and bool(member.person) for member in members)
        there = [line for line in lines if said(line, "status") == "present" and _serves(line)]
        # who left and whoever came instead fill one seat; so does somebody with two lines
        present = len({said(line, "stands_in_for") or said(line, "person") for line in there})
        if seated and present * 2 <= seated:
            sentence = t(
                "{present} of {seated} members took part; a board needs more than half "
                "(kommunallagen 6 kap. 27 §).",
                present=present,
                seated=seated,
            )
            yield self._lack("quorum", sentence, "attendance")

    def _drafted(self) -> Iterator[Lack]:
        split = {said(item.line, "parent") for item in self._parts.items}
        for item in self._parts.items:
            yield from self._item(item, split=item.key in split)
        if not self._meeting.body.strip():
            yield self._lack("text", t("The minutes have no text."), blocks=False)

    def _item(self, item: ItemParts, *, split: bool) -> Iterator[Lack]:
        returns = said(item.line, "until") or said(item.line, "until_text")
        if item.kind == "decision" and not item.decisions and not split and not returns:
            sentence = t("No decision under § {number}: {title}.", number=_number(item), title=item.title)
            yield Lack("decision", sentence, f"{self._meeting.id}#{item.key}", item.key)
        for decision in item.decisions:
            yield from _decision_lacks(decision, item.key)
        for task in item.assignments:
            named = task.texts("assignees") or task.text("assignees_text")
            if not named and task.text("assign_all") != "true":
                sentence = t("Nobody has the assignment: “{title}”.", title=task.text("title"))
                yield Lack("assignees", sentence, task.id, item.key, "assignees")

    def _approved(self) -> Iterator[Lack]:
        if self._formality in {"board", "political-council"} and not self._meeting.text("chair"):
            yield self._lack("chair", self._chair(), "chair")
        if self._formality != "board":
            return
        if not self._adjusters:
            sentence = t("No adjuster is named (kommunallagen 5 kap. 69 §, 6 kap. 35 §).")
            yield self._lack("adjusters", sentence, "adjusters")
        if last := self._last_day():
            sentence = t("A board's minutes are adjusted by {date} (kommunallagen 5 kap. 69 §).", date=last)
            yield self._lack("late", sentence, blocks=False)

    def _chair(self) -> str:
        if self._formality == "board":
            return t("The chair, who answers for the minutes, is not named (kommunallagen 5 kap. 65 §).")
        return t("The chair is not named.")

    def _last_day(self) -> str:
        """The last day for adjusting, if it has passed on the day of the step."""
        try:
            last = date.fromisoformat(self._meeting.text("date")) + timedelta(days=ADJUSTED_WITHIN)
        except (ValueError, OverflowError):
            return ""
        return last.isoformat() if self._on > last.isoformat() else ""


def _decision_lacks(decision: Record, key: str) -> Iterator[Lack]:
    title = decision.text("title") or decision.id
    if not decision.text("outcome"):
        yield Lack("outcome", t("No outcome: “{title}”.", title=title), decision.id, key, "outcome")
    if not has_clause(decision.body):
        yield Lack("clause", t("No clause: “{title}”.", title=title), decision.id, key)
    if decision.text("outcome") == "postponed" and not (
        decision.text("until") or decision.text("until_text")
    ):
        sentence = t("Postponed, but not until when: “{title}”.", title=title)
        yield Lack("until", sentence, decision.id, key, "until")


def has_clause(text: str) -> bool:
    """Whether a decision's text has at least one clause: a list item with words in it."""
    return bool(_CLAUSE.search(text))


def blocking(found: Iterable[Lack]) -> tuple[Lack, ...]:
    """Those that a step waits for."""
    return tuple(lack for lack in found if lack.blocks)


def _serves(line: dict[str, Value]) -> bool:
    """A member, or a substitute in somebody's place."""
    role = said(line, "role")
    return role in SEATED or (role == "substitute" and bool(said(line, "stands_in_for")))


def _number(item: ItemParts) -> str:
    return (item.number or item.key).removeprefix("§").strip()

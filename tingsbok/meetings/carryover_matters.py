"""Matters that may come back: put off, sent back, left undecided, handed over, or never reached.

A matter is

* a decision of the body with the outcome *postponed* or *referred back*;
* an item of a held meeting with ``until`` or ``until_text``, unless a decision of the item says the same;
* an item of a held meeting, of the kind decision or carrying over a matter that needs a decision, when
  neither it nor a part of it has a decision. Standing items and minutes come up by themselves and are none;
* a decision of another body that was forwarded to this one;
* an item of a meeting that was called off, or whose day passed while it was still planned. Standing items
  and what was carried over from elsewhere are not: they come by themselves, under their own names.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec import Struct
from msgspec.structs import replace

from tingsbok.dates import is_date
from tingsbok.frontmatter import Value
from tingsbok.i18n import N_
from tingsbok.meetings.carryover_days import is_after
from tingsbok.meetings.carryover_picture import Cause, Item, Picture, Reason, title_of
from tingsbok.record import Record, listed, said

PUT_OFF = {"postponed": Reason.POSTPONED, "referred-back": Reason.REFERRED_BACK}
"""Outcomes that leave a matter open."""

_WORDS = {
    Reason.POSTPONED: (N_("Postponed"), N_("Postponed to {until}"), N_("Postponed: {until}")),
    Reason.REFERRED_BACK: (
        N_("Referred back"),
        N_("Referred back until {until}"),
        N_("Referred back: {until}"),
    ),
    Reason.UNDECIDED: (N_("No decision was made"), N_("Returns {until}"), N_("Returns: {until}")),
    Reason.RETURNS: (N_("Returns"), N_("Returns {until}"), N_("Returns: {until}")),
    Reason.FORWARDED: (N_("Forwarded to us"),) * 3,
    Reason.NOT_HELD: (N_("Was on the agenda of a meeting that was not held"),) * 3,
}
"""What is said of each kind of matter: without a day, with one, and with words instead."""


class Matter(Struct, frozen=True):
    """One matter that came up and may come back.

    Attributes:
        source: Decision id, or ``meeting-id#item-key``.
        needs_decision: It is not done with until something is decided.
        cause: What is proposed when it comes back.
    """

    source: str
    reason: Reason
    meeting: str
    item: str
    day: str
    case: str
    until: str
    words: str
    needs_decision: bool
    cause: Cause

    @property
    def ref(self) -> str:
        """The item it stood under, as links name it; empty if it is not known."""
        return f"{self.meeting}#{self.item}" if self.meeting and self.item else ""

    def is_carried_by(self, item: Item) -> bool:
        """Whether an item of another meeting, no earlier one, says that it was carried over from this matter.

        It may name the decision, the item, or the whole meeting together with the same case.
        """
        if not item.carried or item.meeting == self.meeting or is_after(self.day, item.day):
            return False
        names = {self.source, self.ref} - {""}
        return bool(item.carried & names) or (
            self.meeting in item.carried and bool(self.case) and item.case == self.case
        )


class Named:
    """Matters by the names that an item can carry them over under.

    Args:
        matters: The matters, in any number.
    """

    def __init__(self, matters: Iterable[Matter]) -> None:
        self._found: dict[str, list[Matter]] = {}
        for matter in matters:
            self.add(matter)

    def add(self, matter: Matter) -> None:
        """Know one more."""
        for name in {matter.source, matter.ref, matter.meeting} - {""}:
            self._found.setdefault(name, []).append(matter)

    def carried_by(self, item: Item) -> list[Matter]:
        """The matters that an item says it was carried over from."""
        named = {matter.source: matter for name in item.carried for matter in self._found.get(name, ())}
        return [matter for matter in named.values() if matter.is_carried_by(item)]


class Collector:
    """Finds the matters of one body.

    Args:
        picture: What is known round the body.
    """

    def __init__(self, picture: Picture) -> None:
        self._picture = picture
        self._standing = {title_of(line) for line in picture.body.entries("standing_items")}
        self._parts: dict[str, list[str]] = {}
        for item in picture.held:
            self._parts.setdefault(f"{item.meeting}#{said(item.line, 'parent')}", []).append(item.ref)

    def all(self) -> tuple[Matter, ...]:
        """All matters, open or answered."""
        decided = list(filter(None, map(self._decision, self._picture.decisions)))
        return (*decided, *self._held(decided), *self._not_held())

    def _decision(self, record: Record) -> Matter | None:
        reason = PUT_OFF.get(record.text("outcome"))
        if not self._picture.is_of_body(record):
            is_ours = self._picture.body.id in record.texts("forwarded_to")
            reason = Reason.FORWARDED if is_ours else None
        if reason is None or self._picture.is_later(record):
            return None
        own = reason is not Reason.FORWARDED
        line = self._picture.line_of(record)
        matter = Matter(
            source=record.id,
            reason=reason,
            meeting=record.text("meeting"),
            item=record.text("item"),
            day=self._picture.day_of(record),
            case=record.text("case") or said(line, "case"),
            until=record.text("until") if own else "",
            words=record.text("until_text") if own else "",
            needs_decision=own,
            cause=Cause(record.id, reason, record.text("title"), "", agreement=record.text("agreement")),
        )
        return self._told(matter, line)

    def _held(self, decided: list[Matter]) -> list[Matter]:
        """Matters that are items of held meetings, the earliest first: a later one may carry one on."""
        found: list[Matter] = []
        put_off = {matter.ref for matter in decided if matter.needs_decision}
        known = Named(decided)
        for item in self._picture.held:
            reason = self._reason(item, known)
            if reason is not None and not (reason is Reason.RETURNS and item.ref in put_off):
                found.append(self._item(item, reason))
                known.add(found[-1])
        return found

    def _reason(self, item: Item, known: Named) -> Reason | None:
        parts = self._with_parts(item)
        if not parts & self._picture.decided:
            carries = any(matter.needs_decision for matter in known.carried_by(item))
            to_decide = len(parts) == 1 and said(item.line, "kind") == "decision"
            if carries or (to_decide and not self._is_routine(item)):
                return Reason.UNDECIDED
        returns = said(item.line, "until") or said(item.line, "until_text")
        return Reason.RETURNS if returns else None

    def _is_routine(self, item: Item) -> bool:
        """Whether an item is on every agenda anyway: a standing item, or the minutes of a meeting."""
        whole = [self._picture.resolve(source) for source in item.carried if "#" not in source]
        minutes = not item.case and any(record and record.type == "meeting" for record in whole)
        return minutes or title_of(item.line) in self._standing

    def _with_parts(self, item: Item) -> set[str]:
        """The item and its parts, however deep, as links name them."""
        found, ahead = {item.ref}, [item.ref]
        while ahead:
            new = [ref for ref in self._parts.get(ahead.pop(), ()) if ref not in found]
            found.update(new)
            ahead += new
        return found

    def _not_held(self) -> list[Matter]:
        return [
            self._item(item, Reason.NOT_HELD)
            for item in self._picture.not_held
            if not item.carried
            and said(item.line, "kind") != "procedural"
            and title_of(item.line) not in self._standing
        ]

    def _item(self, item: Item, reason: Reason) -> Matter:
        kind = said(item.line, "kind")
        lost = reason is Reason.NOT_HELD and kind == "decision"
        matter = Matter(
            source=item.ref,
            reason=reason,
            meeting=item.meeting,
            item=item.key,
            day=item.day,
            case=item.case,
            until=said(item.line, "until"),
            words=said(item.line, "until_text"),
            needs_decision=lost or reason is Reason.UNDECIDED,
            cause=Cause(item.ref, reason, said(item.line, "title"), "", kind=kind),
        )
        return self._told(matter, item.line)

    def _told(self, matter: Matter, line: Mapping[str, Value]) -> Matter:
        """The matter with what is proposed for it: the sentence, and what its item said before."""
        cause = replace(
            matter.cause,
            why=self._why(matter),
            day=matter.day,
            case=matter.case,
            agreement=matter.cause.agreement or said(line, "agreement"),
            kind="decision" if matter.needs_decision else matter.cause.kind or "information",
            presenters=tuple(listed(line, "presenters")),
            presenters_text=said(line, "presenters_text"),
        )
        return replace(matter, cause=cause)

    def _why(self, matter: Matter) -> str:
        until = self._picture.seen.shown(matter.until, matter.words)
        bare, dated, worded = _WORDS[matter.reason]
        text = bare if not until else dated if matter.until or is_date(until) else worded
        place = self._picture.place(matter.meeting, matter.item, self._picture.resolve(matter.source))
        return f"{self._picture.say(text, until=until)} ({place})."

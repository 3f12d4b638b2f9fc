"""What is known round a body when one of its meetings is prepared: the input of the carry-over."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from enum import StrEnum
from functools import cached_property

from msgspec import Struct, field

from tingsbok.frontmatter import Value
from tingsbok.i18n import in_language
from tingsbok.meetings.carryover_days import Resolve, Seen, is_after
from tingsbok.record import Record, listed, said
from tingsbok.steps import COMING, HELD


class Reason(StrEnum):
    """Why something is proposed for an agenda, in the order of an agenda."""

    MINUTES = "minutes"
    POSTPONED = "postponed"
    REFERRED_BACK = "referred-back"
    UNDECIDED = "undecided"
    RETURNS = "returns"
    FORWARDED = "forwarded"
    NOT_HELD = "not-held"
    REPORT = "report"
    ASSIGNMENT = "assignment"
    ANSWERS = "answers"
    CONDITION = "condition"
    ENDING = "ending"
    STANDING = "standing"


class Cause(Struct, frozen=True):
    """One reason for one proposal; several causes with the same source become one proposal.

    Attributes:
        source: Id of the record it stands in, or ``meeting-id#item-key``.
        why: A sentence in the archive's language.
        day: When it arose, ISO or a part of it; empty if unknown.
        due: It is due at this meeting; false if no day is said, so that a person must choose.
        times: How often the matter has been put off.
        since: The day it was put off first.
    """

    source: str
    reason: Reason
    title: str
    why: str
    day: str = ""
    due: bool = True
    case: str = ""
    agreement: str = ""
    kind: str = ""
    presenters: tuple[str, ...] = ()
    presenters_text: str = ""
    times: int = 0
    since: str = ""


class Item(Struct, frozen=True, dict=True):
    """One line of one meeting's agenda.

    Attributes:
        day: The meeting's date.
        line: The line as written.
    """

    meeting: str
    day: str
    line: Mapping[str, Value]

    @property
    def key(self) -> str:
        """Its key."""
        return said(self.line, "key")

    @property
    def ref(self) -> str:
        """How links name it."""
        return f"{self.meeting}#{self.key}"

    @property
    def case(self) -> str:
        """Id of its case; empty if none is named."""
        return said(self.line, "case")

    @cached_property
    def carried(self) -> frozenset[str]:
        """What it says it was carried over from."""
        return frozenset(listed(self.line, "carried_from"))


class Picture(Struct, frozen=True, dict=True):
    """All that the carry-over looks at; records that are no concern of the body do no harm.

    Attributes:
        meeting: The meeting that is prepared.
        body: The body it is a meeting of.
        meetings: Meetings of the body.
        decisions: Decisions that may return, be asked about, or answer something: those of the body that
            are postponed, referred back or conditional, those forwarded to it, those in their cases, those
            that supersede them.
        decided: Items of the body's meetings that have a decision, as ``meeting-id#key``.
        assignments: Open assignments that the body has given or that report to it.
        agreements: Agreements of the body or its parties.
        missing: Parties that have not answered, by name, for each agreement or decision that waits for them.
        today: A meeting before this day that is still planned was not held.
        ending_within: Months ahead in which the end of an agreement is told.
        language: The archive's own.
        resolve: Finds a record by id.
        name_of: What people call a record.
    """

    meeting: Record
    body: Record
    meetings: tuple[Record, ...]
    today: date
    language: str
    resolve: Resolve
    decisions: tuple[Record, ...] = ()
    decided: frozenset[str] = frozenset()
    assignments: tuple[Record, ...] = ()
    agreements: tuple[Record, ...] = ()
    missing: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    ending_within: int = 12
    name_of: Callable[[str], str] = str

    @property
    def day(self) -> str:
        """The meeting's date."""
        return self.meeting.text("date")

    @cached_property
    def seen(self) -> Seen:
        """The meeting as days are counted from it."""
        return Seen(self.meeting.id, self.day, self.resolve)

    @cached_property
    def say(self) -> Callable[..., str]:
        """Says a text in the archive's language."""
        return in_language(self.language)

    @cached_property
    def held(self) -> tuple[Item, ...]:
        """Items of meetings held before this one, the earliest first."""
        return self._items_of([meeting for meeting in self._others if meeting.text("status") in HELD])

    @cached_property
    def not_held(self) -> tuple[Item, ...]:
        """Items of earlier meetings that were called off, or whose day passed without minutes begun."""
        return self._items_of([meeting for meeting in self._others if self._failed(meeting)])

    @cached_property
    def waiting(self) -> tuple[Item, ...]:
        """Items on the agenda of this meeting and of others that are still to be held."""
        coming = [m for m in self.meetings if m.text("status") in COMING and not self._failed(m)]
        others = [meeting for meeting in coming if meeting.id != self.meeting.id]
        return self._items_of([self.meeting, *others])

    @property
    def _others(self) -> list[Record]:
        """Other meetings of the body up to this one, the earliest first."""
        others = [m for m in self.meetings if m.id != self.meeting.id and m.text("date") <= self.day]
        return sorted(others, key=lambda meeting: (meeting.text("date"), meeting.id))

    def _failed(self, meeting: Record) -> bool:
        if meeting.id == self.meeting.id:
            return False
        passed = meeting.text("status") in COMING and meeting.text("date") < self.today.isoformat()
        return passed or meeting.text("status") == "cancelled"

    @staticmethod
    def _items_of(meetings: list[Record]) -> tuple[Item, ...]:
        return tuple(item for meeting in meetings for item in items_of(meeting))

    def is_of_body(self, decision: Record) -> bool:
        """Whether a decision was made in the body."""
        meeting = self.resolve(decision.text("meeting")) if decision.text("meeting") else None
        return (meeting.text("body") if meeting else decision.text("body")) == self.body.id

    def day_of(self, decision: Record) -> str:
        """The day of a decision: its own, or its meeting's."""
        meeting = self.resolve(decision.text("meeting")) if decision.text("meeting") else None
        return decision.text("date") or (meeting.text("date") if meeting else "")

    def is_later(self, decision: Record) -> bool:
        """Whether a decision belongs to this meeting itself, or to one after it."""
        here = decision.text("meeting") == self.meeting.id
        return here or is_after(self.day_of(decision), self.day)

    def line_of(self, decision: Record) -> Mapping[str, Value]:
        """The item that a decision was made under; empty if none is known."""
        meeting = self.resolve(decision.text("meeting")) if decision.text("meeting") else None
        lines = meeting.entries("items") if meeting and decision.text("item") else []
        return next((line for line in lines if said(line, "key") == decision.text("item")), {})

    def place(self, meeting: str, item: str, otherwise: Record | None = None) -> str:
        """Where something was said, for people: ``LSG 2024-09-20 § 38b``.

        Args:
            meeting: Id of the meeting; empty if none is known.
            item: Key of the item; a key that is a word is left out.
            otherwise: The decision or other record to tell body and day of if there is no meeting.
        """
        record = (self.resolve(meeting) if meeting else None) or otherwise
        if record is None:
            return meeting
        name = " ".join(filter(None, (self.name_of(record.text("body")), record.text("date"))))
        return f"{name} § {item}" if item[:1].isdigit() else name


def items_of(meeting: Record) -> list[Item]:
    """The lines of a meeting's agenda."""
    return [Item(meeting.id, meeting.text("date"), line) for line in meeting.entries("items")]


def title_of(line: Mapping[str, Value]) -> str:
    """The title of an item as it is compared with others."""
    return " ".join(said(line, "title").casefold().split())

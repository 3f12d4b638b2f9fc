"""What waits for a meeting: finds the records by the index and hands them to the rules of the carry-over."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING

from tingsbok import config
from tingsbok.errors import Refused, WrongUse
from tingsbok.followup.adoption import State, adoption
from tingsbok.frontmatter import Value
from tingsbok.i18n import t
from tingsbok.meetings.carryover import Picture, Proposal, proposals
from tingsbok.query import quoted
from tingsbok.questions.adoption import members_of
from tingsbok.record import Record, said
from tingsbok.steps import COMING

if TYPE_CHECKING:
    from tingsbok.archive import Archive

_AT_ONCE = 50
"""Ids in one test of a query."""
_TELLING = (
    "(items.kind:decision OR items.until:* OR items.until_text:* OR items.carried_from:* "
    "OR status:planned,called,held,drafted,cancelled)"
)
"""Meetings that can have something to tell: whose items say something, or that are not done with."""
_RETURNING = "(outcome:postponed,referred-back,recommended OR conditions:* OR recommends_to:*)"
_OPEN = "(status:open OR -status:*)"


def waiting(archive: Archive, meeting_id: str, *, ending_within: int = 0) -> tuple[Proposal, ...]:
    """What waits for a meeting that is still to be held.

    Args:
        archive: The archive.
        meeting_id: The meeting.
        ending_within: Months ahead in which an agreement's end is told; 0 for what ``archive.toml`` says.

    Raises:
        Refused: The meeting has been held, or called off.
    """
    return proposals(picture(archive, meeting_to_prepare(archive, meeting_id), ending_within=ending_within))


def meeting_to_prepare(archive: Archive, meeting_id: str) -> Record:
    """The meeting, if its agenda can still be made.

    Raises:
        NotFound: There is no such record.
        WrongUse: It is no meeting.
        Refused: The meeting has been held, or called off.
    """
    meeting = archive.get(meeting_id)
    if meeting.type != "meeting":
        raise WrongUse(t("{id} is not a meeting.", id=meeting.id))
    if meeting.text("status") not in COMING:
        field = archive.schemas.types["meeting"].field("status")
        status = field.choice_label(meeting.text("status"), archive.language) if field else ""
        raise Refused(
            t("The agenda of {id} is settled: the meeting is {status}.", id=meeting.id, status=status),
            remedy=t("Prepare the body's next meeting instead."),
        )
    return meeting


def picture(archive: Archive, meeting: Record, *, ending_within: int = 0) -> Picture:
    """All that the carry-over looks at for a meeting, which need not be in the archive yet.

    Args:
        archive: The archive.
        meeting: The meeting.
        ending_within: Months ahead; 0 for what ``archive.toml`` says.
    """
    return _Finder(archive, meeting).picture(
        ending_within or config.archive_settings(archive.root).ending_within
    )


class _Finder:
    """Finds the records round one meeting, each read once.

    Args:
        archive: The archive.
        meeting: The meeting.
    """

    def __init__(self, archive: Archive, meeting: Record) -> None:
        self._archive = archive
        self._meeting = archive.current(meeting)
        self._resolve: Callable[[str], Record | None] = cache(self._look_up)

    def _look_up(self, identity: str) -> Record | None:
        found = self._archive.resolve(identity)
        if identity == self._meeting.id or (found and found.id == self._meeting.id):
            return self._meeting
        return self._archive.current(found) if found else None

    def picture(self, ending_within: int) -> Picture:
        """Everything together."""
        body = self._resolve(self._meeting.text("body"))
        if body is None:
            raise WrongUse(
                t("{id} names no body.", id=self._meeting.id),
                remedy=t("The meeting needs a body whose agenda it is."),
            )
        first = self._first_meetings(body.id)
        decisions = self._returning(body.id)
        cases = self._cases(first, decisions)
        meetings = {m.id: m for m in [*first, *self._with_cases("meeting", "items.case", body.id, cases)]}
        meetings[self._meeting.id] = self._meeting
        decisions += self._with_cases("decision", "case", body.id, cases)
        unique = {record.id: record for record in [*decisions, *self._undoing(decisions)]}
        known = list(unique.values())
        agreements = self._agreements(body)
        return Picture(
            meeting=self._meeting,
            body=body,
            meetings=tuple(meetings.values()),
            today=self._archive.today,
            language=self._archive.language,
            resolve=self._resolve,
            decisions=tuple(known),
            decided=self._decided(body.id, meetings.values()),
            assignments=tuple(self._assignments(body.id, meetings)),
            agreements=tuple(agreements),
            missing=self._missing(known, agreements),
            ending_within=ending_within,
            name_of=self._archive.name,
        )

    def _first_meetings(self, body: str) -> list[Record]:
        return list(self._records(f"body:={quoted(body)} {_TELLING}", "meeting"))

    def _returning(self, body: str) -> list[Record]:
        own = self._records(f"body:={quoted(body)} {_RETURNING}", "decision")
        return [*own, *self._records(f"forwarded_to:{quoted(body)}", "decision")]

    def _cases(self, meetings: Iterable[Record], decisions: Iterable[Record]) -> list[str]:
        """Cases in which something may have been answered."""
        found = [record.text("case") for record in decisions]
        for meeting in meetings:
            lines = meeting.entries("items")
            found += [said(line, "case") for line in lines if self._may_return(line)]
            by_key = {said(line, "key"): said(line, "case") for line in lines}
            found += [
                by_key.get(record.text("item"), "")
                for record in decisions
                if record.text("meeting") == meeting.id
            ]
        return sorted(set(found) - {""})

    @staticmethod
    def _may_return(line: Mapping[str, Value]) -> bool:
        return line.get("kind") == "decision" or bool(line.get("until") or line.get("until_text"))

    def _with_cases(self, record_type: str, field: str, body: str, cases: list[str]) -> list[Record]:
        """The body's records in some cases."""
        found: list[Record] = []
        for start in range(0, len(cases), _AT_ONCE):
            names = ",".join(map(quoted, cases[start : start + _AT_ONCE]))
            found += self._records(f"body:={quoted(body)} {field}:={names}", record_type)
        return found

    def _undoing(self, decisions: Iterable[Record]) -> list[Record]:
        """Decisions of any body that supersede or repeal one of these."""
        undoing = (self._archive.backlinks(record.id, "supersedes", "repeals") for record in decisions)
        sources = {link.row.id for links in undoing for link in links}
        return [record for source in sources if (record := self._resolve(source)) is not None]

    def _decided(self, body: str, meetings: Iterable[Record]) -> frozenset[str]:
        """Items with a decision, as ``meeting-id#key``: by body, day and key, which the index knows."""
        columns = [column.spec for column in self._archive.schemas.types["decision"].columns]
        place = columns.index("item") if "item" in columns else -1
        by_day: dict[str, list[str]] = {}
        for meeting in meetings:
            by_day.setdefault(meeting.text("date"), []).append(meeting.id)
        listing = self._archive.listing(f"body:={quoted(body)}", type="decision")
        found: set[str] = set()
        for row in listing.page(0, listing.count):
            at = by_day.get(row.date, [])
            if place >= 0 and len(at) == 1:
                found.add(f"{at[0]}#{row.cells[place]}")
            elif at and (record := self._archive.read_path(row.path)) is not None:
                found.add(f"{record.text('meeting')}#{record.text('item')}")
        return frozenset(found)

    def _assignments(self, body: str, meetings: Iterable[str]) -> Iterator[Record]:
        """Open assignments that the body gave, that report to it, or that are due at one of its meetings."""
        name = quoted(body)
        found = {
            record.id: record
            for record in self._records(f"{_OPEN} (body:={name} OR report_to:{name})", "assignment")
        }
        for meeting in meetings:
            for link in self._archive.backlinks(meeting, "due", "reports.due"):
                if link.row.type == "assignment" and link.row.id not in found:
                    record = self._resolve(link.row.id)
                    found |= {link.row.id: record} if record is not None else {}
        yield from found.values()

    def _agreements(self, body: Record) -> list[Record]:
        """Agreements of the body and of its parties, and those that supersede one of them."""
        parties = body.texts("parties")
        tests = [f"owner:{quoted(body.id)}"]
        for start in range(0, len(parties), _AT_ONCE):
            names = ",".join(map(quoted, parties[start : start + _AT_ONCE]))
            tests += [f"parties:{names}", f"owner:{names}"]
        found = {r.id: r for r in self._records(f"({' OR '.join(tests)})", "agreement")}
        for identity in list(found):
            for link in self._archive.backlinks(identity, "supersedes"):
                newer = self._resolve(link.row.id)
                if newer is not None and newer.type == "agreement":
                    found[newer.id] = newer
        return list(found.values())

    def _missing(
        self, decisions: Iterable[Record], agreements: Iterable[Record]
    ) -> dict[str, tuple[str, ...]]:
        """Names of the parties that have not answered, where the answers are waited for."""
        named = [self._resolve(r.text("agreement")) for r in decisions if r.text("agreement")]
        joint = [r for r in decisions if not r.text("agreement") and r.fields.get("recommends_to")]
        missing: dict[str, tuple[str, ...]] = {}
        for record in [*agreements, *filter(None, named), *joint]:
            matrix = adoption(record, members=lambda group: members_of(self._archive, group))
            over = record.text("status") in ("terminated", "ended")
            if matrix.state is State.OPEN and not over:
                missing[record.id] = tuple(self._archive.name(one.party) for one in matrix.waiting)
        return missing

    def _records(self, query: str, record_type: str) -> Iterator[Record]:
        """The records a query finds; the meeting that is prepared as it is, and not as the archive has it."""
        for record in self._archive.records(query, type=record_type):
            yield self._meeting if record.id == self._meeting.id else self._archive.current(record)

"""The adoption matrix: who of the parties has taken the same decision, and whether that is enough.

What many parties must decide alike (*likalydande beslut*) comes into force when as many have adopted it as
its rule says. It is written nowhere that it has: it follows from the answers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import StrEnum

from msgspec import Struct
from msgspec.structs import replace

from tingsbok.frontmatter import Value
from tingsbok.record import Record, said
from tingsbok.text_changes import TextChange, compare_texts, list_items

Members = Callable[[str], Sequence[str]]
"""The organisations in a group, by their ids; none for what is no group."""

ADOPTED, DECLINED, SCHEDULED, ASKED, MISSING = "adopted", "declined", "scheduled", "asked", ""
ORDER = (MISSING, ASKED, SCHEDULED, DECLINED, ADOPTED)
"""Statuses of a party, the one that most needs work first."""

ALL, MAJORITY, NAMED = "all", "majority", "named"


class State(StrEnum):
    """How far the adoption has come.

    ``untracked``: nobody was asked and no rule is given, so nothing follows from answers. ``open``: too few
    have adopted yet. ``reached``: enough have. ``failed``: so many have declined that it cannot be reached.
    """

    UNTRACKED = "untracked"
    OPEN = "open"
    REACHED = "reached"
    FAILED = "failed"


class Stance(Struct, frozen=True):
    """What one party has answered.

    Attributes:
        party: Id of the organisation.
        status: One of :data:`ORDER`; empty for a party that no line tells of.
        date: Day of the decision, ISO or a part of it.
        authority: The board or committee that decided.
        section: The paragraph of its minutes.
        wording: ``same``, ``other``, or empty while nobody knows.
        text: The clauses as the party adopted them; empty if they are not kept.
        index: Place of its line in the record's list; -1 without one.
        counts: Whether the rule counts it: false for a line of somebody who is no party.
    """

    party: str
    status: str
    date: str = ""
    authority: str = ""
    section: str = ""
    registration: str = ""
    wording: str = ""
    text: str = ""
    reminded: str = ""
    note: str = ""
    index: int = -1
    counts: bool = True

    @property
    def reference(self) -> str:
        """Authority and section as people write them: ``SN § 112``."""
        return reference_of(self.authority, self.section)

    @property
    def answered(self) -> bool:
        """Whether the party has said yes or no."""
        return self.status in (ADOPTED, DECLINED)


class Adoption(Struct, frozen=True):
    """The matrix of one agreement, or of one joint decision without agreement.

    Attributes:
        holder: Id of the record that holds the answers.
        rule: ``all``, ``majority`` or ``named``.
        stances: The parties in the record's order, then lines of those who are no parties.
        required: Ids of the parties whose adoption the rule counts.
        needed: How many of them must have adopted it.
        state: How far it has come.
        since: Day on which the last needed adoption came; empty if it has not, or if a date is missing.
        clauses: The clauses that all shall adopt.
    """

    holder: str
    rule: str
    stances: tuple[Stance, ...]
    required: tuple[str, ...]
    needed: int
    state: State
    since: str
    clauses: tuple[str, ...] = ()

    @property
    def parties(self) -> tuple[Stance, ...]:
        """The stances of those who are parties."""
        return tuple(stance for stance in self.stances if stance.counts)

    @property
    def waiting(self) -> tuple[Stance, ...]:
        """Parties that have said neither yes nor no."""
        return tuple(stance for stance in self.parties if not stance.answered)

    @property
    def differing(self) -> tuple[Stance, ...]:
        """Parties that have adopted another wording."""
        return tuple(stance for stance in self.parties if stance.wording == "other")

    def count(self, status: str) -> int:
        """How many parties have a status."""
        return sum(stance.status == status for stance in self.parties)

    def stance(self, party: str) -> Stance | None:
        """The stance of one party; ``None`` if it has none here."""
        return next((stance for stance in self.stances if stance.party == party), None)

    def by_need(self) -> tuple[Stance, ...]:
        """The stances with those first that most need work."""
        return tuple(sorted(self.stances, key=lambda stance: ORDER.index(stance.status)))


def _no_groups(_: str) -> Sequence[str]:
    return ()


def adoption(
    record: Record, *, members: Members = _no_groups, clauses: Sequence[str] = (), on: str = ""
) -> Adoption:
    """The adoption matrix of an agreement, or of a decision that no agreement holds the answers for.

    Args:
        record: The agreement or decision; its parties are ``parties`` or ``recommends_to``.
        members: Finds the organisations of a group among the parties.
        clauses: What all shall adopt, to compare kept texts with; else the record's own list of clauses.
        on: Only what had been adopted by this day (ISO); adoptions without a date count.
    """
    written = record.fields.get("ratifications")
    lines = list(enumerate(written)) if isinstance(written, list) else []
    own = tuple(clauses) or tuple(list_items(record.body))
    answered = {said(line, "party"): _stance(line, at, own) for at, line in lines if isinstance(line, dict)}
    named = _parties(record, members) or list(answered)
    stances = [_as_of(answered.get(party) or Stance(party, MISSING), on) for party in named]
    others = [_uncounted(stance) for party, stance in answered.items() if party not in named]
    rule = record.text("adoption_rule") or ALL
    required = _required(record, rule, named, members)
    needed = len(required) // 2 + 1 if rule == MAJORITY else len(required)
    asked = bool(lines or record.text("adoption_rule"))
    state, since = _reached(stances, required, needed) if asked and required else (State.UNTRACKED, "")
    return Adoption(record.id, rule, (*stances, *others), tuple(required), needed, state, since, own)


def differences(clauses: Iterable[str], text: str, language: str, *, clause: str = "") -> list[TextChange]:
    """What differs between the clauses that all shall adopt and those a party adopted.

    Args:
        clauses: The clauses.
        text: The party's text; list marks and line breaks do not count.
        language: Of the labels.
        clause: What a clause is called; ``list item`` if empty.
    """
    theirs = list_items(text) or [" ".join(text.split())]
    found = compare_texts(_as_list(clauses), _as_list(theirs), language, clause=clause)
    return [
        TextChange(one.label, one.before.removeprefix(_MARK), one.after.removeprefix(_MARK)) for one in found
    ]


def reference_of(authority: str, section: str) -> str:
    """Authority and section in one: ``SN § 112``."""
    number = section.removeprefix("§").strip()
    return " ".join(filter(None, (authority, f"§ {number}" if number else "")))


def split_reference(text: str) -> tuple[str, str]:
    """Authority and section of a reference as people type it: ``sn 112``, ``SN § 112``, ``KF §112``.

    An abbreviation typed small gets its capitals; a name of several letters with capitals keeps them.
    """
    authority, _, section = text.partition("§")
    if not section:
        words = text.split()
        if words and words[-1][0].isdecimal():
            authority, section = " ".join(words[:-1]), words[-1]
    authority, section = " ".join(authority.split()), section.strip()
    if authority.islower() and len(authority) <= _LONGEST_ABBREVIATION:
        authority = authority.upper()
    return authority, f"§ {section}" if section else ""


_LONGEST_ABBREVIATION = 4
_MARK = "- "


def _parties(record: Record, members: Members) -> list[str]:
    name = "parties" if record.fields.get("parties") else "recommends_to"
    return _expanded(record.texts(name), members)


def _expanded(parties: Iterable[str], members: Members) -> list[str]:
    found: dict[str, None] = {}
    for party in parties:
        found.update(dict.fromkeys(members(party) or (party,)))
    return list(found)


def _required(record: Record, rule: str, parties: list[str], members: Members) -> list[str]:
    if rule == NAMED:
        return _expanded(record.texts("needed_parties"), members) or parties
    return parties


def _stance(line: Mapping[str, Value], at: int, clauses: Sequence[str]) -> Stance:
    text = said(line, "text")
    wording = said(line, "wording")
    if text and clauses:
        wording = "other" if differences(clauses, text, "en") else "same"
    return Stance(
        said(line, "party"),
        said(line, "status"),
        date=said(line, "date"),
        authority=said(line, "authority"),
        section=said(line, "section"),
        registration=said(line, "registration"),
        wording=wording,
        text=text,
        reminded=said(line, "reminded"),
        note=said(line, "note"),
        index=at,
    )


def _as_of(stance: Stance, day: str) -> Stance:
    later = day and stance.answered and stance.date and stance.date > day
    return Stance(stance.party, ASKED, index=stance.index) if later else stance


def _uncounted(stance: Stance) -> Stance:
    return replace(stance, counts=False)


def _reached(stances: Iterable[Stance], required: Sequence[str], needed: int) -> tuple[State, str]:
    """Whether enough of the required parties have adopted it, and when the last needed one did."""
    wanted = [stance for stance in stances if stance.party in required]
    dates = sorted(stance.date for stance in wanted if stance.status == ADOPTED)
    declined = sum(stance.status == DECLINED for stance in wanted)
    if len(required) - declined < needed:
        return State.FAILED, ""
    if len(dates) < needed:
        return State.OPEN, ""
    return State.REACHED, dates[needed - 1] if all(dates) else ""


def _as_list(clauses: Iterable[str]) -> str:
    return "".join(f"{_MARK}{clause.rstrip('.;, ')}\n" for clause in clauses)

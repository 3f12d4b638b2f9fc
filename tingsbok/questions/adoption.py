"""What is asked about a joint decision: its matrix of parties, with the records it is put together from."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from msgspec import Struct

from tingsbok.archive import Archive
from tingsbok.collation import fold
from tingsbok.errors import NotFound, WrongUse
from tingsbok.followup.adoption import Adoption, Stance, adoption
from tingsbok.i18n import current, t
from tingsbok.record import Record
from tingsbok.text_changes import list_items

_RECOMMENDING = ("recommended", "established", "adopted", "approved")
"""Outcomes of a decision that puts a text to the parties, the likeliest first."""


class Matrix(Struct, frozen=True):
    """The adoption matrix of a record.

    Attributes:
        record: The agreement or decision that holds the answers.
        decision: The decision that put it to the parties; ``None`` if the archive has none.
        day: Day of that decision, ISO or a part of it; empty if unknown.
        names: What each party is called.
        current_id: Turns an id that a party once had into the one it has now.
    """

    record: Record
    adoption: Adoption
    decision: Record | None
    day: str
    names: Mapping[str, str]
    current_id: Callable[[str], str] = str

    @property
    def title(self) -> str:
        """The record's short name, or its title."""
        return self.record.text("short") or self.record.text("title") or self.record.id

    def name(self, party: str) -> str:
        """What a party is called."""
        return self.names.get(party, party)

    def party_named(self, text: str) -> str:
        """Id of the party that a text names by its id, by one that it had, or by name.

        Raises:
            NotFound: It names none of them; the remedy tells who the parties are.
        """
        wanted = fold(text.strip())
        for party, name in self.names.items():
            if wanted in (fold(party), fold(name)):
                return party
        former = self.current_id(text.strip())
        if former in self.names:
            return former
        raise NotFound(
            t('"{name}" is no party of {id}.', name=text, id=self.record.id),
            remedy=t("Parties: {names}", names=", ".join(self.names)),
        )


def matrix_of(archive: Archive, identity: str, *, on: str = "") -> Matrix:
    """The matrix of an agreement or decision; a decision about an agreement has that of the agreement.

    Args:
        archive: The archive.
        identity: The agreement or the decision.
        on: As it stood on this day; empty for today: what is dated ahead has not been answered yet.

    Raises:
        NotFound: There is no such record.
        WrongUse: It is of another type, or has no parties.
    """
    record = archive.get(identity)
    if record.type == "decision" and record.text("agreement"):
        record = archive.get(record.text("agreement"))
    if record.type not in ("agreement", "decision"):
        raise WrongUse(t("{id} is neither an agreement nor a decision.", id=record.id))
    decision = _joint_decision(archive, record)
    clauses = list_items(decision.body) if decision else []
    found = adoption(
        archive.current(record),
        members=lambda group: members_of(archive, group),
        clauses=clauses,
        on=on or archive.today.isoformat(),
    )
    names = {stance.party: archive.name(stance.party) for stance in found.stances}
    return Matrix(record, found, decision, _day(archive, decision), names, archive.current_id)


def holds_answers(record: Record) -> bool:
    """Whether a decision itself has parties that answer, or shares of a cost; no agreement has them."""
    if record.type != "decision" or record.text("agreement"):
        return False
    cost = record.fields.get("cost")
    shares = cost.get("shares") if isinstance(cost, dict) else None
    return any(record.fields.get(name) for name in ("recommends_to", "ratifications")) or bool(shares)


def with_parties(matrix: Matrix) -> Matrix:
    """The matrix itself, if it has parties.

    Raises:
        WrongUse: It has none; the remedy says where they are written.
    """
    if not matrix.adoption.stances:
        field = "recommends_to" if matrix.record.type == "decision" else "parties"
        raise WrongUse(
            t("{id} names no parties.", id=matrix.record.id),
            remedy=t("Write them into its field {field}.", field=field),
        )
    return matrix


def row(archive: Archive, matrix: Matrix, stance: Stance) -> tuple[str, str, str, str, str, str]:
    """A party's stance in words: name, status, day, authority and §, wording, day of the last reminder."""
    kind = archive.schemas.types[matrix.record.type]

    def word(name: str, value: str) -> str:
        field = kind.field(f"ratifications.{name}")
        return field.choice_label(value, current()) if field and value else value

    status = word("status", stance.status) or t("missing")
    name = matrix.name(stance.party) + ("" if stance.counts else f" ({t('no party')})")
    return (name, status, stance.date, stance.reference, word("wording", stance.wording), stance.reminded)


def members_of(archive: Archive, group: str) -> list[str]:
    """Ids of the organisations that belong to a group, by name."""
    found = {
        link.row.id: link.row.title
        for link in archive.backlinks(group, "groups")
        if link.row.type == "organisation"
    }
    return sorted(found, key=lambda identity: fold(found[identity]))


def waiting_without_agenda(matrix: Matrix) -> tuple[Stance, ...]:
    """Parties that have neither answered nor put it on an agenda."""
    return tuple(stance for stance in matrix.adoption.waiting if stance.status != "scheduled")


def _joint_decision(archive: Archive, record: Record) -> Record | None:
    """The decision that put the record to its parties: the latest that recommends it."""
    if record.type == "decision":
        return record
    linked = [
        archive.get(link.row.id)
        for link in archive.backlinks(record.id, "agreement")
        if link.row.type == "decision"
    ]
    for outcome in _RECOMMENDING:
        found = [decision for decision in linked if decision.text("outcome") == outcome]
        if found:
            return max(found, key=lambda decision: (_day(archive, decision), decision.id))
    return None


def _day(archive: Archive, decision: Record | None) -> str:
    if decision is None:
        return ""
    meeting = archive.resolve(decision.text("meeting")) if decision.text("meeting") else None
    return decision.text("date") or (meeting.text("date") if meeting else "")

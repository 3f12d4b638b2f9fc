"""Several agreements at once: what the same parties have answered to each, and one answer in full."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING

from tingsbok.followup.adoption import State, adoption
from tingsbok.followup.adoption_words import headline
from tingsbok.questions.adoption import Matrix, holds_answers, matrix_of, members_of, row
from tingsbok.record import Record, said
from tui.present import matrix as present
from tui.present.matrix import AnswerColumn
from tui.present.record import Document
from tui.reads.agreement import wording_changes
from tui.reads.records import names_in

if TYPE_CHECKING:
    from tingsbok.archive import Archive

_TO_COME = "9999"
MOST = 8
"""Agreements that are put together: no window has room for more."""


def answer_columns(archive: Archive, identity: str) -> tuple[AnswerColumn, ...]:
    """The agreement, then others that are out for answers or have a party in common with it, newest first.

    What has ended by its own dates is left out.

    Args:
        archive: The archive.
        identity: The agreement, or the decision that holds answers or is about an agreement.
    """
    own = matrix_of(archive, identity)
    parties = {stance.party for stance in own.adoption.parties}
    members = cache(lambda group: tuple(members_of(archive, group)))
    found = [
        (_newness(archive, record), record.id)
        for record in _candidates(archive)
        if record.id != own.record.id and _belongs(record, parties, members)
    ]
    others = [matrix_of(archive, other) for _, other in sorted(found, reverse=True)[:MOST]]
    return tuple(_column(archive, matrix) for matrix in (own, *others))


def _candidates(archive: Archive) -> Iterator[Record]:
    """Agreements and decisions with parties, without their texts, that have not ended."""
    lasting = f"(-valid_to:* OR valid_to:{archive.today.isoformat()}..)"
    yield from archive.lights(f"(parties:* OR ratifications:*) {lasting}", type="agreement")
    asked = archive.lights(f"(recommends_to:* OR ratifications:*) {lasting}", type="decision")
    yield from (record for record in asked if holds_answers(record))


def _belongs(record: Record, parties: set[str], members: Callable[[str], Sequence[str]]) -> bool:
    found = adoption(record, members=members)
    return found.state is State.OPEN or any(stance.party in parties for stance in found.parties)


def _newness(archive: Archive, record: Record) -> str:
    """The latest day that is known of a record or of an answer to it; what nobody has dated is old.

    What is out for answers without any day is as new as can be: it is still to come.
    """
    known, answers = archive.row(record.id), record.entries("ratifications")
    days = [known.date if known else "", *(said(line, "date") for line in answers)]
    return max(days) or (_TO_COME if answers or record.text("adoption_rule") else "")


def _column(archive: Archive, matrix: Matrix) -> AnswerColumn:
    found = matrix.adoption
    is_asked = found.state is not State.UNTRACKED
    return AnswerColumn(
        id=matrix.record.id,
        type=matrix.record.type,
        title=matrix.title,
        marks={stance.party: present.mark(stance, asked=is_asked) for stance in found.stances},
        notes={
            stance.party: stance.date or (row(archive, matrix, stance)[1] if is_asked else "")
            for stance in found.stances
        },
        differing=frozenset(stance.party for stance in found.stances if stance.text),
    )


def answer_document(archive: Archive, identity: str, party: str) -> Document:
    """What a party has answered, how its words differ, and what the agreement says.

    Args:
        archive: The archive.
        identity: The agreement, or the decision that holds answers.
        party: The party.
    """
    matrix = matrix_of(archive, identity)
    stance = matrix.adoption.stance(party)
    kind = archive.schemas.types[matrix.record.type].field("ratifications")
    cells = row(archive, matrix, stance) if stance else None
    changes = wording_changes(archive, identity, party) if stance and stance.text else {}
    head = headline(matrix.adoption, matrix.name) if matrix.adoption.parties else ""
    rows = present.answer_rows(archive.name(party), cells, stance, kind)
    body = present.answer_body(matrix.title, head, changes, matrix.record)
    return Document(body, rows, names_in(archive, [body]))

"""An agreement as its page shows it: parties, cost and text; and what is done from there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from msgspec import Struct

from tingsbok.actions import Saved
from tingsbok.acts.letters import Reminders, package, remind
from tingsbok.acts.letters import write_reminders as carry_out_reminders
from tingsbok.acts.ratifying import Answer, ratify
from tingsbok.cli.output import csv_text
from tingsbok.errors import WrongUse
from tingsbok.exporting.outbox import Document as File
from tingsbok.exporting.outbox import put
from tingsbok.followup.adoption import State, differences
from tingsbok.followup.adoption_words import headline, tally
from tingsbok.frontmatter import Value
from tingsbok.i18n import current, in_language
from tingsbok.questions.adoption import matrix_of, row
from tingsbok.questions.costs import Cost, cost_of, csv_rows
from tui.present.agreement import AgreementView
from tui.reads.records import record_view

if TYPE_CHECKING:
    from tingsbok.archive import Archive


class Reckoning(Struct, frozen=True):
    """What a cost is worked out with instead of what the record says; nothing of it is saved."""

    total: Fraction | None = None
    key: str = ""

    @property
    def is_own(self) -> bool:
        """Whether anything differs from the record."""
        return self.total is not None or bool(self.key)


def agreement_view(archive: Archive, identity: str, reckoning: Reckoning) -> AgreementView:
    """The agreement, or the decision that holds answers itself, with its matrix and its cost."""
    shown = record_view(archive, identity)
    matrix = matrix_of(archive, identity)
    found = matrix.adoption
    stances = found.by_need()
    places = {stance.party: place for place, stance in enumerate(stances)}
    return AgreementView(
        title=matrix.title,
        state=shown.state,
        headline=headline(found, matrix.name) if found.parties else "",
        tally=tally(found) if found.parties else "",
        parties=tuple(stance.party for stance in stances),
        rows=tuple(row(archive, matrix, stance) for stance in stances),
        recorded=tuple(places[stance.party] for stance in found.stances),
        waiting=tuple(stance.party for stance in found.waiting),
        differing=frozenset(stance.party for stance in stances if stance.text),
        cost=_cost(archive, identity, reckoning),
        document=shown.document,
        record=shown.record,
        tracked=found.state is not State.UNTRACKED,
        locked=shown.locked,
    )


def _cost(archive: Archive, identity: str, reckoning: Reckoning) -> Cost | None:
    try:
        return cost_of(archive, identity, total=reckoning.total, key=reckoning.key)
    except WrongUse:  # it has neither shares nor parties
        return None


def register_answer(
    archive: Archive, identity: str, parties: Sequence[str], values: Mapping[str, Value]
) -> tuple[Saved, tuple[str, ...]]:
    """Register what parties have answered; what was saved, and what is odd about it."""
    said = {name: value for name, value in values.items() if isinstance(value, str)}
    answer = Answer.referring(said.pop("reference", ""), **said)
    ratified = ratify(archive, identity, parties, answer)
    return archive.carry_out(ratified.work), ratified.advice


def wording_changes(archive: Archive, identity: str, party: str) -> dict[str, tuple[str, str]]:
    """How a party's words differ from those recommended: before and after by the name of the clause."""
    matrix = matrix_of(archive, identity)
    stance = matrix.adoption.stance(party)
    clause = archive.schemas.types["decision"].clauses.get(current(), "")
    text = stance.text if stance else ""
    found = differences(matrix.adoption.clauses, text, current(), clause=clause) if text else []
    return {change.label: (change.before, change.after) for change in found}


def reminders(archive: Archive, identity: str, parties: Sequence[str]) -> tuple[Reminders, str]:
    """Drafts of reminders, and the words that the log will say; empty if it will say nothing."""
    drafts = remind(archive, identity, parties)
    return drafts, archive.preview(drafts.work).subject if drafts.work else ""


def write_reminders(archive: Archive, drafts: Reminders) -> Saved | None:
    """Write the drafts and remember that the parties are reminded."""
    return carry_out_reminders(archive, drafts)


def packages(archive: Archive, identity: str, parties: Sequence[str]) -> tuple[File, ...]:
    """What parties take home."""
    return tuple(file for party in parties for file in package(archive, identity, party))


def cost_file(identity: str, language: str) -> str:
    """Where the table of shares is written, below the archive's folder for exports."""
    return f"{identity}-{in_language(language)('cost')}.csv"


def write_cost(archive: Archive, identity: str, reckoning: Reckoning) -> Sequence[File]:
    """Write the shares as a table for a spreadsheet."""
    cost = cost_of(archive, identity, total=reckoning.total, key=reckoning.key)
    headings, rows = csv_rows(cost)
    content = csv_text([headings, *rows]).encode()
    return write_files(archive, [File(cost_file(identity, archive.language), content)])


def write_files(archive: Archive, files: Sequence[File]) -> Sequence[File]:
    """Write files into the archive's folder for exports."""
    put(archive.root, files)
    return files

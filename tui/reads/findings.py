"""Findings and promises for the app: what there is, the place in the text, and what mending would do."""

from __future__ import annotations

from collections.abc import Sequence
from time import monotonic
from typing import TYPE_CHECKING

from msgspec import Struct

from tingsbok.acts import promises as acts
from tingsbok.acts.proofreading import accept, certain, mend
from tingsbok.checks import explain
from tingsbok.i18n import current, t
from tingsbok.problems import Problem
from tingsbok.proofreading.mending import Mend
from tingsbok.questions.findings import findings_of
from tui.present import findings as present
from tui.present.deciding import EVERYBODY
from tui.present.record import Document
from tui.reads.opening import words
from tui.widgets.pages import Line

if TYPE_CHECKING:
    from tingsbok.actions import Preview, Saved, Work
    from tingsbok.archive import Archive
    from tingsbok.record import Record

STEP = 1.5
"""Seconds of checking after which the screen is told how far it has come; what was checked is kept."""


class FindingsView(Struct, frozen=True):
    """The list of findings.

    Attributes:
        found: The findings in the order of the lines; a line's key is the place of its finding.
        facts: How many there are.
        empty: What to say if there is none.
    """

    found: tuple[Problem, ...]
    lines: tuple[Line, ...]
    facts: str
    empty: str


class PromisesView(Struct, frozen=True):
    """The promises of a meeting.

    Attributes:
        title: The meeting.
        offers: The promises; a line's key is the number of its offer.
        lines: Their lines.
        empty: What to say if there is none.
        names: What those who are committed are called.
    """

    title: str
    offers: tuple[acts.Offer, ...]
    lines: tuple[Line, ...]
    empty: str
    names: dict[str, str]


class SoFar(Struct, frozen=True):
    """The checks are not through yet; the next question goes on.

    Attributes:
        left: Records that are still to be checked.
    """

    left: int


class _Pause(Exception):
    def __init__(self, left: int) -> None:
        super().__init__()
        self.left = left


def findings_view(
    archive: Archive, scope: str, only: str = "", seconds: float = STEP
) -> FindingsView | SoFar:
    """What is wrong, the gravest first; how far it has come if it takes longer.

    Args:
        archive: The archive.
        scope: A body, or empty for all.
        only: The id of one record, a meeting with what was decided at it; empty for all.
        seconds: About how long to check.
    """
    try:
        found = _of_one(archive, only) if only else _of_all(archive, scope, seconds)
    except _Pause as pause:
        return SoFar(pause.left)
    said = words(archive)
    lines = tuple(present.line(at, problem, said) for at, problem in enumerate(found))
    return FindingsView(found, lines, present.facts(found), present.empty())


def _of_one(archive: Archive, only: str) -> tuple[Problem, ...]:
    """What is wrong in one record; nothing if it is gone."""
    row = archive.row(only)
    is_meeting = row is not None and row.type == "meeting"
    found = findings_of(archive, only) if is_meeting else archive.review([row.path] if row else [])
    return present.in_order(found)


def _of_all(archive: Archive, scope: str, seconds: float) -> tuple[Problem, ...]:
    until = 0.0

    def tell(done: int, total: int) -> None:
        # counted from the first record, so that every step gets somewhere however long its beginning takes
        nonlocal until
        until = until or monotonic() + seconds
        if done and monotonic() >= until:
            raise _Pause(total - done)

    listing = archive.listing(f"body:{scope}") if scope else None
    paths = [row.path for row in listing.page(0, listing.count)] if listing else []
    return present.in_order(archive.check(paths, progress=tell) if paths or not scope else ())


class Place(Struct, frozen=True):
    """Where a finding stands.

    Attributes:
        document: The lines of the file around it.
        text_line: Its line in the record's text, the first being 1; 1 if it is in the front matter.
    """

    document: Document
    text_line: int


def place_of(archive: Archive, problem: Problem) -> Place:
    """The place of a finding."""
    record, meaning = archive.read_path(problem.path), explain(problem.code, current())
    if record is None:
        return Place(Document(present.place(problem, (), meaning)), 1)
    text = record.raw.decode("utf-8", "replace")
    document = Document(present.place(problem, text.splitlines(), meaning))
    return Place(document, max(1, problem.line - record.first_line + 1))


def mend_work(archive: Archive, problem: Problem, number: int) -> Work:
    """One of the ways in which a finding is put right."""
    return mend(archive, [Mend(problem, problem.fixes[number])])


def mend_preview(archive: Archive, problem: Problem, number: int) -> Preview:
    """What :func:`mend_work` would do."""
    return archive.preview(mend_work(archive, problem, number))


def mend_now(archive: Archive, problem: Problem, number: int) -> Saved:
    """Do it, as one change."""
    return archive.carry_out(mend_work(archive, problem, number))


def certain_preview(archive: Archive, problems: Sequence[Problem]) -> Preview | None:
    """What mending all findings with one certain remedy would do; ``None`` if there is none."""
    mends = certain(problems)
    return archive.preview(mend(archive, mends)) if mends else None


def mend_certain(archive: Archive, problems: Sequence[Problem]) -> Saved:
    """Do it, as one change."""
    return archive.carry_out(mend(archive, certain(problems)))


def accept_preview(archive: Archive, problem: Problem, reason: str) -> Preview:
    """What accepting a finding would write."""
    return archive.preview(accept(archive, [problem], reason))


def accept_now(archive: Archive, problem: Problem, reason: str) -> Saved:
    """Accept it, as one change."""
    return archive.carry_out(accept(archive, [problem], reason))


def text_findings(archive: Archive, record: Record, text: str) -> tuple[Problem, ...]:
    """What the proof-reader says of a text that is being written, with the lines of the text itself."""
    from tingsbok.proofreading.rules import read_body

    return present.in_order(read_body(record, text, archive.known().of(record)))


def promises_view(archive: Archive, meeting: str) -> PromisesView:
    """What was promised at a meeting and is no assignment yet."""
    found = tuple(acts.offers(archive, meeting))
    said = words(archive)
    lines = tuple(present.promise_line(one, said, archive.today) for one in found)
    names = {owner: said.name_of(owner) for one in found for owner in one.owners}
    names[EVERYBODY] = t("every member")
    return PromisesView(said.name_of(meeting), found, lines, present.no_promises(), names)


def dismiss_preview(archive: Archive, one: acts.Offer, reason: str) -> Preview:
    """What dismissing a promise would write."""
    return archive.preview(acts.dismiss(archive, one, reason))


def dismiss_now(archive: Archive, one: acts.Offer, reason: str) -> Saved:
    """Dismiss it, as one change."""
    return archive.carry_out(acts.dismiss(archive, one, reason))

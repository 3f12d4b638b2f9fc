"""What stands beside a meeting's items in a very wide window: other meetings, who is there, what is found."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from tingsbok.history import Revision
from tingsbok.i18n import t
from tingsbok.ids import id_of
from tingsbok.index.rows import Row
from tingsbok.meetings.attendance import Lines
from tingsbok.problems import Problem
from tingsbok.record import Record
from tui.present import attendance
from tui.present.dates import moment
from tui.present.findings import in_order, sentence
from tui.present.history import summary
from tui.present.markdown import link, plain
from tui.present.record import Document
from tui.present.words import Words
from tui.widgets.columns import Column
from tui.widgets.pages import SECTION, Line

NUMBER = Column("", 4, "right")
_OPEN, _CLOSED, _HERE = "▼", "►", "•"


class Year(Struct, frozen=True):
    """A year of a body.

    Attributes:
        key: ``body/year``.
        name: The year.
        count: How many meetings it has.
        meetings: Their rows; ``None`` while the year is closed.
    """

    key: str
    name: str
    count: int
    meetings: Sequence[Row] | None = None


class Body(Struct, frozen=True):
    """A body with meetings.

    Attributes:
        key: Its id.
        name: What it is called.
        count: How many meetings it has.
        years: Their years, the latest first; ``None`` while the body is closed.
    """

    key: str
    name: str
    count: int
    years: Sequence[Year] | None = None


def branches_around(meeting: Record) -> frozenset[str]:
    """Keys of the branches that hold a meeting."""
    body, year = meeting.text("body"), meeting.text("date")[:4]
    return frozenset({body, f"{body}/{year}"})


def tree_lines(
    bodies: Sequence[Body], cases: Mapping[str, str], recent: Mapping[str, str], here: str, words: Words
) -> tuple[Line, ...]:
    """Bodies, their years and meetings, and below them the cases of the meeting and what was opened last.

    Args:
        bodies: The bodies that have meetings.
        cases: Names of the cases in the meeting by id.
        recent: Names of the records opened last by id.
        here: Id of the meeting that is shown.
        words: The archive's words.
    """
    lines = [Line("", (t("BODIES"), t("meetings")), style=SECTION)]
    for body in bodies:
        lines.append(_branch(body, "", is_open=body.years is not None))
        for year in body.years or ():
            lines.append(_branch(year, " ", is_open=year.meetings is not None))
            lines += [_meeting(row, here, words) for row in year.meetings or ()]
    lines += _records(t("CASES IN THE MEETING"), "case", cases)
    return tuple(lines + _records(t("OPENED LAST"), "recent", recent))


def _branch(one: Body | Year, indent: str, *, is_open: bool) -> Line:
    sign = _OPEN if is_open else _CLOSED
    return Line(f"branch:{one.key}", (f"{indent}{sign} {one.name}", str(one.count)))


def _meeting(row: Row, here: str, words: Words) -> Line:
    text = f"  {row.date} {words.value('meeting', 'status', row.status)}"
    is_here = row.id == here
    return Line(f"meeting:{row.id}", (text,), _HERE if is_here else "", "strong" if is_here else "")


def _records(title: str, kind: str, names: Mapping[str, str]) -> list[Line]:
    if not names:
        return []
    rows = [Line(f"{kind}:{identity}", (name,)) for identity, name in names.items()]
    return [Line("", (title,), style=SECTION), *rows]


def strip_lines(
    meeting: Record, body: Record | None, lines: Lines, found: Collection[Problem], words: Words
) -> tuple[Line, ...]:
    """Who is at the meeting, and what the review finds in it: a few lines.

    Args:
        meeting: The meeting.
        body: Its body, for the parties that are missing.
        lines: Its attendance list.
        found: The findings.
        words: The archive's words.
    """
    known = bool(meeting.entries("attendance"))
    said = attendance.counts(lines) if known else t("nobody is recorded")
    facts = attendance.of_the_room(lines, meeting, body, words.name_of) if known else []
    count = t("1 finding") if len(found) == 1 else t("{count} findings", count=len(found))
    return (
        Line("", (t("ATTENDANCE"), f"{said}  (p)"), style=SECTION),
        *(Line("", (fact,)) for fact in facts),
        Line("", (t("REVIEW"), f"{count if found else t('nothing is wrong')}  (g f)"), style=SECTION),
        *(_finding(one, meeting, words) for one in in_order(found)),
    )


def _finding(one: Problem, meeting: Record, words: Words) -> Line:
    """A finding; where it is not in the minutes themselves, the record it is in."""
    name = "" if one.path == meeting.path else f": {words.name_of(id_of(one.path))}"
    return Line(
        "",
        (f"{one.code} {sentence(one)}{name}",),
        "!" if one.is_error else "",
        "alert" if one.is_error else "",
    )


def joined(document: Document, after: Document | None) -> Document:
    """A text with what stands after it."""
    if after is None or not after.body:
        return document
    body = f"{document.body}\n\n---\n\n{after.body}"
    return replace(document, body=body, names={**document.names, **after.names})


def context(case: str, rows: Sequence[Row], changes: Sequence[tuple[str, Revision]], words: Words) -> str:
    """What stands after an item's text: the other decisions in its case, and the latest changes.

    Args:
        case: Id of the item's case; empty if it has none.
        rows: Other decisions in the case, newest first.
        changes: The latest changes, each with the name of the record it was made in.
        words: The archive's words.
    """
    parts: list[str] = []
    if case:
        parts.append(f"**{t('CASE')}** {link(case, words.name_of(case))} *(a)*")
        others = "\n".join(_decision(row, words) for row in rows)
        parts.append(others or t("Nothing else has been decided in it."))
    if changes:
        parts.append(f"**{t('HISTORY')}**")
        parts.append("\n".join(f"- {_change(name, revision)}" for name, revision in changes))
    return "\n\n".join(parts)


def _decision(row: Row, words: Words) -> str:
    outcome = words.value("decision", "outcome", row.status)
    return f"- {row.date} {link(row.id, row.title)} · *{plain(outcome)}*"


def _change(name: str, revision: Revision) -> str:
    is_new = revision.changes and not any(change.before for change in revision.changes)
    what = t("created") if is_new else summary(revision.changes) or revision.subject
    return plain(f"{moment(revision.when)} {revision.author}, {name}: {what}")

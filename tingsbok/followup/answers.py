"""Who has answered for an assignment: a report names who made it, and when; without a day it is promised."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from tingsbok.frontmatter import Value
from tingsbok.record import Record, said


class Answer(Struct, frozen=True):
    """What one of those responsible has answered.

    Attributes:
        party: Id of the person, organisation or body; empty for reports that name nobody.
        made: Day of the latest report, ISO; empty if there is none.
        note: What it says.
        promised: Day or words of the next report that was promised; empty if none was.
    """

    party: str
    made: str = ""
    note: str = ""
    promised: str = ""


def answers(record: Record, parties: Iterable[str] = ()) -> tuple[Answer, ...]:
    """The answers of those responsible, in their order, then of others who have reported.

    Args:
        record: The assignment.
        parties: Who is responsible where the record says *every member*.
    """
    reports = record.entries("reports")
    named = dict.fromkeys([*record.texts("assignees"), *parties, *(said(line, "by") for line in reports)])
    return tuple(_answer(party, reports) for party in named if party or len(reports))


def with_report(reports: Sequence[Value], by: str, made: str, note: str) -> list[Value]:
    """The reports with one more; a report that *by* had promised is the one that was made.

    Args:
        reports: The reports as written.
        by: Who reports; empty if nobody is named.
        made: The day, ISO.
        note: What the report says.
    """
    for place, line in enumerate(reports):
        if isinstance(line, dict) and not said(line, "made") and said(line, "by") in {by, ""}:
            kept = {key: value for key, value in line.items() if key != "note"}
            words = "; ".join(filter(None, (said(line, "note"), note)))
            return [
                *reports[:place],
                _line({**kept, "by": by, "made": made, "note": words}),
                *reports[place + 1 :],
            ]
    return [*reports, _line({"by": by, "made": made, "note": note})]


def _line(line: Mapping[str, Value]) -> dict[str, Value]:
    keys = ("due", "due_text", "by", "made", "note")
    return {key: line[key] for key in (*keys, *(key for key in line if key not in keys)) if line.get(key)}


def _answer(party: str, reports: Sequence[Mapping[str, Value]]) -> Answer:
    own = [line for line in reports if said(line, "by") == party]
    made = sorted((line for line in own if said(line, "made")), key=lambda line: said(line, "made"))
    waiting = [said(line, "due") or said(line, "due_text") for line in own if not said(line, "made")]
    latest = made[-1] if made else {}
    return Answer(party, said(latest, "made"), said(latest, "note"), next(filter(None, waiting), ""))

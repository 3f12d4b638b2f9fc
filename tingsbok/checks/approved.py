"""Approved minutes: whether their words are still those that were approved.

Compared is with the file as of the commit that approved the meeting. Most files are byte for byte the same,
so only those that differ are read from it.
"""

from __future__ import annotations

from collections.abc import Iterator

from tingsbok.checks.base import Lookup, problem
from tingsbok.i18n import N_, t
from tingsbok.meetings.locks import TEXT, altered, is_locked
from tingsbok.places import places_in
from tingsbok.problems import Problem
from tingsbok.record import Record, parse_record

_MEND = N_("Put the old words back, or correct them with `tingsbok decision correct`, which says why.")


def check(record: Record, lookup: Lookup) -> Iterator[Problem]:
    """Locked words that differ from the approved ones without a correction that says why."""
    rev = _approved_in(record, lookup)
    if not rev or lookup.is_as_in(rev, record):
        return
    raw = lookup.version(rev, record)
    if raw == record.raw:
        return
    if raw is None:
        if record.type == "decision":
            message = t("the decision was not among those that were approved with the minutes")
            yield problem("T121", record, message, advice=True)
        return
    before = parse_record(record.path, raw)

    def canonical(text: str) -> str:
        known = lookup.facts(text) if text and " " not in text else None
        return known.id if known else text

    for name in altered(before, record, canonical):
        yield _differs(record, name, rev)


def _approved_in(record: Record, lookup: Lookup) -> str:
    """The revision in which the record's words were approved; empty if they are not locked."""
    if record.type == "meeting":
        names = (record.id, *record.texts("aliases"))
        return lookup.approval(names) if is_locked(record) else ""
    meeting = lookup.facts(record.text("meeting")) if record.type == "decision" else None
    return lookup.approval(meeting.names) if meeting is not None and meeting.approved else ""


def _differs(record: Record, name: str, rev: str) -> Problem:
    if name == TEXT:
        message = t("the text differs from what was approved ({rev})", rev=rev[:7])
        return problem("T120", record, message, place=(record.first_line, 1), remedy=t(_MEND))
    message = t("{field} differs from what was approved ({rev})", field=name, rev=rev[:7])
    return problem("T120", record, message, place=places_in(record)((name,)), field=name, remedy=t(_MEND))

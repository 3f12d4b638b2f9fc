"""Which rules there are, and in which order they are asked."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from msgspec.structs import replace

from tingsbok.markdown_code import blanked
from tingsbok.places import places_in
from tingsbok.problems import Problem
from tingsbok.proofreading import (
    adoption,
    body_names,
    dated,
    decisions,
    far,
    hours,
    impossible,
    months,
    numbering,
    people,
    person_names,
    record_people,
    references,
    shares,
    sums,
    tasks,
    validity,
    weekdays,
)
from tingsbok.proofreading.accepted import without
from tingsbok.proofreading.context import Context
from tingsbok.proofreading.names import Known, Names
from tingsbok.proofreading.sheet import Sheet
from tingsbok.proofreading.text import Text, cut
from tingsbok.record import Record

MOST: Final = 500
"""Findings told of one text; more help nobody."""
_OF_TEXTS: Final = (
    weekdays.check, far.check, impossible.check, months.check, sums.check, hours.check, people.check,
    person_names.check, body_names.check, numbering.check, dated.check, decisions.check, tasks.check,
    references.check,
)  # fmt: skip
"""Rules for minutes that are no records."""
_OF_BODIES: Final = (
    weekdays.check, far.check, impossible.check, months.check, sums.check, person_names.check,
    body_names.check, references.check_meetings,
)  # fmt: skip
"""Rules for the text of a record; what else its front matter says better."""
_OF_RECORDS: Final = (
    record_people.check_record, numbering.check_record, dated.check_record, decisions.check_record,
    tasks.check_record, hours.check_record, shares.check_record, adoption.check_record,
)  # fmt: skip
_SAID: Final = ("until_text", "due_text", "next_meeting_text", "place")
"""Fields of words that dates are written in."""


def read_text(text: str, path: str, context: Context) -> list[Problem]:
    """What is wrong in a text that is no record, sorted by place.

    Args:
        text: The text; more than :data:`~tingsbok.proofreading.text.LARGEST` characters are not read.
        path: Its file, for the findings.
        context: What is known beside it. Without a day the one in its head counts.
    """
    sheet = Sheet(Text(cut(text), path))
    context = replace(context, day=context.day or sheet.day)
    return _sorted(problem for rule in _OF_TEXTS for problem in rule(sheet, context))


def names_of(text: str, path: str) -> Names:
    """The names in the lists of a text, to compare those of other texts with."""
    people = Sheet(Text(cut(text), path)).people
    return Names(Known(one.name, where=path) for one in {one.name: one for one in people}.values())


def read_record(record: Record, context: Context) -> list[Problem]:
    """What is wrong in a record that can be read, sorted by place; without what somebody has accepted."""
    return _sorted(without(_of_record(record, context), record, context.current_id))


def read_body(record: Record, text: str, context: Context) -> list[Problem]:
    """What is wrong in a text that is being written for a record; its first line has the number 1."""
    found = _of_body(record, Text(blanked(cut(text)), record.path), context)
    return _sorted(without(found, record, context.current_id))


def _of_record(record: Record, context: Context) -> Iterator[Problem]:
    for rule in _OF_RECORDS:
        yield from rule(record, context)
    for name in _SAID:
        yield from _in_field(record, name, context) if record.text(name) else ()
    yield from _of_body(record, body_of(record), context)


def _of_body(record: Record, text: Text, context: Context) -> Iterator[Problem]:
    sheet = Sheet(text)
    for body_rule in _OF_BODIES:
        yield from body_rule(sheet, context)
    yield from validity.check(text, context)
    if record.type == "meeting":
        yield from references.check_minutes(record, sheet)


def _in_field(record: Record, name: str, context: Context) -> Iterator[Problem]:
    """Findings in a field of words; its place is looked up only if there is one, for that costs a reading."""
    for problem in weekdays.check(Sheet(Text(record.text(name), record.path, field=name)), context):
        line, column = places_in(record)((name,))
        yield replace(problem, line=line, column=column + problem.column - 1)


def body_of(record: Record) -> Text:
    """The text of a record with its place in the file."""
    return Text(blanked(cut(record.body)), record.path, record.first_line)


def _sorted(problems: Iterator[Problem]) -> list[Problem]:
    found: list[Problem] = []
    for problem in problems:
        found.append(problem)
        if len(found) >= MOST:
            break
    return sorted(found, key=lambda one: (one.line, one.column, one.code))

"""T209: does the meeting end after it began?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from tingsbok.i18n import t
from tingsbok.places import places_in
from tingsbok.problems import Problem, Severity
from tingsbok.proofreading.context import Context
from tingsbok.proofreading.sheet import Sheet
from tingsbok.record import Record

_SPAN = re.compile(
    r"(?:\btid|\bkl\.?|\bklockan)[ :.]{1,3}(?P<h1>[0-2]?[0-9])[.:](?P<m1>[0-5][0-9]) {0,2}[-–] {0,2}"
    r"(?P<h2>[0-2]?[0-9])[.:](?P<m2>[0-5][0-9])(?![0-9])",
    re.IGNORECASE,
)


_MEETING = re.compile(r"möte|sammanträd", re.IGNORECASE)
_CLOCK = re.compile(r"[0-2][0-9]:[0-5][0-9]")


def check(sheet: Sheet, context: Context) -> Iterator[Problem]:  # noqa: ARG001 - every rule takes both
    """Yield the hours of a meeting that run backwards: in the head, or in a line that names a meeting.

    Other hours may well go on past midnight.
    """
    text = sheet.text
    for found in _SPAN.finditer(text.text):
        begins = int(found["h1"]), int(found["m1"])
        ends = int(found["h2"]), int(found["m2"])
        is_meetings = found.end() <= sheet.head_end or _MEETING.search(
            text.lines[text.line_at(found.start())]
        )
        if ends <= begins and is_meetings:
            yield sheet.text.problem(
                "T209", found.start("h1"), found.end(), t("the meeting ends before it begins")
            )


def check_record(record: Record, context: Context) -> Iterator[Problem]:  # noqa: ARG001 - rules are alike
    """The same for the record of a meeting."""
    start, end = record.text("start"), record.text("end")
    if record.type != "meeting" or not (_CLOCK.fullmatch(start) and _CLOCK.fullmatch(end)):
        return
    if end <= start:
        line, column = places_in(record)(("end",))
        message = t("the meeting ends before it begins")
        yield Problem("T209", Severity.ADVICE, record.path, message, line, column, "end", words=end)

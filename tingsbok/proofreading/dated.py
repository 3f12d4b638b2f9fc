"""T216 and T217: are the minutes dated like minutes of that meeting, and on one day only?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from typing import Final

from tingsbok.i18n import t
from tingsbok.places import places_in
from tingsbok.problems import Problem, Severity
from tingsbok.proofreading.context import Context
from tingsbok.proofreading.sheet import Sheet
from tingsbok.record import Record

LATEST: Final = 60
"""Days after which minutes are late. A formal board has 14 to approve them (5 kap. 69 § kommunallagen);
networks approve theirs at the next meeting, which is seldom more than two months away."""
_LABEL = re.compile(r"[\s*_#-]{0,6}(?P<label>datum)[*_]{0,2} ?:", re.IGNORECASE)


def check(sheet: Sheet, context: Context) -> Iterator[Problem]:
    """Yield two days under the same label in the head, and a day of writing that lies oddly."""
    text = sheet.text
    labelled = [
        one for _, one in sheet.dated_lines if _LABEL.match(text.lines[text.line_at(one.start)]) and one.real
    ]
    base = context.day or sheet.day
    for before, one in pairwise(labelled):
        if before.real != one.real:
            yield text.problem(
                "T217",
                before.start,
                before.end,
                t("two dates stand under the same label"),
                why=t("line {line} says {date}", line=text.shown_line(one.start), date=_said(one.real)),
                remedy=t("say which is the day of the meeting, and which that of the minutes"),
            )
    for one in labelled:
        message = _odd(base, one.real)
        if message:
            yield text.problem("T216", one.start, one.end, message)


def check_record(record: Record, context: Context) -> Iterator[Problem]:  # noqa: ARG001 - rules are alike
    """The same for the record of a meeting that says when its minutes were dated."""
    if record.type != "meeting" or not record.text("minutes_date"):
        return
    message = _odd(_day(record.text("date")), _day(record.text("minutes_date")))
    if message:
        line, column = places_in(record)(("minutes_date",))
        words = record.text("minutes_date")
        yield Problem(
            "T216", Severity.ADVICE, record.path, message, line, column, "minutes_date", words=words
        )


def _odd(meeting: date | None, written: date | None) -> str:
    if meeting is None or written is None:
        return ""
    days = (written - meeting).days
    if days < 0:
        return t("the minutes are dated before the meeting")
    if days > LATEST:
        return t("the minutes are dated {days} days after the meeting", days=days)
    return ""


def _said(day: date | None) -> str:
    return day.isoformat() if day else ""


def _day(iso: str) -> date | None:
    try:
        return date.fromisoformat(iso)
    except ValueError:
        return None

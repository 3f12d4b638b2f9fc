"""T204: does the text tell of what had not happened yet, or of a day far from its own?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from tingsbok.i18n import t
from tingsbok.problems import Problem
from tingsbok.proofreading.context import Context
from tingsbok.proofreading.days import Mention
from tingsbok.proofreading.sheet import Sheet
from tingsbok.proofreading.text import any_of

_PAST = r"""var~(?:som|på|hos|i|till|med|där|närvarande) hölls höll träffades träffade möttes samlades
    besökte deltog medverkade genomfördes ägde~rum skedde företrädde representerade reste sammanträdde
    beslutad(?:e|es)~(?:på|vid|den) [a-zåäö]{3,20}(?:de|des|te|tes)~(?:på|vid)~(?:möte|sammanträde)t?"""
_TOLD = re.compile(rf"\b(?:{any_of(_PAST)})\b", re.IGNORECASE)
_FUTURE = r"""ska skall skulle kommer bör inför nästa kommande senast planer\w{1,12} bordl\w{1,12}
    skjut\w{0,8} sköts återkom\w{0,8} återupp\w{0,10} återkoppl\w{0,8} framflytt\w{0,6} gäller
    giltig\w{0,4} kvarstår förläng\w{0,6} inbjud\w{0,8} bjud\w{0,4} kall\w{0,6} till~och~med t\.?o\.?m
    från~och~med fr\.?o\.?m före fram~till början slutet"""
_TO_COME = re.compile(rf"\b(?:{any_of(_FUTURE)})\b", re.IGNORECASE)
_FORMER = re.compile(
    r"(?:föregående|förra|senaste)\s+(?:mötes)?(?:protokoll|minnesanteckningar|anteckningar|möte)\w*",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"\b(?:och|men|samt)\b")
_AHEAD: Final = timedelta(days=365 * 15)
_BEHIND: Final = timedelta(days=365 * 80)
_AROUND: Final = 60


def check(sheet: Sheet, context: Context) -> Iterator[Problem]:
    """Yield dates after the meeting in a sentence that tells of the past, and days in another age."""
    base = context.day or sheet.day
    if base is None:
        return
    head = sheet.first_item if not context.day else 0
    for one in sheet.days:
        day = one.real
        if day is None or one.start < head:
            continue
        if day > base and _is_told(sheet, one):
            yield sheet.text.problem(
                "T204",
                one.start,
                one.end,
                t("the date lies after the meeting, but the sentence tells of the past"),
                why=t("the meeting was on {date}", date=base.isoformat()),
                remedy=t("see which date is meant"),
            )
        elif not base - _BEHIND < day < base + _AHEAD:
            yield sheet.text.problem(
                "T204",
                one.start,
                one.end,
                t("the date lies far from the meeting"),
                why=_distance(day, base),
                remedy=t("see which date is meant"),
            )


def _is_told(sheet: Sheet, one: Mention) -> bool:
    text = sheet.text
    first, last = text.sentence(one.start, one.end)
    before, after = text.text[first : one.start], text.text[one.end : min(last, one.end + _AROUND)]
    line = text.lines[text.line_at(one.start)][: one.start - text.starts[text.line_at(one.start)]]
    if _FORMER.search(line):
        return True
    begins = not before.casefold().strip().removeprefix("den")
    told = bool(_TOLD.search(_CLAUSE.split(before)[-1])) or (begins and bool(_TOLD.search(after)))
    return told and not _TO_COME.search(before)


def _distance(day: date, base: date) -> str:
    return t("{years} years away", years=abs(day.year - base.year))

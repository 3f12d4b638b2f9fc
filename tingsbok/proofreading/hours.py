"""T209: does the meeting end after it began?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from tingsbok.i18n import t
from tingsbok.problems import Problem
from tingsbok.proofreading.context import Context
from tingsbok.proofreading.sheet import Sheet

_SPAN = re.compile(
    r"(?:\btid|\bkl\.?|\bklockan)[ :.]{1,3}(?P<h1>[0-2]?[0-9])[.:](?P<m1>[0-5][0-9]) {0,2}[-–] {0,2}"
    r"(?P<h2>[0-2]?[0-9])[.:](?P<m2>[0-5][0-9])(?![0-9])",
    re.IGNORECASE,
)


def check(sheet: Sheet, context: Context) -> Iterator[Problem]:  # noqa: ARG001 - every rule takes both
    """Yield a span of hours that runs backwards."""
    for found in _SPAN.finditer(sheet.text.text):
        begins = int(found["h1"]), int(found["m1"])
        ends = int(found["h2"]), int(found["m2"])
        if ends <= begins:
            yield sheet.text.problem(
                "T209", found.start("h1"), found.end(), t("the meeting ends before it begins")
            )

"""T311 and T312: has each assignment somebody who does it, and a day by which?"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import Final

from tingsbok.i18n import t
from tingsbok.places import places_in
from tingsbok.problems import Problem, Severity
from tingsbok.proofreading.context import Context
from tingsbok.proofreading.sheet import Sheet
from tingsbok.proofreading.text import any_of
from tingsbok.record import Record

_GIVEN = re.compile(
    r"\b(?:får|ges|ger|uppdra[rs]? åt|att ge)\b[^.:;\n]{0,80}?\b(?:i )?uppdrag(?:et)?(?= att| till)",
    re.IGNORECASE,
)
_TOLD = re.compile(r"\b(?:beslutade|gavs|gett|fick|hade)\b[^.]{0,120}\Z", re.IGNORECASE)
_WHEN = r"""senast inom innan före till~(?:nästa|mötet) nästa~möte snarast hösten våren vid~möte
    [0-9]{1,2}/[0-9]{1,2}"""
_DATED = re.compile(any_of(_WHEN), re.IGNORECASE)
_OWNERS: Final = ("assignees", "assignees_text", "assign_all")
_DAYS: Final = ("due", "due_text", "reports")


def check(sheet: Sheet, context: Context) -> Iterator[Problem]:  # noqa: ARG001 - rules are alike
    """Yield an assignment that the text gives now, and not tells of, without a day."""
    text = sheet.text
    starts = [one.start for one in sheet.days]
    for found in _GIVEN.finditer(text.text):
        first, last = text.sentence(found.start(), found.end())
        if _TOLD.search(text.text[first : found.start()]):
            continue
        dated = bisect_left(starts, first) < bisect_left(starts, last)
        if not dated and not _DATED.search(text.text[first:last]):
            yield text.problem(
                "T312",
                found.start(),
                found.end(),
                t("an assignment without a day"),
                remedy=t("say by which day or meeting it is to be done"),
            )


def check_record(record: Record, context: Context) -> Iterator[Problem]:  # noqa: ARG001 - rules are alike
    """The same for an open assignment's record, and who is to do it."""
    if record.type != "assignment" or record.text("status") not in ("", "open"):
        return
    place = places_in(record)(("title",))
    words = record.text("title")
    if not any(record.fields.get(name) for name in _OWNERS):
        yield Problem(
            "T311",
            Severity.ADVICE,
            record.path,
            t("nobody is to do it"),
            *place,
            "assignees",
            t("say who is to do it"),
            words=words,
        )
    if not any(record.fields.get(name) for name in _DAYS):
        yield Problem(
            "T312",
            Severity.ADVICE,
            record.path,
            t("an assignment without a day"),
            *place,
            "due",
            t("say by which day or meeting it is to be done"),
            words=words,
        )

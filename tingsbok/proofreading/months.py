"""T206: does a date name one month only?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec.structs import replace

from tingsbok.i18n import t
from tingsbok.problems import Fix, Problem
from tingsbok.proofreading.context import Context
from tingsbok.proofreading.days import MONTH_WORDS, Mention
from tingsbok.proofreading.sheet import Sheet

_WORDS = re.compile(rf"\b(?:{MONTH_WORDS})\b", re.IGNORECASE)


def check(sheet: Sheet, context: Context) -> Iterator[Problem]:
    """Yield each date with two months; which one is right is certain where the meeting's day is known."""
    for one in sheet.days:
        if one.other_month:
            yield sheet.text.problem(
                "T206",
                one.start,
                one.end,
                t("the date names two months"),
                fixes=_fixes(sheet.text.text[one.start : one.end], one, context),
            )


def _fixes(written: str, one: Mention, context: Context) -> list[Fix]:
    first, second = list(_WORDS.finditer(written))[:2]
    without_second = written[: second.start()].rstrip() + written[second.end() :]
    without_first = written[: first.start()] + written[second.start() :]
    if one.other_month == one.month:
        return [Fix(without_second, certain=True)]
    days = (one.real, replace(one, month=one.other_month).real)
    known = [context.day is not None and day == context.day for day in days]
    fixes = [
        Fix(text, certain=sure) for text, sure in zip((without_second, without_first), known, strict=True)
    ]
    return sorted(fixes, key=lambda fix: not fix.certain)

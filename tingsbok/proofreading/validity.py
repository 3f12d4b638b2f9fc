"""T331: is what the text calls valid still valid?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from tingsbok.i18n import t
from tingsbok.problems import Problem
from tingsbok.proofreading.context import Context
from tingsbok.proofreading.text import Text
from tingsbok.record import Record

_LINK = re.compile(r"\[\[(?P<id>[a-z0-9][a-z0-9._-]{0,119})(?:\|[^\[\]\n]{0,300})?\]\]", re.IGNORECASE)
_VALID = re.compile(
    r"\b(?:gäller|gällande|giltig\w{0,3}|i kraft|enligt|nuvarande|regleras|följer)\b", re.IGNORECASE
)
_TOLD = re.compile(
    r"\b(?:gällde|tidigare|dåvarande|förra|upphör\w{0,5}|upphävd\w{0,2}|ersätt\w{0,4}|gick ut|löpte ut)\b",
    re.IGNORECASE,
)
_OVER: Final = ("ended", "terminated")


def check(text: Text, context: Context) -> Iterator[Problem]:
    """Yield links to agreements that had ended on the day of the text, in sentences that call them valid."""
    if context.day is None:
        return
    whys: dict[str, str] = {}
    for found in _LINK.finditer(text.text):
        identity = found["id"]
        if identity not in whys:  # a text may name one record a hundred thousand times
            record = context.resolve(identity)
            whys[identity] = _ended(record, context.day.isoformat()) if record else ""
        why = whys[identity]
        if why and _is_called_valid(text, found):
            yield text.problem(
                "T331",
                found.start(),
                found.end(),
                t("is spoken of as valid, but had ended"),
                why=why,
                remedy=t("refer to what holds now, or say that it had ended"),
            )


def _is_called_valid(text: Text, found: re.Match[str]) -> bool:
    first, last = text.sentence(found.start(), found.end())
    sentence = text.text[first:last]
    return bool(_VALID.search(sentence)) and not _TOLD.search(sentence)


def _ended(record: Record, day: str) -> str:
    if record.type != "agreement":
        return ""
    until = record.text("valid_to")
    if until and until < day[: len(until)]:
        return t("valid until {date}", date=until)
    if not until and record.text("status") in _OVER:
        return t("it has ended")
    return ""

"""T320, T321 and T322: are the meetings, papers and items that a text refers to there?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from tingsbok.frontmatter import Value
from tingsbok.i18n import t
from tingsbok.problems import Problem
from tingsbok.proofreading.context import Context
from tingsbok.proofreading.names import Names
from tingsbok.proofreading.sheet import Sheet
from tingsbok.record import Record

_MEETING = re.compile(
    r"(?P<body>[A-ZÅÄÖ][\wåäöÅÄÖ-]{1,40}?)s? (?:möte|mötet|sammanträde|sammanträdet)(?: den)?[ \t]{1,3}\Z"
)
_DECIDED = re.compile(r"(?P<body>[A-ZÅÄÖ][\wåäöÅÄÖ-]{1,40}) (?:beslutade|beslutar)(?: den)?[ \t]{1,3}\Z")
_PAPER = re.compile(
    r"\b(?:Bilaga|Bil\.?)[ \u00a0](?P<numbers>[0-9]{1,3}(?:(?: ?[,–-] ?| och )[0-9]{1,3}){0,10})\b"
)
_NUMBER = r"(?P<number>[0-9]{1,3}(?:[a-zåäö]| [a-zåäö]\))?)(?!\w)"
_ELSEWHERE = r"(?! (?:[A-ZÅÄÖ]|i |kap|st\b|första|andra))"
_ITEM = re.compile(rf"\b[Ss]e (?:§|punkt|p\.|pkt|ärende)[ \u00a0]?{_NUMBER}{_ELSEWHERE}")
_AROUND: Final = 90


def check(sheet: Sheet, context: Context) -> Iterator[Problem]:
    """Yield meetings that the archive does not know, and items that these minutes do not have."""
    yield from check_meetings(sheet, context)
    known = {str(one.number) for one in sheet.headings if one.number}
    if known:
        yield from _items(sheet, known)


def check_minutes(record: Record, sheet: Sheet) -> Iterator[Problem]:
    """Yield items and papers that a meeting's text refers to and its record does not have."""
    items = record.entries("items")
    known = {_plain(item, name) for item in items for name in ("number", "key")} - {""}
    if known:
        yield from _items(sheet, known)
    labels = [_plain(paper, "label") for holder in (record.fields, *items) for paper in _papers(holder)]
    numbers = {number for label in labels for number in re.findall(r"[0-9]{1,3}", label)}
    if numbers:
        yield from _missing_papers(sheet, numbers)


def check_meetings(sheet: Sheet, context: Context) -> Iterator[Problem]:
    """Yield meetings, named by body and day, that the archive does not know."""
    text = sheet.text
    for one in sheet.days:
        if one.real is None:
            continue
        before = text.text[max(0, one.start - _AROUND) : one.start]
        found = _MEETING.search(before) or _DECIDED.search(before)
        body = _body(found["body"], context.bodies) if found else ""
        days = context.meetings.get(body, frozenset())
        day = one.real.isoformat()
        if days and day not in days and min(days) <= day and day != (context.day and context.day.isoformat()):
            yield text.problem(
                "T320",
                one.start,
                one.end,
                t("the archive knows no meeting of that day"),
                why=t("{body} has meetings on other days", body=body),
                remedy=t("see which meeting is meant, or add it as mentioned"),
            )


def _items(sheet: Sheet, known: set[str]) -> Iterator[Problem]:
    for found in _ITEM.finditer(sheet.text.text):
        number = found["number"].replace(" ", "").rstrip(")").lower()
        digits = re.match(r"[0-9]+", number)
        if number not in known and (digits is None or digits[0] not in known):
            yield sheet.text.problem("T322", found.start(), found.end(), t("these minutes have no such item"))


def _missing_papers(sheet: Sheet, numbers: set[str]) -> Iterator[Problem]:
    for found in _PAPER.finditer(sheet.text.text):
        missing = [one for one in re.findall(r"[0-9]{1,3}", found["numbers"]) if one not in numbers]
        if missing:
            yield sheet.text.problem(
                "T321",
                found.start(),
                found.end(),
                t("the meeting has no such paper"),
                remedy=t("add the paper to the meeting, or correct its number"),
            )


def _body(word: str, bodies: Names) -> str:
    """The id of the body that a word names, its genitive *s* aside."""
    known = bodies.get(word)
    return known.id if known else ""


def _papers(holder: Mapping[str, Value]) -> list[Mapping[str, Value]]:
    value = holder.get("papers")
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _plain(entry: Mapping[str, Value], name: str) -> str:
    value = entry.get(name, "")
    return re.sub(r"[^0-9a-zåäö,–-]", "", value.lower()) if isinstance(value, str) else ""

"""T310 and T313: has each item for decision its decision, and does what is postponed come back some day?"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import Final

from tingsbok.i18n import t
from tingsbok.places import places_in
from tingsbok.problems import Problem, Severity
from tingsbok.proofreading.context import Context
from tingsbok.proofreading.sheet import Heading, Sheet
from tingsbok.proofreading.text import any_of
from tingsbok.record import Record, said
from tingsbok.steps import HELD

_FOR_DECISION = re.compile(r"[ \t*_#-]{0,6}beslutsärende\b", re.IGNORECASE | re.MULTILINE)
_TITLED = re.compile(r"beslut(?: om\b|:)", re.IGNORECASE)
_DECIDES = r"""beslutade beslutar beslutas beslut fastställ\w{1,6} godkän\w{1,6} antog antar
    bordl\w{1,8} återremitter\w{0,6} avslår avslog ställ(?:er|de)~sig~bakom beviljar beviljade
    lägg\w{0,4}~till~handlingarna"""
_DECIDED = re.compile(rf"\b(?:{any_of(_DECIDES)})\b", re.IGNORECASE)
_OPENS = re.compile(
    r"^[ \t*_#-]{0,8}(?:[\wåäöÅÄÖ -]{2,60} )?(?P<verb>beslutade|beslutar|beslut)[ \t]{0,3}:?[ \t*_]{0,6}$",
    re.IGNORECASE | re.MULTILINE,
)
_PROPOSAL = re.compile(r"förslag till beslut", re.IGNORECASE)
_POSTPONES = re.compile(
    r"\b(?:bordlägg\w{0,4}|bordlades|skjut\w{0,3} upp|sköts upp|uppskjut\w{0,4}|vilandeförklar\w{0,4})\b",
    re.IGNORECASE,
)
_RETURNS = re.compile(
    r"tills vidare|nästa|dagens möte|kommande|hösten|våren|höst|vår \d|vecka|till mötet|senare|\b20\d\d\b",
    re.IGNORECASE,
)
_CLAUSE: Final = 400


def check(sheet: Sheet, context: Context) -> Iterator[Problem]:  # noqa: ARG001 - every rule takes both
    """Yield items for decision in which nothing is decided, decisions without words, and open ends."""
    for at, heading in enumerate(sheet.headings):
        section = sheet.section(at)
        parts = heading.number and at + 1 < len(sheet.headings) and sheet.headings[at + 1].letter
        marked = _FOR_DECISION.search(section) or _TITLED.match(heading.title)
        if marked and not parts and not _DECIDED.search(_FOR_DECISION.sub("", section)):
            yield _at(sheet, heading, t("an item for decision without a decision"))
    yield from _empty(sheet)
    yield from _postponed(sheet)


def _postponed(sheet: Sheet) -> Iterator[Problem]:
    """What is postponed without a day, a meeting or *until further notice*."""
    text = sheet.text
    starts = [one.start for one in sheet.days]
    for found in _POSTPONES.finditer(text.text):
        first, last = text.sentence(found.start(), found.end())
        last = min(last, found.end() + _CLAUSE)
        dated = bisect_left(starts, first) < bisect_left(starts, last)
        if not dated and not _RETURNS.search(text.text[first:last]):
            yield text.problem(
                "T313",
                found.start(),
                found.end(),
                t("postponed, but to no day"),
                remedy=t("say when it returns, or that it is postponed until further notice"),
            )


def check_record(record: Record, context: Context) -> Iterator[Problem]:
    """The same for a postponed decision, and for a meeting's items that the archive has no decision of."""
    if record.type == "decision":
        yield from _decision(record)
    elif record.type == "meeting" and record.text("status") in HELD and context.decided is not None:
        yield from _items(record, context.decided(record.id))


def _decision(record: Record) -> Iterator[Problem]:
    outcome = record.text("outcome")
    place = places_in(record)
    if outcome == "postponed" and not any(record.text(name) for name in ("until", "until_text")):
        further = record.text("until_further_notice") == "true"
        if not further:
            yield Problem(
                "T313",
                Severity.ADVICE,
                record.path,
                t("postponed, but to no day"),
                *place(("outcome",)),
                "outcome",
                t("say when it returns, or that it is postponed until further notice"),
                words="postponed",
            )


def _items(record: Record, decided: frozenset[str]) -> Iterator[Problem]:
    """Items of the kind *decision* that neither themselves nor in their parts have a decision."""
    items = record.entries("items")
    place = places_in(record)
    parents = {said(item, "parent") for item in items}
    for at, item in enumerate(items):
        key = said(item, "key")
        if said(item, "kind") != "decision" or key in decided or key in parents:
            continue
        shown = said(item, "number").removeprefix("§").strip() or key
        yield Problem(
            "T310",
            Severity.ADVICE,
            record.path,
            t("§ {number} is for decision, but has no decision with an outcome", number=shown),
            *place(("items", at)),
            f"items.{at}",
            t("record the decision, or make it an item for information"),
            words=key,
        )


def _empty(sheet: Sheet) -> Iterator[Problem]:
    text = sheet.text
    starts = {heading.start for heading in sheet.headings}
    for found in _OPENS.finditer(text.text):
        if _PROPOSAL.search(found[0]):
            continue
        line = text.line_at(found.end()) + 1
        while line < len(text.lines) and not text.lines[line].strip():
            line += 1
        if line >= len(text.lines) or text.starts[line] in starts:
            start = found.start("verb")
            yield text.problem("T310", start, found.end("verb"), t("a decision without words"))


def _at(sheet: Sheet, heading: Heading, message: str) -> Problem:
    line = sheet.text.text[heading.start : heading.end]
    lead = len(line) - len(line.lstrip())
    start = heading.start + lead
    return sheet.text.problem("T310", start, min(heading.end, start + 60), message)

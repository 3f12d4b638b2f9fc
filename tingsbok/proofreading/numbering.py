"""T215: are the items numbered without gaps and doubles?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from tingsbok.i18n import t
from tingsbok.places import places_in
from tingsbok.problems import Problem, Severity
from tingsbok.proofreading.context import Context
from tingsbok.proofreading.sheet import Heading, Sheet
from tingsbok.record import Record

_LEADING = re.compile(r"(?:§ ?)?([0-9]{1,4})(?: ?([a-zåäö]))?(?![0-9a-zåäö])", re.IGNORECASE)


def check(sheet: Sheet, context: Context) -> Iterator[Problem]:  # noqa: ARG001 - every rule takes both
    """Yield numbers and letters that are left out or stand twice."""
    numbered = [one for one in sheet.headings if one.number]
    for before, one in pairwise(numbered):
        message = _gap(before.number, one.number)
        if message:
            yield _at(sheet, one, message)
    lettered: list[Heading] = []
    for one in [*sheet.headings]:
        if one.number:
            lettered = []
            continue
        if lettered:
            message = _letter_gap(lettered[-1].letter, one.letter)
            if message:
                yield _at(sheet, one, message)
        lettered.append(one)


def check_record(record: Record, context: Context) -> Iterator[Problem]:  # noqa: ARG001 - every rule takes both
    """The same for the items of a meeting's record."""
    if record.type != "meeting":
        return
    place = places_in(record)
    last = 0
    letters: dict[int, str] = {}
    for at, item in enumerate(record.entries("items")):
        shown = item.get("number", "")
        found = _LEADING.match(shown.strip()) if isinstance(shown, str) else None
        if found is None:
            continue
        number, letter = int(found[1]), (found[2] or "").lower()
        if letter:
            message = _letter_gap(letters[number], letter) if number in letters else ""
            letters[number] = letter
        else:
            message, last = _gap(last, number) if last else "", number
        if message:
            line, column = place(("items", at, "number"))
            field = f"items.{at}.number"
            yield Problem(
                "T215", Severity.ADVICE, record.path, message, line, column, field, words=str(shown)
            )


def _at(sheet: Sheet, one: Heading, message: str) -> Problem:
    line = sheet.text.text[one.start : one.end]
    lead = len(line) - len(line.lstrip())
    return sheet.text.problem("T215", one.start + lead, min(one.end, one.start + lead + 60), message)


def _gap(before: int, number: int) -> str:
    if number == before:
        return t("the number {number} stands twice", number=number)
    if number < before:
        return t("{number} comes after {before}", number=number, before=before)
    missing: Sequence[int] = range(before + 1, number)
    if not missing:
        return ""
    return t("number {number} is missing", number=", ".join(str(one) for one in missing[:5]))


def _letter_gap(before: str, letter: str) -> str:
    order = "abcdefghijklmnopqrstuvwxyzåäö"
    first, second = order.find(before), order.find(letter)
    if letter == before:
        return t("the letter {letter} stands twice", letter=letter)
    if second > first + 1:
        return t("letter {letter} is missing", letter=order[first + 1])
    return ""

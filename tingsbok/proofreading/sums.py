"""T207 and T208: do the parts of a table, or of a sum in the text, come to the total that is stated?

Nothing is forgiven: published shares that were rounded one by one are exactly what a reader trips over.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

from msgspec import Struct, field

from tingsbok.i18n import t
from tingsbok.problems import Fix, Problem
from tingsbok.proofreading.context import Context
from tingsbok.proofreading.numbers import AMOUNT, SPACE, amount_of, sum_in_words, value_of, written_like
from tingsbok.proofreading.sheet import Sheet
from tingsbok.proofreading.text import Text

_TOTAL = re.compile(
    r"[*_\s]{0,4}(?:summa|totalt|total|totalsumma|sammanlagt|tillsammans|sum|s:a|Σ)\b", re.IGNORECASE
)
_IN_TOTALS: Final = ("sum", "total", "sammanlagt", "llsammans", "s:a", "σ")
"""One of these is in each of the words above, folded."""
_AMONG = re.compile(r"[*_\s]{0,4}(?:varav|därav|delsumma)\b", re.IGNORECASE)
_RULE = re.compile(r"[\s|:+=-]{3,400}")
_LABELLED = re.compile(
    rf"(?P<label>[^\d\n]{{2,60}}?){SPACE}{{1,20}}(?P<amount>{AMOUNT})(?P<unit>{SPACE}?(?:kr|tkr|mkr|%))?\s*\Z"
)
_UNITS: Final = {
    "miljoner kronor": "mkr", "miljoner kr": "mkr", "miljoner": "mkr", "miljon": "mkr",
    "kr": "kr", "kronor": "kr", "tkr": "tkr", "mkr": "mkr", "mnkr": "mkr",
}  # fmt: skip
_UNIT = rf"(?:{SPACE}(?:{'|'.join(_UNITS)})\b)?"
_PART = re.compile(rf"(?P<amount>{AMOUNT}){SPACE}?(?P<unit>{'|'.join(_UNITS)}|)\b")
_IN_PROSE = re.compile(
    rf"(?P<total>{AMOUNT})(?P<unit>{_UNIT}){SPACE}?\((?P<parts>{AMOUNT}{_UNIT}(?:{SPACE}?\+{SPACE}?{AMOUNT}{_UNIT}){{1,20}})\)"
)
_BAR = re.compile(r"\|")
_SEPARATORS: Final = (_BAR, re.compile(r"\t"), re.compile(r"[ \u00a0]{2,}"))
_MAY_HAVE_CELLS = re.compile(r"[|\t]|[ \u00a0]{2}|(?:[0-9]|kr|%)\s*\Z")
_ENDS_LIKE_AN_AMOUNT = re.compile(r"(?:[0-9]|kr|%)\Z")
_FEWEST: Final = 2
_MILLE: Final = 1_000
_LONGEST_LINE: Final = 2_000


class _Cell(Struct, frozen=True):
    text: str
    start: int


def check(sheet: Sheet, context: Context) -> Iterator[Problem]:  # noqa: ARG001 - every rule takes both
    """Yield each stated total that its parts do not come to, with what they do come to."""
    folded = sheet.text.text.casefold()
    if any(part in folded for part in _IN_TOTALS):  # most texts state none, and need not be taken apart
        for rows in _tables(sheet.text):
            yield from _columns(sheet.text, rows)
    yield from _prose(sheet.text)


def _tables(text: Text) -> Iterator[list[list[_Cell]]]:
    """Stretches of lines with the same kind of cells, by tab, bar, wide gaps, or a label and an amount."""
    rows: list[list[_Cell]] = []
    for at, line in enumerate(text.lines):
        if _RULE.fullmatch(line[:_LONGEST_LINE]):
            continue
        cells = _cells(line, text.starts[at]) if len(line) <= _LONGEST_LINE else []
        if cells and rows and len(cells) == len(rows[-1]):
            rows.append(cells)
            continue
        if len(rows) > _FEWEST:
            yield rows
        rows = [cells] if cells else []
    if len(rows) > _FEWEST:
        yield rows


def _cells(line: str, offset: int) -> list[_Cell]:
    if not _MAY_HAVE_CELLS.search(line):
        return []
    stripped = line.strip()
    for separator in _SEPARATORS:
        inner = stripped.strip("|") if separator is _BAR else line.strip(" ")
        if separator.search(inner):
            return list(_divided(inner, separator, offset + line.find(inner)))
    found = _LABELLED.fullmatch(stripped) if _ENDS_LIKE_AN_AMOUNT.search(stripped) else None
    if found is None:
        return []
    begin = offset + line.find(stripped)
    amount = found["amount"] + (found["unit"] or "")
    return [_Cell(found["label"], begin), _Cell(amount, begin + found.start("amount"))]


def _divided(inner: str, separator: re.Pattern[str], offset: int) -> Iterator[_Cell]:
    at = 0
    for found in separator.finditer(inner):
        yield _Cell(inner[at : found.start()], offset + at)
        at = found.end()
    yield _Cell(inner[at:], offset + at)


def _columns(text: Text, rows: Sequence[Sequence[_Cell]]) -> Iterator[Problem]:
    """Each column's totals against the amounts above them."""
    for column in range(1, len(rows[0])):
        added = _Added()
        for at, row in enumerate(rows):
            cell = row[column]
            found = amount_of(cell.text)
            if _TOTAL.match(row[0].text):
                if found and not added.comes_to(found[0]):
                    yield _wrong(text, "T207", cell, sum(added.parts, Decimal(0)), found[0])
                added.close(found[0] if found else None)
            elif found and not _AMONG.match(row[0].text) and not (at == 0 and _is_year(found[0])):
                added.parts.append(found[0])
            elif not found and cell.text.strip() and at:
                added.parts.clear()


class _Added(Struct):
    """What was added up in a column so far.

    Attributes:
        parts: Amounts since the last total.
        before: Amounts above that one.
        totals: Totals above.
    """

    parts: list[Decimal] = field(default_factory=list)
    before: list[Decimal] = field(default_factory=list)
    totals: list[Decimal] = field(default_factory=list)

    def comes_to(self, stated: Decimal) -> bool:
        """Whether a total is that of its parts, of everything above, or of the parts and the totals above."""
        if len(self.parts) < _FEWEST:
            return True
        parts = sum(self.parts, Decimal(0))
        whole = parts + sum(self.before, Decimal(0))
        return stated in (parts, whole, parts + sum(self.totals, Decimal(0)))

    def close(self, stated: Decimal | None) -> None:
        """Begin anew under a total."""
        self.before += self.parts
        self.parts = []
        if stated is not None:
            self.totals.append(stated)


def _is_year(amount: Decimal) -> bool:
    """Whether a number in the first line heads its column."""
    return 1900 <= amount < 2100 and amount == int(amount)  # noqa: PLR2004 - years that tables are about


def _wrong(text: Text, code: str, cell: _Cell, added: Decimal, stated: Decimal) -> Problem:
    lead = len(cell.text) - len(cell.text.lstrip(" *_"))
    written = cell.text.strip(" *_")
    digits = re.match(AMOUNT, written)
    words = digits[0] if digits else written
    start = cell.start + lead
    difference = added - stated
    return text.problem(
        code,
        start,
        start + len(words),
        t("the parts do not come to the total"),
        why=sum_in_words(
            written_like(added, words), written_like(abs(difference), words), more=difference > 0
        ),
        fixes=(Fix(written_like(added, words)),),
    )


def _prose(text: Text) -> Iterator[Problem]:
    if "+" not in text.text:
        return
    for found in _IN_PROSE.finditer(text.text):
        parts = [
            (value_of(part["amount"]), _UNITS.get(part["unit"], ""))
            for part in _PART.finditer(found["parts"])
        ]
        added = sum((amount for amount, _ in parts), Decimal(0))
        stated = value_of(found["total"])
        if added != stated and _are_of_one_kind(_UNITS.get(found["unit"].strip(), ""), parts):
            yield _wrong(text, "T208", _Cell(found["total"], found.start("total")), added, stated)


def _are_of_one_kind(unit: str, parts: Sequence[tuple[Decimal, str]]) -> bool:
    """Whether a total and its parts are counted in the same: ``1,5 mkr (750 000 + 750 000)`` is not."""
    written = {one for _, one in parts} - {""}
    in_kronor = not written and any(abs(amount) >= _MILLE for amount, _ in parts)
    return not (written - {unit or "kr"}) and not (in_kronor and unit in {"tkr", "mkr"})

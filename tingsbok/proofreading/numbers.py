"""Amounts as Swedish texts write them: ``2 000 000``, ``1.250,50``, ``750 tkr``, ``12 %``."""

from __future__ import annotations

import re
from decimal import Decimal

from tingsbok.i18n import t

SPACE = "[ \u00a0\u202f\u2009]"
_WHOLE = rf"(?:[0-9]{{1,3}}(?:{SPACE}[0-9]{{3}}){{1,6}}|[0-9]{{1,3}}(?:\.[0-9]{{3}}){{1,6}}|[0-9]{{1,15}})"
_AMOUNT = rf"[-−]?{_WHOLE}(?:,[0-9]{{1,6}})?"
AMOUNT = rf"(?<![0-9A-Za-z.,/-]){_AMOUNT}(?![0-9A-Za-z]|[.,][0-9])"
"""An amount that is not a part of something longer, for an expression."""
_CELL = re.compile(
    rf"[*_]{{0,3}}(?P<amount>{_AMOUNT}){SPACE}?(?P<unit>kr|kronor|tkr|mkr|mnkr|sek|%|st|:-)?\.?[*_]{{0,3}}",
    re.IGNORECASE,
)


def amount_of(text: str) -> tuple[Decimal, str] | None:
    """The amount and unit that a cell holds; ``None`` if it holds anything else."""
    found = _CELL.fullmatch(text.strip())
    return (value_of(found["amount"]), (found["unit"] or "").lower()) if found else None


def value_of(amount: str) -> Decimal:
    """What an amount comes to."""
    plain = re.sub(SPACE, "", amount).replace("−", "-")
    if re.fullmatch(r"-?[0-9]{1,3}(?:\.[0-9]{3})+(?:,[0-9]+)?", plain):
        plain = plain.replace(".", "")
    return Decimal(plain.replace(",", "."))


def written_like(value: Decimal, like: str) -> str:
    """An amount in the way of another: with its thousands separators and a decimal comma."""
    found = re.search(rf"[0-9]({SPACE}|\.)[0-9]{{3}}(?![0-9])", like)
    separator = found[1] if found else ("" if re.search(r"[0-9]{4}", like) else " ")
    digits = f"{value:,f}".replace(",", "\0").replace(".", ",")
    return digits.replace("\0", separator)


def sum_in_words(added: str, difference: str, *, more: bool) -> str:
    """What the parts come to, and how far that is from what is stated; both amounts as they are written."""
    if more:
        return t("they come to {sum}, {difference} more", sum=added, difference=difference)
    return t("they come to {sum}, {difference} less", sum=added, difference=difference)

"""T207 for records: do the shares of a cost come to its total?"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from tingsbok.frontmatter import Value
from tingsbok.i18n import t
from tingsbok.places import places_in
from tingsbok.problems import Problem, Severity
from tingsbok.proofreading.context import Context
from tingsbok.proofreading.numbers import sum_in_words, written_like
from tingsbok.record import Record, is_number


def check_record(record: Record, context: Context) -> Iterator[Problem]:  # noqa: ARG001 - every rule takes both
    """Yield a cost whose shares, where each is an amount, come to another sum."""
    cost = record.fields.get("cost")
    if not isinstance(cost, dict):
        return
    stated = _amount(cost.get("total"))
    shares = cost.get("shares")
    lines = [one for one in shares if isinstance(one, dict)] if isinstance(shares, list) else []
    amounts = [_amount(line.get("amount")) for line in lines]
    known = [one for one in amounts if one is not None]
    if stated is None or len(known) < 2 or len(known) != len(amounts):  # noqa: PLR2004 - one share is no sum
        return
    added = sum(known, Decimal(0))
    if added != stated:
        spoken = "2 000"
        yield Problem(
            "T207",
            Severity.ADVICE,
            record.path,
            t("the parts do not come to the total"),
            *places_in(record)(("cost", "total")),
            "cost.total",
            t("correct a share, or say in the cost's note why they differ and accept it"),
            words=str(cost.get("total")),
            why=sum_in_words(
                written_like(added, spoken), written_like(abs(added - stated), spoken), more=added > stated
            ),
        )


def _amount(value: Value | None) -> Decimal | None:
    return Decimal(value) if isinstance(value, str) and is_number(value) else None

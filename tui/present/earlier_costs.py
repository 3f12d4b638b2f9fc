"""What parties paid under earlier agreements, as columns beside what they pay now."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct
from msgspec.structs import replace

from tingsbok.followup.costs import Share, money, summed
from tingsbok.i18n import t
from tingsbok.questions.costs import Cost
from tui.widgets.columns import Column
from tui.widgets.pages import Line

_AMOUNT = 14


class Earlier(Struct, frozen=True):
    """The cost of an earlier agreement, and what that is called."""

    name: str
    cost: Cost


def columns(cost: Cost, earlier: Sequence[Earlier]) -> tuple[Column, ...]:
    """A column for each, and after the latest how much more is paid now; the oldest leave first."""
    found = [Column(each.name, _AMOUNT, "right", 10 + 2 * place) for place, each in enumerate(earlier)]
    if earlier and _is_comparable(cost, earlier[0].cost):
        found.insert(1, Column(t("Change"), 12, "right", 11))
    return tuple(found)


def with_earlier(lines: Iterable[Line], cost: Cost, earlier: Sequence[Earlier]) -> list[Line]:
    """The lines of a cost with what the same parties paid before; the sum is that of those that share."""
    own = {share.party: share for share in cost.division.shares}
    found = []
    for line in lines:
        parties = [own[line.key]] if line.key in own else list(cost.division.divided)
        found.append(replace(line, cells=(*line.cells, *_cells(parties, cost, earlier))))
    return found


def _cells(shares: Sequence[Share], cost: Cost, earlier: Sequence[Earlier]) -> tuple[str, ...]:
    unit = cost.division.unit
    now = amount(shares)
    before = [amount(_same(shares, each.cost)) for each in earlier]
    shown = tuple("-" if units is None else money(units, unit) for units in before)
    if not earlier or not _is_comparable(cost, earlier[0].cost):
        return shown
    more = None if now is None or before[0] is None else now - before[0]
    change = "" if more is None else f"+{money(more, unit)}" if more > 0 else money(more, unit)
    return (shown[0], change, *shown[1:])


def amount(shares: Sequence[Share]) -> int | None:
    """What some parties pay together: as published where that is known of all of them."""
    published = summed(shares, "published")
    return summed(shares, "units") if published is None else published


def _same(shares: Iterable[Share], cost: Cost) -> list[Share]:
    """The shares of the same parties; none if one of them had none."""
    known = {share.party: share for share in cost.division.shares}
    found = [known.get(share.party) for share in shares]
    return [share for share in found if share is not None] if None not in found else []


def _is_comparable(cost: Cost, other: Cost) -> bool:
    """Whether both are of the same period and currency."""
    return (cost.plan.period, cost.plan.currency) == (other.plan.period, other.plan.currency)

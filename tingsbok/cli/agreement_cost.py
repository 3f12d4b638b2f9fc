"""``tingsbok agreement cost``: who pays what."""

from __future__ import annotations

import argparse
from fractions import Fraction
from typing import Any

from tingsbok.cli.context import Context
from tingsbok.errors import WrongUse
from tingsbok.followup.costs import KEYS, KRONOR, ORE, Share, money, number, summed
from tingsbok.i18n import N_, t
from tingsbok.questions.costs import Cost, cost_of, csv_rows, percent

SUMMARY = N_("Show who pays what of a cost; with another total or key, without saving it.")

EACH, REMAINDER = "each", "largest-remainder"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Which cost, and what to reckon with instead."""
    parser.add_argument("id", help=t("the agreement or decision"))
    parser.add_argument("--total", default="", metavar="N", help=t("another total"))
    parser.add_argument("--key", choices=KEYS, default="", help=t("another key"))
    parser.add_argument(
        "--rounding",
        choices=(REMAINDER, EACH),
        default=REMAINDER,
        help=t("shares that add up, or each rounded by itself"),
    )
    parser.add_argument("--ore", action="store_true", help=t("to hundredths instead of whole units"))


def run(context: Context) -> int:
    """Print a line a party; what does not add up goes to stderr."""
    given = context.arguments
    total = number(given.total)
    if given.total and total is None:
        raise WrongUse(t('"{text}" is no amount.', text=given.total), remedy=t("For example: 4000000"))
    cost = cost_of(context.archive, given.id, total=total, key=given.key, unit=ORE if given.ore else KRONOR)
    form = context.output.form
    if form == "json":
        _json(context, cost)
    elif form == "csv":
        headings, rows = csv_rows(cost, each=given.rounding == EACH)
        context.output.rows("agreement.cost", headings, rows, ())
    else:
        _table(context, cost, each=given.rounding == EACH)
    for problem in cost.division.problems:
        context.say(f"{t('advice')}: {problem}")
    return 0 if cost.division.total is not None else 1


def _table(context: Context, cost: Cost, *, each: bool) -> None:
    unit = cost.division.unit
    shown = "each" if each else "units"

    def row(share: Share) -> list[str]:
        people = money(share.population.count) if share.population else ""
        pays, published = getattr(share, shown), share.published
        difference = None if pays is None or published is None else pays - published
        told = ["" if one is None else money(one, unit) for one in (pays, published, difference)]
        return [cost.name(share.party), people, percent(share.of_total), *told]

    shares = [*cost.division.own, *cost.division.divided]
    total = summed(shares, shown)
    published = summed([share for share in shares if share.published is not None], "published")
    sums = [t("Sum"), "", "", *("" if one is None else money(one, unit) for one in (total, published)), ""]
    headings = [t("Party"), t("Inhabitants"), t("% of total"), t("Amount"), t("Published"), t("Difference")]
    rows = [*map(row, shares), sums]
    context.output.rows("agreement.cost", headings, rows, ())


def _json(context: Context, cost: Cost) -> None:
    unit = cost.division.unit
    context.output.json(
        "agreement.cost",
        [_item(cost, share, unit) for share in cost.division.shares],
        id=cost.record.id,
        total=_amount(cost.division.total, unit),
        problems=list(cost.division.problems),
        groups={group: _amount(units, unit) for group, units in cost.division.by_group().items()},
    )


def _item(cost: Cost, share: Share, unit: int) -> dict[str, Any]:
    return {
        "party": share.party,
        "name": cost.name(share.party),
        "group": share.group,
        "by": share.by,
        "population": share.population.count if share.population else None,
        "population_date": share.population.date if share.population else None,
        "source": share.population.source if share.population else None,
        "percent": None if share.percent is None else float(share.percent),
        "percent_of_total": None if share.of_total is None else float(share.of_total),
        "exact": None if share.exact is None else float(share.exact / unit),
        "amount": _amount(share.units, unit),
        "each": _amount(share.each, unit),
        "published": _amount(share.published, unit),
        "difference": _amount(share.difference, unit),
    }


def _amount(units: int | None, unit: int) -> float | int | None:
    """Whole units as an integer, hundredths as a decimal number."""
    return units if units is None or unit == KRONOR else float(Fraction(units, unit))

"""What is asked about a cost: who pays what of it, with another total or key if one likes to see that."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from msgspec import Struct

from tingsbok.archive import Archive
from tingsbok.errors import WrongUse
from tingsbok.followup.costs import KEYS, KRONOR, Division, Plan, Population, plan_of
from tingsbok.followup.dividing import divide
from tingsbok.i18n import t
from tingsbok.questions.adoption import members_of
from tingsbok.record import Record


class Cost(Struct, frozen=True):
    """The cost of a record, divided.

    Attributes:
        record: The agreement or decision.
        plan: The cost as it is written there.
        key: What those that share follow; empty if they follow different things.
        names: What each party is called.
    """

    record: Record
    plan: Plan
    division: Division
    key: str
    names: Mapping[str, str]

    def name(self, party: str) -> str:
        """What a party is called."""
        return self.names.get(party, party)


def cost_of(
    archive: Archive, identity: str, *, total: Fraction | None = None, key: str = "", unit: int = KRONOR
) -> Cost:
    """Work out who pays what.

    Args:
        archive: The archive.
        identity: The agreement or decision.
        total: Another total than the record's, in whole currency units; nothing is saved.
        key: Another key than the record's, one of :data:`KEYS`.
        unit: Units of a whole that shares are rounded to.

    Raises:
        NotFound: There is no such record.
        WrongUse: It has no cost to share, or the key is none.
    """
    if key and key not in KEYS:
        raise WrongUse(
            t('"{value}" is no value of {field}.', value=key, field="key"),
            remedy=t("Values: {names}", names=", ".join(KEYS)),
        )
    record = archive.current(archive.get(identity))
    plan = plan_of(record, lambda group: _members(archive, record, group))
    if not plan.lines:
        raise WrongUse(
            t("{id} has no cost to share.", id=record.id),
            remedy=t("Write total and shares, or at least the parties, into the record."),
        )
    division = divide(
        plan,
        lambda party: population_of(archive, party),
        total=total,
        key=key,
        unit=unit,
        name_of=archive.name,
    )
    keys = {share.by for share in division.divided}
    names = {share.party: archive.name(share.party) for share in division.shares}
    return Cost(record, plan, division, keys.pop() if len(keys) == 1 else "", names)


def population_of(archive: Archive, identity: str) -> Population | None:
    """The inhabitants of an organisation; ``None`` if the archive does not know them."""
    record = archive.resolve(identity)
    said = record.fields.get("population") if record else None
    values = (
        {name: value for name, value in said.items() if isinstance(value, str)}
        if isinstance(said, dict)
        else {}
    )
    count = values.get("count", "")
    if not count.isdecimal():
        return None
    return Population(int(count), values.get("date", ""), values.get("source", ""))


def csv_rows(cost: Cost, *, each: bool = False) -> tuple[list[str], list[list[str]]]:
    """Headings and rows for a spreadsheet: those that share, in plain figures, without a line for the sum.

    Args:
        cost: The cost.
        each: With each share rounded by itself instead of shares that add up.
    """
    headings = [t("Party"), t("Inhabitants"), t("Share %"), t("Amount")]
    return headings, [
        [
            cost.name(share.party),
            str(share.population.count) if share.population else "",
            percent(share.percent, 6),
            plain(share.each if each else share.units, cost.division.unit),
        ]
        for share in cost.division.divided
    ]


def percent(part: Fraction | None, places: int = 3) -> str:
    """A part in percent, with a decimal comma; empty if it cannot be worked out."""
    return "" if part is None else f"{float(part):.{places}f}".replace(".", ",")


def plain(units: int | None, unit: int) -> str:
    """An amount as a spreadsheet takes it: no spaces, a decimal comma; empty if there is none."""
    if units is None:
        return ""
    whole, rest = divmod(abs(units), unit)
    return ("-" if units < 0 else "") + str(whole) + (f",{rest:02}" if unit > 1 else "")


def _members(archive: Archive, record: Record, group: str) -> Sequence[str]:
    """The members of a group that pay for themselves: those that have no line of their own."""
    own = {line.get("for") for line in _shares(record)}
    return [member for member in members_of(archive, group) if member not in own]


def _shares(record: Record) -> list[dict[str, object]]:
    cost = record.fields.get("cost")
    shares = cost.get("shares") if isinstance(cost, dict) else None
    return [dict(share) for share in shares if isinstance(share, dict)] if isinstance(shares, list) else []

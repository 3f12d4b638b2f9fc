"""How a cost is shared: equally, by population, by fixed parts, or a part first and the rest by population.

Shares are exact to the unit: each gets its whole units, and those that are left go to the largest remainders
(the method of Hamilton, *största resten*). Rounded one by one, as tables often are, the rows need not add up
to what is shared; that error is told.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction

from msgspec import Struct
from msgspec.structs import replace

from tingsbok.record import Record, is_number

EQUAL, POPULATION, FIXED = "equal", "population", "fixed"
KEYS = (POPULATION, EQUAL, FIXED)

KRONOR, ORE = 1, 100
"""Units of a whole: shares are rounded to kronor or to hundredths."""

Members = Callable[[str], Sequence[str]]


class Population(Struct, frozen=True):
    """Inhabitants of an organisation: how many, on which day, according to whom."""

    count: int
    date: str = ""
    source: str = ""


class Line(Struct, frozen=True):
    """One line of who pays what.

    Attributes:
        party: Id of the organisation.
        by: What its share follows; one of :data:`KEYS`.
        part: Percent of the total; ``None`` if it shares what the others leave.
        amount: The amount as published; ``None`` if none is.
        group: The group that it came from; empty if it is named itself.
        unread: What stands as its part, or as its own amount, and is no number; empty if nothing does.
    """

    party: str
    by: str = POPULATION
    part: Fraction | None = None
    amount: Fraction | None = None
    group: str = ""
    unread: str = ""


class Plan(Struct, frozen=True):
    """A cost as a record has it.

    Attributes:
        total: In whole currency units; ``None`` if the record names none.
        period: ``once``, ``year``, ``month``, or empty.
        population_date: The day whose population counts; empty if none is named.
        rounding: ``each``, ``largest-remainder``, or empty.
    """

    total: Fraction | None
    lines: tuple[Line, ...]
    period: str = ""
    currency: str = ""
    population_date: str = ""
    rounding: str = ""


class Share(Struct, frozen=True):
    """What one party pays.

    Attributes:
        party: Id of the organisation.
        by: What its share follows.
        divided: Whether it shares a pot with others; false for a part or amount of its own.
        group: The group that it came from; empty if it is named itself.
        population: Its population; ``None`` if that is unknown or does not count.
        percent: Its part of the pot it shares; of the total for a part or amount of its own.
        of_total: Its part of the total in percent, whatever it shares.
        exact: The share before rounding, in units; ``None`` if it cannot be worked out.
        units: The share in units; the rows of a pot add up to the pot.
        each: The share rounded by itself, half a unit up.
        published: The amount that the record has, in units; ``None`` if it has none.
    """

    party: str
    by: str
    divided: bool
    group: str = ""
    population: Population | None = None
    percent: Fraction | None = None
    of_total: Fraction | None = None
    exact: Fraction | None = None
    units: int | None = None
    each: int | None = None
    published: int | None = None

    @property
    def difference(self) -> int | None:
        """What the exact share has more than the published one."""
        return None if self.units is None or self.published is None else self.units - self.published


class Division(Struct, frozen=True):
    """A cost divided.

    Attributes:
        total: In units; ``None`` if there is none.
        unit: Units of a whole: :data:`KRONOR` or :data:`ORE`.
        shares: In the record's order.
        problems: Why something could not be worked out, or what looks odd, in words.
    """

    total: int | None
    unit: int
    shares: tuple[Share, ...]
    problems: tuple[str, ...] = ()

    @property
    def divided(self) -> tuple[Share, ...]:
        """Those that share with others; everybody if nobody does."""
        return tuple(share for share in self.shares if share.divided) or self.shares

    @property
    def own(self) -> tuple[Share, ...]:
        """Those with a part or amount of their own, beside the others."""
        return tuple(share for share in self.shares if share not in self.divided)

    def by_group(self) -> dict[str, int]:
        """What each group pays, by its id, and under the empty id what those outside any group do."""
        sums: dict[str, int] = {}
        for share in self.shares:
            sums[share.group] = sums.get(share.group, 0) + (share.units or 0)
        return sums


def summed(shares: Iterable[Share], name: str) -> int | None:
    """The sum of ``units``, ``each`` or ``published`` over shares; ``None`` if one of them has none."""
    values = [getattr(share, name) for share in shares]
    return sum(values) if values and None not in values else None


def plan_of(record: Record, members: Members = lambda _: ()) -> Plan:
    """The cost of an agreement or decision; without shares its parties share it by population."""
    cost = record.fields.get("cost")
    said = cost if isinstance(cost, dict) else {}
    text = {name: value for name, value in said.items() if isinstance(value, str)}
    shares = said.get("shares")
    written = [share for share in shares if isinstance(share, dict)] if isinstance(shares, list) else []
    lines = [_line(share) for share in written] or [Line(party) for party in record.texts("parties")]
    return Plan(
        number(text.get("total", "")),
        tuple(one for line in lines for one in _expanded(line, members)),
        text.get("period", ""),
        text.get("currency", ""),
        text.get("population_date", ""),
        text.get("rounding", ""),
    )


def _line(share: Mapping[str, object]) -> Line:
    by, part, amount = (
        _text(share.get("by")) or POPULATION,
        _text(share.get("part")),
        _text(share.get("amount")),
    )
    own = part or (amount if by == FIXED else "")
    unread = own if own and number(own) is None else ""
    return Line(_text(share.get("for")), by, number(part), number(amount), unread=unread)


def number(text: str) -> Fraction | None:
    """A number as people write it, with spaces and a decimal comma or point; ``None`` if it is none."""
    bare = "".join(text.split()).replace("\u2212", "-").replace(",", ".")
    return Fraction(bare) if is_number(bare) else None


def rounded(value: Fraction) -> int:
    """The nearest whole unit, half a unit up, as tables are usually rounded."""
    return (value + Fraction(1, 2)).__floor__()


def money(units: int, unit: int = KRONOR) -> str:
    """An amount for people: spaces between thousands, a decimal comma for hundredths."""
    whole, rest = divmod(abs(units), unit)
    text = f"{whole:,}".replace(",", " ") + (f",{rest:02}" if unit == ORE else "")
    return f"-{text}" if units < 0 else text


def _expanded(line: Line, members: Members) -> list[Line]:
    inside = members(line.party)
    return [replace(line, party=one, group=line.party, amount=None) for one in inside] or [line]


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""

"""Dividing a cost: first the parts of the total, then each pot among those that share it.

Each gets its whole units, and those that are left go to the largest remainders (the method of Hamilton,
*största resten*), so that the rows add up to what is shared.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction

from msgspec.structs import replace

from tingsbok.followup.costs import (
    EQUAL,
    FIXED,
    KRONOR,
    POPULATION,
    Division,
    Line,
    Plan,
    Population,
    Share,
    money,
    rounded,
    summed,
)
from tingsbok.i18n import N_, t


def divide(
    plan: Plan,
    population: Callable[[str], Population | None],
    *,
    total: Fraction | None = None,
    key: str = "",
    unit: int = KRONOR,
    name_of: Callable[[str], str] = str,
) -> Division:
    """Work out what everybody pays.

    Args:
        plan: The cost.
        population: The population of an organisation; ``None`` if it is unknown.
        total: Another total than the plan's, in whole currency units.
        key: What those that share follow instead of what the plan says; one of :data:`KEYS`.
        unit: Units of a whole that shares are rounded to.
        name_of: What a party is called, for the problems.
    """
    amount = plan.total if total is None else total
    lines = tuple(_by(line, key) for line in plan.lines)
    published = total is None or total == plan.total
    if amount is None or amount < 0:
        shares = tuple(_unknown(line, unit, published=published) for line in lines)
        why = t("No total is given.") if amount is None else t("The total is less than nothing.")
        return Division(None, unit, shares, (why,))
    if unread := [line for line in lines if line.unread]:
        shares = tuple(_unknown(line, unit, published=published) for line in lines)
        return Division(
            rounded(amount * unit), unit, shares, tuple(_unread(line, name_of) for line in unread)
        )
    dividing = _Dividing(lines, amount * unit, unit, population, name_of, published=published)
    return dividing.division(plan)


def largest_remainder(whole: int, weights: Sequence[Fraction]) -> list[int]:
    """Share *whole* units by weights so that the shares add up; ties go to the heavier, then to the earlier.

    Nobody gets less than somebody with a smaller weight. Without any weight everybody gets nothing.
    """
    heavy = sum(weights)
    if not heavy:
        return [0] * len(weights)
    exact = [whole * weight / heavy for weight in weights]
    shares = [share.__floor__() for share in exact]
    order = sorted(range(len(weights)), key=lambda at: (shares[at] - exact[at], -weights[at], at))
    for at in order[: whole - sum(shares)]:
        shares[at] += 1
    return shares


class _Dividing:
    """One division under way: first the parts of the total, then each pot among those that share it."""

    def __init__(
        self,
        lines: Sequence[Line],
        total: Fraction,
        unit: int,
        population: Callable[[str], Population | None],
        name_of: Callable[[str], str],
        *,
        published: bool,
    ) -> None:
        self._lines = lines
        self._total = total
        self._unit = unit
        self._population = {line.party: population(line.party) for line in lines}
        self._name_of = name_of
        self._published = published
        self._problems: list[str] = []

    def division(self, plan: Plan) -> Division:
        """The whole division."""
        pots = self._pots()
        whole = [rounded(amount) for amount, _ in pots]
        if sum(amount for amount, _ in pots) == self._total:
            whole = largest_remainder(rounded(self._total), [amount for amount, _ in pots])
        else:
            self._problems.append(t("The parts do not add up to the total."))
        if any(amount < 0 for amount, _ in pots):
            self._problems.append(t("The parts are more than the total, so nothing is left for the others."))
        found: dict[int, Share] = {}
        for units, (amount, places) in zip(whole, pots, strict=True):
            found.update(self._pot(units, amount, places))
        shares = tuple(found[at] for at in range(len(self._lines)))
        self._look_at_dates(plan)
        self._look_at_published(shares)
        return Division(rounded(self._total), self._unit, shares, tuple(self._problems))

    def _pots(self) -> list[tuple[Fraction, list[int]]]:
        """Amounts with the places of the lines that share each: own parts, groups with a part, the rest."""
        pots: list[tuple[Fraction, list[int]]] = []
        groups: dict[str, list[int]] = {}
        rest: list[int] = []
        for at, line in enumerate(self._lines):
            own = self._own(line)
            if own is None:
                rest.append(at)
            elif line.group:
                groups.setdefault(line.group, []).append(at)
            else:
                pots.append((own, [at]))
        pots += [(self._own(self._lines[at[0]]) or Fraction(0), at) for at in groups.values()]
        if rest:
            pots.append((self._total - sum(amount for amount, _ in pots), rest))
        return pots

    def _own(self, line: Line) -> Fraction | None:
        if line.part is not None:
            return self._total * line.part / 100
        return line.amount * self._unit if line.by == FIXED and line.amount is not None else None

    def _pot(self, units: int, amount: Fraction, places: Sequence[int]) -> dict[int, Share]:
        lines = [self._lines[at] for at in places]
        if len(lines) == 1 and self._own(lines[0]) is not None:
            share = self._share(lines[0], divided=False, exact=amount)
            return {places[0]: replace(share, percent=share.of_total, units=units)}
        weights = self._weights(lines)
        if weights is None or amount < 0 or not sum(weights):
            return {at: self._share(self._lines[at], divided=True) for at in places}
        parts = largest_remainder(units, weights)
        return {
            at: replace(
                self._share(line, divided=True, exact=amount * weight / sum(weights)),
                percent=weight / sum(weights) * 100,
                units=part,
            )
            for at, line, weight, part in zip(places, lines, weights, parts, strict=True)
        }

    def _weights(self, lines: Sequence[Line]) -> list[Fraction] | None:
        """What the lines of one pot share by; ``None`` if some of it is missing or the keys are mixed."""
        keys = {line.by for line in lines}
        if keys == {EQUAL}:
            return [Fraction(1)] * len(lines)
        if FIXED in keys:  # with an amount it would share nothing with anybody; a group's is not its members'
            unsaid = [self._name_of(line.party) for line in lines if line.by == FIXED]
            self._problems.append(t("The amount is missing for {names}.", names=", ".join(unsaid)))
            return None
        if keys != {POPULATION}:
            self._problems.append(t("Those that share the rest do not share it by the same key."))
            return None
        missing = [self._name_of(line.party) for line in lines if self._population[line.party] is None]
        if missing:
            self._problems.append(t("The population is missing for {names}.", names=", ".join(missing)))
            return None
        return [Fraction(self._population[line.party].count) for line in lines]  # type: ignore[union-attr]

    def _share(self, line: Line, *, divided: bool, exact: Fraction | None = None) -> Share:
        population = self._population[line.party] if line.by == POPULATION else None
        share = _unknown(line, self._unit, published=self._published)
        share = replace(share, divided=divided, population=population)
        if exact is None:
            return share
        of_total = exact / self._total * 100 if self._total else None
        return replace(share, exact=exact, of_total=of_total, each=rounded(exact))

    def _look_at_dates(self, plan: Plan) -> None:
        wanted = plan.population_date
        counted = [self._population[line.party] for line in self._lines if line.by == POPULATION]
        days = sorted({found.date for found in counted if found and found.date})
        if wanted and any(not day.startswith(wanted) and not wanted.startswith(day) for day in days):
            self._problems.append(
                t("The populations are of {days}, not of {wanted}.", days=", ".join(days), wanted=wanted)
            )

    def _look_at_published(self, shares: Sequence[Share]) -> None:
        divided = [share for share in shares if share.divided]
        published, units = summed(divided, "published"), summed(divided, "units")
        if published is None or units is None or published == units:
            return
        if all(share.each == share.published for share in divided):
            form = N_(
                "The published amounts add up to {sum}, not to {total}: each row is rounded by itself, "
                "which makes an error of {error}."
            )
        else:
            form = N_("The published amounts add up to {sum}, not to {total}: an error of {error}.")
        values = {"sum": published, "total": units, "error": published - units}
        shown = {name: money(value, self._unit) for name, value in values.items()}
        self._problems.append(t(form, **shown))


def _unread(line: Line, name_of: Callable[[str], str]) -> str:
    return t('The share of {name} is no number: "{text}".', name=name_of(line.party), text=line.unread)


def _by(line: Line, key: str) -> Line:
    """The line under another key; what has a part or amount of its own keeps it."""
    if not key or (line.part is not None and not line.group) or (line.by == FIXED and line.part is None):
        return line
    return replace(line, by=key)


def _unknown(line: Line, unit: int, *, published: bool) -> Share:
    shown = line.amount is not None and published
    return Share(
        line.party,
        line.by,
        divided=line.part is None and line.by != FIXED,
        group=line.group,
        published=rounded(line.amount * unit) if shown and line.amount is not None else None,
    )

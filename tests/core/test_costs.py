from __future__ import annotations

import itertools
import random
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import pytest

from tingsbok.followup.costs import ORE, Population, money, number, plan_of, summed
from tingsbok.followup.dividing import divide, largest_remainder
from tingsbok.record import Record, parse_record

ROOT = Path(__file__).parent.parent.parent
ORGANISATIONS = {
    path.stem: parse_record(path.as_posix(), path.read_bytes())
    for path in (ROOT / "records" / "organisations").glob("*.md")
}
GROUPS = {"kommunerna": ["a", "b", "c"]}
PEOPLE = {"a": 10, "b": 10, "c": 13}


def sample(name: str) -> Record:
    path = ROOT / "records" / "agreements" / "2022" / f"{name}.md"
    return parse_record(path.as_posix(), path.read_bytes())


def inhabitants(party: str) -> Population | None:
    found = ORGANISATIONS[party].fields.get("population")
    return Population(int(found["count"]), found["date"]) if isinstance(found, dict) else None


def agreement(cost: str, parties: str = "a, b, c") -> Record:
    front = f"type: agreement\ntitle: T\nparties: [{parties}]\ncost:\n{cost}"
    return parse_record("records/t.md", f"---\n{front}---\n".encode())


def divided(cost: str, **more: object):  # type: ignore[no-untyped-def]  # noqa: ANN201
    plan = plan_of(agreement(cost), lambda group: GROUPS.get(group, ()))
    return divide(plan, lambda party: Population(PEOPLE[party]) if party in PEOPLE else None, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("name", "pot", "one_by_one"), [("rss-avtal-2023-2026", 2_000_000, 2_000_004), ("rss-avtal", 1_300_000, 1_300_000)]
)  # fmt: skip
def test_the_published_tables_are_reproduced_to_the_krona(name: str, pot: int, one_by_one: int) -> None:
    found = divide(plan_of(sample(name)), inhabitants)
    assert [share.party for share in found.own] == ["region-dalarna"]
    assert found.own[0].units == pot
    rows = found.divided
    assert len(rows) == 15
    assert [(share.party, share.each) for share in rows] == [(share.party, share.published) for share in rows]
    assert summed(rows, "each") == summed(rows, "published") == one_by_one
    assert summed(rows, "units") == pot
    error = one_by_one - pot
    assert any("2 000 004" in problem and f"{error}" in problem for problem in found.problems) == bool(error)


def test_avesta_pays_its_part_to_the_krona() -> None:
    found = divide(plan_of(sample("rss-avtal-2023-2026")), inhabitants, total=Fraction(4_000_000))
    avesta = found.divided[0]
    assert avesta.population is not None
    assert (avesta.party, avesta.population.count, avesta.units, avesta.difference) == (
        "avesta",
        22986,
        159413,
        -1,
    )


def tables() -> Iterator[tuple[str, dict[str, object], list[int | None]]]:
    every = "  shares:\n    - {for: a, by: %s}\n    - {for: b, by: %s}\n    - {for: c, by: %s}\n"
    yield "  total: 100\n" + every % (("equal",) * 3), {}, [34, 33, 33]
    yield "  total: 100\n" + every % (("population",) * 3), {}, [30, 30, 40]
    yield "  total: 100\n", {}, [30, 30, 40]
    yield "  total: 100\n", {"key": "equal"}, [34, 33, 33]
    yield "  total: 100\n" + every % (("population",) * 3), {"total": Fraction(33)}, [10, 10, 13]
    yield "  total: 1\n" + every % (("equal",) * 3), {"unit": ORE}, [34, 33, 33]
    yield (
        "  total: 100\n  shares:\n    - {for: a, part: 50, by: fixed}\n    - {for: b}\n    - {for: c}\n",
        {},
        [50, 22, 28],
    )
    yield (
        "  total: 100\n  shares:\n    - {for: a, amount: 7, by: fixed}\n    - {for: b, by: equal}\n    - {for: c, by: equal}\n",
        {},
        [7, 47, 46],
    )
    yield (
        "  total: 99\n  shares:\n    - {for: x, part: 50, by: fixed}\n    - {for: kommunerna, part: 50, by: population}\n",
        {},
        [50, 15, 15, 19],
    )
    yield "  total: 100\n  shares:\n    - {for: x, part: 20}\n    - {for: y, part: 30}\n", {}, [20, 30]
    yield "  total: 100\n  shares:\n    - {for: a}\n    - {for: x}\n", {}, [None, None]
    yield "  total: 100\n  shares:\n    - {for: a, by: equal}\n    - {for: b}\n", {}, [None, None]
    yield "  period: year\n", {}, [None, None, None]
    yield "  total: mycket\n", {}, [None, None, None]
    yield "  total: 0\n", {}, [0, 0, 0]
    yield (
        "  total: 300\n  shares:\n    - {for: a, part: 33.3333333}\n    - {for: b}\n    - {for: c}\n",
        {},
        [100, 87, 113],
    )
    yield (
        "  total: 300\n  shares:\n    - {for: a, part: 1/3}\n    - {for: b}\n    - {for: c}\n",
        {},
        [None, None, None],
    )
    yield "  total: 300\n  shares:\n    - {for: a, amount: 7k, by: fixed}\n    - {for: b}\n", {}, [None, None]
    yield "  total: 100\n  shares:\n    - {for: x, part: 120}\n    - {for: b}\n", {}, [120, None]


@pytest.mark.parametrize(("cost", "more", "units"), list(tables()))
def test_what_everybody_pays(cost: str, more: dict[str, object], units: list[int | None]) -> None:
    found = divided(cost, **more)
    assert [share.units for share in found.shares] == units
    adds_up = None not in units and sum(filter(None, units)) == found.total
    assert bool(found.problems) == (not adds_up)


@pytest.mark.parametrize(
    ("shares", "names"),
    [
        ("    - {for: kommunerna, amount: 90, by: fixed}\n", "a, b, c"),
        ("    - {for: x, part: 50}\n    - {for: kommunerna, part: 50, by: fixed}\n", "a, b, c"),
        ("    - {for: a, by: fixed}\n    - {for: b, amount: 40, by: fixed}\n", "a"),
        ("    - {for: a, by: fixed}\n    - {for: b}\n", "a"),
    ],
)
def test_an_amount_that_nobody_has_written_is_missed_by_name(shares: str, names: str) -> None:
    found = divided(f"  total: 90\n  shares:\n{shares}")
    assert f"Belopp saknas för {names}." in found.problems
    assert not any("samma nyckel" in problem for problem in found.problems)


def test_a_group_pays_what_its_members_pay() -> None:
    cost = "  total: 99\n  shares:\n    - {for: x, part: 50}\n    - {for: kommunerna, part: 50, by: population}\n"
    assert divided(cost).by_group() == {"": 50, "kommunerna": 49}


@pytest.mark.parametrize("seed", range(60))
def test_shares_add_up_and_nobody_pays_more_for_being_smaller(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - a seeded sequence of cases
    weights = [
        Fraction(chance.choice((0, 1, 7, chance.randrange(1, 10**6)))) for _ in range(chance.randrange(1, 40))
    ]
    whole = chance.choice((0, 1, 2_000_000, chance.randrange(10**9)))
    shares = largest_remainder(whole, weights)
    assert sum(shares) == (whole if any(weights) else 0)
    paid = sorted(zip(weights, shares, strict=True), key=lambda pair: pair[0])
    assert all(a[1] <= b[1] for a, b in itertools.pairwise(paid) if a[0] < b[0])
    if any(weights):
        exact = [whole * weight / sum(weights) for weight in weights]
        assert all(abs(share - right) < 1 for share, right in zip(shares, exact, strict=True))


@pytest.mark.parametrize(
    ("text", "value"),
    [("4 000 000", 4_000_000), ("4\u00a0000,5", Fraction(8001, 2)), ("-3", -3), ("", None), ("fyra", None), ("1/2", None), ("1e3", None), ("1"*20, None)],
)  # fmt: skip
def test_numbers_as_people_write_them(text: str, value: Fraction | None) -> None:
    assert number(text) == value


def test_money_is_read_easily() -> None:
    assert (money(2_000_004), money(-4), money(123_456, ORE)) == ("2 000 004", "-4", "1 234,56")

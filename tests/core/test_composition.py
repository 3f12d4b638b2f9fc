"""Who sits where on a day."""

from __future__ import annotations

from pathlib import Path

import pytest

from tingsbok.meetings.composition import counts_on, members_on, seats_on
from tingsbok.record import Record, parse_record

LSG = Path(__file__).resolve().parents[2] / "records/bodies/lsg.md"


@pytest.fixture(scope="module")
def lsg() -> Record:
    return parse_record("records/bodies/lsg.md", LSG.read_bytes())


@pytest.mark.parametrize(
    ("line", "day", "holds"),
    [
        ({}, "2024-01-01", True),
        ({"from": "2024-09-20"}, "2024-09-19", False),
        ({"from": "2024-09-20"}, "2024-09-20", True),
        ({"from": "2024"}, "2024-01-01", True),
        ({"to": "2024"}, "2024-12-31", True),
        ({"to": "2024-05"}, "2024-05-31", True),
        ({"to": "2024-05"}, "2024-06-01", False),
        ({"from": "2025", "to": "2024"}, "", True),
    ],
)
def test_a_line_holds_between_its_days(line: dict[str, str], day: str, holds: bool) -> None:
    assert counts_on(dict(line), day) is holds


def test_seats_follow_the_rule_of_their_day(lsg: Record) -> None:
    by_party = {seats.party: seats for seats in seats_on(lsg, "2024-11-08")}
    assert (by_party["lycksele"].count, by_party["lycksele"].vacant) == (2, 1)
    assert [member.person for member in by_party["umea"].members] == [
        "pernilla-henriksson",
        "karolina-lundqvist",
    ]
    assert by_party["region-vasterbotten"].count == 0
    assert {seats.count for seats in seats_on(lsg, "2024-09-19")} == {0}


def test_substitutes_are_named_with_whom_they_stand_in_for(lsg: Record) -> None:
    martina = next(member for member in members_on(lsg, "") if member.person == "martina-eckeskog")
    assert (martina.acting, martina.stands_in_for) == (True, "ingela-petterson")

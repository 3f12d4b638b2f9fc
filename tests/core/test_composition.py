"""Who sits where on a day."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from tingsbok.meetings.composition import counts_on, members_on, seats_on
from tingsbok.meetings.seating import groups_on, places_on
from tingsbok.meetings.terms import attendance_rate, history_of
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


def body(**fields: object) -> Record:
    """A body made for the test: one party with a rule of two seats, and who has sat there."""
    record = parse_record("records/bodies/x.md", b"---\ntype: body\nname: X\n---\n")
    return replace(record, fields={**record.fields, **fields})  # type: ignore[dict-item]


SEATS = [
    {"for": "kalmar", "count": "2", "from": "2022", "by": "beslut-1"},
    {"for": "nybro", "count": "1", "from": "2022"},
]
MEMBERS = [
    {"person": "anna", "for": "kalmar", "role": "chair", "from": "2022-01-01", "to": "2024-03-31"},
    {"person": "bo", "for": "kalmar", "role": "member", "from": "2022-01-01", "to": "2023-06"},
    {"person": "cia", "for": "kalmar", "role": "chair", "from": "2024-03-31", "succeeds": "anna", "by": "b2"},
    {"person": "dan", "for": "nybro", "role": "member", "from": "2022-01-01"},
    {"person": "eva", "for": "nybro", "role": "member", "from": "2024-05-01", "acting": "true", "stands_in_for": "dan"},
    {"person": "fia", "for": "regionen", "role": "adjunct"},
]  # fmt: skip


@pytest.mark.parametrize(
    ("day", "seats"),
    [
        ("2023-01-01", ["kalmar 1 anna", "kalmar 2 bo", "nybro 1 dan"]),
        ("2023-12-31", ["kalmar 1 anna", "kalmar 2 vacant 2023-07", "nybro 1 dan"]),
        ("2024-03-31", ["kalmar 1 cia", "kalmar 2 vacant 2023-07", "nybro 1 dan"]),
        ("2024-06-01", ["kalmar 1 cia", "kalmar 2 vacant 2023-07", "nybro 1 dan", "nybro 2 eva beyond"]),
    ],
)
def test_every_seat_says_who_sits_there_or_since_when_nobody_does(day: str, seats: list[str]) -> None:
    found = [
        f"{place.party} {place.number} "
        + (place.member.person if place.member else f"vacant {place.since}")
        + (" beyond" if place.beyond else "")
        for place in places_on(body(seats=SEATS, members=MEMBERS), day)
    ]
    assert found == seats


def test_the_seats_of_the_sample_are_vacant_since_the_decision(lsg: Record) -> None:
    vacant = [place for place in places_on(lsg, "2024-11-08") if place.member is None]
    assert [(place.party, place.number, place.since, place.by) for place in vacant] == [
        ("lycksele", 2, "2024-09-20", "lsg-2024-09-20-38b")
    ]


def test_parties_of_one_kind_are_counted_together() -> None:
    kinds = {"kalmar": "municipality", "nybro": "municipality", "region": "region"}
    found = groups_on(
        body(seats=SEATS, members=MEMBERS, parties=["region"]), "2023-12-31", lambda party: kinds[party]
    )
    assert [
        (group.kind, len(group.parties), group.seats, group.members, group.vacant) for group in found
    ] == [
        ("municipality", 2, 3, 2, 1),
        ("region", 1, 0, 0, 0),
    ]


def test_the_history_tells_every_dated_change_once() -> None:
    told = [(shift.date, shift.kind, shift.person, shift.other) for shift in history_of(body(seats=SEATS, members=MEMBERS))]  # fmt: skip
    assert told == [
        ("2024-05-01", "stands-in", "eva", "dan"),
        ("2024-03-31", "replaced", "cia", "anna"),
        ("2023-06", "left", "bo", ""),
        ("2022-01-01", "joined", "anna", ""),
        ("2022-01-01", "joined", "bo", ""),
        ("2022-01-01", "joined", "dan", ""),
        ("2022", "seats", "", ""),
        ("2022", "seats", "", ""),
    ]


def test_attendance_is_counted_over_twelve_months() -> None:
    def meeting(day: str, *lines: dict[str, str]) -> Record:
        record = parse_record("records/meetings/m.md", b"---\ntype: meeting\n---\n")
        return replace(record, fields={"date": day, "attendance": [dict(line) for line in lines]})

    here, away = {"person": "dan", "status": "present"}, {"person": "dan", "status": "absent"}
    other = {"person": "anna", "status": "present"}
    meetings = [
        meeting("2022-12-31", here),
        meeting("2023-01-01", here),
        meeting("2023-05-05", away),
        meeting("2023-08-08", other),
        meeting("2023-09-09"),
        meeting("2024-01-01", here),
    ]
    rate = attendance_rate(body(members=MEMBERS), "dan", meetings, "2023-12-31")
    assert (rate.present, rate.of) == (1, 3)

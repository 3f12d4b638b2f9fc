from __future__ import annotations

import pytest

from tingsbok.followup.adoption import adoption
from tingsbok.followup.statistics import Attendance, Outcome, attendance, bar, outcomes, span
from tingsbok.record import Record, parse_record


def meeting(identity: str, status: str, *lines: str) -> Record:
    rows = "".join(f"  - {{{line}}}\n" for line in lines)
    front = f"type: meeting\nbody: lsg\ndate: {identity}\nstatus: {status}\nattendance:\n{rows}"
    return parse_record(f"records/{identity}.md", f"---\n{front}---\n".encode())


def test_attendance_by_party_and_year() -> None:
    meetings = [
        meeting("2024-01-10", "approved", "person: a, for: umea, status: present", "person: b, for: umea, status: absent", "person: c, for: mala, status: absent"),
        meeting("2024-03-10", "held", "person: a, for: umea, status: present", "person: c, for: mala, status: unknown", "person: g, for: umea, role: guest, status: present"),
        meeting("2025-01-10", "drafted", "person: d, role: chair, status: present"),
        meeting("2025-02-10", "planned", "person: d, for: umea, status: present"),
    ]  # fmt: skip
    found = attendance(meetings, {"d": "mala"}.get)  # type: ignore[arg-type]
    assert found == [
        Attendance("lsg", "mala", "2024", 1, 0, 0, 1, 1),
        Attendance("lsg", "mala", "2025", 1, 1, 1, 0, 0),
        Attendance("lsg", "umea", "2024", 2, 2, 2, 1, 0),
    ]
    assert [one.share for one in found] == [0, 1, 2 / 3]
    assert Attendance("lsg", "mala", "2024", unknown=3).share is None


def test_who_stands_twice_in_a_list_is_one_person() -> None:
    lines = ("present", "absent", "absent", "unknown", "unknown", "absent", "absent")
    people = "aabbcdd"
    found = attendance(
        [
            meeting(
                "2024-01-10",
                "held",
                *(
                    f"person: {one}, for: umea, status: {status}"
                    for one, status in zip(people, lines, strict=True)
                ),
            )
        ]
    )
    assert found == [Attendance("lsg", "umea", "2024", 1, 1, present=1, absent=2, unknown=1)]


def test_outcomes_the_commonest_first() -> None:
    decisions = [
        ("lsg", "2024-01-01", "noted"),
        ("lsg", "2024-05", "adopted"),
        ("lsg", "2024", "noted"),
        ("", "", "noted"),
    ]
    assert outcomes(decisions) == [
        Outcome("", "", "noted", 1),
        Outcome("lsg", "2024", "noted", 2),
        Outcome("lsg", "2024", "adopted", 1),
    ]


@pytest.mark.parametrize(
    ("recommended", "dates", "days"),
    [
        ("2024-01-01", ("2024-03-01", "2024-02-01"), 60),
        ("2024-01-01", ("2024-03-01", ""), None),
        ("2024-01", ("2024-03-01",), None),
        ("", ("2024-03-01",), None),
        ("2024-01-01", (), None),
    ],
)
def test_how_long_the_adoptions_took(recommended: str, dates: tuple[str, ...], days: int | None) -> None:
    rows = "".join(
        f"  - {{party: p{at}, status: adopted{f', date: {day}' if day else ''}}}\n"
        for at, day in enumerate(dates)
    )
    front = f"type: agreement\ntitle: T\nparties: [p0, p1, p2]\n{f'ratifications:{chr(10)}{rows}' if rows else ''}"
    found = span(adoption(parse_record("records/t.md", f"---\n{front}---\n".encode())), recommended)
    assert (found.days, found.adopted, found.parties) == (days, len(dates), 3)
    assert found.last == max(dates, default="")


@pytest.mark.parametrize(
    ("part", "blocks", "shown"),
    [(0, True, "    "), (1, True, "━━━━"), (0.5, True, "━━  "), (0.6, True, "━━╸ "), (2, True, "━━━━"), (0.5, False, "##.."), (-1, False, "....")],
)  # fmt: skip
def test_bars(part: float, blocks: bool, shown: str) -> None:
    assert bar(part, 4, blocks=blocks) == shown


def test_a_substitute_fills_the_seat_of_the_member_and_is_not_missed_beside_one() -> None:
    found = attendance(
        [
            meeting(
                "2024-01-10",
                "held",
                "person: a, for: umea, status: absent",
                "person: b, for: umea, role: substitute, stands_in_for: a, status: present",
                "person: c, for: mala, status: present",
                "person: d, for: mala, role: substitute, status: absent",
                "person: e, for: mala, role: substitute",
                "person: f, for: asele, status: absent",
                "person: g, for: asele, role: substitute, status: present",
            )
        ]
    )
    assert found == [
        Attendance("lsg", "asele", "2024", 1, 1, present=1, absent=1),
        Attendance("lsg", "mala", "2024", 1, 1, present=1),
        Attendance("lsg", "umea", "2024", 1, 1, present=1),
    ]

"""What pages show beside a list or in grids, as far as it needs no app."""

from __future__ import annotations

from fractions import Fraction

import pytest

from tests.tui.test_present import SCHEMAS
from tingsbok import i18n
from tingsbok.followup.costs import Division, Plan, Share
from tingsbok.meetings.attendance import ABSENT, PRESENT, UNKNOWN
from tingsbok.meetings.attendance import Line as Present
from tingsbok.questions.costs import Cost
from tingsbok.record import parse_record
from tui.present import attendance, lanes, rows, sentences
from tui.present.attendance_grid import grid_of, in_the_room
from tui.present.earlier_costs import Earlier, columns, with_earlier
from tui.present.life import Attended, Life, Seat, meeting_lines, strips
from tui.widgets.columns import layout
from tui.widgets.pages import Line


@pytest.mark.parametrize(
    ("kind", "width", "shown"),
    [
        ("decision", 77, ["date", "body", "item", "title", "outcome"]),
        ("decision", 69, ["date", "body", "title", "outcome"]),
        ("decision", 56, ["date", "title", "outcome"]),
        ("meeting", 56, ["date", "body", "place", "status"]),
    ],
)
def test_the_outcome_stays_longer_than_the_number_of_the_item(
    kind: str, width: int, shown: list[str]
) -> None:
    record_type = SCHEMAS.types[kind]
    places = layout(rows.columns(record_type, "sv"), width)
    names = [rows.first_of(column.spec) for column in record_type.columns]
    assert [names[place.index] for place in places] == shown


@pytest.mark.parametrize(
    ("count", "complete", "said"),
    [(1, True, "1 ändring"), (2, True, "2 ändringar"), (100, False, "100+ ändringar")],
)
def test_one_change_is_no_changes(count: int, complete: bool, said: str) -> None:
    i18n.use("sv")
    assert sentences.changes(count, complete=complete) == said


# --- who was there at which item

MEETING = parse_record(
    "meetings/m.md",
    b"""---
type: meeting
items:
  - {key: "31", number: "31"}
  - {key: "4a", parent: "31", number: "4 a)"}
  - {key: "4b", parent: "31", number: "4 b)"}
  - {key: "33", number: "33"}
  - {key: motet-avslutas}
---
""",
)


@pytest.mark.parametrize(
    ("line", "row"),
    [
        (Present("a", status=PRESENT), "───────────────"),
        (Present("a", status=ABSENT), "·  ·  ·  ·  "),
        (Present("a", status=UNKNOWN), ""),
        (Present("a", status=PRESENT, from_item="4b"), "·  ╺━━━━━━━━"),
        (Present("a", status=PRESENT, to_item="33"), "━━━━━━━━╸·  "),
        (Present("a", status=PRESENT, from_item="99"), "?  ?  ?  ?  "),
    ],
)
def test_a_line_runs_from_the_item_of_coming_to_that_of_leaving(line: Present, row: str) -> None:
    mover = Present("b", status=PRESENT, role="member", from_item="4b")
    grid = grid_of(MEETING, (mover,), 80)
    assert grid is not None
    assert grid.title == "31 4b 33 -  "
    assert grid.row(line) == row[: grid.cells]


def test_where_the_items_are_many_only_those_of_coming_and_leaving_have_a_column() -> None:
    mover = Present("b", status=PRESENT, role="member", from_item="4b")
    narrow = grid_of(MEETING, (mover,), 11)
    assert narrow is not None
    assert narrow.labels == ("31", "4b")
    assert grid_of(MEETING, (mover,), 5) is None
    stays = Present("a", status=PRESENT, role="member")
    i18n.use("sv")
    assert in_the_room(narrow, (stays,)) == ""
    wide = grid_of(MEETING, (mover, stays), 80)
    assert wide is not None
    assert in_the_room(wide, (mover, stays)) == "Ledamöter i rummet: § 31: 1   § 4b–33: 2"


# --- a person's seats and meetings

SEATS = (
    Seat("lsg", "LSG", "ledamot", "Umeå", "", ""),
    Seat("lgl", "LGL", "ordförande", "", "2022-05-02", "2023"),
    Seat("sg", "SG", "ledamot", "", "2024-11-30", ""),
)
MET = (
    Attended("lsg-2024-09-20", "2024-09-20", "LSG 2024-09-20", "lsg", "present", ("ledamot",), ("§ 38",)),
    Attended("lsg-2024-04-19", "2024-04-19", "Våren", "lsg", "absent", (), ()),
)


def test_seats_are_lines_over_the_years() -> None:
    i18n.use("sv")
    shown = [strip.text[32:] for strip in strips(Life(SEATS, MET, "2024-11-08"), 80)]
    assert shown == [
        "2022 2023 2024 ",
        "╌╌╌╌╌╌╌╌╌╌╌━━━ ",
        "·━━━━━━━━ ···· ",
        "···· ···· ···━ ",
        "",
    ]
    narrow = strips(Life(SEATS, MET, "2024-11-08"), 42)[0].text
    assert narrow.split() == ["2023", "2024"]


def test_a_persons_meetings_tell_what_the_person_did_there() -> None:
    i18n.use("sv")
    rows = [strip.text.rstrip() for strip in meeting_lines(Life((), MET, "2024-11-08"), 80, 5)]
    assert rows == [
        "n  LSG 2024-09-20                ledamot  föredrar § 38",
        "f  2024-04-19  Våren",
    ]
    assert [strip.text for strip in meeting_lines(Life((), MET, "2024-11-08"), 80, 1)] == ["… och 2 till"]
    assert meeting_lines(Life((), MET, "2024-11-08", 7), 80, 5)[-1].text == "… och 7 till"


# --- what a cost was before


def _cost(total: int, amounts: dict[str, int], period: str = "year") -> Cost:
    shares = tuple(
        Share(party, "population", divided=True, units=units, each=units) for party, units in amounts.items()
    )
    plan = Plan(Fraction(total), (), period, "SEK")
    return Cost(MEETING, plan, Division(total, 1, shares), "population", {})


def test_earlier_amounts_stand_beside_those_of_now() -> None:
    now, before = _cost(300, {"umea": 200, "mala": 100}), _cost(150, {"umea": 150})
    lines = [Line("umea", ("Umeå",)), Line("mala", ("Malå",)), Line("", ("Summa",))]
    earlier = (Earlier("2022", before), Earlier("2020", _cost(1200, {"umea": 1000, "mala": 200})))
    assert [column.title for column in columns(now, earlier)] == ["2022", "Ändring", "2020"]
    assert [line.cells[1:] for line in with_earlier(lines, now, earlier)] == [
        ("150", "+50", "1 000"),
        ("-", "", "200"),
        ("-", "", "1 200"),
    ]
    once = (Earlier("2022", _cost(150, {"umea": 150}, "once")),)
    assert [column.title for column in columns(now, once)] == ["2022"]
    assert with_earlier(lines, now, ())[0].cells == ("Umeå",)


# --- a life-line with lanes


def test_marks_stand_in_the_lane_of_their_body() -> None:
    i18n.use("sv")
    cells = [("2021-10-21", "VFR", "-"), ("2021-11-19", "LCHNV", "6"), ("2024?", "VFR", "-"), ("-", "-", "-")]
    lines = [Line(str(at), (*each, "h", "u")) for at, each in enumerate(cells)]
    heading = Line("", ("OLÄNKADE",), style="section")
    mention = Line("mention:0", ("", "", "", "x", "ord"), "+")
    bodies = ("VFR", "LCHNV")
    assert lanes.fits(bodies)
    assert not lanes.fits(("VFR",))
    assert not lanes.fits(("Länsdialog", "Kunskapsstyrning", "LCHNV", "SG LCHNV"))
    shown = lanes.with_lanes([*lines, heading, mention], bodies)
    assert [line.cells for line in shown] == [
        ("2021-10-21", "●         ", "h", "u"),
        ("     11-19", "│   § 6   ", "h", "u"),
        ("2024?", "●         ", "h", "u"),
        ("-", "          ", "h", "u"),
        ("OLÄNKADE",),
        ("", "", "x", "ord"),
    ]
    assert len(lanes.columns(bodies)) == 4


@pytest.mark.parametrize(
    ("status", "said"),
    [(PRESENT, ("Alla parter har någon på plats.", "§ 1: 1")), (UNKNOWN, ("§ 1: 1",))],
)
def test_a_sum_that_says_nothing_has_no_line(status: str, said: tuple[str, ...]) -> None:
    i18n.use("sv")
    meeting = parse_record("records/m.md", b"---\ntype: meeting\ndate: 2024-11-07\n---\n")
    lines = (Present(person="anna", party="mora", role="member", status=status),)
    assert attendance.sums(lines, meeting, None, str, "§ 1: 1") == said

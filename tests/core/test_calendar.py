"""What happens on which day, and the calendar file."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from tingsbok.archive import Archive
from tingsbok.dates.spans import first_day, last_day, months_after, notice_day
from tingsbok.exporting.ics import Entry, ics
from tingsbok.meetings.calendar import (
    collisions,
    happenings,
    holiday,
    weeks_of,
)
from tingsbok.questions.calendar import calendar_file, period
from tingsbok.record import Record, parse_record


def record(identity: str, front: str) -> Record:
    return parse_record(f"records/{identity}.md", f"---\n{front.strip()}\n---\n".encode())


def body(identity: str, *people: str) -> Record:
    return record(
        identity, f"type: body\nname: {identity}\nmembers: [{', '.join(f'{{person: {p}}}' for p in people)}]"
    )


def meeting(identity: str, day: str, of: str, more: str = "status: planned") -> Record:
    return record(identity, f"type: meeting\nbody: {of}\ndate: {day}\n{more}")


ALFA, BETA = body("alfa", "anna", "bo"), body("beta", "bo", "cia")
HELD = record(
    "alfa-2024-09-20",
    "type: meeting\nbody: alfa\ndate: 2024-09-20\nstatus: drafted\nitems:\n"
    "  - {key: 32c, title: Svårt sjuka, until: 2024-11-15}\n  - {key: ovrigt, title: Övrigt}",
)
ASKED = record(
    "d",
    "type: decision\nmeeting: alfa-2024-09-20\nitem: 32c\ntitle: Bordlagt\noutcome: postponed\nuntil: alfa-2024-11-15",
)
TASK = record(
    "task",
    "type: assignment\ntitle: Utse\ngiven_by: d\ndue: 2024-10-04\nstatus: open\n"
    "reports:\n  - {due: 2024-12, note: Del 1}\n  - {due: 2024-10, made: 2024-10-09}",
)
DONE = record("done", "type: assignment\ntitle: Klar\ndue: 2024-11-01\nstatus: done")
DEAL = record("deal", "type: agreement\ntitle: Avtal\nowner: alfa\nvalid_to: 2025\nnotice_months: '12'")
NEXT = meeting("alfa-2024-11-15", "2024-11-15", "alfa", "status: planned\nstart: 09:30\nplace: Umeå")
ALL = {one.id: one for one in (ALFA, BETA, HELD, ASKED, TASK, DONE, DEAL, NEXT)}


def test_every_kind_of_day_is_found_with_where_it_comes_from() -> None:
    found = happenings(ALL.values(), ALL.get, "2024-10-01", "2025-12-31")
    assert [(h.date, h.kind, h.target, h.body, h.item, h.is_late("2024-11-08")) for h in found] == [
        ("2024-10-04", "assignment", "task", "alfa", "32c", True),
        ("2024-11-15", "meeting", "alfa-2024-11-15", "alfa", "", False),
        ("2024-11-15", "return", "alfa-2024-09-20#32c", "alfa", "32c", False),
        ("2024-11-15", "return", "d", "alfa", "32c", False),
        ("2024-12", "report", "task", "alfa", "32c", False),
        ("2024-12-31", "notice", "deal", "alfa", "", False),
        ("2025", "end", "deal", "alfa", "", False),
    ]


@pytest.mark.parametrize(
    ("status", "kinds"),
    [
        ("in-force", ["notice", "end"]),
        ("terminated", ["end"]),
        ("ended", ["end"]),
        ("proposed", []),
    ],
)
def test_notice_is_given_once_and_of_what_is_in_force(status: str, kinds: list[str]) -> None:
    deal = record("deal", f"type: agreement\nstatus: {status}\nvalid_to: 2025\nnotice_months: '12'")
    assert [one.kind for one in happenings([deal], ALL.get)] == kinds


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("2024", "2024-12-31"),
        ("2024-02", "2024-02-29"),
        ("2024-02-30", None),
        ("hösten", None),
        ("2024-11-15", "2024-11-15"),
    ],
)
def test_a_part_of_a_date_ends_with_its_last_day(text: str, last: str | None) -> None:
    found = last_day(text)
    assert (found.isoformat() if found else None) == last
    assert bool(first_day(text)) is bool(last)


def test_a_part_of_a_date_begins_with_its_first_day() -> None:
    assert [str(first_day(text)) for text in ("2024", "2024-02", "2024-02-29")] == [
        "2024-01-01",
        "2024-02-01",
        "2024-02-29",
    ]


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2024, 3, 31), -12, date(2023, 3, 31)),
        (date(2024, 12, 31), -10, date(2024, 2, 29)),
        (date(1, 1, 1), -1, date.min),
        (date(9999, 12, 1), 1, date.max),
    ],
)
def test_months_are_counted_to_days_that_exist(day: date, months: int, then: date) -> None:
    assert months_after(day, months) == then


def test_notice_needs_an_end_and_a_time() -> None:
    assert [notice_day("2026-06-30", "6"), notice_day("", "6"), notice_day("2026-06-30", "")] == [
        "2025-12-30",
        "",
        "",
    ]


@pytest.mark.parametrize(
    ("day", "name", "full"),
    [
        (date(2024, 12, 24), "Julafton", True),
        (date(2024, 6, 21), "Midsommarafton", True),
        (date(2024, 11, 2), "Alla helgons dag", True),
        (date(2024, 3, 28), "Skärtorsdagen", False),
        (date(2024, 5, 10), None, None),
        (date(2024, 11, 8), None, None),
    ],
)
def test_swedish_holidays_and_eves(day: date, name: str | None, full: bool | None) -> None:
    found = holiday(day)
    assert (found.name if found else None, found.full if found else None) == (name, full)


def test_weeks_begin_on_monday_and_carry_their_iso_number() -> None:
    weeks = weeks_of(2024, 12)
    assert [week.number for week in weeks] == [48, 49, 50, 51, 52, 1]
    assert weeks[0].days == (None,) * 6 + (date(2024, 12, 1),)


@pytest.mark.parametrize(
    ("others", "found"),
    [
        ([meeting("b", "2024-11-15", "beta")], [("alfa-2024-11-15", "members", "b"), ("b", "members", "alfa-2024-11-15")]),
        ([meeting("b", "2024-11-15", "beta", "status: planned\nend: 09:00")], []),
        ([meeting("b", "2024-11-15", "beta", "status: cancelled")], []),
        ([meeting("b", "2024-11-14", "beta")], []),
        ([meeting("b", "2024-12-24", "beta")], [("b", "holiday", "Julafton")]),
        ([meeting("b", "2024-11-16", "beta", "status: called")], [("b", "weekend", "")]),
        ([meeting("b", "2024-11-16", "beta", "status: signed")], []),
        ([meeting("b", "2024-12", "beta")], []),
    ],
)  # fmt: skip
def test_what_stands_in_the_way_of_a_meeting(others: list[Record], found: list[tuple[str, str, str]]) -> None:
    assert [(c.meeting, c.kind, c.what) for c in collisions([NEXT, *others], ALL.get)] == found


def test_two_bodies_collide_by_the_people_they_share() -> None:
    clash = collisions([NEXT, meeting("b", "2024-11-15", "beta")], ALL.get)[0]
    assert clash.people == ("bo",)


def test_the_calendar_file_can_be_read_again_and_is_the_same_every_time() -> None:
    from icalendar import Calendar

    entries = [
        Entry("b", "2024-12-04", "Sista dag; med, tecken\\ och\nrad"),
        Entry("a", "2024-07-15", "Möte åäö " * 20, "09:30", "12:00", "Umeå", "1 Val\n2 Övrigt", "planned", datetime(2024, 6, 1, 12, tzinfo=UTC)),
        Entry("c", "2024-12", "Ingen dag"),
        Entry("d", "2024-02-30", "Finns inte"),
        Entry("e", "2024-11-15", "Utan\x0bslut", "09:30", "", "Sal\x07", status="cancelled"),
    ]  # fmt: skip
    data = ics(entries, title="Åre", language="sv")
    assert data == ics(reversed(entries), title="Åre", language="sv")
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    events = {str(e["uid"]): e for e in Calendar.from_ical(data).walk("VEVENT")}
    assert list(events) == ["a@are.tingsbok", "e@are.tingsbok", "b@are.tingsbok"]
    first, last = events["a@are.tingsbok"], events["b@are.tingsbok"]
    assert first["dtstart"].dt.astimezone(UTC) == datetime(2024, 7, 15, 7, 30, tzinfo=UTC)
    assert (str(first["status"]), first["dtstamp"].dt) == ("TENTATIVE", datetime(2024, 6, 1, 12, tzinfo=UTC))
    assert (last["dtstart"].dt, last["dtend"].dt) == (date(2024, 12, 4), date(2024, 12, 5))
    assert str(last["summary"]) == "Sista dag; med, tecken\\ och\nrad"
    assert "dtend" not in events["e@are.tingsbok"]
    assert (str(events["e@are.tingsbok"]["summary"]), str(events["e@are.tingsbok"]["location"])) == (
        "Utan␋slut",
        "Sal␇",
    )


def test_the_example_autumn(demo: Path, tmp_path: Path) -> None:
    with Archive.open(demo, today=date(2024, 11, 8), cache_dir=tmp_path / "c") as archive:
        archive.refresh()
        found = period(archive, "2024-10-01", "2024-12-31", body="lsg")
        assert [(h.date, h.kind) for h in found.happenings if h.kind != "return"] == [
            ("2024-10-04", "assignment"),
            ("2024-11-15", "meeting"),
            ("2024-12-31", "end"),
        ]
        assert b"UID:lsg-2024-11-15@tingsbok-exempelarkiv.tingsbok" in calendar_file(archive, found)


def test_a_period_holds_what_has_only_a_month_or_year_and_no_meeting_before_it(
    demo: Path, tmp_path: Path
) -> None:
    with Archive.open(demo, today=date(2024, 11, 8), cache_dir=tmp_path / "c") as archive:
        archive.refresh()
        archive.create(archive.draft("meeting", {"body": "lsg", "date": "2024-12", "status": "planned"}))
        archive.create(archive.draft("meeting", {"body": "lsg", "date": "2024", "status": "planned"}))
        found = period(archive, "2024-12-10", "2025-02-10")
        assert [h.date for h in found.happenings] == ["2024", "2024-12", "2024-12", "2024-12-31", "2025-02"]
        assert {one.text("date") for one in found.meetings} == {"2024", "2024-12"}

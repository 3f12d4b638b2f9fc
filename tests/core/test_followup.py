from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from tingsbok.archive import Archive
from tingsbok.errors import NotFound
from tingsbok.followup import due_things, lifeline
from tingsbok.followup.lifeline import chosen
from tingsbok.meetings import meeting_parts
from tingsbok.record import Record, parse_record


def record(identity: str, front: str, body: str = "") -> Record:
    return parse_record(f"records/{identity}.md", f"---\n{front.strip()}\n---\n{body}".encode())


MEETING = record(
    "lsg-2024-09-20",
    """
type: meeting
body: lsg
date: 2024-09-20
status: drafted
items:
  - {key: "38", number: § 38, title: Uppföljning, case: hjalpmedel}
  - {key: 38a, parent: "38", title: Rådets sammansättning, case: hjalpmedel}
  - {key: 38aa, parent: 38a, title: Underpunkt}
  - {key: x, parent: y, title: Förälder saknas}
  - {key: loop, parent: loop, title: Sig själv}
""",
)
MENTIONED = record("vfr-2021-10-21", "type: meeting\nbody: vfr\ndate: 2021-10-21\nstatus: mentioned")
DECISION = record(
    "lsg-2024-09-20-38a",
    "type: decision\nmeeting: lsg-2024-09-20\nitem: 38a\ntitle: Bordläggs\noutcome: postponed\ncase: hjalpmedel",
)
EARLIER = record(
    "vfr-2021-10-21-x",
    "type: decision\nmeeting: vfr-2021-10-21\ntitle: Utred\noutcome: assigned\ncase: hjalpmedel",
)
UNDATED = record("d-x", "type: decision\nbody: vfr\ntitle: Utan dag\noutcome: noted\ncase: hjalpmedel")
LATE = record(
    "utse",
    "type: assignment\ntitle: Utse\ngiven_by: lsg-2024-09-20-38a\ndue: 2024-10-04\nstatus: open\ncase: hjalpmedel",
)
AT_MEETING = record(
    "rapport",
    "type: assignment\ntitle: Rapport\ngiven_by: lsg-2024-09-20#38\ndue: lsg-2024-11-15\n"
    "reports:\n  - {due: 2024-12}\n  - {due: 2024-10-01, made: 2024-10-02}\n",
)
NEXT = record("lsg-2024-11-15", "type: meeting\nbody: lsg\ndate: 2024-11-15\nstatus: planned")
ALL = {one.id: one for one in (MEETING, MENTIONED, DECISION, EARLIER, UNDATED, LATE, AT_MEETING, NEXT)}


def test_parts_belong_to_their_items_and_depth_survives_nonsense() -> None:
    parts = meeting_parts(MEETING, [DECISION], [LATE, AT_MEETING])
    assert [(item.key, item.depth) for item in parts.items] == [
        ("38", 0), ("38a", 1), ("38aa", 2), ("x", 0), ("loop", 1),
    ]  # fmt: skip
    by_key = {item.key: item for item in parts.items}
    assert [d.id for d in by_key["38a"].decisions] == ["lsg-2024-09-20-38a"]
    assert [a.id for a in by_key["38a"].assignments] == ["utse"]
    assert [a.id for a in by_key["38"].assignments] == ["rapport"]


def test_what_belongs_to_no_item_is_not_lost() -> None:
    stray = record("lsg-x", "type: decision\nmeeting: lsg-2024-09-20\nitem: 99\ntitle: Löst\noutcome: noted")
    last = meeting_parts(MEETING, [stray], []).items[-1]
    assert (last.key, last.index, [d.id for d in last.decisions]) == ("", -1, ["lsg-x"])


def test_lifeline_is_in_order_and_marks_what_is_only_mentioned() -> None:
    events = lifeline("hjalpmedel", [DECISION, EARLIER, UNDATED, LATE, MEETING], ALL.get)
    assert [(e.date, e.body, e.item, e.kind, e.mentioned) for e in events] == [
        ("2021-10-21", "vfr", "", "decision", True),
        ("2024-09-20", "lsg", "§ 38", "item", False),
        ("2024-09-20", "lsg", "38a", "decision", False),
        ("2024-10-04", "lsg", "38a", "assignment", False),
        ("", "vfr", "", "decision", False),
    ]


def test_due_counts_from_the_day_and_finds_the_meeting_a_thing_is_due_at() -> None:
    things = due_things([LATE, AT_MEETING, NEXT], today=date(2024, 11, 8), within=60, resolve=ALL.get)
    assert [(d.date, d.days, d.kind, d.source, d.late) for d in things] == [
        ("2024-10-04", -35, "assignment", "lsg", True),
        ("2024-11-15", 7, "meeting", "lsg", False),
        ("2024-11-15", 7, "assignment", "lsg", False),
        ("2024-12", None, "report", "lsg", False),
    ]


def test_a_month_is_late_when_its_last_day_has_passed() -> None:
    def days(today: date) -> list[tuple[int | None, bool]]:
        found = due_things([AT_MEETING], today=today, within=60, resolve=ALL.get)
        return [(d.days, d.late) for d in found if d.kind == "report"]

    assert days(date(2024, 12, 31)) == [(None, False)]
    assert days(date(2025, 1, 1)) == [(-1, True)]


def test_a_month_comes_after_each_of_its_days() -> None:
    days = ["2024-12", "2024-12-04", "2024-12-31", "2025-01-01"]
    records = [record(f"r{at}", f"type: assignment\ntitle: R\ndue: {day}") for at, day in enumerate(days)]
    found = due_things(records, today=date(2024, 11, 8), within=60, resolve=ALL.get)
    assert [thing.date for thing in found] == ["2024-12-04", "2024-12-31", "2024-12", "2025-01-01"]


def test_due_leaves_out_what_is_done_or_far_away() -> None:
    done = record("k", "type: assignment\ntitle: Klar\ndue: 2024-10-04\nstatus: done")
    assert due_things([done], today=date(2024, 11, 8), within=60, resolve=ALL.get) == []
    assert due_things([NEXT], today=date(2024, 1, 8), within=60, resolve=ALL.get) == []


# --- the life-line of the example


@pytest.fixture(scope="module")
def ark(built_demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    with Archive.open(
        built_demo, today=date(2024, 11, 8), cache_dir=tmp_path_factory.mktemp("index")
    ) as archive:
        archive.refresh()
        yield archive


def test_home_care_has_all_that_the_records_tell_in_order(ark: Archive) -> None:
    told = [(e.date, e.body, e.kind, e.outcome) for e in ark.timeline("hemsjukvardsavtalet")]
    assert told == [
        ("2021-10-21", "vfr", "decision", "assigned"),
        ("2021-10-21", "vfr", "assignment", "open"),
        ("2021-11-19", "lchnv", "decision", "approved"),
        ("2021-11-19", "lchnv", "assignment", "open"),
        ("2022-04-27", "vfr", "item", "report"),
        ("2022-06-01", "lchnv", "item", "report"),
        ("2022-06-16", "vfr", "item", "report"),
        ("2024", "vfr", "decision", "referred-back"),
        ("2024", "vfr", "assignment", "open"),
        ("2024-11-07", "lchnv", "decision", "approved"),
        ("2024-11-07", "lchnv", "decision", "noted"),
        ("2024-12-04", "lchnv", "assignment", "open"),
        ("2024-12-04", "lchnv", "assignment", "open"),
        ("2024-12-04", "styrgrupp-lchnv", "item", "dialogue"),
        ("", "", "agreement", "in-force"),
        ("", "styrgrupp-lchnv", "decision", "assigned"),
        ("", "styrgrupp-lchnv", "assignment", "open"),
    ]


def test_the_past_knows_what_was_committed_by_then_and_nothing_else(ark: Archive) -> None:
    before = ark.store.status()
    then = ark.timeline("hemsjukvardsavtalet", at="2024-10-01")
    assert {e.date for e in then} == {
        "2021-10-21",
        "2021-11-19",
        "2022-04-27",
        "2022-06-01",
        "2022-06-16",
        "",
    }
    assert ark.timeline("hemsjukvardsavtalet", at="2024-11-08") == ark.timeline("hemsjukvardsavtalet")
    outcomes = [
        [e.outcome for e in ark.timeline("suicidprevention", at=day) if e.target == "lsg-2024-09-20-34"]
        for day in ("2024-09-23", "2024-09-24", "2024-09-25")
    ]
    assert outcomes == [[], ["approved"], ["established"]]
    assert ark.store.status() == before
    with pytest.raises(NotFound):
        ark.timeline("hemsjukvardsavtalet", at="1999-01-01")


@pytest.mark.parametrize(
    ("asked", "count"),
    [
        ({}, 17),
        ({"since": "2024"}, 10),
        ({"since": "2024-11"}, 10),
        ({"until": "2021"}, 7),
        ({"since": "2022", "until": "2022-05"}, 4),
        ({"body": "vfr"}, 6),
        ({"body": "vfr", "outcome": "referred-back"}, 1),
    ],
)
def test_a_life_line_is_narrowed_by_time_body_and_outcome(
    ark: Archive, asked: dict[str, str], count: int
) -> None:
    assert len(list(chosen(ark.timeline("hemsjukvardsavtalet"), **asked))) == count  # type: ignore[arg-type]


def test_reports_stand_on_their_own_days_and_a_waiting_decision_says_so(ark: Archive) -> None:
    reports = [(e.date, e.uncertain, e.outcome) for e in ark.timeline("mini-maria") if e.kind == "report"]
    assert reports == [(day, True, "promised") for day in ("2024-12", "2025-02", "2025-04", "2025-06")]
    assert [e.waits for e in ark.timeline("hjartsvikt") if e.kind == "decision"] == [True]


def test_a_text_that_only_links_to_the_case_is_a_mention() -> None:
    meeting = record("m", "type: meeting\nbody: lsg\ndate: 2024-01-01\nstatus: held", "Se [[hjalpmedel]].")
    other = record(
        "d-y", "type: decision\nmeeting: m\ntitle: Annat\noutcome: noted\ncase: annat", "[[hjalpmedel]]"
    )
    resolve = {"m": meeting, **ALL}.get
    assert [e.kind for e in lifeline("hjalpmedel", [meeting], resolve)] == ["mention"]
    assert [(e.kind, e.date) for e in lifeline("hjalpmedel", [other], resolve)] == [("mention", "2024-01-01")]

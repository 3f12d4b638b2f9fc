from __future__ import annotations

from datetime import date

from tingsbok.followup import due_things, lifeline
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


def test_due_leaves_out_what_is_done_or_far_away() -> None:
    done = record("k", "type: assignment\ntitle: Klar\ndue: 2024-10-04\nstatus: done")
    assert due_things([done], today=date(2024, 11, 8), within=60, resolve=ALL.get) == []
    assert due_things([NEXT], today=date(2024, 1, 8), within=60, resolve=ALL.get) == []

"""Why something waits for a meeting, and what answers it: one line a rule."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pytest

from tingsbok.meetings.carryover import Picture, Proposal, proposals
from tingsbok.meetings.carryover_agreements import last_notice, months_after
from tingsbok.record import Record, parse_record

NEXT = "type: meeting\nbody: b\ndate: 2024-11-15\nstatus: planned\n"
HELD = "type: meeting\nbody: b\ndate: 2024-09-20\nstatus: approved\n"
ITEM = 'items:\n  - {key: "4", number: "4", title: Frågan, kind: decision, presenters: [anna], case: c}\n'
INFO = ITEM.replace("decision", "information")
PUT_OFF = 'type: decision\nmeeting: h\nitem: "4"\ntitle: Frågan\noutcome: postponed\ncase: c\n'
BETWEEN = HELD.replace("09-20", "10-18")
LATER = "type: decision\nmeeting: i\ntitle: Senare\ncase: c\noutcome: "


def record(identity: str, front: str) -> Record:
    return parse_record(f"records/{identity}.md", f"---\n{front.strip()}\n---\n".encode())


def waits(world: Mapping[str, str], **more: object) -> dict[str, Proposal]:
    """What waits for the meeting ``n``, by key, among records given as their front matter."""
    found = {identity: record(identity, front) for identity, front in world.items()}
    found.setdefault("b", record("b", "type: body\nname: Organet\nshort: B"))
    found.setdefault("n", record("n", NEXT))
    kinds: dict[str, list[Record]] = {}
    for one in found.values():
        kinds.setdefault(one.type, []).append(one)
    decisions = kinds.get("decision", [])
    picture = Picture(
        meeting=found["n"],
        body=found["b"],
        meetings=tuple(m for m in kinds["meeting"] if m.text("body") == "b"),
        today=date(2024, 11, 8),
        language="en",
        resolve=found.get,
        decisions=tuple(decisions),
        decided=frozenset(f"{one.text('meeting')}#{one.text('item')}" for one in decisions),
        assignments=tuple(kinds.get("assignment", ())),
        agreements=tuple(kinds.get("agreement", ())),
        name_of=lambda identity: found[identity].text("short") or identity if identity in found else identity,
        **more,  # type: ignore[arg-type]
    )
    return {one.key: one for one in proposals(picture)}


@pytest.mark.parametrize(
    ("until", "due", "why"),
    [
        ("until: n", True, "Postponed to 2024-11-15 (B 2024-09-20 § 4)."),
        ("until: 2024-11-15", True, "Postponed to 2024-11-15 (B 2024-09-20 § 4)."),
        ("until: 2024-11", True, "Postponed to 2024-11 (B 2024-09-20 § 4)."),
        ("until: 2024-10-01", True, "Postponed to 2024-10-01 (B 2024-09-20 § 4)."),
        ("until: never-written", True, "Postponed to never-written (B 2024-09-20 § 4)."),
        ("until_text: nästa möte", True, "Postponed: nästa möte (B 2024-09-20 § 4)."),
        ("until_text: 15 november", True, "Postponed: 15 november (B 2024-09-20 § 4)."),
        ("until_text: ett kommande möte", False, "Postponed: ett kommande möte (B 2024-09-20 § 4)."),
        ("", True, "Postponed (B 2024-09-20 § 4)."),
        ("until: 2025-01-10", None, ""),
        ("until_text: 10 januari 2025", None, ""),
    ],
)
def test_when_something_postponed_comes_back(until: str, due: bool | None, why: str) -> None:
    found = waits({"h": HELD + ITEM, "d": PUT_OFF + until})
    if due is None:
        assert found == {}
        return
    assert list(found) == ["d"]
    assert (found["d"].due, found["d"].why) == (due, why)
    assert (found["d"].presenters, found["d"].case, found["d"].kind) == (("anna",), "c", "decision")


@pytest.mark.parametrize(
    ("world", "left"),
    [
        ({"x": LATER + "approved"}, set()),
        ({"x": LATER + "withdrawn"}, set()),
        ({"x": LATER + "noted"}, {"d"}),
        ({"x": LATER + "assigned"}, {"d"}),
        ({"x": LATER + "postponed"}, {"x"}),
        ({"x": LATER.replace("meeting: i", "meeting: h") + "approved"}, {"d"}),
        ({"x": LATER.replace("meeting: i", "body: other\ndate: 2024-10-18") + "approved"}, {"d"}),
        ({"x": LATER.replace("meeting: i", "body: b\ndate: 2024") + "approved"}, {"d"}),
        ({"x": "type: decision\nbody: o\ntitle: X\noutcome: approved\nsupersedes: [d]"}, set()),
        ({"c": "type: case\ntitle: C\nstatus: closed\nclosed: 2024-10-01"}, set()),
        ({"c": "type: case\ntitle: C\nstatus: closed\nclosed: 2024-01-01"}, {"d"}),
        ({"i": BETWEEN + "items:\n  - {key: a, title: F, kind: information, carried_from: [d]}"}, {"i#a"}),
        ({"i": BETWEEN + "items:\n  - {key: a, title: F, case: c, carried_from: [h]}"}, {"i#a"}),
        ({"i": BETWEEN + "items:\n  - {key: a, title: F, case: o, carried_from: [h]}"}, {"d"}),
        ({"i": BETWEEN + "items:\n  - {key: a, title: F, carried_from: ['h#4']}"}, {"i#a"}),
        ({"n": NEXT + "items:\n  - {key: a, title: F, carried_from: [d]}"}, set()),
        (
            {"m": "type: meeting\nbody: b\ndate: 2024-12-01\nstatus: called\nitems:\n"
             "  - {key: a, title: F, carried_from: [d]}"},
            set(),
        ),
        (
            {"m": "type: meeting\nbody: b\ndate: 2024-12-01\nstatus: cancelled\nitems:\n"
             "  - {key: a, title: F, carried_from: [d]}"},
            {"d"},
        ),
        (
            {"m": "type: meeting\nbody: b\ndate: 2024-10-01\nstatus: planned\nitems:\n"
             "  - {key: a, title: F, carried_from: [d]}"},
            {"d"},
        ),
    ],
)  # fmt: skip
def test_what_answers_something_postponed(world: dict[str, str], left: set[str]) -> None:
    assert set(waits({"h": HELD + ITEM, "d": PUT_OFF, "i": BETWEEN, **world})) == left


@pytest.mark.parametrize(
    ("world", "reasons"),
    [
        ({"h": HELD + ITEM}, {"h#4": ["undecided"]}),
        ({"h": HELD + INFO}, {}),
        ({"h": HELD + INFO.replace("}", ", until: 2024-11-15}")}, {"h#4": ["returns"]}),
        ({"h": HELD + INFO.replace("}", ", until: 2025-01-01}")}, {}),
        ({"h": HELD + INFO.replace("}", ", until: n}"), "i": BETWEEN + INFO}, {"h#4": ["returns"]}),
        ({"h": HELD + INFO.replace("}", ", until: 2024-10}"), "i": BETWEEN + INFO}, {}),
        ({"h": HELD.replace("approved", "mentioned") + ITEM}, {}),
        ({"h": HELD.replace("approved", "cancelled") + ITEM}, {"h#4": ["not-held"]}),
        ({"h": HELD.replace("approved", "planned") + INFO}, {"h#4": ["not-held"]}),
        ({"h": HELD + ITEM + '  - {key: 4a, parent: "4", title: Del, kind: information}\n'}, {}),
        (
            {"h": HELD + ITEM, "b": "type: body\nname: B\nstanding_items:\n  - {title: Frågan}"},
            {"b#fragan": ["standing"]},
        ),
        ({"d": "type: decision\nbody: o\ndate: 2024-10-01\ntitle: T\noutcome: referred-back\n"
          "forwarded_to: [b]"}, {"d": ["forwarded"]}),
        ({"d": "type: decision\nbody: b\ndate: 2024-10-01\ntitle: T\noutcome: referred-back\n"},
         {"d": ["referred-back"]}),
        ({"h": HELD.replace("approved", "drafted")}, {"h": ["minutes"]}),
        (
            {"h": HELD.replace("approved", "held"),
             "b": "type: body\nname: B\nstanding_items:\n  - {title: Föregående protokoll}"},
            {"h": ["minutes"]},
        ),
    ],
)  # fmt: skip
def test_reasons(world: dict[str, str], reasons: dict[str, list[str]]) -> None:
    assert {key: list(one.reasons) for key, one in waits(world).items()} == reasons


ASKED = "type: assignment\ntitle: Rapport\nassignees: [anna]\nstatus: open\ngiven_by: h\n"
FOUR = ASKED + "report_to: [b]\nreports:\n" + "".join(
    f"  - {{due: {month}, note: del {n}}}\n" for n, month in enumerate(("2024-10", "2024-11", "2024-12"), 1)
)  # fmt: skip


@pytest.mark.parametrize(
    ("assignment", "why"),
    [
        (ASKED + "due: 2024-11-01", "Assignment due 2024-11-01."),
        (ASKED + "due: n", "Assignment due 2024-11-15."),
        (ASKED + "due: 2024-12-01", ""),
        (ASKED + "due_text: nästa möte", "Assignment, due: nästa möte."),
        (ASKED.replace("given_by: h", "given_by: n") + "due_text: nästa möte", ""),
        (ASKED + "due_text: snart", ""),
        (ASKED + "due_text: snart\nreport_to: [b]", "Assignment, due: snart."),
        (ASKED.replace("given_by: h", "report_to: [b]"), "Assignment without a day, reported here."),
        (ASKED.replace("open", "done") + "due: 2024-11-01", ""),
        (ASKED.replace("given_by: h", "given_by: elsewhere") + "due: 2024-11-01", ""),
        (FOUR, "Report promised for 2024-10: del 1. Report promised for 2024-11: del 2."),
        (FOUR.replace("2024-10,", "2024-10, made: 2024-10-18,"), "Report promised for 2024-11: del 2."),
        (FOUR.replace("[b]", "[o]"), ""),
    ],
)
def test_promises_come_up_until_they_are_kept(assignment: str, why: str) -> None:
    found = waits({"h": HELD, "t": assignment, "o": "type: body\nname: O"})
    assert {key: one.why for key, one in found.items()} == ({"t": why} if why else {})


def test_a_promise_of_several_reports_comes_up_at_each_meeting() -> None:
    december = "type: meeting\nbody: b\ndate: 2024-12-13\nstatus: planned\n"
    taken = NEXT + "items:\n  - {key: '1', title: Rapport, carried_from: [t]}"
    world = {"h": HELD, "t": FOUR, "m": taken, "n": december}
    assert waits(world)["t"].why == "Report promised for 2024-12: del 3.", "only what November does not take"


CONDITION = (
    "type: decision\nbody: b\ndate: 2024-01-01\ntitle: Program\noutcome: approved\nagreement: a\n"
    "conditions:\n  - {text: alla säger ja, effect: suspends}\n"
)
AGREEMENT = "type: agreement\ntitle: Avtal\nkind: agreement\nowner: b\n"


@pytest.mark.parametrize(
    ("world", "reasons"),
    [
        ({"d": CONDITION}, {"d": ["condition"]}),
        ({"d": CONDITION.replace("suspends", "suspends, met: 2024-02-02")}, {}),
        ({"d": CONDITION, "a": AGREEMENT + "valid_to: 2024-06-30\nstatus: ended"}, {}),
        ({"d": CONDITION + "valid_to: 2024-06-30"}, {}),
        ({"a": AGREEMENT + "valid_to: 2025-11-15"}, {"a": ["ending"]}),
        ({"a": AGREEMENT + "valid_to: 2025-11-16"}, {}),
        ({"a": AGREEMENT + "valid_to: 2026-11-15\nnotice_months: 12"}, {"a": ["ending"]}),
        ({"a": AGREEMENT + "valid_to: 2022-03-30"}, {"a": ["ending"]}),
        ({"a": AGREEMENT + "valid_to: 2022-03-30\nstatus: ended"}, {}),
        ({"a": AGREEMENT + "valid_to: 2025", "e": AGREEMENT + "supersedes: [a]"}, {}),
        ({"a": AGREEMENT.replace("owner: b", "parties: [p]") + "valid_to: 2025-03"}, {"a": ["ending"]}),
        ({"a": AGREEMENT.replace("owner: b", "owner: o\nparties: [p]") + "valid_to: 2025-03"}, {}),
        ({"a": AGREEMENT + "valid_to: 2025-03", "n": NEXT + "items:\n  - {key: '1', agreement: a}"}, {}),
        ({"a": AGREEMENT}, {"a": ["answers"]}),
        ({"a": AGREEMENT, "d": CONDITION + "recommends_to: [p]"}, {"d": ["answers", "condition"]}),
    ],
)
def test_agreements_and_conditions(world: dict[str, str], reasons: dict[str, list[str]]) -> None:
    world = {"b": "type: body\nname: B\nshort: B\nparties: [p]", "o": "type: body\nname: O", **world}
    missing = {"a": ("Säter",)} if reasons and "answers" in next(iter(reasons.values())) else {}
    assert {key: list(one.reasons) for key, one in waits(world, missing=missing).items()} == reasons


def test_what_was_put_off_three_times_says_so() -> None:
    def meeting(day: str, source: str) -> str:
        return HELD.replace("2024-09-20", day) + ITEM.replace("}", f", carried_from: [{source}]}}")

    found = waits(
        {
            "g": HELD.replace("2024-09-20", "2024-04-19") + ITEM,
            "d": PUT_OFF.replace("meeting: h", "meeting: g"),
            "h": meeting("2024-09-20", "d"),
            "e": PUT_OFF,
            "i": meeting("2024-10-18", "e"),
        }
    )
    assert list(found) == ["i#4"]
    assert (found["i#4"].times_postponed, found["i#4"].since) == (3, "2024-04-19")
    assert found["i#4"].why.endswith("Put off 3 times since 2024-04-19.")


@pytest.mark.parametrize(
    ("day", "months", "after"),
    [
        ("2024-01-31", 1, "2024-02-29"),
        ("2024-11-15", 12, "2025-11-15"),
        ("2024-02-29", -12, "2023-02-28"),
        ("2024-11", 2, "2025-01-01"),
        ("2024", 0, "2024-01-01"),
    ],
)
def test_months_after(day: str, months: int, after: str) -> None:
    assert months_after(day, months) == after


def test_the_last_day_of_notice() -> None:
    assert last_notice(record("a", AGREEMENT + "valid_to: 2026-12-31\nnotice_months: 12")) == "2025-12-31"
    assert last_notice(record("a", AGREEMENT + "valid_to: 2026\nnotice_months: 12")) == ""

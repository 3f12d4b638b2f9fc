"""What is in force on a date, what expires, and which conditions are open."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from tingsbok.actions import Edit
from tingsbok.acts.conditions import meet
from tingsbok.archive import Archive
from tingsbok.errors import NotFound, Refused, WrongUse
from tingsbok.followup.conditions import conditions_of, may_have_met
from tingsbok.followup.inforce import InForce, Reason, Register, expiring, in_words
from tingsbok.origin import Origin
from tingsbok.questions.inforce import conditions, in_force, may_meet, open_conditions, standing_of
from tingsbok.record import Record, parse_record


def record(identity: str, front: str) -> Record:
    return parse_record(f"records/{identity}.md", f"---\n{front.strip()}\n---\n".encode())


def agreement(front: str, identity: str = "deal") -> Record:
    return record(identity, f"type: agreement\ntitle: {identity}\nkind: agreement\n{front}")


def decision(front: str, identity: str = "made", day: str = "2024-03-01") -> Record:
    return record(identity, f"type: decision\ntitle: {identity}\nbody: alfa\ndate: {day}\n{front}")


MAKES = "outcome: approved\nagreement: deal\n"
WAITS = MAKES + "conditions:\n  - {text: B beslutar lika, awaits: [beta], effect: suspends}"
MET = MAKES + "conditions:\n  - {text: B beslutar lika, awaits: [beta], effect: suspends, met: 2024-06-01}"
FOLLOWS = MAKES + "conditions:\n  - {text: anpassas, effect: follows}"
ASKED = "parties: [a, b]\nadoption_rule: all\nstatus: proposed\nratifications:\n  - {party: a, status: adopted, date: 2024-02-01}\n"


@pytest.mark.parametrize(
    ("deal", "others", "day", "state", "codes"),
    [
        ("valid_from: 2024-01-01\nvalid_to: 2024-12-31", [], "2024-01-01", "yes", []),
        ("valid_from: 2024-01-01\nvalid_to: 2024-12-31", [], "2023-12-31", "no", ["not-yet"]),
        ("valid_from: 2024-01-01\nvalid_to: 2024-12-31", [], "2025-01-01", "no", ["ended"]),
        ("valid_from: 2024\nvalid_to: 2024", [], "2024-12-31", "yes", []),
        ("valid_to: 2024-06\nstatus: ended", [], "2024-06-30", "yes", []),
        ("status: ended", [], "2024-06-30", "no", ["ended"]),
        ("status: in-force", [], "2024-06-30", "yes", ["since-unknown"]),
        ("status: proposed", [], "2024-06-30", "no", ["proposed"]),
        ("note: inget", [], "2024-06-30", "no", ["unknown"]),
        ("note: beslutat", [decision(MAKES)], "2024-02-29", "no", ["not-yet"]),
        ("note: beslutat", [decision(MAKES)], "2024-03-01", "yes", []),
        ("note: avslaget", [decision(MAKES.replace("approved", "rejected"))], "2024-03-01", "no", ["unknown"]),
        ("note: villkor", [decision(WAITS)], "2024-03-01", "conditional", ["condition"]),
        ("note: villkor", [decision(MET)], "2024-05-31", "conditional", ["condition"]),
        ("note: villkor", [decision(MET)], "2024-06-01", "yes", []),
        ("note: villkor", [decision(FOLLOWS)], "2024-06-01", "yes", ["follows"]),
        ("status: in-force", [decision("outcome: repealed\nrepeals: [deal]")], "2024-02-29", "yes", ["since-unknown"]),
        ("status: in-force", [decision("outcome: repealed\nrepeals: [deal]")], "2024-03-01", "no", ["repealed"]),
        ("status: in-force", [decision("outcome: rejected\nrepeals: [deal]")], "2024-03-01", "yes", ["since-unknown"]),
        (ASKED, [], "2024-06-01", "not-yet", ["adoption"]),
        (ASKED.replace(", date: 2024-02-01", ""), [], "2020-06-01", "not-yet", ["adoption", "since-unknown"]),
        (ASKED + "  - {party: b, status: adopted, date: 2024-05-01}", [], "2024-06-01", "yes", ["adopted"]),
        (ASKED + "  - {party: b, status: adopted, date: 2024-05-01}", [], "2024-04-30", "not-yet", ["adoption"]),
        (ASKED + "  - {party: b, status: declined}", [], "2024-06-01", "no", ["declined"]),
        (ASKED.replace("proposed", "ended") + "  - {party: b, status: adopted, date: 2024-05-01}", [], "2024-06-01", "no", ["ended"]),
        (ASKED.replace("proposed", "terminated") + "valid_to: 2024-12\n", [], "2024-06-01", "not-yet", ["adoption"]),
        (ASKED.replace("proposed", "ended"), [], "2024-06-01", "no", ["ended"]),
    ],
)  # fmt: skip
def test_dates_conditions_and_answers_decide(
    deal: str, others: list[Record], day: str, state: str, codes: list[str]
) -> None:
    subject = agreement(deal)
    found = Register([subject], others, lambda _: None).standing(subject, day)
    assert (found.state.value, [reason.code for reason in found.reasons]) == (state, codes)


@pytest.mark.parametrize(
    ("later", "day", "state"),
    [
        ("valid_from: 2025-01-01", "2024-12-31", "yes"),
        ("valid_from: 2025-01-01", "2025-01-01", "no"),
        ("valid_from: 2025-01-01\nvalid_to: 2025-12-31", "2026-06-01", "no"),
        ("valid_from: 2025-01-01\nstatus: proposed", "2025-06-01", "yes"),
    ],
)
def test_what_is_superseded_stays_until_the_next_applies(later: str, day: str, state: str) -> None:
    old = agreement("valid_from: 2020-01-01")
    new = agreement(f"supersedes: [deal]\n{later}", "new")
    ring = agreement("supersedes: [new]\nstatus: proposed", "ring")
    found = Register([old, new, ring], [], lambda _: None).standing(old, day)
    assert found.state.value == state


def test_a_ring_of_superseding_records_ends() -> None:
    pair = [
        agreement("valid_from: 2020\nsupersedes: [b]", "a"),
        agreement("valid_from: 2020\nsupersedes: [a]", "b"),
    ]
    assert {one.state for one in Register(pair, [], lambda _: None).on("2024-01-01")} == {InForce.NO}


REPEALS = "outcome: repealed\nrepeals: [deal]\n"
REPLACES = "outcome: approved\nsupersedes: [deal]\n"
SUSPENDED = "conditions:\n  - {text: B beslutar lika, awaits: [beta], effect: suspends"


@pytest.mark.parametrize(
    ("later", "day", "codes"),
    [
        (REPEALS, "2024-02-29", []),
        (REPEALS, "2024-03-01", ["repealed"]),
        (REPEALS + "valid_from: 2024-07-01", "2024-06-30", []),
        (REPEALS + "valid_from: 2024-07-01", "2024-07-01", ["repealed"]),
        (REPEALS + SUSPENDED + "}", "2024-06-01", []),
        (REPEALS + SUSPENDED + ", met: 2024-06-01}", "2024-05-31", []),
        (REPEALS + SUSPENDED + ", met: 2024-06-01}", "2024-06-01", ["repealed"]),
        (REPLACES, "2024-02-29", []),
        (REPLACES, "2024-03-01", ["superseded"]),
        (REPLACES + "valid_from: 2024-07-01", "2024-06-30", []),
        (REPLACES + "valid_from: 2024-07-01", "2024-07-01", ["superseded"]),
        (REPLACES.replace("approved", "recommended"), "2024-03-01", []),
    ],
)
def test_a_decision_ends_what_went_before_from_the_day_it_has_effect(
    later: str, day: str, codes: list[str]
) -> None:
    former = agreement("valid_from: 2020-01-01")
    found = Register([former], [decision(later)], lambda _: None).standing(former, day)
    assert [one.code for one in found.reasons] == codes
    assert [one.records for one in found.reasons] == [("made",)] * len(codes)


@pytest.mark.parametrize(
    ("front", "kinds"),
    [
        ("outcome: approved", []),
        ("outcome: approved\nvalid_from: 2024-04-01", ["decision"]),
        ("outcome: approved\nvalid_to: 2024-12-31", ["decision"]),
        ("outcome: approved\nuntil_further_notice: true", ["decision"]),
        ("outcome: approved\nuntil_further_notice: false", []),
        ("outcome: approved\ncost: {amount: 5, unit: kr}", []),
        ("outcome: approved\ncost: {amount: 5, unit: kr, period: year}", ["money"]),
        ("outcome: repealed\nvalid_to: 2024-12-31", []),
        ("outcome: postponed\nvalid_to: 2024-12-31", []),
        ("outcome: approved\nvalid_to: 2024-12-31\nagreement: deal", []),
    ],
)
def test_a_decision_with_a_validity_is_in_force_itself(front: str, kinds: list[str]) -> None:
    assert [one.kind for one in Register([], [decision(front)], lambda _: None).on("2024-06-01")] == kinds


def test_a_decision_holds_from_the_day_it_names_else_from_its_own() -> None:
    own, named = decision("valid_to: 2024"), decision("valid_from: 2024-04-01")
    for made, begins, before in ((own, "2024-03-01", "2024-02-29"), (named, "2024-04-01", "2024-03-31")):
        register = Register([], [made], lambda _: None)
        first, last = register.standing(made, begins), register.standing(made, before)
        assert (first.state, last.state) == (InForce.YES, InForce.NO)
        assert (first.valid_from, first.reasons, last.reasons[0].date) == (begins, (), begins)


def test_what_has_no_end_or_does_not_apply_is_not_about_to_end() -> None:
    deals = [
        agreement("valid_from: 2020", "open"),
        agreement("valid_from: 2025\nvalid_to: 2025-12-31", "later"),
        agreement("valid_from: 2020\nvalid_to: 2024-12-31\nnotice_months: '6'", "noticed"),
    ]
    found = expiring(Register(deals, [], lambda _: None).on("2024-11-08"), "2024-11-08", 24)
    assert [(day, what, one.id) for day, what, one in found] == [("2024-12-31", "end", "noticed")]


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        (Reason("repealed", date="2024-03-01", records=("a", "b")), "upphävt 2024-03-01 genom A, B"),
        (Reason("repealed"), "upphävt okänd dag genom okänt"),
    ],
)
def test_a_reason_names_what_is_known_and_says_what_is_not(reason: Reason, words: str) -> None:
    assert in_words(reason, str.upper) == words


def test_notice_counts_before_the_end() -> None:
    deal = agreement("valid_from: 2020\nvalid_to: 2025-12-31\nnotice_months: '12'")
    standings = Register([deal], [], lambda _: None).on("2024-11-08")
    assert [each[:2] for each in expiring(standings, "2024-11-08", 2)] == [("2024-12-31", "notice")]
    assert [each[:2] for each in expiring(standings, "2024-11-08", 24)] == [
        ("2024-12-31", "notice"),
        ("2025-12-31", "end"),
    ]


def test_a_condition_that_waits_for_an_agreement_is_met_by_its_parties() -> None:
    line = "conditions:\n  - {text: alla beslutar lika, awaits: [deal], effect: suspends}"
    waiting = decision(f"outcome: recommended\n{line}")
    done = agreement(ASKED + "  - {party: b, status: adopted, date: 2024-05-01}")
    for deal, is_open in ((agreement(ASKED), True), (done, False)):
        found = conditions_of(waiting, {"deal": deal}.get)[0]
        assert (found.is_open(), found.by) == (is_open, "" if is_open else "deal")


@pytest.mark.parametrize(
    ("other", "origin", "may"),
    [
        ("outcome: approved\nagreement: deal", Origin("2024-04-01", "beta"), True),
        ("outcome: approved\nagreement: deal", Origin("2024-02-01", "beta"), False),
        ("outcome: approved\nagreement: deal", Origin("2024-04-01", "gamma"), False),
        ("outcome: approved\nagreement: other", Origin("2024-04-01", "beta"), False),
        ("outcome: postponed\nagreement: deal", Origin("2024-04-01", "beta"), False),
        ("outcome: approved\ncase: care", Origin("2024-04-01", "beta"), True),
        ("outcome: approved\ncase: school", Origin("2024-04-01", "beta"), False),
        ("outcome: approved\ncase: care", Origin("2024-03-01", "beta"), True),
        ("outcome: approved\ncase: care", Origin("", "beta"), True),
        ("outcome: approved", Origin("2024-04-01", "beta"), False),
    ],
)
def test_an_awaited_bodys_later_decision_may_have_met_it(other: str, origin: Origin, *, may: bool) -> None:
    waiting = decision(WAITS.replace("agreement", "case: care\nagreement"))
    condition = conditions_of(waiting, {"made": waiting}.get)[0]
    assert condition.origin.date == "2024-03-01"
    assert may_have_met(condition, decision(other, "other"), origin) is may


def test_a_condition_says_for_itself_which_decision_it_awaits_and_is_not_met_by_its_own() -> None:
    line = "conditions:\n  - {text: nästa beslut, awaits: [other, made], effect: suspends}"
    condition = conditions_of(decision(f"outcome: approved\n{line}"), lambda _: None)[0]
    assert may_have_met(condition, decision("outcome: approved", "other"), Origin())
    assert not may_have_met(condition, decision("outcome: rejected", "other"), Origin())
    assert not may_have_met(condition, decision("outcome: approved"), Origin())


def test_a_condition_that_waits_for_words_too_is_not_met_by_the_agreement_alone() -> None:
    done = agreement(ASKED + "  - {party: b, status: adopted, date: 2024-05-01}")
    for awaits, is_open in (("awaits: [deal]", False), ("awaits: [deal], awaits_text: medel", True)):
        waiting = decision("outcome: recommended\nconditions:\n  - {text: alla, " + awaits + "}")
        assert conditions_of(waiting, {"deal": done}.get)[0].is_open() is is_open


# --- the example archive


@pytest.fixture
def ark(demo: Path, tmp_path: Path) -> Iterator[Archive]:
    with Archive.open(demo, today=date(2024, 11, 8), cache_dir=tmp_path / "c") as archive:
        archive.refresh()
        yield archive


def test_the_example_on_three_days(ark: Archive) -> None:
    def states(day: str) -> dict[str, str]:
        return {one.id: one.state.value for one in in_force(ark, day, ended=True)}

    assert states("2021-01-01")["vardprogram-hjartsvikt"] == "conditional"
    assert states("2023-01-01")["vardprogram-hjartsvikt"] == "no"
    applies = {one.id for one in in_force(ark, "2024-11-08") if one.applies}
    today = states("2024-11-08")
    assert applies == {identity for identity, state in today.items() if state not in ("no", "not-yet")}
    assert today["suicidpreventiv-strategi-vasterbotten"] == "yes"
    assert today["rok-kvinnofrid"] == "not-yet"
    assert today["praktiska-anvisningar-missbruk-beroende"] == "no"
    assert (today["lsg-2023-09-15-resurser"], today["lsg-2024-09-20-35"]) == ("yes", "no")
    assert today["lsg"] == "yes"
    strategy = standing_of(ark, "suicidpreventiv-strategi-vasterbotten", "2024-11-08")
    assert strategy is not None
    assert [reason.code for reason in strategy.reasons] == ["follows"]
    assert (strategy.decision, strategy.origin.item) == ("lsg-2024-09-20-34", "34")


def test_open_conditions_of_the_example_follow_the_decision(ark: Archive) -> None:
    found = {one.decision: one.is_open() for one in conditions(ark)}
    assert found == dict.fromkeys(
        ["lchnv-2020-04-03-2", "lsg-2024-09-20-34", "vfr-rok-kvinnofrid-rekommendation"], True
    )
    for identity in ("lchnv-2020-04-03-2", "vardprogram-hjartsvikt", "hjartsvikt"):
        assert [one.decision for one in open_conditions(ark, identity)] == ["lchnv-2020-04-03-2"]


def test_a_met_condition_is_one_commit_with_a_link_to_what_met_it(ark: Archive) -> None:
    fields = {
        "title": "KSG-B godkänner programmet",
        "body": "ksg-b",
        "date": "2020-05-12",
        "outcome": "approved",
        "agreement": "vardprogram-hjartsvikt",
    }
    answer = ark.create(ark.draft("decision", fields))
    waiting = open_conditions(ark, "hjartsvikt")[0]
    assert [one.id for one in may_meet(ark, waiting)] == [answer.id]
    saved = ark.carry_out(meet(ark, "lchnv-2020-04-03-2", by=answer.id))
    assert saved.subject.startswith("Beslut lchnv-2020-04-03-2: villkor uppfyllt 2020-05-12: Region Dalarnas")
    assert [path.endswith("lchnv-2020-04-03-2.md") for path in ark.store.log(limit=1)[0].paths] == [True]
    states = [standing_of(ark, "vardprogram-hjartsvikt", day) for day in ("2020-05-11", "2020-05-12")]
    assert [one and one.state.value for one in states] == ["conditional", "yes"]
    with pytest.raises(Refused, match="är uppfyllda"):
        meet(ark, "lchnv-2020-04-03-2")


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        ({"decision": "lsg-2024-09-20-38b"}, Refused),
        ({"decision": "lsg-2024-09-20-34", "number": 2}, NotFound),
        ({"decision": "lsg-2024-09-20-34", "on": "hösten"}, WrongUse),
        ({"decision": "lsg-2024-09-20-34", "on": "15/1"}, WrongUse),
        ({"decision": "lsg-2024-09-20-34", "by": "umea"}, WrongUse),
        ({"decision": "lsg-2024-09-20-34", "by": "finns-inte"}, NotFound),
    ],
)
def test_what_cannot_meet_a_condition_is_refused(
    ark: Archive, arguments: dict[str, str], error: type[Exception]
) -> None:
    with pytest.raises(error):
        meet(ark, **arguments)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("status", "end", "day", "reasons"),
    [
        ("ended", "2024-12-31", "2024-11-08", [("ended", "")]),
        ("ended", "2024-12-31", "2024-12-01", [("ended", "")]),
        ("ended", "2024-12-31", "2024-11-07", []),
        ("ended", "2024-06-30", "2024-11-08", [("ended", "2024-06-30")]),
        ("ended", "2024-06-30", "2024-06-30", []),
        ("terminated", "2024-12-31", "2024-11-08", []),
    ],
)
def test_what_is_said_to_have_ended_has_today_though_its_last_day_is_ahead(
    status: str, end: str, day: str, reasons: list[tuple[str, str]]
) -> None:
    deal = agreement(f"status: {status}\nvalid_from: 2020-01-01\nvalid_to: {end}")
    found = Register([deal], [], lambda _: None, today="2024-11-08").standing(deal, day)
    assert [(one.code, one.date) for one in found.reasons] == reasons


def test_the_archive_takes_its_own_day_for_today(ark: Archive) -> None:
    def applies(status: str, day: str) -> list[bool]:
        deal = ark.get("rss-avtal-2023-2026")
        if deal.text("status") != status:
            ark.save(Edit(deal.id, {**deal.fields, "status": status}, deal.etag))
        standing = standing_of(ark, deal.id, day)
        assert standing is not None
        return [standing.applies, deal.id in {one.id for one in in_force(ark, day) if one.applies}]

    assert applies("in-force", "2024-11-08") == [True, True]
    assert applies("ended", "2024-11-08") == [False, False]
    assert applies("ended", "2024-11-07") == [True, True]

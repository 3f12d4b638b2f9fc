from __future__ import annotations

import pytest

from tingsbok.followup.adoption import Adoption, State, adoption, differences, split_reference
from tingsbok.followup.adoption_words import tally
from tingsbok.i18n import use
from tingsbok.record import Record, parse_record

CLAUSES = "- att godkänna överenskommelsen\n- att den gäller från den 1 januari\n"
GROUPS = {"kommunerna": ["avesta", "falun", "mora"]}


def agreement(*lines: str, rule: str = "all", parties: str = "region, kommunerna", more: str = "") -> Record:
    rows = "".join(f"  - {{{line}}}\n" for line in lines)
    rule_line = f"adoption_rule: {rule}\n" if rule else ""
    listed = f"ratifications:\n{rows}" if rows else ""
    front = f"type: agreement\ntitle: Avtal\nparties: [{parties}]\n{rule_line}{more}{listed}"
    return parse_record("records/avtal.md", f"---\n{front}---\n{CLAUSES}".encode())


def yes(party: str, date: str = "") -> str:
    return f"party: {party}, status: adopted" + (f", date: {date}" if date else "")


def no(party: str) -> str:
    return f"party: {party}, status: declined"


def found(record: Record, on: str = "") -> Adoption:
    return adoption(record, members=lambda group: GROUPS.get(group, ()), on=on)


DATES = {"region": "2024-05-02", "avesta": "2024-03-01", "falun": "2024-06-30", "mora": "2024-04-04"}
EVERYBODY = [yes(party, date) for party, date in DATES.items()]


@pytest.mark.parametrize(
    ("record", "state", "since"),
    [
        (agreement(rule=""), State.UNTRACKED, ""),
        (agreement(rule="all"), State.OPEN, ""),
        (agreement(*EVERYBODY[:3]), State.OPEN, ""),
        (agreement(*EVERYBODY), State.REACHED, "2024-06-30"),
        (agreement(*EVERYBODY[:3], yes("mora")), State.REACHED, ""),
        (agreement(*EVERYBODY[:3], no("mora")), State.FAILED, ""),
        (agreement(*EVERYBODY[:3], "party: mora, status: scheduled, date: 2024-12-01"), State.OPEN, ""),
        (agreement(*EVERYBODY[:3], no("mora"), rule="majority"), State.REACHED, "2024-06-30"),
        (agreement(*EVERYBODY, rule="majority"), State.REACHED, "2024-05-02"),
        (agreement(no("avesta"), no("falun"), rule="majority"), State.FAILED, ""),
        (agreement(yes("region", "2024-05-02"), rule="named", more="needed_parties: [region]\n"), State.REACHED, "2024-05-02"),
        (agreement(yes("avesta"), rule="named", more="needed_parties: [region]\n"), State.OPEN, ""),
        (agreement(yes("skr", "2024-01-01"), rule="all", parties="region"), State.OPEN, ""),
        (agreement(yes("region", "2024"), yes("mora", "2024"), parties=""), State.REACHED, "2024"),
    ],
)  # fmt: skip
def test_whether_enough_have_adopted_it(record: Record, state: State, since: str) -> None:
    matrix = found(record)
    assert (matrix.state, matrix.since) == (state, since)


@pytest.mark.parametrize(
    ("day", "state", "waiting"),
    [("2024-03-31", State.OPEN, 3), ("2024-06-29", State.OPEN, 1), ("2024-06-30", State.REACHED, 0)],
)
def test_as_it_stood_on_a_day(day: str, state: State, waiting: int) -> None:
    matrix = found(agreement(*EVERYBODY), on=day)
    assert (matrix.state, len(matrix.waiting)) == (state, waiting)


def test_a_party_without_a_line_is_missing_and_stands_first() -> None:
    matrix = found(
        agreement(yes("avesta"), no("mora"), "party: falun, status: asked, reminded: 2024-10-21", yes("skr"))
    )
    assert [(s.party, s.status) for s in matrix.by_need()] == [
        ("region", ""),
        ("falun", "asked"),
        ("mora", "declined"),
        ("avesta", "adopted"),
        ("skr", "adopted"),
    ]
    assert [s.party for s in matrix.waiting] == ["region", "falun"]
    assert [s.party for s in matrix.stances if not s.counts] == ["skr"]
    assert (matrix.count("adopted"), matrix.count(""), matrix.needed) == (1, 1, 4)
    assert matrix.stance("falun").reminded == "2024-10-21"


def test_a_decision_is_recommended_to_its_parties() -> None:
    front = "type: decision\ntitle: X\nbody: vfr\noutcome: recommended\nrecommends_to: [kommunerna]\nratifications: [{party: mora, status: adopted}]"
    record = parse_record("records/beslut.md", f"---\n{front}\n---\n{CLAUSES}\nSkälen.\n".encode())
    matrix = found(record)
    assert [s.party for s in matrix.waiting] == ["avesta", "falun"]
    assert matrix.clauses == ("att godkänna överenskommelsen", "att den gäller från den 1 januari")


@pytest.mark.parametrize(
    ("text", "stated", "wording"),
    [
        ("* att godkänna   överenskommelsen.\n* att den gäller från den 1 januari", "", "same"),
        ("- att godkänna överenskommelsen", "same", "other"),
        ("", "other", "other"),
        ("", "", ""),
    ],
)
def test_the_words_themselves_decide_whether_they_are_the_same(text: str, stated: str, wording: str) -> None:
    line = {"party": "mora", "status": "adopted", "text": text, "wording": stated}
    record = agreement()
    record.fields["ratifications"] = [{key: value for key, value in line.items() if value}]
    matrix = found(record)
    assert matrix.stance("mora").wording == wording
    assert len(matrix.differing) == (wording == "other")


def test_the_difference_is_told_clause_by_clause() -> None:
    clauses = found(agreement()).clauses
    changes = differences(
        clauses, "- att godkänna överenskommelsen\n- att den gäller tills vidare", "sv", clause="att-sats"
    )
    assert [(c.label, c.before, c.after) for c in changes] == [
        ("att-sats 2", "att den gäller från den 1 januari", "att den gäller tills vidare")
    ]


@pytest.mark.parametrize(
    ("typed", "authority", "section"),
    [
        ("SN § 112", "SN", "§ 112"),
        ("sn 112", "SN", "§ 112"),
        ("Kommunfullmäktige §112", "Kommunfullmäktige", "§ 112"),
        ("socialnämnden 7 b", "socialnämnden 7 b", ""),
        ("hsn § 98 a", "HSN", "§ 98 a"),
        ("§ 4", "", "§ 4"),
        ("SN", "SN", ""),
        ("", "", ""),
    ],
)
def test_a_reference_is_split(typed: str, authority: str, section: str) -> None:
    assert split_reference(typed) == (authority, section)


def test_one_answer_is_told_as_one() -> None:
    use("sv")
    assert tally(found(agreement(yes("region")))) == "1 antagen, 0 nekade, 3 utan svar"

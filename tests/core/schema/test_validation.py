"""What is said about a record that breaks its schema."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.core.schema.known import SCHEMAS, front, record
from tingsbok import i18n, resources
from tingsbok.frontmatter import Value
from tingsbok.schema.patterns import LONGEST_VALUE, compiled, fits

MEETING_LINES = "type: meeting\nbody: lsg\ndate: 2024-09-20\nstatus: held\n"
DECISION_LINES = "type: decision\ntitle: T\noutcome: noted\n"


@pytest.mark.parametrize(
    ("lines", "code", "field", "line", "said", "remedy"),
    [
        ("type: meeting\nbody: lsg\ndate: 20 sept 2024\nstatus: held\n", "T101", "date", 4, "20 sept 2024", "write date: 2024-09-20"),
        ("type: meeting\nbody: lsg\ndate: 2024-02-30\nstatus: held\n", "T101", "date", 4, "no such day", "write date: 2024-02-29"),
        ("type: meeting\nbody: lsg\ndate: 2024-13\nstatus: held\n", "T101", "date", 4, "2024-13", ""),
        ("type: meeting\nbody: lsg\ndate:\nstatus: held\n", "T106", "date", 4, "Date is missing", "write date: …"),
        ("type: meeting\nbody: LSG\ndate: 2024\nstatus: held\n", "T101", "body", 3, "LSG", "write body: lsg"),
        ("type: meeting\nbody: lsg\ndate: 2024\nstatus: hållet\n", "T101", "status", 5, "Status cannot be", "write status: held"),
        ("type: meeting\nbody: lsg\ndate: 2024\nstatus: helt\n", "T101", "status", 5, "helt", "write status: held"),
        ("type: meeting\nbody: lsg\ndate: 2024\nstatus: xyzzy\n", "T101", "status", 5, "xyzzy", "choose among mentioned, planned"),
        (MEETING_LINES + "start: 9.30\n", "T101", "start", 6, "9.30", "write start: 09:30"),
        (MEETING_LINES + "start: 25:00\n", "T101", "start", 6, "25:00", ""),
        (MEETING_LINES + "plats: Umeå\n", "T107", "plats", 6, "plats", "did you mean place?"),
        (MEETING_LINES + "xyzzy: Umeå\n", "T107", "xyzzy", 6, "xyzzy", ""),
        (MEETING_LINES + "chair: [a, b]\n", "T101", "chair", 6, "must be one value", ""),
        (MEETING_LINES + "place: {a: b}\n", "T101", "place", 6, "a group of fields", ""),
        (MEETING_LINES + "registrations: HSN 1\n", "T101", "registrations", 6, "must be a list", "- {number: HSN 1}"),
        (MEETING_LINES + "attendance:\n  - john\n", "T101", "attendance.0", 7, "fields of its own", ""),
        (MEETING_LINES + "attendance:\n  - {person: john, status: närvarande}\n", "T101", "attendance.0.status", 7, "Attendance 1: ", "write status: present"),
        (MEETING_LINES + "attendance:\n  - {person: john}\n", "T106", "attendance.0.status", 7, "Attendance 1: Status is missing", ""),
        (MEETING_LINES + "items:\n  - {key: a, title: A, until: 2023-02-29}\n", "T101", "items.0.until", 7, "no such day", "write until: 2023-02-28"),
        (DECISION_LINES + "cost: 5\n", "T101", "cost", 5, "fields of its own", "write cost: {total: …, period: …}"),
        (DECISION_LINES + "cost:\n  total: 12 000,5\n", "T101", "cost.total", 6, "12 000,5", "write total: 12000.5"),
        (DECISION_LINES + "until_further_notice: kanske\n", "T101", "until_further_notice", 5, "kanske", ""),
        (DECISION_LINES + "see_also: [ok, not ok]\n", "T101", "see_also.1", 5, "not ok", ""),
        ("type: agreement\ntitle: T\nkind: plan\nnotice_months: tolv\n", "T101", "notice_months", 5, "whole number", ""),
        ("type: agreement\ntitle: T\nkind: plan\nnotice_months: 12 mån\n", "T101", "notice_months", 5, "whole number", "write notice_months: 12"),
        (f"type: person\nname: {'x' * 4001}\n", "T101", "name", 3, "longer than 4000", ""),
        ("type: beslut\ntitle: x\n", "T105", "type", 2, "beslut", "write type: decision"),
        ("type: decison\ntitle: x\n", "T105", "type", 2, "decison", "write type: decision"),
        ("type: risk\n", "T105", "type", 2, "risk", "schemas/risk.schema.json"),
        ("title: x\n", "T105", "type", 1, "no type", "agreement, assignment"),
    ],
)  # fmt: skip
def test_each_fault_has_a_place_and_a_remedy(
    lines: str, code: str, field: str, line: int, said: str, remedy: str
) -> None:
    (problem,) = SCHEMAS.validate(record(f"---\n{lines}---\n"))
    assert (problem.code, problem.field, problem.line) == (code, field, line)
    assert said in problem.message
    assert remedy in problem.remedy
    assert bool(remedy) == bool(problem.remedy) or remedy == ""
    assert problem.is_error == (code != "T107")
    assert problem.column > 0


@pytest.mark.parametrize(
    ("line", "remedy"),
    [
        ("cost: {total: 12 000 kr}", "write total: 12000"),
        ("cost: {total: '4,5 mkr'}", ""),
        ("cost: {total: -50%}", ""),
        ("cost: {total: 12 000 per kommun}", ""),
        ("cost: {total: " + "9" * 26 + "}", ""),
        ("notice_months: '6,5'", ""),
        ("notice_months: '6,0'", "write notice_months: 6"),
        ("notice_months: 2 år", ""),
    ],
)
def test_no_other_number_than_was_meant_is_proposed(line: str, remedy: str) -> None:
    lines = f"---\ntype: agreement\ntitle: T\nkind: plan\n{line}\n---\n"
    assert [one.remedy for one in SCHEMAS.validate(record(lines))] == [remedy]


def test_all_faults_of_a_record_come_at_once_in_file_order() -> None:
    wrong = record("---\ntype: meeting\nstatus: x\ndate: y\nodd: 1\nattendance:\n  - {status: z}\n---\n")
    found = [(one.line, one.code, one.field) for one in SCHEMAS.validate(wrong)]
    assert found == sorted(found, key=lambda one: one[0])
    assert {(code, field) for _, code, field in found} == {
        ("T101", "status"), ("T101", "date"), ("T107", "odd"), ("T106", "body"), ("T106", "attendance.0.person"), ("T101", "attendance.0.status"),
    }  # fmt: skip


def test_swedish_words() -> None:
    i18n.use("sv")
    (problem,) = SCHEMAS.validate(
        record("---\ntype: meeting\nbody: lsg\ndate: 20 sept 2024\nstatus: held\n---\n")
    )
    assert problem.message == 'datum väntas som 2024-09-20, här står "20 sept 2024"'
    assert problem.remedy == "skriv date: 2024-09-20"
    task = "---\ntype: assignment\ntitle: T\nassignees: [a]\ndue: nästa möte\n---\n"
    assert [one.remedy for one in SCHEMAS.validate(record(task))] == ["skriv due_text: nästa möte"]


@pytest.mark.parametrize(
    "lines",
    [
        MEETING_LINES + "start: 09:30\nchair: a\nadjusters: anna\nplace: ''\nattendance: []\n",
        MEETING_LINES
        + "items:\n  - {key: no, title: on, until: 2024}\n  - {key: '007', title: 9:30, until: 2024-11}\n",
        DECISION_LINES + "cost: {total: 12000.50, approximate: ja, shares: [{for: x, part: 5}]}\n",
        DECISION_LINES
        + "until_further_notice: yes\nuntil: 2024-11-15\nconditions: [{text: a, effect: follows, awaits: m#4d}]\n",
        "type: agreement\ntitle: T\nkind: plan\nnotice_months: 12\nvalid_from: 2024\n",
        "type: person\nname: Åsa Öst\npublic: false\n",
    ],
)
def test_sound_records_have_no_faults(lines: str) -> None:
    assert SCHEMAS.validate(record(f"---\n{lines}---\n")) == []


def test_a_record_that_could_not_be_read_has_only_its_own_problem() -> None:
    assert SCHEMAS.validate(record("no front matter")) == []


def test_a_record_without_a_file_has_faults_without_a_place() -> None:
    (problem,) = SCHEMAS.validate(front(type="person"))
    assert (problem.code, problem.line, problem.column) == ("T106", 0, 0)


VALUES = st.recursive(
    st.text(max_size=8) | st.sampled_from(["2024-02-30", "true", "9:30", "lsg", "1e9", "٣", "\x1b[0m", "2024\n"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["person", "status", "key", "total", "$ref", ""]), inner, max_size=3),
    max_leaves=8,
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from([*SCHEMAS.types]),
    st.dictionaries(
        st.sampled_from(["title", "name", "body", "date", "items", "cost", "attendance", "until", "odd"]),
        VALUES,
    ),
)
def test_no_value_whatever_raises(name: str, fields: dict[str, Value]) -> None:
    for problem in SCHEMAS.validate(front(**{**fields, "type": name})):
        assert problem.code in ("T101", "T106", "T107")
        assert "is not of type" not in problem.message
        assert "does not match" not in problem.message


@pytest.mark.parametrize(
    ("pattern", "usable"),
    [
        ("^[a-z0-9][a-z0-9._-]*(#[a-z0-9][a-z0-9._-]*)?$", True),
        ("^[0-9]{4}(-(0[1-9]|1[0-2]))?$", True),
        ("^R-[0-9]+$", True),
        ("^[A-Z]{2,3} [0-9]{1,4}/[0-9]{4}$", True),
        ("(ab)+", True),
        ("(a+)+$", False),
        ("^(a|a)*$", False),
        ("^(a?){30}a{30}$", False),
        ("a?" * 40 + "a" * 40, False),
        ("(a|a)" * 30, False),
        ("^(.*)(.*)(.*)(.*)$", False),
        ("^(([a-z])+.)+[A-Z]([a-z])+$", False),
        (r"(a)\1", False),
        ("(?=a+)a", False),
        ("(?P<x>a)", False),
        ("[", False),
        ("a**", False),
        ("a)", False),
        ("x" * 201, False),
    ],
)
def test_patterns_that_could_run_away_are_not_used(pattern: str, usable: bool) -> None:
    assert (compiled(pattern) is not None) is usable
    assert fits(pattern, "!" * (LONGEST_VALUE + 1)) is not usable


@pytest.mark.parametrize(
    ("text", "expected"),
    [("ab", True), ("ab\n", False), ("a" * LONGEST_VALUE, True), ("a" * (LONGEST_VALUE + 1), False)],
)
def test_a_pattern_ends_at_the_very_end(text: str, expected: bool) -> None:
    assert fits("^[a-z]+$", text) is expected


def test_reading_schemas_loads_no_validator() -> None:
    code = "import sys; from tingsbok import resources; from tingsbok.schema import SchemaSet\ns = SchemaSet.load([resources.schemas_dir()])\nlist(s.types.values())\nprint([m for m in sys.modules if m.partition('.')[0] in ('jsonschema', 'referencing', 'rich', 'textual', 'git', 'sqlite3')])"
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[2],
    )
    assert done.stdout.strip() == "[]"


def test_the_sample_archive_lies_beside_the_schemas() -> None:
    assert (resources.schemas_dir() / "common.schema.json").is_file()
    assert (resources.sample_dir() / "archive.toml").is_file()

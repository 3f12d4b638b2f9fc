"""Changes in words: fields, lists item by item, text paragraph by paragraph."""

from __future__ import annotations

import pytest

from tingsbok import resources
from tingsbok.changes import FieldChange, compare
from tingsbok.record import Record, parse_record
from tingsbok.schema import SchemaSet

SCHEMAS = SchemaSet.load([resources.schemas_dir()])
NAMES = {"john": "John Olsson", "anna": "Anna Dahl", "suicid": "Suicidprevention"}


def record(lines: str, body: str = "") -> Record:
    return parse_record("records/x.md", f"---\n{lines}\n---\n{body}".encode())


def changes(before: Record | None, after: Record | None, language: str = "sv") -> list[FieldChange]:
    return compare(before, after, SCHEMAS, language, name_of=lambda one: NAMES.get(one, one))


def said(type: str, before: str, after: str, language: str = "sv") -> list[tuple[str, str, str, str]]:
    found = changes(record(f"type: {type}\n{before}"), record(f"type: {type}\n{after}"), language)
    return [(one.label, one.before, one.after, one.kind) for one in found]


@pytest.mark.parametrize(
    ("type", "before", "after", "expected"),
    [
        ("decision", "outcome: postponed", "outcome: established", [("utfall", "bordlagt", "fastställt", "set")]),
        ("decision", "until: 2024-11-05", "until: 2024-11-15", [("återkommer", "2024-11-05", "2024-11-15", "set")]),
        ("decision", "valid_from: ''", "valid_from: 2024-11-07", [("gäller från", "", "2024-11-07", "add")]),
        ("decision", "case: suicid", "title: T", [("rubrik", "", "T", "add"), ("ärende", "Suicidprevention", "", "remove")]),
        ("decision", "until_further_notice: true", "until_further_notice: false", [("tills vidare", "ja", "nej", "set")]),
        ("decision", "odd: 1", "odd: 2", [("odd", "1", "2", "set")]),
        ("decision", "outcome: noted\ntitle: T", "title: T\noutcome: noted", []),
        ("decision", "title: 'T'  # x", 'title: "T"', []),
        ("decision", "see_also: []", "note: ''", []),
        ("decision", "cost: {total: 5, period: once}", "cost: {total: 6, period: once}", [("kostnad, totalt", "5", "6", "set")]),
        ("decision", "title: T", "title: T\ncost: {period: year}", [("kostnad, period", "", "per år", "add")]),
        ("meeting", "adjusters: [john]", "adjusters: [anna]", [("justerare", "John Olsson", "Anna Dahl", "set")]),
        ("meeting", "adjusters: [john]", "adjusters: [john, anna]", [("justerare", "", "Anna Dahl", "add")]),
        ("meeting", "adjusters: john", "adjusters: [john]", [("justerare", "John Olsson", "John Olsson", "set")]),
        ("meeting", "adjusters: [john, anna]", "place: x", [("plats", "", "x", "add"), ("justerare", "John Olsson", "", "remove"), ("justerare", "Anna Dahl", "", "remove")]),
        ("meeting", "adjusters: [john, anna]", "adjusters: [anna, john]", [("justerare", "John Olsson, Anna Dahl", "Anna Dahl, John Olsson", "set")]),
        ("meeting", "attendance: [{person: john, status: present}]", "attendance: [{person: john, status: absent}]", [("närvaro John Olsson", "närvarande", "frånvarande", "set")]),
        ("meeting", "attendance: [{person: john, title: a}]", "attendance: [{person: john, title: b}]", [("närvaro John Olsson, titel", "a", "b", "set")]),
        ("meeting", "attendance: [{person: john, status: present}]", "attendance: [{person: anna, status: absent}, {person: john, status: present}]", [("närvaro", "", "Anna Dahl, frånvarande", "add")]),
        ("meeting", "attendance: [{person: anna}, {person: john}, {person: bo}]", "attendance: [{person: bo}, {person: john}]", [("närvaro", "Anna Dahl", "", "remove")]),
        ("meeting", "attendance: [{person: anna}, {person: john}]", "attendance: [{person: john}, {person: anna}]", [("närvaro", "Anna Dahl, John Olsson", "John Olsson, Anna Dahl", "set")]),
        ("meeting", "items: [{key: 4d, title: A}]", "items: [{key: 4d, title: B, presenters: [john]}]", [("punkter 4d, rubrik", "A", "B", "set"), ("punkter 4d, föredragande", "", "John Olsson", "add")]),
        ("meeting", "items: [{key: '1', title: A}, {key: '2', title: B}]", "items: [{key: '2', title: B}]", [("punkter", "1, A", "", "remove")]),
        ("meeting", "notes: [a]", "notes: {a: b}", [("anmärkningar", "a", "b", "set")]),
        ("meeting", "items: text", "items: [{key: '1', title: A}]", [("punkter", "text", "1, A", "set")]),
        ("decision", "conditions: [{text: a, effect: follows}]", "conditions: [{text: b, effect: follows}]", [("villkor b, villkor", "a", "b", "set")]),
        ("body", "members: [{person: john, from: 2019, to: 2020}, {person: john, from: 2021}]", "members: [{person: john, from: 2019, to: 2020}, {person: john, from: 2022}]", [("ledamöter John Olsson, från", "2021", "2022", "set")]),
        ("odd", "title: a", "title: b", [("title", "a", "b", "set")]),
    ],
)  # fmt: skip
def test_fields_in_words(
    type: str, before: str, after: str, expected: list[tuple[str, str, str, str]]
) -> None:
    assert said(type, before, after) == expected


def test_english_words() -> None:
    assert said("decision", "outcome: postponed", "outcome: established", "en") == [
        ("outcome", "postponed", "established", "set")
    ]


def test_paths_are_those_of_the_later_version() -> None:
    before = record(
        "type: meeting\nattendance: [{person: anna, status: absent}, {person: john, status: present}]"
    )
    after = record("type: meeting\nattendance: [{person: john, status: absent}]")
    assert [(one.path, one.field) for one in changes(before, after)] == [
        (("attendance", 0, "status"), "attendance.status"),
        (("attendance", 0), "attendance"),
    ]
    assert [one.in_list for one in changes(before, after)] == [False, True]


def test_a_new_record_has_all_its_fields_and_its_text() -> None:
    found = changes(None, record("type: decision\ntitle: T\noutcome: noted", "Text.\n"))
    assert [(one.label, one.after, one.kind) for one in found] == [
        ("rubrik", "T", "add"),
        ("utfall", "till handlingarna", "add"),
        ("text", "Text.", "text"),
    ]


def test_a_removed_record_loses_them() -> None:
    found = changes(record("type: case\ntitle: T", "Text."), None)
    assert [(one.label, one.before, one.after) for one in found] == [
        ("rubrik", "T", ""),
        ("text", "Text.", ""),
    ]
    assert changes(None, None) == []


def test_another_type_is_a_change() -> None:
    found = changes(record("type: case\ntitle: T"), record("type: agreement\ntitle: T"))
    assert [(one.label, one.before, one.after) for one in found] == [("posttyp", "case", "agreement")]


CLAUSES = "- att anta avtalet\n- att bordlägga\n  till hösten\n\nBakgrund: lång.\n\nMer.\n"


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (
            CLAUSES,
            CLAUSES.replace("anta", "avslå"),
            [("att-sats 1", "- att anta avtalet", "- att avslå avtalet")],
        ),
        (
            CLAUSES,
            CLAUSES.replace("- att bordlägga\n  till hösten\n", ""),
            [("att-sats 2", "- att bordlägga till hösten", "")],
        ),
        (CLAUSES, CLAUSES + "\nTill sist.\n", [("stycke 3", "", "Till sist.")]),
        (CLAUSES, CLAUSES.replace("lång", "kort"), [("stycke 1", "Bakgrund: lång.", "Bakgrund: kort.")]),
        (CLAUSES, CLAUSES.replace("\n  till hösten", " till hösten"), [("radbrytningar i texten", "", "")]),
        (CLAUSES, "", [("text", CLAUSES.strip(), "")]),
        ("", "\n\n", []),
        ("## 4. Rubrik\n\na\n\nb\n", "## 4. Rubrik\n\na\n\nc\n", [('stycke 2 under "4. Rubrik"', "b", "c")]),
        ("## 4. Rubrik\n- a\n", "## 4. Rubrik\n- b\n", [('att-sats 1 under "4. Rubrik"', "- a", "- b")]),
        ("## A\n\nx\n", "## B\n\nx\n", [('rubriken "B"', "## A", "## B")]),
        (f"## {'R' * 60}\n\nx\n", f"## {'R' * 60}\n\ny\n", [(f'stycke 1 under "{"R" * 40}…"', "x", "y")]),
        ("a\r\n\r\nb\r\n", "a\n\nb\n", [("radbrytningar i texten", "", "")]),
    ],
)
def test_text_in_words(before: str, after: str, expected: list[tuple[str, str, str]]) -> None:
    found = changes(record("type: decision\ntitle: T", before), record("type: decision\ntitle: T", after))
    assert [(one.label, one.before, one.after) for one in found] == expected
    assert all((one.kind, one.path, one.field) == ("text", (), "") for one in found)


def test_list_items_of_other_types_are_called_so() -> None:
    (change,) = changes(record("type: case\ntitle: T", "- a\n"), record("type: case\ntitle: T", "- b\n"))
    assert change.label == "listpunkt 1"


def test_a_very_long_text_is_one_change() -> None:
    before, after = ("\n\n".join(f"{word} {n}" for n in range(3000)) for word in ("a", "b"))
    (change,) = changes(record("type: case\ntitle: T", before), record("type: case\ntitle: T", after))
    assert change.label == "text"

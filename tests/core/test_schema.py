"""Types of record: loading, words, templates, and what is said about a record that breaks its schema."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tingsbok import i18n, resources
from tingsbok.frontmatter import Value
from tingsbok.record import Record, parse_record
from tingsbok.schema import KINDS, SchemaSet
from tingsbok.schema.paths import day_of, filled, text_at
from tingsbok.schema.patterns import LONGEST_VALUE, compiled, fits

SCHEMAS = SchemaSet.load([resources.schemas_dir()])


@pytest.fixture(autouse=True)
def in_english() -> object:
    before = i18n.current()
    i18n.use("en")
    yield
    i18n.use(before)


def record(text: str, path: str = "records/x/some-id.md") -> Record:
    return parse_record(path, text.encode())


def front(**fields: Value) -> Record:
    """A record that was never in a file: only its fields count."""
    kind = fields.get("type", "")
    return Record("records/x.md", "x", str(kind), fields, "", "", b"")


LSG = record("---\ntype: body\nname: Länssamverkansgruppen\nshort: LSG\n---\n", "records/bodies/lsg.md")
MEETING = record(
    "---\ntype: meeting\nbody: lsg\ndate: 2024-09-20\nstatus: held\n---\n",
    "records/meetings/lsg/2024/2024-09-20/lsg-2024-09-20.md",
)
DECISION = record(
    "---\ntype: decision\nmeeting: lsg-2024-09-20\ntitle: T\noutcome: noted\n---\n",
    "records/d/lsg-2024-09-20-34.md",
)
KNOWN = {one.id: one for one in (LSG, MEETING, DECISION)}


class TestShippedSchemas:
    def test_are_sound(self) -> None:
        assert SCHEMAS.schema_problems() == []

    @pytest.mark.parametrize("name", SCHEMAS.types)
    def test_speak_both_languages(self, name: str) -> None:
        record_type = SCHEMAS.types[name]
        assert {
            "sv",
            "en",
        } <= record_type.titles.keys() & record_type.plurals.keys() & record_type.descriptions.keys()
        assert record_type.body_help("sv") != record_type.body_help("en")
        waiting = list(record_type.fields)
        for field in waiting:
            assert {"sv", "en"} <= field.titles.keys(), field.name
            assert field.kind in KINDS
            assert all({"sv", "en"} <= words.keys() for words in field.labels.values()), field.name
            assert not field.description("sv") or field.description("sv") != field.description("en"), (
                field.name
            )
            assert "link" not in (field.kind, field.item and field.item.kind) or field.link_types, field.name
            waiting += field.fields

    @pytest.mark.parametrize("name", SCHEMAS.types)
    def test_name_only_fields_that_exist(self, name: str) -> None:
        record_type = SCHEMAS.types[name]
        specs = [column.spec for column in record_type.columns]
        specs += [record_type.date, record_type.body_field, record_type.short, record_type.sort.lstrip("-")]
        for spec in filter(None, specs):
            for alternative in spec.split("|"):
                assert record_type.field(alternative.partition(".")[0]), spec
        for _, field in record_type.link_fields:
            assert set(field.link_types) <= {*SCHEMAS.types, "*"}, field.name


@pytest.mark.parametrize(
    ("noun", "name"),
    [
        ("decision", "decision"),
        ("beslut", "decision"),
        ("BESLUT", "decision"),
        ("Möten", "meeting"),
        ("möte", "meeting"),
        ("ärende", "case"),
        ("arende", "case"),
        ("people", "person"),
        ("organ", "body"),
        (" avtal ", "agreement"),
        ("nonsens", None),
        ("", None),
    ],
)
def test_type_named(noun: str, name: str | None) -> None:
    found = SCHEMAS.type_named(noun)
    assert (found.name if found else None) == name


@pytest.mark.parametrize(
    ("type", "path", "kind", "title"),
    [
        ("meeting", "body", "link", "Organ"),
        ("meeting", "attendance", "objects", "Närvaro"),
        ("meeting", "attendance.status", "choice", "Närvaro"),
        ("meeting", ("attendance", 3, "person"), "link", "Person"),
        ("meeting", ("items", 0, "registrations", 1, "number"), "text", "Nummer"),
        ("meeting", "adjusters", "list", "Justerare"),
        ("meeting", "start", "time", "Börjar"),
        ("decision", "cost", "object", "Kostnad"),
        ("decision", "cost.total", "number", "Totalt"),
        ("agreement", "notice_months", "integer", "Uppsägning, månader"),
        ("person", "public", "boolean", "Offentligt namn"),
        ("meeting", "nothing", None, None),
        ("meeting", "body.name", None, None),
    ],
)
def test_field(type: str, path: str, kind: str | None, title: str | None) -> None:
    field = SCHEMAS.types[type].field(path)
    assert (field.kind if field else None, field.title("sv") if field else None) == (kind, title)


def test_links_say_where_they_go() -> None:
    links = dict(SCHEMAS.types["assignment"].link_fields)
    assert links["assignees"].link_types == ("person", "organisation", "body")
    assert links["due"].or_date
    assert links["given_by"].to_item
    assert not links["case"].to_item
    assert not SCHEMAS.types["assignment"].field("status").link_types


@pytest.mark.parametrize(
    ("path", "value", "swedish", "english"),
    [
        ("status", "held", "hållet", "held"),
        ("status", "odd", "odd", "odd"),
        ("body", "lsg", "LSG", "LSG"),
        ("adjusters", ["a", "lsg"], "a, LSG", "a, LSG"),
        ("attendance", [{"person": "lsg", "acting": "true"}], "LSG, ja", "LSG, yes"),
        ("items.until", "2024-11-05", "2024-11-05", "2024-11-05"),
        ("place", "", "", ""),
        ("place", ["Teams", "Umeå"], "Teams, Umeå", "Teams, Umeå"),
    ],
)
def test_display(path: str, value: Value, swedish: str, english: str) -> None:
    field = SCHEMAS.types["meeting"].field(path)
    names = {"lsg": "LSG"}
    assert field.display(value, "sv", lambda one: names.get(one, one)) == swedish
    assert field.display(value, "en", lambda one: names.get(one, one)) == english


@pytest.mark.parametrize(
    ("path", "flow"),
    [
        (("adjusters",), True),
        (("attendance",), False),
        (("attendance", 0), True),
        (("attendance", 0, "person"), True),
        (("items",), False),
        (("items", 0), False),
        (("items", 0, "presenters"), True),
        (("items", 0, "papers"), False),
        (("items", 0, "papers", 2), True),
        (("nothing",), False),
        ((), False),
    ],
)
def test_is_flow(path: tuple[str | int, ...], flow: bool) -> None:
    assert SCHEMAS.is_flow("meeting", path) is flow
    assert SCHEMAS.types["meeting"].is_flow(path) is flow
    assert SCHEMAS.is_flow("unheard-of", path) is False


@pytest.mark.parametrize(
    ("spec", "expected"),
    [
        ("meeting.date", "2024-09-20"),
        ("date|meeting.date", "2024-09-20"),
        ("meeting.body.short", "LSG"),
        ("meeting.folder", "records/meetings/lsg/2024/2024-09-20"),
        ("meeting.id", "lsg-2024-09-20"),
        ("title.date", ""),
        ("nothing", ""),
        ("a.b.c.d.e.f.g.h.i", ""),
    ],
)
def test_text_at(spec: str, expected: str) -> None:
    assert text_at(DECISION.fields, spec, KNOWN.get) == expected


@pytest.mark.parametrize(
    ("type", "fields", "day"),
    [
        ("meeting", {"date": "2024-09"}, "2024-09"),
        ("assignment", {"due": "2024-11-15"}, "2024-11-15"),
        ("assignment", {"due": "lsg-2024-09-20"}, "2024-09-20"),
        ("assignment", {"due": "lsg-1999-01-01"}, ""),
        ("decision", {"meeting": "lsg-2024-09-20"}, "2024-09-20"),
        ("meeting", {"date": "i höst"}, ""),
        ("person", {}, ""),
    ],
)
def test_day_of(type: str, fields: dict[str, Value], day: str) -> None:
    assert day_of(SCHEMAS.types[type], fields, KNOWN.get) == day


def test_labels() -> None:
    assert SCHEMAS.label(MEETING, KNOWN.get) == "LSG 2024-09-20"
    assert SCHEMAS.label(MEETING, {}.get) == "lsg 2024-09-20"
    assert SCHEMAS.short_label(LSG, KNOWN.get) == "LSG"
    assert SCHEMAS.label(LSG, KNOWN.get) == "Länssamverkansgruppen"
    assert SCHEMAS.label(record("---\ntype: odd\n---\n"), KNOWN.get) == "some-id"
    assert SCHEMAS.body_of(DECISION, KNOWN.get) == "lsg"
    assert filled("{a} – {b}", {"a": "x"}, KNOWN.get) == "x –"


def test_cells() -> None:
    cells = [SCHEMAS.cell(MEETING, column, KNOWN.get) for column in SCHEMAS.types["meeting"].columns]
    assert cells == ["2024-09-20", "lsg", "", "held", ""]
    counted = SCHEMAS.types["meeting"].columns[4]
    assert SCHEMAS.cell(front(type="meeting", items=[{}, {}]), counted, KNOWN.get) == "2"


@pytest.mark.parametrize(
    ("type", "fields", "taken", "identity"),
    [
        ("meeting", {"body": "lsg", "date": "2024-09-20"}, (), "lsg-2024-09-20"),
        ("decision", {"meeting": "lsg-2024-09-20", "item": "4d"}, (), "lsg-2024-09-20-4d"),
        (
            "decision",
            {"meeting": "lsg-2024-09-20", "item": "4d"},
            ("lsg-2024-09-20-4d",),
            "lsg-2024-09-20-4d-2",
        ),
        (
            "decision",
            {"meeting": "lsg-2024-09-20", "item": "4d"},
            ("lsg-2024-09-20-4d", "lsg-2024-09-20-4d-2"),
            "lsg-2024-09-20-4d-3",
        ),
        ("decision", {"meeting": "lsg-2024-09-20", "title": "Åtgärder"}, (), "lsg-2024-09-20-atgarder"),
        ("decision", {"body": "lsg", "date": "2023", "title": "Övrigt"}, (), "lsg-2023-ovrigt"),
        ("decision", {"body": "lsg", "title": "Övrigt"}, (), "lsg-ovrigt"),
        ("decision", {}, (), "decision"),
        ("body", {"name": "Länschefsnätverket", "short": "LCHNV"}, (), "lchnv"),
        ("body", {"name": "Länschefsnätverket"}, (), "lanschefsnatverket"),
        ("person", {"name": "Beat Axå"}, (), "beat-axa"),
        ("organisation", {"name": "CON"}, (), "con-post"),
        ("organisation", {"name": "../../etc/passwd"}, (), "etc-passwd"),
        ("case", {"title": "§§§"}, (), "post"),
    ],
)
def test_new_id(type: str, fields: dict[str, Value], taken: tuple[str, ...], identity: str) -> None:
    assert SCHEMAS.new_id(type, fields, taken.__contains__, KNOWN.get) == identity


def test_a_new_id_is_never_too_long() -> None:
    identity = SCHEMAS.new_id("case", {"title": "mycket " * 200}, set().__contains__, KNOWN.get)
    assert len(identity) <= 100
    assert identity.startswith("mycket-mycket-")
    assert not identity.endswith("-")


@pytest.mark.parametrize(
    ("type", "identity", "fields", "path"),
    [
        (
            "meeting",
            "lsg-2024-09-20",
            {"body": "lsg", "date": "2024-09-20"},
            "records/meetings/lsg/2024/2024-09-20/lsg-2024-09-20.md",
        ),
        ("meeting", "lsg", {"body": "lsg"}, "records/meetings/lsg/lsg.md"),
        (
            "meeting",
            "m",
            {"body": "../../..", "date": "2024-09-20"},
            "records/meetings/post/2024/2024-09-20/m.md",
        ),
        ("decision", "d", {"meeting": "lsg-2024-09-20"}, "records/meetings/lsg/2024/2024-09-20/d.md"),
        ("decision", "d", {"body": "lsg", "date": "2019"}, "records/decisions/2019/d.md"),
        ("decision", "d", {}, "records/decisions/d.md"),
        ("person", "beat-axa", {"name": "Beat Axå"}, "records/people/b/beat-axa.md"),
        ("case", "c", {"opened": "2020-05"}, "records/cases/2020/c.md"),
        ("case", "c", {}, "records/cases/c.md"),
        ("unheard-of", "u", {}, "records/other/u.md"),
    ],
)
def test_new_path(type: str, identity: str, fields: dict[str, Value], path: str) -> None:
    assert SCHEMAS.new_path(type, identity, fields, KNOWN.get) == path


def test_a_hostile_parent_folder_is_not_followed() -> None:
    stray = Record("../outside/m.md", "m", "meeting", {}, "", "", b"")
    path = SCHEMAS.new_path("decision", "d", {"meeting": "m"}, {"m": stray}.get)
    assert path == "records/decision/d.md"


def test_ordered_puts_type_first_and_unknown_last() -> None:
    fields: dict[str, Value] = {
        "odd": "1",
        "outcome": "noted",
        "title": "T",
        "conditions": [{"effect": "follows", "text": "x"}],
    }
    ordered = SCHEMAS.ordered("decision", fields)
    assert list(ordered) == ["type", "title", "outcome", "conditions", "odd"]
    assert list(ordered["conditions"][0]) == ["text", "effect"]
    assert SCHEMAS.key_order("decision")[:3] == ("type", "meeting", "item")


# -- types that users add


def write_schema(folder: Path, name: str, document: object) -> Path:
    folder.mkdir(exist_ok=True)
    text = document if isinstance(document, str) else json.dumps(document)
    (folder / f"{name}.schema.json").write_text(text, encoding="utf-8")
    return folder


RISK = {
    "title": "Risk",
    "required": ["name"],
    "properties": {
        "score": {"type": "integer", "minimum": 1, "maximum": 25},
        "name": {"type": "string"},
        "seen": {"type": "string", "format": "date"},
        "level": {"enum": ["low", "high"]},
        "tags": {"type": "array", "items": {"type": "string"}},
        "owner": {"$ref": "common.schema.json#/$defs/link", "x-tingsbok": {"link": "person"}},
        "steps": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {
                    "what": {"type": "string"},
                    "by": {"type": "string", "x-tingsbok": {"link": ["person"]}},
                },
            },
        },
    },
}


@pytest.fixture
def with_risk(tmp_path: Path) -> SchemaSet:
    return SchemaSet.load([resources.schemas_dir(), write_schema(tmp_path / "schemas", "risk", RISK)])


class TestTypeWithoutAnnotations:
    def test_gets_sane_defaults(self, with_risk: SchemaSet) -> None:
        risk = with_risk.types["risk"]
        assert with_risk.problems == ()
        assert (risk.title("sv"), risk.plural("en"), risk.label) == ("Risk", "Risk", "name")
        assert [column.spec for column in risk.columns] == ["score", "name", "seen"]
        assert [column.title("sv") for column in risk.columns] == ["Score", "Name", "Seen"]
        assert [(one.name, one.kind) for one in risk.fields] == [
            ("score", "integer"), ("name", "text"), ("seen", "date"), ("level", "choice"), ("tags", "list"), ("owner", "link"), ("steps", "objects"),
        ]  # fmt: skip
        assert (risk.date, risk.sort, risk.facets, risk.required) == ("seen", "-seen", ("level",), ("name",))

    def test_has_links_only_where_annotated(self, with_risk: SchemaSet) -> None:
        links = dict(with_risk.types["risk"].link_fields)
        assert {name: field.link_types for name, field in links.items()} == {
            "owner": ("person",),
            "steps.by": ("person",),
        }

    def test_has_ids_and_paths(self, with_risk: SchemaSet) -> None:
        fields: dict[str, Value] = {"name": "Översvämning"}
        assert with_risk.new_id("risk", fields, set().__contains__, KNOWN.get) == "oversvamning"
        assert with_risk.new_path("risk", "oversvamning", fields, KNOWN.get) == "records/risk/oversvamning.md"

    def test_is_validated(self, with_risk: SchemaSet) -> None:
        wrong = record("---\ntype: risk\nscore: 40\nseen: 2024-02-30\nlevel: hgih\nstray: x\n---\n")
        found = {(one.code, one.field) for one in with_risk.validate(wrong)}
        assert found == {
            ("T101", "score"),
            ("T106", "name"),
            ("T101", "seen"),
            ("T101", "level"),
            ("T107", "stray"),
        }
        right = record("---\ntype: risk\nscore: 7\nname: x\nseen: 2024-02-29\nlevel: high\ntags: a\n---\n")
        assert with_risk.validate(right) == []


def test_a_name_without_any_field_to_show(tmp_path: Path) -> None:
    schemas = SchemaSet.load([write_schema(tmp_path, "blank", {"properties": {}})])
    blank = schemas.types["blank"]
    assert (blank.title("sv"), blank.columns, blank.label, blank.sort) == ("Blank", (), "", "")
    assert schemas.label(record("---\ntype: blank\nx: y\n---\n"), KNOWN.get) == "some-id"
    assert schemas.new_id("blank", {}, set().__contains__, KNOWN.get) == "blank"


def test_a_later_folder_overrides_a_type_and_keeps_common_definitions(tmp_path: Path) -> None:
    write_schema(tmp_path, "person", {"title": "Människa", "properties": {"name": {"type": "string"}}})
    write_schema(tmp_path, "common", {"$defs": {"colour": {"enum": ["red"]}}})
    schemas = SchemaSet.load([resources.schemas_dir(), tmp_path])
    assert [one.name for one in schemas.types["person"].fields] == ["name"]
    assert schemas.types["meeting"].field("body").kind == "link"
    assert schemas.schema_problems() == []


@pytest.mark.parametrize(
    ("document", "said"),
    [
        ("{", "not JSON: line 1"),
        ("[]", "within braces"),
        ('{"properties": []}', "properties"),
        ('{"properties": {"a": 1}}', "properties"),
        ('{"properties": {}, "required": "a"}', "required"),
        ('{"properties": {"type": {"const": "../evil"}}}', "type's name"),
        ("[" * 100_000, "RecursionError"),
        (" " * 1_000_001, "larger than 1 MB"),
    ],
)
def test_a_broken_schema_is_a_problem_and_the_type_before_it_stays(
    tmp_path: Path, document: str, said: str
) -> None:
    schemas = SchemaSet.load([resources.schemas_dir(), write_schema(tmp_path, "person", document)])
    (problem,) = schemas.problems
    assert (problem.code, problem.path) == ("T115", "schemas/person.schema.json")
    assert said in problem.message
    assert schemas.types["person"].field("email")


def test_a_schema_that_is_not_utf8_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "x.schema.json").write_bytes(b"\xff\xfe{}")
    assert [one.code for one in SchemaSet.load([tmp_path, tmp_path / "none"]).problems] == ["T115"]


@pytest.mark.parametrize(
    ("properties", "said"),
    [
        ({"name": {"type": "strin"}}, "name"),
        ({"name": {"minimum": "x"}}, "name"),
        ({"name": {"$ref": "#/properties/name"}}, "refers"),
        ({"name": {"$ref": "http://127.0.0.1:9/x.json"}}, "refers"),
        ({"name": {"pattern": "^(a+)+$"}}, "too long"),
        ({"name": {"pattern": "("}}, "properties/name/pattern"),
        ({"name": {"pattern": "(?=a)a"}}, "too long"),
    ],
)
def test_what_shows_only_in_use_is_a_problem_of_the_schema(
    tmp_path: Path, properties: object, said: str
) -> None:
    schemas = SchemaSet.load([write_schema(tmp_path, "odd", {"properties": properties})])
    assert schemas.validate(record(f"---\ntype: odd\nname: {'a' * 60}!\n---\n")) == []
    (problem,) = schemas.schema_problems()
    assert (problem.code, problem.path) == ("T115", "schemas/odd.schema.json")
    assert said in problem.message


def test_nonsense_annotations_do_no_harm(tmp_path: Path) -> None:
    notes = {
        "sv": 3,
        "columns": [1, {"field": 2}, {"field": "a", "width": -1}],
        "facets": 5,
        "label": [],
        "id": 7,
        "date": {},
        "late_when": [],
        "aliases": [1],
    }
    part = {"type": ["null", "integer"], "x-tingsbok": {"kind": "bomb", "labels": 3, "link": {}, "flow": "x"}}
    path_notes = {"path": "/etc/{id}.md"}
    document = {
        "properties": {"a": part, "b": True, "c": {"enum": [1, "x", None]}},
        "x-tingsbok": {**notes, **path_notes},
    }
    schemas = SchemaSet.load([write_schema(tmp_path, "odd", document)])
    odd = schemas.types["odd"]
    assert [(one.name, one.kind, one.choices) for one in odd.fields] == [
        ("a", "integer", ()),
        ("b", "text", ()),
        ("c", "choice", ("1", "x")),
    ]
    assert [(column.spec, column.width) for column in odd.columns] == [("a", None)]
    assert schemas.new_path("odd", "x", {}, KNOWN.get) == "records/odd/x.md"
    assert schemas.validate(record("---\ntype: odd\na: 1\nb: x\nc: 1\n---\n")) == []


# -- what is wrong in a record

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

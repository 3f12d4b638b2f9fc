"""Types that users add, and schemas that are broken or hostile."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.core.schema.known import KNOWN, record
from tingsbok import i18n, resources
from tingsbok.frontmatter import Value
from tingsbok.schema import SchemaSet


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
        ("[" * 100_000, "nested too deeply"),
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


@pytest.mark.parametrize("closing", ["additionalProperties", "unevaluatedProperties"])
def test_a_closed_schema_takes_what_any_record_may_have_and_names_what_it_refuses(
    tmp_path: Path, closing: str
) -> None:
    """A rename leaves the old id among the aliases, and a finding that is accepted is noted in the record."""
    car = {"title": "Car", closing: False, "properties": {"name": {"type": "string"}}}
    schemas = SchemaSet.load([resources.schemas_dir(), write_schema(tmp_path / "schemas", "car", car)])
    own = "---\ntype: car\nname: Volvo\naliases: [saab]\naccepted: [{code: T213, reason: x}]\n"
    assert schemas.validate(record(f"{own}---\n")) == []
    (problem,) = schemas.validate(record(f"{own}nam: Saab\n---\n"))
    assert (problem.code, problem.line, problem.is_error) == ("T107", 6, True)
    assert '"nam"' in problem.message
    assert problem.remedy == "did you mean name?"


def test_a_rule_about_the_whole_record_is_told_without_its_values(tmp_path: Path) -> None:
    car = {"title": "Car", "minProperties": 3, "properties": {"name": {"type": "string"}}}
    schemas = SchemaSet.load([resources.schemas_dir(), write_schema(tmp_path / "schemas", "car", car)])
    (problem,) = schemas.validate(record("---\ntype: car\nname: Volvo\n---\n"))
    assert problem.message.endswith("does not have the form that the schema asks for (minProperties)")
    assert "Volvo" not in problem.message


@pytest.mark.parametrize(
    ("raw", "line"),
    [
        (b'{"title": "Car",\n "properties": {\n  "name": {"type": "string"},\n }\n}\n', 4),
        ('{\n "title": "Kärra"\n}\n'.encode("latin-1"), 2),
    ],
)
def test_a_schema_that_cannot_be_read_says_on_which_line(tmp_path: Path, raw: bytes, line: int) -> None:
    (tmp_path / "car.schema.json").write_bytes(raw)
    (problem,) = SchemaSet.load([resources.schemas_dir(), tmp_path]).problems
    assert (problem.code, problem.line) == ("T115", line)
    assert "Error" not in problem.message


@pytest.mark.parametrize(
    ("part", "note", "said"),
    [
        ("", {"colums": []}, 'has no key "colums"'),
        ("", {"sv": {"titel": "Risk"}}, 'has no key "titel"'),
        ("", {"columns": ["scor"]}, 'columns names "scor"'),
        ("", {"columns": [{"field": "owner.name|nobody"}]}, 'columns names "nobody"'),
        ("", {"label": "titl"}, 'label names "titl"'),
        ("", {"path": "records/{yaer}/{id}.md"}, 'path names "yaer"'),
        ("", {"sort": "-sen"}, 'sort names "sen"'),
        ("name", {"knd": "text"}, 'has no key "knd"'),
        ("name", {"kind": "longtxt"}, 'no kind of field "longtxt"'),
        ("name", {"link": ["persn"]}, '"persn" is no type'),
    ],
)
def test_what_a_schema_says_in_vain_is_told(
    tmp_path: Path, part: str, note: dict[str, object], said: str
) -> None:
    document = json.loads(json.dumps(RISK))
    (document["properties"][part] if part else document)["x-tingsbok"] = note
    loaded = SchemaSet.load([resources.schemas_dir(), write_schema(tmp_path / "schemas", "risk", document)])
    i18n.use("en")
    (problem,) = loaded.schema_problems()
    assert said in problem.message
    assert not problem.is_error
    assert problem.path == "schemas/risk.schema.json"


def test_the_programs_own_schemas_say_nothing_in_vain(with_risk: SchemaSet) -> None:
    assert with_risk.schema_problems() == []

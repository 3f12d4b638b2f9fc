"""The types that are shipped: words, links, templates, order."""

from __future__ import annotations

import pytest

from tests.core.schema.known import DECISION, KNOWN, LSG, MEETING, SCHEMAS, front, record
from tingsbok.frontmatter import Value
from tingsbok.record import Record
from tingsbok.schema import KINDS
from tingsbok.schema.paths import day_of, filled, text_at


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
    ("value", "shown"), [("lgl#6", "LGL § 6"), ("lgl#4d", "LGL § 4d"), ("lgl#ovrigt", "LGL #ovrigt")]
)
def test_an_item_is_called_by_its_number(value: str, shown: str) -> None:
    field = SCHEMAS.types["assignment"].field("given_by")
    assert field is not None
    assert field.display(value, "sv", {"lgl": "LGL"}.__getitem__) == shown


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
        ("person", "beat-axa", {"name": "Beat Axå"}, "records/people/ba/beat-axa.md"),
        ("case", "c", {"opened": "2020-05"}, "records/cases/2020/c.md"),
        ("assignment", "u", {"given_by": "lsg-2024-09-20#4d"}, "records/assignments/lsg/2024/u.md"),
        ("assignment", "u", {}, "records/assignments/u.md"),
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

"""The index: it finds what is in the files, whatever happened to them, to it, or to the question."""

from __future__ import annotations

import json
import os
import sqlite3
import stat
import threading
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tingsbok import resources
from tingsbok.errors import Refused, WrongUse
from tingsbok.index import Index
from tingsbok.index_schema import Database
from tingsbok.index_words import Vocabulary, distance, match_words
from tingsbok.query import Words, parse
from tingsbok.schema import SchemaSet
from tingsbok.store.base import Entry, Write
from tingsbok.store.memory import MemoryStore

TODAY = date(2024, 11, 8)

CAR = {
    "title": "Car",
    "x-tingsbok": {
        "sv": {"title": "Bil", "plural": "Bilar"},
        "label": "name",
        "columns": [{"field": "name"}, {"field": "driver"}, {"field": "wheels"}],
    },
    "properties": {
        "type": {"const": "car"},
        "name": {"type": "string"},
        "driver": {
            "type": "string",
            "x-tingsbok": {"kind": "link", "link": ["person"], "sv": {"title": "Förare"}},
        },
        "wheels": {"type": "integer", "x-tingsbok": {"sv": {"title": "Hjul"}}},
        "services": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {"garage": {"type": "string"}, "cost": {"type": "number"}},
            },
        },
    },
}

FILES = {
    "bodies/lchnv": "type: body\nname: Länschefsnätverket\nshort: LCHNV\naliases: [lcn]\n---\nMandat.",
    "bodies/lsg": "type: body\nname: Länssamverkansgruppen\nshort: LSG\n---\n",
    "people/anna-dahl": "type: person\nname: Anna Dahl\naliases: [Anna D]\norganisation: mora\n---\n",
    "people/orjan-ost": "type: person\nname: Örjan Öst\n---\n",
    "people/asa-zemren": "type: person\nname: Åsa Zemrén\n---\n",
    "orgs/mora": "type: organisation\nname: Mora kommun\nshort: Mora\nkind: municipality\n---\n",
    "cases/hemsjukvard": "type: case\ntitle: Hemsjukvårdsavtalet\nstatus: open\nowner: lchnv\nopened: 2021-10\n---\nKostnad.",
    "m/lchnv-2024-11-07": (
        "type: meeting\nbody: lchnv\ndate: 2024-11-07\nstatus: held\nstart: 09:30\nchair: anna-dahl\nattendance:\n"
        "  - {person: anna-dahl, status: present, for: mora}\n  - {person: orjan-ost, status: absent}\nitems:\n"
        "  - key: 4d\n    number: 4 d)\n    title: Avtal om vård i hemmet\n    case: hemsjukvard\n"
        "  - key: '10'\n    number: 10\n    title: Övrigt\n---\n## 4 d)\n\nKommunerna får frågor om hemsjukvårdsavtalet."
    ),
    "m/lchnv-2024-11-07-4d": (
        "type: decision\nmeeting: lchnv-2024-11-07\nitem: 4d\ntitle: Godkännande av förslag\noutcome: postponed\n"
        "until: lsg-2024-12-04\nconditions:\n  - text: om landstinget går med\n    effect: suspends\n---\n- att bordlägga"
    ),
    "m/lchnv-2024-11-07-10": "type: decision\nmeeting: lchnv-2024-11-07\nitem: '10'\ntitle: Avslut\noutcome: noted\n---\n- att avsluta",
    "m/lsg-2024-12-04": "type: meeting\nbody: lsg\ndate: 2024-12-04\nstatus: planned\n---\n",
    "agreements/avtal": (
        "type: agreement\ntitle: Avtal om vård\nkind: agreement\nvalid_from: 2020\nvalid_to: 2024-12-31\nstatus: in-force\n"
        "notice_months: 12\ncost:\n  total: 2000000\n  shares:\n    - {for: mora, part: 12.5}\n---\nSe [[hemsjukvard]] och [[finns-inte]]."
    ),
    "tasks/rapport": (
        "type: assignment\ntitle: Rapport om läget\nassignees: [anna-dahl, orjan-ost]\ngiven_by: lchnv-2024-11-07-4d\n"
        "due: lsg-2024-12-04\nstatus: open\n---\n"
    ),
    "tasks/lista": "type: assignment\ntitle: Lista\nassign_all: true\ngiven_by: lchnv-2024-11-07#9\ndue: 2024-10-01\nstatus: done\n---\n",
    "cars/saab": "type: car\nname: Saab\ndriver: anna-dahl\nwheels: 4\nservices:\n  - {garage: Mora motor, cost: 900}\n---\n",
    "cars/trehjuling": "type: car\nname: Trehjuling\nwheels: 3\nservices:\n  - {garage: Falu mek, cost: 100}\n---\n",
    "odd/okand": "type: spaceship\ntitle: Rymdskepp\nspeed: 12\n---\n",
}


def raw(text: str) -> bytes:
    return f"---\n{text}\n".encode()


def archive() -> MemoryStore:
    store = MemoryStore({f"records/{name}.md": raw(text) for name, text in FILES.items()})
    store.files["records/odd/trasig.md"] = b"---\ntype: decision\ntitle: [oavslutad\n"
    return store


@pytest.fixture(scope="module")
def schemas(tmp_path_factory: pytest.TempPathFactory) -> SchemaSet:
    own = tmp_path_factory.mktemp("schemas")
    (own / "car.schema.json").write_text(json.dumps(CAR), encoding="utf-8")
    return SchemaSet.load([resources.schemas_dir(), own])


@pytest.fixture(scope="module")
def settled(schemas: SchemaSet, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    """An index that no test changes."""
    index = Index.open(tmp_path_factory.mktemp("index") / "index.db", schemas)
    index.refresh(archive())
    yield index
    index.close()


@pytest.fixture
def index(schemas: SchemaSet, tmp_path: Path) -> Iterator[Index]:
    index = Index.open(tmp_path / "cache" / "index.db", schemas)
    yield index
    index.close()


def ids(index: Index, text: str, schemas: SchemaSet, **options: str) -> list[str]:
    found = index.listing(parse(text, schemas), today=TODAY, **options)
    return [row.id for row in found.page(0, found.count)]


def search(index: Index, text: str, schemas: SchemaSet) -> list[str]:
    return [hit.row.id for hit in index.search(parse(text, schemas, lenient=True), today=TODAY).hits]


MEETING, DECISION = "lchnv-2024-11-07", "lchnv-2024-11-07-4d"

QUESTIONS = [
    ("hemsjukvård", {"hemsjukvard", MEETING}),
    ("sjukvård", {"hemsjukvard", MEETING}),
    ("hemsj", {"hemsjukvard", MEETING, "avtal"}),
    ("hemsj*", {"hemsjukvard", MEETING, "avtal"}),
    ("sjukv*", set()),
    ("avtalet", {"hemsjukvard", MEETING}),
    ("får", {MEETING}),
    ("far", set()),
    ('"får frågor"', {MEETING}),
    ('"frågor får"', set()),
    ("LÄGET", {"rapport"}),
    ("la\u0308get", {"rapport"}),
    ("vård hemmet", {MEETING}),
    ("vård -hemmet", {"hemsjukvard", "avtal"}),
    ("hemmet OR kostnad", {MEETING, "hemsjukvard"}),
    ("(hemmet OR kostnad) typ:ärende", {"hemsjukvard"}),
    ("typ:beslut utfall:bordlagt", {DECISION}),
    ("outcome:postponed,noted", {DECISION, f"{MEETING}-10"}),
    ("utfall:-", set()),
    ("villkor:-", {f"{MEETING}-10"}),
    ("villkor:*", {DECISION}),
    ("villkor:landsting", {DECISION}),
    ("conditions.text:går", {DECISION}),
    ("conditions.effect:suspends", {DECISION}),
    ("person:anna", {MEETING}),
    ("närvaro.person:örj", {MEETING}),
    ("närvaro.person:orj", {MEETING}),
    ("attendance.status:frånvarande", {MEETING}),
    ("attendance.for:mora", {MEETING}),
    ("items.case:hemsjukvard", {MEETING}),
    ("items.title:hemmet", {MEETING}),
    ("items:*", {MEETING}),
    ("items:-", {"lsg-2024-12-04"}),
    ("börjar:09", {MEETING}),
    ("start:>09", set()),
    ("start:>=09:30", {MEETING}),
    ("ordförande:anna-dahl", {MEETING}),
    ("@anna", {MEETING, "rapport", "saab", "anna-dahl"}),
    ("@zemren", {"asa-zemren"}),
    ("ansvariga:anna,orjan", {"rapport"}),
    ("assign_all:ja", {"lista"}),
    ("organ:lchnv typ:möte", {MEETING}),
    ("organ:LCHNV typ:möte", {MEETING}),
    ("organ:länschefs typ:möte", {MEETING}),
    ("organ:lcn typ:beslut", {DECISION, f"{MEETING}-10"}),
    ("organ:lchnv typ:uppdrag", {"rapport", "lista"}),
    ("organ:lchnv typ:ärende", {"hemsjukvard"}),
    ("ärende:hemsjukvard", {MEETING, DECISION}),
    ('ärende:"hemsjukvårdsavtalet"', {MEETING, DECISION}),
    ("case:hemsj", {MEETING, DECISION}),
    ("since:2024-12", {"lsg-2024-12-04", "rapport"}),
    ("2024-11..2024-11", {MEETING, DECISION, f"{MEETING}-10"}),
    ("..2021", {"hemsjukvard", "avtal"}),
    ("före:2021", {"avtal"}),
    ("datum:2021", {"hemsjukvard"}),
    ("år:2024 typ:uppdrag", {"rapport", "lista"}),
    ("due:<idag", {"lista"}),
    ("due:>idag", {"rapport"}),
    ("due:idag..idag+30d", {"rapport"}),
    ("due:2024-12", {"rapport"}),
    ("until:2024-12-04", {DECISION}),
    ("until:lsg-2024-12-04", {DECISION}),
    ("valid_to:>2024-12", set()),
    ("valid_to:>=2024-12", {"avtal"}),
    ("valid_from:2020", {"avtal"}),
    ("notice_months:>=12", {"avtal"}),
    ("notice_months:>12", set()),
    ("cost.total:1000000..3000000", {"avtal"}),
    ("cost.shares.for:mora", {"avtal"}),
    ("cost.shares.part:12,5", {"avtal"}),
    ("cost.shares.part:>12,4", {"avtal"}),
    ("cost.shares.part:1,2,12.5", {"avtal"}),
    ("status:gällande", {"avtal"}),
    ("länk:hemsjukvard", {MEETING, "avtal"}),
    ("länk:finns-inte", {"avtal"}),
    ("länk:lchnv-2024-11-07#9", {"lista"}),
    ("länk:lcn", {MEETING, "hemsjukvard"}),
    ("given_by:lchnv-2024-11-07#9", {"lista"}),
    ("linked-from:rapport", {"anna-dahl", "orjan-ost", DECISION, "lsg-2024-12-04"}),
    ("linked-from:- typ:person", {"asa-zemren"}),
    ("länk:- typ:möte", set()),
    ("namn:dahl", {"anna-dahl"}),
    ("namn:=lsg", {"lsg"}),
    ("id:lchnv-2024-11-07", {MEETING}),
    ("id:lchnv-2024*", {MEETING, DECISION, f"{MEETING}-10"}),
    ("id:2024-12", {"lsg-2024-12-04"}),
    ("id:lcn", {"lchnv"}),
    ("sökväg:cars/", {"saab", "trehjuling"}),
    ("problem:*", {"trasig"}),
    ("problem:- typ:bil", {"saab", "trehjuling"}),
    ("typ:-", {"trasig"}),
    ("typ:=spaceship", {"okand"}),
    ("rymdskepp", {"okand"}),
    ("typ:bil hjul:3", {"trehjuling"}),
    ("wheels:>3", {"saab"}),
    ("förare:anna", {"saab"}),
    ("förare:-", {"trehjuling"}),
    ("services.garage:motor", {"saab"}),
    ("services.cost:<500", {"trehjuling"}),
    ("services:mek", {"trehjuling"}),
]


@pytest.mark.parametrize(("text", "expected"), QUESTIONS)
def test_listing_and_search_find_the_same(
    settled: Index, schemas: SchemaSet, text: str, expected: set[str]
) -> None:
    assert set(ids(settled, text, schemas)) == expected
    assert set(search(settled, text, schemas)) == expected


@pytest.mark.parametrize(
    ("sort", "kind", "expected"),
    [
        (
            "",
            "",
            [
                "lsg-2024-12-04",
                "rapport",
                MEETING,
                DECISION,
                f"{MEETING}-10",
                "lista",
                "hemsjukvard",
                "avtal",
            ],
        ),
        ("", "person", ["anna-dahl", "asa-zemren", "orjan-ost"]),
        ("name", "person", ["anna-dahl", "asa-zemren", "orjan-ost"]),
        ("-name", "person", ["orjan-ost", "asa-zemren", "anna-dahl"]),
        ("organisation", "person", ["anna-dahl", "asa-zemren", "orjan-ost"]),
        ("-organisation", "person", ["anna-dahl", "asa-zemren", "orjan-ost"]),
        ("item", "decision", [DECISION, f"{MEETING}-10"]),
        ("-item", "decision", [f"{MEETING}-10", DECISION]),
        ("-outcome", "decision", [DECISION, f"{MEETING}-10"]),
        ("outcome", "decision", [f"{MEETING}-10", DECISION]),
        ("date|meeting.date", "decision", [DECISION, f"{MEETING}-10"]),
        ("-items", "meeting", [MEETING, "lsg-2024-12-04"]),
        ("body", "meeting", [MEETING, "lsg-2024-12-04"]),
        ("-body", "meeting", ["lsg-2024-12-04", MEETING]),
        ("due|due_text", "assignment", ["lista", "rapport"]),
        ("-assignees|assignees_text", "assignment", ["rapport", "lista"]),
        ("wheels", "car", ["trehjuling", "saab"]),
        ("services.cost", "car", ["trehjuling", "saab"]),
        ("driver", "car", ["saab", "trehjuling"]),
        ("-driver", "car", ["saab", "trehjuling"]),
        ("-wheels", "car", ["saab", "trehjuling"]),
        ("-date", "decision", [DECISION, f"{MEETING}-10"]),
        ("date", "decision", [DECISION, f"{MEETING}-10"]),
        ("date", "assignment", ["lista", "rapport"]),
        ("-date", "assignment", ["rapport", "lista"]),
        ("title", "", ["anna-dahl", f"{MEETING}-10", "avtal"]),
        ("-id", "", ["trehjuling", "trasig", "saab"]),
        ("type", "", ["avtal", "rapport", "lista"]),
    ],
)
def test_order(settled: Index, schemas: SchemaSet, sort: str, kind: str, expected: list[str]) -> None:
    assert ids(settled, "", schemas, type=kind, sort=sort)[: len(expected)] == expected


def long_list(index: Index) -> list[str]:
    """Fill an index with a thousand cars, and return their numbers."""
    names = [f"{number:04d}" for number in range(1_000)]
    text = "type: car\nname: B{}\nwheels: {}\n---\n"
    index.refresh(
        MemoryStore({f"records/n{name}.md": raw(text.format(name, int(name) % 7)) for name in names})
    )
    return names


@pytest.mark.parametrize("sort", ["name", "-name", "wheels", "-wheels", "-date", "services"])
def test_long_lists_are_read_as_far_as_they_are_looked_at(
    index: Index, schemas: SchemaSet, sort: str
) -> None:
    names = long_list(index)
    found = index.listing(parse("typ:bil", schemas), sort=sort)
    rows = [row for offset in range(0, 1_000, 150) for row in found.page(offset, 150)]
    assert found.count == len(found) == len({row.id for row in rows}) == 1_000
    assert [found.position(row.id) for row in rows[500:510]] == list(range(500, 510))
    if sort.endswith("name"):
        assert [row.title[1:] for row in rows] == (names[::-1] if sort == "-name" else names)
    if sort.endswith("wheels"):
        assert [row.cells[2] for row in rows] == sorted(
            (row.cells[2] for row in rows), reverse=sort == "-wheels"
        )


def test_a_filtered_list_in_the_order_of_a_column(index: Index, schemas: SchemaSet) -> None:
    long_list(index)
    assert index.listing(parse("typ:bil wheels:3", schemas), sort="-name").page(0, 1)[0].title == "B0997"


def test_the_querys_own_order_goes_first(settled: Index, schemas: SchemaSet) -> None:
    assert ids(settled, "typ:beslut sort:utfall", schemas, sort="-outcome")[0] == f"{MEETING}-10"


def test_unknown_order_is_refused(settled: Index) -> None:
    with pytest.raises(WrongUse):
        settled.listing(sort="banan")


def test_pages(settled: Index) -> None:
    found = settled.listing()
    everything = found.page(0, 1000)
    assert found.count == len(found) == len(FILES) + 1 == len(everything)
    assert [*found.page(0, 5), *found.page(5, 1000)] == everything
    assert found.page(1000, 5) == found.page(3, 0) == found.page(2, -1) == []
    assert found.position(everything[7].id) == 7
    assert found.position("no-such") == -1
    assert settled.listing(type="person").position("saab") == -1


def test_cells_are_names_for_links_and_raw_for_the_rest(settled: Index) -> None:
    cells = {row.id: row.cells for row in settled.listing().page(0, 100)}
    assert cells[MEETING] == ("2024-11-07", "LCHNV", "", "2", "held")
    assert cells[DECISION] == ("2024-11-07", "LCHNV", "4d", "Godkännande av förslag", "postponed")
    assert cells["rapport"] == ("LSG 2024-12-04", "Anna Dahl, Örjan Öst", "Rapport om läget", "open")
    assert cells["lista"] == ("2024-10-01", "", "Lista", "done")
    assert cells["anna-dahl"][2] == "Mora"
    assert cells["saab"] == ("Saab", "Anna Dahl", "4")
    assert cells["okand"] == cells["trasig"] == ()


def test_rows(settled: Index) -> None:
    row = settled.row(DECISION)
    assert row is not None
    assert (row.type, row.date, row.body, row.path) == (
        "decision",
        "2024-11-07",
        "lchnv",
        f"records/m/{DECISION}.md",
    )
    assert settled.row("lcn") == settled.row("LCHNV") == settled.row("lchnv")
    assert settled.row("no-such") is None
    assert settled.path_of("lcn") == "records/bodies/lchnv.md"
    assert settled.path_of("no-such") == ""
    meeting, body = settled.row(MEETING), settled.row("lchnv")
    assert meeting is not None
    assert body is not None
    assert (meeting.title, body.title, body.short) == ("LCHNV 2024-11-07", "Länschefsnätverket", "LCHNV")


def test_broken_files_are_rows(settled: Index) -> None:
    row = settled.row("trasig")
    assert row is not None
    assert (row.type, row.title, row.cells) == ("", "trasig.md", ())
    assert row.problems > 0
    assert [problem.path for problem in settled.problems()] == [row.path]


def test_search_marks_and_counts(settled: Index, schemas: SchemaSet) -> None:
    found = settled.search(parse("sjukvård", schemas), today=TODAY)
    assert (found.count, found.by_type) == (2, {"case": 1, "meeting": 1})
    hit = found.hits[0]
    assert hit.row.id == MEETING
    assert [hit.snippet[start:end] for start, end in hit.matches] == ["sjukvård"]
    assert "får frågor om" in hit.snippet
    case = found.hits[1]
    assert [case.row.title[start:end] for start, end in case.title_matches] == ["sjukvård"]


def test_search_stops_at_its_limit_but_counts_all(settled: Index, schemas: SchemaSet) -> None:
    found = settled.search(parse("organ:lchnv", schemas), limit=2, today=TODAY)
    assert (len(found.hits), found.count) == (2, 6)
    assert [hit.row.id for hit in found.hits] == ["rapport", MEETING]


def test_types_without_schema_are_counted_too(settled: Index, schemas: SchemaSet) -> None:
    assert settled.search(parse("rymdskepp", schemas)).by_type == {"spaceship": 1}
    assert settled.search(parse("sökväg:odd/", schemas)).by_type == {"": 1, "spaceship": 1}


def test_search_within_a_type(settled: Index, schemas: SchemaSet) -> None:
    assert [hit.row.id for hit in settled.search(parse("vård", schemas), type="agreement").hits] == ["avtal"]


@pytest.mark.parametrize("text", ["", "a", " ", "§", "utfall:", "-"])
def test_too_little_finds_nothing(settled: Index, schemas: SchemaSet, text: str) -> None:
    assert settled.search(parse(text, schemas, lenient=True)).count == 0


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("hemsjukvardsavtalet", "hemsjukvårdsavtalet"),
        ("hemsjukvådsavtalet", "hemsjukvårdsavtalet"),
        ("far", "får"),
        ("typ:möte fragor", "typ:möte frågor"),
        ("mandta", "mandat"),
        ("typ:beslut mandta", ""),
        ("xyzzyxyzzy", ""),
        ("mandat", ""),
    ],
)
def test_did_you_mean(settled: Index, schemas: SchemaSet, text: str, meant: str) -> None:
    assert settled.search(parse(text, schemas, lenient=True)).did_you_mean == meant


@pytest.mark.parametrize(
    ("name", "kind", "expected"),
    [
        ("type", "", [("car", 2)]),
        ("organ", "meeting", [("lchnv", 1), ("lsg", 1)]),
        ("year", "", [("2024", 6), ("2020", 1), ("2021", 1)]),
        ("status", "assignment", [("done", 1), ("open", 1)]),
        ("outcome", "", [("noted", 1), ("postponed", 1)]),
        ("utfall", "decision", [("noted", 1), ("postponed", 1)]),
        ("case", "decision", [("hemsjukvard", 1)]),
        ("ansvariga", "", [("anna-dahl", 1), ("orjan-ost", 1)]),
        ("attendance.status", "", [("absent", 1), ("present", 1)]),
        ("förare", "car", [("anna-dahl", 1)]),
        ("no-such", "", []),
    ],
)
def test_facets(settled: Index, name: str, kind: str, expected: list[tuple[str, int]]) -> None:
    found = settled.facets(None, name, type=kind)
    assert [one for one in found if one in expected] == expected
    assert len(found) == len(expected) or name == "type"


def test_facets_count_what_the_query_finds(settled: Index, schemas: SchemaSet) -> None:
    assert settled.facets(parse("utfall:bordlagt", schemas), "type") == [("decision", 1)]


@pytest.mark.parametrize(
    ("text", "types", "first"),
    [
        ("anna", ("person",), "anna-dahl"),
        ("Anna D", ("person",), "anna-dahl"),
        ("dahl", ("person",), "anna-dahl"),
        ("dahl anna", ("person",), "anna-dahl"),
        ("örj", ("person",), "orjan-ost"),
        ("orjan", ("person",), "orjan-ost"),
        ("zemrn", ("person",), "asa-zemren"),
        ("ana dahl", ("person",), "anna-dahl"),
        ("lchnv", ("body",), "lchnv"),
        ("lcn", ("body",), "lchnv"),
        ("samverkan", (), "lsg"),
        ("lsg-2024", (), "lsg-2024-12-04"),
        ("2024-11-07-4d", (), DECISION),
        ("hmsjkvrd", ("case",), "hemsjukvard"),
        ("mandat", (), "lchnv"),
    ],
)
def test_complete(settled: Index, text: str, types: tuple[str, ...], first: str) -> None:
    assert [row.id for row in settled.complete(text, types)][:1] == [first]


def test_complete_keeps_to_types_and_limit(settled: Index) -> None:
    assert {row.type for row in settled.complete("a", ("person", "car"))} == {"person", "car"}
    assert len(settled.complete("", limit=3)) == 3
    assert settled.complete("xqzxqzxqz") == []


def test_backlinks(settled: Index) -> None:
    found = [(link.source, link.field, link.item) for link in settled.backlinks("lcn")]
    assert found == [("hemsjukvard", "owner", ""), (MEETING, "body", "")]
    (link,) = [link for link in settled.backlinks(MEETING) if link.item]
    assert (link.source, link.target, link.item, link.field, link.path, link.line) == (
        "lista",
        MEETING,
        "9",
        "given_by",
        ("given_by",),
        5,
    )
    assert settled.backlinks("no-such") == []
    assert [link.source for link in settled.backlinks("finns-inte")] == ["avtal"]


def test_broken_links_are_missing_records_and_missing_items(settled: Index) -> None:
    found = [(link.source, link.target, link.item) for link in settled.broken_links()]
    assert found == [("avtal", "finns-inte", ""), ("lista", MEETING, "9")]


def test_events_come_through_the_item_too(settled: Index) -> None:
    assert [row.id for row in settled.events_of("hemsjukvard")] == [MEETING, DECISION, "avtal"]


# -- what happens to files


def test_refresh_says_what_changed(index: Index, schemas: SchemaSet) -> None:
    store = archive()
    assert len(index.refresh(store).changed) == len(store.files)
    generation = index.generation
    again = index.refresh(store)
    assert (again.changed, again.removed, index.generation) == ((), (), generation)
    store.files["records/cars/saab.md"] = raw("type: car\nname: Volvo\nwheels: 4\n---\nRostig.")
    store.files["records/cars/ny.md"] = raw("type: car\nname: Ny\n---\n")
    del store.files["records/cars/trehjuling.md"]
    found = index.refresh(store)
    assert (set(found.changed), found.removed) == ({"saab", "ny"}, ("trehjuling",))
    assert index.generation > generation
    assert ids(index, "typ:bil sort:namn", schemas) == ["ny", "saab"]
    assert ids(index, "volvo", schemas) == ids(index, "rostig", schemas) == ["saab"]
    assert ids(index, "trehjuling", schemas) == ids(index, "förare:anna", schemas) == []


def test_a_moved_file_stays_the_same_record(index: Index, schemas: SchemaSet) -> None:
    store = archive()
    index.refresh(store)
    store.files["records/garage/saab.md"] = store.files.pop("records/cars/saab.md")
    found = index.refresh(store)
    assert (found.changed, found.removed) == (("saab",), ())
    assert index.path_of("saab") == "records/garage/saab.md"
    assert ids(index, "typ:bil", schemas) == ["saab", "trehjuling"]


def test_a_renamed_record_is_found_under_its_alias(index: Index) -> None:
    store = archive()
    index.refresh(store)
    old = store.files.pop("records/people/anna-dahl.md")
    assert [link.source for link in index.broken_links()] == ["avtal", "lista"]
    store.files["records/people/anna-berg.md"] = old.replace(b"aliases: [Anna D]", b"aliases: [anna-dahl]")
    index.refresh(store)
    row = index.row("anna-dahl")
    assert row is not None
    assert row.id == "anna-berg"
    assert "rapport" in {link.source for link in index.backlinks("anna-berg")}
    assert [link.source for link in index.broken_links()] == ["avtal", "lista"]


def test_what_a_record_takes_from_others_follows_them(index: Index, schemas: SchemaSet) -> None:
    store = archive()
    index.refresh(store)
    meeting = f"records/m/{MEETING}.md"
    store.files[meeting] = store.files[meeting].replace(b"date: 2024-11-07", b"date: 2023-01-02")
    store.files["records/bodies/lchnv.md"] = store.files["records/bodies/lchnv.md"].replace(
        b"short: LCHNV", b"short: CHEFER"
    )
    assert set(index.refresh(store).changed) == {MEETING, "lchnv"}
    decision, changed = index.row(DECISION), index.row(MEETING)
    assert decision is not None
    assert changed is not None
    assert decision.date == "2023-01-02"
    assert decision.cells[:2] == ("2023-01-02", "CHEFER")
    assert changed.title == "CHEFER 2023-01-02"
    assert ids(index, "typ:beslut 2023..2023", schemas) == [DECISION, f"{MEETING}-10"]
    assert set(ids(index, "chefer typ:möte", schemas)) == {MEETING}
    store.files[meeting] = (
        store.files[meeting]
        .replace(b"body: lchnv", b"body: lsg")
        .replace(b"case: hemsjukvard", b"case: annat")
    )
    index.refresh(store)
    assert set(ids(index, "organ:lsg typ:beslut,uppdrag", schemas)) == {
        DECISION,
        f"{MEETING}-10",
        "rapport",
        "lista",
    }
    assert ids(index, "ärende:hemsjukvard typ:beslut", schemas) == []
    del store.files[meeting]
    index.refresh(store)
    assert ids(index, "organ:* typ:beslut,uppdrag", schemas) == []
    assert ids(index, "datum:- typ:beslut", schemas) == [f"{MEETING}-10", DECISION][::-1]


def test_a_date_at_a_meeting_follows_the_meeting(index: Index, schemas: SchemaSet) -> None:
    store = archive()
    index.refresh(store)
    store.files["records/m/lsg-2024-12-04.md"] = raw(
        "type: meeting\nbody: lsg\ndate: 2024-10-10\nstatus: held\n---\n"
    )
    index.refresh(store)
    assert set(ids(index, "due:<idag", schemas)) == {"rapport", "lista"}
    assert ids(index, "until:2024-10", schemas) == [DECISION]


def test_certain_files_only(index: Index, schemas: SchemaSet) -> None:
    store = archive()
    index.refresh(store)
    store.files["records/cars/saab.md"] = raw("type: car\nname: Volvo\n---\n")
    store.files["records/cars/ny.md"] = raw("type: car\nname: Ny\n---\n")
    del store.files["records/cars/trehjuling.md"]
    assert index.refresh(store, paths=["records/cars/saab.md"]).changed == ("saab",)
    assert set(ids(index, "typ:bil", schemas)) == {"saab", "trehjuling"}
    found = index.refresh(store, paths=["records/cars/trehjuling.md", "records/cars/none.md"])
    assert (found.changed, found.removed) == ((), ("trehjuling",))
    assert index.refresh(store).changed == ("ny",)


def test_quick_refresh_looks_at_what_git_names(index: Index, schemas: SchemaSet) -> None:
    store = archive()
    saab, ny = "records/cars/saab.md", "records/cars/ny.md"
    store.write([Write(ny, raw("type: car\nname: Ny\n---\n"), None)], "Ny")
    index.refresh(store)
    store.files[saab] = raw("type: car\nname: Volvo\n---\n")
    assert index.refresh(store, quick=True).changed == ("saab",)
    assert index.refresh(store, quick=True).changed == ()
    store.write([Write(ny, raw("type: car\nname: Nyare\n---\n"), index_etag(store, ny))], "Nyare")
    found = index.refresh(store, quick=True)
    assert found.changed == ("ny",)
    assert saab in {one.path for one in found.dirty}
    store.files[saab] = raw(FILES["cars/saab"])
    assert index.refresh(store, quick=True).changed == ("saab",)
    assert set(ids(index, "typ:bil", schemas)) == {"saab", "ny", "trehjuling"}


def test_quick_refresh_looks_at_everything_when_git_cannot_tell(index: Index, schemas: SchemaSet) -> None:
    store = MemoryStore()
    store.write([Write("records/a.md", raw("type: car\nname: A\n---\n"), None)], "A")
    assert index.refresh(store, quick=True).changed == ("a",)
    other = MemoryStore()
    other.write([Write("records/b.md", raw("type: car\nname: B\n---\n"), None)], "B")
    found = index.refresh(other, quick=True)
    assert (found.changed, found.removed) == (("b",), ("a",))


def index_etag(store: MemoryStore, path: str) -> str:
    from tingsbok.record import etag_of

    return etag_of(store.read(path))


class ClockStore(MemoryStore):
    """Files whose times are what the test says, whatever they hold."""

    stamp = 1

    def entries(self) -> list[Entry]:
        return [Entry(entry.path, 1, self.stamp, 1, self.stamp) for entry in super().entries()]


@pytest.mark.parametrize(("age", "seen"), [(0, True), (10**9, True), (10**10, False)])
def test_a_change_within_the_clocks_tick_is_seen(
    index: Index, schemas: SchemaSet, age: int, seen: bool
) -> None:
    store = ClockStore(archive().files)
    store.stamp = time.time_ns() - age
    index.refresh(store)
    store.files["records/cars/saab.md"] = raw("type: car\nname: Volvo\n---\n")
    assert (index.refresh(store).changed == ("saab",)) == seen


def test_two_files_with_one_id(index: Index) -> None:
    store = archive()
    store.files["records/a/saab.md"] = raw("type: person\nname: Herr Saab\n---\n")
    index.refresh(store)
    assert index.path_of("saab") == "records/a/saab.md"
    assert index.listing().count == len(store.files)
    del store.files["records/a/saab.md"]
    index.refresh(store)
    assert index.path_of("saab") == "records/cars/saab.md"


ODD = {
    "records/odd/\udcff\udcfe.md": b"---\ntype: car\nname: Bytes\n---\n",
    "records/odd/s p a c e ' \" % _.md": b"---\ntype: car\nname: Blank\n---\n",
    "records/odd/surrogate.md": b'---\ntype: car\nname: "\\ud800x"\n"\\udc00": y\n---\n\x00\xff\n',
    "records/odd/empty.md": b"",
    "records/odd/nul.md": b"---\ntype: car\nname: Nul\n---\na\x00b",
    "records/odd/deep.md": b"---\ntype: car\nname: Deep\nservices: " + b"[" * 60 + b"]" * 60 + b"\n---\n",
    "records/odd/self.md": b"---\ntype: meeting\nbody: self\ndate: self\n---\n",
    "records/odd/circle.md": b"---\ntype: decision\ntitle: Circle\nmeeting: circle\nitem: [x]\noutcome: {a: b}\n---\n",
    "records/odd/dates.md": b"---\ntype: meeting\nbody: lsg\ndate: 9999-99-99\n---\n",
    "records/odd/type.md": b"---\ntype: [car]\nname: Type\n---\n",
    "records/odd/number.md": b"---\ntype: car\nname: Number\nwheels: nan\nservices: text\n---\n",
    "records/odd/long.md": b"---\ntype: car\nname: Long\n---\n" + b"x" * 2_000_000,
    "records/odd/many.md": b"---\ntype: car\nname: Many\nservices:\n" + b"  - {garage: x}\n" * 500 + b"---\n",
}


def test_odd_files_are_taken_in(index: Index, schemas: SchemaSet) -> None:
    store = MemoryStore(ODD)
    index.refresh(store)
    rows = index.listing().page(0, 100)
    assert {row.path for row in rows} == set(ODD)
    assert [index.path_of(row.id) for row in rows] == [row.path for row in rows]
    assert ids(index, "garage:x", schemas) == ["many"]
    assert {"nul", "number"} <= set(ids(index, "typ:bil", schemas))
    assert index.refresh(store).changed == ()


class WithoutAccess(MemoryStore):
    """A store with a file that may not be read, and one that vanishes after it was listed."""

    def read(self, path: str) -> bytes:
        if path.endswith("secret.md"):
            raise Refused("Filen får inte läsas.")
        return super().read(path)

    def entries(self) -> list[Entry]:
        return [*super().entries(), Entry("records/gone.md", 1, 1)]


def test_unreadable_and_vanished_files(index: Index) -> None:
    index.refresh(WithoutAccess({"records/secret.md": b"x", "records/saab.md": raw(FILES["cars/saab"])}))
    assert {row.id: row.problems for row in index.listing().page(0, 9)} == {"secret": 1, "saab": 0}
    assert [problem.message for problem in index.problems()] == ["Filen får inte läsas."]


# -- what happens to the index


def test_the_file_is_private_and_its_folder_is_made(index: Index, tmp_path: Path) -> None:
    path = tmp_path / "cache" / "index.db"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert sqlite3.connect(path).execute("pragma journal_mode").fetchone() == ("wal",)


def test_an_index_is_used_again(schemas: SchemaSet, tmp_path: Path) -> None:
    store, path = archive(), tmp_path / "index.db"
    first = Index.open(path, schemas)
    first.refresh(store)
    first.close()
    second = Index.open(path, schemas)
    assert second.listing().count == len(store.files)
    assert second.refresh(store).changed == ()
    second.close()


def test_another_set_of_schemas_needs_another_index(schemas: SchemaSet, tmp_path: Path) -> None:
    store, path = archive(), tmp_path / "index.db"
    first = Index.open(path, schemas)
    first.refresh(store)
    first.close()
    plain = SchemaSet.load([resources.schemas_dir()])
    second = Index.open(path, plain)
    assert second.listing().count == 0
    assert len(second.refresh(store).changed) == len(store.files)
    second.close()


def test_another_format_needs_another_index(schemas: SchemaSet, tmp_path: Path) -> None:
    path = tmp_path / "index.db"
    Index.open(path, schemas).close()
    with sqlite3.connect(path) as connection:
        connection.execute("pragma user_version = 999")
    connection.close()
    index = Index.open(path, schemas)
    assert index.listing().count == 0
    index.close()


@pytest.mark.parametrize("content", [b"", b"not a database at all", b"SQLite format 3\x00" + b"\xff" * 4096])
def test_a_damaged_file_is_replaced_at_the_start(schemas: SchemaSet, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "index.db"
    path.write_bytes(content)
    index = Index.open(path, schemas)
    index.refresh(archive())
    assert index.listing().count == len(FILES) + 1
    index.close()


def test_a_file_deleted_under_our_feet_is_made_anew(index: Index, schemas: SchemaSet, tmp_path: Path) -> None:
    store = archive()
    index.refresh(store)
    for file in (tmp_path / "cache").iterdir():
        file.unlink()
    assert len(index.refresh(store).changed) == len(store.files)
    assert ids(index, "typ:bil", schemas) == ["saab", "trehjuling"]
    assert (tmp_path / "cache" / "index.db").exists()


def test_a_file_damaged_under_our_feet_is_made_anew(index: Index, schemas: SchemaSet, tmp_path: Path) -> None:
    index.refresh(archive())
    path = tmp_path / "cache" / "index.db"
    other = sqlite3.connect(path)
    other.execute("pragma wal_checkpoint(truncate)")
    other.close()
    with path.open("r+b") as file:
        file.seek(100)
        file.write(os.urandom(path.stat().st_size - 100))
    assert ids(index, "typ:bil", schemas) == ["saab", "trehjuling"]
    assert ids(index, "sjukvård", schemas) == [MEETING, "hemsjukvard"]


def test_a_file_cut_short_under_our_feet_is_made_anew(
    index: Index, schemas: SchemaSet, tmp_path: Path
) -> None:
    store = archive()
    index.refresh(store)
    for name in ("index.db-wal", "index.db"):
        (tmp_path / "cache" / name).write_bytes(b"")
    found = index.refresh(store)
    assert set(ids(index, "typ:bil", schemas)) == {"saab", "trehjuling"}, found


def test_a_refresh_that_meets_damage_tells_all_that_it_read(index: Index, tmp_path: Path) -> None:
    store = archive()
    index.refresh(store)
    other = sqlite3.connect(tmp_path / "cache" / "index.db")
    other.execute("drop table data")
    other.close()
    store.files["records/cars/saab.md"] = raw("type: car\nname: Volvo\n---\n")
    found = index.refresh(store, paths=["records/cars/saab.md"])
    assert len(found.changed) == len(store.files)


def test_a_lost_table_is_made_anew(index: Index, schemas: SchemaSet, tmp_path: Path) -> None:
    index.refresh(archive())
    other = sqlite3.connect(tmp_path / "cache" / "index.db")
    other.execute("drop table rec")
    other.close()
    assert ids(index, "typ:bil", schemas) == ["saab", "trehjuling"]


def test_where_nothing_can_be_written_a_temporary_file_serves(schemas: SchemaSet, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    database = Database(tmp_path / "file" / "index.db", "stamp")
    assert database.path.exists()
    assert tmp_path not in database.path.parents
    database.close()


def test_a_busy_index_is_refused_in_words(
    index: Index, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tingsbok.index_schema._PATIENCE", 0.0)
    index.refresh(MemoryStore())
    other = sqlite3.connect(tmp_path / "cache" / "index.db", isolation_level=None)
    other.execute("begin immediate")
    with pytest.raises(Refused) as refused:
        index.refresh(archive())
    assert refused.value.remedy
    other.execute("rollback")
    other.close()
    assert index.refresh(archive()).changed


def test_readers_cannot_write(index: Index) -> None:
    with index._database.reading() as connection, pytest.raises(sqlite3.OperationalError):
        connection.execute("delete from rec")


def test_a_failed_refresh_leaves_the_index_as_it_was(index: Index, schemas: SchemaSet) -> None:
    store = archive()
    index.refresh(store)
    store.files["records/cars/a.md"] = raw("type: car\nname: A\n---\n")

    def fail(_done: int, _of: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        index.refresh(store, progress=fail)
    assert ids(index, "typ:bil", schemas) == ["saab", "trehjuling"]
    assert index.refresh(store).changed == ("a",)


# -- many at once


def test_two_threads_read_while_one_refreshes(index: Index, schemas: SchemaSet) -> None:
    store = archive()
    index.refresh(store)
    failures: list[str] = []
    done = threading.Event()

    def read() -> None:
        try:
            while not done.is_set():
                found = index.listing(parse("typ:bil", schemas))
                rows = found.page(0, 100)
                if {row.id for row in rows} - {"saab", "trehjuling"} or not search(
                    index, "sjukvård", schemas
                ):
                    failures.append(str(rows))
                index.complete("anna")
                index.facets(None, "body")
        except Exception as error:  # noqa: BLE001 - whatever happens in a thread must reach the test
            failures.append(repr(error))

    threads = [threading.Thread(target=read) for _ in range(2)]
    for thread in threads:
        thread.start()
    for number in range(25):
        for path in [path for path in store.files if "/m/" in path]:
            store.files[path] += f"\nRad {number} om hemsjukvården.".encode()
        store.files["records/bodies/lchnv.md"] = raw(
            f"type: body\nname: Nätverk {number}\nshort: N{number}\n---\n"
        )
        assert index.refresh(store).changed
    done.set()
    for thread in threads:
        thread.join()
    assert failures == []


def test_interrupting_a_search_ends_it_quietly(
    index: Index, schemas: SchemaSet, monkeypatch: pytest.MonkeyPatch
) -> None:
    index.refresh(archive())
    from tingsbok import index_search

    def slow(connection: sqlite3.Connection, *_: object) -> list[object]:
        index.interrupt()
        connection.execute(
            "with recursive n(i) as (select 1 union all select i + 1 from n where i < 1000000000) select max(i) from n"
        )
        return []

    def interrupt_soon(connection: sqlite3.Connection, *_: object) -> list[object]:
        threading.Timer(0.05, index.interrupt).start()
        return slow(connection)

    monkeypatch.setattr(index_search, "hits", interrupt_soon)
    found = index.search(parse("vård", schemas))
    assert (found.interrupted, found.hits) == (True, ())
    monkeypatch.undo()
    assert index.search(parse("vård", schemas)).count > 0


# -- hostile questions

HOSTILE = [
    "NEAR(a b)", "a NEAR b", "head:a", "{a b}:c", "a*b", "^a", "+a", '"""', "'; drop table rec; --", "a\x00b", "NOT", "(((", "AND OR",
    "fts", "*", "a" * 10_000, "ab " * 3_000, "\ud800", "@\ud800", "organ:\ud800", "id:\ud800", "länk:\ud800#\ud800", "namn:\ud800", "utfall:=\ud800",
    "items.title:\ud800", "%", "_", "namn:%", "path:'", "id:*", "@'", "link:#", "typ:", "å" * 300, "ab-cd-" * 50, "İstanbul", "ﬁ", "١٢٣",
]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_questions_only_find_or_do_not_find(settled: Index, schemas: SchemaSet, text: str) -> None:
    query = parse(text, schemas, lenient=True)
    settled.search(query, today=TODAY)
    settled.listing(query, today=TODAY)
    settled.facets(query, "type", today=TODAY)
    settled.complete(text)
    settled.row(text)
    settled.path_of(text)
    settled.backlinks(text)
    settled.events_of(text)
    assert settled.listing().count == len(FILES) + 1


QUERYISH = st.text(alphabet="aåb Ö0-:.,\"()<>=*@#~^+{}\\'§|", max_size=40)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(
    st.one_of(
        st.text(max_size=40),
        QUERYISH,
        st.builds(
            "{}:{}".format,
            st.sampled_from(["organ", "id", "länk", "namn", "items.title", "due", "@"]),
            QUERYISH,
        ),
    )
)
def test_no_question_is_an_error_of_the_database(settled: Index, schemas: SchemaSet, text: str) -> None:
    query = parse(text, schemas, lenient=True)
    found = settled.search(query, today=TODAY)
    assert found.count == sum(found.by_type.values()) >= len(found.hits)
    settled.complete(text)


# -- words


@pytest.mark.parametrize(
    ("one", "other", "most", "expected"),
    [
        ("vård", "vård", 2, 0),
        ("vård", "vråd", 2, 1),
        ("vård", "vad", 2, 2),
        ("abc", "xyz", 2, 3),
        ("", "ab", 2, 2),
        ("a", "abcd", 2, 3),
    ],
)
def test_distance(one: str, other: str, most: int, expected: int) -> None:
    assert distance(one, other, most) == distance(other, one, most) == expected


def test_many_words_with_one_part_are_all_asked_for(index: Index, schemas: SchemaSet) -> None:
    words = [f"a{chr(97 + n // 26)}{chr(97 + n % 26)}vård" for n in range(200)]
    store = MemoryStore(
        {f"records/n{n}.md": raw(f"type: car\nname: N{n}\n---\n{word}") for n, word in enumerate(words)}
    )
    index.refresh(store)
    assert index.search(parse("vård", schemas)).count == 200
    assert index.listing(parse("vård -aabvård", schemas)).count == 199


def test_the_list_of_words_is_made_anew_when_much_is_new(index: Index, schemas: SchemaSet) -> None:
    text = " ".join(f"ord{n}slut" for n in range(6_000))
    store = MemoryStore({"records/a.md": raw(f"type: car\nname: A\n---\n{text}")})
    index.refresh(store)
    store.files["records/b.md"] = raw("type: car\nname: B\n---\nnyordslut")
    index.refresh(store)
    with index._database.reading() as connection:
        assert len(Vocabulary.read(connection).containing("slut")) == 3_000
        assert Vocabulary.read(connection).containing("77slut")
    assert ids(index, "ordslut", schemas) == ["b"]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (Words("vård"), '"vård" * OR "hemvård" OR "omvårdnad"'),
        (Words("vård", "start"), '"vård" *'),
        (Words("vård", "phrase"), '"vård"'),
        (Words("in"), '"in" *'),
        (Words("a"), '"a"'),
        (Words("2024"), '"2024" *'),
        (Words("49-5-2024"), '"49 5 2024" *'),
        (Words('"x" OR'), '"x or" *'),
        (Words("§"), ""),
    ],
)
def test_expressions(words: Words, expected: str) -> None:
    assert match_words(words, Vocabulary("hemvård\nomvårdnad\nvård\nvårdplan")) == expected

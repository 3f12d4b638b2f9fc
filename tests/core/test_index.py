"""The index: it finds what is in the files, in the order and with the counts that are asked for."""

from __future__ import annotations

import unicodedata

import pytest

from tests.core.car_archive import DECISION, FILES, MEETING, TODAY, ids, raw, search
from tingsbok.errors import WrongUse
from tingsbok.index import Index
from tingsbok.index import search as searching
from tingsbok.query import parse
from tingsbok.schema import SchemaSet
from tingsbok.store.memory import MemoryStore

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
    ("länk:hemsjukvårdsavtalet", {MEETING, "avtal"}),
    ("linked-from:rymdskepp", set()),
    ('linked-from:"Rapport om läget"', {"anna-dahl", "orjan-ost", DECISION, "lsg-2024-12-04"}),
    ("länk:finns-inte", {"avtal"}),
    ("länk:lchnv-2024-11-07#9", {"lista"}),
    ("länk:lcn", {MEETING, "hemsjukvard"}),
    ("given_by:lchnv-2024-11-07#9", {"lista"}),
    ("given_by:=lchnv-2024-11-07#9", {"lista"}),
    ("given_by:=lchnv-2024-11-07", {"lista"}),
    ("given_by:=lchnv-2024-11-07#8", set()),
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
    ("gäller till:2024-12", {"avtal"}),
    ("avtal Gäller från:2020", {"avtal"}),
    ("INTE gäller från:2021 typ:avtal", {"avtal"}),
    ("uppsägning, månader:>6 typ:avtal", {"avtal"}),
    ("länkad från:rapport typ:möte", {"lsg-2024-12-04"}),
    ("(typ:avtal) från:-", set()),
    ("LCHNV:s", {MEETING, DECISION, f"{MEETING}-10", "lchnv", "hemsjukvard", "rapport", "lista"}),
    ("lsg:n länschefsnätverket:s", set()),
    ("title:s typ:ärende", {"hemsjukvard"}),
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
    assert cells[MEETING] == ("2024-11-07", "LCHNV", "", "held", "2")
    assert cells[DECISION] == ("2024-11-07", "LCHNV", "4d", "Godkännande av förslag", "postponed")
    assert cells["rapport"] == ("2024-12-04 LSG", "Anna Dahl, Örjan Öst", "Rapport om läget", "open")
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


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("§ 24", ["24", "24"]),
        ("ek", ["Ek", "ek"]),
        ('"plan"', ["plan"]),
        ("plan", ["plan", "plan"]),
        ("ek-plan", ["ek-plan"]),
        ("plan*", ["plan", "plan"]),
    ],
)
def test_marks_stand_where_a_word_is_found(
    index: Index, schemas: SchemaSet, text: str, marked: list[str]
) -> None:
    """Not inside 2024, tekniken or the word that only begins like a phrase."""
    said = "År 2024 anmälde tekniken.\n\nEk godkände § 24 (240913) en ek-planering och en plan."
    index.refresh(MemoryStore({"records/c/en.md": raw(f"type: case\n---\n{said}")}))
    (hit,) = index.search(parse(text, schemas)).hits
    assert hit.snippet.startswith("Ek godkände")
    assert [hit.snippet[start:end] for start, end in hit.matches] == marked


def test_letters_and_their_marks_apart_are_found_as_one(index: Index, schemas: SchemaSet) -> None:
    apart = unicodedata.normalize("NFD", "type: case\ntitle: Hemsjukvård för äldre\n---\nTexten för sig.")
    index.refresh(MemoryStore({"records/c/apart.md": raw(apart)}))
    for text in ("hemsjukvård", "vård", "äldre", '"hemsjukvård för äldre"', '"för sig"'):
        assert search(index, text, schemas) == ["apart"], text


def test_a_pasted_sentence_is_found_whatever_its_length(index: Index, schemas: SchemaSet) -> None:
    sentence = " ".join(f"mening{number}" for number in range(300))
    index.refresh(MemoryStore({"records/c/lang.md": raw(f"type: case\n---\nI en {sentence}.")}))
    for words in (20, 35, 60, 300):
        pasted = " ".join(sentence.split()[:words])
        assert search(index, f'"{pasted}"', schemas) == ["lang"], words
    assert search(index, f'"{sentence.replace("mening30 ", "annat ")}"', schemas) == []


def test_numbers_are_compared_with_numbers_only(index: Index, schemas: SchemaSet) -> None:
    files = {"records/cars/bil.md": raw("type: car\nwheels: 4\n---")}
    files["records/odd/okand.md"] = raw("type: spaceship\nwheels: inga hjul\n---")
    index.refresh(MemoryStore(files))
    assert ids(index, "wheels:>3", schemas) == ["bil"]


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
        ("hemsjukvårdsavtalet sedan 2021", "hemsjukvårdsavtalet sedan:2021"),
        ("hemsjukvådsavtalet Since 2021-05 typ:ärende", "hemsjukvårdsavtalet Since:2021-05 typ:ärende"),
        ("hemsjukvårdsavtalet före 2020", ""),
        ('"hemsjukvårdsavtalet sedan 2021"', ""),
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


def test_an_assignment_without_a_status_is_open(index: Index, schemas: SchemaSet) -> None:
    index.refresh(MemoryStore({"records/a/utan.md": raw("type: assignment\ntitle: Utan status\n---")}))
    assert ids(index, "status:öppet", schemas, type="assignment") == ["utan"]
    assert index.facets(None, "status", type="assignment") == [("open", 1)]
    assert ids(index, "status:-", schemas, type="assignment") == ["utan"]


def test_facets_count_what_the_query_finds(settled: Index, schemas: SchemaSet) -> None:
    assert settled.facets(parse("utfall:bordlagt", schemas), "type") == [("decision", 1)]


def test_very_many_hits_are_not_counted_to_the_end(
    settled: Index, schemas: SchemaSet, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = parse("vård OR mora", schemas, lenient=True)
    whole = settled.search(asked, today=TODAY)
    assert (whole.more, whole.count) == (False, sum(whole.by_type.values()))
    monkeypatch.setattr(searching, "MOST_COUNTED", 2)
    some = settled.search(asked, today=TODAY)
    assert (some.more, some.count, some.hits) == (True, 2, whole.hits[:3])


def test_backlinks(settled: Index) -> None:
    found = [(link.source, link.field, link.item) for link in settled.backlinks("lcn")]
    assert found == [("hemsjukvard", "owner", ""), (MEETING, "body", "")]
    assert [link.source for link in settled.backlinks("lcn", ["body", "due"])] == [MEETING]
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

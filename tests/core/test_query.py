"""The query language: what is understood, what is refused and how, and that nothing pasted can break it."""

from __future__ import annotations

import contextlib
import json
import time
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tingsbok import i18n, resources
from tingsbok.errors import WrongUse
from tingsbok.query import Every, Limit, Query, Some, Term, Without, Words, narrowed, parse, quoted, sort_by
from tingsbok.query.dates import highest, lowest
from tingsbok.query.nodes import Node
from tingsbok.schema import SchemaSet

CAR_POOL = {
    "$id": "car.schema.json",
    "title": "Car",
    "x-tingsbok": {"sv": {"title": "Bil", "plural": "Bilar"}},
    "properties": {
        "type": {"const": "car"},
        "name": {"type": "string", "title": "Name", "x-tingsbok": {"sv": {"title": "Namn"}}},
        "wheels": {"type": "integer", "title": "Wheels", "x-tingsbok": {"sv": {"title": "Antal hjul"}}},
        "services": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {"garage": {"type": "string", "x-tingsbok": {"sv": {"title": "Verkstad"}}}},
            },
        },
    },
}


@pytest.fixture(scope="module")
def schemas(tmp_path_factory: pytest.TempPathFactory) -> SchemaSet:
    own = tmp_path_factory.mktemp("schemas")
    (own / "car.schema.json").write_text(json.dumps(CAR_POOL), encoding="utf-8")
    return SchemaSet.load([resources.schemas_dir(), own])


def told(node: Node | None) -> str:
    """A query in short: what the tables below compare with."""
    match node:
        case None:
            return ""
        case Words(text, how):
            return {"part": text, "start": f"{text}*", "phrase": f'"{text}"'}[how]
        case Every(parts):
            return f"({' & '.join(map(told, parts))})"
        case Some(parts):
            return f"({' | '.join(map(told, parts))})"
        case Without(part):
            return f"-{told(part)}"
        case Term():
            return _told_test(node)


def _told_test(test: Term) -> str:
    subject = (
        ",".join(field.path for field in test.fields) if test.subject == "field" else f"<{test.subject}>"
    )
    if test.operator != "between":
        return f"{subject} {test.operator} {','.join(test.values)}".strip()
    return f"{_told_limit(test.low, '<')}{subject}{_told_limit(test.high, '<')}"


def _told_limit(limit: Limit | None, sign: str) -> str:
    if limit is None:
        return ""
    value = limit.value if limit.days_from_today is None else f"today{limit.days_from_today:+d}"
    return f"[{'=' if limit.inclusive else ''}{value}]"


WORDS = [
    ("", ""),
    ("   ", ""),
    ("avtal", "avtal"),
    ("hemsjukvård avtal", "(hemsjukvård & avtal)"),
    ("avtal OR program", "(avtal | program)"),
    ("avtal ELLER program", "(avtal | program)"),
    ("avtal or program", "(avtal & or & program)"),
    ("a b OR c", "((a & b) | c)"),
    ("a AND b OCH c", "(a & b & c)"),
    ("-avtal", "-avtal"),
    ("NOT avtal", "-avtal"),
    ("INTE avtal", "-avtal"),
    ("--avtal", "-avtal"),
    ("NOT NOT avtal", "avtal"),
    ("a -b", "(a & -b)"),
    ("a - b", "(a & b)"),
    ("a-b", "a-b"),
    ("(a OR b) c", "((a | b) & c)"),
    ("-(a b)", "-(a & b)"),
    ("((a))", "a"),
    ("()", ""),
    ('"att godkänna"', '"att godkänna"'),
    ("”att godkänna”", '"att godkänna"'),
    ('-"att godkänna"', '-"att godkänna"'),
    ('""', ""),
    ('"§"', ""),
    ("hemsj*", "hemsj*"),
    ("*", ""),
    ("§ 31", "31"),
    ("2024", "2024"),
    ("9:30", "9:30"),
    ("https://example.org/a", "https://example.org/a"),
    ("…", ""),
    ("..", ""),
    ("a..b", "a..b"),
    ("a\x00b", "(a & b)"),
]

TESTS = [
    ("utfall:bordlagt", "outcome is postponed"),
    ("outcome:postponed", "outcome is postponed"),
    ("Utfall:Bordlagt", "outcome is postponed"),
    ("utfall:aterremitterat", "outcome is referred-back"),
    ('utfall:"till handlingarna"', "outcome is noted"),
    ("utfall:bordlagt,postponed,avslaget", "outcome is postponed,rejected"),
    ("utfall:bord", "outcome is postponed"),
    ("utfall:*", "outcome has"),
    ("utfall:-", "outcome lacks"),
    ("-utfall:bordlagt", "-outcome is postponed"),
    ("utfall:=nytt", "outcome is nytt"),
    ("typ:beslut", "<type> is decision"),
    ("type:decision", "<type> is decision"),
    ("typ:Möten", "<type> is meeting"),
    ("typ:beslut,möte", "<type> is decision,meeting"),
    ("typ:bil", "<type> is car"),
    ("typ:-", "<type> lacks"),
    ("organ:lchnv", "<body> link lchnv"),
    ("body:lchnv,lsg", "<body> link lchnv,lsg"),
    ("organ:-", "<body> lacks"),
    ("attendance.person:anna", "attendance.person link anna"),
    ("närvaro.person:anna", "attendance.person link anna"),
    ("person:anna", "members.person,attendance.person link anna"),
    ("items.case:x", "items.case link x"),
    ("items.title:avtal", "items.title like avtal"),
    ("conditions.text:avtal", "conditions.text like avtal"),
    ("villkor:avtal", "conditions like avtal"),
    ("case:x", "case,items.case link x"),
    ("ärende:x", "case,items.case link x"),
    ("id:lsg-2024", "<id> like lsg-2024"),
    ("länk:anna-dahl", "<link> link anna-dahl"),
    ("link:anna-dahl", "<link> link anna-dahl"),
    ("länkad-från:x", "<linked> link x"),
    ("linked-from:-", "<linked> lacks"),
    ("namn:anna", "<name> like anna"),
    ("@anna", "<mention> link anna"),
    ('@"Anna Dahl"', "<mention> link Anna Dahl"),
    ("sökväg:2024", "<path> like 2024"),
    ("problem:*", "<problems> has"),
    (".name:saab", "name like saab"),
    ("tillsvidare:ja", "until_further_notice is true"),
    ("tills-vidare:nej", "until_further_notice is false"),
    ("until_further_notice:true", "until_further_notice is true"),
    ("antalhjul:4", "[=4.0]wheels[=4.0]"),
    ("wheels:>=3", "[=3.0]wheels"),
    ("wheels:<3,5", "wheels[3.5]"),
    ("wheels:3,5", "([=3.0]wheels[=3.0] | [=5.0]wheels[=5.0])"),
    ("cost.total:3,5", "[=3.5]cost.total[=3.5]"),
    ("cost.total:3,5,7", "([=3.0]cost.total[=3.0] | [=5.0]cost.total[=5.0] | [=7.0]cost.total[=7.0])"),
    ("services.garage:mora", "services.garage like mora"),
    ("verkstad:mora", "services.garage like mora"),
    ("cost.total:1000..2000", "[=1000.0]cost.total[=2000.0]"),
]

DATES = [
    ("2024..", "[=2024]<date>"),
    ("..2023-06", "<date>[=2023-06]"),
    ("2021..2024", "[=2021]<date>[=2024]"),
    ("sedan:2021", "[=2021]<date>"),
    ("since:2021-03-01", "[=2021-03-01]<date>"),
    ("före:2024", "<date>[2024]"),
    ("before:2024", "<date>[2024]"),
    ("date:2024", "[=2024]<date>[=2024]"),
    ("datum:2024-09", "[=2024-09]<date>[=2024-09]"),
    ("år:2024", "[=2024]<date>[=2024]"),
    ("år:=2024", "[=2024]<date>[=2024]"),
    ("year:2021..2023", "[=2021]<date>[=2023]"),
    ("år:2021,2023", "([=2021]<date>[=2021] | [=2023]<date>[=2023])"),
    ("idag..", "[=today+0]<date>"),
    ("..today", "<date>[=today+0]"),
    ("datum:-", "<date> lacks"),
    ("valid_to:>2024-01", "[2024-01]valid_to"),
    ("valid_to:>=2024-01", "[=2024-01]valid_to"),
    ("valid_to:≥2024-01", "[=2024-01]valid_to"),
    ("gäller-till:<2024", "valid_to[2024]"),
    ("valid_to:<=2024", "valid_to[=2024]"),
    ("valid_to:2021..2024", "[=2021]valid_to[=2024]"),
    ("valid_to:2021..", "[=2021]valid_to"),
    ("valid_to:today..idag+90d", "[=today+0]valid_to[=today+90]"),
    ("valid_to:<idag-2m", "valid_to[today-60]"),
    ("until:2024-11", "[=2024-11]until[=2024-11]"),
    ("återkommer:2024", "[=2024]until[=2024]"),
    ("until:lsg-2024-11-15", "until link lsg-2024-11-15"),
    ("due:<idag", "due[today+0]"),
    ("start:09", "[=09]start[=09]"),
    ("börjar:>=13:30", "[=13:30]start"),
]


@pytest.mark.parametrize(("text", "expected"), WORDS + TESTS + DATES)
def test_understood(schemas: SchemaSet, text: str, expected: str) -> None:
    assert told(parse(text, schemas).node) == expected
    assert told(parse(text, schemas, lenient=True).node) == expected


@pytest.mark.parametrize(
    ("text", "place", "remedy"),
    [
        ("(avtal", 1, 'Lägg till ")" sist.'),
        ("avtal) nu", 6, "Ta bort den."),
        ('a "b', 3, 'Lägg till " sist.'),
        ("a OR", 3, "citattecken"),
        ("OR a", 1, "citattecken"),
        ("a INTE", 7, "citattecken"),
        ("avtal utfal:x", 7, "utfall"),
        ("arnde:x", 1, "ärende"),
        ("xyzzy:1", 1, "citattecken"),
        ("utfall:blå", 1, "bordlagt"),
        ("typ:bok", 1, "beslut"),
        ("utfall:", 1, "utfall:*"),
        ("utfall: bordlagt", 1, "utfall:*"),
        ("utfall:>a", 1, "bordlagt"),
        ("valid_to:igår", 1, "2024-09-20"),
        ("sedan:nyss", 1, "2024-09-20"),
        ("a 2024-13..", 3, "2024-09-20"),
        ("sedan:2024-02-30", 1, "2024-09-20"),
        ("wheels:många", 1, ">=100"),
        ("valid_to:>2024,2025", 1, "valid_to:>2024"),
        ("sort:xyzzy", 1, "citattecken"),
        ("(" * 30 + "a" + ")" * 30, 21, "färre"),
        ("a " * 1000, 401, "Ta bort"),
    ],
)
def test_refused_with_place_and_remedy(schemas: SchemaSet, text: str, place: int, remedy: str) -> None:
    with pytest.raises(WrongUse) as refused:
        parse(text, schemas)
    assert f"vid tecken {place}:" in refused.value.message
    assert remedy in refused.value.remedy
    assert parse(text, schemas, lenient=True).text == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("(avtal", "avtal"),
        ("avtal) nu", "(avtal & nu)"),
        ('"att god', '"att god"'),
        ("avtal OR", "avtal"),
        ("avtal INTE", "avtal"),
        ("utfall:", ""),
        ("avtal utfall:", "avtal"),
        ("utfall:blå", "utfall:blå"),
        ("xyzzy:1 a", "(xyzzy:1 & a)"),
        ("typ:bes", "<type> is decision"),
        ("typ:bok", "typ:bok"),
        ("valid_to:2", "valid_to:2"),
        ("sort:banan a", "a"),
        ("sort:", ""),
        ("@", ""),
        ("2024-1..", "2024-1.."),
        ("0..", "0.."),
    ],
)
def test_half_typed_queries_mean_something(schemas: SchemaSet, text: str, expected: str) -> None:
    assert told(parse(text, schemas, lenient=True).node) == expected


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [
        ("meeting", "person:anna", "attendance.person link anna"),
        ("body", "person:anna", "members.person link anna"),
        ("meeting", "ärende:x", "items.case link x"),
        ("car", "namn:saab", "<name> like saab"),
        ("car", "wheels:4", "[=4.0]wheels[=4.0]"),
        ("car", "status:utkast", "status is drafted"),
        ("assignment", "status:utkast", "status is drafted"),
        ("car", "typ:beslut", "<type> is decision"),
        ("nothing", "person:anna", "members.person,attendance.person link anna"),
    ],
)
def test_in_a_list_of_one_type_its_own_fields_are_meant_first(
    schemas: SchemaSet, kind: str, text: str, expected: str
) -> None:
    assert told(parse(text, schemas, kind=kind).node) == expected


def test_refusals_in_english(schemas: SchemaSet) -> None:
    i18n.use("en")
    with pytest.raises(WrongUse, match='In the query, at character 3: there is no field "utfal"') as refused:
        parse("a utfal:x", schemas)
    assert refused.value.exit_code == 2
    with pytest.raises(WrongUse) as refused:
        parse("outcome:blue", schemas)
    assert "postponed" in refused.value.remedy


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("sort:-date", [("date", True)]),
        ("sortera:datum", [("date", False)]),
        ("sort:rubrik", [("title", False)]),
        ("sort:-utfall,titel", [("outcome", True), ("title", False)]),
        ("a sort:organ b", [("body", False)]),
        ("sort:namn", [("label", False)]),
        ("sort:meeting.date", [("meeting.date", False)]),
    ],
)
def test_order(schemas: SchemaSet, text: str, expected: list[tuple[str, bool]]) -> None:
    assert [(sort.spec, sort.descending) for sort in parse(text, schemas).sort] == expected


@pytest.mark.parametrize(
    "spec", ["-date", "date|meeting.date", "due|due_text", "items", "-cost.total", "ägare"]
)
def test_columns_are_orders(schemas: SchemaSet, spec: str) -> None:
    assert sort_by(spec, schemas).descending == spec.startswith("-")


def test_unknown_order_is_refused(schemas: SchemaSet) -> None:
    with pytest.raises(WrongUse):
        sort_by("banan", schemas)


def test_every_field_of_every_type_can_be_tested_by_key_and_by_both_titles(schemas: SchemaSet) -> None:
    for kind in schemas.types.values():
        for field in kind.fields:
            for name in (field.name, *(field.title(language) for language in i18n.LANGUAGES)):
                query = parse(f".{name.replace(' ', '-').replace(',', '')}:*", schemas)
                paths = [found.path for found in query.node.fields] if isinstance(query.node, Term) else []
                assert field.name in paths, (kind.name, name)


def test_words_to_mark_leave_out_what_must_not_occur(schemas: SchemaSet) -> None:
    query = parse('avtal -program (a OR "b c") typ:beslut', schemas)
    assert [words.text for words in query.words] == ["avtal", "a", "b c"]
    assert query.types == ("decision",)
    assert Query().words == ()


def test_places_of_words_are_those_in_the_text(schemas: SchemaSet) -> None:
    text = 'avtal  "att godkänna" -hem'
    found = [text[words.start : words.end] for words in parse(text, schemas).words]
    assert found == ["avtal", '"att godkänna"']


@pytest.mark.parametrize(
    ("limit", "low", "high"),
    [
        (Limit("2024"), (">=", "2024"), ("<=", "2024~")),
        (Limit("2024", inclusive=False), (">", "2024~"), ("<", "2024")),
        (Limit("", days_from_today=0), (">=", "2024-11-08"), ("<=", "2024-11-08~")),
        (Limit("", days_from_today=-14), (">=", "2024-10-25"), ("<=", "2024-10-25~")),
        (Limit("", days_from_today=9_999_999), (">=", "9999-12-31"), ("<=", "9999-12-31~")),
        (Limit("", days_from_today=-9_999_999), (">=", "0001-01-01"), ("<=", "0001-01-01~")),
        (Limit(3.0), (">=", 3.0), ("<=", 3.0)),
    ],
)
def test_ends_of_ranges(limit: Limit, low: tuple[str, object], high: tuple[str, object]) -> None:
    today = date(2024, 11, 8)
    assert (lowest(limit, today), highest(limit, today)) == (low, high)


QUERYISH = st.text(alphabet="aåÖ0 -:.,\"()<>=*@#~^+{}\\'\x00\n§|" + "ORNT", max_size=60)


@given(st.one_of(st.text(max_size=80), QUERYISH, st.builds("utfall:{}".format, QUERYISH)))
def test_lenient_never_refuses_and_strict_only_refuses(schemas: SchemaSet, text: str) -> None:
    parse(text, schemas, lenient=True)
    with contextlib.suppress(WrongUse):
        parse(text, schemas)


@pytest.mark.parametrize(
    "text",
    [
        "(" * 100_000,
        "-" * 100_000,
        "a" * 100_000,
        '"' * 99_999,
        "a:" * 50_000,
        "," * 100_000,
        "x:" + "," * 100_000,
        "NOT " * 30_000,
        ".." * 50_000,
    ],
)
def test_long_queries_take_no_time(schemas: SchemaSet, text: str) -> None:
    started = time.process_time()
    parse(text, schemas, lenient=True)
    assert time.process_time() - started < 1


def test_schemas_without_anything(tmp_path: Path) -> None:
    assert told(parse("avtal", SchemaSet.load([tmp_path])).node) == "avtal"


@pytest.mark.parametrize(
    ("queries", "together"),
    [
        (("a ELLER b", "organ:lsg"), "(a ELLER b) organ:lsg"),
        (("organ:lsg", "a OR b"), "organ:lsg (a OR b)"),
        (("(a ELLER b)", "c"), "(a ELLER b) c"),
        (("(a b) ELLER (c)", "d"), "((a b) ELLER (c)) d"),
        (('"a ELLER b"', "c eller d"), '"a ELLER b" c eller d'),
        (("", "c"), "c"),
    ],
)
def test_queries_that_must_all_hold_keep_their_alternatives(queries: tuple[str, ...], together: str) -> None:
    assert narrowed(*queries) == together


@pytest.mark.parametrize("value", ["lsg", "4 d)", "a,b", "*", "-x", 'Nätet ("A"', "”citat”", "x:y OR z"])
def test_a_value_stays_one_value_whatever_signs_it_has(schemas: SchemaSet, value: str) -> None:
    node = parse(f"title:={quoted(value)}", schemas).node
    assert isinstance(node, Term)
    assert node.values == (value.translate(str.maketrans('"”', "  ")).strip().lower(),)

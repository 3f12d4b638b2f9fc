"""The sample archive against what a careful reader found in the minutes of LSG 2024-09-20 and LGL 2024-01-26."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

import pytest

from tests.house.sample_labels import PRESENT, archive, called, date_of, labels, names
from tingsbok.record import Record

pytestmark = pytest.mark.skipif(not PRESENT, reason="the labels are not at hand (TINGSBOK_EVAL)")

MEETINGS = {"002": "lsg-2024-09-20", "003": "lgl-2024-01-26"}

OUTCOMES = {
    "approved": {"approved", "established", "adopted", "funded", "repealed"},
    "noted": {"noted"},
    "deferred": {"postponed"},
    "endorsed": {"endorsed"},
    "assigned": {"assigned"},
    "elected": {"appointed"},
}
KINDS = {
    "decision": {"decision"},
    "information": {"information"},
    "dialogue": {"dialogue"},
    "other": {"other", "procedural"},
}
ROLES = {
    "ordförande": "chair",
    "vice ordf.": "vice-chair",
    "ersätter tillsvidare Ingela Petterson": "substitute",
    "Brukarrepresentant": "user-representative",
}
OFFICE = {"adjunct": {"adjunct"}, "other": {"official", "guest"}}

# What the records hold beyond the labels: parts of a list, and what its heading says happens to them.
MORE_ITEMS = {"41a", "41b", "41c"}
MORE_DECISIONS = {"lsg-2024-09-20-41"}
TWICE = {"John Olsson": 2}

# In the order of the labels.
ASSIGNMENTS = {
    "002": [
        "au-bereder-suicidprevention",
        "dialog-beredning-vuxna-aldre",
        "nasta-steg-primarvardsplan",
        "hjalpmedelsradet-arbetar-vidare",
        "au-bollplank-hjalpmedelsradet",
        "lansrutin-lifecare-sp",
        "representanter-lifecare-sp",
    ],
    "003": ["kompetensforsorjning-arbetsgrupp", "forandring-pa-hemmaplan", "aterge-samtalen-i-grupperna"],
}

# Words that one of the meeting's notes has for each anomaly of the source, in the order of the labels.
ANOMALIES = {
    "002": [
        ("klockslag",),
        ("länssamverkansgruppen", "länsamverkansgruppen", "länssamverkansgrupp;", "lsg"),
        ("john olsson", "elisabeth karlsson", "rubrik"),
        ("david isaksson", "frånvarande", "föredragande"),
        ("skiljetecken",),
        ("carolina forsell", "gabriella skantz eikelboom", "magnus rudehäll", "lycksele"),
        ("§ 32", "föregående protokoll", "fyra"),
        ("säker digital kommunikation", "§ 42"),
        ("§ 44", "2024-10-10", "torsdag"),
        ("gunilla n larsson",),
        ("länsamverkansgruppen möte",),
        ("33", "41", "43", "tom"),
        ("äldre beslut",),
        ("§ 35", "två att-satser"),
        ("underskriftssidan",),
        ("asterisk",),
    ],
    "003": [
        ("tid", "plats", "diarienummer"),
        ("läns gemensam ledning i samverkan", "läns-gemensam"),
        ("närvarade ledamöter",),
        ("borgholm kommun", "västervik kommun", "region kalmar län"),
        ("brukarrepresentanter",),
        ("§ 3", "utan nummer"),
        ("§ 6", "varje ledamot", "fråga"),
        ("kursiv", "ann-katrin ståhl"),
        ("föredragare", "kommunförbundet i kalmar län"),
        ("trygghet", "läkartillgång", "samverkan"),
    ],
}


MONTHS = (
    *("januari", "februari", "mars", "april", "maj", "juni"),
    *("juli", "augusti", "september", "oktober", "november", "december"),
)


def meeting(document: str) -> Record:
    return archive()[MEETINGS[document]]


def rows(field: str) -> list[Any]:
    """Every row of a list in the labels, as ``(document, row)``, for parametrize."""
    return [pytest.param(d, row, id=_row_id(row)) for d in MEETINGS if PRESENT for row in labels(d)[field]]


def parts_of_items(field: str) -> list[Any]:
    """Every entry of a list under an item in the labels, as ``(document, item, entry)``."""
    return [
        pytest.param(d, item, entry, id=f"{item['number'] or item['title']}: {_row_id(entry)}")
        for d in MEETINGS
        if PRESENT
        for item in labels(d)["items"]
        for entry in item[field]
    ]


def _row_id(row: Any) -> str:
    return str(
        row
        if isinstance(row, str)
        else row.get("name") or row.get("title") or row.get("outcome") or row["what"]
    )


def line_of(document: str, label: dict[str, Any]) -> dict[str, Any]:
    """The item in the record that a labelled item is about."""
    wanted = (label["number"] or label["parent"], label["title"].casefold())
    for line in meeting(document).entries("items"):
        if (line.get("number") or line.get("parent"), str(line["title"]).casefold()) == wanted:
            return line
    raise AssertionError(f"no item {wanted}")


def decisions_of(document: str, key: str = "") -> list[Record]:
    found = [
        r for r in archive().values() if r.type == "decision" and r.text("meeting") == MEETINGS[document]
    ]
    return [record for record in found if not key or record.text("item") == key]


def section(document: str, key: str) -> str:
    """The minutes' text under one item."""
    found = re.search(rf"^##+ {key} .*\n((?:(?!#).*\n)*)", meeting(document).body, re.MULTILINE)
    assert found, f"no section {key}"
    return found[1]


def item_of(given_by: str) -> str:
    """Key of the item that an assignment comes from."""
    source, _, key = given_by.partition("#")
    return key or archive()[source].text("item")


@pytest.mark.parametrize("document", MEETINGS)
def test_head(document: str) -> None:
    label, record = labels(document), meeting(document)
    body = archive()[record.text("body")]
    assert {name.casefold() for name in [label["body"], *label["body_aliases"]]} <= names(body)
    assert record.text("date") == label["date"]
    assert (record.text("start") or None, record.text("end") or None) == (
        label["start_time"],
        label["end_time"],
    )
    assert (record.text("place") or None) == label["place"]
    assert [entry["number"] for entry in record.entries("registrations")] == [n for n in [label["dnr"]] if n]


@pytest.mark.parametrize(("document", "label"), rows("attendance"))
def test_attendance_line(document: str, label: dict[str, Any]) -> None:
    lines = [
        line for line in meeting(document).entries("attendance") if called(str(line["person"]), label["name"])
    ]
    assert len(lines) == TWICE.get(label["name"], 1)
    for line in lines:
        assert line["status"] == ("absent" if label["status"] == "absent" else "present")
        assert (line["role"] in {"adjunct", "official", "guest"}) == (label["status"] in OFFICE)
        assert line["role"] in OFFICE.get(label["status"], {line["role"]})
        if label["organisation"]:
            assert called(str(line["for"]), label["organisation"])
        else:
            assert "for" not in line
        _role_is_told(line, label["role"])


def _role_is_told(line: dict[str, Any], role: str | None) -> None:
    if role is None:
        assert line["role"] in {"member", "adjunct", "official"}
    elif role.casefold() in {wanted.casefold() for wanted in ROLES}:
        assert line["role"] == {wanted.casefold(): value for wanted, value in ROLES.items()}[role.casefold()]
    else:
        assert str(line["title"]).startswith(role.removesuffix("."))


def test_substitute_names_the_replaced() -> None:
    (line,) = [line for line in meeting("002").entries("attendance") if "stands_in_for" in line]
    assert called(str(line["person"]), "Martina Eckeskog")
    assert called(str(line["stands_in_for"]), "Ingela Petterson")


@pytest.mark.parametrize("document", MEETINGS)
def test_no_more_attendance_than_in_the_source(document: str) -> None:
    more = sum(times - 1 for name, times in TWICE.items() if document == "002")
    assert len(meeting(document).entries("attendance")) == labels(document)["counts"]["attendance"] + more


@pytest.mark.parametrize(("document", "label"), rows("items"))
def test_item(document: str, label: dict[str, Any]) -> None:
    line = line_of(document, label)
    allowed = set().union(*(KINDS[kind] for kind in [label["type"], *label.get("type_accept", [])]))
    assert line["kind"] in allowed
    assert section(document, str(line["key"])).strip()


@pytest.mark.parametrize("document", MEETINGS)
def test_no_item_is_invented(document: str) -> None:
    known = {str(line_of(document, label)["key"]) for label in labels(document)["items"]}
    assert {str(line["key"]) for line in meeting(document).entries("items")} - known <= MORE_ITEMS


@pytest.mark.parametrize("document", MEETINGS)
def test_decisions_are_those_of_the_source(document: str) -> None:
    """One record for each labelled decision, under its item, with an outcome that means the same."""
    wanted: Counter[str] = Counter()
    for item in labels(document)["items"]:
        key = str(line_of(document, item)["key"])
        left = [
            record.text("outcome")
            for record in decisions_of(document, key)
            if record.id not in MORE_DECISIONS
        ]
        for decision in item["decisions"]:
            if decision.get("optional"):
                continue
            accepted = [decision["outcome"], *decision.get("outcome_accept", [])]
            fitting = [outcome for outcome in left if any(outcome in OUTCOMES[a] for a in accepted)]
            assert fitting, f"{key}: no decision {accepted} among {left}"
            left.remove(fitting[0])
            wanted[key] += 1
        assert not left, f"{key}: {left} stands in no document"
    assert len(decisions_of(document)) == wanted.total() + len(
        MORE_DECISIONS & {r.id for r in decisions_of(document)}
    )


@pytest.mark.parametrize(("document", "item", "decision"), parts_of_items("decisions"))
def test_decision_keeps_figures_and_names(
    document: str, item: dict[str, Any], decision: dict[str, Any]
) -> None:
    key = str(line_of(document, item)["key"])
    told = " ".join(
        [section(document, key), *(r.body + _linked(r) for r in decisions_of(document, key))]
    ).casefold()
    told += " ".join(names(archive()[meeting(document).text("body")]))
    for clause in decision["clauses"]:
        for word in re.findall(r"(?<=[^.;] )(?:[A-ZÅÄÖ][\wåäö]+|\d[\d/ ]*\d)", clause):
            wanted = re.sub(r"^(\d{4})(\d\d)(\d\d)$", r"\1-\2-\3", word)
            assert wanted.casefold().removesuffix("s") in told or date_in_words(wanted) in told, (
                f"{key}: {wanted}"
            )


def _linked(record: Record) -> str:
    return f" {date_of(record.text('until'))} "


def date_in_words(iso: str) -> str:
    found = re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)", iso)
    return f"{int(found[3])} {MONTHS[int(found[2]) - 1]} {found[1]}" if found else iso


@pytest.mark.parametrize(("document", "item", "decision"), parts_of_items("decisions"))
def test_condition_and_deferral(document: str, item: dict[str, Any], decision: dict[str, Any]) -> None:
    line = line_of(document, item)
    records = [
        r
        for r in decisions_of(document, str(line["key"]))
        if r.text("outcome") in OUTCOMES[decision["outcome"]]
    ]
    if decision["condition"]:
        (condition,) = [entry for record in records for entry in record.entries("conditions")]
        assert condition["effect"] == "follows"
        assert all(word in str(condition["text"]) for word in ("anpassas", "kommande nationella strategin"))
    if decision["deferred_to"]:
        returns = [record.text("until") for record in records] or [str(line["until"])]
        assert {date_of(value) for value in returns} == {decision["deferred_to"]}


@pytest.mark.parametrize("document", MEETINGS)
def test_no_condition_or_return_is_invented(document: str) -> None:
    decisions = [d for item in labels(document)["items"] for d in item["decisions"]]
    records = decisions_of(document)
    assert sum(len(r.entries("conditions")) for r in records) == sum(bool(d["condition"]) for d in decisions)
    returning = [d for d in decisions if d["deferred_to"] and not d.get("optional")]
    assert sum(bool(r.text("until")) for r in records) == len(returning)


@pytest.mark.parametrize(("document", "item", "presenter"), parts_of_items("presenters"))
def test_presenter(document: str, item: dict[str, Any], presenter: dict[str, Any]) -> None:
    line = line_of(document, item)
    (person,) = [p for p in line["presenters"] if called(p, presenter["name"])]
    if presenter["organisation"]:
        assert called(person, presenter["organisation"])
    if presenter["role"]:
        role = presenter["role"].casefold().replace("t.f.", "tf.")
        assert role == archive()[person].text("title").casefold() or leads(person, role)


def leads(person: str, role: str) -> bool:
    """Whether the person has the office, such as ``vice ordförande i samordnande grupp Äldre``, in the body named."""
    office, _, group = role.partition(" i ")
    wanted = {"ordförande": "chair", "vice ordförande": "vice-chair"}[office]
    bodies = [record for record in archive().values() if record.type == "body" and group in names(record)]
    lines = [line for body in bodies for line in body.entries("members")]
    return (person, wanted) in [(line["person"], line["role"]) for line in lines]


@pytest.mark.parametrize(("document", "label"), rows("items"))
def test_no_presenter_is_invented(document: str, label: dict[str, Any]) -> None:
    assert len(line_of(document, label).get("presenters", [])) == len(label["presenters"])


@pytest.mark.parametrize(("document", "item", "title"), parts_of_items("attachments"))
def test_attachment(document: str, item: dict[str, Any], title: str) -> None:
    assert title in [paper["title"] for paper in line_of(document, item)["papers"]]


@pytest.mark.parametrize("document", MEETINGS)
def test_assignments(document: str) -> None:
    found = [(item, task) for item in labels(document)["items"] for task in item["assignments"]]
    assert len(found) == len(ASSIGNMENTS[document])
    for (item, task), record_id in zip(found, ASSIGNMENTS[document], strict=True):
        record = archive()[record_id]
        assert item_of(record.text("given_by")) == line_of(document, item)["key"]
        assert (date_of(record.text("due")) or None) == task["due"], record_id
        _who_is_told(record, task["who"])


def _who_is_told(record: Record, who: str | None) -> None:
    if who == "respektive ledamot":
        assert record.text("assign_all") == "true"
    elif who is None:
        assert not record.texts("assignees")
    else:
        told = " ".join(
            [
                record.text("assignees_text"),
                *(n for i in record.texts("assignees") for n in names(archive()[i])),
            ]
        )
        for word in re.findall(r"\bAU\b|kommunerna|regionen|arbetsgruppen|Hjälpmedelsrådet", who):
            assert word.casefold() in told.casefold(), f"{record.id}: {word}"


def test_the_report_goes_to_the_named_person() -> None:
    (person,) = archive()["representanter-lifecare-sp"].texts("report_to")
    assert called(person, "Gunilla N Larsson")
    assert called(person, "Gunilla Larsson")


@pytest.mark.parametrize(("document", "item", "day"), parts_of_items("references"))
def test_reference_to_an_earlier_meeting(document: str, item: dict[str, Any], day: str) -> None:
    linked = [m for m in meeting(document).texts("references") if date_of(m) == day]
    assert len(linked) == 1
    assert archive()[linked[0]].text("status") == "mentioned"
    assert f"[[{linked[0]}" in section(document, str(line_of(document, item)["key"]))


@pytest.mark.parametrize("document", MEETINGS)
def test_anomalies_are_kept_visible(document: str) -> None:
    notes = [note.casefold() for note in meeting(document).texts("notes")]
    assert len(ANOMALIES[document]) == len(labels(document)["source_anomalies"])
    for words in ANOMALIES[document]:
        assert any(all(word in note for word in words) for note in notes), words


def test_a_wrong_weekday_is_kept_as_written() -> None:
    assert "fredag 10 oktober" in section("002", "44")
    assert "fredag 15 november" in section("002", "44")


def test_seats_follow_the_decision() -> None:
    seats = {str(seat["for"]): seat for seat in archive()["lsg"].entries("seats")}
    municipalities = {r.id for r in archive().values() if "kommunerna-vasterbotten" in r.texts("groups")}
    assert seats.keys() == municipalities
    assert {m for m in seats if seats[m]["count"] == "2"} == {"umea", "skelleftea", "lycksele"}
    assert {seat["by"] for seat in seats.values()} == {"lsg-2024-09-20-38b"}
    assert {seat["count"] for seat in seats.values()} == {"1", "2"}


@pytest.mark.parametrize(
    ("body", "new", "old"),
    [
        ("barn-och-unga", "jenny-gladh", "patrik-glasberg"),
        ("aldre-lgl", "karin-torstensson", "maria-svanborg"),
    ],
)
def test_replacement(body: str, new: str, old: str) -> None:
    members = {str(line["person"]): line for line in archive()[body].entries("members")}
    assert members[new]["succeeds"] == old
    assert members[new]["by"] == "lgl-2024-01-26-3a"
    assert members[new]["from"] == members[old]["to"] == "2024-01-26"


@pytest.mark.parametrize(
    ("document", "key", "facts"),
    [
        ("002", "31", ["Säker digital kommunikation"]),
        ("002", "32a", ["covid-19"]),
        ("002", "32d", ["1 oktober 2024", "mars 2025", "FoU Socialtjänst"]),
        ("002", "34", ["2022", "14 av kommunerna", "50 %", "tre år", "AU"]),
        ("002", "35", ["400 000", "200 000 + 200 000", "2024"]),
        ("002", "36a", ["november", "adhd"]),
        ("002", "36c", ["Tre möten"]),
        ("002", "37", ["alla 15 kommunerna", "regionfullmäktige", "Tandvården", "ledningsseminariet"]),
        ("002", "38a", ["HMOV", "AU"]),
        ("002", "39", ["LifeCare SP", "Prator"]),
        ("002", "40", ["28 november 2024"]),
        ("002", "42", ["SKR", "Skellefteå"]),
        ("003", "1", ["Lena Sjöstrand", "tf. socialchef", "Mönsterås"]),
        ("003", "2", ["workshop", "hösten 2024"]),
        ("003", "3b", ["vardgivare.regionkalmar.se", "VIP"]),
        ("003", "4", ["RUB 1–5", "SÄBO", "tröskelprincipen"]),
        ("003", "5", ["LSS", "Alaska"]),
        ("003", "6", ["12 april 2024", "26 januari"]),
    ],
)
def test_minutes_tell_what_the_labels_leave_out(document: str, key: str, facts: list[str]) -> None:
    told = " ".join(section(document, key).split())
    assert [fact for fact in facts if fact not in told] == []


def test_the_yearly_pot_is_shared_by_halves() -> None:
    decision = archive()["lsg-2024-09-20-35"]
    cost: Any = decision.fields["cost"]
    assert (cost["total"], cost["period"], decision.text("until_further_notice")) == (
        "400000",
        "year",
        "true",
    )
    assert [(share["part"], share["amount"]) for share in cost["shares"]] == [("50", "200000")] * 2


def test_user_representatives_are_not_published() -> None:
    lines = [line for line in meeting("003").entries("attendance") if line["role"] == "user-representative"]
    assert len(lines) == 3
    assert {archive()[str(line["person"])].text("public") for line in lines} == {"false"}


@pytest.mark.parametrize("document", MEETINGS)
def test_clauses_are_told_in_own_words(document: str) -> None:
    """The sample retells the documents: no clause of seven words or more stands in it as published."""
    told = " ".join(plain(r.raw.decode()) for r in archive().values() if MEETINGS[document] in r.path)
    for item in labels(document)["items"]:
        for clause in (clause for decision in item["decisions"] for clause in decision["clauses"]):
            words = plain(clause)
            assert len(words.split()) < 7 or words not in told, clause


def plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))

"""The Dalarna part of the sample archive against what a careful reader finds in its three source documents.

The labels quote the documents and therefore stay outside the project: without them the tests are skipped.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from tingsbok.record import Record, parse_record

CHECKOUT = Path(__file__).resolve().parents[2]
LABELS = Path(os.environ.get("TINGSBOK_EVAL") or CHECKOUT.parent / "shared" / "eval") / "seeds"
MEETINGS = {"000": "lchnv-2024-11-07", "001": "lchnv-2020-04-03", "004": "vfr-2022-04-27"}
MINUTES = ("000", "001")

pytestmark = pytest.mark.skipif(not LABELS.is_dir(), reason="the labels of the source documents are not here")

OUTCOMES = {
    "approved": {"approved", "adopted", "established", "endorsed"},
    "noted": {"noted"},
    "deferred": {"postponed"},
    "rejected": {"rejected"},
    "assigned": {"assigned"},
    "procedural": {"procedural"},
}
KINDS = {"other": {"other", "procedural"}}
"""Label → kinds of an item that say the same; the label itself where nothing is listed."""
PROMISED = {"000": {"mini-maria-delrapporter", "mini-maria-verksamhetsplan"}, "001": set[str]()}
"""Promises of the presenter, which the labels do not count as assignments."""

CONTRADICTIONS = {
    "000": [
        "överstrukna",
        "2024-11-19",
        "24/11/2024",
        "Länschefs nätverket",
        "Valfärdsrådet",
        "Helén",
        "Dederöing",
        "RSS Dalarna / Hälsa och välfärd",
        "Elin Axman-Björnfot",
        "Underpunkterna a–d",
        "strecksatser",
        "förslagna",
        "löpande texten",
    ],
    "001": [
        "3 april mars 2020",
        "CHNV",
        "uppräkning utan arbetsplats",
        "Alami Bahman",
        "Ulrika Gärdsback",
        "tre olika former",
        "Förslag till beslut står tom",
        "avklippt",
        "8 maj",
        "punkt 7",
        "sidslut",
    ],
    "004": [
        "inget protokoll",
        "fördelat r Dalarna",
        "befolkning som grund",
        "fyra år och ett år",
        "2 000 004",
        "0,7 mkr",
        "saknar överskrift",
        "fyra gånger",
        "fem tjänster",
        "utan år",
        "första rubrikruta",
    ],
}
"""Words by which each anomaly of the source is kept visible in the record's notes, in the labels' order."""


@cache
def labels(document: str) -> dict[str, Any]:
    (file,) = LABELS.glob(f"{document}_*.yaml")
    found = yaml.safe_load(file.read_text("utf-8"))
    assert isinstance(found, dict)
    return found


@cache
def archive() -> dict[str, Record]:
    files = sorted((CHECKOUT / "records").rglob("*.md"))
    return {
        file.stem: parse_record(file.relative_to(CHECKOUT).as_posix(), file.read_bytes()) for file in files
    }


def fields(id: str) -> dict[str, Any]:
    """Front matter of a record, for what is nested."""
    return dict(archive()[id].fields)


def meeting(document: str) -> Record:
    return archive()[MEETINGS[document]]


def called(name: str, type: str) -> str:
    """Id of the record of *type* that goes by *name*; empty if there is none."""
    wanted = name.casefold()
    for record in archive().values():
        if record.type == type and wanted in (known.casefold() for known in names(record)):
            return record.id
    return ""


def names(record: Record) -> list[str]:
    return [record.text("name"), record.text("short"), *record.texts("aliases")]


def plain(text: str | None) -> str:
    """Words and figures only, so that quotes and brackets do not count as differences."""
    return " ".join(re.findall(r"\w+", text or "")).casefold()


def paired_items(document: str) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    return zip(labels(document)["items"], fields(MEETINGS[document])["items"], strict=True)


def decisions_of(document: str, key: str) -> list[Record]:
    found = [
        record
        for record in archive().values()
        if record.type == "decision"
        and record.text("meeting") == MEETINGS[document]
        and record.text("item") == key
    ]
    return sorted(found, key=lambda record: record.id)


def assignments_of(document: str, key: str) -> list[Record]:
    givers = {f"{MEETINGS[document]}#{key}", *(decision.id for decision in decisions_of(document, key))}
    return [
        record
        for record in archive().values()
        if record.type == "assignment" and record.text("given_by") in givers
    ]


def clauses(decision: Record) -> list[str]:
    return re.findall(r"^- (.+)$", decision.body, re.MULTILINE)


def day(link_or_date: str) -> str:
    """The date itself, or the date of the meeting it names."""
    target = archive().get(link_or_date)
    return target.text("date") if target else link_or_date


def each(documents: tuple[str, ...] = tuple(MEETINGS)) -> Callable[[Callable[..., None]], Any]:
    return pytest.mark.parametrize("document", documents)


@each()
def test_record_is_readable(document: str) -> None:
    assert meeting(document).type == "meeting"
    assert meeting(document).problems == ()


@each()
def test_body_and_date(document: str) -> None:
    body = archive()[meeting(document).text("body")]
    assert labels(document)["body"] in names(body)
    assert meeting(document).text("date") == labels(document)["date"]


@each()
def test_time_place_and_registration(document: str) -> None:
    label, record = labels(document), meeting(document)
    assert record.text("start") == (label["start_time"] or "")
    assert record.text("end") == (label["end_time"] or "")
    assert record.text("place").casefold() == (label["place"] or "").casefold()
    assert [entry["number"] for entry in record.entries("registrations")] == (
        [label["dnr"]] if label["dnr"] else []
    )
    assert record.text("minutes_date") == label.get("document_date", "")


@each()
def test_attendance_line_by_line(document: str) -> None:
    expected = [
        (
            called(line["name"], "person"),
            called(line["organisation"], "organisation") if line["organisation"] else "",
            line["status"],
        )
        for line in labels(document)["attendance"]
    ]
    assert all(person for person, _, _ in expected)
    lines = meeting(document).entries("attendance")
    assert [(line["person"], line.get("for", ""), line["status"]) for line in lines] == expected


@each(MINUTES)
def test_attendance_titles_and_roles(document: str) -> None:
    lines = meeting(document).entries("attendance")
    for label, line in zip(labels(document)["attendance"], lines, strict=True):
        for words in filter(None, (part.strip() for part in (label["role"] or "").split(";"))):
            says = {
                "ordförande": line.get("role") == "chair",
                "tf": line.get("acting") == "true",
            }.get(words, plain(str(line.get("title"))) == plain(words))
            assert says, (label, line)


@each()
def test_items_by_number_title_parent_and_kind(document: str) -> None:
    numbers = {entry["key"]: entry.get("number") or entry["title"] for _, entry in paired_items(document)}
    for label, entry in paired_items(document):
        assert plain(entry.get("number", "")) == plain(label["number"]), label["title"]
        assert plain(entry["title"]) == plain(label["title"])
        parent = numbers[entry["parent"]] if "parent" in entry else None
        assert plain(parent) == plain(label.get("parent"))
        accepted = {label["type"], *label.get("type_accept", ())}
        assert entry["kind"] in accepted.union(*(KINDS.get(kind, set()) for kind in accepted))


@each()
def test_every_item_has_its_section_in_the_minutes(document: str) -> None:
    headings = [plain(heading) for heading in re.findall(r"^##+ (.+)$", meeting(document).body, re.MULTILINE)]
    assert headings == [
        plain(f"{entry.get('number', '')} {entry['title']}") for entry in meeting(document).entries("items")
    ]


@each()
def test_decisions_and_outcomes(document: str) -> None:
    for label, entry in paired_items(document):
        found = [decision.text("outcome") for decision in decisions_of(document, entry["key"])]
        assert len(found) == len(label["decisions"]), label["title"]
        for outcome, wanted in zip(found, label["decisions"], strict=True):
            assert outcome in OUTCOMES[wanted["outcome"]], label["title"]


@each(MINUTES)
def test_clauses_are_all_there_in_words_of_our_own(document: str) -> None:
    for label, entry in paired_items(document):
        for decision, wanted in zip(decisions_of(document, entry["key"]), label["decisions"], strict=True):
            assert len(clauses(decision)) == len(wanted["clauses"]), decision.id
            assert all(clause.startswith("att ") for clause in clauses(decision)), decision.id
            copied = {plain(f"att {clause}") for clause in wanted["clauses"]}
            assert not copied & {plain(clause) for clause in clauses(decision)}, decision.id


@each(MINUTES)
def test_conditions_and_deferrals(document: str) -> None:
    for label, entry in paired_items(document):
        for decision, wanted in zip(decisions_of(document, entry["key"]), label["decisions"], strict=True):
            assert bool(decision.entries("conditions")) == bool(wanted["condition"]), decision.id
            assert day(decision.text("until")) == (wanted["deferred_to"] or ""), decision.id


def test_the_condition_waits_for_the_other_body() -> None:
    (condition,) = archive()["lchnv-2020-04-03-2"].entries("conditions")
    assert condition["awaits"] == ["ksg-b"]
    assert condition["effect"] == "suspends"


@each()
def test_presenters(document: str) -> None:
    for label, entry in paired_items(document):
        presenters = entry.get("presenters", [])
        expected = [called(person["name"], "person") for person in label["presenters"]]
        assert presenters == expected, label["title"]
        for person, link in zip(label["presenters"], presenters, strict=True):
            known = {line["person"]: line for line in meeting(document).entries("attendance")}
            titles = plain(f"{archive()[link].text('title')} {known.get(link, {}).get('title', '')}")
            assert plain(person["role"]) in titles


@each(MINUTES)
def test_attachments(document: str) -> None:
    for label, entry in paired_items(document):
        assert [paper["label"] for paper in entry.get("papers", [])] == label["attachments"], label["title"]


def stems(*texts: str) -> set[str]:
    """Beginnings of the longer words, so that inflection does not hide what is meant."""
    return {word[:6] for text in texts for word in plain(text).split() if len(word) > 4}


def fits(record: Record, label: dict[str, Any]) -> bool:
    who = plain(label["who"])
    for link in record.texts("assignees"):
        if not any(plain(name) in who for name in names(archive()[link]) if name):
            return False
    if record.text("assignees_text") and not stems(record.text("assignees_text")) & stems(who):
        return False
    due = day(record.text("due")) or None
    same_matter = stems(label["who"], label["what"]) & stems(record.text("title"), record.body)
    return due == label["due"] and len(same_matter) >= 2


@each(MINUTES)
def test_assignments(document: str) -> None:
    for label, entry in paired_items(document):
        given = assignments_of(document, entry["key"])
        found = [record for record in given if record.id not in PROMISED[document]]
        assert len(found) == len(label["assignments"]), label["title"]
        for wanted in label["assignments"]:
            assert [record.id for record in found if fits(record, wanted)], wanted


@each()
def test_references_to_other_meetings(document: str) -> None:
    record = meeting(document)
    linked = {archive()[link].text("date") for link in record.texts("references")}
    written = {
        f"{year}-{month:0>2}-{date:0>2}"
        for date, month, year in re.findall(r"\b(\d{1,2})/(\d{1,2})/(\d{4})\b", record.body)
    }
    referred = {reference for label in labels(document)["items"] for reference in label["references"]}
    assert referred <= linked | written
    assert linked <= referred


@each()
def test_contradictions_of_the_source_stay_visible(document: str) -> None:
    words = CONTRADICTIONS[document]
    assert len(words) == labels(document)["counts"]["source_anomalies"]
    record = meeting(document)
    notes = [*record.texts("notes"), *(str(entry.get("note", "")) for entry in record.entries("items"))]
    assert [word for word in words if not any(word in note for note in notes)] == []


def test_the_visit_that_cannot_have_been_has_no_day() -> None:
    remit = archive()["vfr-hemsjukvardsavtalet-aterremiss"]
    assert remit.text("outcome") == "referred-back"
    assert remit.text("body") == "vfr"
    assert remit.text("date") == "2024"
    assert "24/11/2024" in remit.text("note")


def test_mini_maria_is_to_report_four_times() -> None:
    reports = archive()["mini-maria-delrapporter"].entries("reports")
    assert [report["due"] for report in reports] == ["2024-12", "2025-02", "2025-04", "2025-06"]
    assert not any("made" in report for report in reports)


def test_three_of_sixteen_parties_have_not_answered() -> None:
    agreement = archive()["rok-kvinnofrid"]
    adopted = {line["party"] for line in agreement.entries("ratifications") if line["status"] == "adopted"}
    assert len(agreement.texts("parties")) == 16
    missing = set(agreement.texts("parties")) - adopted
    (label,) = (item for item in labels("000")["items"] if item["number"] == "4 b")
    assert {archive()[party].text("short") for party in missing} == set(
        re.findall(r"Hedemora|Säter|Vansbro", label["assignments"][0]["who"])
    )


def facts() -> dict[str, Any]:
    found = labels("004")["facts"]
    assert isinstance(found, dict)
    return found


@pytest.mark.parametrize(("table", "agreement"), [(0, "rss-avtal-2023-2026"), (1, "rss-avtal")])
def test_cost_tables_to_the_krona(table: int, agreement: str) -> None:
    label = facts()["cost_tables"][table]
    cost = fields(agreement)["cost"]
    region, *shares = cost["shares"]
    assert [(line["for"], int(line["amount"])) for line in shares] == [
        (called(row["municipality"], "organisation"), row["cost_sek"]) for row in label["rows"]
    ]
    assert {line["by"] for line in shares} == {"population"}
    assert (region["for"], region["part"]) == ("region-dalarna", "50")
    assert int(cost["total"]) == 2 * label["stated_total"]["cost_sek"]
    assert cost["rounding"] == "each"


def test_published_shares_add_up_as_the_report_has_them() -> None:
    def total(agreement: str) -> int:
        shares = fields(agreement)["cost"]["shares"]
        return sum(int(line["amount"]) for line in shares if line["for"] != "region-dalarna")

    assert total("rss-avtal-2023-2026") == 2_000_004
    assert total("rss-avtal") == 1_300_000


def test_population_of_every_municipality() -> None:
    table = facts()["cost_tables"][0]
    for row in table["rows"]:
        population = fields(called(row["municipality"], "organisation"))["population"]
        assert (int(population["count"]), population["date"]) == (row["population"], "2021-06")
    group = fields("kommunerna-dalarna")["population"]
    assert int(group["count"]) == table["stated_total"]["population"]


def test_terms_of_the_two_agreements() -> None:
    now, new = facts()["agreements"]
    present, proposed = archive()["rss-avtal"], archive()["rss-avtal-2023-2026"]
    for agreement, label in ((present, now), (proposed, new)):
        cost = fields(agreement.id)["cost"]
        assert int(cost["total"]) == round(label["cost_per_year_mkr"] * 1_000_000)
        assert cost.get("approximate", "false") == str(label.get("cost_approximate", False)).lower()
        assert len(agreement.texts("parties")) == 16
    assert (now["notice_period"], present.text("notice_months")) == ("1 år", "12")
    assert [proposed.text("valid_from"), proposed.text("valid_to")] == new["period"]
    assert proposed.text("status") == "proposed"
    assert proposed.texts("supersedes") == ["rss-avtal"]
    assert str(new["increase_per_principal_tkr"]) in proposed.text("note")


def test_decisions_told_of_in_the_report_belong_to_their_own_meetings() -> None:
    assert [record.id for record in archive().values() if record.text("meeting") == MEETINGS["004"]] == []
    for label in facts()["earlier_decisions"]:
        body = called(label["body"], "body")
        found = [
            record
            for record in archive().values()
            if record.type == "decision"
            and record.text("meeting") == f"{body}-{label['date']}"
            and record.text("case") == "hemsjukvardsavtalet"
        ]
        assert len(found) == 1, label


def test_planned_dates_of_the_report() -> None:
    report = plain(meeting("004").body)
    for label in facts()["planned_dates"]:
        date = str(label["date"])
        if date in ("2022-06-01", "2022-06-16"):
            planned = [record for record in archive().values() if record.text("date") == date]
            assert [record.type for record in planned] == ["meeting"], label
            assert {entry["case"] for entry in planned[0].entries("items")} == {
                "hemsjukvardsavtalet",
                "rss-avtalet",
            }
    for words in (
        "början av maj 2022",
        "1 juni",
        "16 juni",
        "16 september 2022",
        "hösten 2022",
        "inom några veckor",
    ):
        assert words in report


def test_sources_that_the_report_leans_on() -> None:
    report = plain(meeting("004").body)
    for words in (
        "SOU 2020:47",
        "god och nära vård",
        "psykisk hälsa",
        "satsning på kvinnofrid",
        "Partnerskapet",
        "mitten av mars",
    ):
        assert plain(words) in report
    assert archive()["ledningsbolaget"].text("name") == facts()["contractor"]["name"]

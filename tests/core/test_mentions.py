"""Words of a text that mean a record without linking to it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from tingsbok.acts.mentions import accept
from tingsbok.archive import Archive
from tingsbok.errors import Refused
from tingsbok.followup.mentions import Called, MeetingDay, dated_in, days_in, forms_of, linked_text, named_in
from tingsbok.questions.mentions import mentions
from tingsbok.record import Record, parse_record

CASE = Called("avtalet", ("Hemsjukvårdsavtalet", "HSV-avtal"), ("HSN 49-5-2024",))
MEETINGS = [
    MeetingDay("lchnv-2020-03-06", "lchnv", "2020-03-06"),
    MeetingDay("lsg-2020-03-06", "lsg", "2020-03-06"),
    MeetingDay("lsg-2023-09-15", "lsg", "2023-09-15"),
    MeetingDay("vfr-2024-09-13", "vfr", "2024-09-13"),
]
BODIES = {
    "länssamverkansgruppen": "lsg",
    "länsamverkansgruppen": "lsg",
    "lchnv": "lchnv",
    "välfärdsrådet": "vfr",
}


def text(body: str, kind: str = "meeting") -> Record:
    return parse_record("records/x.md", f"---\ntype: {kind}\n---\n{body}".encode())


@pytest.mark.parametrize(
    ("body", "words", "why"),
    [
        ("Frågan om hemsjukvårdsavtalet togs upp.", "hemsjukvårdsavtalet", "name"),
        ("Hemsjukvårdsavtalets parter", "Hemsjukvårdsavtalets", "name"),
        ("enligt HSV-avtal", "HSV-avtal", "name"),
        ("dnr HSN 49-5-2024.", "HSN 49-5-2024", "registration"),
        ("dnr HSN 49-5-20245", "", ""),
        ("hemsjukvårdsavtaletförslag", "", ""),
        ("## Hemsjukvårdsavtalet\n", "", ""),
        ("se [[annat|hemsjukvårdsavtalet]] och [hemsjukvårdsavtalet](x.md)", "", ""),
        ("`hemsjukvårdsavtalet`", "", ""),
        ("Först: straße. Hemsjukvårdsavtalet", "Hemsjukvårdsavtalet", "name"),
    ],
)
def test_names_and_numbers_are_found_where_nobody_has_linked_them(body: str, words: str, why: str) -> None:
    found = named_in(text(body), [CASE], ())
    assert [(one.words, one.why) for one in found] == ([(words, why)] if words else [])
    assert all(body[one.start :].startswith(one.words) for one in found)


def test_what_is_linked_already_or_decided_is_left_alone() -> None:
    assert named_in(text("hemsjukvårdsavtalet"), [CASE], ["avtalet"]) == []
    clauses = "- att hemsjukvårdsavtalet\n  ses över\n\nBakgrund: inget."
    assert named_in(text(clauses, "decision"), [CASE], ()) == []
    assert len(named_in(text(clauses + " Hemsjukvårdsavtalet", "decision"), [CASE], ())) == 1


@pytest.mark.parametrize(
    ("body", "own_body", "own_date", "meant"),
    [
        ("beslutades på möte 200306.", "lchnv", "2020-04-03", "lchnv-2020-03-06"),
        ("beslutades på möte 200306.", "vfr", "2020-04-03", ""),
        ("Länsamverkansgruppens möte 20230915", "", "", "lsg-2023-09-15"),
        ("Länssamverkansgruppens möte 200306", "lchnv", "", "lsg-2020-03-06"),
        ("protokollet från 2023-09-15", "", "", "lsg-2023-09-15"),
        ("mötet 15 september 2023", "lsg", "", "lsg-2023-09-15"),
        ("mötet 13 september", "vfr", "2024-11-07", "vfr-2024-09-13"),
        ("mötet 13 september", "vfr", "", ""),
        ("Välfärdsrådets möte 20230915", "lsg", "", ""),
        ("mötet 31 februari 2023", "lsg", "", ""),
        ("fakturan 200306", "lchnv", "2020-04-03", ""),
    ],
)
def test_meetings_are_meant_by_their_day(body: str, own_body: str, own_date: str, meant: str) -> None:
    found = dated_in(text(body), MEETINGS, BODIES, (), own_body=own_body, own_date=own_date)
    assert [one.target for one in found] == ([meant] if meant else [])


def test_days_and_their_forms() -> None:
    assert days_in(text("möte 200306 och mötet 1 juni"), "2022-04-27") == [
        "2020-03-06",
        "2021-06-01",
        "2022-06-01",
        "2023-06-01",
    ]
    assert forms_of("2020-03-06") == ["2020-03-06", "20200306", "200306", "6 mars", "6 March"]


def test_only_the_words_that_were_found_become_a_link() -> None:
    found = named_in(text("Om hemsjukvårdsavtalet."), [CASE], ())[0]
    assert linked_text("Om hemsjukvårdsavtalet.", found) == "Om [[avtalet|hemsjukvårdsavtalet]]."
    assert linked_text("Nu om hemsjukvårdsavtalet.", found) is None


@pytest.fixture
def ark(demo: Path, tmp_path: Path) -> Iterator[Archive]:
    with Archive.open(demo, today=date(2024, 11, 8), cache_dir=tmp_path / "c") as archive:
        archive.refresh()
        yield archive


def test_the_example_mentions_a_meeting_by_its_day_and_the_link_is_one_commit(ark: Archive) -> None:
    found = [one for one in mentions(ark, "styrgrupp-lchnv-2024-12-04") if one.source == "lchnv-2024-11-07-6"]
    assert [(one.words, one.why) for one in found] == [("möte 4 december 2024", "date")]
    assert found[0] in mentions(ark, "lchnv-2024-11-07-6")
    saved = ark.carry_out(accept(ark, found[0]))
    assert saved.subject.startswith("Beslut lchnv-2024-11-07-6: ”möte 4 december 2024” kopplat till")
    assert found[0] not in mentions(ark, "lchnv-2024-11-07-6")
    with pytest.raises(Refused):
        accept(ark, found[0])

"""The minutes on paper: every word under its own item, as it was written."""

from __future__ import annotations

import pytest

from tingsbok import resources
from tingsbok.exporting import minutes
from tingsbok.exporting.dossier import Dossier
from tingsbok.exporting.to_markdown import to_markdown
from tingsbok.meetings import ItemParts, meeting_parts
from tingsbok.meetings.sections import item_at, sections, sections_of, text_of
from tingsbok.record import Record, parse_record
from tingsbok.schema import SchemaSet

SCHEMAS = SchemaSet.load([resources.schemas_dir()])
BODY = """type: body
name: Hjälpmedelsnämnden
formality: board
parties: [alby, borga]
"""
MEETING = """type: meeting
body: hn
date: 2024-12-18
status: drafted
items:
  - {key: "57", number: § 57, title: Information, kind: information}
  - {key: "58", number: § 58, title: Budget, kind: decision}
  - {key: "59", number: § 59, title: Information från förvaltningen, kind: information}
  - {key: 59a, number: a, title: Rapport, parent: "59"}
  - {key: "60", number: § 60, title: Val, kind: decision}
  - {key: 60a, number: a, title: Rapport, parent: "60"}
"""
TEXT = """Ordföranden öppnar mötet.

## § 58 Budget

Förslaget läggs fram.

### Yrkanden

Bo Alm yrkar avslag.

#### Ajournering

Tio minuter.

## § 59 Information från förvaltningen

Chefen berättar.

### a Rapport

Den första.

## § 60 Val

Två val.

### Jäv

Anna Ek deltar inte.

### a Rapport

Den andra.

## Frågestund

Ingen fråga ställdes.
"""


def record(identity: str, front: str, text: str = "") -> Record:
    return parse_record(f"records/{identity}.md", f"---\n{front}---\n{text}".encode())


def file_of(meeting: str = MEETING, text: str = TEXT, *decisions: Record) -> Dossier:
    held = record("m", meeting, text)
    return Dossier(
        meeting_parts(held, decisions, ()),
        record("hn", BODY),
        sections(held.body),
        "sv",
        SCHEMAS,
        lambda identity: identity,
        lambda _: None,
    )


def paper(meeting: str = MEETING, text: str = TEXT, *decisions: Record) -> str:
    return to_markdown(minutes.minutes(file_of(meeting, text, *decisions)))


def written_under(key: str) -> str:
    file = file_of()
    return text_of(file.text_of(next(item for item in file.parts.items if item.key == key)))


def test_no_words_are_printed_under_two_items() -> None:
    assert written_under("57") == ""
    assert paper().count("Chefen berättar.") == 1


def test_parts_with_the_same_number_have_each_their_own_text() -> None:
    assert written_under("59a") == "Den första."
    assert written_under("60a") == "Den andra."


def test_what_stands_under_headings_of_an_item_stays_with_the_item() -> None:
    text = paper()
    places = [
        text.index(one)
        for one in (
            "### § 58  Budget",
            "Förslaget läggs fram.",
            "#### Yrkanden",
            "Bo Alm yrkar avslag.",
            "##### Ajournering",
            "### § 59  Information",
            "### § 60  Val",
            "#### Jäv",
            "Anna Ek deltar inte.",
            "Den andra.",
            "### Frågestund",
            "Ingen fråga ställdes.",
        )
    ]
    assert places == sorted(places)


def test_an_extract_has_what_stands_under_headings_of_its_item() -> None:
    decision = record(
        "m-60", 'type: decision\nmeeting: m\nitem: "60"\ntitle: Val\noutcome: appointed\n', "- att utse"
    )
    text = to_markdown(minutes.extract(file_of(MEETING, TEXT, decision), decision))
    assert "#### Jäv\n\nAnna Ek deltar inte." in text
    assert "Frågestund" not in text


def test_an_office_s_template_gets_what_stands_under_headings_too() -> None:
    items = minutes.minutes(file_of()).data["items"]
    assert isinstance(items, list)
    assert items[1]["text"] == [
        "Förslaget läggs fram.",
        "Yrkanden",
        "Bo Alm yrkar avslag.",
        "Ajournering",
        "Tio minuter.",
    ]


@pytest.mark.parametrize(
    ("words", "key"),
    [("Tio minuter.", "58"), ("Den första.", "59a"), ("Anna Ek", "60"), ("Ingen fråga", ""), ("öppnar", "")],
)
def test_a_line_is_of_the_item_whose_text_it_stands_in(words: str, key: str) -> None:
    file = file_of()
    line = TEXT[: TEXT.index(words)].count("\n") + 1
    found = item_at(line, file.parts.items, file.sections)
    assert (found.key if found else "") == key


def item(key: str, title: str, **line: str) -> ItemParts:
    return ItemParts(key, key, title, "", 0, 0, {"key": key, "title": title, **line})


@pytest.mark.parametrize(
    ("heading", "title", "text"),
    [
        ("## Budget 2025 (bilaga 1)", "Budget 2025", "Sagt."),
        ("## Punkt 4: Budget 2025", "Budget 2025", "Sagt."),
        ("### Yrkanden om budget", "Budget", ""),
        ("## Mer om annat", "Budget", ""),
    ],
)
def test_a_heading_without_the_number_is_known_by_its_words(heading: str, title: str, text: str) -> None:
    found = sections(f"{heading}\n\nSagt.\n")
    assert text_of(sections_of([item("4", title)], found)[0]) == text

"""The minutes on paper: every word under its own item, as it was written."""

from __future__ import annotations

import io

import docx
import pytest
from docx.oxml.ns import qn

from tingsbok import resources
from tingsbok.exporting import minutes
from tingsbok.exporting.dossier import Dossier
from tingsbok.exporting.markup import blocks_of
from tingsbok.exporting.model import (
    Doc,
    Facts,
    Heading,
    Paragraph,
    Point,
    Points,
    Signatures,
    Table,
    plain,
    words_of,
)
from tingsbok.exporting.to_docx import to_docx
from tingsbok.exporting.to_html import to_html
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


# --- lists and lines

LISTS = """1. att fastställa budgeten

   Den gäller ett år.

2. att uppdra åt chefen att
   1. följa upp
   2. rapportera

   | Post | Kronor |
   |---|---|
   | Drift | 1 200 000 |

3. att skicka beslutet vidare

Ja: Anna Ek\\
Nej: Bo Alm

4. att justera genast
"""


def doc_of(text: str) -> Doc:
    blocks = blocks_of(text, str)
    return Doc("minutes", "m", "Protokoll", "Nämnden", "sv", "2024-12-18", blocks)


def test_the_web_page_numbers_as_the_minutes_do() -> None:
    page = to_html(doc_of(LISTS))
    assert "<ol>\n<li>att fastställa budgeten\n<p>Den gäller ett år.</p>\n</li>" in page
    assert (
        "<li>att uppdra åt chefen att\n<ol>\n<li>följa upp\n</li>\n<li>rapportera\n</li></ol></li></ol>"
        in page
    )
    assert "<td>1 200 000</td>" in page
    assert '<ol start="3">\n<li>att skicka beslutet vidare' in page
    assert "<p>Ja: Anna Ek<br>Nej: Bo Alm</p>" in page
    assert '<ol start="4">\n<li>att justera genast' in page


def test_markdown_numbers_as_the_minutes_do() -> None:
    text = to_markdown(doc_of(LISTS))
    assert (
        "1. att fastställa budgeten\n\n    Den gäller ett år.\n2. att uppdra åt chefen att\n    1. följa upp"
        in text
    )
    assert "| Drift | 1 200 000 |\n\n3. att skicka" in text
    assert "Ja: Anna Ek  \nNej: Bo Alm\n\n4. att justera genast" in text
    again = blocks_of(text.partition("**Nämnden**\n\n")[2], str)
    assert again == blocks_of(LISTS, str)


def test_docx_numbers_as_the_minutes_do() -> None:
    document = docx.Document(io.BytesIO(to_docx(doc_of(LISTS))))
    starts = {
        int(one.get(qn("w:numId"))): [int(start.val) for start in one.iter(qn("w:startOverride"))]
        for one in document.part.numbering_part.element.num_lst
    }
    shown = [
        (paragraph.text, paragraph.style.name, starts[paragraph._p.pPr.numPr.numId.val])
        for paragraph in document.paragraphs
        if paragraph.style.name.startswith("List") and paragraph._p.pPr.numPr is not None
    ]
    assert shown == [
        ("att fastställa budgeten", "List Number", [1]),
        ("att uppdra åt chefen att", "List Number", [1]),
        ("följa upp", "List Number 2", [1]),
        ("rapportera", "List Number 2", [1]),
        ("att skicka beslutet vidare", "List Number", [3]),
        ("att justera genast", "List Number", [4]),
    ]
    assert ("Den gäller ett år.", "List Continue") in [
        (one.text, one.style.name) for one in document.paragraphs
    ]
    assert "Ja: Anna Ek\nNej: Bo Alm" in [one.text for one in document.paragraphs]


def test_a_paragraph_is_no_list_because_a_number_begins_it() -> None:
    assert to_markdown(doc_of("2024\\. Året gick")).endswith("\n\n2024\\. Året gick\n")


def test_decisions_of_an_item_stand_in_the_order_they_were_made() -> None:
    front = 'type: decision\nmeeting: m\nitem: "60"\ntitle: Val\noutcome: appointed\n'
    made = [record(f"m-60{end}", front) for end in ("-10", "-2", "")]
    (item,) = (one for one in meeting_parts(record("m", MEETING), made, ()).items if one.key == "60")
    assert [one.id for one in item.decisions] == ["m-60", "m-60-2", "m-60-10"]


def test_the_paragraphs_are_told_from_the_lowest_to_the_highest() -> None:
    late = '  - {key: "61", number: "61", title: Sent}\n'
    front = MEETING.replace('  - {key: "58"', late + '  - {key: "58"', 1)
    assert "- Paragrafer: 57–61\n" in paper(front)


# --- who was there

ATTENDANCE = """attendance:
  - {person: Anna, for: alby, role: chair, status: present, to_item: "60"}
  - {person: Bo, for: borga, role: member, status: present, from_item: 59a, title: socialchef, acting: true}
  - {person: Cia, for: borga, role: substitute, status: present, stands_in_for: Anna, from_item: fragestund}
  - {person: Dan, for: alby, role: observatör, status: present}
  - {person: Eva, for: alby, role: substitute, status: absent}
  - {person: Fia, for: alby, role: member, status: närvarande}
"""
UNNUMBERED = "  - {key: fragestund, title: Frågestund}\n"


def test_who_came_and_left_is_told_by_the_numbers_of_the_minutes() -> None:
    text = paper(
        MEETING.replace('number: a, title: Rapport, parent: "59"', "number: 59 a), title: Rapport")
        + UNNUMBERED
        + ATTENDANCE
    )
    assert "| Anna | alby | ordförande | till § 60 |" in text
    assert "| Bo | borga | tf socialchef | från § 59 a) |" in text
    assert "| Cia | borga | i stället för Anna; från punkten Frågestund |" in text


def test_nobody_is_left_out_because_the_role_or_status_is_unknown() -> None:
    text = paper(MEETING + ATTENDANCE)
    assert "## Närvarande (4)" in text
    assert (
        "### Övriga\n\n| Namn | För | Titel eller roll |\n| --- | --- | --- |\n| Dan | alby | observatör |"
        in text
    )
    assert "| Eva | alby | ersättare |" in text
    assert "Närvaron okänd (1)\n\n| Namn | För |\n| --- | --- |\n| Fia | alby |" in text


def test_an_office_s_template_gets_reservations_and_who_came_late() -> None:
    front = 'type: decision\nmeeting: m\nitem: "58"\ntitle: Budget\noutcome: approved\ndissent: Bo reserverar sig.\n'
    data = minutes.minutes(
        file_of(MEETING + UNNUMBERED + ATTENDANCE, TEXT, record("m-58", front, "- att"))
    ).data
    people, items = data["attendance"], data["items"]
    assert isinstance(people, list)
    assert isinstance(items, list)
    assert [one["note"] for one in people[:3]] == [
        "till § 60",
        "från § a",
        "i stället för Anna; från punkten Frågestund",
    ]
    assert people[1]["title"] == "tf socialchef"
    assert items[1]["decisions"][0]["dissent"] == "Bo reserverar sig."


def test_remarks_to_oneself_are_not_printed() -> None:
    text = to_markdown(doc_of("Sagt <!-- stämmer\ndet? --> på mötet.\n\n`<!-- kod -->`\n\n<!-- öppen"))
    assert "stämmer" not in text
    assert "Sagt  på mötet." in text
    assert "kod" in text
    assert "öppen" in text


def test_a_field_of_several_lines_is_one_line_of_a_table() -> None:
    place = "Kommunhuset\n  Sal B\n"
    doc = Doc(
        "minutes", "m", "P", "N", "sv", "", (Facts((("Plats", place),)), Table(("A",), ((place,),), (1,)))
    )
    assert "- Plats: Kommunhuset Sal B\n" in to_markdown(doc)
    assert "| Kommunhuset Sal B |" in to_markdown(doc)
    assert "<dd>Kommunhuset Sal B</dd>" in to_html(doc)
    assert "<td>Kommunhuset Sal B</td>" in to_html(doc)
    facts, table = docx.Document(io.BytesIO(to_docx(doc))).tables
    assert (facts.cell(0, 1).text, table.cell(1, 0).text) == ("Kommunhuset Sal B", "Kommunhuset Sal B")


def test_signs_that_no_file_may_hold_are_made_visible_everywhere() -> None:
    odd = "Sal\x0bB\x00\ufffe\x1b"
    blocks = (
        Heading(1, odd),
        Facts(((odd, odd),)),
        Table((odd,), ((odd,),), (1,)),
        Paragraph(plain(odd)),
        Points((Point(plain(odd)),)),
        Signatures(((odd, odd),)),
    )
    doc = Doc("minutes", "m", odd, odd, "sv", "", blocks, mark=odd, running=odd, foot=odd)
    words = "Sal␋B␀\N{REPLACEMENT CHARACTER}␛"
    assert words in docx.Document(io.BytesIO(to_docx(doc))).paragraphs[0].text
    for text in (to_html(doc), to_markdown(doc)):
        assert text.count(words) >= 9
        assert not {"\x0b", "\x00", "\ufffe", "\x1b"}.intersection(text)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("Rådet beslutar\na) att anta planen\nsom den är\nb) att betala\n", 3),
        ("a) ett\nb) två\nc) tre", 3),
        ("Detta följer av vad som sägs i\nb) i avtalet och i\nd) där.", 1),
        ("a) ett\nenligt\nc) i avtalet", 1),
    ],
)
def test_lines_with_letters_are_a_list_that_minutes_have_without_empty_lines(text: str, lines: int) -> None:
    (paragraph,) = blocks_of(text, str)
    assert isinstance(paragraph, Paragraph)
    assert len(words_of(paragraph.text).split("\n")) == lines

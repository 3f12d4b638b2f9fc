from __future__ import annotations

from datetime import date, datetime
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tingsbok import resources
from tingsbok.changes import FieldChange
from tingsbok.followup import Event
from tingsbok.index.rows import Hit, Row
from tingsbok.meetings import ItemParts
from tingsbok.meetings.sections import own_sections, sections, sections_of, shown_number
from tingsbok.record import parse_record
from tingsbok.schema import SchemaSet
from tui.present import (
    dates,
    history,
    listing,
    markdown,
    meeting,
    record,
    rows,
    search,
    start,
    timeline,
    welcome,
)
from tui.present.difference import value_at
from tui.present.form import as_body
from tui.present.letters import letters
from tui.present.listing import ListQuery
from tui.present.words import Words
from tui.undoing import UndoMemory

SCHEMAS = SchemaSet.load([resources.schemas_dir()])
NAMES = {"lsg": "LSG", "anna": "Anna Ek", "suicid": "Suicidprevention"}
WORDS = Words(SCHEMAS, "sv", lambda identity: NAMES.get(identity, identity))


# --- dates


def test_a_day_is_shown_with_its_week() -> None:
    assert dates.long_day(date(2024, 11, 8)) == "fre 8 nov 2024 v.45"
    assert dates.long_day(date(2024, 12, 30)) == "mån 30 dec 2024 v.01"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("2024-10-04", " 4 okt fre"),
        ("2024-01-04", " 4 jan tor"),
        ("2025-04-04", " 4 apr fre"),
        ("2025-05-04", "2025-05-04"),
        ("2023-12-31", "2023-12-31"),
        ("2024-12", "   dec"),
        ("2025-04", "   apr"),
        ("2025-12", "2025-12"),
        ("2024-02-30", "2024-02-30"),
        ("2024", "2024"),
        ("2024-13", "2024-13"),
        ("hösten", "hösten"),
        ("", ""),
    ],
)
def test_a_date_is_as_short_as_it_can_be(text: str, shown: str) -> None:
    assert dates.short_day(text, today=date(2024, 11, 8)) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("2024-10-04", "-35 d"),
        ("2024-11-15", "7 d"),
        ("2024-12", "-"),
        ("2022-02-13", "-999 d"),
        ("2022-02-12", "-3 år"),
        ("2034-11-08", "10 år"),
    ],
)
def test_days_are_counted_from_today(text: str, shown: str) -> None:
    assert dates.distance(text, date(2024, 11, 8)) == shown


_DAYS = st.dates(date(1975, 1, 1), date(2070, 12, 31))


@given(_DAYS, _DAYS, st.sampled_from((4, 7, 10)))
def test_no_day_is_cut_in_the_columns_of_the_first_screen(day: date, today: date, length: int) -> None:
    text = day.isoformat()[:length]
    when, away, *_ = start.columns()
    assert len(dates.short_day(text, today=today)) <= (when.width or 0)
    assert len(dates.distance(text, today)) <= (away.width or 0)


def test_a_change_is_shown_at_the_time_of_the_one_who_made_it() -> None:
    assert dates.moment(datetime.fromisoformat("2024-11-08T09:15:00+01:00")) == "2024-11-08 09.15"


# --- Markdown


@pytest.mark.parametrize(
    "text",
    ["[/]", "*fet*", "# rubrik", "1. ett", "- punkt", "<b>", "a_b_c", "`kod`", "[[x]]", "a\\b", "~~x~~", "|"],
)
def test_a_value_in_markdown_shows_exactly_its_signs(text: str) -> None:
    from markdown_it import MarkdownIt

    tokens = MarkdownIt("commonmark").enable(["strikethrough", "table"]).parse(markdown.plain(text))
    inline = [token for token in tokens if token.type == "inline"]
    assert [token.type for token in tokens] == ["paragraph_open", "inline", "paragraph_close"]
    assert "".join(child.content for child in inline[0].children or []) == text


def test_only_links_to_records_get_names() -> None:
    texts = ["Se [[lsg]] och [[anna|Anna]], inte [lsg] men [[borta]]"]
    assert markdown.names(texts, NAMES.get) == {"lsg": "LSG", "anna": "Anna Ek"}


@pytest.mark.parametrize(
    ("name", "written"), [("Ett [namn] | två", "[[x|Ett (namn) / två]]"), ("x", "[[x]]"), ("", "[[x]]")]
)
def test_a_link_survives_any_name(name: str, written: str) -> None:
    assert markdown.link("x", name) == written


# --- a meeting


def item(key: str, number: str = "", title: str = "", **more: object) -> ItemParts:
    return ItemParts(key, number, title, str(more.get("kind", "")), 0, 0, {"key": key, **more})  # type: ignore[dict-item]


BODY = """Inledning

## 31 Dagordning
Godkänd.

## § 32 Föregående protokoll
### 32a Vaccinationer
Text om vaccin.

```
## inte en rubrik
```

## Övriga frågor
Inga.
"""


@pytest.mark.parametrize(
    ("wanted", "text"),
    [
        (item("31", "31", "Godkännande av dagordning"), "Godkänd."),
        (item("32", "§ 32", "Föregående protokoll"), ""),
        (item("32a", "", "Vaccinationer"), "Text om vaccin.\n\n```\n## inte en rubrik\n```"),
        (item("ovriga", "", "Övriga frågor"), "Inga."),
        (item("3", "3", "Tre"), None),
    ],
)
def test_an_item_finds_its_piece_of_the_minutes(wanted: ItemParts, text: str | None) -> None:
    (found,) = own_sections([wanted], sections(BODY))
    assert (found.text if found else None) == text


def test_an_item_s_page_has_what_stands_under_its_own_headings() -> None:
    items = [item("31", "31", "Godkännande av dagordning"), item("32", "§ 32", "Föregående protokoll")]
    written = sections_of(items, sections(BODY))[1]
    text = meeting.item_markdown(items[1], written, WORDS)
    assert text.startswith("### 32a Vaccinationer\n\nText om vaccin.")
    assert "Inga." not in text


def test_a_decision_item_without_decision_says_so_unless_its_parts_decide() -> None:
    lacking = item("38", "38", "Uppföljning", kind="decision")
    assert meeting.outcome(lacking, WORDS) == "? saknas"
    assert meeting.outcome(lacking, WORDS, split=True) == "-"
    assert meeting.outcome(item("36", "36", kind="information"), WORDS) == "-"


@pytest.mark.parametrize("text", ["38a", "38A", "§ 38a", "38 a"])
def test_an_item_is_found_by_number_or_key_however_it_is_written(text: str) -> None:
    parts = SimpleNamespace(items=(item("38", "38"), item("38a")))
    assert meeting.place_of(parts, text) == 1  # type: ignore[arg-type]


@pytest.mark.parametrize(("number", "shown"), [("§ 31", "31"), ("4 d)", "4 d)"), ("", "38a")])
def test_numbers_are_shown_without_their_sign(number: str, shown: str) -> None:
    assert shown_number(item("38a", number)) == shown


# --- lists


def row(identity: str = "x", kind: str = "decision", **more: object) -> Row:
    given = {
        "title": identity,
        "short": "",
        "date": "",
        "body": "",
        "status": "",
        "path": f"{identity}.md",
        **more,
    }
    return Row(0, identity, kind, **given)  # type: ignore[arg-type]


def test_choices_are_said_in_words_and_links_by_the_name_the_index_gives() -> None:
    line = rows.line(row(cells=("2024-09-20", "LSG", "34", "Strategi", "established")), WORDS)
    assert line.cells == ("2024-09-20", "LSG", "34", "Strategi", "fastställt")


def test_a_file_that_cannot_be_read_shows_its_path_and_a_sign() -> None:
    line = rows.line(row(kind="", path="records/a/trasig.md"), WORDS)
    assert (line.cells, line.mark, line.style) == (("records/a/trasig.md",), "!", "alert")


@pytest.mark.parametrize(
    ("statuses", "waiting"),
    [
        (("planned", "drafted", "signed"), "1"),
        (("planned", "called"), "1"),
        (("signed", "planned"), "1"),
        (("signed", "approved"), ""),
    ],
)
def test_the_row_that_waits_for_work(statuses: tuple[str, ...], waiting: str) -> None:
    assert (
        rows.waiting_row([row(str(place), status=status) for place, status in enumerate(statuses)]) == waiting
    )


def test_a_list_asks_in_the_query_language() -> None:
    query = ListQuery("decision", "suicid", (("outcome", "noted"), ("case", "två ord")), scope="lsg")
    assert str(query) == 'outcome:=noted case:="två ord" body:=lsg suicid'
    either = ListQuery("decision", "suicid ELLER vaccination", scope="lsg")
    assert str(either) == "body:=lsg (suicid ELLER vaccination)"


def test_orders_begin_with_the_types_own() -> None:
    orders = listing.orders(SCHEMAS.types["meeting"], "sv")
    assert [(order.key, order.label, order.sort) for order in orders[:3]] == [
        ("a", "Datum, nyast först", "-date"),
        ("b", "Datum, äldst först", "date"),
        ("c", "Organ", "body"),
    ]


@pytest.mark.parametrize(
    ("query", "total", "text"),
    [
        (ListQuery("meeting"), 0, "Här finns inga möten ännu. n lägger till."),
        (ListQuery("meeting", "kvin"), 9, 'Inget matchar "kvin". Esc tar bort filtret, Enter söker i allt.'),
        (
            ListQuery("meeting", facets=(("status", "x"),)),
            9,
            "Inget finns kvar med de här fälten. f ändrar dem.",
        ),
    ],
)
def test_an_empty_list_says_why_and_what_to_do(query: ListQuery, total: int, text: str) -> None:
    assert listing.empty("Möten", query, total) == text


def test_names_come_before_texts_and_beginnings_before_the_rest() -> None:
    named = [row("a", title="Nytt hemsjukvårdsavtal"), row("b", "case", title="Hemsjukvårdsavtalet")]
    hits = [Hit(row("c"), "om hemsjukvård"), Hit(named[0], "")]
    found = search.in_order("hemsj", named, hits)
    assert [(each.id, hit is not None) for each, hit in found] == [("b", False), ("a", True), ("c", True)]


# --- a case


def event(when: str, **more: str) -> Event:
    given = {
        "body": "lsg",
        "item": "",
        "kind": "decision",
        "title": "T",
        "outcome": "noted",
        "target": "x",
        **more,
    }
    return Event(date=when, **given)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("start", "kept"), [("", 4), ("2021", 3), ("2022-06", 2), ("2022-06-17", 1), ("2030", 1)]
)
def test_events_since_a_date_and_those_without_one(start: str, kept: int) -> None:
    events = [event("2020-04-03"), event("2021-10"), event("2022-06-16"), event("")]
    shown = timeline.Timeline("", "", (), tuple(events), timeline.event_lines(events, WORDS, "2024-11-08"))
    assert len(timeline.places(shown, timeline.narrowed(start))) == kept
    assert len(timeline.places(shown, timeline.narrowed(f"{start} lsg handlingarna"))) == kept
    assert timeline.places(shown, timeline.narrowed(f"{start} bordlagt")) == ()


def test_a_life_line_is_narrowed_by_one_line_of_text() -> None:
    found = timeline.narrowed("2021..2023-06 VFR återremiss @1/10")
    assert (found.since, found.until, found.at, found.words) == (
        "2021",
        "2023-06",
        "1/10",
        ("vfr", "återremiss"),
    )


def test_a_reader_begins_at_the_latest_thing_that_has_happened() -> None:
    events = [event("2020"), event("2024-11-07"), event("2024-12-04"), event("")]
    assert timeline.latest(events, "2024-11-08") == 1
    assert timeline.latest([event("2030")], "2024-11-08") == 0


def test_an_event_is_told_in_words() -> None:
    lines = timeline.event_lines(
        [
            event("2024-09-20", item="§ 34"),
            event("2024-12-04", kind="assignment", outcome="open", item="en-lang-nyckel"),
        ],
        WORDS,
        "2024-11-08",
    )
    assert lines[0].cells == ("2024-09-20", "LSG", "34", "T", "till handlingarna")
    assert lines[1].cells == ("2024-12-04", "LSG", "-", "Uppdrag: T", "öppet")
    assert [line.style for line in lines] == ["", "strong"]


# --- a record


def test_every_field_is_a_line_and_every_link_leads_somewhere() -> None:
    raw = b"---\ntype: decision\ntitle: Strategi\noutcome: noted\ncase: suicid\nsee_also: [lsg, borta]\n---\nText\n"
    found = record.rows(parse_record("records/x.md", raw), WORDS)
    assert [(each.label, each.value, each.target, each.broken) for each in found] == [
        ("Rubrik", "Strategi", "", False),
        ("Utfall", "till handlingarna", "", False),
        ("Ärende", "Suicidprevention", "suicid", False),
        ("Se även", "LSG", "lsg", False),
        ("", "borta", "borta", True),
    ]


def test_the_text_knows_its_line_in_the_file() -> None:
    raw = b"---\ntype: case\ntitle: A\n---\n\nText\n"
    assert record.first_line(parse_record("records/a.md", raw)) == 6


# --- changes


def change(before: str, after: str, kind: str = "set") -> FieldChange:
    return FieldChange(("place",), "place", "plats", before, after, kind)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("changes", "shown"),
    [
        ([change("Teams", "Umeå")], "plats: Teams → Umeå"),
        ([change("", "Umeå", "add")], "plats: – → Umeå"),
        ([change("Teams", "", "remove")], "plats: Teams borttaget"),
        ([change("a", "b", "text")], "plats: omskriven"),
        ([change("a", "", "text")], "plats: borttaget"),
        ([change("", "b", "text")], "plats: tillagt"),
        ([change("", "", "text")], "plats: omskriven"),
        (
            [change("Kommunhuset i Falun, sal 2", "Kommunhuset i Falun, sal 3"), change("c", "d")],
            "plats: … 2 → … 3 och 1 till",
        ),
        ([change("a", "b"), change("c", "d"), change("e", "f")], "plats: a → b och 2 till"),
        ([], ""),
    ],
)
def test_changes_in_one_line(changes: list[FieldChange], shown: str) -> None:
    assert history.summary(changes) == shown


@pytest.mark.parametrize(
    ("path", "found"),
    [
        (("a",), "1"),
        (("b", 1, "c"), "2"),
        (("b", 5), None),
        (("x",), None),
        ((), {"a": "1", "b": ["0", {"c": "2"}]}),
    ],
)
def test_a_value_at_a_path(path: tuple[str | int, ...], found: object) -> None:
    assert value_at({"a": "1", "b": ["0", {"c": "2"}]}, path) == found


@pytest.mark.parametrize(
    ("text", "former", "stored"),
    [
        ("Text", "Text\n", "Text\n"),
        ("Ny text", "Text\n", "Ny text\n"),
        ("Ny\r\ntext\n\n", "Text\n", "Ny\ntext\n"),
        ("  \n", "Text\n", ""),
        ("Cafe\u0301", "", "Caf\u00e9\n"),
    ],
)
def test_an_edited_text_as_it_is_stored(text: str, former: str, stored: str) -> None:
    assert as_body(text, former) == stored


# --- undo


def log(*commits: str, undo: tuple[str, ...] = ()) -> list[SimpleNamespace]:
    return [SimpleNamespace(commit=each, kind="undo" if each in undo else "edit") for each in commits]


def test_undo_goes_on_backwards_and_redo_comes_back() -> None:
    memory = UndoMemory()
    assert memory.to_undo(log("c", "b", "a")) == "c"
    assert memory.to_redo(log("c", "b", "a")) == ""
    memory.remember("u1", "c")
    assert memory.to_undo(log("u1", "c", "b", "a")) == "b"
    assert memory.to_redo(log("u1", "c", "b", "a")) == "u1"
    memory.remember("r1", "u1")
    assert memory.to_undo(log("r1", "u1", "c", "b", "a")) == "c"
    assert memory.to_redo(log("r1", "u1", "c", "b", "a")) == ""
    assert memory.to_redo(log("d", "u1", "c")) == "", "after something new there is nothing to do again"


def test_what_was_undone_in_an_earlier_run_can_be_done_again() -> None:
    assert UndoMemory().to_redo(log("u", "c", undo=("u",))) == "u"


def test_nothing_to_undo_in_an_empty_log() -> None:
    assert UndoMemory().to_undo([]) == ""
    assert UndoMemory().to_redo([]) == ""


# --- other


def test_every_line_of_a_menu_has_a_letter_of_its_own() -> None:
    found = letters(["Avtal", "Uppdrag", "Organ", "Ärende", "Beslut", "Möte", "Person", "Aaaa"])
    assert found[:3] == ["a", "u", "o"]
    assert len(set(found)) == len(found)


def test_a_folder_that_two_programs_write_is_warned_about() -> None:
    from pathlib import Path

    from tingsbok.surroundings import Surroundings, synced_by

    for folder, program in (
        ("C:/Users/karin/OneDrive - Region/Arkiv", "OneDrive"),
        ("/home/karin/Dropbox/arkiv", "Dropbox"),
        ("/home/karin/arkiv", ""),
    ):
        assert synced_by(Path(folder)) == program
        assert ("skriva över" in welcome.below(Surroundings(synced=program))) == bool(program)

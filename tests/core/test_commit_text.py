"""Commit messages: a diary in the subject, every change in the body, trailers that programs can trust."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tingsbok import resources
from tingsbok.commit_text import SUBJECT_CELLS, cells, commit_message, shortened
from tingsbok.frontmatter import Value
from tingsbok.record import Record, parse_record
from tingsbok.schema import SchemaSet

SCHEMAS = SchemaSet.load([resources.schemas_dir()])


@dataclass(frozen=True)
class Undone:
    """The part of a commit that undoing looks at."""

    subject: str


def record(identity: str, lines: str, body: str = "") -> Record:
    return parse_record(f"records/{identity}.md", f"---\n{lines}\n---\n{body}".encode())


DECISION = "lsg-2024-09-20-34"
POSTPONED = record(
    DECISION, "type: decision\ntitle: Länsgemensam strategi\noutcome: postponed", "- att vänta\n"
)
ESTABLISHED = record(
    DECISION, "type: decision\ntitle: Länsgemensam strategi\noutcome: established", "- att vänta\n"
)
MEETING = record("lsg-2024-09-20", "type: meeting\nbody: lsg\ndate: 2024-09-20\nplace: Teams")
MOVED_PLACE = record("lsg-2024-09-20", "type: meeting\nbody: lsg\ndate: 2024-09-20\nplace: Umeå")
CASE = record("suicidprevention", "type: case\ntitle: Suicidprevention")


def subject(
    kind: str, *parts: tuple[Record | None, Record | None], language: str = "sv", **about: object
) -> str:
    return commit_message(kind, parts, SCHEMAS, language, **about).partition("\n")[0]  # type: ignore[arg-type]


def with_fields(**fields: Value) -> Record:
    return Record("records/x.md", "x", "decision", {"type": "decision", **fields}, "", "", b"")


def test_the_whole_message() -> None:
    after = record(
        DECISION,
        "type: decision\ntitle: Länsgemensam strategi\noutcome: adopted\nvalid_from: 2024-11-07",
        "- att vänta\n",
    )
    assert commit_message("edit", [(POSTPONED, after)], SCHEMAS, "sv") == (
        "Beslut lsg-2024-09-20-34: utfall bordlagt → antaget (+1 fält)\n"
        "\n"
        "utfall: bordlagt → antaget\n"
        "gäller från: – → 2024-11-07\n"
        "\n"
        "Record: lsg-2024-09-20-34\n"
        "Record-Type: decision\n"
        "Change: edit\n"
    )


@pytest.mark.parametrize(
    ("kind", "parts", "about", "swedish", "english"),
    [
        ("edit", [(POSTPONED, ESTABLISHED)], {}, f"Beslut {DECISION}: utfall bordlagt → fastställt", f"Decision {DECISION}: outcome postponed → established"),
        ("external", [(MEETING, MOVED_PLACE)], {}, "Möte lsg-2024-09-20: plats Teams → Umeå", "Meeting lsg-2024-09-20: place Teams → Umeå"),
        ("external", [(MEETING, MOVED_PLACE), (POSTPONED, ESTABLISHED)], {}, "Möte lsg-2024-09-20: plats Teams → Umeå (+1 post)", "Meeting lsg-2024-09-20: place Teams → Umeå (+1 record)"),
        ("create", [(None, POSTPONED)], {}, f"Beslut {DECISION}: ny, utfall bordlagt, Länsgemensam strategi", f"Decision {DECISION}: new, outcome postponed, Länsgemensam…"),
        ("create", [(None, CASE)], {}, "Ärende suicidprevention: ny, Suicidprevention", "Case suicidprevention: new, Suicidprevention"),
        ("import", [(None, CASE)], {}, "Ärende suicidprevention: inläst, Suicidprevention", "Case suicidprevention: read in, Suicidprevention"),
        ("delete", [(CASE, None)], {}, "Ärende suicidprevention: borttaget ur arkivet", "Case suicidprevention: removed from the archive"),
        ("link", [(POSTPONED, ESTABLISHED)], {"target": CASE}, f"Beslut {DECISION}: kopplat till ärende suicidprevention", f"Decision {DECISION}: linked to case suicidprevention"),
        ("rename", [(CASE, CASE), (MEETING, MOVED_PLACE), (POSTPONED, ESTABLISHED)], {"old_id": "suicid"}, "Ärende suicidprevention: nytt id, var suicid (+2 poster)", "Case suicidprevention: new id, was suicid (+2 records)"),
        ("undo", [(ESTABLISHED, POSTPONED)], {"undone": Undone("Beslut x: utfall a → b")}, "Ångra: Beslut x: utfall a → b", "Undo: Beslut x: utfall a → b"),
        ("undo", [(POSTPONED, ESTABLISHED)], {"undone": Undone("Ångra: Beslut x: ny")}, "Gör om: Beslut x: ny", None),
        ("undo", [(POSTPONED, ESTABLISHED)], {"undone": Undone("Gör om: Beslut x: ny")}, "Ångra: Beslut x: ny", None),
        ("restore", [(POSTPONED, ESTABLISHED)], {"rev": "8c1f2ab" + "0" * 33}, f"Återställ beslut {DECISION} till 8c1f2ab", f"Restore decision {DECISION} to 8c1f2ab"),
        ("restore", [(POSTPONED, ESTABLISHED)], {"rev": "2024-11-08"}, f"Återställ beslut {DECISION} till 2024-11-08", None),
        ("edit", [(POSTPONED, POSTPONED)], {}, f"Beslut {DECISION}: kommentarer eller uppställning", f"Decision {DECISION}: comments or layout"),
        ("edit", [(POSTPONED, ESTABLISHED)], {"summary": "efter samråd"}, f"Beslut {DECISION}: efter samråd", f"Decision {DECISION}: efter samråd"),
        ("edit", [(POSTPONED, ESTABLISHED)], {"summary": f"Beslut {DECISION}: efter samråd"}, f"Beslut {DECISION}: efter samråd", None),
        ("edit", [], {"summary": "ingenting"}, "ingenting", "ingenting"),
        ("edit", [], {}, "Inget ändrat", "Nothing changed"),
    ],
)  # fmt: skip
def test_subjects(
    kind: str,
    parts: list[tuple[Record | None, Record | None]],
    about: dict[str, object],
    swedish: str,
    english: str | None,
) -> None:
    assert subject(kind, *parts, **about) == swedish
    assert english is None or subject(kind, *parts, language="en", **about) == english


def test_a_file_that_cannot_be_read_is_a_record_without_a_type() -> None:
    broken = parse_record("records/x.md", b"inget")
    message = commit_message("external", [(None, broken)], SCHEMAS, "sv")
    assert message.startswith("Post x: ny\n")
    assert "Record: x\nChange: external\n" in message


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("- att vänta till 20241105\n", "- att vänta till 20241115\n", "att-sats 1: 20241105 → 20241115"),
        ("- att vänta\n", "- att vänta\n- att skynda\n", "att-sats 2: ny text"),
        ("a\n\nb\n", "a\n", "stycke 2: struken text"),
        ("a " * 90, "b " * 90, "stycke 1: ändrad text"),
        ("a\nb\n", "a b\n", "radbrytningar i texten: ändrad text"),
        ("a b c\n", "a c\n", "stycke 1: b → –"),
    ],
)
def test_text_changes_are_told_by_their_words(before: str, after: str, expected: str) -> None:
    parts = [
        (record("x", "type: decision\ntitle: T", before), record("x", "type: decision\ntitle: T", after))
    ]
    assert commit_message("edit", parts, SCHEMAS, "sv").split("\n")[2] == expected


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("a\n", "b\n", "Beslut x: ändrad text: stycke 1"),
        ("a\n", "a\n\nb\n", "Beslut x: ny text: stycke 2"),
        ("a\n\nb\n", "a\n", "Beslut x: struken text: stycke 2"),
    ],
)
def test_text_changes_in_the_subject(before: str, after: str, expected: str) -> None:
    parts = (record("x", "type: decision\ntitle: T", before), record("x", "type: decision\ntitle: T", after))
    assert subject("edit", parts) == expected


def test_lists_tell_what_came_and_went() -> None:
    before = record(
        "x", "type: meeting\nattendance: [{person: john, status: present}, {person: eva, status: absent}]"
    )
    after = record(
        "x",
        "type: meeting\nattendance: [{person: john, status: absent}, {person: bo, status: present}, {person: ulf, status: present}]",
    )
    lines = commit_message("edit", [(before, after)], SCHEMAS, "sv").split("\n")
    assert lines[0] == "Möte x: närvaro john närvarande → frånvarande (+3 ändringar)"
    assert lines[2:6] == [
        "närvaro john: närvarande → frånvarande",
        "närvaro: + bo, närvarande",
        "närvaro: + ulf, närvarande",
        "närvaro: - eva, frånvarande",
    ]


def test_several_records_have_their_own_lines_and_trailers() -> None:
    message = commit_message("external", [(MEETING, MOVED_PLACE), (POSTPONED, ESTABLISHED)], SCHEMAS, "sv")
    assert "\nMöte lsg-2024-09-20:\n  plats: Teams → Umeå\n" in message
    assert message.endswith(
        "\n\nRecord: lsg-2024-09-20\nRecord-Type: meeting\nRecord: lsg-2024-09-20-34\nRecord-Type: decision\nChange: external\n"
    )


def test_a_hundred_references_do_not_make_an_endless_message() -> None:
    parts = [
        (record(f"d{n}", "type: decision\ncase: old"), record(f"d{n}", "type: decision\ncase: new"))
        for n in range(300)
    ]
    lines = commit_message("rename", parts, SCHEMAS, "sv", old_id="old").split("\n")
    assert "… och 400 rader till" in lines
    assert sum(line.startswith("Record: ") for line in lines) == 300


def test_a_reason_and_more_words_of_the_user() -> None:
    message = commit_message(
        "correct",
        [(POSTPONED, ESTABLISHED)],
        SCHEMAS,
        "sv",
        summary="Rättat\n\nEnligt protokollet.",
        reason="skrivfel",
    )
    assert message.startswith(f"Beslut {DECISION}: Rättat\n\nEnligt protokollet.\n\nutfall: ")
    assert message.endswith("Change: correct\nReason: skrivfel\n")


HOSTILE = "x\n\nChange: delete\nRecord: evil\n\n\x1b[2J\x00\u202e\ud800 →  (+9 fält)"


@pytest.mark.parametrize("field", ["title", "odd", "note"])
def test_hostile_values_cannot_break_out_of_their_line(field: str) -> None:
    parts = [(with_fields(**{field: "a"}), with_fields(**{field: HOSTILE}))]
    message = commit_message("correct", parts, SCHEMAS, "sv", reason=HOSTILE)
    assert len(message.split("\n")) == 9
    assert not any(ord(one) < 32 and one != "\n" for one in message)
    assert message.encode()
    done = subprocess.run(
        ["git", "interpret-trailers", "--parse"], input=message, capture_output=True, text=True, check=True
    )
    trailers = [line.partition(": ") for line in done.stdout.splitlines()]
    assert [(name, value) for name, _, value in trailers[:3]] == [
        ("Record", "x"),
        ("Record-Type", "decision"),
        ("Change", "correct"),
    ]
    assert [name for name, _, _ in trailers[3:]] == ["Reason"]


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [
        ("kort", 10, "kort"),
        ("ett två tre fyra", 12, "ett två tre…"),
        ("ett två tre fyra", 10, "ett två…"),
        ("Länssamverkansgruppen", 8, "Länssam…"),
        ("日本語日本語", 7, "日本語…"),
        ("a\u0308" * 5, 5, "a\u0308" * 5),
        ("x", 1, "x"),
    ],
)
def test_shortened(text: str, width: int, expected: str) -> None:
    assert shortened(text, width) == expected
    assert cells(shortened(text, width)) <= width


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=200), st.text(max_size=200), st.sampled_from(["title", "outcome", "see_also", "odd"]))
def test_a_subject_is_one_line_that_fits(before: str, after: str, field: str) -> None:
    parts = [(with_fields(**{field: before}), with_fields(**{field: after}))]
    line = commit_message("edit", parts, SCHEMAS, "sv").partition("\n")[0]
    assert cells(line) <= SUBJECT_CELLS
    assert line.startswith("Beslut x: ")
    assert line.splitlines() == [line]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("Samlat program för barn i hela länet 2025", "Samlat program för barn i hela länet 2026", "… 2025 → … 2026"),
        ("Möte i länsnätverket för chefer LCHNV 2024-11-07 § 4", "Möte i länsnätverket för chefer LCHNV 2024-11-07 § 5", "… § 4 → … § 5"),
        ("Gemensam modell för arbetet med barn och unga", "Länets modell för arbetet med barn och unga", "Gemensam … → Länets …"),
        ("Gemensam modell för arbetet med barn", "Gemensam modell för arbetet med barn i hela länet", "… → … i hela länet"),
        ("Gemensam modell för barn i hela länet", "Gemensam modell för arbetet med barn i hela länet", "… → … arbetet med …"),
        ("Gemensam modell", "Gemensam plan", "Gemensam modell → Gemensam plan"),
        ("Länets beredningsarbetsformeromgång", "Länets beredningsarbetsformeromgångar", "→ … beredningsarbetsformeromgångar"),
    ],
)  # fmt: skip
def test_values_that_do_not_fit_show_where_they_differ(before: str, after: str, expected: str) -> None:
    parts = (with_fields(title=before), with_fields(title=after))
    assert subject("edit", parts) == f"Beslut x: rubrik {expected}"


def test_long_values_are_cut_before_the_sentence_is_lost() -> None:
    parts = (with_fields(title="ett " * 50), with_fields(title="två " * 50))
    assert subject("edit", parts) == "Beslut x: rubrik ett ett ett ett ett ett… → två två två två två två…"
    titled = record("x", f"type: decision\ntitle: {'Länsgemensam strategi ' * 5}\noutcome: noted")
    assert subject("create", (None, titled)) == (
        "Beslut x: ny, utfall till handlingarna, Länsgemensam strategi…"
    )
    long_id = Record(
        f"records/{'i' * 100}.md",
        "i" * 100,
        "decision",
        {"type": "decision", "outcome": "noted"},
        "",
        "",
        b"",
    )
    changed = Record(
        long_id.path, long_id.id, "decision", {"type": "decision", "outcome": "adopted"}, "", "", b""
    )
    assert subject("edit", (long_id, changed)) == f"Beslut {'i' * 100}: utfall → antaget"


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [("", "Mötet\n", "ny text"), ("Mötet\n", "", "struken text")],
)
def test_the_whole_text_is_not_named_twice(before: str, after: str, expected: str) -> None:
    parts = (record("x", "type: person\nname: T", before), record("x", "type: person\nname: T", after))
    assert subject("edit", parts) == f"Person x: {expected}"

"""Links in front matter and text: where they are, where they lead, and how a rename rewrites them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tingsbok import resources
from tingsbok.links import Link, links_of, retarget
from tingsbok.markdown_code import blanked
from tingsbok.record import Record, parse_record
from tingsbok.schema import SchemaSet

SCHEMAS = SchemaSet.load([resources.schemas_dir()])


def record(text: str, path: str = "records/meetings/lsg/2024/d.md") -> Record:
    return parse_record(path, text.encode())


def found(text: str) -> list[Link]:
    one = record(text)
    return links_of(one, SCHEMAS.types.get(one.type))


MEETING = record("""---
type: meeting
body: lsg
date: 2024-09-20
adjusters:
  - anna
  - bo
attendance:
  - {person: john, status: present, for: falun}
  - {person: eva, status: absent}
items:
  - key: "4d"
    title: T
    case: suicid
    carried_from: [lsg-2024-06-14#12]
---
Se [[lsg-2024-05-01]].
""")


def test_front_matter_links_have_field_item_line_and_path() -> None:
    links = links_of(MEETING, SCHEMAS.types["meeting"])
    assert [(one.field, one.target, one.item, one.line, one.path) for one in links] == [
        ("body", "lsg", "", 3, ("body",)),
        ("adjusters", "anna", "", 6, ("adjusters", 0)),
        ("adjusters", "bo", "", 7, ("adjusters", 1)),
        ("attendance.person", "john", "", 9, ("attendance", 0, "person")),
        ("attendance.for", "falun", "", 9, ("attendance", 0, "for")),
        ("attendance.person", "eva", "", 10, ("attendance", 1, "person")),
        ("items.case", "suicid", "", 14, ("items", 0, "case")),
        ("items.carried_from", "lsg-2024-06-14", "12", 15, ("items", 0, "carried_from", 0)),
        ("", "lsg-2024-05-01", "", 17, ()),
    ]
    assert {one.source for one in links} == {"d"}


def test_lines_can_be_left_out() -> None:
    quick = links_of(MEETING, SCHEMAS.types["meeting"], lines=False)
    assert [one.line for one in quick] == [0] * 8 + [17]
    assert [one.target for one in quick] == [
        one.target for one in links_of(MEETING, SCHEMAS.types["meeting"])
    ]


@pytest.mark.parametrize(
    ("line", "targets"),
    [
        ("until: lsg-2024-11-15", ["lsg-2024-11-15"]),
        ("until: 2024-11-15", []),
        ("until: 2024-11", []),
        ("until: 2024", []),
        ("until: hösten", []),
        ("meeting: LSG 2024", []),
        ("meeting: ''", []),
        ("meeting: [m]", ["m"]),
        ("meeting: {a: b}", []),
        ("see_also: one", ["one"]),
        ("see_also: [one, two three, '', four]", ["one", "four"]),
        ("title: not-a-link", []),
        ("unknown: not-a-link", []),
        ("conditions: [{text: x, effect: follows, awaits: [m#4d, c]}]", ["m", "c"]),
        ("cost: {shares: [{for: falun}, {for: mora}]}", ["falun", "mora"]),
        ("cost: text", []),
        ("ratifications: party", []),
    ],
)
def test_what_counts_as_a_link_in_a_field(line: str, targets: list[str]) -> None:
    assert [one.target for one in found(f"---\ntype: decision\n{line}\n---\n")] == targets


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("[[a]]", [("a", "", 4)]),
        ("[[a|Ett namn]] och [[b#4d]] och [[c#2|punkt 2]]", [("a", "", 4), ("b", "4d", 4), ("c", "2", 4)]),
        ("[[ a ]]", [("a", "", 4)]),
        ("rad\n\nrad [[a]]\n[[b]]", [("a", "", 6), ("b", "", 7)]),
        (r"\[[a]]", []),
        ("[[a\nb]]", []),
        ("[[]] [[|x]] [[#k]]", []),
        ("`[[a]]` och ``x ` [[b]]`` [[c]]", [("c", "", 4)]),
        ("```\n[[a]]\n```\n[[b]]", [("b", "", 7)]),
        ("~~~ md\n[[a]]\n```\n[[b]]\n~~~\n[[c]]", [("c", "", 9)]),
        ("```\n[[a]] utan slut", []),
        ("- ett ` ensamt\n- [[a]] och ` till", [("a", "", 5)]),
        ("``` inte ett `staket` [[a]]", [("a", "", 4)]),
        ("[x](../2023/e.md)", [("e", "", 4)]),
        ("[x](e.md)", [("e", "", 4)]),
        ("[x](e.md#en-rubrik)", [("e", "", 4)]),
        ('[x](<e.md> "titel")', [("e", "", 4)]),
        ("[x](e%2Df.md)", [("e-f", "", 4)]),
        ("[x][1]\n\n[1]: ../2023/e.md", [("e", "", 6)]),
        ("[x](https://a.example/e.md) [y](/e.md) [z](#e.md) [w](mailto:e.md)", []),
        ("[x](e.pdf) [y](../../../../../README.md) [z](../../../../docs/e.md)", []),
        ("[Bildspel](#) [@click=app.quit] [/]", []),
    ],
)
def test_links_in_the_text(body: str, expected: list[tuple[str, str, int]]) -> None:
    links = found(f"---\ntype: case\n---\n{body}\n")
    assert [(one.target, one.item, one.line) for one in links] == expected
    assert all(one.field == "" and one.path == () for one in links)


def test_lines_are_right_with_windows_line_ends() -> None:
    assert [one.line for one in found("---\r\ntype: case\r\nowner: lsg\r\n---\r\n\r\n[[a]]\r\n")] == [3, 6]


def test_text_of_an_unknown_type_and_of_a_broken_file_is_read_all_the_same() -> None:
    assert [one.target for one in found("---\ntype: odd\nbody: lsg\n---\n[[a]]\n")] == ["a"]
    assert [(one.target, one.line) for one in found("inget\n[[a]]\n")] == [("a", 2)]


def test_a_record_without_a_file_has_links_without_lines() -> None:
    one = Record("records/x.md", "x", "case", {"owner": "lsg"}, "", "", b"")
    assert links_of(one, SCHEMAS.types["case"]) == [Link("x", "owner", "lsg", "", 0, ("owner",))]


def test_retarget_rewrites_every_reference_and_nothing_else() -> None:
    before = record("""---
type: decision
meeting: old
title: old
until: old
see_also: [old, older]
conditions: [{text: old, effect: follows, awaits: [old#4d]}]
---
[[old]] [[old#2|den gamla]] [[older]] `[[old]]` old [x](../2023/old.md#rubrik) [y](https://a.example/old.md)
""")
    fields, body = retarget(before, SCHEMAS.types["decision"], "old", "new")
    assert fields == {
        "type": "decision",
        "meeting": "new",
        "title": "old",
        "until": "new",
        "see_also": ["new", "older"],
        "conditions": [{"text": "old", "effect": "follows", "awaits": ["new#4d"]}],
    }
    assert body == (
        "[[new]] [[new#2|den gamla]] [[older]] `[[old]]` old [x](../2023/new.md#rubrik) [y](https://a.example/old.md)\n"
    )
    assert before.fields["meeting"] == "old"


def test_retarget_follows_a_file_that_moves() -> None:
    before = record("---\ntype: case\n---\n[x](../2023/old.md#r)\n")
    _, body = retarget(before, None, "old", "new", new_path="records/cases/å/new.md")
    assert body == "[x](../../../cases/%C3%A5/new.md#r)\n"


TEXT = st.text(st.sampled_from("a`~[]|#()\n \\!:.md-/é\r"), max_size=60)


@settings(max_examples=300, deadline=None)
@given(TEXT)
def test_blanking_keeps_every_line_and_column(text: str) -> None:
    blank = blanked(text)
    assert len(blank) == len(text)
    assert all(new in (old, " ") for new, old in zip(blank, text, strict=True))
    assert [at for at, one in enumerate(blank) if one == "\n"] == [
        at for at, one in enumerate(text) if one == "\n"
    ]


@settings(max_examples=200, deadline=None)
@given(TEXT)
def test_a_rename_to_itself_changes_nothing(text: str) -> None:
    one = Record("records/x.md", "x", "case", {"owner": "a"}, text, "", b"")
    for link in links_of(one, SCHEMAS.types["case"]):
        fields, body = retarget(one, SCHEMAS.types["case"], link.target, link.target)
        assert (fields, body.casefold()) == (one.fields, text.casefold())


@pytest.mark.parametrize(
    "text",
    ["`" * 100_000, "`a" * 50_000, "[[" * 50_000, "](" * 50_000, "[x](a.md " * 20_000, "```\n" * 30_001],
)
def test_hostile_text_takes_no_long_time(text: str) -> None:
    one = Record("records/x.md", "x", "case", {}, text, "", b"")
    assert links_of(one, None) == []

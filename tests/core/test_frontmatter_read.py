"""Reading a record's text: fields as text, the body as it stands, and a clear word when it cannot be read."""

from __future__ import annotations

import tracemalloc

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.core.odd_yaml import Scribe
from tingsbok import i18n
from tingsbok.frontmatter import FrontMatterError, nodes, place, read, split
from tingsbok.frontmatter.events import MAX_DEPTH, MAX_NODES

VALUES = [
    # front matter, what it says
    ("a: no\nb: on\nc: ~\n", {"a": "no", "b": "on", "c": "~"}),
    ("a: 9:30\nb: 007\nc: 0x1F\n", {"a": "9:30", "b": "007", "c": "0x1F"}),
    ("a: 2024-02-30\nb: 1_000\n", {"a": "2024-02-30", "b": "1_000"}),
    ("a:\nb: ''\n", {"a": "", "b": ""}),
    ("a: [x, 1, {y: z}]\n", {"a": ["x", "1", {"y": "z"}]}),
    ("a:\n- b: c\n  d: e\n- f\n", {"a": [{"b": "c", "d": "e"}, "f"]}),
    ("a: |\n  x\n  y\n", {"a": "x\ny\n"}),
    ("a: >-\n  x\n  y\n", {"a": "x y"}),
    ('a: "\\e[1m\\u00e5"\n', {"a": "\x1b[1må"}),
    (
        "content: x\nhandler: y\n2024: z\nmetadata: å\n",
        {"content": "x", "handler": "y", "2024": "z", "metadata": "å"},
    ),
    ("{a: b}\n", {"a": "b"}),
    ("a: {}\nb: []\n", {"a": {}, "b": []}),
    ("a: &x b\nc: !t d\n", {"a": "b", "c": "d"}),
    ("'<<': x\n", {"<<": "x"}),
    ("a:\tb\n", {"a": "b"}),
]


@pytest.mark.parametrize(("front", "fields"), VALUES)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("bom", ["", "\ufeff"])
def test_every_value_is_text(front: str, fields: dict[str, object], newline: str, bom: str) -> None:
    raw = (bom + f"---\n{front}---\nBody\n").replace("\n", newline).encode()
    assert read(raw).fields == fields
    assert read(raw).body == "Body" + newline


def test_fields_keep_the_files_order() -> None:
    assert list(read(b"---\nz: 1\na: 2\nm: 3\n---\n").fields) == ["z", "a", "m"]


BODIES = [
    # what follows the front matter, the body
    (b"---\n", ""),
    (b"---", ""),
    (b"...\nx\n", "x\n"),
    (b"---  \n\n\n x \n\n", "\n\n x \n\n"),
    (b"---\n---\na: b\n---\n", "---\na: b\n---\n"),
    (b"---\n--- x\n", "--- x\n"),
    (b"---\n\xff\xfe\n", "\ufffd\ufffd\n"),
    (b"---\na\0b\x0b\xc2\x85\n", "a\0b\x0b\x85\n"),
    ("---\nåäö 😀".encode(), "åäö 😀"),
]


@pytest.mark.parametrize(("end", "body"), BODIES)
def test_the_body_is_what_follows(end: bytes, body: str) -> None:
    assert read(b"---\na: b\n" + end).body == body


UNREADABLE = [
    # file, code, line, column
    (b"", "T102", 1, 1),
    (b"\xef\xbb\xbf", "T102", 1, 1),
    (b"Text\n", "T102", 1, 1),
    (b" ---\na: b\n---\n", "T102", 1, 1),
    (b"\n---\na: b\n---\n", "T102", 1, 1),
    (b"--- # x\na: b\n---\n", "T102", 1, 1),
    (b"+++\na = 1\n+++\n", "T102", 1, 1),
    (b"---\na: b\n", "T102", 1, 1),
    (b"---\n---\n", "T102", 2, 1),
    (b"---\n# only a note\n---\n", "T102", 2, 1),
    (b"---\n- a\n---\n", "T102", 2, 1),
    (b"---\ntext\n---\n", "T102", 2, 1),
    (b"---\n{}\n---\n", "T102", 2, 1),
    (b"---\na: b: c\n---\n", "T102", 2, 5),
    (b"---\na: b\n\tc: d\n---\n", "T102", 3, 1),
    (b"---\na: @b\n---\n", "T102", 2, 4),
    (b"---\na: [b\nc: d\n---\n", "T102", 2, 4),
    (b'---\na: "b\n---\n', "T102", 2, 4),
    (b'---\na: "\\q"\n---\n', "T102", 2, 5),
    (b"---\na: b\nc\n---\n", "T102", 3, 1),
    (b"---\na: b\n c: d\n---\n", "T102", 3, 2),
    (b"---\n? [a]\n: b\n---\n", "T102", 2, 3),
    (b"---\n: b\n---\n", "T102", 2, 1),
    (b"---\n%YAML 1.2\n--- a\n---\n", "T102", 2, 1),
    (b"---\na: b\n--- c\nd: e\n---\n", "T102", 3, 1),
    (b"---\na: b\n<<<<<<< HEAD\nc: d\n=======\nc: e\n>>>>>>> theirs\n---\n", "T122", 3, 1),
    (b"---\na: b\nc: d\na: e\n---\n", "T103", 4, 1),
    (b"---\na:\n  - {x: y, x: z}\n---\n", "T103", 3, 12),
    (b"---\na: b\nc: \xff\n---\n", "T104", 3, 4),
    ("---\na: b\nå: ".encode() + b"\xe5\n---\n", "T104", 3, 4),
    ("---\na: b\n---\n".encode("utf-16"), "T104", 1, 1),
    ("---\na: b\n---\n".encode("utf-16-le"), "T104", 1, 1),
    (b"---\na: b\0\n---\n", "T104", 2, 5),
    (b"---\na: \x1b[1m\n---\n", "T104", 2, 4),
    (b"---\na: x\xef\xbb\xbf\n---\n", "T104", 2, 5),
    (b"---\na: &x b\nc: *x\n---\n", "T108", 3, 4),
    (b"---\na: *x\n---\n", "T108", 2, 4),
    (b"---\na: &x {b: c}\nd:\n  <<: *x\n---\n", "T108", 4, 3),
    (b"---\n<<: {a: b}\n---\n", "T108", 2, 1),
    (b"---\na: " + b"[" * 17 + b"]" * 17 + b"\n---\n", "T109", 2, 19),
    (b"---\na: " + b"x" * 70_000 + b"\n---\n", "T109", 0, 0),
    (b"---\na: b\n---\n" + b"x" * 9_000_000, "T109", 0, 0),
]


@pytest.mark.parametrize(
    ("front", "line", "column", "words"),
    [
        ('type: case\ntitle: "Plan\nstatus: open\nnote: x\n', 3, 8, "A quote is never closed"),
        ("type: case\ntitle:Plan\nstatus: open\n", 3, 1, "no space after the colon"),
        ("title:Plan\nstatus: open\n", 2, 1, "no space after the colon"),
        ("type: case\ntitle:\u00a0Plan\nstatus: open\n", 3, 1, "no space after the colon"),
        ("type: case\nstatus open\ntitle: x\n", 3, 1, "lacks its colon"),
        ("status open\ntitle: x\n", 2, 1, "lacks its colon"),
        ("type: case\nkeywords:\n\t- a\n", 4, 1, "There is a tab"),
        ("type: case\ntitle: x\n\tstatus: open\n", 4, 1, "There is a tab"),
        ("title: x\n  status: open\n", 3, 3, "The line is indented"),
        ("title: x\nkeywords: [a, b\nstatus: open\n", 3, 11, "is not closed where it should be"),
        ("title: Mini: plan\nstatus: open\n", 2, 12, "a colon inside a text"),
        ("note: en text\n  med fler rader: ja\n", 3, 17, "a colon inside a text"),
    ],
)
def test_a_slip_of_the_pen_is_told_where_it_was_made(front: str, line: int, column: int, words: str) -> None:
    """Where the parser notices it, often a line or a whole record later, nothing is wrong."""
    i18n.use("en")
    with pytest.raises(FrontMatterError, match=words) as caught:
        read(f"---\n{front}---\n".encode())
    assert (caught.value.line, caught.value.column) == (line, column)


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize(("raw", "code", "line", "column"), UNREADABLE, ids=lambda v: str(v)[:40])
def test_a_file_that_cannot_be_read_says_where_and_what_to_do(
    raw: bytes, code: str, line: int, column: int, language: str
) -> None:
    before = i18n.current()
    i18n.use(language)
    try:
        with pytest.raises(FrontMatterError) as caught:
            read(raw)
    finally:
        i18n.use(before)
    error = caught.value
    assert (error.code, error.line, error.column) == (code, line, column)
    assert error.message.endswith(".")
    assert error.remedy.endswith(".")
    assert (error.message == i18n.in_language("sv")(error.message)) or language == "en"


def test_what_is_odd_but_readable_is_remarked() -> None:
    front = read(b"---\na: &x b\nc: !t [d]\n---\n\nok\n\xc3\xa5\xff\n")
    assert [(remark.code, remark.line, remark.column) for remark in front.remarks] == [
        ("T108", 2, 4),
        ("T108", 3, 4),
        ("T104", 7, 2),
    ]
    assert all(remark.message and remark.remedy for remark in front.remarks)
    assert read("---\na: b\n---\n\ufffd\n".encode()).remarks == ()


ATTACKS = {
    "brackets": b"---\na: " + b"[" * 60_000 + b"\n---\n",
    "closed brackets": b"---\na: " + b"[" * 30_000 + b"]" * 30_000 + b"\n---\n",
    "braces": b"---\na: " + b"{a: " * 15_000 + b"\n---\n",
    "dashes": b"---\n" + b"- " * 30_000 + b"\n---\n",
    "question marks": b"---\n" + b"? " * 30_000 + b"\n---\n",
    "indents": b"---\n" + b"".join(b" " * n + b"a:\n" for n in range(300)) + b"---\n",
    "billion laughs": b"---\na: &a [x, x]\n"
    + b"".join(b"%c: &%c [*%c, *%c]\n" % (n, n, n - 1, n - 1) for n in range(98, 123))
    + b"---\n",
    "many values": b"---\na: [" + b"," * 30_000 + b"]\n---\n",
    "many items": b"---\na: [" + b"x," * 30_000 + b"]\n---\n",
    "many keys": b"---\n" + b"".join(b"k%d:\n" % n for n in range(8_000)) + b"---\n",
    "no colons": b"---\n" + b"k\n" * 30_000 + b"---\n",
    "quotes": b"---\na: " + b"'" * 60_001 + b"\n---\n",
    "comments": b"---\n" + b"#\n" * 30_000 + b"---\n",
    "fences": b"---\n" * 100_000,
    "blank lines": b"---\n" + b"\n" * 60_000 + b"---\n",
}


@pytest.mark.parametrize("name", ATTACKS)
def test_hostile_files_are_refused_cheaply(name: str) -> None:
    tracemalloc.start()
    try:
        with pytest.raises(FrontMatterError):
            read(ATTACKS[name])
        assert tracemalloc.get_traced_memory()[1] < 20_000_000
    finally:
        tracemalloc.stop()


def test_the_limits_leave_room_for_a_large_meeting() -> None:
    person = "  - {person: p%d, for: region, title: chef, role: member, status: present, note: x}\n"
    item = "  - key: k%d\n    title: Punkt\n    kind: decision\n    presenters: [a, b]\n    papers:\n      - {label: a, title: b}\n"
    front = (
        "attendance:\n"
        + "".join(person % n for n in range(60))
        + "items:\n"
        + "".join(item % n for n in range(30))
    )
    assert len(read(f"---\n{front}---\n".encode()).fields["items"]) == 30
    assert front.count(":") * 2 < MAX_NODES / 2
    deepest = "[" * (MAX_DEPTH - 1) + "]" * (MAX_DEPTH - 1)
    assert read(f"---\na: {deepest}\n---\n".encode()).fields


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=60), st.booleans())
def test_no_bytes_raise_anything_else(raw: bytes, fenced: bool) -> None:
    raw = b"---\n" + raw + b"\n---\n" if fenced else raw
    try:
        front = read(raw)
    except FrontMatterError as error:
        code = error.code
    else:
        code = ""
        assert front.fields
        assert split(raw).join() == raw
    assert code in {"T102", "T103", "T104", "T108", "T109", ""}


@settings(max_examples=300, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "a",
                "å",
                "\n",
                "\n",
                "  ",
                "- ",
                ": ",
                "? ",
                "[",
                "]",
                "{",
                "}",
                ",",
                "'",
                '"',
                "\\",
                "#",
                " #",
                "|",
                ">",
                "&a ",
                "*a",
                "!t ",
                "<<: ",
                "\t",
                "\x85",
                "\u2028",
                "%",
                "---",
                "...",
                "\r",
                "1",
            ]
        ),
        max_size=25,
    )
)
def test_no_yaml_raises_anything_else(pieces: list[str]) -> None:
    raw = f"---\n{''.join(pieces)}\n---\n".encode()
    try:
        found = place(raw, ("a",)) if read(raw) else (0, 0)
    except FrontMatterError as error:
        found = (error.line, error.column)
    assert found >= (1, 1)


@settings(max_examples=60, deadline=None)
@given(st.randoms(use_true_random=False))
def test_with_and_without_libyaml_a_file_says_the_same(random: object) -> None:
    raw = f"---\n{Scribe(random).front()}---\n".encode()  # type: ignore[arg-type]
    fields, tree = read(raw).fields, nodes.compose(split(raw))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(yaml, "__with_libyaml__", False)
        try:
            assert read(raw).fields == fields
        except FrontMatterError:
            assert b"?" in raw
        else:
            assert starts(nodes.compose(split(raw))) == starts(tree)


def starts(node: nodes.Node) -> list[int]:
    """Where the values begin that are not empty: of an empty one the two parsers think differently."""
    empty = isinstance(node, nodes.Scalar) and node.start == node.end
    inner = [start for child in nodes.children(node) for start in starts(child)]
    return inner if empty else [node.start, *inner]


PLACES = [
    # path, line and column
    (("type",), (2, 1)),
    (("attendance",), (3, 1)),
    (("attendance", 1), (5, 5)),
    (("attendance", 1, "status"), (5, 17)),
    (("attendance", 1, "nothing"), (5, 5)),
    (("attendance", 9), (3, 1)),
    (("attendance", "status"), (3, 1)),
    (("type", "x"), (2, 1)),
    (("items", 0, "title"), (8, 3)),
    (("nothing",), (1, 1)),
    ((), (1, 1)),
]


@pytest.mark.parametrize(("path", "expected"), PLACES)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("bom", ["", "\ufeff"])
def test_a_field_has_a_place(
    path: tuple[str | int, ...], expected: tuple[int, int], newline: str, bom: str
) -> None:
    text = "---\ntype: t\nattendance:\n  - {person: å, status: x}\n  - {person: ö, status: y}\nitems:\n- key: k\n  title: t\n---\n"
    assert place((bom + text).replace("\n", newline).encode(), path) == expected

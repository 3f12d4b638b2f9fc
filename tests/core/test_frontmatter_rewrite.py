"""Editing a record's text: what differs is changed, everything else keeps its bytes."""

from __future__ import annotations

import copy
import difflib

import pytest

from tingsbok.frontmatter import FieldPath, Value, read, rewrite

ORDER = ("type", "body", "date", "title", "place", "chair", "attendance", "items", "aliases")


def flow(path: FieldPath) -> bool:
    return path in {("aliases",), ("parties",)} or (len(path) == 2 and path[0] == "attendance")


def document(front: str, body: str = "Text.\n") -> bytes:
    return f"---\n{front}---\n{body}".encode()


def edited(front: str, **changes: Value | None) -> str:
    """The front matter after setting fields; ``None`` removes one."""
    raw = document(front)
    fields = copy.deepcopy(read(raw).fields)
    for name, value in changes.items():
        if value is None:
            del fields[name]
        else:
            fields[name] = value
    return front_of(rewrite(raw, fields, key_order=ORDER, flow=flow))


def front_of(raw: bytes) -> str:
    return raw.decode().removeprefix("---\n").rpartition("---\nText.\n")[0]


SCALARS = [
    # present line, new value, new line
    ("a: old", "new", "a: new"),
    ("a: old # note", "new", "a: new # note"),
    ("a:   old   # note", "new", "a:   new   # note"),
    ("a: 'old' # note", "it's", "a: 'it''s' # note"),
    ('a: "old"', 'say "x"', 'a: "say \\"x\\""'),
    ("a: 'old'", "x\u200by", 'a: "x\\u200by"'),
    ("a:", "new", "a: new"),
    ("a:   # note", "new", "a: new   # note"),
    ("a: ''", "new", "a: 'new'"),
    ('a: "34"', "35", 'a: "35"'),
    ("a: 34", "35", "a: 35"),
    ("a: old # note", "", "a: # note"),
    ("a: 'old'", "", "a: ''"),
    ("a: old", "no", 'a: "no"'),
    ("a: old", "9:30", 'a: "9:30"'),
    ("a: old", "007", 'a: "007"'),
    ("a: old", "1.5", 'a: "1.5"'),
    ("a: old", "2024-11-15", "a: 2024-11-15"),
    ("a: old", "2024-11", "a: 2024-11"),
    ("a: old", "true", "a: true"),
    ("a: old", "§ 31 a: b", 'a: "§ 31 a: b"'),
    ("a: old", "x #y", 'a: "x #y"'),
    ("a: old", "C#", "a: C#"),
    ("a: old", "- dash", 'a: "- dash"'),
    ("a: old", "[[lchnv]]", 'a: "[[lchnv]]"'),
    ("a: old", "lchnv-2024-09-20#34", "a: lchnv-2024-09-20#34"),
    ("a: old", "4d", "a: 4d"),
    ("a: old", " padded ", 'a: " padded "'),
    ("a: old", 'both " and \\', 'a: both " and \\'),
    ("a: old", '"both" and \\', "a: '\"both\" and \\'"),
    ("a: old", "tab\there", 'a: "tab\\there"'),
    ("a: old", "\x1b]52;c;x\x07", 'a: "\\e]52;c;x\\x07"'),
    ("a: old", "two\nlines", "a: |-\n  two\n  lines"),
    ("a: old # note", "two\n\nparts\n", "a: | # note\n  two\n\n  parts"),
    ('a: "old"', "two\nlines", "a: |-\n  two\n  lines"),
    ('a: "two\\nlines"', "2\nlines", 'a: "2\\nlines"'),
    ("a: long\n  plain\n  text # note", "short", "a: short # note"),
    ("a:\n  below", "new", "a:\n  new"),
    ("a:\n  below", "", "a:"),
    ("a: |-\n  one\n  two", "one\n2", "a: |-\n  one\n  2"),
    ("a: |-\n  one\n  two", "one", "a: |-\n  one"),
    ("a: |\n      one\n      two", "one\n2", "a: |-\n      one\n      2"),
    ("a: | # note\n  one", "", "a: # note"),
    ("a: |2\n    one\n  two", "  one\n2\n", "a: |2\n    one\n  2"),
    ("a: >-\n  one\n  two\n\n  three", "one two\nfour", "a: >-\n  one two\n\n  four"),
    ("a: >\n  one\n  two", "one 2\n", "a: >\n  one 2"),
    ("a: |+\n  one\n\n", "two\n\n\n", "a: |+\n  two\n\n"),
    ("a: |-\n  one", " ", 'a: " "'),
    ("{a: old, b: c}", "x, y", '{a: "x, y", b: c}'),
    ("{a, b: c}", "x", "{a: x, b: c}"),
    ("{a: , b: c}", "x", "{a: x , b: c}"),
    ('{"a":"old"}', "new", '{"a":"new"}'),
]


@pytest.mark.parametrize(("line", "value", "expected"), SCALARS)
def test_a_text_changes_in_its_own_style(line: str, value: str, expected: str) -> None:
    assert edited(line + "\n", a=value) == expected + "\n"


@pytest.mark.parametrize(("line", "value", "expected"), SCALARS)
def test_its_neighbours_are_not_touched(line: str, value: str, expected: str) -> None:
    if line.startswith("{"):
        line, expected = f"x: {line}", f"x: {expected}"
        raw = document(f"# head\n{line} # tail\n# foot\nz: last\n")
        fields: dict[str, Value] = copy.deepcopy(read(raw).fields)
        fields["x"]["a"] = value  # type: ignore[index,call-overload]
        assert front_of(rewrite(raw, fields)) == f"# head\n{expected} # tail\n# foot\nz: last\n"
    else:
        assert (
            edited(f"# head\n{line}\n# foot\nz: last\n", a=value) == f"# head\n{expected}\n# foot\nz: last\n"
        )


MEETING = """\
type: meeting # what
# who
body: lchnv
date: 2024-11-15

attendance:
  - {person: beat-axa, for: region, status: present}
  # the next one left early
  - {person: ann-bo,   for: region, status: present} # 11.30
  - {person: per-ek, for: kommun, status: absent}
items:
- key: 4d
  title: Fjärde   # sic
  presenters: [beat-axa, ann-bo]
- key: "5"
  title: >-
    Femte
    punkten
  # papers follow
  papers:
    - label: a
      title: En bilaga
    - label: b
aliases: [LCHNV 1,
  LCHNV 2, # older
  LCHNV 3]
note: |
  Slut.

"""

CHANGES = [
    # what is done to the fields, lines that go, lines that come
    ("f['date'] = '2024-11-16'", ["date: 2024-11-15"], ["date: 2024-11-16"]),
    (
        "f['attendance'][1]['status'] = 'absent'",
        ["  - {person: ann-bo,   for: region, status: present} # 11.30"],
        ["  - {person: ann-bo,   for: region, status: absent} # 11.30"],
    ),
    (
        "f['attendance'][0]['note'] = 'x, y'",
        ["  - {person: beat-axa, for: region, status: present}"],
        ['  - {person: beat-axa, for: region, status: present, note: "x, y"}'],
    ),
    (
        "del f['attendance'][1]['for']",
        ["  - {person: ann-bo,   for: region, status: present} # 11.30"],
        ["  - {person: ann-bo,   status: present} # 11.30"],
    ),
    ("del f['attendance'][2]", ["  - {person: per-ek, for: kommun, status: absent}"], []),
    ("del f['attendance'][1]", ["  - {person: ann-bo,   for: region, status: present} # 11.30"], []),
    (
        "f['attendance'].insert(1, {'person': 'ny', 'status': 'present'})",
        [],
        ["  - {person: ny, status: present}"],
    ),
    ("f['attendance'].append({'person': 'ny', 'status': 'no'})", [], ['  - {person: ny, status: "no"}']),
    ("f['attendance'].insert(0, {'person': 'ny'})", [], ["  - {person: ny}"]),
    ("f['items'][0]['title'] = 'Ny'", ["  title: Fjärde   # sic"], ["  title: Ny   # sic"]),
    ("f['items'][0]['kind'] = 'decision'", [], ["  kind: decision"]),
    ("f['items'][1]['kind'] = 'decision'", [], ["  kind: decision"]),
    ("del f['items'][0]['key']", ["- key: 4d", "  title: Fjärde   # sic"], ["- title: Fjärde   # sic"]),
    ("f['items'][0] = {'number': '4 d)', **f['items'][0]}", ["- key: 4d"], ["- number: 4 d)", "  key: 4d"]),
    (
        "del f['items'][0]",
        ["- key: 4d", "  title: Fjärde   # sic", "  presenters: [beat-axa, ann-bo]"],
        [],
    ),
    (
        "f['items'].insert(1, {'key': '4e', 'title': 'Ny', 'presenters': ['x', 'z']})",
        [],
        ["- key: 4e", "  title: Ny", "  presenters:", "    - x", "    - z"],
    ),
    (
        "f['items'][0]['presenters'].append('per-ek')",
        ["  presenters: [beat-axa, ann-bo]"],
        ["  presenters: [beat-axa, ann-bo, per-ek]"],
    ),
    (
        "del f['items'][0]['presenters'][0]",
        ["  presenters: [beat-axa, ann-bo]"],
        ["  presenters: [ann-bo]"],
    ),
    ("f['items'][1]['papers'][1]['title'] = 'Ännu en'", [], ["      title: Ännu en"]),
    ("f['items'][1]['papers'].append({'label': 'c'})", [], ["    - label: c"]),
    ("f['items'][1]['papers'].pop()", ["    - label: b"], []),
    ("f['items'][1]['title'] = 'Femte raden'", ["    Femte", "    punkten"], ["    Femte raden"]),
    ("f['aliases'][1] = 'L2'", ["  LCHNV 2, # older"], ["  L2, # older"]),
    ("del f['aliases'][1]", ["  LCHNV 2, # older"], []),
    ("f['aliases'].append('L4')", ["  LCHNV 3]"], ["  LCHNV 3,", "  L4]"]),
    ("del f['aliases'][2]", ["  LCHNV 3]"], ["  ]"]),
    ("f['note'] = 'Slut.\\nNej.\\n'", [], ["  Nej."]),
    ("f['place'] = 'Falun'", [], ["place: Falun"]),
    ("f['unknown'] = ['a']", [], ["unknown:", "  - a"]),
    ("del f['body']", ["body: lchnv"], []),
    ("del f['note']", ["note: |", "  Slut."], []),
    ("f['body'] = ['lchnv', 'lsg']", ["body: lchnv"], ["body:", "  - lchnv", "  - lsg"]),
    (
        "f['aliases'] = 'L'",
        ["aliases: [LCHNV 1,", "  LCHNV 2, # older", "  LCHNV 3]"],
        ["aliases: L"],
    ),
    (
        "f['items'][1]['papers'] = []",
        ["  papers:", "    - label: a", "      title: En bilaga", "    - label: b"],
        ["  papers: []"],
    ),
    ("f['attendance'] = f['attendance'][1:] + f['attendance'][:1]", "moved", "moved"),
]


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("bom", ["", "\ufeff"])
@pytest.mark.parametrize(("change", "gone", "come"), CHANGES)
def test_only_the_lines_of_the_change_differ(
    change: str, gone: list[str], come: list[str], bom: str, newline: str
) -> None:
    text = (bom + document(MEETING).decode()).replace("\n", newline)
    fields = copy.deepcopy(read(text.encode()).fields)
    exec(change, {"f": fields})  # noqa: S102 - the table's own words
    result = rewrite(text.encode(), fields, key_order=ORDER, flow=flow).decode()

    assert read(result.encode()).fields == fields
    removed, added = difference(text.split(newline), result.split(newline))
    if gone == "moved":
        assert removed == added == ["  - {person: beat-axa, for: region, status: present}"]
    else:
        assert (removed, added) == (gone, come)


def difference(old: list[str], new: list[str]) -> tuple[list[str], list[str]]:
    lines = [line for line in difflib.ndiff(old, new) if line[:2] in {"- ", "+ "}]
    return [line[2:] for line in lines if line[0] == "-"], [line[2:] for line in lines if line[0] == "+"]

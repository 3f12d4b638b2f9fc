"""Checks of an archive: every fault has a code, a place and a remedy, and sound data have none."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches
from pathlib import PurePosixPath

import pytest

from tingsbok import checks, i18n, resources
from tingsbok.problems import Problem
from tingsbok.record import Record, parse_record
from tingsbok.schema import SchemaSet

SCHEMAS = SchemaSet.load([resources.schemas_dir()])


class Files:
    """An archive in memory that counts how often it is read."""

    def __init__(self, files: dict[str, str], schemas: SchemaSet = SCHEMAS) -> None:
        self.files = files
        self.schemas = schemas
        self.reads = 0

    def paths(self) -> list[str]:
        return sorted(self.files)

    def read(self, path: str) -> Record | None:
        self.reads += 1
        text = self.files.get(path)
        return None if text is None else parse_record(path, text.encode())

    def resolve(self, identity: str) -> Record | None:
        for path, text in self.files.items():
            if PurePosixPath(path).stem == identity or f"aliases: [{identity}]" in text:
                return self.read(path)
        return None

    def near(self, identity: str, types: Sequence[str] = ()) -> list[str]:
        known = [one for path in self.files if (one := PurePosixPath(path).stem)]
        return get_close_matches(identity, known, 3)

    def approvals(self) -> dict[str, str]:
        return {}

    def holds(self, rev: str, path: str, content: bytes) -> bool:
        raise AssertionError(f"nothing is approved, so nothing is compared: {rev} {path} {content!r}")

    def version(self, rev: str, path: str) -> bytes | None:
        raise AssertionError(f"nothing is approved, so nothing is compared: {rev} {path}")


ITEMS = """items:
  - {key: "4", number: "4.", title: Rapporter}
  - {key: 4d, number: 4 d), title: Kvinnofrid, parent: "4"}
  - {key: ovrigt, title: Övriga frågor}
"""
SOUND = {
    "records/bodies/lsg.md": "---\ntype: body\nname: Länssamverkansgruppen\nshort: LSG\npart_of: rd\n---\n",
    "records/organisations/rd.md": "---\ntype: organisation\nname: Region Dalarna\naliases: [landstinget]\n---\n",
    "records/people/j/john.md": "---\ntype: person\nname: John Olsson\norganisation: landstinget\n---\n",
    "records/meetings/m.md": f"---\ntype: meeting\nbody: lsg\ndate: 2024-09-20\nstatus: held\nattendance:\n  - {{person: john, status: present, from_item: 4d}}\n{ITEMS}---\n## 4. Rapporter\n### 4 d) Kvinnofrid\n#### Bakgrund\n## Övriga frågor\n",
    "records/meetings/m-4d.md": "---\ntype: decision\nmeeting: m\nitem: 4d\ntitle: T\noutcome: noted\n---\nSe [[m#4d]] och [John](../people/j/john.md).\n",
    "records/assignments/a.md": "---\ntype: assignment\ntitle: A\nassignees: [john, lsg]\ngiven_by: m#4d\ndue: 2024-12\n---\n",
}


def run(files: dict[str, str], **some: object) -> list[Problem]:
    return checks.run(Files(files), **some)  # type: ignore[arg-type]


def with_file(path: str, text: str) -> dict[str, str]:
    return {**SOUND, path: text}


def changed(path: str, old: str, new: str) -> dict[str, str]:
    assert old in SOUND[path]
    return {**SOUND, path: SOUND[path].replace(old, new)}


M, D, A = "records/meetings/m.md", "records/meetings/m-4d.md", "records/assignments/a.md"


def test_a_sound_archive_has_no_problems() -> None:
    assert run(SOUND) == []


@pytest.mark.parametrize(
    ("files", "code", "path", "line", "field", "said", "remedy"),
    [
        # readable
        (with_file("records/x.md", "inget"), "T102", "records/x.md", 1, "", "", ""),
        (with_file("records/x.md", "---\ntitle: x\n---\n"), "T105", "records/x.md", 1, "type", "saknar typ", "agreement"),
        (with_file("records/x.md", "---\ntitle: x\ntype: möte\n---\n"), "T105", "records/x.md", 3, "type", "möte", "skriv type: meeting"),
        (with_file("records/x.md", "---\ntype: case\ntitle: &a x\n---\n"), "T108", "records/x.md", 3, "", "", ""),
        # valid
        (changed(M, "date: 2024-09-20", "date: i höst"), "T101", M, 4, "date", "i höst", ""),
        (changed(D, "outcome: noted", "utfall: noted\noutcome: noted"), "T107", D, 6, "utfall", "utfall", "menade du outcome?"),
        # links
        (changed(D, "meeting: m", "meeting: mm"), "T110", D, 3, "meeting", 'ingen post "mm"', "m"),
        (changed(M, "body: lsg", "body: lgs"), "T110", M, 3, "body", "lgs", "menade du lsg"),
        (changed(M, "person: john", "person: jhon"), "T110", M, 7, "attendance.0.person", "jhon", "menade du john"),
        (changed(D, "[[m#4d]]", "[[borta]]"), "T110", D, 8, "", "borta", "skapa posten"),
        (changed(D, "../people/j/john.md", "../people/j/joh.md"), "T110", D, 8, "", "joh", "john"),
        (changed(D, "[[m#4d]]", "[[m#4e]]"), "T110", D, 8, "", 'ingen punkt "4e"', "menade du 4"),
        (changed(D, "[[m#4d]]", "[[john#9]]"), "T110", D, 8, "", 'ingen punkt "9"', "punkter"),
        (changed(A, "m#4d", "m#5"), "T110", A, 5, "given_by", 'ingen punkt "5"', "välj bland 4, 4d, ovrigt"),
        (changed(D, "item: 4d", "item: '38'"), "T110", D, 4, "item", 'ingen punkt "38"', "välj bland"),
        (changed(M, "body: lsg", "body: john"), "T111", M, 3, "body", 'person "john"', ""),
        (changed(A, "[john, lsg]", "[john, m]"), "T111", A, 4, "assignees.1", "person eller organisation eller organ", ""),
        # identity
        (with_file("records/x/con.md", "---\ntype: case\ntitle: x\n---\n"), "T113", "records/x/con.md", 0, "", "Windows", "con-post.md"),
        (with_file("records/x/Ärende 1.md", "---\ntype: case\ntitle: x\n---\n"), "T113", "records/x/Ärende 1.md", 0, "", "inget id", "arende-1.md"),
        (with_file(f"records/{'x' * 121}.md", "---\ntype: case\ntitle: x\n---\n"), "T113", f"records/{'x' * 121}.md", 0, "", "120", ""),
        # circles
        (changed("records/organisations/rd.md", "name:", "part_of: rd\nname:"), "T114", "records/organisations/rd.md", 3, "part_of", "rd → rd", "ta bort"),
        # minutes
        (changed(M, 'key: 4d, number: 4 d), title: Kvinnofrid, parent: "4"', 'key: 4d, number: 4 d), title: Kvinnofrid, parent: "5"'), "T117", M, 10, "items.1.parent", '"5"', ""),
        (changed(M, "from_item: 4d", "from_item: 4e"), "T117", M, 7, "attendance.0.from_item", '"4e"', "menade du 4"),
        (changed(M, "key: ovrigt", "key: 4d"), "T118", M, 11, "items.2.key", '"4d"', "numrera aldrig om"),
        (changed(M, "## Övriga frågor", "## Övrigt, nytt"), "T116", M, 16, "", "Övrigt, nytt", "underrubrik"),
        (changed(M, "## 4. Rapporter", "## 4. Delgivningar"), "T116", M, 13, "", 'rubriken säger "Delgivningar", punkten "Rapporter"', "fälten gäller"),
    ],
)  # fmt: skip
def test_each_fault_is_found_where_it_is(
    files: dict[str, str], code: str, path: str, line: int, field: str, said: str, remedy: str
) -> None:
    i18n.use("sv")
    place = (code, path, line, field)
    (found,) = [one for one in run(files) if (one.code, one.path, one.line, one.field) == place]
    assert said in found.message
    assert remedy in found.remedy


@pytest.mark.parametrize(
    ("files", "codes"),
    [
        (with_file("records/x.md", "inget"), ["T102"]),
        (with_file("records/x.md", "---\ntype: odd\nbody: borta\n---\n"), ["T105"]),
        (changed(D, "title: T", "title: T\nuntil: 2024-11"), []),
        (changed(D, "[[m#4d]]", "`[[borta]]`"), []),
        (changed(D, "meeting: m", "meeting: Ett möte"), ["T101"]),
        (changed(M, "## Övriga frågor\n", ""), ["T116"]),
        (
            changed(
                M, "## 4. Rapporter\n### 4 d) Kvinnofrid\n#### Bakgrund\n## Övriga frågor\n", "Bara text.\n"
            ),
            [],
        ),
        (changed(D, "meeting: m\nitem: 4d\n", ""), ["T125"]),
        (changed(D, "meeting: m\nitem: 4d\n", "body: lsg\n"), []),
        (changed(M, "### 4 d) Kvinnofrid", "### 4 D. KVINNOFRID"), []),
        (changed(M, "### 4 d) Kvinnofrid", "### Underrubrik"), []),
        (changed(M, "## Övriga frågor", "```\n## Inte en rubrik\n```\n## Övriga frågor"), []),
    ],
)
def test_one_fault_is_told_once(files: dict[str, str], codes: list[str]) -> None:
    assert [one.code for one in run(files)] == codes


def test_advice_never_blocks() -> None:
    for files in (changed(M, "## Övriga frågor", "## Annat"), changed(D, "meeting: m\nitem: 4d\n", "")):
        found = run(files)
        assert found
        assert not any(one.is_error for one in found)


def test_ids_are_the_same_whatever_case_and_accents() -> None:
    text = "---\ntype: case\ntitle: x\n---\n"
    files = {
        "records/a/x.md": text,
        "records/b/X.md": text,
        "records/c/\u00e5.md": text,
        "records/d/a\u030a.md": text,
    }
    found = [(one.path, one.message) for one in run(files) if one.code == "T112"]
    i18n.use("sv")
    assert [path for path, _ in found] == list(files)
    assert "records/b/X.md" in found[0][1]


def test_a_circle_is_told_in_each_of_its_records() -> None:
    files = {
        f"records/{a}.md": f"---\ntype: decision\ntitle: T\noutcome: noted\nbody: lsg\nsupersedes: [{b}]\n---\n"
        for a, b in ("ab", "bc", "cb", "da")
    }
    files["records/lsg.md"] = SOUND["records/bodies/lsg.md"].replace("part_of: rd\n", "")
    found = [(one.path, one.field, one.line, one.message.partition(": ")[2]) for one in run(files)]
    assert found == [
        ("records/b.md", "supersedes", 6, "b → c → b"),
        ("records/c.md", "supersedes", 6, "c → b → c"),
    ]


def test_items_in_a_circle() -> None:
    files = changed(M, "title: Rapporter}", "title: Rapporter, parent: 4d}")
    assert [(one.code, one.field) for one in run(files) if one.is_error] == [
        ("T114", "items.0.parent"),
        ("T114", "items.1.parent"),
    ]


def test_only_some_records() -> None:
    files = {**changed(M, "body: lsg", "body: borta"), "records/x.md": "inget", "records/y/X.md": "inget"}
    assert {one.path for one in run(files)} == {M, "records/x.md", "records/y/X.md"}
    assert {one.path for one in run(files, paths={M})} == {M}
    assert {one.code for one in run(files, ids=["x"])} == {"T102", "T112"}
    assert run(files, paths=set()) == []


def test_schemas_are_checked_with_the_whole_archive() -> None:
    schemas = SchemaSet({**SCHEMAS.documents, "odd.schema.json": {"properties": {"a": {"type": "strin"}}}})
    assert [one.code for one in checks.run(Files(SOUND, schemas))] == ["T115"]
    assert checks.run(Files(SOUND, schemas), paths=[M]) == []


def test_a_type_that_a_user_adds_is_checked_without_code() -> None:
    document = {
        "properties": {
            "name": {"type": "string"},
            "owner": {"type": "string", "x-tingsbok": {"link": "person"}},
            "part_of": {"type": "string", "x-tingsbok": {"link": "risk"}},
        }
    }
    schemas = SchemaSet({**SCHEMAS.documents, "risk.schema.json": document})
    files = with_file("records/r.md", "---\ntype: risk\nname: x\nowner: lsg\npart_of: r\n---\n[[borta]]\n")
    assert [(one.code, one.field) for one in checks.run(Files(files, schemas))] == [
        ("T111", "owner"),
        ("T114", "part_of"),
        ("T110", ""),
    ]


def test_every_file_is_read_at_most_twice() -> None:
    files = Files(SOUND)
    checks.run(files)
    assert files.reads <= 2 * len(SOUND)


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("code", checks.CODES)
def test_every_code_is_explained(code: str, language: str) -> None:
    text = checks.explain(code.lower(), language)
    assert text.endswith(".")
    assert checks.explain(code, "sv") != checks.explain(code, "en")


def test_an_unknown_code_has_no_explanation() -> None:
    assert checks.explain("T999", "sv") == ""


def test_problems_are_in_swedish_where_swedish_is_spoken() -> None:
    broken = {
        **changed(M, ITEMS, ITEMS.replace("ovrigt", "4d") + "  - {key: y, title: Y, parent: y}\n"),
        "records/x.md": "---\ntype: odd\n---\n",
        "records/CON.md": SOUND[D]
        .replace("m#4d", "m#9")
        .replace("noted", "x")
        .replace("meeting: m", "meeting: lsg\nrecommends_to: [john, q]"),
    }
    swedish, english = ([one.message for one in run(broken)] for _ in map(i18n.use, ("sv", "en")))
    i18n.use("sv")
    assert len(swedish) == len(english) > 8
    assert not set(swedish) & set(english)

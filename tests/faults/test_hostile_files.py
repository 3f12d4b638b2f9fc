"""Every hostile file and name: the program says what is wrong, shows the rest, and touches nothing."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import time
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.faults.commands import Ran, run
from tests.faults.hostile_files import CANARY, UNREADABLE, Hostile, decision, hostile_files, write
from tingsbok import frontmatter, resources
from tingsbok.changes import compare
from tingsbok.frontmatter import CannotEdit, FrontMatterError, Value
from tingsbok.links import links_of, retarget
from tingsbok.record import parse_record
from tingsbok.schema import SchemaSet

ALL = hostile_files()
FILES = [row for row in ALL if row.kind == "file"]
SCHEMAS = SchemaSet.load([resources.schemas_dir()])
PLENTY = 60.0
"""Seconds that nothing with one file may take, on however slow a machine."""


# -- each file by itself


def within(seconds: float, started: float) -> None:
    assert time.monotonic() - started < seconds


@pytest.mark.parametrize("row", FILES, ids=lambda row: row.about)
def test_a_file_by_itself_is_read_judged_and_compared(row: Hostile) -> None:
    started = time.monotonic()
    record = parse_record(row.name, row.content)
    kind = SCHEMAS.types.get(record.type)
    if {"T102", "T103", "T109"} & set(row.codes):
        assert record.type == ""
        assert record.problems[0].code in row.codes
        assert record.problems[0].message
        assert record.problems[0].remedy
    if kind is not None:
        SCHEMAS.validate(record)
    links_of(record, kind)
    retarget(record, kind, "lsg", "annat")
    assert compare(record, record, SCHEMAS, "sv") == []
    compare(None, record, SCHEMAS, "sv")
    longer = parse_record(row.name, row.content + b"\nmer\n")
    compare(record, longer, SCHEMAS, "sv")
    within(PLENTY, started)


def rewritten(raw: bytes, fields: dict[str, Value], body: str | None) -> bytes | None:
    """The file with these fields; ``None`` if the change is refused, in words."""
    try:
        return frontmatter.rewrite(raw, fields, body)
    except CannotEdit as refusal:
        return None if refusal.message and refusal.remedy else b""


def edits(fields: dict[str, Value], body: str) -> Iterator[tuple[dict[str, Value], str | None]]:
    """A few things that a form does to a record."""
    yield {**fields, "title": "En ny rubrik"}, None
    yield {**fields, "note": "Två rader:\nden andra # raden", "see_also": ["a", "b"]}, None
    yield dict(list(fields.items())[:-1]), None
    yield fields, body + "\nEn rad till.\n"


@pytest.mark.parametrize("row", FILES, ids=lambda row: row.about)
def test_a_file_by_itself_is_changed_without_loss_or_not_at_all(row: Hostile) -> None:
    started = time.monotonic()
    record = parse_record(row.name, row.content)
    for fields, body in edits(record.fields, record.body):
        written = rewritten(row.content, fields, body)
        if written is None:
            continue
        again = frontmatter.read(written)
        assert again.fields == fields
        assert body is None or again.body.replace("\r\n", "\n") == body.replace("\r\n", "\n")
        if body is None:
            assert written.endswith(frontmatter.split(row.content).body)
    within(PLENTY, started)


@pytest.mark.parametrize("row", FILES, ids=lambda row: row.about)
def test_every_place_in_a_file_can_be_told(row: Hostile) -> None:
    try:
        fields = frontmatter.read(row.content).fields
    except FrontMatterError:
        return
    place = frontmatter.places(row.content)
    for name in (*fields, "finns-inte"):
        line, column = place((name, 0, "x"))
        assert line >= 1
        assert column >= 1


def test_yaml_reads_as_the_text_that_stands_there() -> None:
    by_about = {row.about: row for row in FILES}
    record = parse_record("x.md", by_about["traps"].content)
    assert [record.text(name) for name in ("note", "until_text", "item", "title")] == [
        "no",
        "010",
        "12:30",
        "no",
    ]
    record = parse_record("x.md", by_about["null and true"].content)
    assert [record.text(name) for name in ("note", "item", "title")] == ["~", "true", "null"]


# -- all of them beside the example archive


@dataclass(frozen=True)
class Siege:
    """The example archive among hostile files, and what each command made of it."""

    archive: Path
    home: Path
    rows: list[Hostile]
    good: set[str]
    before: dict[str, tuple[int, int]]
    ran: dict[tuple[str, ...], Ran]

    def items(self, *words: str) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = json.loads(self.ran[words].out)["items"]
        return found


READING = [
    ("check",),
    ("check", "--json"),
    ("list",),
    ("list", "--plain"),
    ("list", "--json"),
    ("search", "beslut"),
    ("search", "beslut", "--json"),
    ("search", "problem:*", "--plain"),
    ("log",),
    ("log", "--json"),
    ("todo",),
    ("todo", "--json"),
    ("status",),
    ("status", "--json"),
    ("doctor",),
    ("timeline", "hemsjukvardsavtalet"),
    ("commit", "--dry-run", "--json"),
]
TYPES = sorted(SCHEMAS.types)


def one_by_one(ids: list[str]) -> list[tuple[str, ...]]:
    """What reads a single record, over every hostile one."""
    shown = [("show", "--", identity) for identity in ids]
    as_json = [("show", "--json", "--", identity) for identity in ids[::10]]
    raw = [("show", "--raw", "--", identity) for identity in ids[1::10]]
    logged = [("log", "--", identity) for identity in ids[2::5]]
    return [*shown, *as_json, *raw, *logged]


def state(folder: Path) -> dict[str, tuple[int, int]]:
    """Size and time of every file below a folder, git's own and what no path leads to left out."""
    found = {}
    for where, folders, files in os.walk(folder, onerror=None):
        folders[:] = [name for name in folders if name != ".git"]
        for name in files:
            about = os.lstat(f"{where}/{name}")
            found[os.path.relpath(f"{where}/{name}", folder)] = about.st_size, about.st_mtime_ns
    return found


@pytest.mark.slow
@pytest.mark.parametrize("every", [6, pytest.param(1, marks=pytest.mark.soak)])
def test_an_archive_stands_among_hostile_files(built_demo: Path, tmp_path: Path, every: int) -> None:
    siege = besieged(built_demo, tmp_path, every)
    no_command_fails_hangs_or_eats_the_memory(siege)
    nothing_steers_the_terminal(siege)
    no_text_makes_itself_a_line_of_its_own(siege)
    every_fault_is_named_with_file_code_line_and_remedy(siege)
    what_is_in_order_is_still_listed(siege)
    nothing_was_written_and_nothing_outside_read(siege)


def besieged(built_demo: Path, top: Path, every: int) -> Siege:
    """Everything over all files while they are new, then over some by themselves once git has committed them."""
    archive, home, outside = top / "ark", top / "hem", top / "utanfor"
    shutil.copytree(built_demo, archive, symlinks=True)
    for folder in (home, outside):
        folder.mkdir()
    for name in ("kanarie.md", "mapp.md"):
        (outside / name).write_bytes(decision(title=CANARY.encode(), body=CANARY.encode()))
    good = ids_in(archive, home)
    rows = write(archive, ALL)
    before = state(top)
    ran = run([*READING, *(("list", kind) for kind in TYPES)], archive, home)
    subprocess.run(["git", "add", "-A", "--ignore-errors"], cwd=archive, check=False, capture_output=True)
    subprocess.run(["git", "commit", "-q", "-m", "Allt"], cwd=archive, check=True, capture_output=True)
    ids = sorted(ids_in(archive, home) - good)[::every]
    return Siege(archive, home, rows, good, before, ran | run(one_by_one(ids), archive, home))


def ids_in(archive: Path, home: Path) -> set[str]:
    [listed] = run([("list", "--json")], archive, home).values()
    return {item["id"] for item in json.loads(listed.out)["items"]}


def no_command_fails_hangs_or_eats_the_memory(siege: Siege) -> None:
    bad = {
        words: (ran.code, round(ran.seconds), ran.err[-300:])
        for words, ran in siege.ran.items()
        if ran.code not in {0, 1, 3, 6}
        or "Traceback" in ran.out + ran.err
        or "Oväntat fel" in ran.out + ran.err
        or "Nothing is half" in ran.err
    }
    assert bad == {}


BIDI = {*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F, 0x061C, 0x200B, 0xFEFF, *range(0xE0000, 0xE0080)}  # fmt: skip


def steering(text: str) -> set[str]:
    """The characters that steer a terminal, reorder a line or hide in it."""
    return {
        character
        for character in set(text) - {"\n", "\t"}
        if unicodedata.category(character) in {"Cc", "Cs", "Zl", "Zp"} or ord(character) in BIDI
    }


def nothing_steers_the_terminal(siege: Siege) -> None:
    found = {words: steering(ran.out + ran.err) for words, ran in siege.ran.items()}
    assert {words: signs for words, signs in found.items() if signs} == {}


def no_text_makes_itself_a_line_of_its_own(siege: Siege) -> None:
    lured = [
        (words, line)
        for words, ran in siege.ran.items()
        for line in f"{ran.out}\n{ran.err}".split("\n")
        if line.startswith("fel[T999]")
    ]
    assert lured == []


def every_fault_is_named_with_file_code_line_and_remedy(siege: Siege) -> None:
    named: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for problem in siege.items("check", "--json"):
        named[problem["path"]].append(problem)
    missing, mute = {}, []
    for row in siege.rows:
        codes = {problem["code"] for problem in named[row.name]}
        if set(row.codes) - codes:
            missing[row.name] = (row.codes, codes)
        mute += [
            problem
            for problem in named[row.name]
            if problem["code"] in UNREADABLE
            and not (
                problem["message"] and problem["remedy"] and (problem["line"] or problem["code"] == "T109")
            )
        ]
    assert missing == {}
    assert mute == []
    assert any("mmmm" in path for path in named)
    lines = siege.ran["check",].out.split("\n")
    for row in siege.rows:
        if set(row.codes) & UNREADABLE and row.name.isascii() and row.name.isprintable():
            assert any(f"] {row.name}:" in line for line in lines), row.name


def what_is_in_order_is_still_listed(siege: Siege) -> None:
    items = siege.items("list", "--json")
    assert siege.good <= {item["id"] for item in items}
    records = {row.name for row in siege.rows if row.kind in {"file", "sparse"} and row.name.endswith(".md")}
    assert {path for path in records if "/.git/" not in path} <= {item["path"] for item in items}


def nothing_was_written_and_nothing_outside_read(siege: Siege) -> None:
    top = siege.archive.parent
    after = {path: about for path, about in state(top).items() if not path.startswith("hem/")}
    assert after == {path: about for path, about in siege.before.items() if not path.startswith("hem/")}
    tracked = ["git", "status", "--porcelain", "--untracked-files=no"]
    assert subprocess.run(tracked, cwd=siege.archive, check=True, capture_output=True).stdout == b""
    assert {place.name for place in siege.home.iterdir()} <= {".gitconfig", ".cache"}
    assert not [path for path in state(top) if "intrang" in Path(path).name.split(" ")]
    seen = [words for words, ran in siege.ran.items() if CANARY in ran.out + ran.err]
    assert seen == []
    kept = [file for file in (siege.home / ".cache").rglob("*") if file.is_file()]
    assert kept
    assert [file for file in kept if CANARY.encode() in file.read_bytes()] == []

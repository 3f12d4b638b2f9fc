"""Files as large as they may be, and larger; takes minutes, so only ``make soak`` runs it."""

from __future__ import annotations

import shutil
import time
from pathlib import Path

import pytest

from tests.faults.commands import run
from tests.faults.hostile_files import MEGABYTE, Hostile, decision, hostile_files, huge_file, meeting, write
from tingsbok import checks, frontmatter, resources
from tingsbok.changes import compare
from tingsbok.frontmatter import CannotEdit
from tingsbok.record import Record, parse_record
from tingsbok.schema import SchemaSet

pytestmark = pytest.mark.soak

SCHEMAS = SchemaSet.load([resources.schemas_dir()])
LARGE = [row for row in hostile_files() if "a megabyte of" in row.about]
MOST = 7 * MEGABYTE


class Alone:
    """An archive that holds one record."""

    schemas = SCHEMAS

    def __init__(self, record: Record) -> None:
        self.record = record

    def paths(self) -> list[str]:
        return [self.record.path]

    def read(self, path: str) -> Record | None:
        return self.record

    def resolve(self, identity: str) -> Record | None:
        return None

    def near(self, identity: str, types: object = ()) -> list[str]:
        return []


@pytest.mark.parametrize("row", LARGE, ids=lambda row: row.about)
def test_the_largest_text_of_every_kind_is_read_checked_and_changed(row: Hostile) -> None:
    body = frontmatter.split(row.content).body
    whole = meeting(body * 7) if b"type: meeting" in row.content else decision(body=body * 7)
    started = time.monotonic()
    record = parse_record(row.name, whole[:MOST])
    checks.run(Alone(record))
    longer = parse_record(row.name, whole[:MOST] + b"x\n")
    compare(record, longer, SCHEMAS, "sv")
    try:
        frontmatter.rewrite(record.raw, {**record.fields, "note": "Ny"}, record.body + "slut\n")
    except CannotEdit as refusal:
        pytest.fail(refusal.message)
    assert time.monotonic() - started < 60


def test_a_file_of_fifty_megabytes_is_named_and_left_alone(built_demo: Path, tmp_path: Path) -> None:
    archive, home = tmp_path / "ark", tmp_path / "hem"
    shutil.copytree(built_demo, archive, symlinks=True)
    home.mkdir()
    write(archive, [huge_file()])
    words = [
        ("check",),
        ("list", "--json"),
        ("show", "enorm"),
        ("status",),
        ("commit",),
        ("search", "rad"),
        ("todo",),
    ]
    ran = run(words, archive, home)
    assert [done.code for done in ran.values()] == [1, 0, 0, 0, 3, 0, 0], [done.err for done in ran.values()]
    assert "enorm.md är större än 8 MB" in ran["check",].out
    assert "enorm.md är större än 8 MB" in ran["commit",].err
    assert '"id": "enorm"' in ran["list", "--json"].out

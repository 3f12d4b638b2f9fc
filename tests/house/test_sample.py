"""The sample archive is whole: valid, linked, and complete in number."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from tingsbok.archive import Archive
from tingsbok.proofreading import CODES
from tingsbok.store.git import init_repository

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    root = tmp_path_factory.mktemp("sample")
    shutil.copytree(ROOT / "records", root / "records")
    init_repository(root)
    with Archive.open(root, cache_dir=root / ".git" / "cache") as archive:
        archive.refresh()
        yield archive


def test_it_is_valid_and_no_link_is_broken(sample: Archive) -> None:
    faults = [p for p in sample.check() if p.code not in CODES]
    assert [(p.path, p.line, p.code, p.message) for p in faults] == []


def test_it_keeps_the_faults_of_its_sources_and_no_others(sample: Archive) -> None:
    found = [p for p in sample.check() if p.code in CODES and p.code != "T312"]
    assert {(p.path.rpartition("/")[2], p.code, p.words) for p in found} == {
        ("lsg-2024-09-20.md", "T203", "fredag 10 oktober"),
        ("lsg-2024-09-20.md", "T211", "john-olsson"),
        ("lsg-2024-09-20.md", "T212", "david-isaksson"),
        ("lsg-2024-09-20.md", "T214", "Länsamverkansgruppen"),
        ("lchnv-2024-11-07.md", "T204", "24/11/2024"),
        ("vfr-hemsjukvardsavtalet-aterremiss.md", "T213", "Helén Kastemyr"),
        ("rss-avtal-2023-2026.md", "T207", "4000000"),
    }
    undated = [
        sample.get(p.path.rpartition("/")[2].removesuffix(".md")) for p in sample.check() if p.code == "T312"
    ]
    assert all(not record.text("due") and not record.text("due_text") for record in undated)


def test_it_holds_what_the_five_documents_hold(sample: Archive) -> None:
    held = [r for r in sample.records(type="meeting") if r.text("status") not in {"mentioned", "planned"}]
    reported = sample.get("vfr-2022-04-27")
    assert len(held) == 4
    items = sum(len(meeting.entries("items")) for meeting in held)
    assert items + len(reported.entries("items")) >= 53
    assert sum(len(meeting.entries("attendance")) for meeting in held) >= 112
    at_meetings = {meeting.id for meeting in held}
    assert sum(decision.text("meeting") in at_meetings for decision in sample.records(type="decision")) >= 35
    assert sample.listing(type="assignment").count >= 17


def test_every_type_has_records_and_every_file_is_one(sample: Archive) -> None:
    counted = Counter(row.type for row in sample.listing().page(0, 10_000))
    assert set(counted) == set(sample.schemas.types)
    assert sum(counted.values()) == len(list((ROOT / "records").rglob("*.md")))


def test_new_files_go_where_the_present_ones_lie(sample: Archive) -> None:
    odd = []
    # the year of a case, an agreement or an assignment is a matter of taste, and of what has no date nobody knows it
    for record in sample.records("type:meeting,decision,person,body,organisation"):
        path = sample.schemas.new_path(record.type, record.id, record.fields, sample.resolve)
        row = sample.row(record.id)
        if path != record.path and (record.type != "decision" or (row and row.date)):
            odd.append((record.path, path))
    assert odd == []


def test_folders_stay_small(sample: Archive) -> None:
    folders = Counter(row.path.rpartition("/")[0] for row in sample.listing().page(0, 10_000))
    assert max(folders.values()) <= 200

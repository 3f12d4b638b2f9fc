"""Several changes that are one action of a person: one commit, or nothing at all."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.tui.driver import git
from tingsbok.actions import ChangeKind, Edit, Work
from tingsbok.archive import Archive
from tingsbok.errors import ExternallyChanged, InvalidRecord, Refused

DEFERRED = "lsg-2024-09-20-38b-2"


@pytest.fixture
def archive(demo: Path, tmp_path: Path) -> Iterator[Archive]:
    with Archive.open(demo, cache_dir=tmp_path / "cache") as opened:
        opened.refresh()
        yield opened


def edit(archive: Archive, identity: str, **fields: str) -> Edit:
    record = archive.get(identity)
    return Edit(identity, {**record.fields, **fields}, record.etag)


def test_an_action_on_several_records_is_one_commit(archive: Archive) -> None:
    new = archive.draft("case", {"title": "Gruppens storlek", "status": "open"})
    work = Work((edit(archive, DEFERRED, case=new.id), new), "får ett eget ärende", ChangeKind.APPROVE)
    before = git(archive.root, "rev-list", "--count", "HEAD")
    saved = archive.carry_out(work)
    assert saved.subject == f"Beslut {DEFERRED}: får ett eget ärende"
    assert int(git(archive.root, "rev-list", "--count", "HEAD")) == int(before) + 1
    changed = git(archive.root, "show", "--name-only", "--format=", "HEAD").split()
    assert changed == sorted([archive.get(DEFERRED).path, archive.get(new.id).path])
    assert "Change: approve" in git(archive.root, "show", "-s", "--format=%B", "HEAD")
    assert archive.get(DEFERRED).text("case") == new.id


def test_preview_says_what_carrying_out_does(archive: Archive) -> None:
    work = Work((edit(archive, DEFERRED, title="Platserna"), edit(archive, "lsg", short="LSGX")))
    shown = archive.preview(work)
    assert len(shown.paths) == 2
    assert archive.carry_out(work).subject == shown.subject


@pytest.mark.parametrize(
    ("spoil", "refusal"),
    [("stale", ExternallyChanged), ("invalid", InvalidRecord), ("twice", Refused), ("taken", Refused)],
)
def test_one_bad_part_stops_all(archive: Archive, spoil: str, refusal: type[Exception]) -> None:
    good = edit(archive, DEFERRED, title="Platserna")
    new = archive.draft("case", {"title": "Nytt", "status": "open"})
    bad: tuple[object, ...] = {
        "stale": (Edit("lsg", {**archive.get("lsg").fields, "short": "X"}, "0" * 64),),
        "invalid": (edit(archive, "lsg-2024-11-15", date="2024-13-45"),),
        "twice": (new, new),
        "taken": (archive.draft_as(new, "suicidprevention"),),
    }[spoil]
    head, files = git(archive.root, "rev-parse", "HEAD"), git(archive.root, "status", "--porcelain")
    with pytest.raises(refusal):
        archive.carry_out(Work((good, *bad)))  # type: ignore[arg-type]
    assert git(archive.root, "rev-parse", "HEAD") == head
    assert git(archive.root, "status", "--porcelain") == files


def test_two_new_records_of_one_action_get_two_ids(archive: Archive) -> None:
    fields = {"title": "Samma rubrik", "status": "open"}
    first = archive.draft("case", fields)
    second = archive.draft("case", fields, besides=[first.id])
    assert first.id != second.id
    archive.carry_out(Work((first, second)))
    assert archive.get(second.id).text("title") == "Samma rubrik"

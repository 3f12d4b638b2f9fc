"""A record keeps its history whatever its file is called and wherever it lies."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tingsbok import archive_history
from tingsbok.actions import Edit
from tingsbok.archive import Archive
from tingsbok.errors import NotFound


def git(root: Path, *words: str, told: bytes = b"") -> None:
    subprocess.run(["git", *words], cwd=root, input=told, check=True, capture_output=True)


@pytest.mark.parametrize("remembered", [True, False])
def test_a_record_keeps_its_history(demo: Path, tmp_path: Path, remembered: bool) -> None:
    with Archive.open(demo, cache_dir=tmp_path / "cache") as archive:
        if not remembered:
            archive.store.remember(None)  # type: ignore[attr-defined]
        archive.refresh()
        before = [revision.commit for revision in archive.history("avesta")]
        record = archive.get("avesta")
        archive.save(Edit(record.id, {**record.fields, "short": "Skåne"}, record.etag))
        archive.rename("avesta", "nytt-namn")
        renamed = archive.get("nytt-namn").path
        moved = "records/moved/nytt-namn.md"
        (demo / "records/moved").mkdir()
        git(demo, "mv", renamed, moved)
        git(demo, "commit", "-q", "-m", "flyttad")
        archive.refresh()
        found = archive.history("nytt-namn")
        assert [revision.commit for revision in found[3:]] == before
        assert [bool(revision.changes) for revision in found[:3]] == [False, True, True]
        assert found[2].changes[0].after == "Skåne"
        paged, page = [], archive.history("nytt-namn", limit=1)
        while page:
            paged += page
            page = archive.history("nytt-namn", limit=1, before=paged[-1].commit)
        assert paged == found
        who = archive.last_set("nytt-namn")
        assert who["short"].commit == found[2].commit
        assert who["name"].commit in before


@pytest.mark.parametrize("remembered", [True, False])
def test_a_record_is_found_and_put_back_from_before_it_was_renamed_and_moved(
    demo: Path, tmp_path: Path, remembered: bool
) -> None:
    with Archive.open(demo, cache_dir=tmp_path / "cache") as archive:
        if not remembered:
            archive.store.remember(None)  # type: ignore[attr-defined]
        archive.refresh()
        revs = [archive.log(limit=1)[0].commit]
        revs.append(archive.rename("lifecare-sp", "lifecare").commit)
        revs.append(archive.rename("lifecare", "lc-sp").commit)
        case = archive.get("lc-sp")
        archive.save(Edit(case.id, {**case.fields, "title": "A"}, case.etag))
        (demo / "records/moved").mkdir()
        git(demo, "mv", case.path, "records/moved/lc-sp.md")
        git(demo, "commit", "-q", "-m", "flyttad")
        archive.refresh()
        then = [archive.at("lc-sp", rev) for rev in revs]
        assert [one and one.id for one in then] == ["lifecare-sp", "lifecare", "lc-sp"]
        assert archive.at("lc-sp", archive.log(limit=1000)[-1].commit) is None
        changes = [(one.label, one.after) for one in archive.diff("lc-sp", revs[1]).changes]
        assert changes == [("rubrik", "A"), ("kallas även", "lifecare")]
        archive.restore("lc-sp", revs[0])
        back = archive.get("lc-sp")
        assert (back.path, back.text("title")) == ("records/moved/lc-sp.md", case.text("title"))
        assert archive.get("lifecare-sp").id == archive.get("lifecare").id == "lc-sp"


@pytest.mark.parametrize("remembered", [True, False])
def test_a_record_that_was_taken_away_is_found_however_long_ago(
    demo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, remembered: bool
) -> None:
    monkeypatch.setattr(archive_history, "_PAGE", 200)
    with Archive.open(demo, cache_dir=tmp_path / "cache") as archive:
        if not remembered:
            archive._commits = None
            archive.store.remember(None)  # type: ignore[attr-defined]
        archive.refresh()
        created = archive.create(archive.draft("case", {"title": "Tillfälligt", "status": "open"}))
        (demo / "records/moved").mkdir()
        git(demo, "mv", archive.get(created.id).path, "records/moved")
        git(demo, "commit", "-q", "-m", "flyttad")
        archive.refresh()
        archive.delete(created.id)
        later = b"commit HEAD\ncommitter Anna <anna@example.org> now\ndata 6\nsenare\n"
        git(demo, "fast-import", "--quiet", "--date-format=now", told=later + b"from HEAD^0\n" + later * 500)
        assert len(archive.history(created.id)) == 3
        archive.restore(created.id, created.commit)
        assert archive.get(created.id).path == "records/moved/tillfalligt.md"
        with pytest.raises(NotFound):
            archive.history("illfalligt")

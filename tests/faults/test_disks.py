"""Disks that are full, small, or read-only: a save is whole or not at all, says what to do, and works again afterwards."""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.faults.small import ANNA, found, git, leftovers, unsound
from tingsbok import i18n
from tingsbok.actions import Edit
from tingsbok.archive import Archive
from tingsbok.errors import ExternalProgramFailed, Refused, TingsbokError
from tingsbok.record import etag_of
from tingsbok.store import Write
from tingsbok.store.git import GitStore


@pytest.fixture
def mount(tmp_path: Path) -> Iterator[Callable[..., Path]]:
    """Mount a small file system in memory, or with other options what is mounted already."""
    place = tmp_path / "disk"
    place.mkdir()

    def act(options: str) -> Path:
        done = subprocess.run(
            ["mount", "-t", "tmpfs", "-o", options, "tmpfs", place], capture_output=True, check=False
        )
        if done.returncode:
            pytest.skip("mounting needs root")
        return place

    yield act
    subprocess.run(["umount", "-l", place], capture_output=True, check=False)


def write(archive: Archive, text: str) -> None:
    record = archive.get("anna")
    archive.save(Edit("anna", record.fields, record.etag, f"\n{text}\n"))


def saved(root: Path, order: list[Write]) -> None:
    with closing(GitStore(root)) as store:
        store.write(order, "Nytt")


def incompressible(number: int) -> str:
    """Text that git cannot make small."""
    return "\n".join(os.urandom(40).hex() for _ in range(200)) + f"\n{number}"


def test_a_full_disk_stops_a_save_and_loses_nothing(mount: Callable[..., Path], tmp_path: Path) -> None:
    i18n.use("en")
    root = found(mount("size=900k") / "ark")
    with Archive.open(root, cache_dir=tmp_path / "cache") as archive:
        archive.refresh()
        saved, refusal = 0, None
        while refusal is None:
            before = (root / ANNA).read_bytes()
            try:
                write(archive, incompressible(saved))
                saved += 1
            except TingsbokError as error:
                refusal = error
        assert saved > 3
        assert "space" in f"{refusal.message} {refusal.remedy}".lower()
        assert (root / ANNA).read_bytes() == before
        assert archive.store.read_at("HEAD", ANNA) == before
        assert len(archive.history("anna", limit=1000)) == saved + 1
        assert (leftovers(root), unsound(root), git(root, "status", "-s")) == ([], "", "")
        mount("remount,size=4m")
        write(archive, "plats igen")
        assert (leftovers(root), unsound(root), git(root, "status", "-s")) == ([], "", "")


def test_a_disk_that_becomes_read_only_is_read(mount: Callable[..., Path], tmp_path: Path) -> None:
    i18n.use("en")
    root = found(mount("size=4m") / "ark")
    mount("remount,ro")
    with Archive.open(root, cache_dir=tmp_path / "cache") as archive:
        archive.refresh()
        with pytest.raises(Refused, match="only read") as refusal:
            write(archive, "x")
        assert "copy" in refusal.value.remedy
    mount("remount,rw")
    with Archive.open(root, cache_dir=tmp_path / "cache") as archive:
        write(archive, "x")


def test_what_was_typed_is_kept_when_the_disk_is_full(mount: Callable[..., Path], tmp_path: Path) -> None:
    root = found(mount("size=600k") / "ark")
    with Archive.open(root, cache_dir=tmp_path / "cache") as archive:
        archive.keep_draft("edit:anna", {"text": "det första"})
        with pytest.raises(OSError, match="space"):
            archive.keep_draft("edit:anna", {"text": "x" * 900_000})
        assert archive.draft_for("edit:anna") == {"text": "det första"}
        assert [file.suffix for file in (root / ".git/tingsbok/drafts").iterdir()] == [".json"]


@pytest.mark.parametrize("limit", [0, 1, 60, 150, 400, 1000, 3000])
def test_no_file_may_grow_beyond_a_limit(limit: int, tmp_path: Path) -> None:
    """Each limit stops another write: the journal, the text, an object, the index."""
    root = found(tmp_path / "ark")
    old, new = (root / ANNA).read_bytes(), incompressible(0).encode()[:2000]
    child = os.fork()
    if not child:
        code = 70
        try:
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
            store = GitStore(root)
            store.write([Write(ANNA, new, etag_of(old))], "Nytt")
            code = 0
        except TingsbokError:
            code = 6
        finally:
            os._exit(code)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    assert code == (0 if limit == 3000 else 6)
    with closing(GitStore(root)) as store:
        assert store.recover() == []
    assert (root / ANNA).read_bytes() == (new if code == 0 else old)
    assert (leftovers(root), unsound(root), git(root, "status", "-s")) == ([], "", "")


def test_a_folder_that_git_could_not_store_is_noticed(tmp_path: Path) -> None:
    """git mktree says the name of a tree also when it could not write it."""
    root = found(tmp_path / "ark")
    old = (root / ANNA).read_bytes()
    for number in range(50):
        twin = tmp_path / f"twin{number}"
        shutil.copytree(root, twin)
        order = [Write(ANNA, old + b"%d\n" % number, etag_of(old))]
        saved(twin, order)
        tree = git(twin, "rev-parse", "HEAD:records/people")
        blob = git(twin, "rev-parse", f"HEAD:{ANNA}")
        place = root / ".git/objects" / tree[:2]
        if not place.exists() and blob[:2] != tree[:2]:
            break
    place.write_text("in the way")
    head = git(root, "rev-parse", "HEAD")
    with pytest.raises(ExternalProgramFailed):
        saved(root, order)
    place.unlink()
    assert (root / ANNA).read_bytes() == old
    assert git(root, "rev-parse", "HEAD") == head
    assert (leftovers(root), unsound(root)) == ([], "")

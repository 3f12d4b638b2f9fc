"""What is read of commits, and how the disk differs from the latest."""

from __future__ import annotations

import os
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.core.store_git.saving import A, B, git, save
from tingsbok.errors import NotFound, Refused
from tingsbok.index.commits import Commits
from tingsbok.store import Dirty, Write
from tingsbok.store.git import GitStore, init_repository
from tingsbok.store.git_run import Runner


def test_the_log_pages_through_merges_without_loss(root: Path, store: GitStore) -> None:
    day = [datetime(2024, 1, 1, tzinfo=UTC) + timedelta(days=n) for n in range(20)]
    base = save(store, A, b"0", "bas", when=day[0])
    for number in range(1, 6):
        save(store, A, b"%d" % number, f"main {number}", when=day[number * 2])
    git(root, "switch", "-q", "-c", "side", base)
    for number in range(1, 6):
        save(store, B, b"%d" % number, f"side {number}", when=day[number * 2 + 1])
    git(root, "switch", "-q", "main")
    git(root, "merge", "-q", "--no-ff", "-m", "slogs ihop", "side")
    everything = [commit.id for commit in store.log()]
    assert len(everything) == 12
    for size in (1, 2, 5):
        paged: list[str] = []
        while page := store.log(limit=size, before=paged[-1] if paged else None):
            paged += [commit.id for commit in page]
        assert paged == everything
    assert store.log()[0].paths == (B,)
    assert len(store.log()[0].parents) == 2
    assert [c.subject for c in store.log(A)] == [f"main {n}" for n in range(5, 0, -1)] + ["bas"]
    assert [c.id for c in store.log(B, before=everything[0])] == [c.id for c in store.log(B)]
    assert store.log(B, before=base) == []


@pytest.mark.parametrize("remembered", [False, True])
def test_limits_in_time_are_about_when_commits_were_written(
    root: Path, store: GitStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, remembered: bool
) -> None:
    """A rebase, and a commit of a clock that was wrong, hide nothing."""
    moments = ["2024-05-01", "2024-05-02", "1980-01-01", "2024-05-20"]
    made = ["2024-05-01", "2024-05-30", "1980-01-01", "2024-05-20"]
    for number, (written, committed) in enumerate(zip(moments, made, strict=True)):
        (root / A).write_text(f"{number}")
        git(root, "add", "-A")
        monkeypatch.setenv("GIT_AUTHOR_DATE", f"{written}T12:00Z")
        monkeypatch.setenv("GIT_COMMITTER_DATE", f"{committed}T12:00Z")
        git(root, "commit", "-qm", str(number))
    table = Commits(tmp_path / "history.db", store)
    if remembered:
        store.remember(table)

    def found(path: str | None, **limits: Any) -> list[str]:
        return [one.subject for one in store.log(path, **limits)]

    for path in (None, A):
        assert found(path, until="2024-05-02") == ["2", "1", "0"]
        assert found(path, since="2024-05-02") == ["3", "1"]
        assert found(path, since="2024-05-01", until="2024-05-02", limit=1) == ["1"]
        assert found(path, until="2024-05-02", committed=True) == ["2", "0"]
    assert bool(table.count) is remembered
    table.close()


def test_commits_of_other_programs_are_read_whatever_they_hold(root: Path, store: GitStore) -> None:
    save(store, A, b"1")
    tree = git(root, "rev-parse", "HEAD^{tree}")
    who = "Nämnd \x1b[31m <a@b> 99999999999999999 +9999"
    odd = [
        f"tree {tree}\nauthor {who}\ncommitter {who}\n\nsubject\n\nX: y\n z\n".encode(),
        f"tree {tree}\nauthor <> 0 +0000\ncommitter <> 0 +0000\n\n".encode(),
        f"tree {tree}\nauthor å <å> 1 -0000\ncommitter å <å> 1 +0000\nencoding ISO-8859-1\n\nbl\N{LATIN SMALL LETTER A WITH RING ABOVE}\n".encode("latin-1"),
        f"tree {tree}\nauthor a <b> 1 +0000\ncommitter a <b> 1 +0000\n\n\xff\xfe\n".encode("latin-1"),
    ]  # fmt: skip
    ids = [git(root, "hash-object", "-t", "commit", "-w", "--stdin", "--literally", feed=raw) for raw in odd]
    found = [store.commit(identity) for identity in ids]
    assert [commit.id for commit in found] == ids
    assert found[0].trailers == {"X": ["y z"]}
    assert found[1].subject == ""
    assert (found[2].subject, found[2].author) == ("blå", "å")
    assert all(commit.when.tzinfo for commit in found)


def test_the_store_sees_what_others_do_while_it_is_open(root: Path, store: GitStore) -> None:
    save(store, A, b"1")
    (root / A).write_text("2")
    git(root, "commit", "-q", "-a", "-m", "Kollegan")
    git(root, "gc", "-q", "--prune=now")
    assert store.head() == git(root, "rev-parse", "HEAD")
    assert store.read_at("HEAD", A) == b"2"
    git(root, "switch", "-q", "-c", "other")
    save(store, A, b"3")
    assert git(root, "rev-parse", "--abbrev-ref", "HEAD") == "other"
    assert store.read_at("main", A) == b"2"


def test_the_helper_process_is_started_again_and_ended(root: Path, store: GitStore) -> None:
    save(store, A, b"1")
    process = store._objects._process
    assert process is not None
    process.kill()
    process.wait()
    assert store.read_at("HEAD", A) == b"1"
    second = store._objects._process
    assert second is not None
    second.kill()  # dead, but not known to be
    assert store.head() is not None
    third = store._objects._process
    assert third is not None
    store.close()
    assert third.poll() is not None


def test_a_large_file_in_history_is_refused_and_the_store_goes_on(root: Path, store: GitStore) -> None:
    save(store, A, b"1")
    (root / "large.md").write_bytes(b"x" * (8 * 1024 * 1024 + 1))
    git(root, "add", "large.md")
    git(root, "commit", "-q", "-m", "Stor")
    with pytest.raises(Refused):
        store.read_at("HEAD", "large.md")
    assert store.read_at("HEAD", A) == b"1"


@pytest.mark.parametrize(
    ("staged", "on_disk", "kind"),
    [
        (b"2", b"2", "changed"),
        (b"2", b"1", "changed"),
        (b"2", None, "deleted"),
        (None, b"1", "changed"),
        (None, None, "deleted"),
    ],
)
def test_status_compares_the_disk_with_the_commit(
    root: Path, store: GitStore, staged: bytes | None, on_disk: bytes | None, kind: str
) -> None:
    save(store, A, b"1")
    if staged is None:
        git(root, "rm", "-q", "--cached", A)
    else:
        (root / A).write_bytes(staged)
        git(root, "add", A)
    (root / A).unlink()
    if on_disk is not None:
        (root / A).write_bytes(on_disk)
    assert store.status() == [Dirty(A, kind)]  # type: ignore[arg-type]


def test_status_names_files_only(root: Path, store: GitStore, tmp_path: Path) -> None:
    save(store, A, b"1")
    save(store, B, b"1")
    (root / A).unlink()
    (root / A).symlink_to("sub/b.md")
    (root / "records/link.md").symlink_to("sub/b.md")
    (root / "records/.~tingsbok-0123-0.new").write_text("ours")
    (root / "records/inner").mkdir()
    init_repository(root / "records/inner")
    (root / "records/inner/c.md").write_text("another repository's")
    os.mkfifo(root / "records/pipe.md")
    (root / "records/rad\nbryt.md").write_text("x")
    assert store.status() == [Dirty(A, "deleted"), Dirty("records/rad\nbryt.md", "added")]


def test_a_file_in_conflict_is_changed(root: Path, store: GitStore) -> None:
    base = save(store, A, b"1")
    save(store, A, b"2")
    git(root, "switch", "-q", "-c", "side", base)
    save(store, A, b"3")
    subprocess.run(["git", "merge", "-q", "main"], cwd=root, capture_output=True, check=False)
    assert store.status() == [Dirty(A, "changed")]
    with pytest.raises(Refused, match="merge"):
        save(store, A, b"4")


def test_a_shallow_clone_is_an_archive(root: Path, store: GitStore, tmp_path: Path) -> None:
    for content in (b"1", b"2", b"3"):
        save(store, A, content)
    git(tmp_path, "clone", "-q", "--depth", "2", f"file://{root}", "grunt")
    shallow = GitStore(tmp_path / "grunt")
    save(shallow, A, b"4")
    assert len(shallow.log()) == 3
    assert shallow.read_at("HEAD~2", A) == b"2"
    with pytest.raises(NotFound):
        shallow.resolve("HEAD~3")
    shallow.close()


def test_reading_writes_nothing(root: Path, store: GitStore) -> None:
    save(store, A, b"1")
    (root / A).write_text("2")
    (root / "records/new.md").write_text("x")
    before = {p: (p.lstat().st_mtime_ns, p.lstat().st_ctime_ns) for p in sorted(root.rglob("*"))}
    store.status()
    store.entries()
    store.log()
    store.log(A)
    store.head()
    store.read(A)
    store.recover()
    assert {p: (p.lstat().st_mtime_ns, p.lstat().st_ctime_ns) for p in sorted(root.rglob("*"))} == before


def test_a_save_starts_few_processes(root: Path, store: GitStore, monkeypatch: pytest.MonkeyPatch) -> None:
    save(store, "records/a/b/c/d.md", b"1")
    started: list[str] = []
    start = Runner._start

    def counted(self: Runner, arguments: tuple[str, ...], *rest: object, **more: object) -> object:
        started.append(arguments[0])
        return start(self, arguments, *rest, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(Runner, "_start", counted)
    save(store, "records/a/b/c/d.md", b"2")
    assert len(started) <= 10, started
    started.clear()
    store.write([Write(f"records/x/{n}.md", b"%d" % n, None) for n in range(200)], "Många")
    assert len(started) <= 10, started

"""What others staged, changed and committed in other ways stays theirs."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.core.store_git.saving import A, B, git, healthy, save
from tingsbok.store import git_index
from tingsbok.store.git import GitStore, init_repository


def test_what_others_staged_and_changed_stays_theirs(root: Path, store: GitStore) -> None:
    for name in ("mine", "staged", "dirty", "gone", "both"):
        save(store, f"records/{name}.md", b"1")
    for name, content in {"staged": "2", "both": "2"}.items():
        (root / f"records/{name}.md").write_text(content)
    (root / "new.txt").write_text("staged new")
    git(root, "add", "records/staged.md", "records/both.md", "new.txt")
    git(root, "rm", "-q", "records/gone.md")
    (root / "records/dirty.md").write_text("2")
    (root / "records/both.md").write_text("3")
    (root / "records/untracked.md").write_text("u")
    before = git(root, "status", "--porcelain")
    commit = save(store, "records/mine.md", b"2")
    save(store, "records/fresh.md", b"1")
    assert store.commit(commit).paths == ("records/mine.md",)
    assert git(root, "status", "--porcelain") == before
    assert git(root, "show", ":records/both.md") == "2"
    healthy(root)


def test_what_was_staged_of_the_saved_file_is_replaced(root: Path, store: GitStore) -> None:
    save(store, A, b"1")
    (root / A).write_text("staged")
    git(root, "add", A)
    (root / A).write_text("on disk")
    save(store, A, b"saved")
    assert git(root, "status", "--porcelain") == ""
    assert git(root, "show", f"HEAD:{A}") == git(root, "show", f":{A}") == "saved"


def test_the_first_commit_leaves_staged_files_staged(root: Path, store: GitStore) -> None:
    (root / "README").write_text("x")
    git(root, "add", "README")
    save(store, A, b"1")
    assert git(root, "status", "--porcelain") == "A  README"
    assert git(root, "ls-tree", "-r", "--name-only", "HEAD") == A
    healthy(root)


def test_modes_links_and_other_repositories_in_the_tree_are_kept(
    root: Path, store: GitStore, tmp_path: Path
) -> None:
    other = tmp_path / "other"
    other.mkdir()
    init_repository(other)
    git(other, "commit", "-q", "--allow-empty", "-m", "x")
    (root / "run.sh").write_text("#!/bin/sh\n")
    (root / "run.sh").chmod(0o755)
    (root / "link").symlink_to("run.sh")
    git(root, "-c", "protocol.file.allow=always", "submodule", "--quiet", "add", str(other), "records/module")
    git(root, "add", ".")
    git(root, "commit", "-q", "-m", "Odd things")
    before = git(root, "ls-tree", "-r", "-t", "HEAD")
    save(store, "records/deep/er/a.md", b"1")
    save(store, "records/deep/er/a.md", None)
    assert git(root, "ls-tree", "-r", "-t", "HEAD") == before
    assert store.read_at("HEAD", "link") is None
    assert store.read_at("HEAD", "records/module") is None
    assert store.status() == []


def test_permissions_survive(root: Path, store: GitStore) -> None:
    save(store, A, b"1")
    (root / A).chmod(0o750)
    save(store, A, b"2")
    assert (root / A).stat().st_mode & 0o777 == 0o750
    assert git(root, "ls-tree", "HEAD", A).startswith("100755 ")
    assert git(root, "status", "--porcelain") == ""


def test_bytes_are_stored_as_they_are(root: Path, store: GitStore) -> None:
    git(root, "config", "core.autocrlf", "true")
    (root / ".gitattributes").write_text("*.md filter=up text=auto\n")
    git(root, "config", "filter.up.clean", "tr a-z A-Z")
    content = b"\xef\xbb\xbf---\r\nrad\r\n\r\n\x00\xff"
    save(store, A, content)
    assert store.read(A) == store.read_at("HEAD", A) == content
    assert store.status() == []


def test_git_is_told_the_times_of_what_was_saved_once_it_is_much(
    root: Path, store: GitStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unlisted() -> list[str]:  # unlike status, diff-files trusts the index alone
        return git(root, "diff-files", "--name-only").split()

    monkeypatch.setattr(git_index, "_MANY", 4)
    save(store, A, b"1")
    save(store, A, b"2")
    save(store, B, b"1")
    save(store, "records/c.md", b"1")
    save(store, "records/c.md", None)
    assert unlisted() == [A, B]
    assert git(root, "--no-optional-locks", "status", "--porcelain") == ""
    save(store, "records/d.md", b"1")
    assert unlisted() == []
    save(store, A, b"3")
    assert unlisted() == [A]


def test_what_is_written_down_for_git_may_be_anything(root: Path, store: GitStore) -> None:
    file = store.private_dir / "unlisted"
    save(store, A, b"1")
    file.write_bytes(b"records/gone.md\0\0:(top)x\0" + b"\0".join(b"%d.md" % n for n in range(100)))
    save(store, B, b"1")
    assert not file.exists()
    assert store.status() == []

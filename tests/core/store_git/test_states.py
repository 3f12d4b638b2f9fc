"""Which states of a repository are refused, who saves, and where an archive lies."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from tests.core.store_git.saving import DEMO, A, B, git, healthy, save
from tingsbok.errors import ExternalProgramFailed, NotAnArchive, Refused
from tingsbok.store.git import GitStore, find_root, init_repository, is_archive_root


@pytest.mark.parametrize(
    ("state", "word"),
    [
        ("MERGE_HEAD", "merge --abort"),
        ("CHERRY_PICK_HEAD", "cherry-pick --abort"),
        ("REVERT_HEAD", "revert --abort"),
        ("BISECT_LOG", "bisect reset"),
        ("rebase-merge", "rebase --abort"),
        ("rebase-apply", "rebase --abort"),
    ],
)
def test_nothing_is_saved_while_something_is_under_way(
    root: Path, store: GitStore, state: str, word: str
) -> None:
    head = save(store, A, b"1")
    (root / ".git" / state).write_text(head)
    with pytest.raises(Refused) as refusal:
        save(store, A, b"2")
    assert word in refusal.value.remedy
    assert store.read(A) == b"1"
    assert store.head() == head
    (root / ".git" / state).unlink()
    healthy(root)


def test_nothing_is_saved_on_no_branch(root: Path, store: GitStore) -> None:
    head = save(store, A, b"1")
    git(root, "checkout", "-q", "--detach")
    with pytest.raises(Refused) as refusal:
        save(store, A, b"2")
    assert "git switch" in refusal.value.remedy
    assert store.read(A) == b"1"
    git(root, "switch", "-q", "main")
    assert store.head() == head


def test_nothing_is_saved_by_nobody(root: Path, store: GitStore, monkeypatch: pytest.MonkeyPatch) -> None:
    Path(os.environ["HOME"], ".gitconfig").write_text("")
    with pytest.raises(Refused) as refusal:
        save(store, A, b"1")
    assert "user.name" in refusal.value.remedy
    assert store.entries() == []
    assert store.head() is None
    save(store, A, b"1", author=DEMO)
    assert store.commit("HEAD").author == DEMO.name
    healthy(root)


def test_author_and_time_can_be_told_whatever_the_environment(
    root: Path, store: GitStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_AUTHOR_NAME", "Miljö")
    monkeypatch.setenv("GIT_COMMITTER_EMAIL", "env@example.invalid")
    monkeypatch.setenv("GIT_AUTHOR_DATE", "2001-01-01T00:00:00Z")
    when = datetime(2021, 3, 4, 5, 6, 7, tzinfo=timezone(timedelta(hours=-3, minutes=-30)))
    save(store, A, b"1", author=DEMO, when=when)
    form = "%an|%ae|%aI|%cn|%ce|%cI"
    stamp = "2021-03-04T05:06:07-03:30"
    assert git(root, "log", "-1", f"--format={form}") == "|".join((DEMO.name, DEMO.email, stamp) * 2)
    assert "anna@example.invalid" in (root / ".git/logs/HEAD").read_text()
    save(store, A, b"2")
    newest = store.commit("HEAD")
    assert newest.author == "Miljö"
    assert newest.when > datetime(2025, 1, 1, tzinfo=UTC)


def test_the_same_save_twice_has_the_same_id(tmp_path: Path) -> None:
    ids = []
    for name in ("one", "two"):
        root = tmp_path / name
        root.mkdir()
        init_repository(root)
        store = GitStore(root)
        ids.append(save(store, A, b"1", author=DEMO, when=datetime(2020, 1, 1, tzinfo=UTC)))
        store.close()
    assert ids[0] == ids[1]


def test_variables_of_another_repository_are_not_for_us(
    root: Path, store: GitStore, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    other = tmp_path / "other"
    (other / "records").mkdir(parents=True)
    init_repository(other)
    monkeypatch.setenv("GIT_DIR", str(other / ".git"))
    monkeypatch.setenv("GIT_WORK_TREE", str(other))
    monkeypatch.setenv("GIT_INDEX_FILE", str(other / "index"))
    monkeypatch.setenv("GIT_OBJECT_DIRECTORY", str(other / "objects"))
    save(store, A, b"1")
    for name in ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY"):
        monkeypatch.delenv(name)
    assert git(root, "status", "--porcelain") == ""
    assert not (other / "index").exists()
    healthy(root)


def test_a_work_tree_of_its_own_is_an_archive_of_its_own(root: Path, store: GitStore, tmp_path: Path) -> None:
    save(store, A, b"1")
    tree = tmp_path / "träd"
    git(root, "worktree", "add", "-q", "-b", "side", str(tree))
    beside = GitStore(tree)
    assert is_archive_root(tree)
    commit = save(beside, A, b"2")
    assert beside.private_dir == root / ".git/worktrees/träd/tingsbok"
    assert (beside.head(), beside.status()) == (commit, [])
    assert (store.read(A), store.status()) == (b"1", [])
    assert store.resolve("side") == commit
    assert git(tree, "status", "--porcelain") == git(root, "status", "--porcelain") == ""
    beside.close()


def test_an_archive_is_the_top_of_its_repository(tmp_path: Path) -> None:
    init_repository(tmp_path)
    inner = tmp_path / "inner"
    (inner / "records").mkdir(parents=True)
    store = GitStore(inner)
    for ask in (store.head, store.status, lambda: save(store, A, b"1")):
        with pytest.raises(Refused):
            ask()


def test_a_bare_repository_and_no_repository_are_told_apart(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q", "--bare", "bare.git")
    with pytest.raises(Refused, match="bare"):
        GitStore(tmp_path / "bare.git").head()
    (tmp_path / "plain" / "records").mkdir(parents=True)
    with pytest.raises(NotAnArchive):
        GitStore(tmp_path / "plain").status()


def test_a_folder_that_is_gone_is_told_and_no_other_is_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ExternalProgramFailed):
        init_repository(tmp_path / "gone")
    assert list(tmp_path.iterdir()) == []


def test_the_root_is_found_from_below_without_git(
    root: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("tingsbok.store.git_run._program", lambda: "/nowhere/git")
    (root / "records" / "deep").mkdir()
    assert find_root(root / "records" / "deep") == root
    assert find_root(root) == root
    assert find_root(tmp_path) is None
    monkeypatch.chdir(root / "records")
    assert find_root(Path()) == root


def test_opening_and_recovering_a_sound_archive_never_asks_git(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tingsbok.store.git_run._program", lambda: "/nowhere/git")
    (root / A).write_text("x")
    store = GitStore(root)
    assert store.recover() == []
    assert store.private_dir == root / ".git" / "tingsbok"
    assert [entry.path for entry in store.entries()] == [A]
    with pytest.raises(ExternalProgramFailed) as refusal:
        store.head()
    assert "git" in refusal.value.remedy


@pytest.mark.parametrize("form", ["sha256"])
def test_other_object_names_work(tmp_path: Path, form: str) -> None:
    git(tmp_path, "init", "-q", "-b", "main", f"--object-format={form}")
    store = GitStore(tmp_path)
    first = save(store, A, b"1")
    save(store, B, b"1")
    save(store, B, None)
    assert len(first) == 64
    assert len(store.log()) == 3
    assert store.read_at(first, A) == b"1"
    assert store.status() == []
    store.close()


def test_a_lost_index_is_made_again(root: Path, store: GitStore) -> None:
    save(store, A, b"1")
    save(store, B, b"1")
    (root / ".git" / "index").unlink()
    save(store, A, b"2")
    assert git(root, "status", "--porcelain") == ""
    (root / ".git" / "index").write_bytes(b"garbage")
    with pytest.raises(ExternalProgramFailed):
        save(store, A, b"3")
    assert store.read(A) == b"2"


def test_broken_settings_are_told_in_gits_words(root: Path, store: GitStore) -> None:
    save(store, A, b"1")
    (root / ".git" / "config").write_text("[core\n\x1b]0;title\x07")
    with pytest.raises(ExternalProgramFailed) as refusal:
        save(store, A, b"2")
    assert "config" in refusal.value.message
    assert "\x1b" not in refusal.value.message

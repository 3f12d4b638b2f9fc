"""Somebody else writes at the same time: nothing is lost, and who was slower is told."""

from __future__ import annotations

import fcntl
import os
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.core.store_git.saving import A, B, crash, git, healthy, restarted, save
from tingsbok.errors import ExternallyChanged, ExternalProgramFailed, Refused
from tingsbok.record import etag_of
from tingsbok.store import Write
from tingsbok.store.git import GitStore
from tingsbok.store.git_journal import saving
from tingsbok.store.git_run import READ, Runner, stop


def racing(monkeypatch: pytest.MonkeyPatch, command: str, act: Callable[[], object]) -> None:
    """Do something else just before the store runs a git command for the first time."""
    run = Runner.run
    left = [act]

    def first(self: Runner, *arguments: str, **more: object) -> object:
        if arguments[0] == command and left:
            left.pop()()
        return run(self, *arguments, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(Runner, "run", first)


@pytest.mark.parametrize("moment", ["config", "hash-object", "commit-tree", "update-index", "update-ref"])
def test_a_commit_of_other_files_meanwhile_is_built_upon(
    root: Path, store: GitStore, monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    first = save(store, A, b"1")

    def colleague() -> None:
        blob = git(root, "hash-object", "-w", "--stdin", feed=b"colleague")
        tree = git(
            root,
            "mktree",
            feed=git(root, "ls-tree", "HEAD").encode() + f"\n100644 blob {blob}\tother.md\n".encode(),
        )
        commit = git(root, "commit-tree", tree, "-p", first, "-m", "Kollegan")
        git(root, "update-ref", "refs/heads/main", commit, first)

    racing(monkeypatch, moment, colleague)
    save(store, A, b"2")
    assert [commit.subject for commit in store.log()] == ["Ändrat", "Kollegan", "Ändrat"]
    assert store.read_at("HEAD", A) == store.read(A) == b"2"
    assert store.read_at("HEAD", "other.md") == b"colleague"
    healthy(root)


@pytest.mark.parametrize("moment", ["commit-tree", "update-index"])
def test_a_commit_with_git_itself_meanwhile_is_built_upon(
    root: Path, store: GitStore, monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    save(store, A, b"1")
    (root / B).parent.mkdir()
    (root / B).write_text("colleague")

    def colleague() -> None:
        git(root, "add", B)
        git(root, "commit", "-q", "-m", "Kollegan")

    racing(monkeypatch, moment, colleague)
    save(store, A, b"2")
    assert [commit.subject for commit in store.log()] == ["Ändrat", "Kollegan", "Ändrat"]
    assert git(root, "status", "--porcelain") == ""
    healthy(root)


def test_what_is_staged_meanwhile_stays_staged(
    root: Path, store: GitStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    save(store, A, b"1")
    (root / "other.txt").write_text("colleague")
    racing(monkeypatch, "update-index", lambda: git(root, "add", "other.txt"))
    save(store, A, b"2")
    assert git(root, "status", "--porcelain") == "A  other.txt"
    assert store.read_at("HEAD", A) == b"2"
    healthy(root)


def test_a_commit_of_the_same_file_meanwhile_is_refused(
    root: Path, store: GitStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = save(store, A, b"1")

    def colleague() -> None:
        blob = git(root, "hash-object", "-w", "--stdin", feed=b"colleague")
        sub = git(root, "mktree", feed=f"100644 blob {blob}\ta.md\n".encode())
        tree = git(root, "mktree", feed=f"040000 tree {sub}\trecords\n".encode())
        git(
            root,
            "update-ref",
            "refs/heads/main",
            git(root, "commit-tree", tree, "-p", first, "-m", "K"),
            first,
        )

    racing(monkeypatch, "update-ref", colleague)
    with pytest.raises(ExternallyChanged) as refusal:
        save(store, A, b"2")
    assert (refusal.value.path, refusal.value.found) == (A, b"colleague")
    assert store.read(A) == b"1"
    assert store.read_at("HEAD", A) == b"colleague"
    healthy(root)


@pytest.mark.parametrize("moment", ["config", "hash-object", "commit-tree", "update-index"])
@pytest.mark.parametrize("found", [b"by an editor", None])
def test_an_edit_of_the_same_file_meanwhile_is_refused(
    root: Path, store: GitStore, monkeypatch: pytest.MonkeyPatch, moment: str, found: bytes | None
) -> None:
    head = save(store, A, b"1")

    def editor() -> None:
        if found is None:
            (root / A).unlink()
        else:
            (root / A).write_bytes(found)

    racing(monkeypatch, moment, editor)
    writes = [
        Write("records/0.md", b"x", None),
        Write(A, b"2", etag_of(b"1")),
        Write("records/z/z.md", b"x", None),
    ]
    with pytest.raises(ExternallyChanged) as refusal:
        store.write(writes, "Ändrat")
    assert (refusal.value.path, refusal.value.found) == (A, found)
    assert store.head() == head
    assert [e.path for e in store.entries()] == ([A] if found else [])
    assert not (root / "records" / "z").exists()
    healthy(root)


def test_a_lock_taken_in_the_last_moment_is_respected(
    root: Path, store: GitStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    save(store, A, b"1")
    lock = root / ".git" / "index.lock"
    racing(monkeypatch, "update-index", lambda: lock.write_text("somebody's"))
    monkeypatch.setattr("tingsbok.store.git_save._PATIENCE", 0.0)
    with pytest.raises(Refused):
        save(store, A, b"2")
    assert lock.read_text() == "somebody's"
    assert store.read(A) == b"1"
    lock.unlink()
    save(store, A, b"2")
    healthy(root)


def test_a_disk_without_hard_links_will_do(
    root: Path, store: GitStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_links(*_: object, **__: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr("os.link", no_links)
    save(store, A, b"1")
    save(store, A, b"2")
    crash(store, monkeypatch, "_move_branch", Write(A, b"3", etag_of(b"2")))
    assert (root / ".git" / "index.lock").exists()
    assert len(restarted(root)) == 1
    assert store.read(A) == b"2"
    assert git(root, "status", "--porcelain") == ""
    healthy(root)


def test_the_lock_for_saving_outlives_us_while_git_moves_the_branch(
    root: Path, store: GitStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    holders: list[str] = []
    run = Runner.run

    def noted(self: Runner, *arguments: str, **more: object) -> object:
        holders.extend(arguments[:1] if more.get("holding") else ())
        return run(self, *arguments, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(Runner, "run", noted)
    save(store, A, b"1")
    assert holders == ["update-ref"]
    with saving(store.private_dir) as lock:
        child = Runner(root)._start(("cat-file", "--batch"), READ, {}, {}, stdin=True, holding=(lock,))
    waiting = os.open(store.private_dir / "lock", os.O_RDWR)
    with pytest.raises(BlockingIOError):
        fcntl.flock(waiting, fcntl.LOCK_EX | fcntl.LOCK_NB)
    stop(child)
    fcntl.flock(waiting, fcntl.LOCK_EX | fcntl.LOCK_NB)
    os.close(waiting)


def test_a_lock_that_stays_is_named(root: Path, store: GitStore, monkeypatch: pytest.MonkeyPatch) -> None:
    save(store, A, b"1")
    monkeypatch.setattr("tingsbok.store.git_save._PATIENCE", 0.0)
    lock = root / ".git" / "index.lock"
    lock.write_text("somebody's")
    with pytest.raises(Refused) as refusal:
        save(store, A, b"2")
    assert str(lock) in refusal.value.remedy
    assert lock.read_text() == "somebody's"
    assert store.read(A) == b"1"


def test_a_lock_on_the_branch_is_named(root: Path, store: GitStore, monkeypatch: pytest.MonkeyPatch) -> None:
    save(store, A, b"1")
    monkeypatch.setattr("tingsbok.store.git_save._PATIENCE", 0.0)
    lock = root / ".git" / "refs" / "heads" / "main.lock"
    lock.write_text("")
    with pytest.raises(ExternalProgramFailed, match=r"main\.lock"):
        save(store, A, b"2")
    assert store.read(A) == b"1"
    assert lock.exists()
    lock.unlink()
    healthy(root)


def test_savers_at_the_same_time_lose_nothing(root: Path) -> None:
    stores = [GitStore(root) for _ in range(3)]

    def work(number: int) -> None:
        for turn in range(5):
            save(stores[number], f"records/{number}/{turn % 2}.md", b"%d %d" % (number, turn))

    threads = [threading.Thread(target=work, args=(number,)) for number in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(stores[0].log()) == 15
    assert git(root, "status", "--porcelain") == ""
    for store in stores:
        store.close()
    healthy(root)


def test_another_program_that_keeps_the_lock_is_waited_for_then_named(
    root: Path, store: GitStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    save(store, A, b"1")
    monkeypatch.setattr("tingsbok.store.git_journal.PATIENCE", 0.0)
    with saving(store.private_dir), pytest.raises(Refused):
        save(store, A, b"2")
    save(store, A, b"3")

"""What only the store on git has to get right: other people's work, states, hooks, settings, signatures."""

from __future__ import annotations

import fcntl
import os
import subprocess
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from tingsbok.errors import ExternallyChanged, ExternalProgramFailed, NotAnArchive, NotFound, Refused
from tingsbok.record import etag_of
from tingsbok.store import Author, Dirty, Write
from tingsbok.store.git import GitStore, find_root, init_repository, is_archive_root
from tingsbok.store.git_journal import saving
from tingsbok.store.git_run import READ, Runner, stop
from tingsbok.store.git_save import Save

A, B = "records/a.md", "records/sub/b.md"
DEMO = Author("Anna Exempel", "anna@example.invalid")


def git(root: Path, *arguments: str, feed: bytes = b"") -> str:
    done = subprocess.run(["git", *arguments], cwd=root, input=feed, capture_output=True, check=True)
    return done.stdout.decode().rstrip("\n")


def save(store: GitStore, path: str, content: bytes | None, message: str = "Ändrat", **more: object) -> str:
    try:
        expect = etag_of(store.read(path))
    except NotFound:
        expect = None
    return store.write([Write(path, content, expect)], message, **more)  # type: ignore[arg-type]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = tmp_path / "ark"
    (root / "records").mkdir(parents=True)
    init_repository(root)
    return root


@pytest.fixture
def store(root: Path) -> Iterator[GitStore]:
    store = GitStore(root)
    yield store
    store.close()


def healthy(root: Path) -> None:
    """Nothing of ours is left, and git finds no fault."""
    assert git(root, "fsck", "--strict", "--no-dangling") == ""
    assert [p for p in root.rglob(".~*") if ".git" not in p.parts] == []
    assert not (root / ".git" / "index.lock").exists()
    private = root / ".git" / "tingsbok" / "journal"
    assert not private.exists() or list(private.iterdir()) == []


# -- other people's work


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


def test_git_status_need_not_read_what_was_just_saved(root: Path, store: GitStore) -> None:
    save(store, A, b"1")
    save(store, B, b"1")
    save(store, A, None)
    assert git(root, "diff-files", "--name-only") == ""  # unlike status, diff-files trusts the index alone


# -- somebody else at the same time


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


# -- after a crash; the steps of one by one are in tests/faults


class Crash(BaseException):
    """The program is gone: nothing of it runs any more."""


def crash(store: GitStore, monkeypatch: pytest.MonkeyPatch, moment: str, *writes: Write) -> None:
    """Save, and be gone at the given moment of it."""

    def gone(*_: object, **__: object) -> None:
        raise Crash

    with monkeypatch.context() as patch:
        patch.setattr(Save, moment, gone)
        patch.setattr(Save, "_give_up", lambda _: None)
        with pytest.raises(Crash):
            store.write(writes, "Ändrat")


def restarted(root: Path) -> list[str]:
    """What a new start says."""
    store = GitStore(root)
    said = store.recover()
    store.close()
    return said


def test_an_index_that_missed_a_commit_is_healed(
    root: Path, store: GitStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    for path in (A, B):
        save(store, path, b"1")
    writes = [Write(A, b"2", etag_of(b"1")), Write(B, None, etag_of(b"1")), Write("records/c.md", b"1", None)]
    crash(store, monkeypatch, "_conclude", *writes)
    (root / ".git" / "index.lock").unlink()  # as git itself advises
    (root / "other.txt").write_text("x")
    git(root, "add", "other.txt")
    assert len(restarted(root)) == 1
    assert git(root, "status", "--porcelain") == "A  other.txt"
    healthy(root)


def test_what_was_committed_since_a_crash_stays(
    root: Path, store: GitStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    save(store, A, b"1")
    crash(store, monkeypatch, "_conclude", Write(A, b"2", etag_of(b"1")))
    (root / ".git" / "index.lock").unlink()
    git(root, "branch", "-m", "renamed")
    (root / A).write_text("3")
    git(root, "commit", "-q", "-a", "-m", "Senare")
    assert len(restarted(root)) == 1
    assert store.read(A) == store.read_at("HEAD", A) == b"3"
    assert git(root, "status", "--porcelain") == ""
    healthy(root)


@pytest.mark.parametrize("committed", [b"1", b"0"])
def test_what_was_edited_since_a_crash_stays(
    root: Path, store: GitStore, monkeypatch: pytest.MonkeyPatch, committed: bytes
) -> None:
    save(store, A, committed)
    (root / A).write_bytes(b"1")
    crash(store, monkeypatch, "_move_branch", Write(A, b"2", etag_of(b"1")), Write(B, b"new", None))
    assert store.read(A) == b"2"
    (root / A).write_text("3")
    taken_back, left_alone = restarted(root)
    assert A in taken_back
    assert A in left_alone
    kept = list((root / "records").glob(".~*"))
    assert [file.read_bytes() for file in kept] == ([b"1"] if committed == b"0" else [])
    assert all(file.name in left_alone for file in kept)
    assert store.read(A) == b"3"
    assert not (root / B).exists()
    assert restarted(root) == []


def test_a_crash_is_settled_by_the_next_save_and_told_afterwards(
    root: Path, store: GitStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    save(store, A, b"1")
    crash(store, monkeypatch, "_move_branch", Write(A, b"2", etag_of(b"1")))
    save(store, B, b"1")
    assert store.read(A) == b"1"
    assert len(store.recover()) == 1
    assert store.recover() == []
    healthy(root)


@pytest.mark.parametrize("text", ["", "{", "[]", '{"swaps": [{}]}', '{"swaps": []}'])
def test_a_journal_that_cannot_be_read_is_put_away(root: Path, store: GitStore, text: str) -> None:
    save(store, A, b"1")
    (store.private_dir / "journal" / "x.json").write_text(text)
    assert store.recover() == []
    save(store, A, b"2")
    healthy(root)


# -- states of a repository


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


# -- programs that the repository brings along


def script(file: Path, text: str) -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(f"#!/bin/sh\n{text}\n")
    file.chmod(0o755)
    return file


def test_nothing_that_a_repository_brings_along_is_run(root: Path, store: GitStore, tmp_path: Path) -> None:
    save(store, A, b"1")
    seen = tmp_path / "seen"
    canary = script(tmp_path / "canary", f'echo "$0 $@" >> {seen}; cat')
    for name in ("pre-commit", "commit-msg", "post-commit", "prepare-commit-msg", "reference-transaction",
                 "post-index-change", "post-checkout", "fsmonitor-watchman", "pre-auto-gc"):  # fmt: skip
        script(root / ".git" / "hooks" / name, f"echo {name} >> {seen}")
    (root / ".gitattributes").write_text("* filter=f diff=d merge=m\n")
    for key in ("core.fsmonitor", "core.pager", "core.editor", "core.sshCommand", "diff.external", "gpg.program",
                "gpg.ssh.program", "gpg.ssh.defaultKeyCommand", "filter.f.clean", "filter.f.process", "filter.f.smudge",
                "diff.d.textconv", "diff.d.command", "merge.m.driver", "hook.h.command", "credential.helper",
                "log.showSignature"):  # fmt: skip
        git(root, "config", key, "true" if key == "log.showSignature" else str(canary))
    git(root, "config", "hook.h.event", "pre-commit")
    git(root, "config", "tingsbok.trustHooks", "true")
    save(store, A, b"2")
    (root / A).write_bytes(b"3")
    os.utime(root / A, ns=(1, 1))
    assert store.status() == [
        Dirty(A, "changed"),
    ]
    store.log()
    store.log(A)
    store.read_at("HEAD", A)
    store.changed("HEAD~1", "HEAD")
    save(store, A, b"4")
    store.recover()
    assert not seen.exists(), seen.read_text()


def test_a_missing_object_is_never_fetched(root: Path, store: GitStore, tmp_path: Path) -> None:
    save(store, A, b"1")
    seen = tmp_path / "seen"
    canary = script(tmp_path / "canary", f"touch {seen}")
    blob = git(root, "rev-parse", f"HEAD:{A}")
    (root / ".git/objects" / blob[:2] / blob[2:]).unlink()
    for key, value in {"extensions.partialClone": "origin", "core.repositoryFormatVersion": "1",
                       "remote.origin.url": str(root), "remote.origin.promisor": "true",
                       "remote.origin.uploadpack": str(canary), "protocol.file.allow": "always"}.items():  # fmt: skip
        git(root, "config", key, value)
    store.close()  # its helper has read the settings from before
    with pytest.raises(ExternalProgramFailed):
        store.read_at("HEAD", A)
    assert not seen.exists()
    assert store.head() is not None
    save(store, B, b"still works")


def trust_hooks() -> None:
    with Path(os.environ["HOME"], ".gitconfig").open("a") as file:
        file.write("[tingsbok]\n\ttrustHooks = true\n")


def test_a_trusted_hook_sees_the_commit_and_may_refuse(root: Path, store: GitStore, tmp_path: Path) -> None:
    save(store, A, b"1")
    trust_hooks()
    (root / "staged.txt").write_text("x")
    git(root, "add", "staged.txt")
    script(
        root / ".git/hooks/pre-commit",
        f"git diff --cached --name-only HEAD > {tmp_path}/seen; grep -q nej {A} records/sub/b.md 2>/dev/null;"
        f" git show :{B} | grep -q nej && printf 'Inte \\033[31mså\\033[0m' && exit 1; exit 0",
    )
    save(store, B, b"ja")
    assert (tmp_path / "seen").read_text().split() == [B]
    with pytest.raises(Refused) as refusal:
        save(store, B, b"nej")
    assert "pre-commit" in refusal.value.message
    assert "Inte ␛[31mså" in refusal.value.message
    assert store.read(B) == b"ja"
    assert git(root, "status", "--porcelain") == "A  staged.txt"
    healthy(root)


def test_a_trusted_hook_may_change_the_message(root: Path, store: GitStore) -> None:
    trust_hooks()
    script(root / ".git/hooks/commit-msg", 'echo "Ticket: 7" >> "$1"')
    save(store, A, b"1", "Ändrat\n\nRecord: a\n")
    assert store.commit("HEAD").trailers == {"Record": ["a"], "Ticket": ["7"]}
    script(root / "elsewhere/commit-msg", "echo nej; exit 3")
    git(root, "config", "core.hooksPath", "elsewhere")
    with pytest.raises(Refused, match="nej"):
        save(store, A, b"2")
    healthy(root)


def test_a_hook_that_hangs_is_stopped_with_its_children(
    root: Path, store: GitStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    trust_hooks()
    monkeypatch.setattr("tingsbok.store.git_hooks._PATIENCE", 0.3)
    script(root / ".git/hooks/pre-commit", "sleep 100 & echo $! > pid; wait")
    with pytest.raises(ExternalProgramFailed):
        save(store, A, b"1")
    sleeper = int((root / "pid").read_text())
    stat = Path(f"/proc/{sleeper}/stat")
    assert not stat.exists() or stat.read_text().split()[2] in "ZX"
    assert store.entries() == []


# -- signatures


@pytest.fixture
def key(tmp_path: Path) -> Path:
    key = tmp_path / "key"
    subprocess.run(
        ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "testa@example.invalid", "-f", key], check=True
    )
    (tmp_path / "signers").write_text(f"testa@example.invalid {key.with_suffix('.pub').read_text()}")
    with Path(os.environ["HOME"], ".gitconfig").open("a") as file:
        file.write(
            f'[commit]\n\tgpgSign = true\n[gpg]\n\tformat = ssh\n[gpg "ssh"]\n\tallowedSignersFile = {tmp_path}/signers\n[user]\n\tsigningKey = {key}\n'
        )
    return key


def test_commits_are_signed_when_the_user_says_so(
    root: Path, store: GitStore, key: Path, tmp_path: Path
) -> None:
    canary = script(tmp_path / "canary", f"touch {tmp_path}/seen; exit 1")
    for name in ("gpg.program", "gpg.ssh.program", "gpg.ssh.defaultKeyCommand"):
        git(root, "config", name, str(canary))
    save(store, A, b"1")
    assert git(root, "-c", "gpg.ssh.program=ssh-keygen", "log", "-1", "--format=%G?") == "G"
    assert not (tmp_path / "seen").exists()
    assert store.log()[0].subject == "Ändrat"


def test_a_signature_that_cannot_be_made_stops_the_save(root: Path, store: GitStore, key: Path) -> None:
    key.unlink()
    key.with_suffix(".pub").unlink()
    with pytest.raises(ExternalProgramFailed, match="commit-tree"):
        save(store, A, b"1")
    assert store.entries() == []
    assert store.head() is None
    healthy(root)


# -- history


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

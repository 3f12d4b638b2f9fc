"""After a crash; the steps of a save one by one are in tests/faults."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.core.store_git.saving import A, B, crash, git, healthy, restarted, save
from tingsbok.record import etag_of
from tingsbok.store import Write
from tingsbok.store.git import GitStore


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

"""A whole history written at once."""

from __future__ import annotations

import subprocess
from datetime import datetime
from pathlib import Path

import pytest

from tingsbok.errors import ExternalProgramFailed
from tingsbok.store.base import Author
from tingsbok.store.git import GitStore, init_repository
from tingsbok.store.git_past import PastCommit, write_past

ANNA = Author("Anna Åkers Exempel", "anna@example.invalid")
FIRST = datetime.fromisoformat("2020-01-02T03:04:05+01:00")
SECOND = datetime.fromisoformat("2021-07-02T03:04:05-02:30")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    init_repository(tmp_path)
    return tmp_path


def test_commits_are_as_told(root: Path) -> None:
    past = [
        PastCommit(
            {"records/a.md": b"one\r\n", "b.txt": b""}, "First\n\nbody\n\nChange: create", ANNA, FIRST
        ),
        PastCommit({"records/a.md": b"two"}, "Andra → ändringen\x1b", ANNA, SECOND),
    ]
    ids = write_past(root, past)
    store = GitStore(root)
    second, first = store.log()
    assert (first.id, second.id) == ids
    assert (first.subject, first.body, first.trailers) == ("First", "body", {"Change": ["create"]})
    assert (first.author, first.email, first.when) == (ANNA.name, ANNA.email, FIRST)
    assert (second.subject, second.when, second.when.utcoffset()) == (
        "Andra → ändringen␛",
        SECOND,
        SECOND.utcoffset(),
    )
    assert (sorted(first.paths), second.paths) == (["b.txt", "records/a.md"], ("records/a.md",))
    assert store.read_at(first.id, "records/a.md") == b"one\r\n"
    store.close()


def test_the_work_tree_holds_the_last_commit(root: Path) -> None:
    write_past(
        root,
        [
            PastCommit({"records/a.md": b"x\r\n"}, "A", ANNA, FIRST),
            PastCommit({"b": b"y"}, "B", ANNA, SECOND),
        ],
    )
    assert (root / "records/a.md").read_bytes() == b"x\r\n"
    assert (root / "b").read_bytes() == b"y"
    said = subprocess.run(
        ["git", "status", "--porcelain", "--branch"], cwd=root, capture_output=True, text=True, check=True
    )
    assert said.stdout == "## main\n"


@pytest.mark.parametrize("path", ['"quoted"', "a b", "back\\slash", "å.md", "two\nlines"])
def test_odd_paths(root: Path, path: str) -> None:
    write_past(root, [PastCommit({path: b"x"}, "A", ANNA, FIRST)])
    assert [file.name for file in root.iterdir() if file.name != ".git"] == [path]


def test_a_history_is_never_overwritten(root: Path) -> None:
    (old,) = write_past(root, [PastCommit({"a": b"x"}, "A", ANNA, FIRST)])
    with pytest.raises(ExternalProgramFailed):
        write_past(root, [PastCommit({"a": b"y"}, "B", ANNA, FIRST)])
    store = GitStore(root)
    assert store.head() == old
    store.close()

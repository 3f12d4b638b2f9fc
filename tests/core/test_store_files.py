"""What the store without git does when the disk fails it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tingsbok.errors import Refused
from tingsbok.record import etag_of
from tingsbok.store import Write
from tingsbok.store.files import FilesStore

A, B, C = "records/a.md", "records/b.md", "records/new/c.md"


def writes() -> list[Write]:
    return [Write(A, None, etag_of(b"a")), Write(B, b"b2", etag_of(b"b")), Write(C, b"c", None)]


def fail_at(monkeypatch: pytest.MonkeyPatch, name: str, turn: int) -> None:
    """Let the disk be full when a method of :class:`Path` is used for the *turn*-th time."""
    real = getattr(Path, name)
    turns = 0

    def method(self: Path, *rest: object, **more: object) -> object:
        nonlocal turns
        turns += 1
        if turns == turn:
            raise OSError(28, "No space left on device")
        return real(self, *rest, **more)

    monkeypatch.setattr(Path, name, method)


@pytest.mark.parametrize(("name", "turn"), [("mkdir", 1), ("unlink", 1), ("replace", 1), ("replace", 2)])
def test_a_disk_that_fails_leaves_everything_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, turn: int
) -> None:
    store = FilesStore(tmp_path)
    store.write([Write(A, b"a", None), Write(B, b"b", None)], "")
    fail_at(monkeypatch, name, turn)
    with pytest.raises(Refused, match="disken är full"):
        store.write(writes(), "")
    monkeypatch.undo()
    assert {path.name: path.read_bytes() for path in (tmp_path / "records").rglob("*")} == {
        "a.md": b"a",
        "b.md": b"b",
    }
    store.write(writes(), "")
    assert store.recover() == []


def test_what_a_crash_left_is_put_away_or_named(tmp_path: Path) -> None:
    store = FilesStore(tmp_path)
    store.write([Write(A, b"a", None)], "")
    (tmp_path / "records/.~tingsbok-1-0.new").write_bytes(b"never took its place")
    assert store.recover() == []
    (tmp_path / "records/.~tingsbok-1-1.old").write_bytes(b"deleted")
    (said,) = store.recover()
    assert "records/.~tingsbok-1-1.old" in said
    assert [path.name for path in sorted((tmp_path / "records").iterdir())] == [".~tingsbok-1-1.old", "a.md"]

"""Saves and what git says of them, for the tests of the store on git."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tingsbok.errors import NotFound
from tingsbok.record import etag_of
from tingsbok.store import Author, Write
from tingsbok.store.git import GitStore
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


def healthy(root: Path) -> None:
    """Nothing of ours is left, and git finds no fault."""
    assert git(root, "fsck", "--strict", "--no-dangling") == ""
    assert [p for p in root.rglob(".~*") if ".git" not in p.parts] == []
    assert not (root / ".git" / "index.lock").exists()
    private = root / ".git" / "tingsbok" / "journal"
    assert not private.exists() or list(private.iterdir()) == []


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

"""Archives of any size with their whole history, the same bytes every time, by one stream into git."""

from __future__ import annotations

import os
import subprocess
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path, PurePosixPath

from tests.bench.world import Change, World

MOST_IN_A_FOLDER = 200
"""Entries that a folder of records may have: git reads and writes a folder as a whole."""

_AUTHORS = [f"Sekreterare {letter} <{letter.lower()}@example.invalid>" for letter in "ABCDE"]
_EPOCH = date(1970, 1, 1)
_NOON = 43_200


def build(target: Path, records: int) -> Path:
    """Make an archive with exactly so many records, and twice as many commits, in a new git repository."""
    target.mkdir(parents=True)
    _git(target, "init", "-q", "-b", "main")
    world = World(records)
    importing = subprocess.Popen(["git", "fast-import", "--quiet"], cwd=target, stdin=subprocess.PIPE)
    assert importing.stdin is not None
    with importing.stdin as pipe:
        for piece in stream(world):
            pipe.write(piece)
    if importing.wait():
        raise SystemExit("git fast-import failed")
    check_folders(item.path for item in world.items.values())
    _git(target, "config", "user.name", "Bench Exempel")
    _git(target, "config", "user.email", "bench@example.invalid")
    _git(target, "config", "gc.auto", "0")
    _git(target, "reset", "-q", "--hard")
    return target


def stream(world: World) -> Iterator[bytes]:
    """What git fast-import reads: one commit after the other."""
    for second, change in enumerate(world.changes()):
        yield _commit(change, second)


def check_folders(paths: Iterator[str]) -> Counter[str]:
    """Count the entries of each folder, and see to it that none has too many."""
    entries: set[tuple[str, str]] = set()
    for path in paths:
        child = PurePosixPath(path)
        while child.parent.name:
            entries.add((str(child.parent), child.name))
            child = child.parent
    count = Counter(folder for folder, _ in entries)
    folder, most = count.most_common(1)[0]
    assert most <= MOST_IN_A_FOLDER, f"{folder} has {most} entries"
    return count


def _commit(change: Change, number: int) -> bytes:
    # the clock never stands still, so that no two commits have the same moment
    seconds = (change.day - _EPOCH).days * 86_400 + _NOON + number % _NOON
    author = _AUTHORS[change.author]
    parts = [
        f"commit refs/heads/main\ncommitter {author} {seconds} +0100\n".encode(),
        _data(change.message.encode()),
    ]
    for path, raw in change.files:
        parts += [f"M 100644 inline {path}\n".encode(), _data(raw)]
    return b"".join(parts) + b"\n"


def _data(raw: bytes) -> bytes:
    return b"data %d\n%s\n" % (len(raw), raw)


def _git(folder: Path, *words: str) -> None:
    calm = {"GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": os.devnull}
    subprocess.run(["git", *words], cwd=folder, check=True, env={**os.environ, **calm})

"""An empty archive in a git repository, and a store on it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tingsbok.store.git import GitStore, init_repository


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

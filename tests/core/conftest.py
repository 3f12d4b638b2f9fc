"""The index of the archive with cars, for the tests of index and archive."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.core.car_archive import CAR, archive
from tingsbok import resources
from tingsbok.index import Index
from tingsbok.schema import SchemaSet


@pytest.fixture(scope="module")
def schemas(tmp_path_factory: pytest.TempPathFactory) -> SchemaSet:
    own = tmp_path_factory.mktemp("schemas")
    (own / "car.schema.json").write_text(json.dumps(CAR), encoding="utf-8")
    return SchemaSet.load([resources.schemas_dir(), own])


@pytest.fixture(scope="module")
def settled(schemas: SchemaSet, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    """An index that no test changes."""
    index = Index.open(tmp_path_factory.mktemp("index") / "index.db", schemas)
    index.refresh(archive())
    yield index
    index.close()


@pytest.fixture
def index(schemas: SchemaSet, tmp_path: Path) -> Iterator[Index]:
    index = Index.open(tmp_path / "cache" / "index.db", schemas)
    yield index
    index.close()

"""A record whose file is as the index has read it is the same as one that is parsed."""

from __future__ import annotations

from pathlib import Path

import pytest

from tingsbok.archive import Archive
from tingsbok.index.contents import Contents
from tingsbok.record import parse_record


def test_every_record_of_the_sample_is_as_if_parsed(demo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Archive.open(demo, cache_dir=demo.parent / "cache") as archive:
        archive.refresh()
        paths = list(Contents(archive._index).etags())
        parsed = [parse_record(path, (demo / path).read_bytes()) for path in paths]
        monkeypatch.setattr("tingsbok.index.contents.parse_record", _never)
        assert [archive._reader.read(path) for path in paths] == parsed
        assert len(paths) > 100


@pytest.mark.parametrize(
    "content",
    [
        b"---\ntype: person\nname: Ny\n---\nNytt.\n",
        b"---\ntype: person\nname: Ny\nname: Ny\n---\n",
        b"inte l\xe4sbart",
    ],
)
def test_a_file_that_has_changed_since_is_read_anew(demo: Path, content: bytes) -> None:
    with Archive.open(demo, cache_dir=demo.parent / "cache") as archive:
        archive.refresh()
        path = archive._index.path_of("lsg-2024-09-20")
        assert path
        (demo / path).write_bytes(content)
        assert archive._reader.read(path) == parse_record(path, content)


def test_what_was_odd_in_a_file_is_told_each_time(demo: Path) -> None:
    with Archive.open(demo, cache_dir=demo.parent / "cache") as archive:
        path, content = "records/persons/udda.md", b"---\ntype: person\nname: &x Udda\n---\n\xff\n"
        (demo / path).parent.mkdir(exist_ok=True)
        (demo / path).write_bytes(content)
        archive.refresh()
        found = archive._reader.read(path)
        assert found == parse_record(path, content)
        assert [problem.code for problem in found.problems] == ["T108", "T104"]


def _never(path: str, raw: bytes) -> object:
    raise AssertionError(f"{path} is parsed though it is as it was")

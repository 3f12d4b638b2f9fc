"""The archive that is measured: the same bytes on every machine, and a good one."""

from __future__ import annotations

import hashlib
import subprocess
from pathlib import Path

import pytest

from tests.bench.archives import MOST_IN_A_FOLDER, build, check_folders, stream
from tests.bench.world import World
from tingsbok.archive import Archive

DIGEST = "a9dda8fe9b7493ec"
"""Of all that git reads for 100 records. Another one makes measurements of before and after incomparable."""


def test_the_same_bytes_every_time() -> None:
    assert hashlib.sha256(b"".join(stream(World(100)))).hexdigest()[:16] == DIGEST


def test_the_archive_has_no_error(tmp_path: Path) -> None:
    folder = build(tmp_path / "ark", 100)
    commits = subprocess.run(
        ["git", "rev-list", "--count", "HEAD"], cwd=folder, capture_output=True, check=True
    )
    with Archive.open(folder, cache_dir=tmp_path / "cache") as archive:
        archive.refresh()
        found = [problem for problem in archive.check() if problem.severity == "error"]
        assert (archive.listing().count, int(commits.stdout), found) == (100, 200, [])


def test_a_folder_that_is_too_full_is_refused() -> None:
    with pytest.raises(AssertionError, match="records/cases"):
        check_folders(f"records/cases/{number}.md" for number in range(MOST_IN_A_FOLDER + 1))

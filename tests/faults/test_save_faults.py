"""A save that is killed, or fails, at any step whatever: afterwards everything is as before, or saved."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parent.parent.parent
TAKEN_BACK = "A save was interrupted and has been taken back:"
COMPLETED = "A save that was interrupted has been completed:"
OLD, NEW = ["Gammalt"], ["Nytt", "Gammalt"]

Facts = dict[str, Any]


def broken(scenario: str, fault: str, folder: Path) -> list[Facts]:
    """What the driver found, one entry for each time it broke the save."""
    command = [sys.executable, str(ROOT / "tests/faults/save_driver.py"), scenario, fault, str(folder)]
    environ = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, env=environ, capture_output=True, text=True, check=False, timeout=300)
    assert done.stderr == ""
    assert done.returncode == 0
    return [json.loads(line) for line in done.stdout.splitlines()]


def sound(runs: list[Facts], old: list[str], new: list[str]) -> None:
    """What must hold after any fault, once a new start has looked."""
    for facts in runs:
        assert facts["outcome"] != "crashed"
        assert facts["state"] in {"old", "new"}, facts
        assert facts["subjects"] == (new if facts["state"] == "new" else old), facts
        # the commit holds what the files hold, and what others staged and left is as it was
        assert facts["differs"] == [], facts
        assert facts["status"] == facts["expected"], facts
        assert facts["fsck"] == []
        assert facts["left"] == []
        assert facts["again"] == []
        for sentence in facts["said"]:
            assert sentence.startswith(COMPLETED if facts["state"] == "new" else TAKEN_BACK)
            assert all(path in sentence for path in facts["paths"])


def told(runs: list[Facts]) -> None:
    """What the save itself says must be so."""
    for facts in runs:
        if facts["outcome"] in {"saved", "untouched"}:
            assert facts["state"] == "new", facts
        if facts["outcome"] == "refused":
            assert facts["state"] == "old", facts
            assert facts["message"].startswith("Nothing was saved: No space"), facts
    assert {facts["state"] for facts in runs} == {"old", "new"}
    assert runs[-1]["outcome"] == "untouched"


@pytest.mark.parametrize("scenario", ["rename", "first"])
def test_a_killed_save_is_finished_or_taken_back_and_told(scenario: str, tmp_path: Path) -> None:
    runs = broken(scenario, "kill", tmp_path)
    old, new = ([], NEW[:1]) if scenario == "first" else (OLD, NEW)
    sound(runs, old, new)
    told(runs)
    for facts in runs:
        if facts["before"] != facts["state"]:
            assert "git cat-file -p " in facts["said"][0]
    assert any(facts["before"] != facts["state"] for facts in runs)


def test_a_failure_leaves_nothing_to_recover(tmp_path: Path) -> None:
    runs = broken("rename", "fail", tmp_path)
    sound(runs, OLD, NEW)
    told(runs)
    assert [facts for facts in runs if facts["said"] or facts["before"] != facts["state"]] == []


def test_a_disk_that_is_dead_from_some_step_on_loses_nothing(tmp_path: Path) -> None:
    runs = broken("edit", "broken", tmp_path)
    sound(runs, OLD, NEW)
    told(runs)


def test_a_recovery_that_is_killed_is_recovered_from(tmp_path: Path) -> None:
    runs = broken("rename", "twice", tmp_path)
    sound(runs, OLD, NEW)
    assert {facts["state"] for facts in runs} == {"old", "new"}


def test_a_dirty_file_that_becomes_what_is_committed_again_needs_no_commit(tmp_path: Path) -> None:
    for facts in broken("settled", "kill", tmp_path):
        assert facts["state"] in {"old", "new"}
        assert facts["subjects"] == OLD
        dirty = "" if facts["state"] == "new" else " M records/a.md\n"
        assert facts["status"] == dirty + facts["expected"]
        assert facts["left"] == []


def test_locks_that_a_killed_git_left_are_removed(tmp_path: Path) -> None:
    runs = broken("edit", "locks", tmp_path)
    sound(runs, OLD, NEW)
    assert [facts["state"] for facts in runs] == ["old"] * 3
    assert all(facts["said"] for facts in runs)

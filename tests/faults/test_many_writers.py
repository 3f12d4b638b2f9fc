"""Several writers on one clone at the same time: whoever is told that it is saved has it in history."""

from __future__ import annotations

from pathlib import Path

from tests.faults.writers import race


def test_writers_of_every_kind_lose_nothing_of_each_other(tmp_path: Path) -> None:
    outcome = race(tmp_path / "ark", tmp_path / "home", ("archive", "archive", "command", "git", "editor"), 8)
    assert outcome.saved > 0


def test_two_apps_and_two_scripts_lose_nothing_of_each_other(tmp_path: Path) -> None:
    outcome = race(tmp_path / "ark", tmp_path / "home", ("app", "app", "command", "archive"), 6)
    assert outcome.saved > 6


def test_programs_of_ours_take_turns(tmp_path: Path) -> None:
    outcome = race(tmp_path / "ark", tmp_path / "home", ("archive", "archive", "command"), 8)
    # somebody always gets through, and whoever does not is told that somebody was faster
    assert outcome.saved >= 8
    assert set(outcome.refused) <= {"ExternallyChanged", "exit 5"}

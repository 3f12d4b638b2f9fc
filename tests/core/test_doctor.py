"""What the doctor says of the computer, and of an archive."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tingsbok.archive import Archive
from tingsbok.questions import doctor
from tingsbok.questions.doctor import Level, Terminal, of_archive, of_computer

USUAL = Terminal(120, 30, "utf-8", "xterm", colour=True)


def levels(found: list[doctor.Finding]) -> dict[str, Level]:
    return {each.what: each.level for each in found}


@pytest.mark.parametrize(
    ("terminal", "editor", "faults", "what", "level"),
    [
        (USUAL, ["sh"], [], "terminal", Level.OK),
        (Terminal(70, 20, "utf-8", "", colour=True), ["sh"], [], "terminal", Level.WARNING),
        (Terminal(50, 20, "utf-8", "", colour=True), ["sh"], [], "terminal", Level.ERROR),
        (Terminal(80, 24, "latin-1", "", colour=True), ["sh"], [], "tecken", Level.WARNING),
        (USUAL, ["finns-inte-alls"], [], "texteditor", Level.WARNING),
        (USUAL, [], [], "texteditor", Level.WARNING),
        (USUAL, ["sh"], ["raden 3 är fel"], "inställningar", Level.WARNING),
    ],
)
def test_what_could_be_better_has_a_remedy(
    terminal: Terminal, editor: list[str], faults: list[str], what: str, level: Level, tmp_path: Path
) -> None:
    found = list(of_computer(terminal, editor, faults, tmp_path))
    assert levels(found)[what] is level
    assert all(bool(each.remedy) == (each.level is not Level.OK) for each in found)


@pytest.mark.parametrize(
    ("version", "level"), [(None, Level.ERROR), ((2, 30), Level.ERROR), ((2, 39, 5), Level.OK)]
)
def test_git_must_be_there_and_new_enough(
    version: tuple[int, ...] | None, level: Level, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(doctor, "git_version", lambda: version)
    found = levels(list(of_computer(USUAL, ["sh"], [], tmp_path)))
    assert found["git"] is level
    assert ("ditt namn i git" in found) == (version is not None)


def test_an_archive_is_looked_at_where_it_lies(demo: Path, tmp_path: Path) -> None:
    synced = tmp_path / "OneDrive - Region" / "ark"
    synced.parent.mkdir()
    demo.rename(synced)
    os.utime(synced)
    with Archive.open(synced, cache_dir=tmp_path / "c", read_only=True) as archive:
        archive.refresh()
        found = levels(list(of_archive(synced / "records", archive)))
    assert found["plats"] is Level.WARNING
    assert found["sparande"] is Level.WARNING
    assert found["klocka"] is Level.OK
    assert Level.ERROR not in found.values()
    assert levels(list(of_archive(tmp_path, None))) == {"arkiv": Level.OK}

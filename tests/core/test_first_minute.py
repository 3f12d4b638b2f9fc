"""Fetching an archive, opening one that may only be read, the past, who changes are by, and what is remembered."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tingsbok.actions import Edit
from tingsbok.archive import Archive
from tingsbok.errors import NotAnArchive, NotFound, Refused, TingsbokError, WrongUse
from tingsbok.remembered import MOST_RECENT, Remembered
from tingsbok.store import git_clone
from tingsbok.store.git_setup import identity, set_identity


@pytest.mark.parametrize(
    ("address", "error"),
    [
        ("ext::sh -c touch% pwned", Refused),
        ("fd::3", Refused),
        ("helper::https://example.invalid/a", Refused),
        ("gopher://example.invalid/a", Refused),
        ("--upload-pack=touch pwned", WrongUse),
        ("https://example.invalid/\x1b[2J", WrongUse),
        ("", WrongUse),
        ("ssh://-oProxyCommand=touch%20pwned/a", TingsbokError),
        ("finns-inte.git", TingsbokError),
    ],
)
def test_what_is_no_address_starts_nothing_and_leaves_nothing(
    address: str, error: type[Exception], tmp_path: Path
) -> None:
    with pytest.raises(error):
        git_clone.clone(address, tmp_path / "ny")
    assert list(tmp_path.iterdir()) == []


def test_an_archive_is_fetched_whole_or_not_at_all(demo: Path, tmp_path: Path) -> None:
    told: list[git_clone.Progress] = []
    target = tmp_path / "hem" / "klon"
    with pytest.raises(git_clone.Cancelled):
        git_clone.clone(str(demo), target, cancelled=lambda: True)
    subprocess.run(["git", "init", "-q", tmp_path / "tomt"], check=True)
    with pytest.raises(NotAnArchive):
        git_clone.clone(f"file://{tmp_path / 'tomt'}", target)
    assert list(target.parent.iterdir()) == []
    git_clone.clone(f"file://{demo}", target, progress=told.append)
    with Archive.open(target, cache_dir=tmp_path / "c") as archive:
        assert archive.log(limit=1)[0].commit
    assert {progress.percent for progress in told} >= {100}
    assert list(target.parent.iterdir()) == [target]
    with pytest.raises(Refused):
        git_clone.clone(str(demo), target)


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("https://git.example.org/region/arkiv.git", "arkiv"),
        ("git@git.example.org:arkiv.git", "arkiv"),
        ("/srv/git/arkiv/", "arkiv"),
        ("https://git.example.org/..", "tingsbok"),
    ],
)
def test_a_clone_is_called_what_the_archive_is(address: str, name: str) -> None:
    assert git_clone.folder_name(address) == name


def _newer(root: Path) -> None:
    with (root / "archive.toml").open("a", encoding="utf-8") as file:
        file.write("format = 2\n")


@pytest.mark.parametrize(
    ("prepare", "options", "word"),
    [
        (_newer, {}, "nyare format, skrivskyddat"),
        (lambda _: None, {"at": "2024-10-01"}, "2024-10-01, skrivskyddat"),
    ],
    ids=["newer format", "the past"],
)
def test_an_archive_that_is_only_read_refuses_every_change(
    prepare: Callable[[Path], None], options: dict[str, object], word: str, demo: Path, tmp_path: Path
) -> None:
    prepare(demo)
    with Archive.open(demo, cache_dir=tmp_path / "c", **options) as archive:  # type: ignore[arg-type]
        archive.refresh()
        assert archive.only_read is not None
        assert archive.only_read.word == word
        found = next(iter(archive.records("type:meeting")))
        edit = Edit(found.id, {**found.fields, "place": "Umeå"}, found.etag)
        assert archive.preview(edit).paths
        actions: list[Callable[[], object]] = [
            lambda: archive.save(edit),
            lambda: archive.rename("lsg", "lsg2"),
            archive.undo,
        ]
        for act in actions:
            with pytest.raises(Refused) as refused:
                act()
            assert refused.value.message == archive.only_read.reason
            assert refused.value.exit_code == 6


def test_the_past_knows_only_what_had_been_written_then(demo: Path, tmp_path: Path) -> None:
    with Archive.open(demo, cache_dir=tmp_path / "c", at="2023-01-01") as archive:
        archive.refresh()
        assert archive.today.isoformat() == "2023-01-01"
        assert archive.listing().count > 50
        assert all(record.when.date() <= archive.today for record in archive.log())
        assert archive.row("lsg-2024-09-20") is None
        assert archive.outside() == []
        newest = archive.history("vfr-2022-04-27")[0]
        assert archive.at("vfr-2022-04-27", newest.commit) == archive.get("vfr-2022-04-27")
    with pytest.raises(NotFound):
        Archive.open(demo, cache_dir=tmp_path / "c", at="1990-01-01")


def test_who_changes_are_by_is_written_where_the_user_says(
    demo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_identity("Karin Ek", "karin@example.invalid", demo)
    assert identity(demo) == "Karin Ek <karin@example.invalid>"
    home = demo.parent / "hem"
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    assert identity(home) == ""
    set_identity("Åsa Öst", "asa@example.invalid")
    assert identity(home) == "Åsa Öst <asa@example.invalid>"
    for name, address in (("", "a@example.invalid"), ("A <b>", "a@example.invalid"), ("A", "a\nb")):
        with pytest.raises(WrongUse):
            set_identity(name, address)


def test_archives_are_remembered_whatever_is_wrong_with_the_file(tmp_path: Path) -> None:
    file = tmp_path / "state" / "remembered.json"
    memory = Remembered(file)
    roots = [tmp_path / str(number) for number in range(MOST_RECENT + 2)]
    for root in roots:
        (root / "records").mkdir(parents=True)
        memory.opened(root)
    memory.opened(roots[-3])
    (roots[-1] / "records").rmdir()
    assert memory.archives[:2] == [roots[-3], roots[-2]]
    assert len(memory.archives) == MOST_RECENT - 1
    memory.offered()
    memory.set_tutorial_step(3)
    assert (memory.was_offered, memory.tutorial_step) == (True, 3)
    for broken in ("", "[1]", '{"archives": 7, "tutorial_step": "x"}', "\udcff"):
        file.write_text(broken, encoding="utf-8", errors="surrogateescape")
        assert (memory.archives, memory.tutorial_step, memory.was_offered) == ([], -1, False)


def test_a_clone_that_is_stopped_before_it_is_listened_to_says_nothing() -> None:
    with subprocess.Popen(["git", "version"], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as process:
        assert process.stderr is not None
        process.stderr.close()
        said: list[str] = []
        git_clone._listen(process, said, None)
    assert said == [""]

"""What every test stands on: a calm environment, and the example archive."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tingsbok import config, i18n


@pytest.fixture(autouse=True)
def _calm(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Nothing of the machine's own settings reaches a test, and no test leaves anything behind."""
    for name in list(os.environ):
        if name.startswith(("GIT_", "TINGSBOK_", "TEXTUAL", "XDG_")) or name in {
            "NO_COLOR",
            "VISUAL",
            "EDITOR",
            "COLUMNS",
        }:
            monkeypatch.delenv(name)
    home = tmp_path_factory.mktemp("home")
    (home / ".gitconfig").write_text(
        "[user]\n\tname = Testa Exempel\n\temail = testa@example.invalid\n[init]\n\tdefaultBranch = main\n"
    )
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.setenv("LANG", "C.UTF-8")
    monkeypatch.setenv("TEXTUAL_ANIMATIONS", "none")
    i18n.use("sv")
    yield
    i18n.use("sv")


@pytest.fixture(scope="session")
def built_demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example archive, built once for the session; only to be copied."""
    from tingsbok.demo import build_demo

    return build_demo(tmp_path_factory.mktemp("built") / "ark").path


@pytest.fixture(autouse=True)
def _built_demo_stays_as_built(request: pytest.FixtureRequest) -> Iterator[None]:
    """A test that writes into the archive of all tests is told, not the test that would find it there."""
    yield
    if "built_demo" in request.fixturenames:
        drafts = request.getfixturevalue("built_demo") / ".git" / "tingsbok" / "drafts"
        written = drafts.exists()
        shutil.rmtree(drafts, ignore_errors=True)
        assert not written, "a test that writes wants a copy: the fixture demo"


@pytest.fixture(scope="session")
def built_index(built_demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example archive's index, built once for the session; only to be copied."""
    from tingsbok.archive import Archive

    folder = tmp_path_factory.mktemp("index")
    i18n.use("sv")
    with Archive.open(built_demo, cache_dir=folder) as archive:
        archive.refresh()
    return folder / "index.db"


@pytest.fixture
def demo(built_demo: Path, built_index: Path, tmp_path: Path) -> Path:
    """A copy of the example archive that a test may do anything to.

    Its index lies where the app and the command line will look for it: building it is most of what a test would
    wait for.
    """
    target = tmp_path / "ark"
    shutil.copytree(built_demo, target, symlinks=True)
    for index in (tmp_path / "cache" / "index.db", config.index_file(target)):
        index.parent.mkdir(parents=True)
        shutil.copyfile(built_index, index)
    return target

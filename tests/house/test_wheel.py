"""The wheel works by itself: built, installed where nothing of the checkout is seen, and run."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("dist")
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(out), str(ROOT)],
        check=True,
        capture_output=True,
    )
    return next(out.glob("*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A fresh environment with the wheel; the libraries it needs are lent by the tests' own environment."""
    home = tmp_path_factory.mktemp("env")
    venv.create(home, with_pip=False)
    python = home / "bin" / "python"
    subprocess.run(
        [
            sys.executable,
            "-m",
            "pip",
            "--python",
            str(python),
            "install",
            "-q",
            "--no-deps",
            "--no-index",
            str(wheel),
        ],
        check=True,
        capture_output=True,
    )
    site = next(home.glob("lib/python*/site-packages"))
    # a path file inside a lent folder is not read again, so the checkout's own link does not come along
    (site / "lent.pth").write_text(sysconfig.get_paths()["purelib"] + "\n")
    return home / "bin"


def test_schemas_and_sample_travel_in_the_wheel(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    for part in ("_data/schemas/decision.schema.json", "_data/records/bodies/lsg.md", "_data/archive.toml"):
        assert f"tingsbok/{part}" in names
    assert any(name.startswith("tui/styles/") for name in names)
    assert any(name.startswith("tui/locale/sv/") for name in names)
    assert not any("__pycache__" in name or name.startswith("tests/") for name in names)


@pytest.mark.parametrize("command", ["tingsbok", "tb"])
def test_the_installed_program_runs(installed: Path, tmp_path: Path, command: str) -> None:
    environ = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "TINGSBOK"))}
    environ |= {"HOME": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path / "cache")}

    def run(*words: str) -> str:
        done = subprocess.run(
            [installed / command, *words],
            cwd=tmp_path,
            env=environ,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    assert run("version").startswith("tingsbok ")
    assert "tingsbok --archive" in run("demo", "ark", "--no-open")
    listed = json.loads(run("-C", "ark", "list", "decision", "--json"))
    assert len(listed["items"]) > 30
    assert "ark" in run("-C", "ark", "status", "--lang", "en")
    advice = run("-C", "ark", "--lang", "en", "check")  # errors would end with another code
    assert "T203" in advice
    run("-C", "ark", "meeting", "agenda", "lsg-2024-11-15", "--fill")
    run("-C", "ark", "notice", "lsg-2024-11-15", "-o", "notice.docx")
    assert (tmp_path / "notice.docx").read_bytes().startswith(b"PK")

"""A command line in the test's own process, over a copy of the example archive."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tingsbok.cli import main


@dataclass(frozen=True)
class Done:
    """What a command answered."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> dict[str, Any]:
        answer: dict[str, Any] = json.loads(self.out)
        return answer


Run = Callable[..., Done]


@pytest.fixture
def tb(demo: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run ``tingsbok`` with the given words in the example archive, on its own day."""
    monkeypatch.chdir(demo)
    monkeypatch.setenv("TINGSBOK_TODAY", "2024-11-08")

    def run(*words: str) -> Done:
        capsys.readouterr()
        code = main(words)
        captured = capsys.readouterr()
        return Done(code, captured.out, captured.err)

    return run


@pytest.fixture
def git(demo: Path) -> Callable[..., str]:
    """Run plain git in the example archive."""

    def run(*words: str) -> str:
        return subprocess.run(["git", *words], cwd=demo, check=True, capture_output=True, text=True).stdout

    return run

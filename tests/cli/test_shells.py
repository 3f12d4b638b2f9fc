"""What shells, readers of manuals and other programs are told of the command line."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tingsbok.cli.verbs import HIDDEN, VERBS

SHOWN = [name for name in VERBS if name not in HIDDEN]


def test_the_description_for_programs_is_complete(tb: Run) -> None:
    described = json.loads(tb("spec").out)
    assert [verb["name"] for verb in described["items"]] == SHOWN
    assert described["exit_codes"]["5"].startswith("somebody else")
    assert "T110" in described["codes"]
    decision = next(kind for kind in described["types"] if kind["name"] == "decision")
    assert "outcome" in decision["required"]
    assert {"names": ["-C", "--archive"]}.items() <= described["everywhere"][0].items()


def test_the_manual_names_every_verb(tb: Run) -> None:
    page = tb("man", "--lang", "en").out
    assert [name for name in SHOWN if f"tingsbok {name}".replace("-", "\\-") not in page] == []
    assert not [line for line in page.splitlines() if line[:1] == "'"]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish", "powershell"])
def test_every_shell_gets_every_verb(tb: Run, shell: str) -> None:
    script = tb("completion", shell).out
    assert [name for name in SHOWN if name.rpartition(" ")[2] not in script] == []


@pytest.mark.parametrize(
    ("shell", "said"),
    [("zsh", "fpath+=~/.zfunc"), ("powershell", "Add it to the end of $PROFILE"), ("fish", "Save it as ~/")],
)
def test_what_is_said_of_the_script_works_and_costs_nobody_a_profile(tb: Run, shell: str, said: str) -> None:
    assert said in tb("completion", shell, "--lang", "en").err


@pytest.mark.skipif(not shutil.which("bash"), reason="needs bash")
@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        (["tingsbok", "sea"], "search"),
        (["tingsbok", "list", "--pl"], "--plain"),
        (["tingsbok", "show", "lsg-2024-09-20-38b"], "lsg-2024-09-20-38b-2"),
        (["tingsbok", "export", "lsg-2024-09-20-38b"], "lsg-2024-09-20-38b-2"),
        (["tingsbok", "check", "lsg-2024-09-20-38b"], "lsg-2024-09-20-38b-2"),
        (["tingsbok", "todo", "--body", "ls"], "lsg"),
        (["tingsbok", "proofread", "arch"], "archive.toml"),
        (["tingsbok", "-C", "rec"], "records"),
    ],
)
def test_bash_completes(tb: Run, demo: Path, tmp_path: Path, typed: list[str], offered: str) -> None:
    tb("list", "body")  # the index is there
    script = tmp_path / "completion.bash"
    script.write_text(tb("completion", "bash").out, encoding="utf-8")
    commands = tmp_path / "bin"
    commands.mkdir()
    (commands / "tingsbok").write_text(
        f"#!/bin/sh\nexec {sys.executable} -c 'import sys; from tingsbok.cli import main; sys.exit(main())' \"$@\"\n"
    )
    (commands / "tingsbok").chmod(0o755)
    words = " ".join(f"'{word}'" for word in typed)
    ask = (
        f"source {script}; COMP_WORDS=({words}); COMP_CWORD={len(typed) - 1}; _shtab_tingsbok; "
        'printf "%s\\n" "${COMPREPLY[@]}"'
    )
    path = f"{commands}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        ["bash", "-c", ask],
        cwd=demo,
        env={**os.environ, "PATH": path},
        capture_output=True,
        text=True,
        check=True,
    )
    assert offered in done.stdout.split()

"""``proofread``, ``check --fix``, ``check --accept`` and ``explain`` as a user meets them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tingsbok.cli import main

MINUTES = "Protokoll 2024-09-20\n\n1. Dag\n\n2. Möte\n\nNästa möte är fredag 10 oktober.\n"


def test_a_file_is_proof_read_outside_any_archive(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "p.txt").write_text(MINUTES)
    assert main(("proofread", "p.txt")) == 0
    assert capsys.readouterr().out == (
        "råd[T203] p.txt:7:15  veckodagen stämmer inte\n"
        "  | Nästa möte är fredag 10 oktober.\n"
        "  |               ^^^^^^^^^^^^^^^^^ 10 oktober 2024 är en torsdag\n"
        '  rätta: "torsdag 10 oktober" eller "fredag 11 oktober"      tingsbok explain T203\n'
    )
    (tmp_path / "p.txt").write_bytes(MINUTES.replace("10 oktober", "31 april").encode("cp1252"))
    assert main(("proofread", "p.txt", "--lang", "en")) == 1
    assert "error[T205] p.txt:7:15  there is no such day" in capsys.readouterr().out
    (tmp_path / "b.bin").write_bytes(b"MZ\0\0\xff" * 1000)
    assert main(("proofread", "b.bin")) == 3
    assert main(("proofread", "saknas.txt")) == 4
    assert main(("proofread", ".")) == 4


def test_the_archives_names_count_in_it_and_front_matter_does_not(tb: Run, tmp_path: Path) -> None:
    file = tmp_path / "p.md"
    file.write_text("---\ntitle: Helén Kastemyr\n---\nHelén Kastemyr talade för Länsamverkansgruppen.\n")
    items = tb("proofread", str(file), "--json").json["items"]
    assert [(item["code"], item["line"], item["words"]) for item in items] == [
        ("T213", 4, "Helén Kastemyr"),
        ("T214", 4, "Länsamverkansgruppen"),
    ]
    assert items[0]["fixes"] == [{"text": "Helen Kastemyr", "certain": True, "everywhere": True}]


def test_a_file_that_is_not_there_is_told_in_swedish(tb: Run) -> None:
    done = tb("proofread", "lsg-2024-09-20")
    assert done.code == 4
    assert "går inte att läsa: filen eller mappen finns inte" in done.err
    assert "tingsbok check ID" in done.err
    ratify = ("agreement", "ratify", "rok-kvinnofrid", "sater", "--status", "adopted", "--text", "finns.txt")
    assert "finns.txt går inte att läsa: filen eller mappen finns inte." in tb(*ratify).err


def test_check_takes_a_proposal(tb: Run, git: Callable[..., str]) -> None:
    before = git("rev-parse", "HEAD")
    done = tb("check", "--fix", "T203=1", "--dry-run")
    assert "+Systemledningen samlas torsdag 10 oktober." in done.out
    assert git("rev-parse", "HEAD") == before
    assert tb("check", "--fix", "T203=3").code == 4
    done = tb("check", "--fix", "t203=2")
    assert done.code == 0
    assert "fredag 11 oktober" in git("log", "-1", "--format=%s")
    assert "T203" not in tb("check").out


def test_check_mends_what_is_certain_only(tb: Run, git: Callable[..., str]) -> None:
    done = tb("check", "--fix", "lsg-2024-09-20")
    assert done.code == 0
    assert git("show", "--format=", "--name-only").split() == [
        "records/meetings/lsg/2024/2024-09-20/lsg-2024-09-20.md"
    ]
    assert "fredag 10 oktober" in tb("check", "lsg-2024-09-20").out
    assert "säker" in tb("check", "--fix", "lsg-2024-09-20").err


def test_check_accepts_with_a_reason(tb: Run, git: Callable[..., str]) -> None:
    assert tb("check", "--accept", "T203").code == 2
    done = tb("check", "--accept", "T203", "--reason", "så står det i originalet")
    assert done.code == 0
    assert "så står det" in git("show", "--format=")
    assert "T203" not in tb("check").out
    assert tb("check", "--accept", "T203", "--reason", "igen").code == 6


def test_a_code_is_explained(tb: Run) -> None:
    assert "Veckodagen" in tb("explain", "t203").out
    assert "weekday" in tb("explain", "T203", "--lang", "en").out

"""The forms that lists are printed in."""

from __future__ import annotations

import csv
import io
import json
import os
import stat
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tingsbok import config
from tingsbok.cli.output import csv_text
from tingsbok.cli.run import say_fault


def test_json_lines_are_the_items_alone(tb: Run) -> None:
    items = tb("list", "body", "--json").json["items"]
    lines = tb("list", "body", "--jsonl").out.splitlines()
    assert [json.loads(line) for line in lines] == items


def test_a_spreadsheet_gets_headings_and_every_row(tb: Run) -> None:
    rows = list(csv.reader(io.StringIO(tb("list", "body", "--csv").out), delimiter=";"))
    assert len(rows) == len(tb("list", "body", "--plain").out.splitlines()) + 1
    assert {len(row) for row in rows} == {len(rows[0])}


def test_days_of_the_calendar_are_dates_for_programs(tb: Run) -> None:
    assert "2024-11-15 fre v.46" in tb("calendar").out
    for form, mark in (("--csv", ";"), ("--plain", "\t")):
        assert f"2024-11-15{mark}" in tb("calendar", form).out


@pytest.mark.parametrize("words", [("log", "--since", "2030-01-01"), ("search", "xyzzyplugh"), ("promises",)])
def test_nothing_is_said_of_nothing_found_if_nothing_shall_be_said(tb: Run, words: tuple[str, ...]) -> None:
    assert (tb(*words).code, tb(*words).err != "") == (1, True)
    assert (tb("-q", *words).code, tb("-q", *words).err) == (1, "")


def test_a_fault_is_written_down_for_the_user_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    log = tmp_path / "state" / "fault.log"
    monkeypatch.setattr(config, "state_dir", lambda: log.parent)
    assert say_fault(ValueError("en rad ur en post \udcff")) == 1
    assert str(log) in capsys.readouterr().err
    assert "en rad ur en post" in log.read_text(encoding="utf-8")
    assert [stat.S_IMODE(path.stat().st_mode) for path in (log, log.parent)] == [0o600, 0o700]


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        ("=HYPERLINK(1)", "'=HYPERLINK(1)"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("+46 70", "+46 70"),
        ("-2 000,50", "-2 000,50"),
        ("-cmd|x", "'-cmd|x"),
        ("a;b", '"a;b"'),
        ("Åsa", "Åsa"),
        ("", '""'),
    ],
)
def test_no_cell_is_a_formula(cell: str, written: str) -> None:
    assert csv_text([[cell]]) == f"{written}\n"


def test_init_answers_a_program(tb: Run, tmp_path: Path) -> None:
    where = tmp_path / "nytt"
    assert tb("init", str(where), "--json", "-n").json["items"] == [{"path": str(where), "created": False}]
    assert tb("init", str(where), "--json").json["items"] == [{"path": str(where), "created": True}]
    assert tb("init", str(where), "--json").json["items"] == [{"path": str(where), "created": False}]


def test_a_dry_run_of_init_says_what_would_happen(tb: Run, demo: Path, tmp_path: Path) -> None:
    assert f"{demo} är ett arkiv redan" in tb("init", str(demo), "-n").err
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "fil").write_text("x")
    for where in (tmp_path / "full", tmp_path / "full" / "fil"):
        assert tb("init", str(where), "-n").code == tb("init", str(where)).code == 6


@pytest.mark.skipif(os.name == "nt", reason="a folder that one stands in stays there")
def test_a_folder_that_is_gone_under_ones_feet_is_told(
    tb: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "borta").mkdir()
    monkeypatch.chdir(tmp_path / "borta")
    (tmp_path / "borta").rmdir()
    for words in (("list", "body"), ("init",), ("status",)):
        done = tb("-C", ".", *words)
        assert (done.code, "Mappen du står i finns inte längre" in done.err) == (4, True), done.err


def test_fields_that_no_record_of_the_type_has_are_refused_in_the_log_too(tb: Run) -> None:
    for words in (("log", "mini-maria"), ("log", "mini-maria", "--last"), ("list", "case", "mini")):
        refused = tb(*words, "--fields", "status,nope")
        assert refused.code == 2, words
        assert '"nope"' in refused.err
    assert tb("log", "mini-maria", "--fields", "closed").code == 1  # it could have been, and never was


def test_a_calendar_file_makes_no_folder_that_was_mistyped(tb: Run, demo: Path) -> None:
    for words in (
        ("calendar", "--ics", "finns-inte/x.ics"),
        ("export", "mini-maria", "-o", "finns-inte/x.md"),
    ):
        refused = tb(*words)
        assert refused.code == 4, words
        assert "Det finns ingen mapp" in refused.err
    assert not (demo / "finns-inte").exists()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names here")
def test_a_pipe_that_is_named_for_a_document_is_written_to_and_stays_one(tb: Run, tmp_path: Path) -> None:
    """So does /dev/null, which root could put a file in the place of."""
    pipe = tmp_path / "ror"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        assert tb("export", "mini-maria", "--to", "md", "-o", str(pipe)).code == 0
        assert b"Mini Maria" in os.read(reader, 65536)
        assert tb("calendar", "--ics", str(pipe)).code == 0
        assert b"BEGIN:VCALENDAR" in os.read(reader, 65536)
    finally:
        os.close(reader)
    assert pipe.is_fifo()

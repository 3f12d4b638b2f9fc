"""The forms that lists are printed in."""

from __future__ import annotations

import csv
import io
import json

import pytest

from tests.cli.conftest import Run
from tingsbok.cli.output import csv_text


def test_json_lines_are_the_items_alone(tb: Run) -> None:
    items = tb("list", "body", "--json").json["items"]
    lines = tb("list", "body", "--jsonl").out.splitlines()
    assert [json.loads(line) for line in lines] == items


def test_a_spreadsheet_gets_headings_and_every_row(tb: Run) -> None:
    rows = list(csv.reader(io.StringIO(tb("list", "body", "--csv").out), delimiter=";"))
    assert len(rows) == len(tb("list", "body", "--plain").out.splitlines()) + 1
    assert {len(row) for row in rows} == {len(rows[0])}


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

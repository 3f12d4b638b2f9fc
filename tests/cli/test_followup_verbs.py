"""Calendar, what is in force, conditions, mentions and the life-line on the command line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Run


@pytest.mark.parametrize(
    ("words", "code", "expected"),
    [
        (("kalender", "--from", "2024-10", "--to", "2024-11"), 0, "2024-10-04 fre v.40"),
        (("calendar", "--from", "2030", "--to", "2030"), 0, ""),
        (("calendar", "--from", "31/2"), 2, ""),
        (("gäller", "--on", "2021"), 0, "Vårdprogram hjärtsvikt"),
        (("inforce", "--kind", "strategi"), 0, "LSG 2024-09-20 § 34"),
        (("inforce", "--kind", "programme"), 1, ""),
        (("inforce", "--kind", "sten"), 2, ""),
        (("inforce", "--all", "--kind", "program"), 0, "upphörde 2022-03-30"),
        (("agreement", "expiring"), 0, "2024-12-31"),
        (("avtal", "löperut", "--within", "1m"), 1, ""),
        (("agreement", "expiring", "--within", "snart"), 2, ""),
        (("villkor", "--open"), 0, "Region Dalarnas KSG-B"),
        (("conditions", "lsg-2024-09-20-38b"), 1, ""),
        (("conditions", "--met"), 2, ""),
        (("mentions", "hemsjukvardsavtalet"), 0, "ledningsbolaget"),
        (("mentions", "hemsjukvardsavtalet", "--accept", "9"), 4, ""),
        (("timeline", "hemsjukvardsavtalet", "--outcome", "återremitterat"), 0, "2024?"),
        (("timeline", "hemsjukvardsavtalet", "--outcome", "sten"), 2, ""),
        (("timeline", "hemsjukvardsavtalet", "--at", "1999"), 4, ""),
        (("todo", "--waiting"), 0, "RÖK Kvinnofrid 13/16"),
    ],
)
def test_a_verb_answers_with_its_exit_code(tb: Run, words: tuple[str, ...], code: int, expected: str) -> None:
    done = tb(*words)
    assert done.code == code, done.err
    assert expected in done.out
    assert done.out if expected else not done.out


def test_keys_of_json_are_those_of_the_records(tb: Run) -> None:
    item = tb("inforce", "--on", "2021-01-01", "--kind", "programme", "--json").json["items"][0]
    assert (item["id"], item["in_force"], item["valid_to"]) == (
        "vardprogram-hjartsvikt",
        "conditional",
        "2022-03-30",
    )
    assert item["reasons"][0]["records"] == ["ksg-b"]
    assert item["origin"] == {"date": "2020-04-03", "body": "lchnv", "item": "2"}
    found = tb("conditions", "--open", "--json").json["items"]
    assert [(one["id"], one["open"], one["effect"]) for one in found][:2] == [
        ("lchnv-2020-04-03-2", True, "suspends"),
        ("lsg-2024-09-20-34", True, "follows"),
    ]


def test_the_calendar_file_goes_out_and_is_the_same_twice(tb: Run, demo: Path) -> None:
    assert tb("calendar", "--ics", "--dry-run").code == 0
    assert not (demo / "out").exists()
    assert tb("calendar", "--ics").code == 0
    first = (demo / "out/kalender.ics").read_bytes()
    assert first.count(b"BEGIN:VEVENT") == 3
    assert tb("calendar", "--ics", "min.ics", "--due").code == 0
    assert (demo / "min.ics").read_bytes().count(b"BEGIN:VEVENT") > 3
    assert tb("calendar", "--ics").code == 0
    assert (demo / "out/kalender.ics").read_bytes() == first


def test_a_condition_is_met_and_undone(tb: Run, git: Callable[..., str]) -> None:
    words = ("conditions", "lsg-2024-09-20-34", "--met", "--on", "2024-10-15")
    preview = tb(*words, "--dry-run")
    assert "+    met: 2024-10-15" in preview.out
    assert "villkor uppfyllt" not in git("log", "-1", "--format=%s")
    assert tb(*words).code == 0
    assert git("log", "-1", "--format=%s").startswith("Beslut lsg-2024-09-20-34: villkor uppfyllt 2024-10-15")
    assert "uppfyllt 2024-10-15" in tb("conditions", "lsg-2024-09-20-34").out
    assert tb(*words).code == 6
    assert tb("undo", "--yes").code == 0
    assert "öppet" in tb("conditions", "lsg-2024-09-20-34").out

"""Preparing a meeting from the command line."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.cli.conftest import Run

Git = Callable[..., str]
NEXT = "lsg-2024-11-15"


def test_a_meeting_from_nothing_to_its_agenda(tb: Run, git: Git) -> None:
    done = tb("möte", "ny", "--body", "lchnv", "--date", "fredag 13 december", "--standing")
    assert done.code == 0, done.err
    meeting = "lchnv-2024-12-13"
    assert git("log", "-1", "--format=%s").startswith(f"Möte {meeting}: ny, status planerat")
    assert tb("meeting", "agenda", meeting, "--fill").code == 0
    assert git("log", "-1", "--format=%s") == f"Möte {meeting}: dagordning, 10 punkter\n"
    assert (
        tb("meeting", "agenda", meeting, "--add", "Julfika", "--kind", "övrigt", "--minutes", "10").code == 0
    )
    assert tb("meeting", "agenda", meeting, "--move", "11", "--before", "1").code == 0
    items = tb("meeting", "agenda", meeting, "--json").json["items"]
    assert [(one["key"], one["time"], one["title"]) for one in items[:2]] == [
        ("1", "09:30", "Julfika"),
        ("2", "09:40", "Mötets öppnande"),
    ]
    assert tb("meeting", "agenda", meeting, "--add", "Fika till", "--before", "finns").code == 4
    assert tb("meeting", "agenda", meeting, "--add", "Fika till", "--before", "2", "-n").code == 0
    assert {one["waits"] for one in items} == {True, False}
    assert not any(one.get("due") for one in items)
    assert tb("check", meeting).code == 0


def test_what_waits_is_listed_with_its_reason(tb: Run) -> None:
    lines = tb("möte", "dagordning", NEXT, "--plain").out.splitlines()
    row = next(line.split("\t") for line in lines if line.endswith("38b-2"))
    assert row == [
        "+",
        "",
        "beslut",
        "Skolchefsnätverkets platser och regionens representation",
        "Bordlagt till 2024-11-15 (LSG 2024-09-20 § 38b).",
        "lsg-2024-09-20-38b-2",
    ]
    assert sum(line.startswith("?") for line in lines) == 3


def test_taking_one_and_putting_off_another(tb: Run, git: Git) -> None:
    tried = tb("meeting", "agenda", NEXT, "--take", "lsg-2024-09-20#32c", "-n")
    assert "+  - key: 45" in tried.out
    assert git("status", "--porcelain") == ""
    assert tb("meeting", "agenda", NEXT, "--take", "lsg-2024-09-20#32c", "lsg-2024-09-20#38a").code == 0
    assert tb("meeting", "agenda", NEXT, "--move", "46", "--under", "45").code == 0
    assert tb("meeting", "agenda", NEXT, "--remove", "45a").code == 0
    assert (
        tb("meeting", "agenda", NEXT, "--postpone", "lsg-2024-09-20#38a", "--to", "17 januari 2025").code == 0
    )
    left = [one["key"] for one in tb("meeting", "agenda", NEXT, "--json").json["items"]]
    assert "lsg-2024-09-20#38a" not in left
    assert "45" in left


@pytest.mark.parametrize(
    ("words", "code", "expected"),
    [
        (("new", "--body", "lsg"), 2, "datum"),
        (("new", "--body", "lsg", "--date", "torsdag 15 november 2024"), 2, "fredag"),
        (("new", "--body", "lsg", "--date", "2024-11-15"), 6, NEXT),
        (("agenda", "lsg-2024-09-20", "--fill"), 6, "utkast"),
        (("agenda", NEXT, "--take", "x"), 4, "lsg-2024-09-20#38a"),
        (("agenda", NEXT, "--move", "45"), 4, "45"),
        (("agenda", NEXT, "--add", "X", "--kind", "y"), 2, "decision"),
        (("agenda", "umea", "--fill"), 2, "umea"),
    ],
)
def test_it_refuses_in_words(tb: Run, git: Git, words: tuple[str, ...], code: int, expected: str) -> None:
    head = git("rev-parse", "HEAD")
    done = tb("meeting", *words)
    assert (done.code, expected in done.err) == (code, True), done.err
    assert git("rev-parse", "HEAD") == head

"""Decisions and assignments on the command line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Run

Git = Callable[..., str]
LSG = "lsg-2024-09-20"


def test_defer_in_either_language_and_form(tb: Run, git: Git) -> None:
    done = tb("beslut", "bordlägg", f"{LSG}#38a", "--to", "nästa")
    assert done.code == 0, done.err
    assert 'följd: dagordningen 2024-11-15 föreslås få en punkt "§ 38a återkommer"' in done.err
    assert git("log", "-1", "--format=%s") == f"Beslut {LSG}-38a: bordlagt till 2024-11-15\n"
    assert tb("show", f"{LSG}-38a", "--json").json["items"][0]["until"] == "lsg-2024-11-15"
    again = tb("decision", "defer", LSG, "38a", "--to", "13/12", "--dry-run")
    assert "+until: 2024-12-13" in again.out
    assert "råd: § 38a har redan det utfallet" in again.err


def test_a_decision_with_all_its_words(tb: Run, git: Git) -> None:
    done = tb(
        *("decision", "add", LSG, "39", "--outcome", "fastställa", "--title", "Rutinen"),
        *("--text", "att fastställa rutinen", "--text", "att den följs", "--condition", "alla beslutar lika"),
        *("--valid-from", "1 nov", "--until-further-notice", "--json"),
    )
    assert done.code == 0, done.err
    item = tb("show", done.json["items"][0]["id"], "--json").json["items"][0]
    assert item["outcome"] == "established"
    assert item["valid_from"] == "2024-11-01"
    assert item["conditions"] == [{"text": "alla beslutar lika", "effect": "suspends"}]
    assert git("show", "--format=", "HEAD").count("\n+- att ") == 2


def test_two_effects_are_asked_about(tb: Run, git: Git) -> None:
    words = (
        "decision",
        "add",
        LSG,
        "39",
        "--outcome",
        "approved",
        "--text",
        "att godkänna det och uppdra åt AU att följa det",
    )
    head = git("rev-parse", "HEAD")
    refused = tb(*words)
    assert refused.code == 6
    assert "godkänt, uppdrag givet" in refused.err
    assert git("rev-parse", "HEAD") == head
    assert tb(*words, "--yes").code == 0
    assert git("log", "-1", "--format=%(trailers:key=Record,valueonly)").split() == [
        f"{LSG}-39-2",
        f"{LSG}-39-3",
    ]
    assert tb(*words, "--one", "-n").code == 0


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("decision", "add", LSG, "39", "--outcome", "kanske"), 2, "approved"),
        (("decision", "add", LSG, "99", "--outcome", "approved"), 4, "38a"),
        (("decision", "defer", LSG, "38a", "--to", "fredag 10 oktober"), 2, "torsdag"),
        (("assignment", "add", "--from", f"{LSG}#39", "Gör det"), 2, "--for"),
        (("assignment", "add", "--from", f"{LSG}#39", "--for", "Anna", "Gör det"), 2, "flera"),
        (("assignment", "done", "umea"), 4, "uppdrag"),
    ],
)
def test_refusals(tb: Run, git: Git, words: tuple[str, ...], code: int, said: str) -> None:
    head = git("rev-parse", "HEAD")
    done = tb(*words)
    assert done.code == code, (done.out, done.err)
    assert said in done.err
    assert git("rev-parse", "HEAD") == head


def test_a_task_from_giving_to_done(tb: Run, git: Git) -> None:
    task = "Utse en representant var till länsrutin LifeCare SP"
    done = tb(
        *("assignment", "add", "--from", f"{LSG}#39", "--for", "kommunerna", "--for", "region-vasterbotten"),
        *("--report-to", "gunilla-larsson", "--due", "2024-10-04", task),
    )
    assert done.code == 0, done.err
    assert git("log", "-1", "--format=%s").startswith(
        "Uppdrag utse-en-representant: Utse en representant var till länsrutin"
    )
    assert tb("uppdrag", "rapportera", "utse-en-representant", "Anna Ek", "--by", "Kommunerna").code == 0
    assert tb("assignment", "give", "utse-en-representant", "--for", "umea").code == 0
    assert tb("assignment", "done", "utse-en-representant").code == 0
    item = tb("show", "utse-en-representant", "--json").json["items"][0]
    assert (item["status"], item["assignees"]) == ("done", ["umea"])
    assert item["reports"] == [{"by": "kommunerna-vasterbotten", "made": "2024-11-08", "note": "Anna Ek"}]
    assert tb("assignment", "drop", "utse-en-representant").code == 6


def test_a_report_was_made_on_the_latest_such_day(tb: Run) -> None:
    report = ("assignment", "report", "mini-maria-delrapporter", "Går bra", "--dry-run", "--made")
    for typed, day in (("7/11", "2024-11-07"), ("mån", "2024-11-04"), ("1/12", "2023-12-01")):
        assert f"made: {day}," in tb(*report, typed).out


def test_lines_of_the_text_become_records(tb: Run, git: Git, demo: Path) -> None:
    assert tb("meeting", "capture", LSG).code == 1
    file = demo / f"records/meetings/lsg/2024/2024-09-20/{LSG}.md"
    text = file.read_text(encoding="utf-8")
    file.write_text(
        text.replace(
            "Frågan behöver mer tid",
            "\n\nBESLUT: att bordlägga frågan\n\nBESLUT: hm\n\nFrågan behöver mer tid",
        ),
        encoding="utf-8",
    )
    git("commit", "-qam", "Rader")
    number = file.read_text(encoding="utf-8").split("\n").index("BESLUT: hm") + 1
    shown = tb("möte", "fånga", LSG, "--dry-run")
    assert f"{LSG}.md:{number}: Vilket utfall?" in shown.err
    assert "+outcome: postponed" in shown.out
    assert tb("meeting", "capture", LSG).code == 0
    assert "BESLUT: att" not in file.read_text(encoding="utf-8")
    assert "BESLUT: hm" in file.read_text(encoding="utf-8")

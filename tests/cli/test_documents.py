"""Documents, steps of a meeting and corrections on the command line."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import docx
import pytest

from tests.cli.conftest import Run

Git = Callable[..., str]
DRAFT, LOCKED = "lchnv-2024-11-07", "lgl-2024-01-26-3a"


def test_a_notice_is_written_and_called(tb: Run, git: Git, demo: Path) -> None:
    head = git("rev-parse", "HEAD")
    done = tb("notice", "lsg-2024-11-15", "--to", "docx")
    assert (done.code, done.out) == (0, "out/kallelse-lsg-2024-11-15.docx\n"), done.err
    assert docx.Document(str(demo / "out" / "kallelse-lsg-2024-11-15.docx")).paragraphs[0].text == "Kallelse"
    assert git("status", "--porcelain") == ""
    assert git("rev-parse", "HEAD") == head
    refused = tb("notice", "lsg-2024-11-15", "--called")
    assert refused.code == 6
    assert "Dagordningen är tom." in refused.err
    assert "tingsbok möte status lsg-2024-11-15 called" in refused.err
    assert tb("notice", "lsg-2024-11-15", "--to", "md", "-o", "-").out.startswith("# Kallelse\n")
    assert tb("notice", "lsg-2024-11-15", "-o", str(demo / "finns" / "inte.docx")).code == 4


@pytest.mark.parametrize(
    ("words", "name", "said"),
    [
        ((DRAFT, "--to", "html"), f"protokoll-{DRAFT}.html", '<html lang="sv">'),
        ((DRAFT, "--to", "md", "--what", "decisions"), f"beslut-{DRAFT}.md", "# Sammanfattning av beslut"),
        ((DRAFT, "--to", "md", "--what", "agenda"), f"dagordning-{DRAFT}.md", "# Dagordning"),
        ((DRAFT, "--to", "md", "--party", "hedemora"), f"utdrag-{DRAFT}-hedemora.md", "Hedemora kommun"),
        ((DRAFT, "--to", "csv"), f"beslut-{DRAFT}.csv", "4 d);Uppdragsdirektivet"),
        ((DRAFT, "--to", "json"), f"{DRAFT}.json", '"decisions"'),
        ((LOCKED, "--to", "md"), f"utdrag-{LOCKED}.md", "Rätt utdraget intygar"),
        (("lsg", "--to", "md"), "lsg.md", "# Länssamverkansgruppen"),
        (("lsg", "--to", "json"), "lsg.json", '"short": "LSG"'),
        (("type:decision", "outcome:postponed"), "urval-2024-11-08.csv", "lsg-2024-09-20-38b-2;Beslut"),
        (("type:decision", "--to", "json"), "urval-2024-11-08.json", '"outcome": "postponed"'),
    ],
)  # fmt: skip
def test_what_is_exported(tb: Run, demo: Path, words: tuple[str, ...], name: str, said: str) -> None:
    done = tb("export", *words)
    assert (done.code, done.out) == (0, f"out/{name}\n"), done.err
    assert said in (demo / "out" / name).read_text(encoding="utf-8-sig")


def test_names_that_may_not_be_published_are_told(tb: Run) -> None:
    done = tb("export", "lgl-2024-01-26", "--to", "md")
    assert "Får inte publiceras men står i dokumentet: " in done.err
    assert done.out == "out/protokoll-lgl-2024-01-26.md\n"
    assert tb("export", "lgl-2024-01-26", "--to", "md", "-q").err == ""


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ((DRAFT, "--what", "extract"), 2),
        (("lsg", "--to", "csv"), 2),
        (("type:decision", "--to", "docx"), 2),
        ((DRAFT, "--to", "exe"), 2),
        ((DRAFT, "--party", "ingen-sadan"), 4),
    ],
)
def test_what_is_not_exported(tb: Run, demo: Path, words: tuple[str, ...], code: int) -> None:
    assert tb("export", *words).code == code
    assert not (demo / "out").exists()


@pytest.mark.parametrize("form", ["csv", "json"])
def test_a_list_of_nothing_is_written_and_told(tb: Run, form: str) -> None:
    done = tb("export", "xyzzyplugh", "--to", form)
    assert (done.code, done.out) == (1, f"out/urval-2024-11-08.{form}\n")
    assert "Inga poster hittades." in done.err


def test_a_meeting_is_walked_to_its_approval(tb: Run, git: Git) -> None:
    assert tb("meeting", "status", "lsg-2024-11-15").code == 1
    lacking = tb("möte", "status", "lsg-2024-11-15", "--json").json["items"]
    assert [lack["code"] for lack in lacking] == ["place", "items"]
    assert tb("meeting", "approve", "lsg-2024-09-20").code == 6
    assert tb("meeting", "status", DRAFT).code == 0
    done = tb("meeting", "approve", DRAFT, "--on", "2024-11-29", "--adjuster", "helen-kastemyr")
    assert done.code == 0, done.err
    assert git("log", "-1", "--format=%s") == f"Möte {DRAFT}: status utkast → godkänt 2024-11-29\n"
    assert tb("meeting", "approve", DRAFT).code == 6
    assert tb("meeting", "approve", DRAFT, "--on", "fredag 10 oktober 2024").code == 2
    refused = tb("set", f"{DRAFT}-4d", "title=Annat")
    assert refused.code == 6
    assert "Rätta med ett skäl" in refused.err
    assert tb("set", f"{DRAFT}-4d", "valid_to=2026-01-01").code == 0


def test_a_correction_says_why(tb: Run, git: Git) -> None:
    dry = tb("decision", "correct", LOCKED, "--text", "att något", "--reason", "skrivfel", "-n")
    assert "Reason: skrivfel" in dry.out
    assert (
        tb(
            "beslut",
            "rätta",
            LOCKED,
            "--text",
            "att Jenny Gladh tar plats",
            "--outcome",
            "utsett",
            "--reason",
            "skrivfel",
        ).code
        == 0
    )
    assert git("log", "-1", "--format=%s") == f"Beslut {LOCKED}: rättat: skrivfel\n"
    shown = json.loads(tb("show", LOCKED, "--json").out)["items"][0]
    assert shown["text"].startswith("- att Jenny Gladh tar plats\n")
    assert "Patrik Glasbergs plats" in shown["corrections"][0]["before"]
    assert tb("check", LOCKED).code == 0
    assert tb("decision", "correct", LOCKED, "--text", "att annat").code == 2


def test_a_reservation_is_locked_and_corrected_like_the_other_words(tb: Run) -> None:
    refused = tb("set", LOCKED, "dissent=Bo reserverar sig.")
    assert refused.code == 6
    assert "Rätta med ett skäl" in refused.err
    assert (
        tb("decision", "correct", LOCKED, "--dissent", "Bo reserverar sig.", "--reason", "föll bort").code
        == 0
    )
    shown = json.loads(tb("show", LOCKED, "--json").out)["items"][0]
    assert shown["dissent"] == "Bo reserverar sig."
    assert shown["corrections"][0]["after"] == "Reservation: Bo reserverar sig."
    assert tb("check", LOCKED).code == 0
    assert tb("decision", "correct", LOCKED, "--dissent", "", "--reason", "felaktig").code == 0
    assert tb("check", LOCKED).code == 0
    assert tb("decision", "correct", f"{DRAFT}-4d", "--text", "att annat", "--reason", "x").code == 6

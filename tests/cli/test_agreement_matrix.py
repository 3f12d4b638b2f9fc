from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tests.cli.conftest import Run

Git = Callable[..., str]
ROK = "rok-kvinnofrid"


def test_the_matrix_of_an_agreement_and_of_its_decision(tb: Run) -> None:
    missing = tb("agreement", "matrix", ROK, "--missing", "--plain")
    assert [line.split("\t")[:2] for line in missing.out.splitlines()] == [
        ["Hedemora", "saknas"],
        ["Säter", "saknas"],
        ["Vansbro", "saknas"],
    ]
    assert missing.code == 0
    assert "3 av 16 parter saknas" in missing.err
    told = tb("beslut", "matris", "vfr-rok-kvinnofrid-rekommendation", "--json").json
    assert (told["id"], told["state"], told["needed"], len(told["items"])) == (ROK, "open", 16, 16)
    assert tb("agreement", "matrix", ROK, "--wording").code == 1
    assert tb("agreement", "matrix", "lsg").code == 2


def test_an_answer_dated_ahead_is_none_yet(tb: Run, demo: Path) -> None:
    file = next(demo.rglob(f"{ROK}.md"))
    ahead = "ratifications:\n  - {party: sater, status: adopted, date: 2024-12-01}\n"
    file.write_text(file.read_text().replace("ratifications:\n", ahead))
    assert "3 av 16 parter saknas" in tb("agreement", "matrix", ROK).err
    assert "2 av 16 parter saknas" in tb("agreement", "matrix", ROK, "--on", "2024-12-01").err


def test_answers_fill_the_matrix(tb: Run, git: Git) -> None:
    words = ("--status", "adopted", "--date", "2024-11-07", "--ref", "SN § 112")
    before = git("rev-parse", "HEAD")
    assert "+  - {party: sater, status: adopted" in tb("agreement", "ratify", ROK, "sater", *words, "-n").out
    assert git("rev-parse", "HEAD") == before
    done = tb("agreement", "ratify", ROK, "sater", *words)
    assert done.code == 0, done.err
    assert f"Ställningstagande {ROK}: Säter antagen 2024-11-07" in done.err
    late = tb("avtal", "registrera", ROK, "Hedemora", "Vansbro", "--status", "nekad")
    assert "råd: Paragrafen (§) saknas." in late.err
    assert tb("agreement", "matrix", ROK, "--missing").code == 1
    assert "KAN INTE BÖRJA GÄLLA: nekat av Hedemora, Vansbro" in tb("agreement", "matrix", ROK).err
    assert tb("agreement", "ratify", ROK, "umea").code == 4
    assert tb("agreement", "ratify", ROK, "sater", "--date", "31/2").code == 2


def test_a_party_may_be_named_by_an_id_that_it_had(tb: Run) -> None:
    form = Path(tb("agreement", "package", ROK, "sater").out.splitlines()[-1])
    assert tb("rename", "sater", "saters-kommun").code == 0
    assert "{party: saters-kommun, status: adopted" in tb("agreement", "ratify", ROK, "sater", "-n").out
    assert tb("remind", ROK, "sater", "-n").out.splitlines()[0] == f"out/paminnelse-{ROK}-saters-kommun.md"
    form.write_text(form.read_text().replace("Status:", "Status: antagen"))
    assert "Säter antagen" in tb("agreement", "answer", str(form), "-n").out


def test_drafts_are_written_and_remembered(tb: Run, git: Git, demo: Path) -> None:
    assert tb("remind", ROK, "-n").out.split() == [
        f"out/paminnelse-{ROK}-{p}.{form}"
        for p in ("hedemora", "sater", "vansbro")
        for form in ("md", "docx")
    ]
    assert not (demo / "out").exists()
    done = tb("remind", ROK, "--missing")
    assert done.code == 0, done.err
    assert "3 parter, påminnelse 2024-11-08" in git("log", "-1", "--format=%s")
    assert len(list((demo / "out").glob("paminnelse-*.md"))) == 3
    assert tb("remind", ROK).code == 0
    assert git("status", "--porcelain") == ""


def test_a_package_goes_out_and_its_form_comes_back(tb: Run, git: Git, demo: Path) -> None:
    files = tb("agreement", "package", ROK, "sater").out.split()
    form = demo / files[-1]
    form.write_text(form.read_text().replace("Status:", "Status: antagen ").replace("Datum:", "Datum: 7/11"))
    done = tb("agreement", "answer", str(form))
    assert done.code == 0, done.err
    assert git("log", "-1", "--format=%s").startswith(f"Ställningstagande {ROK}: Säter antagen 2024-11-07")
    assert tb("agreement", "answer", "finns-inte.md").code == 4
    assert tb("agreement", "answer", str(demo / "archive.toml")).code == 2

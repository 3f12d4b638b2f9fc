from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Run

Git = Callable[..., str]


def test_set_changes_one_line_and_commits_it(tb: Run, git: Git) -> None:
    done = tb("set", "lsg-2024-09-20-34", "utfall=antaget")
    assert done.code == 0, done.err
    assert "Sparat: Beslut lsg-2024-09-20-34: utfall fastställt → antaget" in done.err
    assert git("log", "-1", "--format=%s") == "Beslut lsg-2024-09-20-34: utfall fastställt → antaget\n"
    assert (
        git("log", "-1", "--format=%(trailers:key=Change,valueonly)%(trailers:key=Record-Type,valueonly)")
        == "edit\ndecision\n\n"
    )
    changed = [
        line
        for line in git("show", "--format=", "-U0", "HEAD").splitlines()
        if line[:1] in "+-" and line[:3] not in ("+++", "---")
    ]
    assert changed == ["-outcome: established", "+outcome: adopted"]
    assert git("status", "--porcelain") == ""
    assert git("log", "-1", "--format=%an") == "Karin Exempel\n"


def test_dry_run_shows_and_writes_nothing(tb: Run, git: Git) -> None:
    head = git("rev-parse", "HEAD")
    done = tb("set", "lsg-2024-09-20-34", "outcome=adopted", "-n")
    assert "+outcome: adopted" in done.out
    assert "Change: edit" in done.out
    assert git("rev-parse", "HEAD") == head
    assert git("status", "--porcelain") == ""


@pytest.mark.parametrize(
    ("words", "code", "expected"),
    [
        (("lsg-2024-09-20-34", "outcome=kanske"), 2, "kanske"),
        (("lsg-2024-09-20-34", "nonsense=1"), 2, "nonsense"),
        (("lsg-2024-09-20-34", "conditions=x"), 2, "tingsbok edit"),
        (("lsg", "short=LSX", "members.role=chair"), 2, "tingsbok edit"),
        (("rss-avtal-2023-2026", "cost.totl=5"), 2, "cost.total"),
        (("rss-avtal-2023-2026", "cost.total=fem"), 3, "tal"),
        (("lsg-2024-09-20-34", "outcome"), 2, "FÄLT=VÄRDE"),
        (("lsg-2024-09-20-34", "outcome="), 3, "outcome"),
        (("lsg-2024-09-20-34", "case=Inte Ett Id"), 3, "case"),
        (("lsg-2024-09-20-34", "outcome=established"), 6, ""),
        (("finns-inte", "outcome=adopted"), 4, "finns-inte"),
        (("lsg-2024-09-20-34", "valid_from=fredag 10 oktober 2024"), 2, "torsdag"),
    ],
)
def test_set_refuses_in_words(tb: Run, git: Git, words: tuple[str, ...], code: int, expected: str) -> None:
    head = git("rev-parse", "HEAD")
    done = tb("set", *words)
    assert done.code == code, (done.out, done.err)
    assert expected in done.err
    assert git("rev-parse", "HEAD") == head
    assert git("status", "--porcelain") == ""


def test_lists_grow_and_shrink(tb: Run, git: Git) -> None:
    assert tb("set", "suicidprevention", "keywords+=alfa,beta").code == 0
    assert tb("set", "suicidprevention", "nyckelord-=alfa").code == 0
    item = tb("show", "suicidprevention", "--json").json["items"][0]
    assert "beta" in item["keywords"]
    assert "alfa" not in item["keywords"]


def test_a_dotted_name_sets_the_value_inside_a_mapping(tb: Run) -> None:
    before = tb("show", "rss-avtal-2023-2026", "--json").json["items"][0]["cost"]
    assert tb("set", "rss-avtal-2023-2026", "kostnad.totalt=5", "cost.note=").code == 0
    item = tb("show", "rss-avtal-2023-2026", "--json").json["items"][0]
    del before["note"]
    assert item["cost"] == {**before, "total": "5"}
    assert "total" not in item

    assert tb("new", "agreement", "title=Avt", "kind=avtal", "cost.total=1000", "cost.period=year").code == 0
    assert tb("show", "avt", "--json").json["items"][0]["cost"] == {"total": "1000", "period": "year"}
    assert tb("set", "avt", "cost.total=", "cost.period=").code == 0
    assert "cost" not in tb("show", "avt", "--json").json["items"][0]


def test_new_proposes_id_and_folder(tb: Run, git: Git) -> None:
    done = tb(
        "new",
        "beslut",
        "meeting=lsg-2024-09-20",
        "item=38a",
        "title=Rådet skjuts upp",
        "utfall=bordlagt",
        "--text",
        "- att vänta",
        "--json",
    )
    assert done.code == 0, done.err
    (item,) = done.json["items"]
    assert item["id"] == "lsg-2024-09-20-38a"
    assert item["path"].endswith("/2024-09-20/lsg-2024-09-20-38a.md")
    assert git("show", "--format=", "--name-only", "HEAD").split() == [item["path"]]
    assert "lsg-2024-09-20-38a" in tb("list", "decision", "item:38a").out
    assert tb("new", "beslut", "title=x", "outcome=noted", "--id", "lsg-2024-09-20-38a").code == 6


def test_new_writes_what_the_schema_gives_a_new_record(tb: Run) -> None:
    (item,) = tb("new", "uppdrag", "title=Provuppdrag", "--json").json["items"]
    assert "status: open" in tb("show", item["id"], "--raw").out
    (item,) = tb("new", "uppdrag", "title=Redan gjort", "status=klart", "--json").json["items"]
    assert "status: done" in tb("show", item["id"], "--raw").out


def test_link_goes_to_the_field_made_for_it(tb: Run, git: Git) -> None:
    done = tb("link", "lsg-2024-09-20-31", "suicidprevention")
    assert done.code == 0, done.err
    assert "+case: suicidprevention" in git("show", "HEAD")
    assert git("log", "-1", "--format=%(trailers:key=Change,valueonly)").strip() == "link"
    assert tb("link", "lsg-2024-09-20-31", "suicidprevention", "--as", "case", "--remove").code == 0
    assert tb("link", "lsg-2024-09-20-31", "finns-inte").code == 4
    assert tb("link", "lsg-2024-09-20-31", "isabell-zemren", "--as", "case").code == 2


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("link", "beat-axa", "lsg-2024-09-20#99"), 'har ingen punkt "99"'),
        (("set", "lsg-2024-09-20-34", "case=finns-inte"), 'det finns ingen post "finns-inte"'),
        (("new", "uppdrag", "title=Prov", "given_by=finns-inte"), 'det finns ingen post "finns-inte"'),
    ],
)
def test_a_link_that_leads_nowhere_is_saved_and_told(tb: Run, words: tuple[str, ...], said: str) -> None:
    done = tb(*words)
    assert done.code == 0
    saved, *rest = done.err.splitlines()
    assert saved.startswith("Sparat: ")
    assert rest[0].startswith("fel[T110]")
    assert said in rest[0]


def test_nothing_is_told_of_links_that_are_right(tb: Run) -> None:
    assert len(tb("link", "lsg-2024-09-20-31", "suicidprevention").err.splitlines()) == 1


def test_link_without_a_field_goes_into_the_text(tb: Run, git: Git) -> None:
    assert tb("link", "suicidprevention", "isabell-zemren").code == 0
    assert "+Se även [[isabell-zemren]]" in git("show", "HEAD")
    assert "suicidprevention" in tb("show", "isabell-zemren").out


def test_rename_rewrites_every_reference_in_one_commit(tb: Run, git: Git) -> None:
    before = tb("show", "suicidprevention", "--json").json["backlinks"]
    done = tb("rename", "suicidprevention", "suicidprevention-vasterbotten")
    assert done.code == 0, done.err
    after = tb("show", "suicidprevention-vasterbotten", "--json").json
    assert {link["id"] for link in after["backlinks"]} == {link["id"] for link in before}
    assert after["items"][0]["aliases"][-1] == "suicidprevention"
    assert tb("show", "suicidprevention").code == 0, "the old id is an alias"
    assert (
        len(git("show", "--format=", "--name-only", "--no-renames", "HEAD").split())
        == len({link["id"] for link in before}) + 2
    )
    assert tb("check").code == 0
    assert "suicidprevention-vasterbotten" in tb("log", "suicidprevention-vasterbotten").out
    assert len(tb("log", "suicidprevention-vasterbotten", "--json").json["items"]) > 1, (
        "history goes on under the old name"
    )


def test_undo_is_a_new_commit_and_can_be_undone(tb: Run, git: Git) -> None:
    tb("set", "lsg-2024-09-20-34", "outcome=adopted")
    count = int(git("rev-list", "--count", "HEAD"))
    assert tb("undo").code == 6, "without a terminal it asks for --yes"
    done = tb("undo", "--yes")
    assert done.code == 0, done.err
    assert git("log", "-1", "--format=%s").startswith("Ångra")
    assert int(git("rev-list", "--count", "HEAD")) == count + 1
    assert "outcome: established" in tb("show", "lsg-2024-09-20-34", "--raw").out
    assert tb("undo", "--yes").code == 0
    assert "outcome: adopted" in tb("show", "lsg-2024-09-20-34", "--raw").out


def test_undo_keeps_what_was_changed_since_elsewhere(tb: Run, git: Git) -> None:
    tb("set", "lsg-2024-09-20-34", "outcome=adopted")
    commit = git("rev-parse", "HEAD").strip()
    tb("set", "lsg-2024-09-20-34", "title=Ny rubrik")
    assert tb("undo", commit).code == 0
    raw = tb("show", "lsg-2024-09-20-34", "--raw").out
    assert "outcome: established" in raw
    assert "title: Ny rubrik" in raw
    tb("set", "lsg-2024-09-20-34", "outcome=noted")
    assert tb("undo", commit).code == 6


def test_restore_brings_a_record_back(tb: Run, git: Git) -> None:
    before = tb("show", "lsg-2024-09-20-34", "--raw").out
    rev = git("rev-parse", "HEAD").strip()
    tb("set", "lsg-2024-09-20-34", "outcome=adopted", "title=X")
    assert tb("restore", "lsg-2024-09-20-34", rev).code == 0
    assert tb("show", "lsg-2024-09-20-34", "--raw").out == before
    assert tb("show", "lsg-2024-09-20-34", "--at", "HEAD~1", "--raw").out != before


def test_remove_is_refused_while_others_refer_and_keeps_history(tb: Run, git: Git) -> None:
    assert tb("remove", "suicidprevention", "--yes").code == 6
    tb("new", "case", "title=Tillfälligt")
    assert tb("remove", "tillfalligt").code == 6
    assert tb("remove", "tillfalligt", "--yes").code == 0
    assert tb("show", "tillfalligt").code == 4
    assert len(tb("log", "tillfalligt", "--json").json["items"]) == 2
    assert tb("restore", "tillfalligt", "HEAD~1").code == 0
    assert tb("show", "tillfalligt").code == 0


def test_a_file_that_cannot_be_read_is_shown_with_its_fault_and_exit_code(tb: Run, demo: Path) -> None:
    path = next(demo.glob("records/**/beat-axa.md"))
    path.write_text(
        path.read_text().replace("---\n", "---\n<<<<<<< HEAD\ntitle: a\n=======\ntitle: b\n>>>>>>> x\n", 1)
    )
    status = tb("status").out
    assert "ändrad  beat-axa: Filen innehåller märken efter en sammanslagning" in status
    assert "→ –" not in status
    for words in (("show", "beat-axa"), ("show", "beat-axa", "--json")):
        done = tb(*words)
        assert (done.code, ">>>>>>> x" in done.out) == (3, True)
    assert tb("show", "beat-axa", "--raw").code == 0


def test_a_new_archive_from_nothing(tb: Run, tmp_path: Path) -> None:
    where = tmp_path / "nytt arkiv"
    assert tb("init", str(where), "--title", "Nytt", "--yes").code == 0
    assert os.access(where / ".git" / "hooks" / "pre-commit", os.X_OK)
    assert tb("-C", str(where), "new", "body", "name=Rådet", "short=R").code == 0
    assert tb("-C", str(where), "new", "meeting", "body=r", "date=15/11", "status=planned").code == 0
    assert "r-2024-11-15" in tb("-C", str(where), "list", "meeting").out
    assert (where / "records/meetings/r/2024/2024-11-15/r-2024-11-15.md").is_file()
    assert tb("-C", str(where), "check").code == 0
    assert tb("init", str(tmp_path / "ark" / "records")).code in {0, 6}


def test_a_type_that_an_archive_adds_works_everywhere(tb: Run, demo: Path) -> None:
    (demo / "schemas").mkdir()
    (demo / "schemas" / "risk.schema.json").write_text(
        '{"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "Risk", "type": "object",'
        ' "required": ["type", "title"], "properties": {"type": {"const": "risk"}, "title": {"type": "string"},'
        ' "level": {"enum": ["low", "high"]}, "owner": {"type": "string", "x-tingsbok": {"kind": "link", "link": ["person"]}}}}'
    )
    done = tb("new", "risk", "title=Vakanser", "level=high", "owner=isabell-zemren")
    assert done.code == 0, done.err
    assert "vakanser" in tb("risk", "list", "level:high").out
    assert "vakanser" in tb("search", "vakans").out
    assert "vakanser" in tb("show", "isabell-zemren").out
    assert tb("new", "risk", "title=Y", "level=medium").code == 2
    assert tb("set", "vakanser", "owner=finns-inte").code in {0, 3}
    assert tb("check").code == 1


def test_one_is_told_as_one(tb: Run, demo: Path) -> None:
    path = next(demo.rglob("mini-maria.md"))
    path.write_text(path.read_text().replace("status: open", "status: opne"))
    assert tb("--lang", "en", "check", "mini-maria").err == "1 error, 0 pieces of advice.\n"


def test_a_record_of_a_closed_type_can_be_renamed(tb: Run, demo: Path) -> None:
    (demo / "schemas").mkdir()
    (demo / "schemas" / "risk.schema.json").write_text(
        '{"title": "Risk", "additionalProperties": false, "properties": {"title": {"type": "string"}}}'
    )
    assert tb("new", "risk", "title=Vakanser").code == 0
    done = tb("rename", "vakanser", "vakanta-tjanster")
    assert done.code == 0, done.err
    assert "Risk vakanta-tjanster" in tb("show", "vakanser").out
    assert tb("check", "records/risk").code == 0


@pytest.mark.parametrize("words", [("rename", "mini-maria", "mini"), ("link", "mini-maria", "lsg")])
def test_a_broken_record_that_is_to_be_changed_is_named_with_the_line(
    tb: Run, demo: Path, words: tuple[str, ...]
) -> None:
    path = next(demo.rglob("mini-maria.md"))
    path.write_text(path.read_text().replace("status: open", "status: open: ja"))
    refused = tb(*words)
    assert refused.code == 3
    assert "mini-maria.md:4:13  Det står ett kolon inne i en text." in refused.err

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


def test_what_another_editor_changed_is_committed_with_its_fields_named(
    tb: Run, demo: Path, git: Git
) -> None:
    path = next(demo.rglob("lsg-2024-09-20.md"))
    path.write_text(path.read_text().replace("place: Teams", "place: Umeå"))
    assert "plats Teams → Umeå" in tb("status").out
    done = tb("commit")
    assert done.code == 0, done.err
    assert git("log", "-1", "--format=%s") == "Möte lsg-2024-09-20: plats Teams → Umeå\n"
    assert git("log", "-1", "--format=%(trailers:key=Change,valueonly)").strip() == "external"
    assert tb("commit").code == 0
    assert git("status", "--porcelain") == ""


@pytest.mark.parametrize(
    ("here", "word"),
    [
        ("", "lgl"),
        ("", "records/bodies/lgl.md"),
        ("", "records/bodies"),
        ("records/bodies", "lgl.md"),
        ("records/bodies", "."),
        ("records/bodies", "records/bodies/lgl.md"),
    ],
)
def test_what_is_committed_is_named_by_id_file_or_folder(
    tb: Run, demo: Path, git: Git, monkeypatch: pytest.MonkeyPatch, here: str, word: str
) -> None:
    for file in (demo / "records/bodies/lgl.md", next(demo.rglob("lsg-2024-09-20.md"))):
        file.write_text(file.read_text() + "\nen rad till\n")
    monkeypatch.chdir(demo / here)
    done = tb("commit", word)
    assert done.code == 0, done.err
    assert git("show", "--format=", "--name-only", "HEAD") == "records/bodies/lgl.md\n"
    assert "lsg-2024-09-20.md" in git("status", "--porcelain")
    assert tb("commit", word).code == 4


@pytest.mark.parametrize("word", ["lgl", "records/bodies/lgl.md", "records/bodies/region/lgl.md"])
def test_a_file_that_was_moved_is_committed_at_both_its_places(
    tb: Run, demo: Path, git: Git, word: str
) -> None:
    (demo / "records/bodies/region").mkdir()
    (demo / "records/bodies/lgl.md").rename(demo / "records/bodies/region/lgl.md")
    assert tb("commit", word).code == 0
    assert git("status", "--porcelain") == ""


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


def test_edit_runs_the_editor_and_commits(tb: Run, git: Git, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EDITOR", "sed -i s/Teams/Umeå/")
    assert tb("edit", "lsg-2024-09-20").code == 0
    assert git("log", "-1", "--format=%s") == "Möte lsg-2024-09-20: plats Teams → Umeå\n"
    monkeypatch.setenv("EDITOR", "true")
    assert tb("edit", "lsg-2024-09-20").code == 0
    monkeypatch.setenv("EDITOR", "false")
    assert tb("edit", "lsg-2024-09-20").code == 7
    monkeypatch.setenv("EDITOR", "no-such-editor-here")
    assert tb("edit", "lsg-2024-09-20").code == 7


def test_edit_has_no_dry_run_that_would_change_the_file(
    tb: Run, git: Git, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EDITOR", "sed -i s/Teams/Umeå/")
    refused = tb("edit", "lsg-2024-09-20", "--dry-run")
    assert (refused.code, "på prov" in refused.err) == (2, True)
    assert git("status", "--porcelain") == ""


def test_a_program_is_told_that_nothing_was_saved(tb: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EDITOR", "true")
    for words in (("commit",), ("edit", "lsg")):
        done = tb(*words, "--json")
        assert (done.code, done.json["items"]) == (0, []), words


def test_foreign_changes_stay_out_of_our_commits(tb: Run, demo: Path, git: Git) -> None:
    other = next(demo.rglob("lsg-2024-09-20-35.md"))
    other.write_text(other.read_text() + "\nutanför\n")
    (demo / "notes.txt").write_text("staged")
    git("add", "notes.txt")
    assert tb("set", "lsg-2024-09-20-34", "outcome=adopted").code == 0
    assert len(git("show", "--format=", "--name-only", "HEAD").split()) == 1
    status = git("status", "--porcelain")
    assert "A  notes.txt" in status
    assert "lsg-2024-09-20-35.md" in status


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


def test_staged_errors_stop_a_plain_git_commit(tb: Run, demo: Path, git: Git) -> None:
    path = next(demo.rglob("lsg-2024-09-20-34.md"))
    path.write_text(path.read_text().replace("outcome: established", "outcome: kanske"))
    git("add", "-A")
    path.write_text(path.read_text().replace("outcome: kanske", "outcome: established"))
    assert tb("check", "--staged").code == 1
    git("add", "-A")
    assert tb("check", "--staged").code == 0


def test_staged_names_that_are_no_ids_or_taken_stop_a_plain_git_commit(tb: Run, demo: Path, git: Git) -> None:
    path = next(demo.rglob("mini-maria.md"))
    (demo / "records" / "två ord.md").write_bytes(path.read_bytes())
    (demo / "records" / "Mini-Maria.md").write_bytes(path.read_bytes())
    git("add", "-A")
    lines = [line for line in tb("check", "--staged").out.splitlines() if line.startswith("fel")]
    assert [line[:9] for line in sorted(lines)] == ["fel[T112]", "fel[T113]", "fel[T113]"]
    git("reset", "-q", "--hard")
    git("mv", path.relative_to(demo).as_posix(), "records/mini-maria.md")
    assert tb("check", "--staged").code == 0


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("case: suicidprevention", "case: finns-inte", "T110"),
        ("case: suicidprevention", "case: lsg", "T111"),
        ('item: "34"', 'item: "99"', "T110"),
        ("case: suicidprevention", "supersedes: [lsg-2024-09-20-34]", "T114"),
    ],
)
def test_whatever_check_calls_an_error_stops_a_plain_git_commit(
    tb: Run, demo: Path, git: Git, old: str, new: str, code: str
) -> None:
    path = next(demo.rglob("lsg-2024-09-20-34.md"))
    path.write_text(path.read_text().replace(old, new))
    git("add", "-A")
    checked = tb("check", "--staged")
    assert checked.code == 1
    assert f"fel[{code}]" in checked.out


def test_records_that_are_staged_together_may_name_each_other(tb: Run, demo: Path, git: Git) -> None:
    path = next(demo.rglob("lsg-2024-09-20-34.md"))
    path.write_text(path.read_text().replace("case: suicidprevention", "case: nytt"))
    new = demo / "records" / "nytt.md"
    new.write_text("---\ntype: case\ntitle: Nytt\nstatus: open\n---\n")
    git("add", "-A")
    new.unlink()
    assert tb("check", "--staged").code == 0


def test_commit_saves_no_new_file_under_a_name_that_is_no_id_or_taken(tb: Run, demo: Path, git: Git) -> None:
    path, head = next(demo.rglob("mini-maria.md")), git("rev-parse", "HEAD")
    for name, code in (("två ord", "T113"), ("lchnv", "T112")):
        new = demo / "records" / f"{name}.md"
        new.write_bytes(path.read_bytes())
        refused = tb("commit", f"records/{name}.md")
        assert (refused.code, f"fel[{code}] records/{name}.md" in refused.err) == (3, True), refused.err
        new.unlink()
    assert git("rev-parse", "HEAD") == head
    odd = demo / "records" / "två ord.md"
    path.rename(odd)
    git("add", "-A")
    git("commit", "-qm", "förbi")
    odd.write_bytes(odd.read_bytes() + b"Mer.\n")
    assert tb("commit").code == 0
    odd.rename(path)
    assert tb("commit").code == 0
    path.rename(demo / "records" / path.name)
    assert tb("commit").code == 0


def test_the_diff_driver_says_that_a_version_cannot_be_read(tb: Run, demo: Path, tmp_path: Path) -> None:
    """Not that somebody has taken every field away."""
    path = next(demo.rglob("mini-maria.md"))
    old = tmp_path / "old"
    old.write_bytes(path.read_bytes())
    path.write_bytes(path.read_bytes().replace(b"status: open", b"status: open: ja"))
    words = [str(path.relative_to(demo)), str(old), "0" * 40, "100644", str(path), "0" * 40, "100644"]
    for out in (tb("git-diff", *words).out, tb("diff", "mini-maria").out):
        assert "mini-maria.md:4:13  Det står ett kolon inne i en text." in out
        assert "+status: open: ja" in out
        assert "→" not in out


def test_a_change_without_words_is_told_without_dashes(tb: Run, demo: Path, git: Git) -> None:
    path = next(demo.rglob("mini-maria.md"))
    path.write_text(path.read_text().replace("upp i\n", "upp\ni "))
    said = "radbrytningar i texten: ändrad text"
    assert tb("diff", "mini-maria").out.startswith(f"{said}\n")
    git("commit", "-qam", "x")
    assert f"  {said}\n" in tb("log", "mini-maria", "--limit", "1").out


def test_line_ends_that_an_editor_changed_are_no_change_of_the_text(tb: Run, demo: Path, git: Git) -> None:
    path = next(demo.rglob("mini-maria.md"))
    path.write_bytes(path.read_bytes().replace(b"status: open", b"status: closed").replace(b"\n", b"\r\n"))
    assert tb("commit").code == 0
    assert "\n\nstatus: öppet → avslutat\n\nRecord: mini-maria\n" in git("log", "-1", "--format=%B")


def test_the_diff_driver_names_changed_fields(tb: Run, demo: Path, tmp_path: Path) -> None:
    path = next(demo.rglob("lsg-2024-09-20-34.md"))
    old = tmp_path / "old"
    old.write_bytes(path.read_bytes())
    path.write_text(path.read_text().replace("outcome: established", "outcome: adopted"))
    done = tb(
        "git-diff", str(path.relative_to(demo)), str(old), "0" * 40, "100644", str(path), "0" * 40, "100644"
    )
    assert "# utfall: fastställt → antaget" in done.out.lower()
    assert "+outcome: adopted" in done.out


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


def test_what_the_history_holds_already_is_not_called_saved(tb: Run, demo: Path, git: Git) -> None:
    head = git("rev-parse", "HEAD")
    path = next(demo.rglob("lsg-2024-09-20-34.md"))
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))  # .gitattributes: stored as LF
    done = tb("commit")
    assert done.code == 0, done.err
    assert "ingen ny ändring" in done.err
    assert head[:7] not in done.err  # nobody is told to undo what a colleague did
    path.unlink()
    done = tb("restore", "lsg-2024-09-20-34", "HEAD", "--json")
    assert done.json["items"] == []
    assert head[:7] not in done.err
    assert path.is_file()
    assert git("rev-parse", "HEAD") == head
    assert git("status", "--porcelain") == ""


def test_one_of_several_files_with_an_id_is_not_changed_for_another(tb: Run, demo: Path, git: Git) -> None:
    """The copy that a file manager makes sorts before the record, or after it: nobody may have to know."""
    copy = demo / "records" / "aa" / "mini-maria.md"
    copy.parent.mkdir()
    copy.write_text("---\ntype: case\ntitle: Kopia\nstatus: open\n---\n", encoding="utf-8")
    for words in (("set", "mini-maria", "status=closed"), ("edit", "mini-maria")):
        refused = tb(*words)
        assert refused.code == 6, refused.err
        assert "records/aa/mini-maria.md, records/cases/lchnv/mini-maria.md" in refused.err
        assert "tingsbok rename" in refused.err
    assert git("status", "--porcelain") == "?? records/aa/\n"
    shown = tb("show", "mini-maria")
    assert "2 filer har id:t" in shown.err
    assert shown.code == 0
    assert tb("show", "suicidprevention").err == ""


def test_edit_takes_no_record_away(tb: Run, demo: Path, git: Git, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EDITOR", "rm")
    head = git("rev-parse", "HEAD")
    done = tb("edit", "mini-maria")
    assert done.code == 6, done.err
    assert "tingsbok restore mini-maria HEAD" in done.err
    assert git("rev-parse", "HEAD") == head
    assert tb("restore", "mini-maria", "HEAD").code == 0
    assert git("status", "--porcelain") == ""


@pytest.mark.parametrize(
    ("words", "line"),
    [
        ((), 1),
        (("--line", "3"), 3),
        (("--field", "status"), 4),
        (("--field", "Rubrik"), 3),
        (("--field", "text"), 7),
    ],
)
def test_edit_begins_where_it_is_told(
    tb: Run, demo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], line: int
) -> None:
    path = next(demo.rglob("mini-maria.md"))
    path.write_text("---\ntype: case\ntitle: Mini Maria\nstatus: open\nopened: 2024\n---\nText\n")
    begun, editor = tmp_path / "begun", tmp_path / "vi"
    editor.write_text(f'#!/bin/sh\necho "$1" > {begun}\n')
    editor.chmod(0o755)
    monkeypatch.setenv("EDITOR", str(editor))
    assert tb("edit", "mini-maria", *words).code == 0
    assert begun.read_text() == f"+{line}\n"
    path.write_text(path.read_text().replace("opened: 2024", "opened: : 2024"))
    assert tb("edit", "mini-maria", *words).code == 3
    assert begun.read_text() == ("+3\n" if "--line" in words else "+5\n")


@pytest.mark.parametrize("words", [("--line", "0"), ("--field", "finns-inte"), ("--field", "items.key")])
def test_edit_opens_no_editor_at_what_is_not_there(
    tb: Run, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    monkeypatch.setenv("EDITOR", "no-such-editor-here")
    assert tb("edit", "lsg-2024-09-20", *words).code == 2


def test_one_is_told_as_one(tb: Run, demo: Path) -> None:
    path = next(demo.rglob("mini-maria.md"))
    path.write_text(path.read_text().replace("status: open", "status: opne"))
    assert tb("--lang", "en", "check", "mini-maria").err == "1 error, 0 pieces of advice.\n"


def test_an_editor_that_is_not_there_is_told_in_words(tb: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EDITOR", "no-such-editor-here")
    refused = tb("edit", "mini-maria")
    assert refused.code == 7
    assert "Errno" not in refused.err


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


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("finns-inte", "Det finns ingen fil finns-inte."),
        ("records/finns-inte.md", "Det finns ingen fil records/finns-inte.md."),
        ("archive.toml", "archive.toml är ingen post."),
        ("mini-maria", "mini-maria.md är som den senast sparades."),
        ("records/cases", "records/cases är som den senast sparades."),
    ],
)
def test_commit_says_why_there_is_nothing_to_save(tb: Run, demo: Path, word: str, said: str) -> None:
    (demo / "archive.toml").write_text('title = "Ändrat"\n', encoding="utf-8")
    next(demo.rglob("lsg.md")).write_text("---\ntype: body\nname: LSG\n---\n", encoding="utf-8")
    refused = tb("commit", word)
    assert refused.code == 4
    assert said in refused.err


@pytest.mark.parametrize("words", [("rename", "mini-maria", "mini"), ("link", "mini-maria", "lsg")])
def test_a_broken_record_that_is_to_be_changed_is_named_with_the_line(
    tb: Run, demo: Path, words: tuple[str, ...]
) -> None:
    path = next(demo.rglob("mini-maria.md"))
    path.write_text(path.read_text().replace("status: open", "status: open: ja"))
    refused = tb(*words)
    assert refused.code == 3
    assert "mini-maria.md:4:13  Det står ett kolon inne i en text." in refused.err


def test_commit_names_every_file_that_stops_it(tb: Run, demo: Path) -> None:
    for name in ("mini-maria", "suicidprevention"):
        path = next(demo.rglob(f"{name}.md"))
        path.write_text(path.read_text().replace("status: open", "status: oppen"))
    refused = tb("commit")
    assert refused.code == 3
    assert "mini-maria.md:4:1" in refused.err
    assert "suicidprevention.md:4:1" in refused.err

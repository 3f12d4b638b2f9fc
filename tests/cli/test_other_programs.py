"""What other programs change: commit, the hook, the diff driver, and the editor that a command starts."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Run

Git = Callable[..., str]


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


def test_an_editor_that_is_not_there_is_told_in_words(tb: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EDITOR", "no-such-editor-here")
    refused = tb("edit", "mini-maria")
    assert refused.code == 7
    assert "Errno" not in refused.err


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


def test_commit_names_every_file_that_stops_it(tb: Run, demo: Path) -> None:
    for name in ("mini-maria", "suicidprevention"):
        path = next(demo.rglob(f"{name}.md"))
        path.write_text(path.read_text().replace("status: open", "status: oppen"))
    refused = tb("commit")
    assert refused.code == 3
    assert "mini-maria.md:4:1" in refused.err
    assert "suicidprevention.md:4:1" in refused.err

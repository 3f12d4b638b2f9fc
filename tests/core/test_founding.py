from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tingsbok.actions import Draft
from tingsbok.archive import Archive
from tingsbok.errors import Refused
from tingsbok.founding import archive_files, found_archive, wire
from tingsbok.record import parse_record
from tingsbok.store.git_trust import CHECK_HOOK, DIFF_DRIVER, PYTHON

ROOT = Path(__file__).parent.parent.parent


@pytest.mark.parametrize("language", ["sv", "en"])
def test_each_type_has_a_template_and_a_snippet_that_are_records(language: str) -> None:
    files = archive_files('Ett "arkiv"', language)
    templates = {name: text for name, text in files.items() if name.startswith("templates/")}
    assert len(templates) == 8
    for name, text in templates.items():
        record = parse_record(name, text.encode())
        assert (record.problems, record.type) == ((), Path(name).stem)
    snippets = json.loads(files[".vscode/tingsbok.code-snippets"])
    prefixes = [snippet["prefix"] for snippet in snippets.values()]
    assert len(prefixes) == len(set(prefixes))
    assert {f"tb-{Path(name).stem}" for name in templates} | {"tb-decision-outcome"} <= set(prefixes)
    assert "${1|" in snippets["Beslut: Utfall" if language == "sv" else "Decision: Outcome"]["body"][0]


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("decision", ["type", "meeting", "item", "title", "outcome"]),
        ("assignment", ["type", "title", "assignees", "due", "status"]),
    ],
)
def test_a_template_holds_what_one_begins_with(name: str, fields: list[str]) -> None:
    record = parse_record("x.md", archive_files("x", "sv")[f"templates/{name}.md"].encode())
    assert list(record.fields) == fields


@pytest.mark.parametrize(
    ("line", "severity", "groups"),
    [
        (
            "fel[T101] records/a b.md:7:3  fel: datum",
            "error",
            ("T101", "records/a b.md", "7", "3", "fel: datum"),
        ),
        ("advice[T203] records/x.md:1:1  weekday", "warning", ("T203", "records/x.md", "1", "1", "weekday")),
        ("  rätta: så här", "", ()),
    ],
)
def test_visual_studio_code_finds_the_place_of_a_problem(
    line: str, severity: str, groups: tuple[str, ...]
) -> None:
    tasks = json.loads(archive_files("x", "sv")[".vscode/tasks.json"])["tasks"]
    matchers = tasks[0]["problemMatcher"]
    found = {each["severity"]: re.match(each["pattern"]["regexp"], line) for each in matchers}
    assert [match.groups() for match in found.values() if match] == ([groups] if groups else [])
    assert not severity or found[severity]


def test_a_folder_with_other_things_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("x")
    with pytest.raises(Refused):
        found_archive(tmp_path, title="x", language="sv")
    assert [entry.name for entry in tmp_path.iterdir()] == ["mine.txt"]


def test_founding_twice_changes_nothing_that_is_there(tmp_path: Path) -> None:
    root = found_archive(tmp_path / "ark", title="Ett", language="sv")
    (root / ".gitignore").write_text("mine\n")
    found_archive(root, title="Två", language="en")
    assert (root / ".gitignore").read_text() == "mine\n"
    assert "Ett" in (root / "archive.toml").read_text()


def test_wiring_names_a_hook_that_is_not_ours_and_leaves_it(tmp_path: Path) -> None:
    root = found_archive(tmp_path / "ark", title="x", language="sv")
    hook = root / ".git" / "hooks" / "pre-commit"
    wire(root)
    assert hook.read_text() == CHECK_HOOK
    assert wire(root)
    hook.write_text("#!/bin/sh\nmine\n")
    assert any(str(hook) in sentence for sentence in wire(root))
    assert "mine" in hook.read_text()
    driver = subprocess.run(
        ["git", "config", "--local", "diff.tingsbok.command"],
        cwd=root,
        check=True,
        capture_output=True,
        text=True,
    )
    assert driver.stdout.rstrip("\n") == DIFF_DRIVER


def test_wiring_says_that_git_looks_for_hooks_elsewhere(tmp_path: Path) -> None:
    root = found_archive(tmp_path / "ark", title="x", language="sv")
    subprocess.run(["git", "config", "core.hooksPath", ".husky"], cwd=root, check=True)
    said = wire(root)
    assert str(root / ".husky") in said[0]
    assert not (root / ".git" / "hooks" / "pre-commit").exists()
    assert not (root / ".husky").exists()


@pytest.mark.parametrize("moved", [False, True])
def test_hook_and_driver_hold_where_the_program_is_not_found_by_name(tmp_path: Path, moved: bool) -> None:
    root = found_archive(tmp_path / "ett arkiv", title="x", language="sv")
    git_folder = Path(shutil.which("git") or "").parent
    bare = {**os.environ, "PATH": f"{git_folder}:/bin", "PYTHONPATH": str(ROOT)}

    def git(*words: str) -> subprocess.CompletedProcess[str]:
        command = ["git", "-c", "user.name=K", "-c", "user.email=k@example.invalid", *words]
        return subprocess.run(command, cwd=root, env=bare, check=False, capture_output=True, text=True)

    git("add", "-A")
    git("commit", "-qm", "arkivet")
    wire(root)
    if moved:
        git("config", PYTHON, "/finns inte/python")
    record = root / "records" / "r.md"
    record.write_text("---\ntype: body\n---\n")
    git("add", "-A")
    committed = git("commit", "-qm", "ogiltig post")
    assert (committed.returncode == 0) == moved, committed.stderr
    assert ("not checked" in committed.stderr) == moved
    record.write_text("---\ntype: body\nname: Rådet\n---\n")
    shown = git("diff")
    assert (shown.returncode, "+name: Rådet" in shown.stdout) == (0, True), shown.stderr
    assert ("# " in shown.stdout) == (not moved)


@pytest.mark.parametrize("known", [True, False])
def test_a_clone_of_a_new_archive_has_its_title_and_the_first_record_can_be_undone(
    tmp_path: Path, known: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    def name_the_user() -> None:
        monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "gitconfig"))
        (tmp_path / "gitconfig").write_text("[user]\n name = K\n email = k@example.invalid\n")

    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    if known:
        name_the_user()
    root = found_archive(tmp_path / "ark", title="Samverkan i länet", language="sv")
    name_the_user()
    with Archive.open(root, cache_dir=tmp_path / "cache") as archive:
        assert bool(archive.store.head()) == known
        archive.create(Draft("body", "radet", "records/radet.md", {"type": "body", "name": "Rådet"}))
        archive.undo()
        subjects = [commit.subject for commit in archive.store.log()]
    assert subjects[-1] == "Arkiv: grundat"
    assert len(subjects) == 3
    status = subprocess.run(["git", "status", "--porcelain"], cwd=root, check=True, capture_output=True)
    assert status.stdout == b""
    subprocess.run(["git", "clone", "-q", root, tmp_path / "klon"], check=True)
    assert "Samverkan i länet" in (tmp_path / "klon" / "archive.toml").read_text("utf-8")


def test_founding_in_a_repository_saves_what_it_made_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "gitconfig").write_text("[user]\n name = K\n email = k@example.invalid\n")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "gitconfig"))
    root = tmp_path / "ark"
    subprocess.run(["git", "init", "-q", root], check=True)
    (root / ".gitignore").write_text("mine\n")
    found_archive(root, title="x", language="en")
    committed = subprocess.run(["git", "ls-files"], cwd=root, check=True, capture_output=True, text=True)
    assert "archive.toml" in committed.stdout
    assert ".gitignore" not in committed.stdout

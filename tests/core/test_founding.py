from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from tingsbok.errors import Refused
from tingsbok.founding import HOOK, archive_files, found_archive, wire
from tingsbok.record import parse_record


@pytest.mark.parametrize("language", ["sv", "en"])
def test_each_type_has_a_template_and_a_snippet_that_are_records(language: str) -> None:
    files = archive_files('Ett "arkiv"', language)
    templates = {name: text for name, text in files.items() if name.startswith("templates/")}
    assert len(templates) == 8
    for name, text in templates.items():
        record = parse_record(name, text.encode())
        assert (record.problems, record.type) == ((), Path(name).stem)
    snippets = json.loads(files[".vscode/tingsbok.code-snippets"])
    assert {snippet["prefix"] for snippet in snippets.values()} == {
        f"tb-{Path(name).stem}" for name in templates
    }


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
    assert hook.read_text() == HOOK
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
    assert driver.stdout == "tingsbok git-diff\n"

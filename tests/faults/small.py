"""A small archive made with plain git: what the tests of repository states, other hands and many writers share."""

from __future__ import annotations

import subprocess
from pathlib import Path

BODY = "records/bodies/rad.md"
ANNA = "records/people/anna.md"
BERT = "records/people/bert.md"
FILES = {
    "archive.toml": 'title = "Prov"\nlanguage = "sv"\n',
    BODY: "---\ntype: body\nname: Rådet\n---\n\nText om rådet.\n",
    ANNA: "---\ntype: person\nname: Anna Exempel\ntitle: ordförande\n---\n",
    BERT: "---\ntype: person\nname: Bert Exempel\n---\n\nBert skriver.\n",
}


def git(root: Path, *arguments: str, feed: bytes = b"", check: bool = True) -> str:
    """Run plain git as a colleague would; returns what it printed, with what it complained about."""
    done = subprocess.run(
        ["git", *arguments],
        cwd=root,
        input=feed,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    said = done.stdout.decode(errors="replace").rstrip("\n")
    assert not (check and done.returncode), said
    return said


def fill(root: Path, files: dict[str, str] = FILES) -> None:
    """Write the files of the archive."""
    for path, text in files.items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8", newline="")


def found(root: Path, *init: str, commit: bool = True) -> Path:
    """Make the archive; *init* are more arguments for ``git init``."""
    root.mkdir(parents=True, exist_ok=True)
    git(root, "init", "-q", "-b", "main", "--template=", *init)
    fill(root)
    if commit:
        git(root, "add", ".")
        git(root, "commit", "-q", "-m", "Börjat")
    return root


def colleague(root: Path, path: str, before: str, after: str) -> None:
    """Change a file with an editor and commit it with plain git."""
    file = root / path
    file.write_text(file.read_text(encoding="utf-8").replace(before, after), encoding="utf-8", newline="")
    git(root, "commit", "-q", "-m", f"Kollegan: {after}", "--", path)


def leftovers(root: Path) -> list[str]:
    """Files of ours that no ended save may leave: texts beside the records, locks, journals."""
    ours = [*root.rglob(".~tingsbok-*"), *(root / ".git").rglob("index.lock")]
    ours += (root / ".git").rglob("tingsbok/journal/*")
    return sorted(str(file.relative_to(root)) for file in ours)


def unsound(root: Path) -> str:
    """What git finds wrong with the repository; empty if nothing."""
    return git(root, "fsck", "--strict", "--no-dangling", "--no-progress", check=False)

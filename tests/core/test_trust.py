"""Programs that an archive brings along run only once the user has said so, and only as they were shown."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.small import found, git
from tingsbok import config, i18n
from tingsbok.actions import Edit
from tingsbok.archive import Archive
from tingsbok.errors import ExternalProgramFailed, Refused
from tingsbok.founding import wire
from tingsbok.trust import TrustBook


def script(file: Path, text: str) -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(f"#!/bin/sh\n{text}\n")
    file.chmod(0o755)
    return file


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return found(tmp_path / "ark")


@pytest.fixture
def archive(root: Path, tmp_path: Path) -> Iterator[Archive]:
    i18n.use("en")
    with Archive.open(root, cache_dir=tmp_path / "cache") as archive:
        archive.refresh()
        yield archive


def save(archive: Archive, title: str) -> None:
    record = archive.get("anna")
    archive.save(Edit("anna", {**record.fields, "title": title}, record.etag))


def book() -> Path:
    return config.state_dir() / "trust.json"


# -- the archive


def test_an_archive_without_programs_asks_nothing(root: Path, archive: Archive) -> None:
    script(root / ".git/hooks/post-commit", "exit 1")
    script(root / ".git/hooks/pre-commit.sample", "exit 1")
    (root / ".git/hooks/commit-msg").write_text("not executable")
    git(root, "config", "gpg.program", "/usr/bin/evil")  # nothing is signed
    assert archive.trust_question() == ""
    assert archive.trust().programs == ()
    save(archive, "x")


def test_a_hook_runs_once_the_archive_is_trusted_and_is_asked_for_once(
    root: Path, archive: Archive, tmp_path: Path
) -> None:
    hook = script(root / ".git/hooks/pre-commit", f"echo ran >> {tmp_path}/seen")
    question = archive.trust_question()
    assert str(hook) in question
    save(archive, "a")
    assert not (tmp_path / "seen").exists()
    assert archive.kept_back == question
    archive.answer_trust(trusted=True)
    assert archive.trust_question() == ""
    save(archive, "b")
    assert archive.kept_back == ""
    save(archive, "c")
    assert (tmp_path / "seen").read_text() == "ran\n" * 2
    archive.revoke_trust()
    assert archive.trust_question() == question
    save(archive, "d")
    assert (tmp_path / "seen").read_text() == "ran\n" * 2


def test_a_no_is_remembered_too(root: Path, archive: Archive, tmp_path: Path) -> None:
    script(root / ".git/hooks/pre-commit", f"touch {tmp_path}/seen")
    archive.answer_trust(trusted=False)
    assert archive.trust_question() == ""
    save(archive, "a")
    assert not (tmp_path / "seen").exists()
    assert archive.trust().answer is False


@pytest.mark.parametrize(
    ("change", "asked"),
    [
        (lambda root: script(root / ".git/hooks/pre-commit", "exit 1"), True),
        (lambda root: script(root / ".git/hooks/commit-msg", "exit 1"), True),
        (lambda root: script(root / ".git/hooks/helper", "exit 1"), True),
        (lambda root: (root / ".git/hooks/helper").chmod(0o644), True),
        (lambda root: git(root, "config", "core.hooksPath", str(root / ".git/hooks")), True),
        (lambda root: git(root, "config", "include.path", "more"), True),
        (lambda root: git(root, "config", "my.hook", "x"), True),
        (lambda root: (root / ".git/included").write_text("[my]\n\tkey = 2\n"), True),
        (lambda root: git(root, "branch", "--track", "andra", "main"), False),
        (lambda root: git(root, "remote", "add", "origin", "https://example.invalid/x"), False),
        (lambda root: git(root, "commit", "-q", "--no-verify", "--allow-empty", "-m", "x"), False),
        (lambda root: git(root, "config", "--global", "alias.x", "status"), False),
        (lambda root: (root / ".git/hooks/update.sample").write_text("x"), False),
    ],
)  # fmt: skip
def test_what_has_changed_since_is_asked_for_anew(
    change: object, asked: bool, root: Path, archive: Archive, tmp_path: Path
) -> None:
    script(root / ".git/hooks/pre-commit", "exit 0")
    script(root / ".git/hooks/helper", "exit 0")
    (root / ".git/included").write_text("[my]\n\tkey = 1\n")
    git(root, "config", "include.path", "included")
    archive.answer_trust(trusted=True)
    assert archive.trust().answer is True
    change(root)  # type: ignore[operator]
    assert bool(archive.trust_question()) is asked
    if asked:
        save(archive, "no hook runs")


def test_the_answer_is_for_what_was_shown(root: Path, archive: Archive, tmp_path: Path) -> None:
    script(root / ".git/hooks/pre-commit", "exit 0")
    assert archive.trust_question()
    script(root / ".git/hooks/pre-commit", f"touch {tmp_path}/seen")
    archive.answer_trust(trusted=True)
    save(archive, "a")
    assert not (tmp_path / "seen").exists()


def test_a_copy_at_another_place_is_another_archive(root: Path, archive: Archive, tmp_path: Path) -> None:
    script(root / ".git/hooks/pre-commit", "exit 0")
    archive.answer_trust(trusted=True)
    other = tmp_path / "annan"
    found(other, commit=False)
    (other / ".git").rename(other / "git")
    (other / ".git").symlink_to(root / ".git")
    with Archive.open(other, cache_dir=tmp_path / "cache2") as copy:
        assert copy.trust_question()


def test_the_setting_of_the_user_trusts_all_and_that_of_a_repository_none(
    root: Path, archive: Archive
) -> None:
    script(root / ".git/hooks/pre-commit", "echo nej; exit 1")
    git(root, "config", "tingsbok.trustHooks", "true")
    save(archive, "a")
    git(root, "config", "--global", "tingsbok.trustHooks", "true")
    assert archive.trust_question() == ""
    with pytest.raises(Refused, match="nej"):
        save(archive, "b")


def test_the_hook_that_checks_records_neither_asks_nor_runs(root: Path, archive: Archive) -> None:
    wire(root)
    assert os.access(root / ".git/hooks/pre-commit", os.X_OK)
    assert archive.trust_question() == ""
    git(root, "config", "--global", "tingsbok.trustHooks", "true")
    assert archive.trust().programs == ()
    save(archive, "a")


def test_a_program_that_signs_needs_trust(root: Path, archive: Archive, tmp_path: Path) -> None:
    signer = script(
        tmp_path / "signer",
        f"cat >/dev/null; touch {tmp_path}/seen; echo '[GNUPG:] SIG_CREATED ' >&2; echo SIGNED",
    )
    git(root, "config", "commit.gpgSign", "true")
    git(root, "config", "gpg.program", str(signer))
    assert f"gpg.program: {signer}" in archive.trust_question()
    with pytest.raises(ExternalProgramFailed):
        save(archive, "a")
    assert not (tmp_path / "seen").exists()
    archive.answer_trust(trusted=True)
    save(archive, "b")
    assert (tmp_path / "seen").exists()
    assert "SIGNED" in git(root, "cat-file", "commit", "HEAD")


# -- the book


def test_answers_are_kept_for_the_user_alone(tmp_path: Path) -> None:
    TrustBook().remember(tmp_path, "mark", trusted=True)
    assert book().stat().st_mode & 0o777 == 0o600
    assert TrustBook().answer(tmp_path, "mark") is True
    assert TrustBook().answer(tmp_path, "other mark") is None
    assert TrustBook().answer(tmp_path / "other", "mark") is None
    assert list(book().parent.glob("*.tmp")) == []


def test_what_others_could_have_written_is_no_answer(tmp_path: Path) -> None:
    TrustBook().remember(tmp_path, "mark", trusted=True)
    book().chmod(0o622)
    assert TrustBook().answer(tmp_path, "mark") is None


@pytest.mark.parametrize("text", ["", "{", "[]", "[1]", '{"x": 1}', '{"x": ["m"]}', "\x00", '"x"'])
def test_a_damaged_book_holds_no_answer_and_can_be_written_again(text: str, tmp_path: Path) -> None:
    book().parent.mkdir(parents=True)
    book().write_text(text)
    assert TrustBook().answer(tmp_path, "m") is None
    assert not TrustBook().forget(tmp_path)
    TrustBook().remember(tmp_path, "m", trusted=False)
    assert TrustBook().answer(tmp_path, "m") is False
    assert TrustBook().forget(tmp_path)
    assert TrustBook().answer(tmp_path, "m") is None


def test_only_a_plain_true_is_a_yes(tmp_path: Path) -> None:
    book().parent.mkdir(parents=True)
    book().write_text(f'{{"{tmp_path}": ["m", 1]}}')
    assert TrustBook().answer(tmp_path, "m") is False

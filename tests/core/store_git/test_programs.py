"""Programs that a repository brings along, and signatures."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from tests.core.store_git.saving import A, B, git, healthy, save
from tingsbok.errors import ExternalProgramFailed, Refused
from tingsbok.store import Dirty
from tingsbok.store.git import GitStore


def script(file: Path, text: str) -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(f"#!/bin/sh\n{text}\n")
    file.chmod(0o755)
    return file


def test_nothing_that_a_repository_brings_along_is_run(root: Path, store: GitStore, tmp_path: Path) -> None:
    save(store, A, b"1")
    seen = tmp_path / "seen"
    canary = script(tmp_path / "canary", f'echo "$0 $@" >> {seen}; cat')
    for name in ("pre-commit", "commit-msg", "post-commit", "prepare-commit-msg", "reference-transaction",
                 "post-index-change", "post-checkout", "fsmonitor-watchman", "pre-auto-gc"):  # fmt: skip
        script(root / ".git" / "hooks" / name, f"echo {name} >> {seen}")
    (root / ".gitattributes").write_text("* filter=f diff=d merge=m\n")
    for key in ("core.fsmonitor", "core.pager", "core.editor", "core.sshCommand", "diff.external", "gpg.program",
                "gpg.ssh.program", "gpg.ssh.defaultKeyCommand", "filter.f.clean", "filter.f.process", "filter.f.smudge",
                "diff.d.textconv", "diff.d.command", "merge.m.driver", "hook.h.command", "credential.helper",
                "log.showSignature"):  # fmt: skip
        git(root, "config", key, "true" if key == "log.showSignature" else str(canary))
    git(root, "config", "hook.h.event", "pre-commit")
    git(root, "config", "tingsbok.trustHooks", "true")
    save(store, A, b"2")
    (root / A).write_bytes(b"3")
    os.utime(root / A, ns=(1, 1))
    assert store.status() == [
        Dirty(A, "changed"),
    ]
    store.log()
    store.log(A)
    store.read_at("HEAD", A)
    store.changed("HEAD~1", "HEAD")
    save(store, A, b"4")
    store.recover()
    assert not seen.exists(), seen.read_text()


def test_a_missing_object_is_never_fetched(root: Path, store: GitStore, tmp_path: Path) -> None:
    save(store, A, b"1")
    seen = tmp_path / "seen"
    canary = script(tmp_path / "canary", f"touch {seen}")
    blob = git(root, "rev-parse", f"HEAD:{A}")
    (root / ".git/objects" / blob[:2] / blob[2:]).unlink()
    for key, value in {"extensions.partialClone": "origin", "core.repositoryFormatVersion": "1",
                       "remote.origin.url": str(root), "remote.origin.promisor": "true",
                       "remote.origin.uploadpack": str(canary), "protocol.file.allow": "always"}.items():  # fmt: skip
        git(root, "config", key, value)
    store.close()  # its helper has read the settings from before
    with pytest.raises(ExternalProgramFailed):
        store.read_at("HEAD", A)
    assert not seen.exists()
    assert store.head() is not None
    save(store, B, b"still works")


def trust_hooks() -> None:
    with Path(os.environ["HOME"], ".gitconfig").open("a") as file:
        file.write("[tingsbok]\n\ttrustHooks = true\n")


def test_a_trusted_hook_sees_the_commit_and_may_refuse(root: Path, store: GitStore, tmp_path: Path) -> None:
    save(store, A, b"1")
    trust_hooks()
    (root / "staged.txt").write_text("x")
    git(root, "add", "staged.txt")
    script(
        root / ".git/hooks/pre-commit",
        f"git diff --cached --name-only HEAD > {tmp_path}/seen; grep -q nej {A} records/sub/b.md 2>/dev/null;"
        f" git show :{B} | grep -q nej && printf 'Inte \\033[31mså\\033[0m' && exit 1; exit 0",
    )
    save(store, B, b"ja")
    assert (tmp_path / "seen").read_text().split() == [B]
    with pytest.raises(Refused) as refusal:
        save(store, B, b"nej")
    assert "pre-commit" in refusal.value.message
    assert "Inte ␛[31mså" in refusal.value.message
    assert store.read(B) == b"ja"
    assert git(root, "status", "--porcelain") == "A  staged.txt"
    healthy(root)


def test_a_trusted_hook_may_change_the_message(root: Path, store: GitStore) -> None:
    trust_hooks()
    script(root / ".git/hooks/commit-msg", 'echo "Ticket: 7" >> "$1"')
    save(store, A, b"1", "Ändrat\n\nRecord: a\n")
    assert store.commit("HEAD").trailers == {"Record": ["a"], "Ticket": ["7"]}
    script(root / "elsewhere/commit-msg", "echo nej; exit 3")
    git(root, "config", "core.hooksPath", "elsewhere")
    with pytest.raises(Refused, match="nej"):
        save(store, A, b"2")
    healthy(root)


def test_a_hook_that_hangs_is_stopped_with_its_children(
    root: Path, store: GitStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    trust_hooks()
    monkeypatch.setattr("tingsbok.store.git_hooks._PATIENCE", 0.3)
    script(root / ".git/hooks/pre-commit", "sleep 100 & echo $! > pid; wait")
    with pytest.raises(ExternalProgramFailed):
        save(store, A, b"1")
    sleeper = int((root / "pid").read_text())
    stat = Path(f"/proc/{sleeper}/stat")
    assert not stat.exists() or stat.read_text().split()[2] in "ZX"
    assert store.entries() == []


@pytest.fixture
def key(tmp_path: Path) -> Path:
    key = tmp_path / "key"
    subprocess.run(
        ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "testa@example.invalid", "-f", key], check=True
    )
    (tmp_path / "signers").write_text(f"testa@example.invalid {key.with_suffix('.pub').read_text()}")
    with Path(os.environ["HOME"], ".gitconfig").open("a") as file:
        file.write(
            f'[commit]\n\tgpgSign = true\n[gpg]\n\tformat = ssh\n[gpg "ssh"]\n\tallowedSignersFile = {tmp_path}/signers\n[user]\n\tsigningKey = {key}\n'
        )
    return key


def test_commits_are_signed_when_the_user_says_so(
    root: Path, store: GitStore, key: Path, tmp_path: Path
) -> None:
    canary = script(tmp_path / "canary", f"touch {tmp_path}/seen; exit 1")
    for name in ("gpg.program", "gpg.ssh.program", "gpg.ssh.defaultKeyCommand"):
        git(root, "config", name, str(canary))
    save(store, A, b"1")
    assert git(root, "-c", "gpg.ssh.program=ssh-keygen", "log", "-1", "--format=%G?") == "G"
    assert not (tmp_path / "seen").exists()
    assert store.log()[0].subject == "Ändrat"


def test_a_signature_that_cannot_be_made_stops_the_save(root: Path, store: GitStore, key: Path) -> None:
    key.unlink()
    key.with_suffix(".pub").unlink()
    with pytest.raises(ExternalProgramFailed, match="commit-tree"):
        save(store, A, b"1")
    assert store.entries() == []
    assert store.head() is None
    healthy(root)

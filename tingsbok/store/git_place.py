"""Where a repository keeps its things, and what its settings say."""

from __future__ import annotations

import os
import shlex
from pathlib import Path

from msgspec import Struct

from tingsbok.errors import ExternalProgramFailed, NotAnArchive, Refused
from tingsbok.i18n import t
from tingsbok.store.git_damage import remedy_for
from tingsbok.store.git_run import Runner

_POINTER = "gitdir: "


def git_dir_of(root: Path) -> Path:
    """The repository's folder, without asking git: ``.git``, or where a worktree's file ``.git`` points."""
    place = root / ".git"
    try:
        text = os.fsdecode(place.read_bytes()) if place.is_file() else ""
    except OSError:
        text = ""
    return root / text.removeprefix(_POINTER).strip() if text.startswith(_POINTER) else place


class Place(Struct, frozen=True):
    """A repository that can be worked with.

    Attributes:
        root: Top of the work tree, which is the archive.
        git_dir: This work tree's own part of the repository: ``HEAD``, the index, our journal.
        common_dir: What all work trees share: objects, branches, settings, hooks.
        runner: Starts git here.
    """

    root: Path
    git_dir: Path
    common_dir: Path
    runner: Runner


def find_place(root: Path) -> Place:
    """Ask git once where everything is.

    Raises:
        NotAnArchive: There is no repository.
        Refused: The repository cannot hold an archive, and why.
    """
    runner = Runner(root)
    asked = ("--is-bare-repository", "--absolute-git-dir", "--git-common-dir", "--show-toplevel")
    result = runner.run("rev-parse", "--path-format=absolute", *asked, accept=(0, 128))
    lines = result.text.split("\n")
    if lines[0] == "true" or "bare repository" in result.complaint:
        raise Refused(
            t("{path} is a bare repository: it has no files to work with.", path=root),
            remedy=t("Clone it, and open the clone."),
        )
    if result.code:
        raise _no_place(root, result.complaint)
    if len(lines) < len(asked):
        raise ExternalProgramFailed(
            t("git {command} failed: {said}", command="rev-parse", said=t("no answer"))
        )
    if len(lines) > len(asked):
        raise Refused(t("The archive's folder has a line break in its name."), remedy=t("Rename the folder."))
    git_dir, common_dir, top = (Path(line) for line in lines[1:])
    if top.resolve() != root.resolve():
        raise Refused(
            t("The archive {path} lies inside another git repository, {top}.", path=root, top=top),
            remedy=t("An archive is a repository of its own: move the folder, and run git init in it."),
        )
    variables = {"GIT_DIR": os.fspath(git_dir), "GIT_WORK_TREE": os.fspath(top)}
    return Place(top, git_dir, common_dir, Runner(top, variables))


def _no_place(root: Path, complaint: str) -> Exception:
    if "dubious ownership" in complaint:
        quoted = shlex.quote(os.fspath(root))
        return Refused(
            t("git does not trust {path}: the folder belongs to somebody else.", path=root),
            remedy=t("If you trust it: git config --global --add safe.directory {path}", path=quoted),
        )
    if "not a git repository" in complaint and os.path.lexists(root / ".git"):
        return Refused(
            t("{path} is no whole git repository.", path=git_dir_of(root)),
            remedy=t(
                "Get it back from a backup, or clone the archive anew and copy your files into the clone."
            ),
        )
    if "not a git repository" in complaint:
        return NotAnArchive(
            t("{path} is not under git.", path=root), remedy=t("Create an archive with: tingsbok init")
        )
    return ExternalProgramFailed(
        t("git {command} failed: {said}", command="rev-parse", said=complaint), remedy=remedy_for(complaint)
    )


class Settings(Struct, frozen=True):
    """git's settings as they are now.

    Attributes:
        own: What the user and the machine say, later ones first.
        all: The same with the repository's own on top.
        local: What the repository says, each as ``key``, line break and value, in the order of the file.
    """

    own: dict[str, str]
    all: dict[str, str]
    local: tuple[str, ...] = ()

    def is_true(self, key: str, *, own: bool = False) -> bool:
        """True if a setting is on; with *own*, only if the user or the machine says so."""
        value = (self.own if own else self.all).get(key.lower(), "false")
        return value.lower() in _TRUE

    def without_programs(self) -> dict[str, str]:
        """Settings that silence every filter, driver and hook that the repository itself names."""
        silent: dict[str, str] = {}
        for key in (key for key, value in self.all.items() if self.own.get(key) != value):
            section, _, rest = key.partition(".")
            name, dot, _ = rest.rpartition(".")
            if dot:
                words = _PROGRAMS.get(section, {})
                silent |= {f"{section}.{name}.{word}": off for word, off in words.items()}
        return silent

    def required_filters(self) -> set[str]:
        """Names of filters without which a file must not be stored."""
        named = (
            key.removeprefix("filter.").rpartition(".")
            for key, on in self.all.items()
            if on.lower() in _TRUE and key.startswith("filter.")
        )
        return {name for name, _, word in named if word == "required"}

    def signing(self, *, trusted: bool = False) -> dict[str, str]:
        """Settings that let only the user or the machine choose the program that signs, unless *trusted*."""
        if trusted:
            return {}
        return {key: self.own.get(key.lower(), usual) for key, usual in SIGNERS.items()}


_TRUE = {"true", "yes", "on", "1"}
SIGNERS = {
    "gpg.program": "gpg",
    "gpg.openpgp.program": "gpg",
    "gpg.x509.program": "gpgsm",
    "gpg.ssh.program": "ssh-keygen",
    "gpg.ssh.defaultKeyCommand": "",
}
_PROGRAMS = {
    "filter": {"clean": "", "smudge": "", "process": "", "required": "false"},
    "diff": {"textconv": "", "command": ""},
    "merge": {"driver": ""},
    "hook": {"enabled": "false"},
}


def read_settings(runner: Runner) -> Settings:
    """Ask git for all settings and where each comes from."""
    parts = runner.run("config", "--list", "--show-scope", "-z").fields
    own: dict[str, str] = {}
    merged: dict[str, str] = {}
    local: list[str] = []
    for scope, entry in zip(parts[::2], parts[1::2], strict=True):
        key, line_break, value = entry.partition("\n")
        if scope == "command":
            continue
        merged[key] = value if line_break else "true"
        if scope in {"system", "global"}:
            own[key] = merged[key]
        else:
            local.append(entry)
    return Settings(own, merged, tuple(local))

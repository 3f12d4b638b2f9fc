"""What is around an archive's repository: git's version, the user's name, settings, what is staged."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from tingsbok.display import clean
from tingsbok.errors import ExternalProgramFailed, WrongUse
from tingsbok.i18n import t
from tingsbok.store.base import RECORDS
from tingsbok.store.git_place import find_place, read_settings
from tingsbok.store.git_run import WRITE, Runner
from tingsbok.store.git_trust import hooks_folder

MINIMUM_GIT = (2, 38)
"""The first version that has all that saving relies on: ``core.fsync``, ``safe.bareRepository``."""


def git_version() -> tuple[int, ...] | None:
    """The version of git as numbers; ``None`` if there is no git."""
    try:
        said = Runner(Path()).run("version").text
    except ExternalProgramFailed:
        return None
    found = re.search(r"\d+(\.\d+)+", said)
    return tuple(int(part) for part in found[0].split(".")) if found else None


def identity(directory: Path) -> str:
    """Name and address that commits made in *directory* would carry; empty if none is set."""
    # asked as when writing: never a name made up from the login
    strict = {"user.useConfigOnly": "true"}
    result = Runner(directory).run("var", "GIT_COMMITTER_IDENT", settings=strict, accept=(0, 128))
    return "" if result.code else result.text.rpartition("> ")[0] + ">"


def set_identity(name: str, address: str, root: Path | None = None) -> None:
    """Write who makes changes into git's settings: the user's own, or those of one archive only.

    Args:
        name: The person's name.
        address: Their e-mail address.
        root: The archive; ``None`` for all of the user's.

    Raises:
        WrongUse: Name or address is empty or holds what git leaves out of a name.
    """
    for text in (name, address):
        if not text.strip() or clean(text) != text or set(text) & set("<>"):
            raise WrongUse(
                t('"{text}" cannot be a name or an address in git.', text=text),
                remedy=t("Write it without < and >."),
            )
    runner = find_place(root).runner if root else Runner(Path.home())
    scope = "--local" if root else "--global"
    for key, value in (("user.name", name.strip()), ("user.email", address.strip())):
        runner.run("config", scope, "--", key, value, profile=WRITE)


def user_setting(root: Path, key: str) -> str:
    """A git setting as the user or the machine has it, never as the repository says; empty if unset."""
    return read_settings(find_place(root).runner).own.get(key.lower(), "")


def set_local(root: Path, key: str, value: str) -> None:
    """Set a git setting of this clone only."""
    find_place(root).runner.run("config", "--local", "--", key, value, profile=WRITE)


def hooks_dirs(root: Path) -> tuple[Path, Path]:
    """Where this clone's own hooks lie, and where git looks for them: ``core.hooksPath`` may differ."""
    place = find_place(root)
    return place.common_dir / "hooks", hooks_folder(place, read_settings(place.runner))


def staged(root: Path, index_file: str = "") -> Iterator[tuple[str, bytes]]:
    """Path and bytes of every record that is staged for the next commit and differs from the last one.

    Args:
        root: The archive.
        index_file: The index that git has handed to a hook, if it is another than the usual.
    """
    runner = find_place(root).runner
    variables = {"GIT_INDEX_FILE": index_file} if index_file else {}
    asked = ("diff", "--cached", "--name-only", "-z", "--no-renames", "--diff-filter=d", "--no-ext-diff")
    changed = set(runner.run(*asked, "--", RECORDS, variables=variables).fields)
    for entry in runner.run("ls-files", "--stage", "-z", "--", RECORDS, variables=variables).fields:
        about, _, path = entry.partition("\t")
        if path in changed and path.endswith(".md"):
            yield path, runner.run("cat-file", "blob", about.split()[1]).out

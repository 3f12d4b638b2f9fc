"""The repository's own hooks around a commit, run only if the user trusts the archive."""

from __future__ import annotations

import os
from collections.abc import Collection

from tingsbok.display import clean
from tingsbok.errors import Refused
from tingsbok.i18n import t
from tingsbok.store.git_journal import Journal
from tingsbok.store.git_place import Place
from tingsbok.store.git_run import HOOKS, WRITE, Result

_PATIENCE = 120.0


def run(place: Place, journal: Journal, hooks: Collection[str], tree: str, message: bytes) -> bytes:
    """Show the commit to the hooks before it is made.

    Args:
        place: The repository.
        journal: The save.
        hooks: Names of the hooks.
        tree: What the commit will hold.
        message: What it will say.

    Returns:
        The message, as the hook ``commit-msg`` may have changed it.

    Raises:
        Refused: A hook says no; the message has what it said.
    """
    variables = {"GIT_INDEX_FILE": os.fspath(journal.index)}
    if "pre-commit" in hooks:
        place.runner.run("read-tree", tree, profile=WRITE, variables=variables)
        _run_one(place, "pre-commit", variables)
    if "commit-msg" not in hooks:
        return message
    journal.message.write_bytes(message)
    _run_one(place, "commit-msg", variables, os.fspath(journal.message))
    return journal.message.read_bytes()


def _run_one(place: Place, name: str, variables: dict[str, str], *arguments: str) -> None:
    command = ("hook", "run", "--ignore-missing", name, "--", *arguments)
    result = place.runner.run(
        *command, profile=HOOKS, variables=variables, accept=range(256), patience=_PATIENCE
    )
    if result.code:
        raise Refused(
            t("The archive's hook {name} refuses the change: {said}", name=name, said=_said(result)),
            remedy=t("Do what it asks for, then save again."),
        )


def _said(result: Result) -> str:
    out = clean(result.out.decode("utf-8", "replace").strip(), keep_newlines=True)
    return "\n".join(filter(None, (result.complaint, out))) or t("exit code {code}", code=result.code)

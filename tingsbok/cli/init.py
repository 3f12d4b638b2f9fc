"""``tingsbok init``: a new archive, and the wiring that an archive's git and editors can have."""

from __future__ import annotations

import argparse
import shlex
from pathlib import Path

from tingsbok.cli.context import Context
from tingsbok.i18n import N_, current, t
from tingsbok.read_only import as_asked

SUMMARY = N_("Create an archive in a folder, or wire up the one that is there.")


def arguments(parser: argparse.ArgumentParser) -> None:
    """Folder, title, and whether to set up git's hook and diff driver."""
    parser.add_argument("directory", nargs="?", default="", help=t("the folder; else the one you are in"))
    parser.add_argument("--title", default="", help=t("the archive's title"))
    parser.add_argument(
        "--wire", action="store_true", help=t("set up the pre-commit check and the diff driver")
    )


def run(context: Context) -> int:
    """Create it, or only wire it if it exists."""
    from tingsbok.founding import found_archive, is_founded_on, wire
    from tingsbok.store.disk import absolute, find_root
    from tingsbok.surroundings import synced_by

    directory = absolute(Path(context.arguments.directory or context.arguments.archive or ".")).resolve()
    if context.arguments.read_only:
        raise as_asked().refusal()
    is_new = find_root(directory) != directory
    if context.arguments.dry_run:
        if is_new:
            is_founded_on(directory)
            context.say(t("Would create an archive in {path}.", path=directory))
        else:
            context.say(t("{path} is an archive already.", path=directory))
        return _answered(context, directory, created=False)
    if program := synced_by(directory):
        warning = t(
            "! The folder lies in {program}, which can overwrite what git has written.", program=program
        )
        context.say(warning)
    if is_new:
        created = found_archive(
            directory, title=context.arguments.title or directory.name, language=current()
        )
        context.say(t("Created an archive in {path}.", path=created))
    if context.arguments.wire or _agreed(context):
        for sentence in wire(directory):
            context.say(sentence)
    context.say(t("Next: cd {path} && tingsbok", path=shlex.quote(str(directory))))
    return _answered(context, directory, created=is_new)


def _answered(context: Context, directory: Path, *, created: bool) -> int:
    """Name the archive for a program, if one asks. Returns the exit code."""
    if context.arguments.json:
        context.output.json("init", [{"path": str(directory), "created": created}])
    return 0


def _agreed(context: Context) -> bool:
    question = t("Let git check records before each commit and show changed fields in `git diff`? [y/N] ")
    return context.arguments.yes or bool(context.ask(question))

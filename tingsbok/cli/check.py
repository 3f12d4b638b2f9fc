"""``tingsbok check``: what is wrong in the archive, in lines that editors can follow."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from tingsbok.cli.context import Context
from tingsbok.cli.problem_lines import problem_lines
from tingsbok.i18n import N_, t

SUMMARY = N_("Check records: form, fields, links, ids.")


def arguments(parser: argparse.ArgumentParser) -> None:
    """Which files."""
    parser.add_argument("paths", nargs="*", metavar="PATH|ID", help=t("files or ids; else everything"))
    parser.add_argument("--staged", action="store_true", help=t("only what is staged for the next commit"))


def run(context: Context) -> int:
    """Print the problems; exit 1 if any is an error."""
    archive = context.archive
    if context.arguments.staged:
        problems = archive.check_staged(context.environ.get("GIT_INDEX_FILE", ""))
    else:
        problems = archive.check([_path(context, word) for word in context.arguments.paths])
    if context.output.form == "json":
        items = [
            {
                "code": p.code,
                "severity": str(p.severity),
                "path": p.path,
                "line": p.line,
                "column": p.column,
                "field": p.field,
                "message": p.message,
                "remedy": p.remedy,
            }
            for p in problems
        ]
        context.output.json("check", items)
    else:
        for line in problem_lines(problems):
            context.output.text(line)
    errors = sum(problem.is_error for problem in problems)
    context.say(
        t("{errors} errors, {advice} pieces of advice.", errors=errors, advice=len(problems) - errors)
    )
    return 1 if errors else 0


def _path(context: Context, word: str) -> str:
    """The file a word means: an id, or a path from where the user stands or from the archive's top."""
    row = context.archive.row(word)
    if row is not None:
        return row.path
    here = Path(os.path.abspath(word))  # noqa: PTH100 - a link inside the archive is named as it stands there
    if here.is_relative_to(context.archive.root):
        return here.relative_to(context.archive.root).as_posix()
    return word

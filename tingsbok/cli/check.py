"""``tingsbok check``: what is wrong in the archive, in lines that editors follow; and putting it right."""

from __future__ import annotations

import argparse
import re
from collections.abc import Sequence

from tingsbok.cli.context import Context
from tingsbok.cli.paths import files_to_check
from tingsbok.cli.problem_lines import print_problems
from tingsbok.cli.progress import ProgressLine
from tingsbok.errors import WrongUse
from tingsbok.i18n import N_, t
from tingsbok.problems import Problem

SUMMARY = N_("Check records: form, fields, links, ids, and what the minutes say.")

_CHOICE = re.compile(r"(?P<code>[Tt][0-9]{3})=(?P<number>[0-9]{1,2})")


def arguments(parser: argparse.ArgumentParser) -> None:
    """Which files, and whether to mend or to accept what is found."""
    parser.add_argument(
        "paths", nargs="*", metavar="PATH|ID", help=t("files, folders or ids; else everything")
    )
    parser.add_argument("--staged", action="store_true", help=t("only what is staged for the next commit"))
    parser.add_argument(
        "--fix",
        nargs="?",
        const="",
        action="append",
        metavar="CODE=N",
        help=t("mend what has one certain remedy, or take proposal N of a code"),
    )
    parser.add_argument(
        "--accept", action="append", default=[], metavar="CODE", help=t("accept findings, with --reason")
    )
    parser.add_argument("--reason", default="", metavar="TEXT", help=t("why they are mended or accepted"))


def run(context: Context) -> int:
    """Print the problems; exit 1 if any is an error. With --fix or --accept save one change instead."""
    archive, arguments = context.archive, context.arguments
    fixes: list[str] = arguments.fix or []
    words = [*arguments.paths, *(word for word in fixes if word and not _CHOICE.fullmatch(word))]
    if arguments.staged:
        if fixes or arguments.accept:
            raise WrongUse(t("--staged only reads."), remedy=t("Mend or accept without it."))
        problems = archive.check_staged(context.environ.get("GIT_INDEX_FILE", ""))
    else:
        paths = files_to_check(archive, words)
        with ProgressLine() as line:
            problems = archive.check(paths, progress=None if context.arguments.quiet else line)
    if arguments.accept:
        return _accept(context, problems)
    if fixes:
        return _fix(context, problems, [word for word in fixes if word not in words])
    return print_problems(context, "check", problems)


def _fix(context: Context, problems: Sequence[Problem], fixes: Sequence[str]) -> int:
    from tingsbok.acts.proofreading import certain, chosen, mend

    choices = {
        found["code"].upper(): int(found["number"]) for word in fixes if (found := _CHOICE.fullmatch(word))
    }
    mends = chosen(problems, choices) if choices else certain(problems)
    if not mends:
        context.say(t("Nothing has one certain remedy."))
        return 0
    work = mend(context.archive, mends, reason=context.arguments.reason)
    return context.carry_out(work)


def _accept(context: Context, problems: Sequence[Problem]) -> int:
    from tingsbok.acts.proofreading import accept

    codes = {code.upper() for code in context.arguments.accept}
    found = [problem for problem in problems if problem.code in codes]
    work = accept(context.archive, found, context.arguments.reason)
    return context.carry_out(work)

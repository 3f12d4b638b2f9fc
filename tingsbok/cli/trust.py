"""``tingsbok trust``: let the programs that an archive brings along run at each save, or no longer."""

from __future__ import annotations

import argparse

from tingsbok.cli.context import Context
from tingsbok.errors import Refused
from tingsbok.i18n import N_, t

SUMMARY = N_("Show which programs of the archive's own a save would start, and let them.")


def arguments(parser: argparse.ArgumentParser) -> None:
    """Only whether to take it back."""
    parser.add_argument("--revoke", action="store_true", help=t("let them run no longer, and ask anew"))


def run(context: Context) -> int:
    """Show what would run, ask on a terminal, and remember the answer outside the archive."""
    archive, arguments = context.archive, context.arguments
    if arguments.revoke:
        if not arguments.dry_run:
            archive.revoke_trust()
        context.say(t("No program of the archive's runs."))
        return 0
    found = archive.trust()
    rows = [[program.name, program.command] for program in found.programs]
    items = [{"name": program.name, "command": program.command} for program in found.programs]
    if context.output.form == "json":
        context.output.json("trust", items, trusted=found.answer)
    else:
        empty = t("The archive brings no programs along that a save would start.")
        context.output.rows("trust", [t("Program"), t("Command")], rows, items, empty=empty)
    if not rows or arguments.dry_run:
        return 0
    if found.answer and not arguments.yes:
        context.say(t("They run at each save. Take it back with: tingsbok trust --revoke"))
        return 0
    trusted = arguments.yes or _agreed(context)
    archive.answer_trust(trusted=trusted)
    context.say(
        t("They run at each save from now on.") if trusted else t("No program of the archive's runs.")
    )
    return 0


def _agreed(context: Context) -> bool:
    answer = context.ask(t("May they run? Only say yes if you know who made the archive. [y/N] "))
    if answer is None:
        raise Refused(t("Nothing was trusted."), remedy=t("Read what would run, then say --yes."))
    return answer

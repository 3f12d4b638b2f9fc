"""``tingsbok suspects``: decisions and agreements that rely on something that has changed since."""

from __future__ import annotations

import argparse

from msgspec import to_builtins

from tingsbok.acts.confirming import confirm
from tingsbok.cli.context import Context
from tingsbok.errors import WrongUse
from tingsbok.i18n import N_, t
from tingsbok.questions.suspects import all_suspects, suspects_of

SUMMARY = N_("Show decisions and agreements that refer to something that has changed since.")


def arguments(parser: argparse.ArgumentParser) -> None:
    """One record or all, and whether it still fits."""
    parser.add_argument("id", nargs="?", default="", help=t("a decision or agreement; else all"))
    parser.add_argument("--confirm", action="store_true", help=t("say that it still fits, as one change"))


def run(context: Context) -> int:
    """Print a line a changed field, or confirm the record."""
    archive, given = context.archive, context.arguments
    if given.confirm:
        if not given.id:
            raise WrongUse(t("Name the record that is confirmed."))
        work = confirm(archive, given.id)
        return context.carry_out(work)
    found = suspects_of(archive, given.id) if given.id else all_suspects(archive)
    rows = [
        [one.source, one.target, one.since, change.label, change.before, change.after]
        for one in found
        for change in one.changes
    ]
    items = [
        {
            "source": one.source,
            "target": one.target,
            "since": one.since,
            "changes": [to_builtins(change) for change in one.changes],
        }
        for one in found
    ]
    headings = [t("Record"), t("Refers to"), t("Since"), t("What"), t("Before"), t("After")]
    context.output.rows("suspects", headings, rows, items, empty=t("Nothing referred to has changed."))
    return 0

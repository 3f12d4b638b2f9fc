"""``tingsbok meeting approve``: approve the minutes of a meeting, or those of the one before."""

from __future__ import annotations

import argparse

from tingsbok.acts.approving import advance, approve_previous
from tingsbok.cli.context import Context
from tingsbok.cli.values import day
from tingsbok.i18n import N_, t

SUMMARY = N_("Approve the minutes of a meeting; their words are locked then.")


def arguments(parser: argparse.ArgumentParser) -> None:
    """Which meeting, when and by whom."""
    parser.add_argument("id", help=t("the meeting"))
    parser.add_argument("--on", default="", metavar="DATE", help=t("the day of the approval; else today"))
    parser.add_argument(
        "--adjuster",
        action="append",
        default=[],
        metavar="ID",
        help=t("a person who approves; again for more"),
    )
    parser.add_argument(
        "--previous",
        default="",
        metavar="ITEM",
        help=t("approve the minutes of the meeting before, under this item, instead"),
    )


def run(context: Context) -> int:
    """Approve as one commit."""
    archive, given = context.archive, context.arguments
    if given.previous:
        work = approve_previous(archive, given.id, given.previous)
    else:
        adjusters = [archive.get(person).id for person in given.adjuster]
        on = day(given.on, context.today) if given.on else ""
        work = advance(archive, given.id, "approved", on=on, adjusters=adjusters)
    return context.carry_out(work)

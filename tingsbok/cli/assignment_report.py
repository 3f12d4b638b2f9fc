"""``tingsbok assignment report``: record what somebody has reported."""

from __future__ import annotations

import argparse

from tingsbok.acts.assigning import report
from tingsbok.acts.naming import WHO, Circle, who
from tingsbok.cli.context import Context
from tingsbok.dates.named import day_named
from tingsbok.i18n import N_, t

SUMMARY = N_("Record that somebody has reported on a task.")


def arguments(parser: argparse.ArgumentParser) -> None:
    """The assignment, what was reported, by whom and when."""
    parser.add_argument("id", help=t("the assignment"))
    parser.add_argument("text", help=t("what was reported"))
    parser.add_argument("--by", default="", metavar="WHO", help=t("who reported"))
    parser.add_argument("--made", default="", metavar="DATE", help=t("on this day; else today"))
    parser.add_argument("--done", action="store_true", help=t("the task is done with it"))


def run(context: Context) -> int:
    """Record it as one commit."""
    given, archive = context.arguments, context.archive
    record = archive.get(given.id)
    known = {archive.name(one).casefold(): one for one in record.texts("assignees")}
    by = known.get(given.by.casefold(), "") or (
        who(archive, Circle(frozenset(known.values())), given.by, WHO) if given.by else ""
    )
    made = day_named(given.made, context.today, past=True)
    return context.carry_out(report(archive, given.id, given.text, by=by, made=made, done=given.done))

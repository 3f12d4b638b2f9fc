"""``tingsbok meeting new``: the next meeting of a body, like the one before."""

from __future__ import annotations

import argparse

from tingsbok.acts.agenda import new_meeting
from tingsbok.cli.context import Context
from tingsbok.cli.values import assign, typed
from tingsbok.errors import WrongUse
from tingsbok.i18n import N_, t

SUMMARY = N_("Create a meeting of a body; place, mode and times are those of the meeting before.")


def arguments(parser: argparse.ArgumentParser) -> None:
    """When, and what is otherwise than the last time; the body is ``--body``."""
    parser.add_argument("fields", nargs="*", metavar="FIELD=VALUE", help=t("its fields"))
    parser.add_argument("--date", default="", metavar="DATE", help=t("the day, as people write it"))
    parser.add_argument("--place", default="", help=t("another place than the last time"))
    parser.add_argument("--start", default="", metavar="TIME", help=t("when it begins"))
    parser.add_argument("--end", default="", metavar="TIME", help=t("when it ends"))
    parser.add_argument("--standing", action="store_true", help=t("put the standing items on the agenda"))


def run(context: Context) -> int:
    """Create it as one commit."""
    archive, arguments = context.archive, context.arguments
    record_type = archive.schemas.types["meeting"]
    given = assign({}, arguments.fields, record_type, base=context.today)
    for name in ("date", "place", "start", "end"):
        field = record_type.field(name)
        if field is not None and getattr(arguments, name):
            given[name] = typed(field, getattr(arguments, name), context.today)
    if context.body:
        given["body"] = context.body
    body, day = str(given.pop("body", "")), str(given.pop("date", ""))
    if not body or not day:
        raise WrongUse(
            t("A meeting needs a body and a date."),
            remedy=t("For example: {command}", command="tingsbok meeting new --body lsg --date 2024-11-15"),
        )
    work = new_meeting(archive, body, day, given, standing=arguments.standing)
    if arguments.dry_run:
        return context.previewed(archive.preview(work))
    saved = archive.carry_out(work)
    code = context.saved(saved)
    context.say(t("What waits for it: {command}", command=f"tingsbok meeting agenda {saved.id}"))
    return code

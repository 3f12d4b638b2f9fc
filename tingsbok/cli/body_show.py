"""``tingsbok body show``: a body, with those who sit in it on a day."""

from __future__ import annotations

import argparse

from msgspec.structs import replace

from tingsbok.cli import show
from tingsbok.cli.context import Context
from tingsbok.dates.named import day_named
from tingsbok.frontmatter import Value
from tingsbok.i18n import N_, t
from tingsbok.meetings.composition import counts_on

SUMMARY = N_("Show a body, with its members and seats on a day.")


def arguments(parser: argparse.ArgumentParser) -> None:
    """Which body, and on which day."""
    show.arguments(parser)
    parser.add_argument("--on", default="", metavar="DATE", help=t("only members and seats of this day"))


def run(context: Context) -> int:
    """Print it."""
    day = day_named(context.arguments.on, context.today)
    if not day or context.arguments.raw:
        return show.run(context)
    record = context.archive.get(context.arguments.id)
    held: dict[str, Value] = {
        name: [line for line in record.entries(name) if counts_on(line, day)]
        for name in ("seats", "members")
        if record.entries(name)
    }
    return show.show_record(context, replace(record, fields={**record.fields, **held}))

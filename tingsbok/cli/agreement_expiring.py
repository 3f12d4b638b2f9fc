"""``tingsbok agreement expiring``: what ends soon, or must be given notice of."""

from __future__ import annotations

import argparse

from tingsbok.cli.context import Context
from tingsbok.cli.inforce import as_item, kind_word, origin_word
from tingsbok.dates.named import months_named
from tingsbok.i18n import N_, t
from tingsbok.questions.inforce import expiring_within

SUMMARY = N_("Show what ends or must be given notice of within some months.")


def arguments(parser: argparse.ArgumentParser) -> None:
    """How far ahead to look."""
    parser.add_argument("--within", default="12m", metavar="TIME", help=t("for example 12m or 2y (12m)"))


def run(context: Context) -> int:
    """Print it, the earliest first; exit 1 if nothing ends."""
    months = months_named(context.arguments.within)
    day = context.today.isoformat()
    found = expiring_within(context.archive, day, months, body=context.body)
    rows = [
        [
            when,
            t("last day of notice") if what == "notice" else t("ends"),
            kind_word(context, one.kind),
            one.title,
            origin_word(context, one),
            one.id,
        ]
        for when, what, one in found
    ]
    items = [{"date": when, "what": what, **as_item(context, one)} for when, what, one in found]
    headings = [t("Date"), t("What"), t("Kind"), t("Title"), t("Origin"), "id"]
    empty = t("Nothing ends within {count} months.", count=months)
    context.output.rows("agreement.expiring", headings, rows, items, empty=empty)
    return 0 if rows else 1

"""``tingsbok mentions``: texts that mean a record without linking to it; and making them links."""

from __future__ import annotations

import argparse

from msgspec import to_builtins

from tingsbok.acts.mentions import accept
from tingsbok.cli.context import Context
from tingsbok.errors import NotFound
from tingsbok.i18n import N_, t
from tingsbok.questions.mentions import mentions

SUMMARY = N_("Show texts that mean a record without linking to it.")


def arguments(parser: argparse.ArgumentParser) -> None:
    """Which record, and which mention becomes a link."""
    parser.add_argument("id", help=t("the record"))
    parser.add_argument(
        "--accept", type=int, default=0, metavar="NUMBER", help=t("make the mention with this number a link")
    )


def run(context: Context) -> int:
    """Print the mentions, or make one of them a link as one commit."""
    archive, number = context.archive, context.arguments.accept
    found = mentions(archive, context.arguments.id)
    if number:
        if not 0 < number <= len(found):
            raise NotFound(t("There is no mention {number}.", number=number))
        work = accept(archive, found[number - 1])
        return context.carry_out(work)
    rows = [
        [str(place), one.source, one.target, one.words, one.excerpt]
        for place, one in enumerate(found, start=1)
    ]
    items = [{"number": place, **to_builtins(one)} for place, one in enumerate(found, start=1)]
    headings = ["", t("In"), t("Means"), t("Words"), t("Around them")]
    context.output.rows("mentions", headings, rows, items, empty=t("No unlinked mentions found."))
    return 0 if rows else 1

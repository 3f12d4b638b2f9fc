"""``tingsbok decision defer``: postpone an item of a meeting."""

from __future__ import annotations

import argparse

from msgspec.structs import replace

from tingsbok.acts.deciding import begin
from tingsbok.acts.items import place
from tingsbok.acts.returning import returning
from tingsbok.cli.context import Context
from tingsbok.cli.decision_add import decided, item_arguments, text_arguments
from tingsbok.i18n import N_, t

SUMMARY = N_("Postpone an item to the next meeting, a date or another meeting.")


def arguments(parser: argparse.ArgumentParser) -> None:
    """The item, and when it returns."""
    item_arguments(parser)
    parser.add_argument("--to", default="next", metavar="WHEN", help=t("next, a date, a meeting, or words"))
    text_arguments(parser)


def run(context: Context) -> int:
    """Record the decision as one commit."""
    given, archive = context.arguments, context.archive
    where = place(archive, given.meeting, given.item)
    until = returning(archive, where.meeting, given.to)
    first = begin(archive, where, "postponed", until=until)
    named = {"title": given.title, "case": archive.get(given.case).id if given.case else ""}
    fields = {**first.fields, **{name: value for name, value in named.items() if value}}
    return decided(
        context, where, [replace(first, fields=fields, clauses=tuple(given.text) or first.clauses)]
    )

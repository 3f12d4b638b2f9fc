"""``tingsbok assignment give``: give a task to others."""

from __future__ import annotations

import argparse

from tingsbok.acts.assigning import reassign
from tingsbok.acts.naming import Circle, who
from tingsbok.cli.context import Context
from tingsbok.i18n import N_, t

SUMMARY = N_("Give a task to others than those who had it.")


def arguments(parser: argparse.ArgumentParser) -> None:
    """The assignment, and who is to do it now."""
    parser.add_argument("id", help=t("the assignment"))
    parser.add_argument(
        "--for",
        dest="names",
        action="append",
        required=True,
        metavar="WHO",
        help=t("who is to do it (repeat)"),
    )


def run(context: Context) -> int:
    """Give it as one commit."""
    archive, given = context.archive, context.arguments
    nobody = Circle(frozenset())
    names = [who(archive, nobody, name) for name in given.names]
    return context.carry_out(reassign(archive, given.id, names))

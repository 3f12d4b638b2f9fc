"""``tingsbok assignment done``: mark a task as done."""

from __future__ import annotations

import argparse

from tingsbok.acts.assigning import finish
from tingsbok.cli.context import Context
from tingsbok.i18n import N_, t

SUMMARY = N_("Mark a task as done.")


def arguments(parser: argparse.ArgumentParser) -> None:
    """The assignment."""
    parser.add_argument("id", help=t("the assignment"))


def run(context: Context) -> int:
    """Mark it as one commit."""
    return context.carry_out(finish(context.archive, context.arguments.id))

"""``tingsbok assignment drop``: mark a task as dropped."""

from __future__ import annotations

import argparse

from tingsbok.acts.assigning import drop
from tingsbok.cli.context import Context
from tingsbok.i18n import N_, t

SUMMARY = N_("Mark a task as dropped: nobody is to do it any more.")


def arguments(parser: argparse.ArgumentParser) -> None:
    """The assignment, and why."""
    parser.add_argument("id", help=t("the assignment"))
    parser.add_argument("why", nargs="?", default="", help=t("why, for its note"))


def run(context: Context) -> int:
    """Mark it as one commit."""
    return context.carry_out(drop(context.archive, context.arguments.id, context.arguments.why))

"""``tingsbok person merge``: one record for a person who has two."""

from __future__ import annotations

import argparse

from tingsbok.acts.merging import merge_persons
from tingsbok.cli.context import Context
from tingsbok.i18n import N_, t

SUMMARY = N_("Merge two records of one person; references to the second one lead to the first.")


def arguments(parser: argparse.ArgumentParser) -> None:
    """Which one stays, and which one goes."""
    parser.add_argument("keep", help=t("the person that stays"))
    parser.add_argument("other", help=t("the record that is merged into it"))


def run(context: Context) -> int:
    """Merge them as one commit."""
    archive, given = context.archive, context.arguments
    work = merge_persons(archive, given.keep, given.other)
    return context.carry_out(work)

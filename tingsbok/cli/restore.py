"""``tingsbok restore``: a record as it was in a revision."""

from __future__ import annotations

import argparse

from tingsbok.cli.context import Context
from tingsbok.i18n import N_, t

SUMMARY = N_("Bring a record back to how it was.")


def arguments(parser: argparse.ArgumentParser) -> None:
    """Which record, from which revision."""
    parser.add_argument("id", help=t("the record's id"))
    parser.add_argument("rev", help=t("the revision, as `tingsbok log ID` shows it"))


def run(context: Context) -> int:
    """Restore it as one commit."""
    archive, arguments = context.archive, context.arguments
    if arguments.dry_run:
        return context.previewed(archive.restore_preview(arguments.id, arguments.rev))
    return context.saved(archive.restore(arguments.id, arguments.rev))

"""``tingsbok remove``: take a record away; it stays in the history."""

from __future__ import annotations

import argparse

from tingsbok.cli.context import Context
from tingsbok.errors import Refused
from tingsbok.i18n import N_, t

SUMMARY = N_("Take a record away; the history keeps it.")


def arguments(parser: argparse.ArgumentParser) -> None:
    """Which record."""
    parser.add_argument("id", help=t("the record's id"))


def run(context: Context) -> int:
    """Remove it as one commit; needs ``--yes``."""
    archive, arguments = context.archive, context.arguments
    if arguments.dry_run:
        return context.previewed(archive.delete_preview(arguments.id))
    if not arguments.yes:
        record = archive.get(arguments.id)
        raise Refused(
            t("{path} would be taken away.", path=record.path), remedy=t("Say --yes if you mean it.")
        )
    return context.saved(archive.delete(arguments.id))

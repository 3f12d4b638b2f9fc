"""``tingsbok remove``: take a record away; it stays in the history."""

from __future__ import annotations

import argparse

from tingsbok.cli.context import Context
from tingsbok.errors import Refused
from tingsbok.i18n import N_, t

SUMMARY = N_("Take a record away; the history keeps it.")


def arguments(parser: argparse.ArgumentParser) -> None:
    """Which record."""
    parser.add_argument("id", help=t("the record's id, or its file where several have that id"))


def run(context: Context) -> int:
    """Remove it as one commit; needs ``--yes``."""
    archive, arguments = context.archive, context.arguments
    planned = archive.delete_preview(arguments.id)
    if arguments.dry_run:
        return context.previewed(planned)
    context.refuse_read_only()  # before anything is asked
    if not arguments.yes:
        raise Refused(
            t("{path} would be taken away.", path=planned.path), remedy=t("Say --yes if you mean it.")
        )
    return context.saved(archive.delete(arguments.id))

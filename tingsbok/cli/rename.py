"""``tingsbok rename``: another id, and every reference with it."""

from __future__ import annotations

import argparse

from tingsbok.cli.context import Context
from tingsbok.i18n import N_, t

SUMMARY = N_("Give a record another id and rewrite every reference to it.")


def arguments(parser: argparse.ArgumentParser) -> None:
    """The old id and the new."""
    parser.add_argument("old", help=t("the id it has, or its file where several have that id"))
    parser.add_argument("new", help=t("the id it gets"))


def run(context: Context) -> int:
    """Rename as one commit."""
    archive, arguments = context.archive, context.arguments
    if arguments.dry_run:
        return context.previewed(archive.rename_preview(arguments.old, arguments.new))
    return context.saved(archive.rename(arguments.old, arguments.new))

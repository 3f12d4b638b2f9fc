"""``tingsbok link``: refer from one record to another."""

from __future__ import annotations

import argparse

from tingsbok.cli.context import Context
from tingsbok.i18n import N_, t

SUMMARY = N_("Link one record to another.")


def arguments(parser: argparse.ArgumentParser) -> None:
    """From where to where, and in which field."""
    parser.add_argument("source", help=t("the record that refers"))
    parser.add_argument("target", help=t("the record it refers to, or meeting-id#item-key"))
    parser.add_argument("--as", dest="field", default="", metavar="FIELD", help=t("the field that refers"))
    parser.add_argument("--remove", action="store_true", help=t("take the reference away; needs --as"))


def run(context: Context) -> int:
    """Link, or unlink, as one commit."""
    archive, arguments = context.archive, context.arguments
    if arguments.remove:
        return context.saved(archive.unlink(arguments.source, arguments.target, arguments.field))
    if arguments.dry_run:
        return context.previewed(archive.link_preview(arguments.source, arguments.target, arguments.field))
    return context.saved(archive.link(arguments.source, arguments.target, arguments.field))

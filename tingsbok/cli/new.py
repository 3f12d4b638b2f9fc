"""``tingsbok new``: a record of any type."""

from __future__ import annotations

import argparse

from tingsbok.cli import streams
from tingsbok.cli.context import Context
from tingsbok.cli.values import assign
from tingsbok.i18n import N_, t

SUMMARY = N_("Create a record.")


def arguments(parser: argparse.ArgumentParser) -> None:
    """Type, fields, id and text."""
    parser.add_argument("type", help=t("the record type"))
    parser.add_argument("fields", nargs="*", metavar="FIELD=VALUE", help=t("its fields"))
    parser.add_argument("--id", default="", help=t("another id than the proposed one"))
    parser.add_argument("--text", default="", help=t("the text under the fields; - reads it from stdin"))
    parser.add_argument(
        "-m", "--message", default="", help=t("words for the log instead of the generated ones")
    )


def run(context: Context) -> int:
    """Create it as one commit."""
    archive, arguments = context.archive, context.arguments
    record_type = archive.type_named(arguments.type)
    fields = assign(record_type.defaults, arguments.fields, record_type, base=context.today)
    body = streams.read_all() if arguments.text == "-" else arguments.text
    if body and not body.endswith("\n"):
        body += "\n"
    draft = archive.draft(record_type.name, fields, body)
    if arguments.id:
        draft = archive.draft_as(draft, arguments.id)
    if arguments.dry_run:
        return context.previewed(archive.preview(draft, message=arguments.message))
    return context.saved(archive.create(draft, message=arguments.message))

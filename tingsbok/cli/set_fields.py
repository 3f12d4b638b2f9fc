"""``tingsbok set``: change fields of one record."""

from __future__ import annotations

import argparse

from tingsbok.actions import Edit
from tingsbok.cli.context import Context
from tingsbok.cli.values import assign
from tingsbok.errors import InvalidRecord
from tingsbok.i18n import N_, t

SUMMARY = N_("Change fields of a record.")


def arguments(parser: argparse.ArgumentParser) -> None:
    """Which record and which fields."""
    parser.add_argument("id", help=t("the record's id or alias"))
    parser.add_argument(
        "fields", nargs="+", metavar="FIELD=VALUE", help=t("FIELD=VALUE, FIELD+=VALUE, FIELD-=VALUE, FIELD=")
    )
    parser.add_argument(
        "-m", "--message", default="", help=t("words for the log instead of the generated ones")
    )


def run(context: Context) -> int:
    """Change them as one commit."""
    archive, arguments = context.archive, context.arguments
    record = archive.only(arguments.id)
    record_type = archive.schemas.types.get(record.type)
    if record_type is None:
        problems = archive.problems_of(record)
        raise InvalidRecord(t("{path} cannot be read.", path=record.path), problems=problems)
    fields = assign(record.fields, arguments.fields, record_type, base=context.today)
    edit = Edit(record.id, fields, record.etag)
    if arguments.dry_run:
        return context.previewed(archive.preview(edit, message=arguments.message))
    return context.saved(archive.save(edit, message=arguments.message))

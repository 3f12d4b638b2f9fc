"""``tingsbok export``: documents of meetings, and records and lists to take along."""

from __future__ import annotations

import argparse
import json

from tingsbok.cli.context import Context
from tingsbok.cli.documents import deliver, file_argument
from tingsbok.cli.query_words import query_word
from tingsbok.errors import WrongUse
from tingsbok.exporting import files
from tingsbok.i18n import N_, current, t
from tingsbok.record import Record

SUMMARY = N_("Write a meeting's documents, an extract, a record or a list as a file.")

_FORMATS = (*files.FORMATS, "csv", "json")


def arguments(parser: argparse.ArgumentParser) -> None:
    """What, in which format, and for whom."""
    parser.add_argument(
        "words",
        nargs="+",
        type=query_word,
        metavar="ID|QUERY",
        help=t("a record, or words of the query language"),
    )
    parser.add_argument("--to", choices=_FORMATS, default="", help=t("the format"))
    parser.add_argument(
        "--what", choices=tuple(files.KINDS), default="", help=t("which document of a meeting")
    )
    parser.add_argument("--party", default="", metavar="ID", help=t("the party that an extract is for"))
    file_argument(parser)


def run(context: Context) -> int:
    """Write the file and print its path."""
    given = context.arguments
    record = context.archive.resolve(given.words[0]) if len(given.words) == 1 else None
    if record is None:
        return _list(context, " ".join(given.words))
    if given.to == "csv":
        return _table(context, record)
    if given.to == "json":
        return _json(context, record)
    return _document(context, record)


def _document(context: Context, record: Record) -> int:
    archive, given = context.archive, context.arguments
    if record.type == "meeting" or (
        record.type == "decision" and record.text("meeting") and given.to != "json"
    ):
        kind = given.what or ("extract" if given.party else "")
        doc = files.compose(archive, record.id, kind, party=given.party)
    else:
        from tingsbok.exporting.records import record_doc

        doc = record_doc(archive, record)
    made = files.made(archive, doc, given.to or "docx")
    return deliver(context, made.name, made.content, doc)


def _json(context: Context, record: Record) -> int:
    from tingsbok.exporting.records import record_json

    if record.type != "meeting":
        return deliver(context, f"{record.id}.json", record_json(record))
    from tingsbok.exporting.data import template_data
    from tingsbok.exporting.dossier import dossier

    data = {"id": record.id, **template_data(dossier(context.archive, record.id))}
    return deliver(
        context, f"{record.id}.json", (json.dumps(data, ensure_ascii=False, indent=2) + "\n").encode()
    )


def _table(context: Context, record: Record) -> int:
    """The decisions of a meeting, or its agenda before it has been held."""
    from tingsbok.cli.output import csv_text
    from tingsbok.exporting.model import Table

    if record.type != "meeting":
        raise WrongUse(
            t("Only meetings and lists can be written as a table."), remedy=t("Use --to md, html or json.")
        )
    usual = files.usual_kind(record.text("status"))
    kind = context.arguments.what or ("decisions" if usual == "minutes" else "agenda")
    doc = files.compose(context.archive, record.id, kind, party=context.arguments.party)
    table = next((block for block in doc.blocks if isinstance(block, Table)), Table((), (), ()))
    name = files.name_of(doc, "csv")
    return deliver(context, name, csv_text([table.head, *table.rows]).encode("utf-8-sig"), doc)


def _list(context: Context, query: str) -> int:
    """What a query finds, as a table or as data; exit 1 if it finds nothing."""
    from tingsbok.cli.output import csv_text

    archive, form = context.archive, context.arguments.to or "csv"
    found = archive.listing(query)
    rows = found.page(0, found.count)
    name = f"{t('selection')}-{context.today.isoformat()}.{form}"
    if form == "json":
        items = [
            {"id": row.id, "path": row.path, **(record.fields if record else {})}
            for row in rows
            for record in [archive.read_path(row.path)]
        ]
        content = (json.dumps(items, ensure_ascii=False, indent=2) + "\n").encode()
        return _delivered(context, name, content, found.count)
    if form != "csv":
        raise WrongUse(t("A list is written as csv or json."), remedy=t("Name one record for a document."))
    kinds = archive.schemas.types
    cells = [
        [row.id, kinds[row.type].title(current()) if row.type in kinds else row.type, row.date, row.title]
        for row in rows
    ]
    head = ["id", t("Type"), t("Date"), t("Title")]
    return _delivered(context, name, csv_text([head, *cells]).encode("utf-8-sig"), found.count)


def _delivered(context: Context, name: str, content: bytes, count: int) -> int:
    """Write the file, empty as it may be: a mistyped id is a query that finds nothing."""
    code = deliver(context, name, content)
    if count:
        return code
    context.say(t("No records found."))
    return 1

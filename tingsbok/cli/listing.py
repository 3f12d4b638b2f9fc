"""``tingsbok list``: the records of a type, or those a query finds."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from typing import Any

from tingsbok.cli.context import Context
from tingsbok.cli.limits import at_most
from tingsbok.cli.query_words import query_word
from tingsbok.errors import WrongUse
from tingsbok.frontmatter import Value
from tingsbok.i18n import N_, current, t
from tingsbok.index import Row
from tingsbok.record import Record, listed
from tingsbok.schema import Column, RecordType
from tingsbok.schema.paths import value_at

SUMMARY = N_("List records of a type, with or without a query.")

_AT_ONCE = 1000
"""Records whose fields are fetched at once."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Type, query, order and length."""
    parser.add_argument(
        "words",
        nargs="*",
        type=query_word,
        metavar="TYPE|QUERY",
        help=t("a type, then words of the query language"),
    )
    parser.add_argument("--view", default="", metavar="NAME", help=t("a saved view; a query narrows it"))
    parser.add_argument("--sort", default="", metavar="FIELD", help=t("order; -FIELD for the other way"))
    parser.add_argument("--limit", type=at_most, default=0, help=t("at most so many; 0 for all"))
    parser.add_argument(
        "--fields", default="", metavar="A,B", help=t("print these fields instead of the columns")
    )


def run(context: Context) -> int:
    """Print one line a record; exit 1 if there is none."""
    arguments = context.arguments
    asked = _names(arguments.fields)  # a view's columns are for people: JSON has every field unless asked
    record_type, query = _of_view(context) if arguments.view else _type_and_query(context)
    if body := context.body:
        from tingsbok.query import narrowed

        query = narrowed(query, f"body:={body}")
    listing = context.archive.listing(
        query, type=record_type.name if record_type else "", sort=arguments.sort
    )
    kind = f"{record_type.name}.list" if record_type else "list"
    limit = arguments.limit or listing.count
    if context.output.form == "json":
        context.output.json(kind, _items(context, listing.numbers()[:limit], asked))
        return 0 if listing.count else 1
    rows = listing.page(0, limit)
    fields = _names(arguments.fields)
    cells = [_chosen(context, row, fields) if fields else _cells(context, row, record_type) for row in rows]
    headings = fields or _headings(record_type)
    context.output.rows(kind, headings, cells, (), empty=t("No records found."))
    if record_type:
        _tell_of_unreadable(context)
    return 0 if rows else 1


def _tell_of_unreadable(context: Context) -> None:
    """Say how many files are in no list of a type: what cannot be read has none."""
    count = context.archive.listing("problem:*").count
    if count:
        context.say(t("Files that cannot be read: {count}. See: tingsbok check", count=count))


def _names(fields: str) -> list[str]:
    return [name for name in fields.split(",") if name]


def _of_view(context: Context) -> tuple[RecordType | None, str]:
    """What a saved view lists; order and columns too, where the command does not say otherwise."""
    from tingsbok.query import narrowed

    arguments = context.arguments
    view = context.archive.view(arguments.view)
    arguments.sort = arguments.sort or view.sort
    arguments.fields = arguments.fields or ",".join(view.columns and ("id", *view.columns))
    words = " ".join(arguments.words)
    return context.archive.type_named(view.type), narrowed(view.query, words)


def _type_and_query(context: Context) -> tuple[RecordType | None, str]:
    words: list[str] = context.arguments.words
    found = context.archive.schemas.type_named(words[0]) if words else None
    if (
        words
        and found is None
        and len(words) == 1
        and words[0].isalpha()
        and not context.archive.search(words[0]).count
    ):
        found = context.archive.type_named(words[0])
    return found, " ".join(words[1:] if found else words)


def _headings(record_type: RecordType | None) -> list[str]:
    if record_type is None:
        return ["id", t("Type"), t("Date"), t("Title")]
    return ["id", *(column.title(current()) for column in record_type.columns)]


def _cells(context: Context, row: Row, record_type: RecordType | None) -> list[str]:
    if record_type is None:
        kind = context.archive.schemas.types.get(row.type)
        return [row.id, kind.title(current()) if kind else row.type, row.date, row.title]
    shown = [
        _in_words(record_type, column, cell)
        for column, cell in zip(record_type.columns, row.cells, strict=True)
    ]
    return [row.id, *shown]


def _in_words(record_type: RecordType, column: Column, cell: str) -> str:
    """The cell as people read it: a choice by its word; links are names already."""
    field = record_type.field(column.spec.partition("|")[0])
    return field.choice_label(cell, current()) if field and field.choices else cell


def _chosen(context: Context, row: Row, fields: list[str]) -> list[str]:
    values = _values(context, context.archive.get(row.id), fields)
    return ["; ".join(listed(values, name)) for name in fields]


def _values(context: Context, record: Record, fields: Sequence[str]) -> dict[str, Value]:
    """What the record has in fields that were asked for.

    What it does not say itself is looked for where the type's own column finds it: the day of a decision is
    that of its meeting.

    Raises:
        WrongUse: Its type has no such field.
    """
    kind = context.archive.schemas.types.get(record.type)
    specs = {column.spec.partition("|")[0]: column.spec for column in kind.columns} if kind else {}
    found: dict[str, Value] = {}
    for name in fields:
        if name != "id" and kind is not None and kind.field(name) is None:
            raise WrongUse(t('{type} has no field "{field}".', type=record.type, field=name))
        found[name] = (
            record.id
            if name == "id"
            else record.fields.get(name)
            or value_at(record.fields, specs.get(name, ""), context.archive.resolve)
        )
    return found


def _items(context: Context, numbers: Sequence[int], fields: Sequence[str]) -> Iterator[dict[str, Any]]:
    for start in range(0, len(numbers), _AT_ONCE):
        for record in context.archive.lights_of(numbers[start : start + _AT_ONCE]):
            everything = {"id": record.id, "path": record.path, **record.fields}
            yield _values(context, record, fields) if fields else everything

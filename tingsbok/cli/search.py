"""``tingsbok search``: everything, newest first."""

from __future__ import annotations

import argparse

from tingsbok.cli.context import Context
from tingsbok.cli.limits import at_most
from tingsbok.cli.query_words import query_word
from tingsbok.i18n import N_, current, t

SUMMARY = N_("Search everything: words, phrases, fields, dates.")


def arguments(parser: argparse.ArgumentParser) -> None:
    """The query and how much to print."""
    parser.add_argument(
        "query",
        nargs="+",
        type=query_word,
        help=t("for example: hemsjukvård sedan:2021 organ:lchnv -utkast"),
    )
    parser.add_argument("--limit", type=at_most, default=50, help=t("at most so many (50); 0 for all"))


def run(context: Context) -> int:
    """Print the hits; exit 1 if there is none."""
    from tingsbok.query import narrowed, parse

    archive = context.archive
    words: list[str] = context.arguments.query
    found_type = archive.schemas.type_named(words[0]) if len(words) > 1 else None
    text = " ".join(words[1:] if found_type else words)
    parse(text, archive.schemas)
    if context.body:
        text = narrowed(text, f"body:={context.body}")
    found = archive.search(text, type=found_type.name if found_type else "", limit=context.arguments.limit)
    rows, items = [], []
    for hit in found.hits:
        kind = archive.schemas.types.get(hit.row.type)
        rows.append(
            [kind.title(current()) if kind else "", hit.row.date, hit.row.id, hit.row.title, hit.snippet]
        )
        items.append(
            {
                "id": hit.row.id,
                "type": hit.row.type,
                "date": hit.row.date,
                "title": hit.row.title,
                "text": hit.snippet,
            }
        )
    headings = [t("Type"), t("Date"), "id", t("Title"), t("Text")]
    context.output.rows("search", headings, rows, items, empty=t("Nothing matches."))
    if not rows and found.did_you_mean:
        context.say(t("Did you mean {word}?", word=found.did_you_mean))
    if found.count > len(rows):
        count = f"{found.count}+" if found.more else found.count
        context.say(t("{shown} of {count}; --limit shows more.", shown=len(rows), count=count))
    return 0 if rows else 1

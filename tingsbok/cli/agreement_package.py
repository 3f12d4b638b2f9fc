"""``tingsbok agreement package``: what a party takes home from a joint decision."""

from __future__ import annotations

import argparse

from tingsbok.acts.letters import package
from tingsbok.cli.context import Context
from tingsbok.exporting.outbox import Document, put
from tingsbok.i18n import N_, t

SUMMARY = N_("Write what a party takes home: a draft of its own paper, and a form to answer with.")


def arguments(parser: argparse.ArgumentParser) -> None:
    """For which parties."""
    parser.add_argument("id", help=t("the agreement or decision"))
    parser.add_argument("party", nargs="+", help=t("parties by id or name"))


def run(context: Context) -> int:
    """Write the files and print their names."""
    given = context.arguments
    documents = [one for party in given.party for one in package(context.archive, given.id, party)]
    return written(context, documents)


def written(context: Context, documents: list[Document]) -> int:
    """Write documents, or only name them if nothing shall be done. Returns the exit code."""
    if context.arguments.dry_run:
        context.say(t("Nothing was written (--dry-run)."))
    else:
        put(context.archive.root, documents)
    rows = [[document.shown] for document in documents]
    items = [{"path": document.shown} for document in documents]
    context.output.rows(f"{context.verb}.files", [t("File")], rows, items)
    return 0

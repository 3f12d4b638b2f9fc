"""``tingsbok view``: lists that are saved under a name."""

from __future__ import annotations

import argparse

from msgspec import to_builtins

from tingsbok.cli.context import Context
from tingsbok.cli.problem_lines import problem_lines
from tingsbok.cli.query_words import query_word
from tingsbok.errors import WrongUse
from tingsbok.i18n import N_, current, t

SUMMARY = N_("Show saved views: filter, order and columns under a name.")


def arguments(parser: argparse.ArgumentParser) -> None:
    """What to do, with which view."""
    parser.add_argument("action", nargs="?", default="list", choices=("list", "show", "save", "remove"))
    parser.add_argument("name", nargs="?", default="", help=t("the view"))
    parser.add_argument(
        "words", nargs="*", type=query_word, metavar="TYPE QUERY", help=t("what a new view lists")
    )
    parser.add_argument("--sort", default="", metavar="FIELD", help=t("order; -FIELD for the other way"))
    parser.add_argument("--fields", default="", metavar="A,B", help=t("the columns"))


def run(context: Context) -> int:
    """List the views, print the records of one, or change one."""
    arguments = context.arguments
    if arguments.action != "list" and not arguments.name:
        raise WrongUse(t("Which view?"), remedy=t("See: {command}", command="tingsbok view list"))
    if arguments.action == "list":
        return _list(context)
    if arguments.action == "show":
        from tingsbok.cli import listing

        arguments.view, arguments.limit, arguments.words = arguments.name, 0, []
        return listing.run(context)
    return _change(context)


def _list(context: Context) -> int:
    found = context.archive.views()
    for line in problem_lines(found.problems):
        context.say(line)
    types = context.archive.schemas.types
    rows = [
        [view.name, view.title, types[view.type].plural(current()), view.query, view.sort]
        for view in found.views
    ]
    headings = [t("View"), t("Title"), t("Type"), t("Query"), t("Order")]
    items = [to_builtins(view) for view in found.views]
    context.output.rows("view.list", headings, rows, items, empty=t("No views are saved."))
    return 1 if found.problems else 0


def _change(context: Context) -> int:
    from tingsbok.acts.views import remove_view, save_view

    archive, arguments = context.archive, context.arguments
    if arguments.action == "remove":
        return context.carry_out(remove_view(archive, arguments.name))
    if not arguments.words:
        raise WrongUse(t("What does the view list?"), remedy=t("Name a type, then a query if you like."))
    record_type = archive.type_named(arguments.words[0])
    query = " ".join(arguments.words[1:])
    work = save_view(
        archive,
        arguments.name,
        record_type.name,
        query=query,
        sort=arguments.sort,
        columns=[name for name in arguments.fields.split(",") if name],
    )
    return context.carry_out(work)

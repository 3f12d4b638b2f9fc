"""``tingsbok todo``: what is late and near."""

from __future__ import annotations

import argparse

from tingsbok.cli.context import Context
from tingsbok.i18n import N_, t

SUMMARY = N_("Show what is late and what comes soon.")


def arguments(parser: argparse.ArgumentParser) -> None:
    """How far ahead to look, and whether lateness is a failure."""
    parser.add_argument("--days", type=int, default=60, help=t("how many days ahead (60)"))
    parser.add_argument("--late", action="store_true", help=t("only what is late; exit 1 if anything is"))


def run(context: Context) -> int:
    """Print it, the earliest first."""
    things = context.archive.due(context.arguments.days, body=context.arguments.body)
    if context.arguments.late:
        things = [thing for thing in things if thing.late]
    name = context.archive.name
    rows = [
        [
            thing.date,
            "" if thing.days is None else f"{thing.days:+d}",
            t(thing.kind),
            name(thing.target) if thing.kind == "meeting" else thing.title,
            name(thing.source) if thing.source else "",
            thing.target,
        ]
        for thing in things
    ]
    items = [
        {"date": d.date, "days": d.days, "kind": d.kind, "title": d.title, "body": d.source, "id": d.target}
        for d in things
    ]
    headings = [t("Date"), t("Days"), t("What"), t("Title"), t("Body"), "id"]
    context.output.rows("todo", headings, rows, items, empty=t("Nothing is late or near."))
    return 1 if context.arguments.late and things else 0

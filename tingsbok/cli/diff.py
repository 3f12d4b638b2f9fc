"""``tingsbok diff``: how a record differs from a revision of it."""

from __future__ import annotations

import argparse

from tingsbok.cli.context import Context
from tingsbok.i18n import N_, t

SUMMARY = N_("Show how a record differs from an earlier revision.")


def arguments(parser: argparse.ArgumentParser) -> None:
    """Which record, against which revision."""
    parser.add_argument("id", help=t("the record's id or alias"))
    parser.add_argument("rev", nargs="?", default="HEAD", help=t("a revision; else the last saved state"))
    parser.add_argument("--words", action="store_true", help=t("only the field changes in words"))


def run(context: Context) -> int:
    """Print field changes and the difference of the file; exit 0 also if there is none."""
    found = context.archive.diff(context.arguments.id, context.arguments.rev)
    if context.output.form == "json":
        items = [{"field": c.field, "before": c.before, "after": c.after} for c in found.changes]
        context.output.json("diff", items, text=found.text)
        return 0
    if not found.changes and not found.text:
        context.say(t("No difference."))
        return 0
    for change in found.changes:
        context.output.text(f"{change.label}: {change.before or '–'} → {change.after or '–'}")
    if not context.arguments.words:
        context.output.text("\n" + found.text)
    return 0

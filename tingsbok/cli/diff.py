"""``tingsbok diff``: how a record differs from a revision of it."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from tingsbok.cli.context import Context
from tingsbok.i18n import N_, t
from tingsbok.record import Record

if TYPE_CHECKING:
    from tingsbok.changes import FieldChange

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
    for line in told(found.before, found.after, found.changes):
        context.output.text(line)
    if not context.arguments.words:
        context.output.text("\n" + found.text)
    return 0


def told(before: Record | None, after: Record | None, changes: Iterable[FieldChange]) -> Iterator[str]:
    """The changes, a line each; of a version that cannot be read only why, for its fields are not gone."""
    problems = [problem for one in (before, after) if one and not one.fields for problem in one.problems]
    if problems:
        from tingsbok.cli.problem_lines import problem_lines

        yield from problem_lines(problems)
        return
    yield from map(in_line, changes)


def in_line(change: FieldChange) -> str:
    """A change as one line; of line breaks and the like, which have no words, only that they changed."""
    if not change.before and not change.after:
        return f"{change.label}: {t('text changed')}"
    return f"{change.label}: {change.before or '–'} → {change.after or '–'}"

"""``tingsbok agreement matrix``: which parties have adopted a joint decision, and which are missing."""

from __future__ import annotations

import argparse

from msgspec import to_builtins

from tingsbok.cli.context import Context
from tingsbok.dates.named import day_named
from tingsbok.followup.adoption import Stance, differences
from tingsbok.followup.adoption_words import headline, tally
from tingsbok.i18n import N_, current, t
from tingsbok.questions.adoption import Matrix, matrix_of, row

SUMMARY = N_("Show which parties have adopted an agreement or a joint decision.")


def arguments(parser: argparse.ArgumentParser) -> None:
    """Which agreement or decision, and what of it."""
    parser.add_argument("id", help=t("the agreement or decision"))
    parser.add_argument("--missing", action="store_true", help=t("only parties without an answer"))
    parser.add_argument("--on", default="", metavar="DATE", help=t("as it stood on this day"))
    parser.add_argument("--wording", action="store_true", help=t("how the words of each party differ"))


def run(context: Context) -> int:
    """Print a line a party, those that need work first; with ``--missing``, exit 1 if there is none."""
    given = context.arguments
    matrix = matrix_of(context.archive, given.id, on=day_named(given.on, context.today, last=True))
    context.say(f"{matrix.title}: {headline(matrix.adoption, matrix.name)}")
    if given.wording:
        return _wording(context, matrix)
    wanted = [s for s in matrix.adoption.by_need() if not given.missing or (s.counts and not s.answered)]
    _print(context, matrix, wanted)
    context.say(tally(matrix.adoption))
    return 1 if given.missing and not wanted else 0


def _print(context: Context, matrix: Matrix, stances: list[Stance]) -> None:
    found = matrix.adoption
    items = [{**to_builtins(stance), "name": matrix.name(stance.party)} for stance in stances]
    if context.output.form == "json":
        context.output.json(
            "agreement.matrix",
            items,
            id=found.holder,
            rule=found.rule,
            needed=found.needed,
            state=found.state.value,
            since=found.since,
        )
        return
    headings = [t("Party"), t("Status"), t("Date"), t("Authority, §"), t("Wording"), t("Reminded")]
    rows = [row(context.archive, matrix, stance) for stance in stances]
    context.output.rows("agreement.matrix", headings, rows, items, empty=t("No party is missing."))


def _wording(context: Context, matrix: Matrix) -> int:
    """Print clause by clause what differs; exit 1 if nothing is known to."""
    clause = context.archive.schemas.types["decision"].clauses.get(current(), "")
    found = [
        (stance.party, change)
        for stance in matrix.adoption.stances
        if stance.text
        for change in differences(matrix.adoption.clauses, stance.text, current(), clause=clause)
    ]
    rows = [[matrix.name(party), change.label, change.before, change.after] for party, change in found]
    items = [{"party": party, **to_builtins(change)} for party, change in found]
    headings = [t("Party"), t("What"), t("Recommended"), t("Adopted")]
    context.output.rows("agreement.wording", headings, rows, items, empty=t("No wording is known to differ."))
    return 0 if rows else 1

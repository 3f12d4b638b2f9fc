"""``tingsbok decision correct``: correct words that approved minutes lock."""

from __future__ import annotations

import argparse

from tingsbok.acts.approving import correct, with_clauses
from tingsbok.cli import streams
from tingsbok.cli.context import Context
from tingsbok.frontmatter import Value
from tingsbok.i18n import N_, t

SUMMARY = N_("Correct approved minutes or a decision of theirs; the old words stay visible.")


def arguments(parser: argparse.ArgumentParser) -> None:
    """Which decision, what it shall say, and why."""
    parser.add_argument("id", help=t("the decision, or a meeting whose text is corrected"))
    parser.add_argument(
        "--text",
        action="append",
        default=[],
        help=t("a clause as it shall be; again for more; - reads the whole text from stdin"),
    )
    parser.add_argument("--title", default="", help=t("the title as it shall be"))
    parser.add_argument("--outcome", default="", help=t("the outcome as it shall be"))
    parser.add_argument("--dissent", default=None, help=t("the reservation as it shall be; empty for none"))
    parser.add_argument("--reason", required=True, help=t("why it is corrected"))
    parser.add_argument("--by", default="", metavar="ID", help=t("the person who corrects"))


def run(context: Context) -> int:
    """Correct as one commit with its reason."""
    archive, given = context.archive, context.arguments
    record = archive.get(given.id)
    text: str | None = None
    if given.text == ["-"]:
        text = streams.read_all()
    elif given.text:
        text = with_clauses(record.body, given.text)
    fields: dict[str, Value] = {}
    if given.title:
        fields["title"] = given.title
    if given.outcome:
        kind = archive.schemas.types[record.type].field("outcome")
        fields["outcome"] = (kind.choice_for(given.outcome) if kind else "") or given.outcome
    if given.dissent is not None:
        fields["dissent"] = given.dissent
    by = archive.get(given.by).id if given.by else ""
    work = correct(archive, record.id, reason=given.reason, text=text, fields=fields, by=by)
    return context.carry_out(work)

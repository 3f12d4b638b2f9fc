"""``tingsbok conditions``: what decisions still depend on; and saying that a condition is met."""

from __future__ import annotations

import argparse

from msgspec import to_builtins

from tingsbok.acts.conditions import meet
from tingsbok.cli.context import Context
from tingsbok.errors import WrongUse
from tingsbok.followup.conditions import Watched
from tingsbok.i18n import N_, t
from tingsbok.questions.inforce import conditions

SUMMARY = N_("Show the conditions of decisions, or say that one is met.")


def arguments(parser: argparse.ArgumentParser) -> None:
    """Which conditions to show, or which one is met."""
    parser.add_argument("id", nargs="?", default="", help=t("a decision: show its conditions"))
    parser.add_argument("number", nargs="?", type=int, default=0, help=t("which of its conditions, from 1"))
    parser.add_argument("--open", action="store_true", help=t("only those that are not met"))
    parser.add_argument("--met", action="store_true", help=t("say that the condition is met"))
    parser.add_argument("--on", default="", metavar="DATE", help=t("the day it was met"))
    parser.add_argument("--by", default="", metavar="ID", help=t("what met it"))


def run(context: Context) -> int:
    """Print them, or save that one is met."""
    arguments, archive = context.arguments, context.archive
    if arguments.met:
        if not arguments.id:
            raise WrongUse(t("Name the decision whose condition is met."))
        work = meet(archive, arguments.id, arguments.number, on=arguments.on, by=arguments.by)
        return context.carry_out(work)
    query = f"id:={archive.get(arguments.id).id}" if arguments.id else ""
    found = conditions(archive, body=context.body, query=query)
    found = [one for one in found if one.is_open() or not arguments.open]
    rows = [_row(context, one) for one in found]
    items = [{**to_builtins(one), "id": one.decision, "open": one.is_open()} for one in found]
    headings = [t("Date"), t("Body"), "§", t("State"), t("Condition"), t("Waits for"), "id"]
    context.output.rows("conditions", headings, rows, items, empty=t("No conditions found."))
    return 0 if rows else 1


def _row(context: Context, one: Watched) -> list[str]:
    name = context.archive.name
    met = t("met {date}", date=one.met) if one.met else t("met")
    effect = t("suspends") if one.suspends else t("follows")
    state = t("open, {effect}", effect=effect) if one.is_open() else met
    awaited = ", ".join(filter(None, (*(name(each) for each in one.awaits), one.awaits_text)))
    by = t("by {name}", name=name(one.by)) if one.by else awaited
    body = name(one.origin.body) if one.origin.body else ""
    return [one.origin.date, body, one.origin.item, state, one.text, by, one.decision]

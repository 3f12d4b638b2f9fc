"""``tingsbok person replace``: somebody takes another's place in a body."""

from __future__ import annotations

import argparse

from tingsbok.acts.composition import Leaving, Replacement, Step, compose
from tingsbok.cli.context import Context
from tingsbok.dates.named import day_named
from tingsbok.errors import WrongUse
from tingsbok.i18n import N_, t

SUMMARY = N_("Let somebody take another's place in a body; without a new person the place is vacant.")


def arguments(parser: argparse.ArgumentParser) -> None:
    """Who for whom, where, from when and why."""
    parser.add_argument("old", help=t("the person who leaves"))
    parser.add_argument("new", nargs="?", default="", help=t("id or full name of the person who comes"))
    place_arguments(parser)


def place_arguments(parser: argparse.ArgumentParser) -> None:
    """What is said of a place in a body."""
    parser.add_argument("--in", dest="where", required=True, metavar="BODY", help=t("the body"))
    parser.add_argument("--from", dest="since", default="", metavar="DATE", help=t("from this day on"))
    parser.add_argument("--decision", default="", metavar="ID", help=t("by this decision"))
    parser.add_argument("--for", dest="party", default="", metavar="ORG", help=t("whom the person sits for"))
    parser.add_argument("--role", default="", help=t("role in the body"))
    parser.add_argument("--title", default="", help=t("the person's title"))
    parser.add_argument("--acting", action="store_true", help=t("only until further notice"))


def run(context: Context) -> int:
    """Replace as one commit."""
    given, archive = context.arguments, context.archive
    since = day_named(given.since, context.today)
    if not since:
        raise WrongUse(t("From which day?"), remedy=t("Add --from DATE."))
    old, decision = archive.get(given.old).id, archive.get(given.decision).id if given.decision else ""
    role = role_named(context, given.role)
    step = (
        Replacement(old, given.new, since, given.party, role, given.title, given.acting, decision)
        if given.new
        else Leaving(old, since)
    )
    return composed(context, step)


def composed(context: Context, step: Step) -> int:
    """Carry a step out, or show it if nothing shall be done. Returns the exit code."""
    work = compose(context.archive, context.arguments.where, [step])
    return context.carry_out(work)


def role_named(context: Context, text: str) -> str:
    """The role that a word of either language means; empty for an empty text.

    Raises:
        WrongUse: There is no such role.
    """
    field = context.archive.schemas.types["body"].field("members.role")
    found = field.choice_for(text) if field and text else ""
    if text and not found:
        names = ", ".join(field.choices) if field else ""
        raise WrongUse(
            t('"{value}" is no value of {field}.', value=text, field="role"),
            remedy=t("Values: {names}", names=names),
        )
    return found

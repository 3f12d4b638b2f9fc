"""``tingsbok decision add``: record a decision on an item of a meeting."""

from __future__ import annotations

import argparse
from datetime import date

from tingsbok.acts.composition import Replacement
from tingsbok.acts.deciding import Deciding, Ruling, begin, decide, split, unfinished
from tingsbok.acts.items import Place, place
from tingsbok.acts.naming import Circle, who
from tingsbok.acts.returning import returning
from tingsbok.cli.context import Context
from tingsbok.dates.named import day_named
from tingsbok.errors import Refused, WrongUse
from tingsbok.frontmatter import Value
from tingsbok.i18n import N_, current, t
from tingsbok.meetings import outcomes
from tingsbok.meetings.capture import outcome_named

SUMMARY = N_("Record a decision on an item of a meeting, with what follows from it at once.")


def arguments(parser: argparse.ArgumentParser) -> None:
    """The item, the outcome, the clauses, and what modifies them."""
    item_arguments(parser)
    parser.add_argument("--outcome", required=True, metavar="O", help=t("its outcome, such as approved"))
    text_arguments(parser)
    parser.add_argument(
        "--until",
        default="",
        metavar="WHEN",
        help=t("when the matter returns: next, a date, a meeting, words"),
    )
    parser.add_argument(
        "--condition", action="append", default=[], metavar="TEXT", help=t("it waits for this (repeat)")
    )
    parser.add_argument("--valid-from", default="", metavar="DATE", help=t("it holds from this day"))
    parser.add_argument("--valid-to", default="", metavar="DATE", help=t("it holds to this day"))
    parser.add_argument(
        "--until-further-notice", action="store_true", help=t("it holds until further notice")
    )
    parser.add_argument(
        "--recommend-to", action="append", default=[], metavar="ID", help=t("asked to decide alike (repeat)")
    )
    parser.add_argument(
        "--forward-to", action="append", default=[], metavar="BODY", help=t("who takes it over (repeat)")
    )
    parser.add_argument("--agreement", default="", metavar="ID", help=t("the agreement it is about"))
    parser.add_argument(
        "--repeals", action="append", default=[], metavar="ID", help=t("what it repeals (repeat)")
    )
    parser.add_argument(
        "--supersedes",
        action="append",
        default=[],
        metavar="ID",
        help=t("what it takes the place of (repeat)"),
    )
    parser.add_argument(
        "--replace",
        action="append",
        default=[],
        nargs=3,
        metavar=("BODY", "OLD", "NEW"),
        help=t("NEW takes OLD's place in BODY (repeat)"),
    )
    parser.add_argument(
        "--one", action="store_true", help=t("one decision, although the clauses have two effects")
    )


def item_arguments(parser: argparse.ArgumentParser) -> None:
    """The meeting and the item."""
    parser.add_argument("meeting", help=t("the meeting, or meeting#item"))
    parser.add_argument("item", nargs="?", default="", help=t("key or number of the item"))


def text_arguments(parser: argparse.ArgumentParser) -> None:
    """What is decided, in words."""
    parser.add_argument("--text", action="append", default=[], help=t("a clause as it is written (repeat)"))
    parser.add_argument("--title", default="", help=t("another title than the item's"))
    parser.add_argument("--case", default="", metavar="ID", help=t("another case than the item's"))


def run(context: Context) -> int:
    """Record it as one commit."""
    given, archive = context.arguments, context.archive
    where = place(archive, given.meeting, given.item)
    outcome = outcome_named(given.outcome)
    if not outcome:
        keys = ", ".join(found.key for found in (*outcomes.OUTCOMES, *outcomes.OTHERS))
        raise WrongUse(
            t('There is no outcome "{outcome}".', outcome=given.outcome),
            remedy=t("Outcomes: {names}", names=keys),
        )
    first = begin(archive, where, outcome)
    ruling = Ruling(
        {**first.fields, **_said(context, where)},
        _clauses(given.text, first),
        appoints=_appoints(context, where),
    )
    return decided(context, where, _by_effect(context, ruling))


def decided(context: Context, where: Place, rulings: list[Ruling]) -> int:
    """Carry decisions out, or only show them, and say what follows. Returns the exit code."""
    found: Deciding = decide(context.archive, where, rulings)
    for sentence in found.follows:
        context.say(f"{t('consequence')}: {sentence}")
    for sentence in found.advice:
        context.say(f"{t('advice')}: {sentence}")
    return context.carry_out(found.work)


def _clauses(given: list[str], first: Ruling) -> tuple[str, ...]:
    return tuple(given) or (() if unfinished(first.clauses) else first.clauses)


def _said(context: Context, where: Place) -> dict[str, Value]:
    given, archive = context.arguments, context.archive
    circle = Circle.of(archive, where.meeting)
    to = ("organisation", "body")
    base = _base(context, where)
    fields: dict[str, Value] = {
        "title": given.title,
        "case": archive.get(given.case).id if given.case else "",
        "agreement": archive.get(given.agreement).id if given.agreement else "",
        "conditions": [{"text": text, "effect": "suspends"} for text in given.condition],
        "valid_from": day_named(given.valid_from, base),
        "valid_to": day_named(given.valid_to, base),
        "until_further_notice": "true" if given.until_further_notice else "",
        "recommends_to": [who(archive, circle, name, to) for name in given.recommend_to],
        "forwarded_to": [who(archive, circle, name, to) for name in given.forward_to],
        "repeals": [archive.get(one).id for one in given.repeals],
        "supersedes": [archive.get(one).id for one in given.supersedes],
    }
    fields |= returning(archive, where.meeting, given.until) if given.until else {}
    return {name: value for name, value in fields.items() if value}


def _appoints(context: Context, where: Place) -> tuple[tuple[str, Replacement], ...]:
    given, archive = context.arguments, context.archive
    since = day_named(given.valid_from, context.today) or where.meeting.text("date")
    return tuple(
        (archive.get(body).id, Replacement(archive.get(old).id, new, since))
        for body, old, new in given.replace
    )


def _by_effect(context: Context, ruling: Ruling) -> list[Ruling]:
    """One decision for each effect of the clauses, if the user wants it so."""
    parts = outcomes.effects(ruling.outcome, ruling.clauses)
    if len(parts) == 1 or context.arguments.one:
        return [ruling]
    outcome = context.archive.schemas.field("decision", "outcome")
    labels = ", ".join(outcome.choice_label(key, current()) for key, _ in parts)
    sentence = t("The clauses have several effects: {outcomes}.", outcomes=labels)
    if not context.arguments.yes:
        answer = context.ask(f"{sentence} {t('Make a decision of each?')} [j/n] ")
        if answer is None:
            raise Refused(sentence, remedy=t("--yes makes a decision of each, --one keeps them together."))
        if not answer:
            return [ruling]
    return split(ruling, parts)


def _base(context: Context, where: Place) -> date:
    """The day that dates without a year are counted from: the meeting's own."""
    try:
        return date.fromisoformat(where.meeting.text("date"))
    except ValueError:
        return context.today

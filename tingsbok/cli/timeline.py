"""``tingsbok timeline``: what was decided in a case, across bodies and years."""

from __future__ import annotations

import argparse

from msgspec import to_builtins

from tingsbok.cli.context import Context
from tingsbok.dates.named import day_named
from tingsbok.errors import WrongUse
from tingsbok.followup import Event
from tingsbok.followup.lifeline import chosen
from tingsbok.i18n import N_, current, t

SUMMARY = N_("Show the life-line of a case.")

FIELDS = {
    "decision": ("decision", "outcome"),
    "mention": ("decision", "outcome"),
    "assignment": ("assignment", "status"),
    "agreement": ("agreement", "status"),
    "item": ("meeting", "items.kind"),
}
"""The record type and field that an event's outcome is a value of, by kind of event."""
REPORTS = {"made": N_("made"), "promised": N_("promised")}


def arguments(parser: argparse.ArgumentParser) -> None:
    """Which case, which of its events, and as it was known when."""
    parser.add_argument("id", help=t("the case"))
    parser.add_argument("--since", default="", metavar="DATE", help=t("from this date, month or year"))
    parser.add_argument("--until", default="", metavar="DATE", help=t("up to this date, month or year"))
    parser.add_argument("--outcome", default="", metavar="WORD", help=t("only events with this outcome"))
    parser.add_argument("--at", default="", metavar="DATE", help=t("as the archive knew it on this day"))


def run(context: Context) -> int:
    """Print its events in order; exit 1 if there are none."""
    arguments, today = context.arguments, context.today
    outcomes = _outcomes(context, arguments.outcome) if arguments.outcome else set()
    events = list(
        chosen(
            context.archive.timeline(arguments.id, at=day_named(arguments.at, today, last=True)),
            since=day_named(arguments.since, today),
            until=day_named(arguments.until, today, last=True),
            body=context.body,
            says=(lambda event: event.outcome in outcomes) if outcomes else None,
        )
    )
    headings = [t("Date"), t("Body"), "§", t("Event"), t("Outcome")]
    items = [{**to_builtins(event), "uncertain": event.uncertain} for event in events]
    rows = [_row(context, event) for event in events]
    context.output.rows("case.timeline", headings, rows, items, empty=t("The case has no events yet."))
    return 0 if events else 1


def _row(context: Context, event: Event) -> list[str]:
    notes = [
        _outcome(context, event),
        t("(condition)") if event.waits else "",
        t("(missing)") if event.mentioned else "",
        t("(mention)") if event.kind == "mention" else "",
    ]
    return [
        f"{event.date}?" if event.uncertain else event.date,
        context.archive.name(event.body) if event.body else "",
        event.item,
        context.archive.name(event.title) if event.kind == "mention" else event.title,
        " ".join(filter(None, notes)),
    ]


def _outcome(context: Context, event: Event) -> str:
    if event.outcome in REPORTS:
        return t(REPORTS[event.outcome])
    kind, name = FIELDS.get(event.kind, ("", ""))
    return context.archive.schemas.field(kind, name).choice_label(event.outcome, current())


def _outcomes(context: Context, word: str) -> set[str]:
    """The outcomes, statuses and kinds that a word means, in either language.

    Raises:
        WrongUse: It means none.
    """
    found = {key for key, label in REPORTS.items() if word.casefold() in (key, t(label).casefold())}
    for kind, name in FIELDS.values():
        record_type = context.archive.schemas.types.get(kind)
        field = record_type.field(name) if record_type else None
        if field and (value := field.choice_for(word)):
            found.add(value)
    if not found:
        raise WrongUse(t('"{word}" is no outcome.', word=word))
    return found

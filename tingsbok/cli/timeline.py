"""``tingsbok timeline``: what was decided in a case, across bodies and years."""

from __future__ import annotations

import argparse
import dataclasses

from tingsbok.cli.context import Context
from tingsbok.i18n import N_, current, t

SUMMARY = N_("Show the life-line of a case.")


def arguments(parser: argparse.ArgumentParser) -> None:
    """Which case, and from when to when."""
    parser.add_argument("id", help=t("the case"))
    parser.add_argument("--since", default="", metavar="DATE", help=t("from this date, month or year"))
    parser.add_argument("--until", default="", metavar="DATE", help=t("up to this date, month or year"))


def run(context: Context) -> int:
    """Print its events in order."""
    since, until = context.arguments.since, context.arguments.until
    events = [
        event
        for event in context.archive.timeline(context.arguments.id)
        if not event.date
        or (
            (not since or event.date[: len(since)] >= since)
            and (not until or event.date[: len(until)] <= until)
        )
    ]
    rows = [
        [
            event.date,
            context.archive.name(event.body) if event.body else "",
            event.item,
            event.title,
            _outcome(context, event.kind, event.outcome) + (" " + t("(missing)") if event.mentioned else ""),
        ]
        for event in events
    ]
    headings = [t("Date"), t("Body"), "§", t("Event"), t("Outcome")]
    items = [dataclasses.asdict(event) for event in events]
    context.output.rows("case.timeline", headings, rows, items, empty=t("The case has no events yet."))
    return 0 if events else 1


def _outcome(context: Context, kind: str, value: str) -> str:
    names = {"decision": "outcome", "assignment": "status", "agreement": "status"}
    record_type = context.archive.schemas.types.get("meeting" if kind == "item" else kind)
    field = (
        record_type.field("items.kind" if kind == "item" else names.get(kind, "status"))
        if record_type
        else None
    )
    return field.choice_label(value, current()) if field and value else value

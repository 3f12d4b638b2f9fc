"""``tingsbok meeting agenda``: the agenda of a meeting and what waits for it; taking up, adding, moving."""

from __future__ import annotations

import argparse
from typing import Any

from tingsbok.actions import Work
from tingsbok.acts.agenda import fill
from tingsbok.acts.agenda_items import add_item, move_item, remove_item, renumber
from tingsbok.acts.agenda_later import postpone
from tingsbok.cli.context import Context
from tingsbok.errors import WrongUse
from tingsbok.frontmatter import Value
from tingsbok.i18n import N_, current, t
from tingsbok.meetings.agenda_numbers import clock
from tingsbok.meetings.carryover import Proposal
from tingsbok.questions.waiting import waiting
from tingsbok.record import Record, said
from tingsbok.steps import COMING

SUMMARY = N_("Show the agenda of a meeting with what waits for it, or change it.")


def arguments(parser: argparse.ArgumentParser) -> None:
    """The meeting, and one thing to do with its agenda."""
    parser.add_argument("id", help=t("the meeting"))
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--fill", action="store_true", help=t("take up all that is due"))
    what.add_argument("--take", nargs="+", default=[], metavar="KEY", help=t("take up what is named"))
    what.add_argument("--add", default="", metavar="TITLE", help=t("add an item of your own"))
    what.add_argument("--move", default="", metavar="KEY", help=t("move an item with its parts"))
    what.add_argument(
        "--remove", default="", metavar="KEY", help=t("take an item off; its matter waits again")
    )
    what.add_argument(
        "--postpone", default="", metavar="KEY", help=t("put an item or a matter off; see --to")
    )
    what.add_argument("--renumber", action="store_true", help=t("number anew, references with it"))
    more = parser.add_argument_group(t("how"))
    more.add_argument("--before", default="", metavar="KEY", help=t("before this item; else last"))
    more.add_argument("--under", default="", metavar="KEY", help=t("make it a part of this item"))
    more.add_argument("--to", default="next", metavar="WHEN", help=t("next, a meeting or a day"))
    more.add_argument("--kind", default="", help=t("the kind of the new item"))
    more.add_argument("--minutes", default="", metavar="N", help=t("how long it takes"))
    more.add_argument("--case", default="", metavar="ID", help=t("the case it belongs to"))
    more.add_argument("--presenter", action="append", default=[], metavar="ID", help=t("who presents it"))


def run(context: Context) -> int:
    """Do it as one commit; print the agenda if there is nothing to do."""
    work = _work(context)
    if work is None:
        return _print(context)
    return context.carry_out(work)


def _work(context: Context) -> Work | None:
    archive, given = context.archive, context.arguments
    if given.fill or given.take:
        return fill(archive, given.id, given.take or None)
    if given.add:
        return add_item(archive, given.id, _line(context), parent=given.under, before=given.before)
    if given.move:
        how, other = ("under", given.under) if given.under else ("before", given.before)
        return move_item(archive, given.id, given.move, how, other)
    if given.remove:
        return remove_item(archive, given.id, given.remove)
    if given.postpone:
        return postpone(archive, given.id, given.postpone, given.to)
    return renumber(archive, given.id) if given.renumber else None


def _line(context: Context) -> dict[str, Value]:
    given = context.arguments
    field = context.archive.schemas.types["meeting"].field("items.kind")
    kind = field.choice_for(given.kind) if field and given.kind else ""
    if given.kind and not kind:
        raise WrongUse(
            t('"{value}" is no value of {field}.', value=given.kind, field="kind"),
            remedy=t("Values: {names}", names=", ".join(field.choices if field else ())),
        )
    return {
        "title": given.add,
        "kind": kind,
        "presenters": list(given.presenter),
        "minutes": given.minutes,
        "case": given.case,
    }


def _print(context: Context) -> int:
    """The agenda, then what waits: ``+`` what is due, ``?`` what somebody has to choose."""
    archive = context.archive
    meeting = archive.get(context.arguments.id)
    waits = waiting(archive, meeting.id) if meeting.text("status") in COMING else ()
    rows = [*_agenda_rows(context, meeting), *(_waiting_row(context, one) for one in waits)]
    items = [*_agenda_items(meeting), *map(_waiting_item, waits)]
    headings = ["§", t("Time"), t("Kind"), t("Title"), t("Why"), t("Key")]
    context.output.rows(
        "meeting.agenda", headings, rows, items, empty=t("The agenda is empty, and nothing waits.")
    )
    return 0 if rows else 1


def _agenda_rows(context: Context, meeting: Record) -> list[list[str]]:
    lines = meeting.entries("items")
    times = clock(lines, meeting.text("start"))
    return [
        [
            said(line, "number") or said(line, "key"),
            time,
            _kind(context, said(line, "kind")),
            said(line, "title"),
            said(line, "why"),
            said(line, "key"),
        ]
        for line, time in zip(lines, times, strict=True)
    ]


def _waiting_row(context: Context, one: Proposal) -> list[str]:
    return ["+" if one.due else "?", "", _kind(context, one.kind), one.title, one.why, one.key]


def _kind(context: Context, kind: str) -> str:
    return context.archive.schemas.field("meeting", "items.kind").choice_label(kind, current())


def _agenda_items(meeting: Record) -> list[dict[str, Any]]:
    lines = meeting.entries("items")
    times = clock(lines, meeting.text("start"))
    return [{**line, "time": time, "waits": False} for line, time in zip(lines, times, strict=True)]


def _waiting_item(one: Proposal) -> dict[str, Any]:
    return {
        "key": one.key,
        "title": one.title,
        "kind": one.kind,
        "why": one.why,
        "reasons": list(one.reasons),
        "due": one.due,
        "case": one.case,
        "times_postponed": one.times_postponed,
        "since": one.since,
        "waits": True,
    }

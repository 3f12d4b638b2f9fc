"""``tingsbok calendar``: what happens when; and the calendar file that other programs take in."""

from __future__ import annotations

import argparse
import sys
from datetime import date, timedelta
from pathlib import Path

from msgspec import to_builtins

from tingsbok.cli.context import Context
from tingsbok.dates import show_date
from tingsbok.dates.named import day_named
from tingsbok.i18n import N_, current, t
from tingsbok.meetings.calendar import KINDS, Happening
from tingsbok.questions.calendar import Period, calendar_file, in_words, period, write_calendar

SUMMARY = N_("Show meetings, last days and collisions; write a calendar file.")

AHEAD = 183
"""Days that are shown if no last day is named: half a year."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """From when to when, and whether a file is wanted."""
    parser.add_argument("--from", dest="since", default="", metavar="DATE", help=t("first day (today)"))
    parser.add_argument(
        "--to", dest="until", default="", metavar="DATE", help=t("last day (half a year later)")
    )
    parser.add_argument(
        "--ics",
        nargs="?",
        const="",
        default=None,
        metavar="FILE",
        help=t("write a calendar file (iCalendar), by default into out/; - prints it"),
    )
    parser.add_argument("--due", action="store_true", help=t("put last days into the file too"))


def run(context: Context) -> int:
    """Print what happens, or write the file."""
    arguments = context.arguments
    since = day_named(arguments.since, context.today) or context.today.isoformat()
    until = day_named(arguments.until, date.fromisoformat(since), last=True) or _later(since)
    found = period(context.archive, since, until, body=context.body)
    if arguments.ics is not None:
        return _write(context, found)
    bad = {one.meeting: in_words(one, context.archive.name) for one in found.collisions}
    rows = [_row(context, one, bad.get(one.target, "")) for one in found.happenings]
    items = [
        {**to_builtins(one), "id": one.target, "late": one.is_late(context.today.isoformat())}
        for one in found.happenings
    ]
    headings = [t("Date"), t("What"), t("Body"), "§", t("Title"), t("Note")]
    context.output.rows("calendar", headings, rows, items, empty=t("Nothing in the period."))
    return 0


def _later(since: str) -> str:
    last = min(date.fromisoformat(since).toordinal() + AHEAD, date.max.toordinal())
    return (date.min + timedelta(days=last - 1)).isoformat()


def _row(context: Context, one: Happening, bad: str) -> list[str]:
    times = "–".join(filter(None, (one.start, one.end)))
    title = one.title or "  ".join(filter(None, (one.place, times)))
    late = t("late") if one.is_late(context.today.isoformat()) else ""
    body = context.archive.name(one.body) if one.body else ""
    note = ", ".join(filter(None, (late, bad)))
    # a program has no use for weeks
    day = one.date if context.output.form else show_date(one.date, current())
    return [day, t(KINDS[one.kind]), body, one.item, title, note]


def _write(context: Context, found: Period) -> int:
    arguments = context.arguments
    count = sum(1 for one in found.meetings if one.text("status") != "mentioned")
    if arguments.ics == "-":
        # the format is bytes with line ends of its own
        sys.stdout.buffer.write(calendar_file(context.archive, found, due=arguments.due))
        return 0
    if arguments.dry_run:
        context.say(t("{count} meetings would be written.", count=count))
        return 0
    target = Path(arguments.ics) if arguments.ics else None
    path = write_calendar(context.archive, found, due=arguments.due, target=target)
    context.say(t("{count} meetings written to {path}", count=count, path=path))
    if arguments.json:
        context.output.json("calendar.file", [{"path": str(path), "meetings": count}])
    return 0

"""``tingsbok stats``: attendance, outcomes and adoptions in figures."""

from __future__ import annotations

import argparse
import sys

from msgspec import to_builtins

from tingsbok.cli.context import Context
from tingsbok.dates import is_real_date
from tingsbok.dates.named import day_named
from tingsbok.followup.statistics import bar
from tingsbok.i18n import N_, current, t
from tingsbok.questions import statistics

SUMMARY = N_("Show attendance, outcomes of decisions, and how long adoptions took.")

ATTENDANCE, OUTCOMES, ADOPTION = "attendance", "outcomes", "adoption"
_SWEDISH = {"närvaro": ATTENDANCE, "narvaro": ATTENDANCE, "utfall": OUTCOMES, "antagande": ADOPTION}
_WIDTH = 12


def arguments(parser: argparse.ArgumentParser) -> None:
    """Which figures, and since when."""
    parser.add_argument(
        "what",
        nargs="?",
        default=ATTENDANCE,
        choices=(ATTENDANCE, OUTCOMES, ADOPTION, *_SWEDISH),
        metavar="attendance|outcomes|adoption",
        help=t("which figures"),
    )
    parser.add_argument("--since", default="", metavar="DATE", help=t("from this date, month or year"))


def run(context: Context) -> int:
    """Print a table with a small bar in each line; exit 1 if there is nothing to count."""
    what = _SWEDISH.get(context.arguments.what, context.arguments.what)
    show = {ATTENDANCE: _attendance, OUTCOMES: _outcomes, ADOPTION: _adoption}[what]
    given = context.arguments.since
    since = given if is_real_date(given) else day_named(given, context.today, past=True)
    return 0 if show(context, context.body, since) else 1


def _bar(context: Context, part: float | None) -> str:
    """Blocks for people on a terminal that has them, signs of ASCII elsewhere."""
    if part is None:
        return ""
    blocks = context.output.fancy and "utf" in (sys.stdout.encoding or "").lower()
    return bar(part, _WIDTH, blocks=blocks)


def _name(context: Context, identity: str) -> str:
    return context.archive.name(identity) if identity else _nothing(context)


def _nothing(context: Context) -> str:
    return "" if _for_sheet(context) else "-"


def _for_sheet(context: Context) -> bool:
    """Whether a spreadsheet reads it: a figure a cell, no bars, and nothing that it takes for a date."""
    return context.output.form == "csv"


def _of(context: Context, part: int, whole: int) -> list[str]:
    return [str(part), str(whole)] if _for_sheet(context) else [f"{part}/{whole}"]


def _share(context: Context, share: float | None) -> str:
    if share is None:
        return ""
    return str(round(share * 100)) if _for_sheet(context) else f"{share:.0%}"


def _barred(context: Context, cells: list[str], part: float | None) -> list[str]:
    """The cells with a bar for people; a form that was asked for is for programs."""
    return cells if context.output.form else [*cells, _bar(context, part)]


def _attendance(context: Context, body: str, since: str) -> bool:
    found = statistics.attendance(context.archive, body=body, since=since)
    rows = [
        _barred(
            context,
            [
                *(_name(context, one.body), _name(context, one.party), one.year),
                *_of(context, one.came, one.meetings),
                *_of(context, one.present, one.present + one.absent),
                *(str(one.unknown or ""), _share(context, one.share)),
            ],
            one.share,
        )
        for one in found
    ]
    figures = [t("Meetings"), t("Persons")]
    if _for_sheet(context):
        figures = [t("Meetings attended"), t("Meetings"), t("Present"), t("Noted")]
    headings = _barred(context, [t("Body"), t("Party"), t("Year"), *figures, t("Unknown"), "%"], None)
    items = [{**to_builtins(one), "share": one.share} for one in found]
    context.output.rows("stats.attendance", headings, rows, items, empty=t("No attendance is recorded."))
    return bool(found)


def _outcomes(context: Context, body: str, since: str) -> bool:
    found = statistics.outcomes(context.archive, body=body, since=since)
    most = max((one.count for one in found), default=1)
    field = context.archive.schemas.field("decision", "outcome")
    rows = [
        _barred(
            context,
            [
                *(_name(context, one.body), one.year or _nothing(context)),
                field.choice_label(one.outcome, current()),
                str(one.count),
            ],
            one.count / most,
        )
        for one in found
    ]
    headings = _barred(context, [t("Body"), t("Year"), t("Outcome"), t("Number")], None)
    items = [to_builtins(one) for one in found]
    context.output.rows("stats.outcomes", headings, rows, items, empty=t("No decisions found."))
    return bool(found)


def _adoption(context: Context, body: str, since: str) -> bool:
    found = statistics.adoptions(context.archive, body=body, since=since)
    rows = [
        _barred(
            context,
            [
                _name(context, one.record),
                *(day or _nothing(context) for day in (one.recommended, one.first, one.last)),
                _nothing(context) if one.days is None else str(one.days),
                *_of(context, one.adopted, one.parties),
            ],
            one.adopted / one.parties if one.parties else None,
        )
        for one in found
    ]
    parties = [t("Parties")] if _for_sheet(context) else []
    days = [t("Recommended"), t("First"), t("Last"), t("Days")]
    headings = _barred(context, [t("Agreement"), *days, t("Adopted"), *parties], None)
    items = [to_builtins(one) for one in found]
    context.output.rows("stats.adoption", headings, rows, items, empty=t("No party has answered anything."))
    return bool(found)

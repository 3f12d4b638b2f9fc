"""``tingsbok todo``: what is late and near."""

from __future__ import annotations

import argparse
from functools import cache
from typing import Any

from msgspec import Struct, to_builtins

from tingsbok.archive import Archive
from tingsbok.cli.context import Context
from tingsbok.followup.due import Due
from tingsbok.i18n import N_, t

SUMMARY = N_("Show what is late and what comes soon.")


def arguments(parser: argparse.ArgumentParser) -> None:
    """How far ahead to look, and whether lateness is a failure."""
    parser.add_argument(
        "--days", type=int, default=None, help=t("how many days ahead (what start.days is set to, else 60)")
    )
    parser.add_argument("--waiting", action="store_true", help=t("what waits for others too"))
    parser.add_argument("--mine", action="store_true", help=t("only what is yours, by your name in git"))
    parser.add_argument("--late", action="store_true", help=t("only what is late; exit 1 if anything is"))


WAITING = {"answers": N_("answers"), "condition": N_("condition")}


def run(context: Context) -> int:
    """Print it, the earliest first."""
    days = context.arguments.days
    if days is None:
        days = context.settings.inside(context.archive.root).number("start.days")
    things = _due(context.archive, days, context.body)
    if context.arguments.mine:
        from tingsbok.questions.mine import mine

        things = mine(context.archive, things)
    if context.arguments.late:
        things = [thing for thing in things if thing.late]
    name = cache(context.archive.name)
    rows = [
        [
            thing.date,
            "" if thing.days is None else f"{thing.days:+d}",
            t(thing.kind),
            name(thing.target) if thing.kind == "meeting" else thing.title,
            name(thing.source) if thing.source else "",
            thing.target,
        ]
        for thing in things
    ]
    items: list[dict[str, Any]] = [
        {"date": d.date, "days": d.days, "kind": d.kind, "title": d.title, "body": d.source, "id": d.target}
        for d in things
    ]
    if context.arguments.waiting:
        from tingsbok.questions.outlook import outlook  # a look at everything, which few ask for

        for one in outlook(context.archive, body=context.body).awaited:
            names = ", ".join(map(name, one.awaits))
            title = f"{one.title} {one.numbers}" if one.numbers else f"{one.title}: {one.text}"
            source = name(one.body) if one.body else ""
            rows.append(
                [
                    one.date,
                    "",
                    t(WAITING[one.kind]),
                    f"{title} ({names})" if names else title,
                    source,
                    one.target,
                ]
            )
            items.append({**to_builtins(one), "id": one.target})
    headings = [t("Date"), t("Days"), t("What"), t("Title"), t("Body"), "id"]
    context.output.rows("todo", headings, rows, items, empty=t("Nothing is late or near."))
    return 1 if context.arguments.late and things else 0


class _Things(Struct, frozen=True):
    """What is due, in the form in which it is kept."""

    due: list[Due]


def _due(archive: Archive, days: int, body: str) -> list[Due]:
    return archive.kept("todo", (days, body), _Things, lambda: _Things(archive.due(days, body=body))).due

"""``tingsbok promises``: sentences of minutes that commit somebody, as assignments to take or to dismiss."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from typing import Any

from msgspec import to_builtins

from tingsbok.acts.promises import Offer, dismiss, meetings_with_minutes, offer, offers, take
from tingsbok.cli.context import Context
from tingsbok.errors import WrongUse
from tingsbok.i18n import N_, t

SUMMARY = N_("Show sentences that commit somebody, and make assignments of them.")


def arguments(parser: argparse.ArgumentParser) -> None:
    """Which meeting, and what becomes of one of its promises."""
    parser.add_argument("meeting", nargs="?", default="", metavar="MEETING", help=t("the meeting; else all"))
    choice = parser.add_mutually_exclusive_group()
    choice.add_argument("--accept", type=int, metavar="N", help=t("make an assignment of promise N"))
    choice.add_argument(
        "--dismiss", type=int, metavar="N", help=t("promise N is no assignment, see --reason")
    )
    parser.add_argument("--reason", default="", metavar="TEXT", help=t("why it is no assignment"))


def run(context: Context) -> int:
    """Print the promises, exit 1 if there is none; or save what becomes of one."""
    arguments = context.arguments
    number = arguments.accept if arguments.accept is not None else arguments.dismiss
    if number is None:
        return _print(context)
    if not arguments.meeting:
        raise WrongUse(t("Name the meeting."), remedy="tingsbok promises MEETING --accept N")
    one = offer(context.archive, arguments.meeting, number)
    if arguments.accept is not None:
        return context.carry_out(take(context.archive, one))
    return context.carry_out(dismiss(context.archive, one, arguments.reason))


def _print(context: Context) -> int:
    meetings = (
        [context.arguments.meeting] if context.arguments.meeting else meetings_with_minutes(context.archive)
    )
    found = [one for meeting in meetings for one in offers(context.archive, meeting)]
    headings = [t("Meeting"), t("No."), "§", t("Who"), t("By"), t("Sentence")]
    rows = [
        [one.meeting, str(one.number), one.item, _who(context, one), _by(one), one.promise.sentence]
        for one in found
    ]
    context.output.rows(
        "promises", headings, rows, _items(found), empty=t("Nobody has promised anything new.")
    )
    return 0 if found else 1


def _who(context: Context, one: Offer) -> str:
    if one.everybody:
        return t("every member")
    return ", ".join(context.archive.name(owner) for owner in one.owners) or one.promise.who


def _by(one: Offer) -> str:
    return one.promise.due or one.promise.due_text


def _items(found: Iterable[Offer]) -> Iterable[dict[str, Any]]:
    return (to_builtins(one) for one in found)

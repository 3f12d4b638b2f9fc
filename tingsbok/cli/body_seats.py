"""``tingsbok body seats``: who sits where in a body on a day, and how many seats its parties have."""

from __future__ import annotations

import argparse
from typing import Any

from tingsbok.acts.composition import SeatRule, compose
from tingsbok.cli.context import Context
from tingsbok.dates.named import day_named
from tingsbok.errors import WrongUse
from tingsbok.i18n import N_, current, t
from tingsbok.meetings.seating import Place, places_on
from tingsbok.record import Record

SUMMARY = N_("Show who sits where in a body on a day, or set how many seats a party has.")


def arguments(parser: argparse.ArgumentParser) -> None:
    """The body and the day; a rule for seats and where it comes from."""
    parser.add_argument("id", help=t("the body"))
    parser.add_argument("--on", default="", metavar="DATE", help=t("on this day instead of today"))
    parser.add_argument(
        "--set", action="append", default=[], metavar="PARTY=N", help=t("give a party so many seats")
    )
    parser.add_argument("--from", dest="since", default="", metavar="DATE", help=t("from this day on"))
    parser.add_argument("--decision", default="", metavar="ID", help=t("by this decision"))


def run(context: Context) -> int:
    """Print a line a seat, or set seats as one commit."""
    archive, given = context.archive, context.arguments
    if given.set:
        since = day_named(given.since, context.today)
        decision = archive.get(given.decision).id if given.decision else ""
        rules = [SeatRule(party, count, since, decision) for party, count in map(_rule, given.set)]
        work = compose(archive, given.id, rules)
        return context.carry_out(work)
    return _print(context, archive.current(archive.get(given.id)))


def _rule(text: str) -> tuple[str, int]:
    party, mark, count = text.partition("=")
    if not mark or not count.strip().isdecimal():
        raise WrongUse(t("{flag} needs PARTY=NUMBER.", flag="--set"))
    return party.strip(), int(count)


def _print(context: Context, body: Record) -> int:
    day = day_named(context.arguments.on, context.today) or context.today.isoformat()
    places = places_on(body, day)
    rows = [_row(context, place) for place in places]
    headings = [t("Party"), t("Seat"), t("Person"), t("Role"), t("Since"), t("By decision")]
    items = [_item(place) for place in places]
    context.output.rows("body.seats", headings, rows, items, empty=t("The body has no seats on that day."))
    vacant = sum(place.member is None for place in places)
    said = t("Seats on {day}: {count}, vacant: {vacant}") if vacant else t("Seats on {day}: {count}")
    context.say(said.format(count=len(places), day=day, vacant=vacant))
    return 0 if places else 1


def _row(context: Context, place: Place) -> list[str]:
    name, member = context.archive.name, place.member
    head = [name(place.party) if place.party else "", str(place.number or "")]
    if member is None:
        return [*head, t("(vacant)"), "", place.since, place.by]
    role = context.archive.schemas.field("body", "members.role")
    words = [role.choice_label(member.role, current())]
    if member.stands_in_for:
        words.append(t("sits for {name}", name=name(member.stands_in_for)))
    elif member.acting:
        words.append(t("acting"))
    if place.beyond:
        words.append(t("beyond the seats"))
    return [*head, name(member.person), ", ".join(filter(None, words)), member.since, member.by or place.by]


def _item(place: Place) -> dict[str, Any]:
    return {
        "for": place.party,
        "seat": place.number,
        "vacant": place.member is None,
        "since": place.since,
        "by": place.by,
        "beyond": place.beyond,
        "member": dict(place.member.line) if place.member else None,
    }

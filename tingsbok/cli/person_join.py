"""``tingsbok person join``: somebody new sits in a body."""

from __future__ import annotations

import argparse

from tingsbok.acts.composition import Joining
from tingsbok.cli.context import Context
from tingsbok.cli.person_replace import composed, place_arguments, role_named
from tingsbok.dates.named import day_named
from tingsbok.i18n import N_, t

SUMMARY = N_("Let somebody sit in a body.")


def arguments(parser: argparse.ArgumentParser) -> None:
    """Who, where, from when and why."""
    parser.add_argument("new", help=t("id or full name of the person who comes"))
    place_arguments(parser)


def run(context: Context) -> int:
    """Add the member as one commit."""
    given, archive = context.arguments, context.archive
    decision = archive.get(given.decision).id if given.decision else ""
    return composed(
        context,
        Joining(
            given.new,
            day_named(given.since, context.today),
            given.party,
            role_named(context, given.role) or "member",
            given.title,
            given.acting,
            decision=decision,
        ),
    )

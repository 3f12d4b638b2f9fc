"""``tingsbok agreement answer``: register the form that a party has filled in."""

from __future__ import annotations

import argparse

from tingsbok.acts.letters import answer
from tingsbok.cli.agreement_ratify import read_file, register
from tingsbok.cli.context import Context
from tingsbok.i18n import N_, t

SUMMARY = N_("Register the form in which a party has answered to a joint decision.")


def arguments(parser: argparse.ArgumentParser) -> None:
    """The form."""
    parser.add_argument("file", help=t("the form that came back"))


def run(context: Context) -> int:
    """Register it as one commit."""
    return register(context, answer(context.archive, read_file(context.arguments.file)))

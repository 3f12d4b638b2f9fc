"""``tingsbok ids``: ids that begin with some letters, for the completion of a shell."""

from __future__ import annotations

import argparse

from tingsbok.archive import Archive
from tingsbok.cli import streams
from tingsbok.cli.context import Context
from tingsbok.i18n import N_, t

SUMMARY = N_("Print the ids that begin with some letters.")
MOST = 100
"""Ids that a shell is given at most."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """What is typed already."""
    parser.add_argument("prefix", nargs="?", default="", help=t("the first letters"))


def run(context: Context) -> int:
    """Print one id a line from the index as it is: a shell that completes must not wait for a refresh."""
    with Archive.open(context.directory, today=context.today) as archive:
        rows = archive.complete(context.arguments.prefix, limit=MOST)
    found = sorted({row.id for row in rows if row.id.startswith(context.arguments.prefix)})
    streams.write("".join(f"{identity}\n" for identity in found))
    return 0

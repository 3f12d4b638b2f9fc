"""``tingsbok notice``: the notice of a meeting as a document."""

from __future__ import annotations

import argparse

from tingsbok.acts.approving import advance
from tingsbok.cli.context import Context
from tingsbok.cli.documents import deliver, file_argument
from tingsbok.exporting import files
from tingsbok.i18n import N_, t

SUMMARY = N_("Write the notice of a meeting.")


def arguments(parser: argparse.ArgumentParser) -> None:
    """Which meeting, which format, and whether it is called with it."""
    parser.add_argument("meeting", help=t("the meeting"))
    parser.add_argument("--to", choices=files.FORMATS, default="docx", help=t("the format"))
    parser.add_argument("--called", action="store_true", help=t("register that the meeting is called"))
    file_argument(parser)


def run(context: Context) -> int:
    """Write it; with ``--called`` the meeting is called in one commit."""
    archive, given = context.archive, context.arguments
    work = advance(archive, given.meeting, "called", on=context.today.isoformat()) if given.called else None
    if work is not None and not given.dry_run:
        context.refuse_read_only()
    made = files.made(archive, files.compose(archive, given.meeting, "notice"), given.to)
    code = deliver(context, made.name, made.content, made.doc)
    if work is not None:
        context.carry_out(work)
    return code

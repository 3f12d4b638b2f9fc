"""``tingsbok meeting capture``: turn lines of a meeting's text into decisions and assignments."""

from __future__ import annotations

import argparse

from tingsbok.actions import Edit
from tingsbok.acts.capturing import Capture, capture_lines
from tingsbok.cli.context import Context
from tingsbok.i18n import N_, t

SUMMARY = N_("Turn BESLUT: and UPPDRAG: lines of a meeting's text into records.")


def arguments(parser: argparse.ArgumentParser) -> None:
    """Which meeting."""
    parser.add_argument("id", help=t("the meeting"))


def run(context: Context) -> int:
    """Make the records and take the lines out of the text, as one commit; 1 if there are none."""
    archive = context.archive
    meeting = archive.get(context.arguments.id)
    found = capture_lines(archive, Edit(meeting.id, meeting.fields, meeting.etag))
    _tell(context, found, meeting.path, meeting.first_line - 1)
    if not found.drafts:
        context.say(t("The text has no lines that become records."))
        return 1
    return context.carry_out(found.work)


def _tell(context: Context, found: Capture, path: str, above: int) -> None:
    for trouble in found.troubles:
        context.say(f"{path}:{trouble.line + above}: {trouble.message}")
    for sentence in found.follows:
        context.say(f"{t('consequence')}: {sentence}")

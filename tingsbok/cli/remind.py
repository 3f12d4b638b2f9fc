"""``tingsbok remind``: drafts of reminders to parties that have not answered. Nothing is sent."""

from __future__ import annotations

import argparse

from tingsbok.acts.letters import remind
from tingsbok.cli.agreement_package import written
from tingsbok.cli.context import Context
from tingsbok.i18n import N_, t

SUMMARY = N_("Draft reminders to parties that have not answered; nothing is sent.")


def arguments(parser: argparse.ArgumentParser) -> None:
    """About what, and to whom."""
    parser.add_argument("id", help=t("the agreement or decision"))
    parser.add_argument("party", nargs="*", help=t("parties by id or name; else all without an answer"))
    parser.add_argument("--missing", action="store_true", help=t("leave out those that have it on an agenda"))


def run(context: Context) -> int:
    """Write the drafts, then remember in one commit that the parties are reminded."""
    archive, given = context.archive, context.arguments
    reminders = remind(archive, given.id, given.party, missing=given.missing)
    if reminders.work is not None and not given.dry_run:
        context.refuse_read_only()
    # the drafts come first: no party may count as reminded by a letter that could not be written
    code = written(context, reminders.documents())
    if reminders.work is None:
        context.say(t("They are marked as reminded today already."))
    elif given.dry_run:
        context.say(archive.preview(reminders.work).subject)
    else:
        saved = archive.carry_out(reminders.work)
        context.say(
            t(
                "Saved: {subject}  ({commit})  undo: tingsbok undo {commit}",
                subject=saved.subject,
                commit=saved.commit[:7],
            )
        )
    return code

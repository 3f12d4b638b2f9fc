"""``tingsbok undo``: a new commit that reverses another."""

from __future__ import annotations

import argparse

from tingsbok.cli.context import Context
from tingsbok.errors import Refused
from tingsbok.i18n import N_, t

SUMMARY = N_("Undo the last change, or the one you name, by a new one.")


def arguments(parser: argparse.ArgumentParser) -> None:
    """Which commit."""
    parser.add_argument("rev", nargs="?", default="", help=t("the change; else the last one"))


def run(context: Context) -> int:
    """Show what would be undone, ask on a terminal, and undo it."""
    archive, arguments = context.archive, context.arguments
    preview, undone = archive.undo_preview(arguments.rev)
    if arguments.dry_run:
        return context.previewed(preview)
    context.refuse_read_only()  # before anything is asked
    context.say(
        t(
            "Undo: {subject} ({author} {when})",
            subject=undone.subject,
            author=undone.author,
            when=f"{undone.when:%Y-%m-%d %H.%M}",
        )
    )
    # naming the change is confirmation enough; without a name somebody else's may be the last
    if not (arguments.rev or arguments.yes) and not context.ask(t("Undo it? [y/N] ")):
        raise Refused(t("Nothing was undone."), remedy=t("Say --yes, or name the change."))
    return context.saved(archive.undo(undone.commit))

"""``tingsbok redo``: bring back what was undone last."""

from __future__ import annotations

import argparse

from tingsbok.cli.context import Context
from tingsbok.errors import Refused
from tingsbok.i18n import N_, in_language, t

SUMMARY = N_("Do again what was undone last, if nothing was changed since.")


def arguments(parser: argparse.ArgumentParser) -> None:
    """It takes none: only the newest change can be an undoing that nothing came after."""


def run(context: Context) -> int:
    """Show what would come back, ask on a terminal, and bring it back.

    Raises:
        Refused: The newest change undoes nothing, or nobody has said yes.
    """
    archive, arguments = context.archive, context.arguments
    newest = next(iter(archive.log(limit=1)), None)
    undo = in_language(archive.language)("Undo: ")
    if newest is None or newest.kind != "undo" or not newest.subject.startswith(undo):
        raise Refused(
            t("There is nothing to do again."), remedy=t("Only an undoing that nothing came after.")
        )
    preview, undone = archive.undo_preview(newest.commit)
    if arguments.dry_run:
        return context.previewed(preview)
    context.refuse_read_only()  # before anything is asked
    context.say(t("Do again: {what}", what=undone.subject.removeprefix(undo)))
    if not arguments.yes and not context.ask(t("Do it again? [y/N] ")):
        raise Refused(t("Nothing was changed."), remedy=t("Say --yes."))
    return context.saved(archive.undo(undone.commit))

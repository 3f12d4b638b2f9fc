"""``tingsbok commit``: what was changed with other programs."""

from __future__ import annotations

import argparse

from tingsbok.cli.context import Context
from tingsbok.i18n import N_, t

SUMMARY = N_("Save what was changed with other programs.")


def arguments(parser: argparse.ArgumentParser) -> None:
    """Which records."""
    parser.add_argument(
        "ids", nargs="*", metavar="ID|PATH", help=t("records or files; else all that changed")
    )
    parser.add_argument(
        "-m", "--message", default="", help=t("words for the log instead of the generated ones")
    )


def run(context: Context) -> int:
    """Commit them, with a message that names the fields."""
    archive, arguments = context.archive, context.arguments
    outside = archive.outside()
    if not outside and not arguments.ids:
        context.say(t("Nothing was changed with other programs."))
        return 0
    by_id = {found.id: found.path for found in outside}
    paths = [by_id.get(word, word) for word in arguments.ids]
    if arguments.dry_run:
        return context.previewed(archive.outside_preview(paths, message=arguments.message))
    return context.saved(archive.commit_outside(paths, message=arguments.message))

"""``tingsbok commit``: what was changed with other programs."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import TYPE_CHECKING

from tingsbok.cli.context import Context
from tingsbok.cli.paths import lying_in, paths_meant
from tingsbok.i18n import N_, t

if TYPE_CHECKING:
    from tingsbok.actions import Outside
    from tingsbok.archive import Archive

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
        return context.unchanged(t("Nothing was changed with other programs."))
    paths = [path for word in arguments.ids for path in _meant(archive, word, outside)]
    if arguments.dry_run:
        return context.previewed(archive.outside_preview(paths, message=arguments.message))
    return context.saved(archive.commit_outside(paths, message=arguments.message))


def _meant(archive: Archive, word: str, outside: Sequence[Outside]) -> list[str]:
    """The changed files that a word means; the word itself if it means none."""
    row = archive.row(word)
    ids = {row.id if row else word}
    paths = [found.path for found in outside if found.id in ids]
    if not paths:
        meant, changed = paths_meant(archive.root, word), [found.path for found in outside]
        below = (lying_in(path, changed) for path in meant)
        paths = next(filter(None, below), [row.path] if row else meant[:1] or [word])
    return paths

"""What the verbs that write documents share: their flags, and handing over the file."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from tingsbok.cli.context import Context
from tingsbok.exporting import files, outbox, unpublished
from tingsbok.exporting.model import Doc
from tingsbok.i18n import t


def file_argument(parser: argparse.ArgumentParser) -> None:
    """Where the document goes."""
    parser.add_argument(
        "-o", "--output", default="", metavar="FILE", help=t("this file instead of one in out/; - prints it")
    )


def deliver(context: Context, name: str, content: bytes, doc: Doc | None = None) -> int:
    """Write a document where the user wants it and print its path. Returns the exit code.

    Names in it that may not be published are told.

    Args:
        context: The run.
        name: Its name in ``out/``.
        content: Its bytes.
        doc: What it says, if it is to be handed on.
    """
    if secret := unpublished.warning(context.archive, doc) if doc else "":
        context.say(secret)
    wanted: str = context.arguments.output
    if wanted == "-":
        sys.stdout.flush()
        sys.stdout.buffer.write(content)
        return 0
    shown = wanted or f"{outbox.FOLDER}/{name}"
    if context.arguments.dry_run:
        context.say(t("Nothing was written (--dry-run)."))
    elif wanted:
        files.write_to(Path(wanted), content)
    else:
        outbox.put(context.archive.root, [outbox.Document(name, content)])
    context.output.rows(f"{context.verb}.files", [t("File")], [[shown]], [{"path": shown}])
    return 0

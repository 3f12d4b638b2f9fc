"""``tingsbok doctor``: is everything here that the program needs?"""

from __future__ import annotations

import argparse
import shutil
import sys
from collections.abc import Iterator

from msgspec import to_builtins

from tingsbok import config
from tingsbok.cli.context import Context
from tingsbok.errors import TingsbokError
from tingsbok.i18n import N_, t
from tingsbok.questions.doctor import Finding, Level, Terminal, of_archive, of_computer
from tingsbok.store.git import find_root

SUMMARY = N_("Check this computer: git, name, terminal, editor, the archive's place.")

WORDS = {Level.OK: N_("ok"), Level.WARNING: N_("advice"), Level.ERROR: N_("MEND")}


def arguments(parser: argparse.ArgumentParser) -> None:
    """It takes none."""


def run(context: Context) -> int:
    """Print one line a thing; exit 7 if something must be mended."""
    findings = [*_computer(context), *_archive(context)]
    items = [{"ok": found.level is Level.OK, **to_builtins(found)} for found in findings]
    rows = [[t(WORDS[each.level]), each.what, each.found, each.remedy] for each in findings]
    headings = ["", t("What"), t("Found"), t("What to do")]
    context.output.rows("doctor", headings, rows, items)
    return 7 if any(found.level is Level.ERROR for found in findings) else 0


def _computer(context: Context) -> Iterator[Finding]:
    size = shutil.get_terminal_size()
    terminal = Terminal(
        size.columns,
        size.lines,
        sys.stdout.encoding or "",
        context.environ.get("TERM", ""),
        context.settings.switch("color"),
    )
    editor = config.editor_command(context.settings.text("editor"))
    yield from of_computer(
        terminal, editor, [fault.sentence for fault in context.settings.faults], context.directory
    )


def _archive(context: Context) -> Iterator[Finding]:
    try:
        yield from of_archive(context.directory, context.archive)
    except TingsbokError as error:
        yield from of_archive(context.directory, None, error.message)
        if context.arguments.archive and find_root(context.directory) is None:
            yield Finding(Level.ERROR, t("archive"), error.message, error.remedy)

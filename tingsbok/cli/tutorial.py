"""``tingsbok tutorial``: the example archive with the tutorial beside it."""

from __future__ import annotations

import argparse
import shutil
import sys
from pathlib import Path

from tingsbok import config
from tingsbok.cli.context import Context
from tingsbok.cli.demo import DAY
from tingsbok.errors import Refused
from tingsbok.i18n import N_, t

SUMMARY = N_("Learn by doing: six steps in the example archive, three minutes.")


def arguments(parser: argparse.ArgumentParser) -> None:
    """Whether to begin anew."""
    parser.add_argument("--again", action="store_true", help=t("begin anew, in a fresh example"))


def run(context: Context) -> int:
    """Open the tutorial's own example, made when it is first asked for, and go on where the user was.

    Raises:
        Refused: There is no terminal to learn on.
    """
    from tingsbok.demo import build_demo
    from tingsbok.remembered import Remembered
    from tingsbok.store.git import is_archive_root

    folder = config.state_dir() / "tutorial" / t("example-archive")
    arguments = context.arguments
    if arguments.dry_run:
        context.say(t("Would open the tutorial in {path}.", path=folder))
        return 0
    if arguments.no_input or not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise Refused(t("The tutorial needs a terminal."), remedy=t("Run it in a terminal window."))
    if arguments.again or not is_archive_root(folder):
        Remembered().set_tutorial_step(-1)
        _clear(folder)
        build_demo(folder)
    arguments.today, arguments.tutorial = DAY.isoformat(), True
    from tingsbok.cli.start import open_app

    return open_app(folder, arguments, context.environ)


def _clear(folder: Path) -> None:
    """Take the former example away; the folder is the program's own, nobody keeps anything in it."""
    shutil.rmtree(folder, ignore_errors=True)

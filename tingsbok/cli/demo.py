"""``tingsbok demo``: an example archive with a believable history, to try everything on."""

from __future__ import annotations

import argparse
import sys
from datetime import date
from pathlib import Path

from tingsbok.cli.context import Context
from tingsbok.i18n import N_, t

SUMMARY = N_("Make an example archive with a history and open it.")
DAY = date(2024, 11, 8)
"""The day the example stops at; what waits for work there waits on this day."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Where to make it, and whether to open it."""
    parser.add_argument(
        "directory", nargs="?", default="", help=t("a new folder; else one under the temporary folder")
    )
    parser.add_argument("--no-open", action="store_true", help=t("do not open the app"))


def run(context: Context) -> int:
    """Make the example and open it if there is a terminal."""
    from tingsbok.demo import build_demo

    directory = Path(context.arguments.directory or _fresh()).resolve()
    if context.arguments.dry_run:
        context.say(t("Would make an example archive in {path}.", path=directory))
        return 0
    demo = build_demo(directory)
    context.say(
        t("Example archive: {path} ({count} changes in its history)", path=demo.path, count=len(demo.commits))
    )
    if context.arguments.json:
        context.output.json("demo", [{"path": str(demo.path), "commits": len(demo.commits)}])
        return 0
    command = f"tingsbok --archive {directory} --today {DAY.isoformat()}"
    if context.arguments.no_open or not (sys.stdin.isatty() and sys.stdout.isatty()):
        context.output.text(t("Open it with: {command}", command=command))
        return 0
    from tingsbok.cli.start import open_app

    if not (context.arguments.today or context.environ.get("TINGSBOK_TODAY")):
        context.say(t("In the example today is {day}.", day=DAY.isoformat()))
        context.arguments.today = DAY.isoformat()
    return open_app(directory, context.arguments, context.environ)


def _fresh() -> str:
    """A new folder with a name that says what it is."""
    import tempfile

    return str(Path(tempfile.mkdtemp(prefix="tingsbok-")) / "exempelarkiv")

"""``tingsbok serve``: the app in a browser on this machine."""

from __future__ import annotations

import argparse
import sys
from importlib.util import find_spec
from typing import TYPE_CHECKING

from tingsbok.cli.context import Context
from tingsbok.errors import Refused
from tingsbok.i18n import N_, current, t

if TYPE_CHECKING:
    from tingsbok.serving.guard import Guard

SUMMARY = N_("Open the archive in a browser on this machine.")


def arguments(parser: argparse.ArgumentParser) -> None:
    """Port, and whether changes may be made."""
    parser.add_argument("--port", type=int, default=0, metavar="N", help=t("a port; else a free one"))
    parser.add_argument(
        "--write", action="store_true", help=t("allow changes; else the archive is only read")
    )


def run(context: Context) -> int:
    """Print the address and answer until the user presses Ctrl+C."""
    root = context.archive.root
    if find_spec("textual_serve") is None:
        raise Refused(
            t("A browser needs one more package, textual-serve, and it is not installed."),
            remedy=t("Install it beside the program: pipx inject tingsbok textual-serve"),
        )
    if context.arguments.dry_run:
        context.say(t("Would open {path} for a browser.", path=root))
        return 0
    from tingsbok.serving import server
    from tingsbok.serving.guard import Guard
    from tingsbok.serving.session import app_command

    listener = server.listening(context.arguments.port)
    guard = Guard(listener.getsockname()[1])
    _print_address(context, guard)
    command = app_command(_app_words(context))
    server.serve(server.Server(command, context.archive.title, guard), listener)
    return 0


def _app_words(context: Context) -> list[str]:
    given = context.arguments
    words = ["--archive", str(context.archive.root), "--lang", current()]
    if given.read_only or not given.write:
        words.append("--read-only")
    for flag, value in (("--body", given.body), ("--today", given.today)):
        words += [flag, value] if value else []
    return words


def _print_address(context: Context, guard: Guard) -> None:
    """The address is data: nobody but the user sees it, since it opens the archive."""
    if context.arguments.json:
        context.output.json(
            "serve",
            [{"address": guard.address, "port": guard.port, "write": bool(context.arguments.write)}],
        )
    else:
        context.output.text(guard.address)
    sys.stdout.flush()
    access = (
        t("Changes can be made.")
        if context.arguments.write
        else t("The archive is only read; --write allows changes.")
    )
    context.say(access)
    context.say(t("Open the address in a browser on this machine. It opens the archive: give it to nobody."))
    context.say(t("Ctrl+C ends it."))

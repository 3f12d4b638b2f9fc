"""``tingsbok version``."""

from __future__ import annotations

import argparse

from tingsbok import __version__
from tingsbok.cli.context import Context
from tingsbok.i18n import N_

SUMMARY = N_("Print the version.")


def arguments(parser: argparse.ArgumentParser) -> None:
    """It takes none."""


def run(context: Context) -> int:
    """Print it."""
    if context.output.form == "json":
        context.output.json("version", [{"version": __version__}])
    else:
        context.output.text(f"tingsbok {__version__}")
    return 0

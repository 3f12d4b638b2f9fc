"""``tingsbok explain``: what a code of ``check`` means."""

from __future__ import annotations

import argparse

from tingsbok import checks
from tingsbok.cli.context import Context
from tingsbok.errors import NotFound
from tingsbok.i18n import N_, current, t

SUMMARY = N_("Explain a code that check printed.")


def arguments(parser: argparse.ArgumentParser) -> None:
    """Which code."""
    parser.add_argument("code", help=t("for example T110"))


def run(context: Context) -> int:
    """Print the explanation."""
    text = checks.explain(context.arguments.code.upper(), current())
    if not text:
        raise NotFound(t('There is no code "{code}".', code=context.arguments.code))
    if context.output.form == "json":
        context.output.json("explain", [{"code": context.arguments.code.upper(), "text": text}])
    else:
        context.output.text(text)
    return 0

"""``tingsbok man``: the manual page, for man(1)."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from importlib.metadata import version

from tingsbok.cli import streams
from tingsbok.cli.context import Context
from tingsbok.cli.whole import EXIT_CODES, verbs
from tingsbok.i18n import N_, t

SUMMARY = N_("Print the manual page: tingsbok man | man -l -")


def arguments(parser: argparse.ArgumentParser) -> None:
    """Nothing of its own."""


def run(context: Context) -> int:  # noqa: ARG001 - every verb gets it
    """Print the page in man(7) macros."""
    streams.write("\n".join(page()) + "\n")
    return 0


def page() -> Iterator[str]:
    """The lines of the page, in the language in use."""
    from tingsbok.cli.verbs import global_arguments

    yield f'.TH TINGSBOK 1 "" "Tingsbok {version("tingsbok")}"'
    yield f".SH {_quoted(t('NAME'))}"
    yield _plain(f"tingsbok - {t('Meetings and decisions as plain text under git.')}")
    yield f".SH {_quoted(t('VERBS'))}"
    for verb in verbs():
        yield ".TP"
        usage = " ".join(verb.parser.format_usage().split()).partition(": ")[2]
        yield rf"\fB{_plain(usage)}\fP"
        yield _plain(verb.summary)
        yield from _options(verb.parser)
    yield f".SH {_quoted(t('FLAGS OF EVERY VERB'))}"
    everywhere = argparse.ArgumentParser(add_help=False)
    global_arguments(everywhere)
    yield from _options(everywhere)
    yield f".SH {_quoted(t('EXIT STATUS'))}"
    for code, meaning in EXIT_CODES.items():
        yield from (".TP", str(code), _plain(t(meaning)))


def _options(parser: argparse.ArgumentParser) -> Iterator[str]:
    yield ".RS"
    for action in parser._actions:  # noqa: SLF001 - argparse has no public way to ask
        if action.help:
            names = ", ".join(action.option_strings) or str(action.metavar or action.dest)
            yield from (".TP", rf"\fB{_plain(names)}\fP", _plain(action.help))
    yield ".RE"


def _plain(text: str) -> str:
    """Text that roff takes for nothing else; a dot or a quote at the start of a line would be a command."""
    escaped = text.replace("\\", "\\e").replace("-", "\\-")
    return f"\\&{escaped}" if escaped[:1] in {".", "'"} else escaped


def _quoted(text: str) -> str:
    return f'"{_plain(text)}"'

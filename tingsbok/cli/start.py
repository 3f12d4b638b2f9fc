"""``tingsbok`` without a verb: the app on a terminal, what is due on a pipe; and the help page."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from tingsbok import config
from tingsbok.cli import streams, verbs
from tingsbok.cli.context import load_settings
from tingsbok.cli.installed import from_app
from tingsbok.cli.run import verb_position
from tingsbok.dates.named import day_named
from tingsbok.i18n import t
from tingsbok.serving import WEB


def run(words: Sequence[str], environ: Mapping[str, str]) -> int:
    """Open the app on the folder named in *words* or the one the shell is in, or print what is due."""
    parser = argparse.ArgumentParser(prog="tingsbok", add_help=False, allow_abbrev=False)
    parser.add_argument("directory", nargs="?", default="")
    parser.add_argument("-h", "--help", action="store_true")
    app_arguments(parser)
    verbs.global_arguments(parser)
    arguments, unknown = parser.parse_known_args(list(words))
    if arguments.help or arguments.directory == "help":
        streams.write(help_page())
        return 0
    if unknown:
        return verbs.run_verb("todo", _todo_words(words, arguments), environ)
    asked = arguments.json or arguments.jsonl or arguments.csv or arguments.plain or arguments.no_input
    has_terminal = environ.get(WEB) or (sys.stdin.isatty() and sys.stdout.isatty())
    if asked or not has_terminal:
        return verbs.run_verb("todo", _todo_words(words, arguments), environ)
    return open_app(Path(arguments.archive or arguments.directory or "."), arguments, environ)


def _todo_words(words: Sequence[str], arguments: argparse.Namespace) -> list[str]:
    """The words with which ``todo`` looks where the app would: a folder is the archive it is asked of."""
    at = verb_position(words)
    if at is None:
        return list(words)
    archive = [] if arguments.archive else ["--archive", arguments.directory]
    return [*words[:at], *archive, *words[at + 1 :]]


def app_arguments(parser: argparse.ArgumentParser) -> None:
    """Flags that only the app takes."""
    parser.add_argument("--at", metavar="DATE", default="", help=t("open the archive as it was on this day"))


def open_app(directory: Path, arguments: argparse.Namespace, environ: Mapping[str, str]) -> int:
    """Start the app and return its exit code.

    Raises:
        NotFound: No app is installed.
    """
    start = from_app("", "run")
    given = arguments.today or environ.get("TINGSBOK_TODAY", "")
    today = config.today(given)
    at = day_named(getattr(arguments, "at", ""), today, last=True)
    in_past = config.today(at[:10]) if at and not arguments.today else None
    code: int = start(
        directory,
        # in the past, the day that is counted from is that day; without a given one the app asks the clock
        today=in_past or (today if given else None),
        at=at,
        read_only=arguments.read_only,
        tutorial=getattr(arguments, "tutorial", False),
        settings=load_settings(arguments, environ),
    )
    return code


def help_page() -> str:
    """The page of ``tingsbok --help``: how to begin, the verbs, the flags."""
    lines = [
        t("Meetings and decisions as plain text under git."),
        "",
        t("Begin:"),
        "  tingsbok demo                 " + t("try it on an example archive"),
        "  tingsbok                      " + t("open the archive you are in"),
        "  tingsbok search hemsjukvård   " + t("search everything"),
        "  tingsbok beslut list sedan:2021",
    ]
    for title, part in verbs.PARTS.items():
        if title:
            lines += ["", f"{t(title)}:", *_verb_lines(part)]
    lines += ["", t("A type may come first: tingsbok decision list, tingsbok möte show ID."), ""]
    parser = argparse.ArgumentParser(prog="tingsbok", add_help=False, usage=argparse.SUPPRESS)
    app_arguments(parser)
    verbs.global_arguments(parser)
    return "\n".join(lines) + "\n" + parser.format_help()


def _verb_lines(part: Mapping[str, verbs.Entry]) -> list[str]:
    import importlib

    width = max(len(name) for name in verbs.VERBS) + 2
    return [
        f"  {name:<{width}}{t(importlib.import_module(f'tingsbok.cli.{entry.module}').SUMMARY)}"
        for name, entry in part.items()
    ]

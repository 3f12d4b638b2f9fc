"""From words to a verb: find the verb, read its arguments, call it, and say what went wrong."""

from __future__ import annotations

import argparse
import importlib
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NoReturn, Protocol

from tingsbok import config, i18n
from tingsbok.cli.context import Context
from tingsbok.display import clean
from tingsbok.errors import InvalidRecord, TingsbokError, WrongUse
from tingsbok.i18n import N_, t


class Verb(Protocol):
    """What a verb's module holds."""

    SUMMARY: str

    def arguments(self, parser: argparse.ArgumentParser) -> None:
        """Declare the verb's own arguments."""

    def run(self, context: Context) -> int:
        """Do it; return the exit code."""


@dataclass(frozen=True)
class Entry:
    """A verb's name, module and other names."""

    module: str
    aliases: tuple[str, ...] = field(default=())


VERBS: dict[str, Entry] = {
    "init": Entry("init"),
    "demo": Entry("demo"),
    "todo": Entry("todo"),
    "list": Entry("listing", ("lista",)),
    "show": Entry("show", ("visa",)),
    "search": Entry("search", ("sök", "sok")),
    "timeline": Entry("timeline", ("tidslinje",)),
    "new": Entry("new", ("ny", "nytt")),
    "set": Entry("set_fields", ("sätt",)),
    "edit": Entry("edit", ("redigera",)),
    "link": Entry("link", ("koppla",)),
    "rename": Entry(
        "rename",
    ),
    "remove": Entry("remove", ("makulera",)),
    "log": Entry("log", ("logg",)),
    "diff": Entry("diff", ("skillnad",)),
    "undo": Entry("undo", ("ångra", "angra")),
    "restore": Entry("restore", ("återställ",)),
    "commit": Entry("commit"),
    "check": Entry("check", ("granska",)),
    "explain": Entry("explain", ("förklara",)),
    "status": Entry("status"),
    "doctor": Entry("doctor"),
    "version": Entry("version"),
    "git-diff": Entry("git_diff"),
}
"""Every verb in the order of the help page."""

HIDDEN = {"git-diff"}
"""Verbs that git calls, not people."""

VALUE_FLAGS = {"-C", "--archive", "--body", "--today", "--lang"}
"""Global flags that take the next word as their value."""

FIRST_NOTE = N_("Unexpected fault: {error}. Your files are as they were. Details: {file}")


class _Parser(argparse.ArgumentParser):
    """Says what is wrong as :class:`WrongUse` instead of leaving the process."""

    def error(self, message: str) -> NoReturn:
        raise WrongUse(message, remedy=t("See: {command} --help", command=self.prog))


def command(words: Sequence[str], environ: Mapping[str, str]) -> int:
    """Run the command that *words* say."""
    i18n.use(_language(words, environ))
    # argparse looks its own texts up in gettext's domain of Python itself, which has no Swedish
    vars(argparse)["_"] = t
    position = verb_position(words)
    if position is None:
        return _without_verb(words, environ)
    noun_verb = _resolve(words, position)
    if noun_verb is None:
        return _without_verb(words, environ)
    name, rest = noun_verb
    return run_verb(name, rest, environ)


def run_verb(name: str, rest: Sequence[str], environ: Mapping[str, str]) -> int:
    """Run one verb with its arguments."""
    module: Verb = importlib.import_module(f"tingsbok.cli.{VERBS[name].module}")
    parser = _Parser(prog=f"tingsbok {name}", description=t(module.SUMMARY), allow_abbrev=False)
    module.arguments(parser)
    global_arguments(parser)
    try:
        arguments = parser.parse_args(list(rest))
    except SystemExit as leaving:  # argparse leaves the process once it has printed its help
        return int(leaving.code or 0)
    with Context(name, arguments, environ) as context:
        return module.run(context)


def verb_position(words: Sequence[str]) -> int | None:
    """Index of the first word that is neither a flag nor a flag's value."""
    skip = False
    for at, word in enumerate(words):
        if skip:
            skip = False
        elif word in VALUE_FLAGS:
            skip = True
        elif not word.startswith("-") or word == "-":
            return at
    return None


def verb_named(word: str) -> str:
    """The verb's English name; empty if there is no such verb."""
    if word in VERBS:
        return word
    return next((name for name, entry in VERBS.items() if word in entry.aliases), "")


def global_arguments(parser: argparse.ArgumentParser) -> None:
    """Flags that every verb takes, before or after it."""
    group = parser.add_argument_group(t("everywhere"))
    group.add_argument(
        "-C", "--archive", metavar="DIR", default="", help=t("the archive; else the one you are in")
    )
    group.add_argument("--body", metavar="ID", default="", help=t("only this body"))
    group.add_argument("--today", metavar="DATE", default="", help=t("count from this day instead of today"))
    group.add_argument("--lang", choices=i18n.LANGUAGES, default="", help=t("language of the output"))
    form = group.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help=t("print JSON"))
    form.add_argument("--plain", action="store_true", help=t("print tab-separated lines"))
    group.add_argument("-n", "--dry-run", action="store_true", help=t("show what would be done, do nothing"))
    group.add_argument("-y", "--yes", action="store_true", help=t("answer yes to questions"))
    group.add_argument("-q", "--quiet", action="store_true", help=t("say nothing but errors"))
    group.add_argument("--no-color", action="store_true", help=t("no colours"))


def _resolve(words: Sequence[str], position: int) -> tuple[str, list[str]] | None:
    """The verb and its arguments; ``TYPE verb …`` becomes ``verb TYPE …``; None for a folder to open."""
    word, before, after = words[position], list(words[:position]), list(words[position + 1 :])
    name = verb_named(word)
    if name:
        return name, [*before, *after]
    if word == "help":
        return None
    from tingsbok.cli.nouns import type_noun

    noun = type_noun(word, words)
    if noun:
        at = verb_position(after)
        inner = verb_named(after[at]) if at is not None else "list"
        if not inner:
            raise _unknown(f"{word} {after[at or 0]}")
        rest = after if at is None else [*after[:at], *after[at + 1 :]]
        takes_type = inner in {"list", "new", "search"}
        return inner, [*before, *([noun] if takes_type else []), *rest]
    if Path(word).is_dir():
        return None
    raise _unknown(word)


def _unknown(word: str) -> WrongUse:
    import difflib

    near = difflib.get_close_matches(word, [name for name in VERBS if name not in HIDDEN], 1)
    remedy = (
        t("Did you mean `tingsbok {verb}`?", verb=near[0])
        if near
        else t("See: {command} --help", command="tingsbok")
    )
    return WrongUse(t('There is no verb "{word}".', word=word), remedy=remedy)


def _without_verb(words: Sequence[str], environ: Mapping[str, str]) -> int:
    """No verb: the app on a terminal, what is due on a pipe, the help page if asked for."""
    from tingsbok.cli import start

    return start.run(words, environ)


def _language(words: Sequence[str], environ: Mapping[str, str]) -> str:
    for at, word in enumerate(words):
        if word == "--lang" and at + 1 < len(words):
            return words[at + 1]
        if word.startswith("--lang="):
            return word.partition("=")[2]
    return config.language(environ)


def say_error(error: TingsbokError) -> None:
    """Print a refusal to stderr: what, and what to do about it; a record's problems one line each."""
    from tingsbok.cli.problem_lines import problem_lines

    if isinstance(error, InvalidRecord) and error.problems:
        sys.stderr.write("".join(f"{line}\n" for line in problem_lines(error.problems)))
        sys.stderr.write(t("Nothing was written.") + "\n")
        return
    sys.stderr.write(f"tingsbok: {clean(error.message)}\n")
    if error.remedy:
        sys.stderr.write(f"  {clean(error.remedy)}\n")


def say_interrupted() -> None:
    """Print that the user stopped it."""
    sys.stderr.write("\n" + t("Stopped. Nothing is half written.") + "\n")


def say_fault(error: Exception) -> int:
    """Write the traceback to a log, print one sentence, and return the exit code."""
    import traceback

    file = config.state_dir() / "fault.log"
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("".join(traceback.format_exception(error)), encoding="utf-8")
    except OSError:
        file = Path("-")
    name = f"{type(error).__name__}: {clean(str(error))[:200]}"
    sys.stderr.write(t(FIRST_NOTE, error=name, file=file) + "\n")
    sys.stderr.write("  " + t("See: {command}", command="tingsbok doctor") + "\n")
    return 1

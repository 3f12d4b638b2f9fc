"""From words to a verb: find the verb, read its arguments, call it, and say what went wrong."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from tingsbok import config, i18n
from tingsbok.cli.verbs import HIDDEN, VALUE_FLAGS, VERBS, noun_verb_named, run_verb, verb_named
from tingsbok.display import clean
from tingsbok.errors import InvalidRecord, TingsbokError, WrongUse
from tingsbok.i18n import N_, t
from tingsbok.settings import Settings

FIRST_NOTE = N_("Unexpected fault: {error}. Your files are as they were. Details: {file}")


def command(words: Sequence[str], environ: Mapping[str, str]) -> int:
    """Run the command that *words* say."""
    _speak(words, environ)
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


def _resolve(words: Sequence[str], position: int) -> tuple[str, list[str]] | None:
    """The verb and its arguments; ``TYPE verb …`` becomes ``verb TYPE …``, ``help verb`` ``verb --help``.

    None for a folder to open, and for the help page.
    """
    word, before, after = words[position], list(words[:position]), list(words[position + 1 :])
    name = verb_named(word)
    if name:
        return name, [*before, *after]
    asked = verb_position(after) if word == "help" else None
    if asked is not None:
        return _resolve([*before, *after, "--help"], len(before) + asked)
    if word == "help" or ("/" in word and Path(word).is_dir()):  # no noun has a slash: no schema need be read
        return None
    from tingsbok.cli.nouns import type_noun

    noun = type_noun(word, words)
    if noun:
        at = verb_position(after)
        inner = noun_verb_named(noun, after[at]) or verb_named(after[at]) if at is not None else "list"
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


def _speak(words: Sequence[str], environ: Mapping[str, str]) -> None:
    """Set the language, and tell once what is wrong with the settings."""
    file = config.settings_file(environ)
    found = Settings.load(environ, file)
    i18n.use(_language(words) or found.text("lang"))
    quiet = {"-q", "--quiet", "config", *HIDDEN}.intersection(words)
    # without a verb the app starts and tells it itself
    if found.faults and not quiet and verb_position(words) is not None:
        for fault in Settings.load(environ, file).faults:  # read again: now in the user's language
            sys.stderr.write(f"tingsbok: {clean(fault.sentence)}\n")


def _language(words: Sequence[str]) -> str:
    for at, word in enumerate(words):
        if word == "--lang" and at + 1 < len(words):
            return words[at + 1]
        if word.startswith("--lang="):
            return word.partition("=")[2]
    return ""


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

    from tingsbok.whole_files import replace_whole

    file = config.state_dir() / "fault.log"
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        text = "".join(traceback.format_exception(error))
        replace_whole(file, text.encode(errors="backslashreplace"))  # it can hold a line of a record
    except OSError:
        file = Path("-")
    name = f"{type(error).__name__}: {clean(str(error))[:200]}"
    sys.stderr.write(t(FIRST_NOTE, error=name, file=file) + "\n")
    sys.stderr.write("  " + t("See: {command}", command="tingsbok doctor") + "\n")
    return 1

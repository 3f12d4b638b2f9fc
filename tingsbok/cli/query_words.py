"""Words of a query on the command line, where ``-utkast`` is no flag but asks for what lacks the word."""

from __future__ import annotations

import argparse
from collections.abc import Sequence

_GUARD = " "
"""Before a word that argparse would take for a flag."""


def query_word(text: str) -> str:
    """One word of a query as it was typed: the ``type`` of an argument that takes a query."""
    return text.removeprefix(_GUARD)


def guarded(parser: argparse.ArgumentParser, words: Sequence[str]) -> list[str]:
    """The words of a command so that argparse leaves a query's own hyphens alone.

    A word that can be read as flags, such as ``-n`` or ``-ny``, stays one. A flag's value may begin with a
    hyphen too: ``--sort -date``.

    Args:
        parser: Only if one of its arguments takes a query is anything changed.
        words: What follows the verb.
    """
    flags = parser._option_string_actions  # noqa: SLF001 - argparse has no public list of its flags
    if not any(action.type is query_word for action in parser._actions):  # noqa: SLF001
        return list(words)
    found: list[str] = []
    left = iter(words)
    for word in left:
        if word == "--":
            return [*found, word, *left]
        if word in flags and flags[word].nargs is None:
            value = next(left, "")
            joined = word.startswith("--") and value[:1] == "-" and value not in flags
            found += [f"{word}={value}"] if joined else [word, value] if value else [word]
        elif word[:1] == "-" and word[1:2] not in {"", "-"} and not _are_flags(word, flags):
            found.append(_GUARD + word)
        else:
            found.append(word)
    return found


def _are_flags(word: str, flags: dict[str, argparse.Action]) -> bool:
    """Whether each letter is a flag, up to one whose value is the rest of the word."""
    for letter in word[1:]:
        action = flags.get(f"-{letter}")
        if action is None or action.nargs is None:
            return action is not None
    return True

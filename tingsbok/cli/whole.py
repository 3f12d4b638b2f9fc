"""The whole command line as one parser: for completion, the manual page and the description for programs."""

from __future__ import annotations

import argparse
import importlib
from collections.abc import Iterable, Iterator

from msgspec import Struct

from tingsbok.cli.verbs import HIDDEN, VERBS, global_arguments
from tingsbok.i18n import t

EXIT_CODES = {
    0: "done, found",
    1: "nothing found (but todo, calendar, suspects, diff, trust, view list: 0); "
    "check, proofread, view list: errors; todo --late: something is late; "
    "meeting status: something stops the next step; an unexpected fault",
    2: "wrong use",
    3: "a record cannot be read or would become invalid; nothing was written",
    4: "no such record, revision or archive",
    5: "somebody else changed it since it was read",
    6: "refused: needs --yes, or the repository's state forbids it",
    7: "git, an editor or another program failed",
    130: "interrupted",
}
"""What the exit codes mean; they never change."""


class Described(Struct, frozen=True):
    """One verb as it is described elsewhere.

    Attributes:
        name: One word, or a record type and a word.
        aliases: Other names for its last word.
        summary: What it does, in the language in use.
        parser: Its own arguments, without the flags of every verb.
    """

    name: str
    aliases: tuple[str, ...]
    summary: str
    parser: argparse.ArgumentParser


def verbs() -> Iterator[Described]:
    """Every verb that people call, in the order of the help page."""
    for name, entry in VERBS.items():
        if name not in HIDDEN:
            module = importlib.import_module(f"tingsbok.cli.{entry.module}")
            parser = argparse.ArgumentParser(prog=f"tingsbok {name}", add_help=False)
            module.arguments(parser)
            yield Described(name, entry.aliases, t(module.SUMMARY), parser)


def whole_parser(nouns: Iterable[str] = ()) -> argparse.ArgumentParser:
    """One parser with every verb below it; a type's own verbs stand below the type.

    Args:
        nouns: Record types, which take the verbs that all types have.
    """
    whole = argparse.ArgumentParser(
        prog="tingsbok", description=t("Meetings and decisions as plain text under git.")
    )
    global_arguments(whole)
    below = whole.add_subparsers(dest="verb")
    described = list(verbs())
    types = {
        noun: below.add_parser(noun, help=t("Verbs of this record type.")).add_subparsers(dest="own")
        for noun in dict.fromkeys(
            [*nouns, *(each.name.partition(" ")[0] for each in described if " " in each.name)]
        )
    }
    for each in described:
        noun, _, own = each.name.partition(" ")
        if own:
            _add(types[noun], own, each)
        else:
            _add(below, each.name, each)
            if each.name in {"list", "new", "show"}:
                for of_type, verbs_of_type in types.items():
                    if f"{of_type} {each.name}" not in VERBS:
                        _add(verbs_of_type, each.name, each)
    return whole


def _add(below: argparse._SubParsersAction[argparse.ArgumentParser], name: str, verb: Described) -> None:
    parser = below.add_parser(name, help=verb.summary, parents=[verb.parser], add_help=False)
    global_arguments(parser)

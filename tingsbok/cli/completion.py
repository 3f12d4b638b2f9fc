"""``tingsbok completion``: the lines that let a shell complete verbs, flags and ids."""

from __future__ import annotations

import argparse
from collections.abc import Iterator

from tingsbok.cli import streams
from tingsbok.cli.context import Context
from tingsbok.i18n import N_, t

SUMMARY = N_("Print what a shell needs to complete verbs and flags.")
SHELLS = ("bash", "zsh", "fish", "powershell")


def arguments(parser: argparse.ArgumentParser) -> None:
    """Which shell."""
    parser.add_argument("shell", choices=SHELLS, help=t("the shell"))


def run(context: Context) -> int:
    """Print the script; say where it belongs on stderr."""
    import shtab

    from tingsbok import resources
    from tingsbok.cli.whole import whole_parser
    from tingsbok.schema import SchemaSet

    shell = context.arguments.shell
    parser = whole_parser(SchemaSet.load([resources.schemas_dir()]).types)
    _complete_values(parser)
    streams.write(shtab.complete(parser, shell, preamble=_PREAMBLE.get(shell, "")) + "\n")
    for sentence in _placing(shell):
        context.say(sentence)
    return 0


_IDS = {"id", "source", "target", "old", "meeting", "party", "keep", "other"}
_STAND_FOR_IDS = {"ID", "BODY", "ORG", "MEETING", "WHO"}
"""Arguments that hold the id of a record, and words that stand for one in the help."""

_PREAMBLE = {
    "bash": """_tingsbok_ids() {
  compgen -W "$(tingsbok ids -- "$1" 2>/dev/null)" -- "$1"
}
""",
    "zsh": """_tingsbok_ids() {
  local -a found
  found=(${(f)"$(tingsbok ids -- "$PREFIX" 2>/dev/null)"})
  compadd -a found
}
""",
}
_FUNCTIONS = {
    "bash": "_tingsbok_ids",
    "zsh": "_tingsbok_ids",
    "fish": "(tingsbok ids -- (commandline -ct) 2>/dev/null)",
}


def _complete_values(parser: argparse.ArgumentParser) -> None:
    """Let ids, files and folders be completed, in all verbs below *parser*."""
    import shtab

    for action in parser._actions:  # noqa: SLF001 - argparse has no public way to ask
        words = set(action.metavar.split("|")) if isinstance(action.metavar, str) else set()
        if isinstance(action, argparse._SubParsersAction):  # noqa: SLF001
            for below in action.choices.values():
                _complete_values(below)
        elif action.nargs == 0 or "--id" in action.option_strings:  # the id of a new record is nobody's yet
            continue
        elif action.dest in _IDS or words & _STAND_FOR_IDS:
            vars(action)["complete"] = _FUNCTIONS
        elif "FILE" in words or action.dest == "file":
            vars(action)["complete"] = shtab.FILE
        elif "DIR" in words or action.dest == "directory":
            vars(action)["complete"] = shtab.DIRECTORY


def _placing(shell: str) -> Iterator[str]:
    """What is to be done with the script; a profile of PowerShell is the user's, and holds other things."""
    if shell == "powershell":
        yield t("Add it to the end of {file}, then open a new shell.", file="$PROFILE")
        return
    yield t("Save it as {file}, then open a new shell.", file=_PLACES[shell])
    if shell == "zsh":
        line = "fpath+=~/.zfunc; autoload -Uz compinit; compinit"
        yield t("{file} needs this line: {line}", file="~/.zshrc", line=line)


_PLACES = {
    "bash": "~/.local/share/bash-completion/completions/tingsbok",
    "zsh": "~/.zfunc/_tingsbok",
    "fish": "~/.config/fish/completions/tingsbok.fish",
}

"""``tingsbok spec``: the command line described for programs."""

from __future__ import annotations

import argparse
from typing import Any

from tingsbok import checks
from tingsbok.cli.context import Context
from tingsbok.cli.output import FORMAT
from tingsbok.cli.whole import EXIT_CODES, verbs
from tingsbok.i18n import N_

SUMMARY = N_("Describe verbs, flags, exit codes and record types as JSON.")


def arguments(parser: argparse.ArgumentParser) -> None:
    """Nothing of its own."""


def run(context: Context) -> int:
    """Print the description: one item a verb; the rest beside them."""
    from tingsbok import resources
    from tingsbok.cli.verbs import global_arguments
    from tingsbok.schema import SchemaSet

    everywhere = argparse.ArgumentParser(add_help=False)
    global_arguments(everywhere)
    types = SchemaSet.load([resources.schemas_dir()]).types.values()
    context.output.json(
        "spec",
        [
            {
                "name": verb.name,
                "aliases": list(verb.aliases),
                "summary": verb.summary,
                "arguments": [_argument(action) for action in verb.parser._actions],  # noqa: SLF001
            }
            for verb in verbs()
        ],
        envelope=FORMAT,
        everywhere=[_argument(action) for action in everywhere._actions],  # noqa: SLF001
        exit_codes={str(code): meaning for code, meaning in EXIT_CODES.items()},
        types=[
            {
                "name": kind.name,
                "fields": [field.name for field in kind.fields],
                "required": [field.name for field in kind.fields if field.required],
            }
            for kind in types
        ],
        codes=sorted(checks.CODES),
    )
    return 0


def _argument(action: argparse.Action) -> dict[str, Any]:
    return {
        "names": list(action.option_strings) or [str(action.metavar or action.dest)],
        "help": action.help or "",
        "takes_value": action.nargs != 0,
        "repeats": action.nargs in {"*", "+"} or isinstance(action, argparse._AppendAction),  # noqa: SLF001
        "required": action.required,
        "choices": [str(choice) for choice in action.choices] if action.choices else [],
    }

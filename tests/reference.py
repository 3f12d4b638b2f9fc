"""Writes the reference pages that are made from the program itself: ``python -m tests.reference docs``.

A test makes them again and compares, so that an undocumented verb, key or field fails.
"""

from __future__ import annotations

import argparse
import importlib
import inspect
import pkgutil
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from tingsbok import i18n, resources
from tingsbok.cli.verbs import HIDDEN, VERBS, global_arguments
from tingsbok.cli.whole import EXIT_CODES
from tingsbok.schema import Field, RecordType, SchemaSet
from tui import intents, screens
from tui.intents import Intent


def types_page() -> str:
    """Every field of every record type."""
    lines = [
        "# Record types",
        "",
        "Made from `schemas/` by `make docs`. **Bold** fields are required.",
        "",
    ]
    for kind in SchemaSet.load([resources.schemas_dir()]).types.values():
        lines += _type_lines(kind)
    return "\n".join(lines) + "\n"


def _type_lines(kind: RecordType) -> Iterator[str]:
    yield f"## {kind.name} · {kind.title('sv')}"
    yield ""
    yield kind.description("en")
    yield ""
    yield f"Text under the front matter: {kind.body_help('en')}."
    yield ""
    yield "| field | Swedish | holds | |"
    yield "|---|---|---|---|"
    for field in kind.fields:
        yield from _field_rows(field, "")
    yield ""


def _field_rows(field: Field, before: str) -> Iterator[str]:
    name = f"{before}{field.name}"
    shown = f"**`{name}`**" if field.required else f"`{name}`"
    yield f"| {shown} | {field.title('sv')} | {_holds(field)} | {field.description('en')} |"
    for child in field.fields:
        yield from _field_rows(child, f"{name}.")


def _holds(field: Field) -> str:
    if field.constant:
        return f"`{field.constant}`"
    if field.kind == "list" and field.item is not None:
        return f"list of {_holds(field.item)}"
    if field.kind == "objects":
        return "list of"
    if field.choices:
        return " ".join(f"`{choice}` ({field.choice_label(choice, 'sv')})" for choice in field.choices)
    if field.kind == "link":
        to = " or ".join("any record" if name == "*" else name for name in field.link_types)
        return f"link to {to}" + (" or a date" if field.or_date else "")
    return {"object": "", "longtext": "text"}.get(field.kind, field.kind)


def cli_page() -> str:
    """Every verb with its arguments, and the exit codes."""
    i18n.use("en")
    lines = [
        "# Command line",
        "",
        "Made from the program by `make docs`. A record type may stand first: `tingsbok decision list`, `tingsbok beslut show ID`.",
        "",
        "stdout is data, stderr is talk. Flags may stand before or after the verb. `tingsbok help VERB` and `tingsbok VERB --help` explain one.",
        "",
        "In JSON a record has the keys of its front matter, so `body` is the body it belongs to; beside them stand `id` and `path`.",
        "`show` adds `etag`, and `text`: the text under the front matter. So does `export --to json` of a record that is no meeting.",
        "",
        "| exit | means |",
        "|---|---|",
        *(f"| {code} | {meaning} |" for code, meaning in EXIT_CODES.items()),
        "",
        "## Flags of every verb",
        "",
        *_options(_parser("", global_arguments)),
        "",
    ]
    for name, entry in VERBS.items():
        if name in HIDDEN:
            continue
        module = importlib.import_module(f"tingsbok.cli.{entry.module}")
        parser = _parser(name, module.arguments)
        also = f" (also {', '.join(f'`{alias}`' for alias in entry.aliases)})" if entry.aliases else ""
        usage = " ".join(parser.format_usage().split()).removeprefix("usage: ")
        lines += [f"## {name}", "", f"{module.SUMMARY}{also}", "", f"    {usage}", "", *_options(parser), ""]
    return "\n".join(lines) + "\n"


def _parser(name: str, declare: object) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog=f"tingsbok {name}".strip(), add_help=False)
    declare(parser)  # type: ignore[operator]
    return parser


def _options(parser: argparse.ArgumentParser) -> list[str]:
    return [
        f"- `{', '.join(action.option_strings) or action.metavar or action.dest}`: {action.help}"
        for action in parser._actions
        if action.help
    ]


def keys_page() -> str:
    """Every key of the app by screen, in both languages."""
    lines = [
        "# Keys",
        "",
        "Made from the app by `make docs`. Arrows, Enter, Esc and Tab are enough; the rest is quicker. In lists and texts `j` `k` are",
        "down and up, Home and End (`G`) the first and last row. In forms ctrl+s saves, F4 opens the field in your text editor,",
        "ctrl+n adds a line or a field.",
        "",
        "No single key writes: what changes the archive goes through a form or a preview.",
        "",
    ]
    for title, found in _screens():
        lines += [f"## {title}", "", "| key | svenska | English |", "|---|---|---|"]
        lines += [f"| {_keys(intent)} | {_in('sv', intent.help)} | {intent.help} |" for intent in found]
        lines.append("")
    return "\n".join(lines) + "\n"


def _screens() -> Iterator[tuple[str, Sequence[Intent]]]:
    """Each screen's first line of description and what it answers; first what is the same everywhere."""
    yield "Everywhere", intents.EVERYWHERE
    for name in sorted(module.name for module in pkgutil.iter_modules(screens.__path__)):
        module = importlib.import_module(f"tui.screens.{name}")
        for _, found in inspect.getmembers(module, inspect.isclass):
            if found.__module__ == module.__name__ and vars(found).get("INTENTS"):
                doc = inspect.getdoc(found) or found.__name__
                yield doc.partition("\n")[0].rstrip("."), found.INTENTS


def _keys(intent: Intent) -> str:
    i18n.use("en")
    return " ".join(f"`{intents.shown(key)}`" for key in intent.keys) or "`:` or a menu"


def _in(language: str, text: str) -> str:
    return i18n.in_language(language)(text)


PAGES = {"types.md": types_page, "cli.md": cli_page, "keys.md": keys_page}


def main(folder: Path) -> None:
    """Write every page into *folder*."""
    for name, make in PAGES.items():
        (folder / name).write_text(make(), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))

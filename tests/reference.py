"""Writes the reference pages that are made from the program itself: ``python -m tests.reference docs``.

A test makes them again and compares, so that an undocumented verb, key or field fails.
"""

from __future__ import annotations

import argparse
import importlib
import sys
from collections.abc import Iterator
from pathlib import Path

from tingsbok import i18n, resources
from tingsbok.cli.run import HIDDEN, VERBS, global_arguments
from tingsbok.schema import Field, RecordType, SchemaSet


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
        "stdout is data, stderr is talk. Flags may stand before or after the verb.",
        "",
        "| exit | means |",
        "|---|---|",
        "| 0 | done, found |",
        "| 1 | nothing found; `check`: errors; `todo --late`: something is late |",
        "| 2 | wrong use |",
        "| 3 | a record cannot be read or would become invalid; nothing was written |",
        "| 4 | no such record, revision or archive |",
        "| 5 | somebody else changed it since it was read |",
        "| 6 | refused: needs `--yes`, or the repository's state forbids it |",
        "| 7 | git, an editor or another program failed |",
        "| 130 | interrupted |",
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
    """Every key of the app, by screen, in both languages."""
    from tui.intents import reference_rows

    lines = ["# Keys", "", "Made from the app by `make docs`.", ""]
    for screen, rows in reference_rows():
        lines += [f"## {screen}", "", "| key | svenska | English |", "|---|---|---|"]
        lines += [f"| {keys} | {swedish} | {english} |" for keys, swedish, english in rows]
        lines.append("")
    return "\n".join(lines) + "\n"


PAGES = {"types.md": types_page, "cli.md": cli_page, "keys.md": keys_page}


def main(folder: Path) -> None:
    """Write every page into *folder*."""
    for name, make in PAGES.items():
        (folder / name).write_text(make(), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))

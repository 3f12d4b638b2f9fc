"""``tingsbok show``: one record with its fields, text, and what refers to it."""

from __future__ import annotations

import argparse

from tingsbok.cli.context import Context
from tingsbok.display import clean
from tingsbok.i18n import N_, current, t
from tingsbok.record import Record
from tingsbok.schema import Field

SUMMARY = N_("Show a record, and what refers to it.")

_WIDEST_LABEL = 40
"""Characters that labels are widened to at most; a field's name in the file may be anything."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Which record, and in which form."""
    parser.add_argument("id", help=t("the record's id or alias"))
    parser.add_argument("--raw", action="store_true", help=t("print the file as it is"))
    parser.add_argument("--at", default="", metavar="REV", help=t("as it was in this revision"))


def run(context: Context) -> int:
    """Find it and print it."""
    archive, arguments = context.archive, context.arguments
    record = archive.at(arguments.id, arguments.at) if arguments.at else archive.get(arguments.id)
    if record is None:
        context.say(t("{id} did not exist in {rev}.", id=arguments.id, rev=arguments.at))
        return 4
    files = [] if arguments.at else archive.paths_of(record.id)
    if len(files) > 1:
        context.say(t('{count} files have the id "{id}".', count=len(files), id=record.id))
        context.say("  " + ", ".join(files))
    return show_record(context, record)


def show_record(context: Context, record: Record) -> int:
    """Print a record in the form that was asked for; return the exit code."""
    archive, arguments = context.archive, context.arguments
    if context.output.form == "json":
        links = [
            {"id": link.row.id, "type": link.row.type, "field": link.path, "line": link.line}
            for link in archive.backlinks(record.id)
        ]
        item = {
            "id": record.id,
            "path": record.path,
            "etag": record.etag,
            "text": record.body,
            **record.fields,  # last, and the text not as "body": every field keeps its own name
        }
        context.output.json(f"{record.type or 'record'}.show", [item], backlinks=links)
        return _code(record)
    if arguments.raw:
        context.output.text(record.raw.decode("utf-8", "replace").rstrip("\n"))
        return 0
    context.output.text("\n".join(_head(context, record)))
    if record.body.strip():
        context.output.text("")
        context.output.markdown(record.body.strip("\n"))
    _print_backlinks(context, record)
    return _code(record)


def _code(record: Record) -> int:
    """The exit code: scripts must see that a file cannot be read, although it is shown as it is."""
    return 3 if record.problems and not record.type else 0


def _head(context: Context, record: Record) -> list[str]:
    kind = context.archive.schemas.types.get(record.type)
    title = kind.title(current()) if kind else t("Unreadable record")
    lines = [f"{clean(title)} {clean(record.id)}   {clean(record.path)}"]
    if kind is None:
        from tingsbok.cli.problem_lines import problem_lines

        return [*lines, *problem_lines(record.problems)]
    pairs: list[tuple[str, str]] = []
    for field in kind.fields:
        value = record.fields.get(field.name)
        if value and field.name != "type":
            pairs.append((field.title(current()), field.display(value, current(), context.archive.name)))
    known = {field.name for field in kind.fields}
    foreign = {name: value for name, value in record.fields.items() if name not in known}
    pairs += [(name, Field(name).display(value, current())) for name, value in foreign.items()]
    pairs = [(clean(label), value) for label, value in pairs]
    width = min(max((len(label) for label, _ in pairs), default=0), _WIDEST_LABEL)
    for label, value in pairs:
        first, *rest = value.splitlines() or [""]
        lines.append(f"  {label:<{width}}  {first}")
        lines += [f"  {'':<{width}}  {line}" for line in rest]
    return lines


def _print_backlinks(context: Context, record: Record) -> None:
    links = context.archive.backlinks(record.id)
    if not links:
        return
    context.output.text("\n" + t("Refers here:"))
    rows = []
    for link in links:
        kind = context.archive.schemas.types.get(link.row.type)
        rows.append(["  " + (kind.title(current()) if kind else ""), link.row.id, link.row.title, link.field])
    from tingsbok.cli.output import aligned

    context.output.text("\n".join(aligned(rows)))

"""``tingsbok git-diff``: git's own external diff driver for records, naming the changed fields.

git calls it with seven arguments (gitattributes(5), "Defining an external diff driver"): path, old file,
old id, old mode, new file, new id, new mode.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from tingsbok import resources
from tingsbok.changes import compare
from tingsbok.cli.context import Context
from tingsbok.cli.diff import told
from tingsbok.history import unified
from tingsbok.i18n import N_, current
from tingsbok.record import Record, parse_record
from tingsbok.schema import SchemaSet

SUMMARY = N_("Show changed fields for git diff.")


def arguments(parser: argparse.ArgumentParser) -> None:
    """What git gives."""
    parser.add_argument("path")
    parser.add_argument("old")
    parser.add_argument("old_id", nargs="?")
    parser.add_argument("old_mode", nargs="?")
    parser.add_argument("new", nargs="?", default="/dev/null")
    parser.add_argument("rest", nargs="*")


def run(context: Context) -> int:
    """Print the field changes, then the difference of the file."""
    path = context.arguments.path
    before, after = _read(path, context.arguments.old), _read(path, context.arguments.new)
    schemas = SchemaSet.load([resources.schemas_dir(), Path("schemas")])
    context.output.text(f"diff --tingsbok a/{path} b/{path}")
    for line in told(before, after, compare(before, after, schemas, current(), name_of=str)):
        context.output.text(f"# {line}")
    context.output.text(unified(before, after))
    return 0


def _read(path: str, file: str) -> Record | None:
    if file == "/dev/null":
        return None
    try:
        return parse_record(path, Path(file).read_bytes())
    except FileNotFoundError:
        return None

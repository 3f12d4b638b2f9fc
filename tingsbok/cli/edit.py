"""``tingsbok edit``: a record in the user's text editor, then a commit of what changed."""

from __future__ import annotations

import argparse
import os
import subprocess

from tingsbok import config, editors
from tingsbok.archive import Archive
from tingsbok.cli.context import Context
from tingsbok.cli.values import way_to
from tingsbok.errors import ExternalProgramFailed, Refused, WrongUse, reason_of
from tingsbok.frontmatter import place
from tingsbok.i18n import N_, t
from tingsbok.record import Record

SUMMARY = N_("Open a record in your text editor and save the change.")

_TEXT = "text"
"""What JSON and the log call the text under the fields."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Which record, and where in it to begin."""
    parser.add_argument("id", help=t("the record's id or alias"))
    parser.add_argument("--line", type=int, help=t("begin at this line"))
    parser.add_argument("--field", default="", help=t("begin at this field"))
    parser.add_argument(
        "-m", "--message", default="", help=t("words for the log instead of the generated ones")
    )


def _line(archive: Archive, record: Record, arguments: argparse.Namespace) -> int:
    """Where to begin: at what keeps the file from being read, whatever field was asked for.

    Raises:
        WrongUse: There is no such line, or no such field in records of the type.
    """
    if arguments.line is not None:
        if arguments.line < 1:
            raise WrongUse(t("Lines are counted from 1."), remedy=t("Leave {flag} out.", flag="--line"))
        return int(arguments.line)
    if record.problems:
        return max(record.problems[0].line, 1)
    record_type = archive.schemas.types.get(record.type)
    if arguments.field == _TEXT and (record_type is None or record_type.field(_TEXT) is None):
        return record.first_line
    if not arguments.field:
        return 1
    way = [field.name for field in way_to(record_type, arguments.field)] if record_type else [arguments.field]
    return place(record.raw, tuple(way))[0]


def run(context: Context) -> int:
    """Edit it; commit it if it changed."""
    archive, arguments = context.archive, context.arguments
    context.refuse_read_only()  # the editor has the file itself
    if arguments.dry_run:
        raise WrongUse(
            t("tingsbok edit has no dry run: the editor changes the file itself."),
            remedy=t("Leave {flag} out.", flag="--dry-run"),
        )
    record = archive.only(arguments.id)
    line = _line(archive, record, arguments)
    editor = config.editor_command(context.settings.text("editor"), archive.git_editor())
    if not editor:
        raise ExternalProgramFailed(
            t("No text editor is set."), remedy=t("Set EDITOR, for example: export EDITOR=nano")
        )
    command = editors.at_line(editor, archive.root / record.path, line)
    try:
        code = subprocess.run(command, check=False).returncode
    except OSError as error:
        raise ExternalProgramFailed(
            t("{program} could not be started.", program=command[0]), remedy=reason_of(error)
        ) from error
    if code:
        raise ExternalProgramFailed(
            t("{program} ended with code {code}; nothing was saved.", program=command[0], code=code)
        )
    if not os.path.lexists(archive.root / record.path):
        raise Refused(
            t("{path} is gone after the editing; nothing was saved.", path=record.path),
            remedy=t("Put it back with {command}", command=f"tingsbok restore {record.id} HEAD"),
        )
    if record.path not in {outside.path for outside in archive.outside()}:
        return context.unchanged(t("Nothing has changed, so there is nothing to save."))
    return context.saved(archive.commit_outside([record.path], message=arguments.message))

"""``tingsbok edit``: a record in the user's text editor, then a commit of what changed."""

from __future__ import annotations

import argparse
import os
import subprocess

from tingsbok import config, editors
from tingsbok.cli.context import Context
from tingsbok.errors import ExternalProgramFailed, Refused, WrongUse, reason_of
from tingsbok.frontmatter import place
from tingsbok.i18n import N_, t

SUMMARY = N_("Open a record in your text editor and save the change.")


def arguments(parser: argparse.ArgumentParser) -> None:
    """Which record, and where in it to begin."""
    parser.add_argument("id", help=t("the record's id or alias"))
    parser.add_argument("--line", type=int, default=0, help=t("begin at this line"))
    parser.add_argument("--field", default="", help=t("begin at this field"))
    parser.add_argument(
        "-m", "--message", default="", help=t("words for the log instead of the generated ones")
    )


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
    line = arguments.line or (place(record.raw, (arguments.field,))[0] if arguments.field else 1)
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

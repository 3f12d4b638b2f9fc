"""The user's own text editor: the app steps aside, and afterwards shows what was changed."""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from textual.app import SuspendNotSupported

from tingsbok import config
from tingsbok.i18n import t
from tui import reads

if TYPE_CHECKING:
    from tui.app import TingsbokApp


def edit_outside(app: TingsbokApp, identity: str, line: int) -> None:
    """Open the record's file in the user's text editor at a line (1-based), then show what was changed."""

    def start(found: reads.Editing) -> None:
        chosen = app.settings.text("editor")
        command = config.editor_command(chosen) if chosen else found.editor
        if not command:
            app.navigator.say(
                t("No text editor is set. Set EDITOR, for example: export EDITOR=nano"), alert=True
            )
            return
        fault = run_editor(app, config.at_line(command, found.file, line))
        app.gateway.write(
            app, "edited", reads.reconcile, lambda answer: _edited(app, found.path, answer, fault)
        )

    app.gateway.ask(app, "editor", lambda archive: reads.editing(archive, identity), start)


def edit_text(app: TingsbokApp, text: str) -> tuple[str | None, str]:
    """Let the user write a text in the text editor; returns the new text, or ``None`` and what went wrong."""
    command = config.editor_command(app.settings.text("editor"))
    if not command:
        return None, t("No text editor is set. Set EDITOR, for example: export EDITOR=nano")
    with tempfile.TemporaryDirectory(prefix="tingsbok-") as folder:
        file = Path(folder) / "text.md"
        file.write_text(text, encoding="utf-8")
        fault = run_editor(app, config.at_line(command, file, 1))
        written = file.read_text(encoding="utf-8", errors="replace")
    return (None, fault) if fault else (written.rstrip("\n") if not text.endswith("\n") else written, "")


def run_editor(app: TingsbokApp, command: Sequence[str]) -> str:
    """Run the editor with the app suspended; returns what went wrong, in words, empty if nothing did.

    Nothing may leave the suspended block as an exception: the terminal would stay without the app.
    """
    fault = ""
    try:
        with app.suspend():
            try:
                code = subprocess.run(list(command), check=False).returncode
                if code:
                    fault = t("{program} ended with code {code}.", program=Path(command[0]).name, code=code)
            except (OSError, ValueError) as error:
                fault = t("{program} could not be started: {error}", program=command[0], error=error)
            except KeyboardInterrupt:
                fault = t("{program} was stopped.", program=Path(command[0]).name)
    except SuspendNotSupported:
        fault = t("A text editor cannot be started here.")
    return fault


def _edited(app: TingsbokApp, path: str, found: reads.Reconciliation, fault: str) -> None:
    app.renew()
    if any(change.path == path for change in found.outside):
        app.navigator.open_outside(path)
    if fault:
        app.navigator.say(fault, alert=True)
    elif not any(change.path == path for change in found.outside):
        app.navigator.say(t("Nothing was changed."))

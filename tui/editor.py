"""The user's own text editor: the app steps aside, and afterwards shows what was changed."""

from __future__ import annotations

import subprocess
import tempfile
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from textual.app import SuspendNotSupported

from tingsbok import config, editors
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
        command = editors.at_line(command, found.file, line)
        if editors.has_own_window(command) and not app.is_web:
            run_beside(app, command)
            return
        fault = run_editor(app, command)
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
        fault = run_editor(app, editors.at_line(command, file, 1))
        written = file.read_text(encoding="utf-8", errors="replace")
    return (None, fault) if fault else (written.rstrip("\n") if not text.endswith("\n") else written, "")


def run_beside(app: TingsbokApp, command: Sequence[str]) -> None:
    """Run an editor that has a window of its own while the app goes on: what is saved there shows up here."""
    quiet = subprocess.DEVNULL
    program = Path(command[0]).name

    def wait() -> None:
        fault = _fault_of(command, stdin=quiet, stdout=quiet, stderr=quiet)
        app.call_later(_closed, app, fault)

    # a daemon: the user may leave the app while the editor is open
    threading.Thread(target=wait, daemon=True).start()
    app.navigator.say(t("The file is open in {program}. What you save there shows up here.", program=program))


def _closed(app: TingsbokApp, fault: str) -> None:
    app.reconcile()
    if fault:
        app.navigator.say(fault, alert=True)


def run_editor(app: TingsbokApp, command: Sequence[str]) -> str:
    """Run the editor with the app suspended; returns what went wrong, in words, empty if nothing did.

    Nothing may leave the suspended block as an exception: the terminal would stay without the app.
    """
    fault = ""
    try:
        with app.suspend():
            app.is_aside = True
            fault = _fault_of(command)
    except SuspendNotSupported:
        fault = t("A text editor cannot be started here.")
    finally:
        app.is_aside = False
    return fault


def _fault_of(command: Sequence[str], **streams: int) -> str:
    """Run a program to its end; returns what went wrong, in words."""
    program = Path(command[0]).name
    try:
        code = subprocess.run(list(command), check=False, **streams).returncode  # type: ignore[call-overload]
    except (OSError, ValueError) as error:
        return t("{program} could not be started: {error}", program=command[0], error=error)
    except KeyboardInterrupt:
        return t("{program} was stopped.", program=program)
    return t("{program} ended with code {code}.", program=program, code=code) if code else ""


def _edited(app: TingsbokApp, path: str, found: reads.Reconciliation, fault: str) -> None:
    app.renew()
    if any(change.path == path for change in found.outside):
        app.navigator.open_outside(path)
    if fault:
        app.navigator.say(fault, alert=True)
    elif not any(change.path == path for change in found.outside):
        app.navigator.say(t("Nothing was changed."))

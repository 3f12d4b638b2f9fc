"""Tingsbok in the terminal: the Textual app over the core."""

from __future__ import annotations

from pathlib import Path
from typing import Any


def run(directory: Path | None = None, **options: Any) -> int:
    """Run the app and return the exit code.

    Args:
        directory: Where to look for an archive, there or above; the current folder if absent. Without an
            archive the app starts with what a new user can do.
        **options: Attributes of :class:`tui.options.Options` by name, such as ``today`` and
            ``settings``; what is left out has its default.
    """
    from tui import garbage

    garbage.wait()
    from tui.options import Options

    given = Options(**options)
    question = None
    if given.settings.switch("color") and given.settings.text("theme") in ("auto", "terminal"):
        from tui.terminal import Question

        question = Question.put()
    try:
        from tui.app import run_app
    finally:
        look = question.answer() if question else None
    return run_app(directory or Path(), given, look)

"""What is wrong in an archive's own ``archive.toml``, as the check tells it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from tingsbok.i18n import t
from tingsbok.problems import Problem, Severity
from tingsbok.settings.files import archives

CODE: Final = "T126"


def settings_problems(root: Path) -> Iterator[Problem]:
    """Yield a problem for each key that says nothing the program can use; its default holds instead."""
    for fault in archives(root).faults:
        remedy = t("Correct the line, or take it away: then the default holds, as it does now.")
        yield Problem(
            CODE, Severity.ADVICE, "archive.toml", fault.message, max(fault.line, 1), 1, fault.key, remedy
        )

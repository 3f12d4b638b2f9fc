"""What is wrong in the data, as a value: a place, a severity, a sentence and a remedy."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How much a problem matters."""

    ERROR = "error"
    """Blocks approval; ``check`` exits with 1."""
    ADVICE = "advice"
    """Worth a look; never stops anything."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong in one file.

    Attributes:
        code: Stable code such as ``T101``; texts change with the language, codes never.
        severity: Whether it is an error or advice.
        path: File, relative to the archive, with ``/``.
        message: What is wrong, in the user's language.
        line: 1-based line, 0 if the problem is the whole file's.
        column: 1-based column, 0 if unknown.
        field: Dotted field path such as ``attendance.3.status``; empty if none.
        remedy: What to write instead, or what to do; empty if nobody knows.
    """

    code: str
    severity: Severity
    path: str
    message: str
    line: int = 0
    column: int = 0
    field: str = ""
    remedy: str = ""

    @property
    def is_error(self) -> bool:
        """True if the problem blocks approval."""
        return self.severity is Severity.ERROR

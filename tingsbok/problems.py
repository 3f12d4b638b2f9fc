"""What is wrong in the data, as a value: a place, a severity, a sentence and a remedy."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct


class Severity(StrEnum):
    """How much a problem matters."""

    ERROR = "error"
    """Blocks approval; ``check`` exits with 1."""
    ADVICE = "advice"
    """Worth a look; never stops anything."""


class Fix(Struct, frozen=True):
    """A way to put a problem right.

    Attributes:
        text: What to write instead; empty takes the words, or the entry of a list, away.
        certain: Nobody has to choose or to know more: a program may do it when it is asked to mend.
        everywhere: It holds for the same words in the whole record, not for this one place.
    """

    text: str
    certain: bool = False
    everywhere: bool = False


class Problem(Struct, frozen=True):
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
        words: What it is about, as written; an acceptance names it, so it no longer holds when it changes.
        why: What shows that the words are wrong, in a few words of the user's language.
        excerpt: The line that the words stand on; empty if it is not told.
        fixes: Ways to put it right, the likeliest first.
    """

    code: str
    severity: Severity
    path: str
    message: str
    line: int = 0
    column: int = 0
    field: str = ""
    remedy: str = ""
    words: str = ""
    why: str = ""
    excerpt: str = ""
    fixes: tuple[Fix, ...] = ()

    @property
    def is_error(self) -> bool:
        """True if the problem blocks approval."""
        return self.severity is Severity.ERROR

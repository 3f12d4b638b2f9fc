"""A text as the rules read it: characters with their lines, sentences, and findings at their places."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import cached_property
from typing import Final

from msgspec import Struct

from tingsbok.problems import Fix, Problem, Severity

LARGEST: Final = 1_000_000
"""Characters that are read of a text: a yearbook of minutes has fewer, and no reading may take minutes."""
MOST_LINES: Final = 30_000
"""Lines that are read of a text."""
_FARTHEST: Final = 300
"""Characters in which the beginning or the end of a sentence is looked for."""
_LONGEST_EXCERPT: Final = 2_000
_END = re.compile(r"[.!?][\"”)]?\s+|\n[ \t]*\n|\n(?=[ \t]*[-*•#])")


class Text(Struct, frozen=True, dict=True):
    """A text with the place it has in its file.

    Attributes:
        text: The characters.
        path: The file.
        first_line: The line of the file that the text begins on.
        field: Dotted path of the field it is the value of; empty for the text of a record or a file.
    """

    text: str
    path: str = ""
    first_line: int = 1
    field: str = ""

    @cached_property
    def starts(self) -> Sequence[int]:
        """Where each line begins."""
        return [0, *(found.end() for found in re.finditer(r"\n", self.text))]

    @cached_property
    def lines(self) -> Sequence[str]:
        """The lines without their ends."""
        return self.text.split("\n")

    def line_at(self, offset: int) -> int:
        """The number of the line that a character stands on, the first being 0."""
        return bisect_right(self.starts, offset) - 1

    def shown_line(self, offset: int) -> int:
        """The line of the file that a character stands on, the first being 1."""
        return self.first_line + self.line_at(offset)

    def sentence(self, start: int, end: int) -> tuple[int, int]:
        """Where the sentence around two offsets begins and ends, looked for no farther than a few lines."""
        low, high = max(0, start - _FARTHEST), min(len(self.text), end + _FARTHEST)
        first = low
        for found in _END.finditer(self.text, low, start):
            first = found.end()
        after = _END.search(self.text, end, high)
        return first, after.start() + 1 if after else high

    def problem(
        self,
        code: str,
        start: int,
        end: int,
        message: str,
        *,
        why: str = "",
        remedy: str = "",
        fixes: Sequence[Fix] = (),
        severe: bool = False,
    ) -> Problem:
        """A finding about the characters between two offsets."""
        line = self.line_at(start)
        return Problem(
            code,
            Severity.ERROR if severe else Severity.ADVICE,
            self.path,
            message,
            self.first_line + line,
            start - self.starts[line] + 1,
            self.field,
            remedy,
            " ".join(self.text[start:end].split()),
            why,
            self.lines[line][:_LONGEST_EXCERPT],
            tuple(fixes),
        )


def cut(text: str) -> str:
    """As much of a text as is read, with line ends of one kind."""
    lines = text[:LARGEST].replace("\r\n", "\n").replace("\r", "\n").split("\n", MOST_LINES)
    return "\n".join(lines[:MOST_LINES])


def any_of(words: str) -> str:
    """An expression for any of the words; ``~`` stands for a space within one."""
    return "|".join(word.replace("~", r"\s") for word in words.split())

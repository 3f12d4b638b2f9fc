"""Styled text in lines of a given width, counted in terminal cells."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from msgspec import Struct
from msgspec.structs import replace
from rich.cells import cell_len, chop_cells
from textual.style import Style

_PIECES = re.compile(r"\n|[^\S\n]+|\S+")
NARROWEST = 8


class Span(Struct, frozen=True):
    """A run of text in one look.

    Attributes:
        text: The text; a line break in it is a line break on the screen.
        style: Names of looks with spaces between, or a ready style.
        link: Number of the link it belongs to, -1 for none.
        line: Source line it comes from, 0 if it has none.
    """

    text: str
    style: str | Style = ""
    link: int = -1
    line: int = 0


class Row(Struct, frozen=True):
    """One line on the screen."""

    spans: tuple[Span, ...] = ()

    @property
    def text(self) -> str:
        """The text without looks."""
        return "".join(span.text for span in self.spans)

    @property
    def line(self) -> int:
        """The first source line on it, 0 if it has none."""
        return next((span.line for span in self.spans if span.line), 0)


def width_of(spans: Iterable[Span]) -> int:
    """Cells that *spans* take on one line."""
    return sum(cell_len(span.text) for span in spans)


def wrap(spans: Iterable[Span], width: int) -> list[tuple[Span, ...]]:
    """Break *spans* between words into lines of at most *width* cells; longer words are cut."""
    width = max(width, NARROWEST)
    lines: list[list[Span]] = [[]]
    used, gap = 0, None
    for word in _words(spans, width):
        first = word[0]
        if first.text == "\n":
            lines.append([])
            used, gap = 0, None
        elif first.text.isspace():
            gap = replace(first, text=" ")
        else:
            length = width_of(word)
            if used and used + bool(gap) + length > width:
                lines.append([])
                used, gap = 0, None
            if gap and used:
                lines[-1].append(gap)
                used += 1
            lines[-1].extend(word)
            used, gap = used + length, None
    return [_joined(line) for line in lines]


def fold(span: Span, width: int) -> list[Span]:
    """Cut one line of code every *width* cells, its spaces kept."""
    return [replace(span, text=part) for part in chop_cells(span.text, max(width, NARROWEST))] or [span]


def _words(spans: Iterable[Span], width: int) -> Iterator[list[Span]]:
    """Yield line breaks, spaces and words; a word may have several looks."""
    word: list[Span] = []
    for span in spans:
        for piece in _PIECES.findall(span.text):
            part = replace(span, text=piece)
            if piece.isspace():
                yield from _cut(word, width)
                yield [part]
                word = []
            else:
                word.append(part)
    yield from _cut(word, width)


def _cut(word: list[Span], width: int) -> Iterator[list[Span]]:
    if not word:
        return
    if width_of(word) <= width:
        yield word
        return
    for span in word:
        for part in chop_cells(span.text, width):
            yield [replace(span, text=part)]


def _joined(line: list[Span]) -> tuple[Span, ...]:
    joined: list[Span] = []
    for span in line:
        if joined and (joined[-1].style, joined[-1].link) == (span.style, span.link):
            joined[-1] = replace(joined[-1], text=joined[-1].text + span.text)
        else:
            joined.append(span)
    return tuple(joined)

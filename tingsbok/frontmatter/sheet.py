"""The front matter as a sheet of lines: what belongs to which line, and the changes noted on it."""

from __future__ import annotations

import re
from itertools import pairwise

from msgspec import Struct, field

from tingsbok.frontmatter.nodes import Mapping, Node, Scalar, Sequence

_COLON = re.compile(r"[ \t]*:")
_DASH = re.compile(r"^[ \t]*-", re.MULTILINE)
_BLOCK_HEADER = re.compile(r"[|>][-+0-9]*")


class TooFine(Exception):
    """The layout is too odd for a change this small; a larger piece has to be replaced."""


class Splice(Struct, frozen=True):
    """Characters ``start`` to ``end`` become ``text``."""

    start: int
    end: int
    text: str


class Spans(Struct, frozen=True):
    """A value's characters: ``start`` to ``end`` on its line, ``first`` to ``last`` of whole lines below."""

    start: int
    end: int
    first: int
    last: int


class Sheet(Struct):
    """A text and the splices noted so far; noting them in the file's order is the caller's duty."""

    text: str
    splices: list[Splice] = field(default_factory=list)

    def note(self, start: int, end: int, text: str) -> None:
        """Let characters *start* to *end* become *text*."""
        if self.text[start:end] != text:
            self.splices.append(Splice(start, end, text))

    def ordered(self) -> list[Splice]:
        """The splices by place; those at one place in the order of noting.

        Raises:
            TooFine: Two of them overlap.
        """
        ordered = sorted(self.splices, key=lambda splice: (splice.start, splice.end))
        for earlier, later in pairwise(ordered):
            if earlier.end > later.start:
                raise TooFine
        return ordered

    def line_start(self, index: int) -> int:
        """The first character of the line."""
        return self.text.rfind("\n", 0, index) + 1

    def line_end(self, index: int) -> int:
        """The first character of the next line."""
        return self.text.find("\n", index) + 1 or len(self.text)

    def lead(self, index: int) -> str:
        """What stands before a character on its line."""
        return self.text[self.line_start(index) : index]

    def indent(self, index: int) -> str:
        """As many spaces as there are characters before this one on its line."""
        return " " * len(self.lead(index))

    def after_colon(self, key: Scalar) -> int | None:
        """The character after a key's colon; ``None`` if it has none, or a question mark instead."""
        colon = _COLON.match(self.text, key.end)
        return colon.end() if colon else None

    def after_dash(self, node: Node, since: int) -> int:
        """The character after an item's dash, sought from the end of the item before it."""
        dash = _DASH.search(self.text[since : node.start])
        if dash is None:
            raise TooFine
        return since + dash.end()

    def extent(self, node: Node) -> int:
        """The start of the line after the value's last; blank lines below a text do not count."""
        if isinstance(node, Scalar):
            return self.block_spans(node).last if node.style in ("|", ">") else self.line_end(node.end)
        if node.flow:
            return self.line_end(node.end)
        last = node.items[-1] if isinstance(node, Sequence) else node.entries[-1][1]
        return self.extent(last)

    def spans(self, node: Scalar | Mapping | Sequence) -> Spans:
        """The characters of a text, or of a list or mapping in brackets or braces."""
        if isinstance(node, Scalar) and node.style in ("|", ">"):
            return self.block_spans(node)
        below = self.line_end(node.end)
        return Spans(node.start, node.end, below, below)

    def block_spans(self, node: Scalar) -> Spans:
        """The characters of a block text: its header, and its lines without the blank ones that end it."""
        header = _BLOCK_HEADER.search(self.text, node.start)
        if header is None:
            raise TooFine
        first = self.line_end(header.end())
        last = max(first, self.line_start(node.end))
        if "+" not in header[0]:
            width = len(self.block_indent(node, first))
            while last > first and self._is_blank(last, width):
                last = self.line_start(last - 1)
        return Spans(header.start(), header.end(), first, last)

    def block_indent(self, node: Scalar, first: int) -> str:
        """The indentation of a block text's lines; *first* is where they begin."""
        line = re.compile(r"(?:[ ]*\r?\n)*([ ]*)").match(self.text, first, node.end)
        indent = line[1] if line else ""
        # With an indentation given in the header the text's own first spaces follow it.
        value = node.value.lstrip("\n")
        return indent.removesuffix(" " * (len(value) - len(value.lstrip(" "))))

    def _is_blank(self, end: int, width: int) -> bool:
        line = self.text[self.line_start(end - 1) : end].rstrip("\r\n")
        return not line.strip(" ") and len(line) <= width

"""A record's text as rows of a given width: pure, so that a thread can do it.

One widget paints the rows (:mod:`tui.widgets.document`); a widget for each paragraph would take seconds.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import zip_longest
from typing import NamedTuple

from markdown_it.token import Token
from msgspec import Struct
from msgspec.structs import replace

from tingsbok.i18n import t
from tui.display import clean
from tui.widgets.inline import Inline, NameOf, parser
from tui.widgets.wrap import NARROWEST, Row, Span, fold, width_of, wrap

LONGEST = 200_000
"""Characters; a longer text is shown as it is written, which takes a hundredth of the time."""
READABLE = 110
"""Cells; longer lines are hard to read, however wide the window is."""

_BULLETS = ("•", "–", "·")
_TABLE_GAP = 2


class Fact(NamedTuple):
    """A line of the table above the text.

    Attributes:
        label: What it is; empty for one more value of the label above.
        value: The value's spans.
        target: Where it leads; empty if nowhere.
    """

    label: str
    value: tuple[Span, ...]
    target: str = ""


class Page(Struct, frozen=True):
    """A text laid out.

    Attributes:
        rows: What to paint.
        targets: Where each link leads, by number.
        places: The row of each link, by number.
        headings: Text and row of each heading.
    """

    rows: tuple[Row, ...] = ()
    targets: tuple[str, ...] = ()
    places: tuple[int, ...] = ()
    headings: tuple[tuple[str, int], ...] = ()


def lay_out(body: str, facts: Sequence[Fact], width: int, name_of: NameOf, first_line: int = 1) -> Page:
    """Lay out facts and text.

    Args:
        body: Markdown.
        facts: Lines of the table above it.
        width: Cells of a row.
        name_of: Name of a linked record, ``None`` if there is no such record.
        first_line: The body's first line in its file.
    """
    writer = _Writer(min(max(width, NARROWEST), READABLE), name_of, first_line)
    writer.facts(facts)
    if len(body) > LONGEST:
        writer.plain(body)
    else:
        writer.blocks(parser().parse(body))
    return writer.page()


class _Writer:
    """Writes blocks below each other."""

    def __init__(self, width: int, name_of: NameOf, first_line: int) -> None:
        self._width = width
        self._inline = Inline(name_of)
        self._first_line = first_line
        self._rows: list[Row] = []
        self._headings: list[tuple[str, int]] = []
        self._before: list[Span] = []  # what stands before every row: quote bars, indents
        self._marker: Span | None = None  # stands in place of the last of them on the next row only
        self._tight = False

    def page(self) -> Page:
        self._trim()
        places = [0] * len(self._inline.targets)
        for number, row in reversed(list(enumerate(self._rows))):
            for span in row.spans:
                if span.link >= 0:
                    places[span.link] = number
        return Page(tuple(self._rows), tuple(self._inline.targets), tuple(places), tuple(self._headings))

    # --- rows

    def _trim(self) -> None:
        while self._rows and not self._rows[-1].text.strip(" │"):
            self._rows.pop()

    @property
    def _room(self) -> int:
        return max(NARROWEST, self._width - width_of(self._before))

    def _write(self, spans: Sequence[Span]) -> None:
        before = list(self._before)
        if self._marker is not None:
            before[-1], self._marker = self._marker, None
        self._rows.append(Row((*before, *spans)))

    def _blank(self) -> None:
        if self._rows and self._rows[-1].text.strip(" │─"):
            self._rows.append(Row(tuple(self._before)))

    @contextmanager
    def _indented(self, before: Span, marker: Span | None = None) -> Iterator[None]:
        self._before.append(before)
        self._marker = marker
        yield
        self._before.pop()
        self._marker = None

    # --- the table of facts

    def facts(self, facts: Sequence[Fact]) -> None:
        labels = max((width_of([Span(fact.label)]) for fact in facts), default=0)
        words = (word for fact in facts for word in fact.label.split())
        longest = max((width_of([Span(word)]) for word in words), default=0)
        # a word is taken apart only where it would leave less than half for what it is about
        labels = min(labels, max(self._width // 3, min(longest, self._width // 2)))
        for fact in facts:
            link = self._inline.link(fact.target) if fact.target else -1
            value = [replace(span, link=link) for span in fact.value]
            label = wrap([Span(fact.label, "label")], labels) if fact.label else []
            for left, right in zip_longest(label, wrap(value, self._width - labels - 2), fillvalue=()):
                space = " " * (labels - width_of(left) + 2)
                self._write([*left, Span(space), *right])
        if facts:
            self._write([Span("─" * self._width, "rule")])

    # --- text

    def plain(self, body: str) -> None:
        self._write([Span(t("A long text, shown as it is written."), "muted")])
        for number, line in enumerate(clean(body, keep_newlines=True).split("\n")):
            for part in fold(Span(line, line=number + self._first_line), self._width):
                self._write([part])

    def blocks(self, tokens: Sequence[Token]) -> None:
        position = 0
        while position < len(tokens):
            end = _end(tokens, position)
            self._block(tokens[position], tokens[position + 1 : end])
            position = end + 1

    def _block(self, token: Token, inside: Sequence[Token]) -> None:
        line = (token.map[0] if token.map else 0) + self._first_line
        match token.type:
            case "heading_open":
                self._heading(token, inside[0], line)
            case "paragraph_open":
                self._paragraph(inside[0], line)
            case "bullet_list_open" | "ordered_list_open":
                self._list(token, inside)
            case "blockquote_open":
                with self._indented(Span("│ ", "quote")):
                    self.blocks(inside)
                    self._trim()
                self._blank()
            case "fence" | "code_block":
                self._code(token, line)
            case "hr":
                self._blank()
                self._write([Span("─" * self._room, "rule", line=line)])
                self._blank()
            case "table_open":
                self._table(inside)
            case _:
                self._write([Span(clean(token.content), line=line)])

    def _heading(self, token: Token, inline: Token, line: int) -> None:
        self._blank()
        look = f"h{min(int(token.tag[1:]), 3)}"
        spans = self._inline.spans(inline.children or [], line, look)
        self._headings.append(("".join(span.text for span in spans), len(self._rows)))
        for row in wrap(spans, self._room):
            self._write(row)
        self._blank()

    def _paragraph(self, inline: Token, line: int) -> None:
        for row in wrap(self._inline.spans(inline.children or [], line), self._room):
            self._write(row)
        if not self._tight:
            self._blank()

    def _code(self, token: Token, line: int) -> None:
        start = line + (1 if token.type == "fence" else 0)
        with self._indented(Span("  ")):
            for number, text in enumerate(clean(token.content, keep_newlines=True).rstrip("\n").split("\n")):
                for part in fold(Span(text, "code", line=start + number), self._room):
                    self._write([part])
        self._blank()

    def _list(self, token: Token, inside: Sequence[Token]) -> None:
        items = _children(inside)
        outer, self._tight = self._tight, _is_tight(token, inside)
        start = int(str(token.attrs.get("start", 1)))
        last = f"{start + len(items) - 1}. "
        depth = sum(1 for span in self._before if span.style == "item")
        for number, (_, inner) in enumerate(items):
            ordered = token.type == "ordered_list_open"
            sign = f"{start + number}. ".rjust(len(last)) if ordered else f"{_BULLETS[depth % 3]} "
            with self._indented(Span(" " * len(sign), "item"), Span(sign, "marker")):
                self.blocks(inner)
                if self._marker is not None:
                    self._write([])
        self._tight = outer
        if not self._tight:
            self._blank()

    # --- tables

    def _table(self, inside: Sequence[Token]) -> None:
        rows = [
            (row, [self._cell(cell, inner) for cell, inner in _children(cells)])
            for _, part in _children(inside)
            for row, cells in _children(part)
        ]
        if not rows:
            return
        widths = _widths([cells for _, cells in rows], self._room)
        for number, (_, cells) in enumerate(rows):
            self._table_row(cells, widths)
            if number == 0:
                self._write(
                    [Span("─" * min(self._room, sum(widths) + _TABLE_GAP * (len(widths) - 1)), "rule")]
                )
        self._blank()

    def _cell(self, token: Token, inner: Sequence[Token]) -> list[Span]:
        line = (inner[0].map[0] if inner and inner[0].map else 0) + self._first_line
        style = "strong" if token.type == "th_open" else ""
        return self._inline.spans(inner[0].children or [], line, style) if inner else []

    def _table_row(self, cells: Sequence[list[Span]], widths: Sequence[int]) -> None:
        columns = [wrap(cell, width) for cell, width in zip(cells, widths, strict=False)]
        for parts in zip_longest(*columns, fillvalue=()):
            spans: list[Span] = []
            for part, width in zip(parts, widths, strict=False):
                spans += [*part, Span(" " * (width - width_of(part) + _TABLE_GAP))]
            self._write(spans[:-1])


def _end(tokens: Sequence[Token], start: int) -> int:
    """Return the place of the token that closes the one at *start*."""
    depth: int = tokens[start].nesting
    position = start
    while depth > 0:
        position += 1
        depth += tokens[position].nesting
    return position


def _is_tight(token: Token, inside: Sequence[Token]) -> bool:
    own = (inner for inner in inside if inner.type == "paragraph_open" and inner.level == token.level + 2)
    return all(inner.hidden for inner in own)


def _children(tokens: Sequence[Token]) -> list[tuple[Token, Sequence[Token]]]:
    children: list[tuple[Token, Sequence[Token]]] = []
    position = 0
    while position < len(tokens):
        end = _end(tokens, position)
        children.append((tokens[position], tokens[position + 1 : end]))
        position = end + 1
    return children


def _widths(rows: Sequence[Sequence[Sequence[Span]]], room: int) -> list[int]:
    """Return the columns' widths: as wide as their text, the widest giving way until they fit."""
    count = max(len(row) for row in rows)
    widths = [max((width_of(row[at]) for row in rows if at < len(row)), default=1) for at in range(count)]
    widths = [max(1, width) for width in widths]
    while sum(widths) + _TABLE_GAP * (count - 1) > room and max(widths) > NARROWEST:
        widths[widths.index(max(widths))] -= 1
    return widths

"""Text of records (Markdown with ``[[links]]``) as blocks of a document."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from itertools import groupby
from typing import TYPE_CHECKING

from tingsbok.display import clean
from tingsbok.exporting.model import (
    Block,
    Heading,
    Paragraph,
    Point,
    Points,
    Run,
    Table,
    Text,
    plain,
    words_of,
)
from tingsbok.markdown_code import blanked

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_WIKI = re.compile(r"(?<!\\)\[\[([^\[\]|#\n]{1,200})(?:#[^\[\]|\n]{1,120})?(?:\|([^\[\]\n]{0,1000}))?\]\]")
_LETTERED = re.compile(r"([a-zåäö])\) ")
_LETTERS = "abcdefghijklmnopqrstuvwxyzåäö"
_MARKS = re.compile(r"([\\`*_\[\]<>])")

NameOf = Callable[[str], str]


def blocks_of(text: str, name_of: NameOf, *, level: int = 3) -> tuple[Block, ...]:
    """The text as blocks.

    Args:
        text: Markdown.
        name_of: What a linked record is called.
        level: Level of the outermost heading that may stand in the text.
    """
    tokens = _parser().parse(without_links(_without_comments(text), name_of))
    return tuple(_Walk(tokens, level).blocks())


def _without_comments(text: str) -> str:
    """The text without what stands between ``<!--`` and ``-->``: remarks to oneself, for nobody else."""
    shown, kept, last = blanked(text), [], 0
    while (start := shown.find("<!--", last)) >= 0 and (end := shown.find("-->", start)) >= 0:
        kept.append(text[last:start])
        last = end + len("-->")
    return "".join([*kept, text[last:]])


def without_links(text: str, name_of: NameOf) -> str:
    """The Markdown with each link to a record as the words it stands for."""
    return _WIKI.sub(lambda match: _MARKS.sub(r"\\\1", match[2] or name_of(match[1])), text)


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark", {"html": False}).enable("table")


class _Walk:
    """Goes through the tokens of one text."""

    def __init__(self, tokens: Sequence[Token], level: int) -> None:
        self._tokens = tokens
        self._at = 0
        self._level = level

    def blocks(self, until: str = "") -> Iterator[Block]:
        """The blocks up to a closing token, which is passed."""
        while self._at < len(self._tokens):
            token = self._tokens[self._at]
            self._at += 1
            if until and token.type == until:
                return
            yield from self._block(token)

    def _block(self, token: Token) -> Iterator[Block]:
        match token.type:
            case "paragraph_open":
                yield Paragraph(self._inline())
            case "heading_open":
                yield Heading(min(6, self._level + max(0, int(token.tag[1]) - 4)), words_of(self._inline()))
            case "bullet_list_open" | "ordered_list_open":
                yield from _grouped(self._list(token, 0))
            case "blockquote_open":
                for block in self.blocks("blockquote_close"):
                    yield Paragraph(block.text, "quote") if isinstance(block, Paragraph) else block
            case "fence" | "code_block":
                for line in token.content.rstrip("\n").split("\n"):
                    yield Paragraph(plain(clean(line)), "quote")
            case "html_block":
                yield Paragraph(plain(clean(" ".join(token.content.split()))))
            case "table_open":
                yield self._table()
            case _:
                pass

    def _inline(self) -> Text:
        """The words of the paragraph or heading that has just been opened."""
        token = self._tokens[self._at]
        self._at += 2
        return _runs(token)

    def _list(self, opening: Token, depth: int) -> Iterator[Point | Block]:
        """The entries of the list that has just been opened, with all that stands in them."""
        number = int(opening.attrs.get("start", 1)) - 1 if opening.type == "ordered_list_open" else None
        goes_on = False
        while self._at < len(self._tokens):
            token = self._tokens[self._at]
            self._at += 1
            match token.type:
                case "bullet_list_close" | "ordered_list_close":
                    return
                case "list_item_open":
                    number = None if number is None else number + 1
                    goes_on = False
                case "list_item_close":
                    if not goes_on:
                        yield Point((), depth, number)
                case "bullet_list_open" | "ordered_list_open":
                    if not goes_on:
                        yield Point((), depth, number)
                    yield from self._list(token, depth + 1)
                    goes_on = True
                case _:
                    for block in self._block(token):
                        if isinstance(block, Paragraph):
                            yield Point(block.text, depth, None if goes_on else number, goes_on)
                            goes_on = True
                        else:
                            yield block

    def _table(self) -> Table:
        rows: list[list[str]] = []
        while self._at < len(self._tokens):
            token = self._tokens[self._at]
            self._at += 1
            if token.type == "table_close":
                break
            if token.type == "tr_open":
                rows.append([])
            elif token.type == "inline" and rows:
                rows[-1].append(words_of(_runs(token)))
        head, *rest = rows or [[]]
        return Table(tuple(head), tuple(tuple(row) for row in rest), (1,) * len(head))


def _grouped(entries: Iterable[Point | Block]) -> Iterator[Block]:
    """Entries that follow each other as one list; what is no entry stands between two lists."""
    for is_list, some in groupby(entries, lambda one: isinstance(one, Point)):
        if is_list:
            yield Points(tuple(one for one in some if isinstance(one, Point)))
        else:
            yield from (one for one in some if not isinstance(one, Point))


def _is_next_letter(children: Sequence[Token], at: int) -> bool:
    """Whether a line begins or continues the list ``a)``, ``b)`` …, which minutes have without empty lines.

    A sentence may go on with a letter and a parenthesis too: ``as is said in`` / ``b) of the agreement``.
    """
    found = _LETTERED.match(children[at].content) if at < len(children) else None
    if found is None or found[1] == "a":
        return found is not None
    before = _LETTERS[_LETTERS.index(found[1]) - 1]
    return any(one.content.startswith(f"{before}) ") for one in children[:at])


def _runs(token: Token) -> Text:
    found: list[Run] = []
    bold = italic = 0
    href = ""
    children = token.children or ()
    for at, child in enumerate(children):
        match child.type:
            case "strong_open" | "strong_close":
                bold += child.nesting
            case "em_open" | "em_close":
                italic += child.nesting
            case "link_open":
                target = str(child.attrs.get("href", ""))
                href = target if target.startswith(("https://", "http://", "mailto:")) else ""
            case "link_close":
                href = ""
            case "softbreak" | "hardbreak":
                kept = child.type == "hardbreak" or _is_next_letter(children, at + 1)
                found.append(Run("\n" if kept else " ", bool(bold), bool(italic), href))
            case _:
                if child.content:
                    found.append(Run(clean(child.content), bool(bold), bool(italic), href))
    return tuple(found)

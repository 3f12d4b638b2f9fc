"""The inside of a paragraph: Markdown's inline marks and ``[[links]]`` as spans."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from urllib.parse import unquote

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, reference
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from tingsbok.i18n import t
from tui.display import clean
from tui.widgets.wrap import Span

NameOf = Callable[[str], str | None]

_WIKI = re.compile(r"\[\[([^\[\]|\n]{1,200})(?:\\?\|([^\[\]\n]{1,300}))?\]\]")
_ADDRESS = re.compile(r"https?://[^\s<>\"]*[^\s<>\".,;:!?)\]]")
_LOOKS = {"strong_open": "strong", "em_open": "em", "s_open": "strike"}


def parser() -> MarkdownIt:
    """Return a parser that shows HTML as text instead of losing it, and knows ``[[id|text]]``."""
    markdown = MarkdownIt("commonmark", {"html": False}).enable(["strikethrough", "table"])
    markdown.inline.ruler.before("link", "wiki", _wiki)
    markdown.block.ruler.at("reference", _reference)
    return markdown


def _reference(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Read a link definition, but leave a footnote, which looks like one, to be shown as text."""
    first = state.bMarks[start] + state.tShift[start]
    return not state.src.startswith("[^", first) and reference(state, start, end, silent)


def _wiki(state: StateInline, silent: bool) -> bool:
    found = _WIKI.match(state.src, state.pos)
    if found is None:
        return False
    if not silent:
        token = state.push("wiki", "", 0)
        token.content = found[2] or ""
        token.attrs = {"target": found[1].strip()}
    state.pos = found.end()
    return True


class Inline:
    """Turns inline tokens into spans and remembers the links it meets.

    Args:
        name_of: Name of a linked record, ``None`` if there is no such record.
    """

    def __init__(self, name_of: NameOf) -> None:
        self._name_of = name_of
        self.targets: list[str] = []

    def link(self, target: str) -> int:
        """Remember a link and return its number."""
        self.targets.append(target)
        return len(self.targets) - 1

    def spans(self, tokens: Sequence[Token], line: int, style: str = "") -> list[Span]:
        """Return the spans of a block's inline tokens, of which the first stands on source line *line*."""
        return list(self._spans(tokens, line, style))

    def _spans(self, tokens: Sequence[Token], line: int, style: str) -> Iterator[Span]:
        looks = [style] if style else []
        link = -1
        for token in tokens:
            if token.type in {"softbreak", "hardbreak"}:
                line += 1
                yield Span(" " if token.type == "softbreak" else "\n", " ".join(looks), link, line)
            elif token.type == "link_open":
                link = self.link(unquote(str(token.attrs.get("href", ""))))
                looks.append("link")
            elif token.type == "link_close":
                link = -1
                looks.remove("link")
            elif token.nesting == 1:
                looks.append(_LOOKS.get(token.type, ""))
            elif token.nesting == -1:
                looks.remove(_LOOKS.get(token.type.replace("_close", "_open"), ""))
            else:
                yield from self._leaf(token, " ".join(looks), link, line)

    def _leaf(self, token: Token, style: str, link: int, line: int) -> Iterator[Span]:
        if token.type == "wiki":
            yield from self._record_link(token, style, line)
        elif token.type == "image":
            number = self.link(unquote(str(token.attrs.get("src", "")))) if link < 0 else link
            yield Span(t("(image: {text})", text=clean(token.content)), f"{style} link", number, line)
        elif token.type == "code_inline":
            yield Span(clean(token.content), f"{style} code", link, line)
        elif link < 0:
            yield from self._text(token.content, style, line)
        else:
            yield Span(clean(token.content), style, link, line)

    def _record_link(self, token: Token, style: str, line: int) -> Iterator[Span]:
        target = str(token.attrs["target"])
        name = self._name_of(target)
        text = clean(token.content or name or target)
        number = self.link(target)
        yield Span(text, f"{style} {'link' if name is not None else 'broken'}", number, line)
        if name is None:
            yield Span(" " + t("(missing)"), f"{style} broken", number, line)

    def _text(self, text: str, style: str, line: int) -> Iterator[Span]:
        start = 0
        for found in _ADDRESS.finditer(text):
            yield Span(clean(text[start : found.start()]), style, -1, line)
            yield Span(clean(found[0]), f"{style} link", self.link(found[0]), line)
            start = found.end()
        yield Span(clean(text[start:]), style, -1, line)

"""The minutes' text, taken apart at its headings: which part is about which item."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import zip_longest

from msgspec import Struct

from tingsbok.markdown_code import blanked
from tingsbok.meetings.parts import ItemParts

_HEADING = re.compile(r"^(#{2,6})[ \t]+([^\n]*)", re.MULTILINE)
_LONGEST_SHOWN_KEY = 4  # what fits a column of numbers


class Section(Struct, frozen=True, dict=True):
    """One heading of the minutes with the text under it, up to the next heading of any level.

    Attributes:
        line: The heading's line in the text, the first being 1.
    """

    level: int
    title: str
    text: str
    line: int = 0

    @cached_property
    def name(self) -> str:
        """The title as item numbers are looked for in it."""
        return self.title.casefold().removeprefix("§").strip()


def sections(body: str) -> tuple[Section, ...]:
    """The headings of level two and below with their text."""
    return tuple(_sections(body))


def _sections(body: str) -> Iterator[Section]:
    heads = list(_HEADING.finditer(blanked(body)))
    line, seen = 1, 0
    for head, following in zip_longest(heads, heads[1:]):
        end = following.start() if following else len(body)
        title = body[head.start(2) : head.end(2)].rstrip().rstrip("#").rstrip()
        line, seen = line + body.count("\n", seen, head.start()), head.start()
        yield Section(len(head[1]), title, body[head.end() : end].strip("\n"), line)


def shown_number(item: ItemParts) -> str:
    """The number as the minutes show it, without ``§``; the key where there is none and it is short."""
    short_key = item.key if len(item.key) <= _LONGEST_SHOWN_KEY else ""
    return (item.number or short_key).removeprefix("§").strip()


def section_of(item: ItemParts, found: Sequence[Section]) -> Section | None:
    """The section about an item: the one that begins with its number, or is called what it is called."""
    number = shown_number(item).casefold()
    numbered = re.compile(rf"{re.escape(number)}(?![\w])")
    for section in found if number else ():
        if numbered.match(section.name):
            return section
    wanted = item.title.casefold()
    return next((section for section in found if wanted and wanted in section.title.casefold()), None)


def item_at(line: int, items: Iterable[ItemParts], found: Sequence[Section]) -> ItemParts | None:
    """The item whose section a line of the text stands in; ``None`` above the first or under none.

    Args:
        line: A line of the text, the first being 1.
        items: The meeting's items.
        found: The text's sections in order.
    """
    here = [section for section in found if section.line <= line]
    owners = [(section_of(item, found), item) for item in items if item.index >= 0] if here else []
    for section in reversed(here):
        owner = next((item for own, item in owners if own is section), None)
        if owner is not None:
            return owner
        if section.level == 2:  # noqa: PLR2004 - a main heading: what is above it is another item's
            return None
    return None

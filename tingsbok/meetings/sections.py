"""The minutes' text, taken apart at its headings: which part is about which item."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import zip_longest

from msgspec import Struct

from tingsbok.markdown_code import blanked
from tingsbok.meetings.parts import ItemParts
from tingsbok.record import said

_HEADING = re.compile(r"^(#{2,6})[ \t]+([^\n]*)", re.MULTILINE)
_NUMBER = re.compile(r"(?:[0-9]{1,4}(?:\s?[a-zåäö])?|[a-zåäö])?\s?[.):]?\s*")
"""What may stand before the title in a heading."""
_MAIN = 2
"""Level of the headings of items that are no part of another."""
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


def sections_of(items: Sequence[ItemParts], found: Sequence[Section]) -> tuple[tuple[Section, ...], ...]:
    """What the minutes say under each item: its own section, then those under it that are no item's own.

    A heading below the main ones belongs to the item whose section was the last before it.

    Args:
        items: The meeting's items.
        found: The text's sections in order.
    """
    own = own_sections(items, found)
    owners = {section.line: at for at, section in enumerate(own) if section is not None}
    parts: list[list[Section]] = [[] for _ in items]
    owner: int | None = None
    for section in found if owners else ():
        if section.line in owners:
            owner = owners[section.line]
        elif section.level == _MAIN:
            owner = None
        if owner is not None:
            parts[owner].append(section)
    return tuple(map(tuple, parts))


def text_of(written: Sequence[Section]) -> str:
    """What the minutes say under an item as one text, without the item's own heading."""
    rest = (f"{'#' * section.level} {section.title}\n\n{section.text}" for section in written[1:])
    return "\n\n".join([*(section.text for section in written[:1]), *rest]).strip("\n")


def own_sections(items: Sequence[ItemParts], found: Sequence[Section]) -> tuple[Section | None, ...]:
    """The section that is about each item, ``None`` where there is none. No section is about two items.

    Number and title together are surest, then the number, then the title, and last a heading that has the
    title among its words.

    Args:
        items: The meeting's items.
        found: The text's sections in order.
    """
    own: dict[int, int] = {}
    taken: set[int] = set()
    for fits in (_by_both, _by_number, _by_title, _by_words):
        for at, item in enumerate(items):
            free = () if at in own else (place for place in range(len(found)) if place not in taken)
            place = next((place for place in free if fits(item, found[place])), None)
            if place is not None:
                own[at] = place
                taken.add(place)
    return tuple(found[own[at]] if at in own else None for at in range(len(items)))


def item_at(line: int, items: Sequence[ItemParts], found: Sequence[Section]) -> ItemParts | None:
    """The item whose section a line of the text stands in; ``None`` above the first or under none.

    Args:
        line: A line of the text, the first being 1.
        items: The meeting's items.
        found: The text's sections in order.
    """
    here = next((section for section in reversed(found) if section.line <= line), None)
    return next(
        (item for item, own in zip(items, sections_of(items, found), strict=True) if here in own), None
    )


def _by_both(item: ItemParts, section: Section) -> bool:
    return _by_number(item, section) and _by_title(item, section)


def _by_number(item: ItemParts, section: Section) -> bool:
    number = shown_number(item).casefold()
    after = section.name[len(number) : len(number) + 1]
    return bool(number) and section.name.startswith(number) and not (after.isalnum() or after == "_")


def _by_title(item: ItemParts, section: Section) -> bool:
    wanted = item.title.casefold()
    before = section.name[: -len(wanted)]
    return bool(wanted) and section.name.endswith(wanted) and _NUMBER.fullmatch(before) is not None


def _by_words(item: ItemParts, section: Section) -> bool:
    """A heading of the level that such an item has: one under another item is about that item."""
    is_part = bool(said(item.line, "parent"))
    wanted = item.title.casefold()
    return bool(wanted) and is_part == (section.level > _MAIN) and wanted in section.title.casefold()

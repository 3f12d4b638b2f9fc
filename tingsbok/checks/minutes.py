"""Do the items of a meeting hang together, with each other and with the headings of the minutes?

The front matter wins where they differ; the difference is advice, because only a person knows which is right.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Final

from msgspec import Struct

from tingsbok.checks.base import Lookup, problem
from tingsbok.frontmatter import FieldPath, Value
from tingsbok.i18n import t
from tingsbok.markdown_code import blanked
from tingsbok.places import places_in
from tingsbok.problems import Problem
from tingsbok.record import Record, said
from tingsbok.schema.words import nearest

_HEADING = re.compile(r"^(#{2,3})[ \t]+([^ \t\n][^\n]*)", re.MULTILINE)
_NUMBER = re.compile(r"(?:§\s*)?([0-9]{1,4}(?:\s?[a-zåäö])?|[a-zåäö])\s?[.):]?(?=\s|\Z)", re.IGNORECASE)
_NOT_BARE = re.compile(r"[\W_]+")
_OWN_KEYS: Final = ("from_item", "to_item")
_SECTION: Final = 2
_LONGEST_QUOTE: Final = 80
_MOST_HEADINGS: Final = 1_000
"""No minutes have as many; a file with more is not compared further."""


def check(record: Record, lookup: Lookup) -> Iterator[Problem]:
    """Yield keys that are doubled or lead nowhere, and headings that differ from the items."""
    record_type = lookup.schemas.types.get(record.type)
    if record_type is None or not record_type.items:
        return
    items = record.entries(record_type.items)
    yield from _keys(record, record_type.items, items)
    yield from _circles(record, record_type.items, items)
    yield from _references(record, items)
    yield from _headings(record, record_type.items, items)


Items = Sequence[dict[str, Value]]


class _Heading(Struct, frozen=True):
    """A heading of the minutes, taken apart."""

    level: int
    text: str
    number: str
    title: str
    line: int


def _keys(record: Record, name: str, items: Items) -> Iterator[Problem]:
    """Keys that two items have, and parents that are no item."""
    keys = [said(item, "key") for item in items]
    place = places_in(record)
    for at, item in enumerate(items):
        key, parent = keys[at], said(item, "parent")
        if key and key in keys[:at]:
            path: FieldPath = (name, at, "key")
            message = t('two items have the key "{key}"', key=key)
            remedy = t("give the later one a key of its own; never renumber the earlier")
            yield problem("T118", record, message, place=place(path), field=_dotted(path), remedy=remedy)
        if parent and parent not in keys:
            path = (name, at, "parent")
            yield _no_item(record, parent, keys, path)


def _circles(record: Record, name: str, items: Items) -> Iterator[Problem]:
    """Items that lie under themselves."""
    parents = {said(item, "key"): said(item, "parent") for item in items}
    for at, item in enumerate(items):
        key = said(item, "key")
        here, steps = parents.get(key, ""), 0
        while here and here != key and steps < len(parents):
            here, steps = parents.get(here, ""), steps + 1
        if key and here == key:
            path: FieldPath = (name, at, "parent")
            message = t('the item "{key}" lies under itself', key=key)
            yield problem("T114", record, message, place=places_in(record)(path), field=_dotted(path))


def _references(record: Record, items: Items) -> Iterator[Problem]:
    """Who came or left at an item names one that exists."""
    keys = [said(item, "key") for item in items]
    for name in record.fields if keys else ():
        for at, entry in enumerate(record.entries(name)):
            for field in _OWN_KEYS:
                key = said(entry, field)
                if key and key not in keys:
                    yield _no_item(record, key, keys, (name, at, field))


def _no_item(record: Record, key: str, keys: Sequence[str], path: FieldPath) -> Problem:
    better = nearest(key, [one for one in keys if one])
    return problem(
        "T117",
        record,
        t('the meeting has no item "{key}"', key=key),
        place=places_in(record)(path),
        field=_dotted(path),
        remedy=t("did you mean {name}?", name=better) if better else "",
    )


def _headings(record: Record, name: str, items: Items) -> Iterator[Problem]:
    """Sections without an item, items without a section, and titles that differ."""
    headings = list(_parsed(record))
    if not items or not headings:
        return
    found: set[int] = set()
    numbers, titles = _positions(items)
    for heading in headings:
        at = _item_of(heading, numbers, titles)
        if at is not None:
            found.add(at)
            yield from _other_title(record, heading, items[at])
        elif heading.level == _SECTION:
            message = t(
                'the heading "{heading}" has no item in the front matter', heading=_short(heading.text)
            )
            remedy = t("add the item, or make the heading one of a lower level")
            yield problem("T116", record, message, place=(heading.line, 1), remedy=remedy, advice=True)
    place = places_in(record)
    for at in (at for at, item in enumerate(items) if at not in found and not said(item, "parent")):
        path: FieldPath = (name, at)
        message = t('the item "{title}" has no section in the minutes', title=said(items[at], "title"))
        yield problem("T116", record, message, place=place(path), field=_dotted(path), advice=True)


def _other_title(record: Record, heading: _Heading, item: dict[str, Value]) -> Iterator[Problem]:
    title = said(item, "title")
    if title and heading.title and _bare(title) != _bare(heading.title):
        message = t(
            'the heading says "{heading}", the item "{title}"', heading=_short(heading.title), title=title
        )
        remedy = t("the front matter counts: make the heading the same, or correct the item")
        yield problem("T116", record, message, place=(heading.line, 1), remedy=remedy, advice=True)


def _parsed(record: Record) -> Iterator[_Heading]:
    line, seen = record.first_line, 0
    for match in islice(_HEADING.finditer(blanked(record.body)), _MOST_HEADINGS):
        text = _unclosed(record.body[match.start(2) : match.end(2)])
        number = _NUMBER.match(text)
        title = text[number.end() :].strip() if number else text
        line, seen = line + record.body.count("\n", seen, match.start()), match.start()
        yield _Heading(len(match[1]), text, _bare(number[1]) if number else "", title, line)


def _unclosed(text: str) -> str:
    """A heading's text without the number signs that may close it."""
    return text.rstrip().rstrip("#").rstrip(" \t")


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST_QUOTE else f"{text[:_LONGEST_QUOTE].rstrip()}…"


def _positions(items: Items) -> tuple[Mapping[str, int], Mapping[str, int]]:
    """Where the first item with each number or key stands, and with each title."""
    numbers: dict[str, int] = {}
    titles: dict[str, int] = {}
    for at, item in enumerate(items):
        numbers.setdefault(_bare(said(item, "number")), at)
        numbers.setdefault(_bare(said(item, "key")), at)
        titles.setdefault(_bare(said(item, "title")), at)
    return numbers, titles


def _item_of(heading: _Heading, numbers: Mapping[str, int], titles: Mapping[str, int]) -> int | None:
    """The position of the item that the heading is of: by number, or else by title."""
    if heading.number and heading.number in numbers:
        return numbers[heading.number]
    found = [titles[one] for one in (_bare(heading.title), _bare(heading.text)) if one in titles]
    return min(found, default=None)


def _bare(text: str) -> str:
    """Letters and digits only, in lower case: how people compare numbers and titles."""
    return _NOT_BARE.sub("", text.casefold())


def _dotted(path: FieldPath) -> str:
    return ".".join(str(step) for step in path)

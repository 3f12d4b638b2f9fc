"""Two versions of a text, word by word."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Literal, NamedTuple

_TOKENS = re.compile(r"\w+|\s+|[^\w\s]")
_MOST = 6000
_SAME_AT_MOST = 400
_KEPT = 160
_LIKE = 0.35


class Part(NamedTuple):
    """A run of words that is in both versions, or in one of them only."""

    kind: Literal["same", "gone", "new"]
    text: str


def word_difference(before: str, after: str) -> list[Part]:
    """Return the parts of both versions in order, what is gone before what is new.

    Texts with little in common, or too long to compare by words, are one part each: a reader gets nothing
    from a salad of words.
    """
    if before == after:
        return [Part("same", before)] if before else []
    old, new = _TOKENS.findall(before), _TOKENS.findall(after)
    if len(old) + len(new) <= _MOST:
        matcher = SequenceMatcher(None, old, new, autojunk=False)
        if matcher.ratio() >= _LIKE:
            return list(_joined(_parts(matcher, old, new)))
    return [part for part in (Part("gone", before), Part("new", after)) if part.text]


def _parts(matcher: SequenceMatcher[str], old: list[str], new: list[str]) -> Iterator[Part]:
    for kind, start, end, new_start, new_end in matcher.get_opcodes():
        gone, came = "".join(old[start:end]), "".join(new[new_start:new_end])
        if kind == "equal":
            yield Part("same", gone)
        else:
            yield Part("gone", gone)
            yield Part("new", came)


def _joined(parts: Iterator[Part]) -> Iterator[Part]:
    """Join changes that only a space lies between: "ett två" for "tre fyra" is one change."""
    gone = came = ""
    for part in parts:
        if part.kind == "gone":
            gone += part.text
        elif part.kind == "new":
            came += part.text
        elif part.text.isspace() and "\n" not in part.text and (gone or came):
            gone, came = gone + part.text, came + part.text
        else:
            yield from _both(gone, came)
            gone = came = ""
            yield part
    yield from _both(gone, came)


def _both(gone: str, came: str) -> Iterator[Part]:
    """Yield one change; the space after it that both versions share is not part of it."""
    tail = ""
    while gone and came and gone[-1] == came[-1] and gone[-1].isspace():
        gone, came, tail = gone[:-1], came[:-1], gone[-1] + tail
    if gone:
        yield Part("gone", gone)
    if came:
        yield Part("new", came)
    if tail:
        yield Part("same", tail)


def shortened(parts: list[Part]) -> list[Part]:
    """Return the parts with long unchanged stretches cut to what stands next to a change."""
    if len(parts) < 2:  # noqa: PLR2004 - nothing stands next to anything
        return parts
    last = len(parts) - 1
    return [
        Part("same", _cut(part.text, before=place > 0, after=place < last)) if part.kind == "same" else part
        for place, part in enumerate(parts)
    ]


def _cut(text: str, *, before: bool, after: bool) -> str:
    if len(text) <= _SAME_AT_MOST:
        return text
    head = text[:_KEPT].rsplit(None, 1)[0] if before else ""
    tail = text[-_KEPT:].split(None, 1)[-1] if after else ""
    return f"{head} … {tail}"

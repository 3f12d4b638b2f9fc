"""The difference between two texts of a record, paragraph by paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Final

from msgspec import Struct

from tingsbok.i18n import in_language

_HEADING = re.compile(r"#{1,6}[ \t]+(.+)")
_ITEM = re.compile(r"(?:[-*+]|[0-9]{1,9}[.)])[ \t]+")
_LONGEST_HEADING: Final = 40
_MOST_BLOCKS: Final = 2000


class TextChange(Struct, frozen=True):
    """One paragraph that came, went or was rewritten; the empty text stands for none."""

    label: str
    before: str
    after: str


class _Block(Struct, frozen=True):
    """A paragraph, a list item or a heading, with what it is called."""

    text: str
    label: str


def compare_texts(before: str, after: str, language: str, *, clause: str = "") -> list[TextChange]:
    """What differs between two texts.

    Args:
        before: The earlier text.
        after: The later text.
        language: Of the labels.
        clause: What a list item is called in this kind of record; ``list item`` if empty.
    """
    if before == after:
        return []
    words = in_language(language)
    if not before.strip() or not after.strip():
        return [TextChange(words("text"), before.strip(), after.strip())] if (before + after).strip() else []
    old, new = (_blocks(text, language, clause or words("list item")) for text in (before, after))
    if max(len(old), len(new)) > _MOST_BLOCKS:
        return [TextChange(words("text"), before.strip(), after.strip())]
    return list(_differing(old, new)) or [TextChange(words("line breaks in the text"), "", "")]


def _differing(old: list[_Block], new: list[_Block]) -> Iterator[TextChange]:
    first, second = [block.text for block in old], [block.text for block in new]
    for tag, i, i_end, j, j_end in SequenceMatcher(None, first, second, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        both = min(i_end - i, j_end - j)
        for step in range(both):
            yield TextChange(new[j + step].label, old[i + step].text, new[j + step].text)
        for block in old[i + both : i_end]:
            yield TextChange(block.label, block.text, "")
        for block in new[j + both : j_end]:
            yield TextChange(block.label, "", block.text)


def _blocks(text: str, language: str, item_word: str) -> list[_Block]:
    """The text in pieces that people can point at: ``clause 2``, ``paragraph 3 under "Bakgrund"``."""
    words = in_language(language)
    blocks: list[_Block] = []
    heading, counts = "", {"item": 0, "paragraph": 0}
    for piece in _pieces(text):
        if match := _HEADING.match(piece):
            heading, counts = _short(match[1].rstrip("#").rstrip()), {"item": 0, "paragraph": 0}
            blocks.append(_Block(piece, words('the heading "{heading}"', heading=heading)))
            continue
        kind = "item" if _ITEM.match(piece) else "paragraph"
        counts[kind] += 1
        what = f"{item_word if kind == 'item' else words('paragraph')} {counts[kind]}"
        label = words('{what} under "{heading}"', what=what, heading=heading) if heading else what
        blocks.append(_Block(piece, label))
    return blocks


def list_items(text: str) -> list[str]:
    """The list items of a text, such as a decision's clauses, without their marks and line breaks."""
    return [piece[mark.end() :] for piece in _pieces(text) if (mark := _ITEM.match(piece))]


def _pieces(text: str) -> Iterator[str]:
    """Paragraphs, list items and headings with their line breaks as spaces."""
    lines: list[str] = []
    for line in [*text.splitlines(), ""]:
        bare = line.strip()
        starts = bool(_ITEM.match(bare)) or bare.startswith("#")
        if lines and (not bare or starts or lines[0].startswith("#")):
            yield " ".join(lines)
            lines = []
        if bare:
            lines.append(" ".join(bare.split()))
    if lines:
        yield " ".join(lines)


def _short(heading: str) -> str:
    return heading if len(heading) <= _LONGEST_HEADING else f"{heading[:_LONGEST_HEADING].rstrip()}…"

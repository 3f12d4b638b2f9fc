"""Text of records inside Markdown that the program itself composes, and the links in it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

_SIGNS = re.compile(r"([\\`*_{}\[\]<>#|~!])")
_AT_START = re.compile(r"^(\s*)([-+=]|\d+[.)])", re.MULTILINE)
_IN_LABEL = str.maketrans({"[": "(", "]": ")", "|": "/", "\n": " "})
_LINK = re.compile(r"\[\[([^\[\]|\n]{1,200})(?:\\?\|[^\[\]\n]{1,300})?\]\]")


def plain(text: str) -> str:
    """The text so that Markdown shows exactly these characters."""
    escaped = _SIGNS.sub(r"\\\1", text)
    return _AT_START.sub(lambda match: f"{match[1]}{match[2][:-1]}\\{match[2][-1]}", escaped)


def link(target: str, text: str) -> str:
    """A link to a record, ``[[id|text]]``."""
    label = text.translate(_IN_LABEL).strip()
    return f"[[{target}|{label}]]" if label and label != target else f"[[{target}]]"


def names(texts: Iterable[str], find: Callable[[str], str | None]) -> dict[str, str]:
    """Names of the records that texts link to; those that do not exist are left out.

    Args:
        texts: Markdown.
        find: Name of a record by id, ``None`` if there is no such record.
    """
    targets = {match[1].strip() for text in texts for match in _LINK.finditer(text)}
    found = ((target, find(target)) for target in targets)
    return {target: name for target, name in found if name is not None}

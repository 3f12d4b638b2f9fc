"""Ids: what a record is called in a file name, in a link and on the command line."""

from __future__ import annotations

import re
import unicodedata

MAX_SLUG = 80
"""Longest id made from a name; ids that people write may be longer, see the schemas."""

_ID = re.compile(r"[a-z0-9][a-z0-9._-]{0,119}\Z")
# Letters that Unicode does not take apart into a base and a mark.
_LETTERS = str.maketrans(
    {"ß": "ss", "æ": "ae", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "œ": "oe", "ħ": "h", "ı": "i"}
)
_OTHER = re.compile(r"[^a-z0-9]+")
# CON.md is the console itself on Windows, whatever the folder ("Naming Files, Paths, and Namespaces").
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\.|\Z)")
_NAMELESS = "post"


def slug(text: str) -> str:
    """An id for a name: lower-case ASCII letters, digits and single hyphens, at most 80 characters.

    Å, ä and ö lose their marks as other letters do; what has no letter in ASCII becomes a hyphen. Never
    empty, and never a name that Windows keeps for a device.
    """
    bare = unicodedata.normalize("NFKD", text.casefold()).translate(_LETTERS)
    letters = "".join(character for character in bare if not unicodedata.combining(character))
    words = _OTHER.sub("-", letters.lower()).strip("-")
    if len(words) > MAX_SLUG:
        words = _cut(words)
    if not words:
        return _NAMELESS
    return f"{words}-{_NAMELESS}" if is_reserved(words) else words


def _cut(words: str) -> str:
    """The first 80 characters, without half a word at the end if whole ones fill half of them."""
    cut = words[:MAX_SLUG]
    whole = cut if words[MAX_SLUG] == "-" else cut.rpartition("-")[0]
    return (whole if len(whole) >= MAX_SLUG // 2 else cut).strip("-")


def is_id(text: str) -> bool:
    """True if the text can be a record's id: a file stem that every system takes."""
    return bool(_ID.match(text)) and not text.endswith(".") and not is_reserved(text)


def is_reserved(text: str) -> bool:
    """True for names that mean a device on Windows."""
    return bool(_RESERVED.match(text.casefold()))


def fold(id: str) -> str:
    """The form in which two ids are the same: for file systems that ignore case or compose letters."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", id).casefold())


def id_of(path: str) -> str:
    """The id of the record in a file: the file's name without ``.md``."""
    return path.rsplit("/", 1)[-1].removesuffix(".md")


def split_item(link: str) -> tuple[str, str]:
    """The record's id and the item's key of ``lchnv-2024-11-07#4d``; the key is empty if there is none."""
    record, _, key = link.partition("#")
    return record, key

"""Record ids: the file's stem, lower-case ASCII, readable in a path, a link and a commit message."""

from __future__ import annotations

import re
import unicodedata

MAX_SLUG = 80
"""Longest slug made from a text; ids written by people may be longer, see the schemas."""

_ID = re.compile(r"[a-z0-9][a-z0-9._-]*\Z")
_LETTERS = str.maketrans(
    {"å": "a", "ä": "a", "ö": "o", "æ": "ae", "ø": "o", "ß": "ss", "ð": "d", "þ": "th", "ł": "l", "đ": "d"}
)
# CON.md is the console itself on Windows, whatever the folder ("Naming Files, Paths, and Namespaces")
_RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])(\.|\Z)")
_NAMELESS = "post"


def slug(text: str) -> str:
    """An id made from a text, never empty: ``Hemsjukvårdsavtalet 2021`` is ``hemsjukvardsavtalet-2021``."""
    letters = unicodedata.normalize("NFKC", text).lower().translate(_LETTERS)
    plain = unicodedata.normalize("NFKD", letters).encode("ascii", "ignore").decode("ascii")
    found = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:MAX_SLUG].rstrip("-") or _NAMELESS
    return f"{found}-{_NAMELESS}" if is_reserved(found) else found


def is_id(text: str) -> bool:
    """True if a new record may have this id: its letters are right and Windows can store the file."""
    return bool(_ID.match(text)) and not is_reserved(text) and not text.endswith(".")


def is_reserved(text: str) -> bool:
    """True for names that mean a device on Windows."""
    return bool(_RESERVED.match(text.lower()))


def fold(identity: str) -> str:
    """The form in which two ids are compared: some file systems tell neither case nor composition apart."""
    return unicodedata.normalize("NFC", identity).casefold()


def split_item(reference: str) -> tuple[str, str]:
    """Record id and item key of ``meeting-id#key``; the key is empty if there is none."""
    identity, _, key = reference.partition("#")
    return identity, key

"""Packages (zip files) of documents: read with care, written so that the same parts give the same bytes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from typing import Final

from tingsbok.errors import Refused
from tingsbok.i18n import t

MOST_PARTS: Final = 2_000
LARGEST_PART: Final = 32 * 1024 * 1024
"""Bytes of one unpacked part; more is no template of a letter."""
LARGEST: Final = 64 * 1024 * 1024
"""Bytes of all parts unpacked."""

_EPOCH: Final = (1980, 1, 1, 0, 0, 0)
_FIRST: Final = "[Content_Types].xml"


def repacked(content: bytes) -> bytes:
    """The same package without any clock: parts in a fixed order, each with the first day of the format."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    return packed(parts)


def packed(parts: Mapping[str, bytes]) -> bytes:
    """A package of the given parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name in sorted(parts, key=lambda one: (one != _FIRST, one)):
            info = zipfile.ZipInfo(name, _EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 3
            package.writestr(info, parts[name])
    return out.getvalue()


def refuse_unsafe(content: bytes, name: str) -> None:
    """Refuse a package that would unpack to far more than it is, or whose XML brings entities of its own.

    Raises:
        Refused: It is no package, is too large, or declares a document type, which this format forbids
            (ECMA-376 part 2, 6.5.2).
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            _look(package, name)
    except (zipfile.BadZipFile, NotImplementedError, EOFError, RuntimeError) as error:
        raise Refused(t("{name} is no DOCX file.", name=name), remedy=_remedy()) from error


def _look(package: zipfile.ZipFile, name: str) -> None:
    entries = package.infolist()
    if len(entries) > MOST_PARTS or sum(entry.file_size for entry in entries) > LARGEST:
        raise Refused(t("{name} is too large for a template.", name=name), remedy=_remedy())
    for entry in entries:
        with package.open(entry) as part:  # the size it claims need not be the size it has
            content = part.read(LARGEST_PART + 1)
        if len(content) > LARGEST_PART:
            raise Refused(t("{name} is too large for a template.", name=name), remedy=_remedy())
        if "/media/" not in entry.filename and _declares_entities(content):
            raise Refused(
                t("{name} declares entities, which a DOCX file never does.", name=name), remedy=_remedy()
            )


def _declares_entities(content: bytes) -> bool:
    """Whether a part has a document type; in two-byte letters it could not be told, so those are refused."""
    wide = content[:2] in {b"\xff\xfe", b"\xfe\xff"} or (
        b"\0" in content[:4] and content.lstrip(b"\0")[:1] == b"<"
    )
    return wide or (content.lstrip()[:1] in b"\xef<" and (b"<!DOCTYPE" in content or b"<!ENTITY" in content))


def _remedy() -> str:
    return t("Make the template anew in your word processor, or move it out of templates/.")
